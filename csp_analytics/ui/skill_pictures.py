"""The pictures about skills, kept until the data changes."""

from __future__ import annotations

from csp_analytics.charts.grid import GridExhibit
from csp_analytics.charts.sizes import Screen
from csp_analytics.charts.skill_shares import Sizes
from csp_analytics.pictures import skill_gaps, skill_places, skill_walls, skills_area
from csp_analytics.ui import cached

MEASURES, ORDERS = skill_gaps.MEASURES, skill_gaps.ORDERS


@cached.by_data_version
def gaps(round_: str, grouping_id: str, part: str, role: str, measure: str, order: str) -> skill_gaps.GapsPicture:
    """See :func:`csp_analytics.pictures.skill_gaps.gaps_picture`."""
    return skill_gaps.gaps_picture(cached.store(), round_, grouping_id, part, role, measure, order)


@cached.by_data_version
def by_role(round_: str, grouping_id: str, part: str) -> GridExhibit:
    """See :func:`csp_analytics.pictures.skill_places.by_role`."""
    return skill_places.by_role(cached.store(), round_, grouping_id, part)


@cached.by_data_version
def by_area(round_: str, grouping_id: str, part: str, measure: str) -> GridExhibit:
    """See :func:`csp_analytics.pictures.skill_places.by_area`."""
    return skill_places.by_area(cached.store(), round_, grouping_id, part, measure)


@cached.by_data_version
def where(round_: str, grouping_id: str, part: str, skill: str) -> Sizes:
    """See :func:`csp_analytics.pictures.skill_places.where`."""
    return skill_places.where(cached.store(), round_, grouping_id, part, skill)


@cached.by_data_version
def behind(round_: str, grouping_id: str, part: str, cell: str) -> tuple[str, str]:
    """See :func:`csp_analytics.pictures.skill_places.behind`."""
    return skill_places.behind(cached.store(), round_, grouping_id, part, cell)


@cached.by_data_version
def gaps_walls(round_: str, grouping_id: str, part: str, role: str) -> list[Screen]:
    """See :func:`csp_analytics.pictures.skill_walls.gaps_walls`."""
    return skill_walls.gaps_walls(cached.store(), round_, grouping_id, part, role)


@cached.by_data_version
def area(round_: str, grouping_id: str, area_code: str) -> skills_area.SkillsAreaPicture:
    """See :func:`csp_analytics.pictures.skills_area.skills_area_picture`."""
    return skills_area.skills_area_picture(cached.store(), round_, grouping_id, area_code)


@cached.by_data_version
def area_walls(round_: str, grouping_id: str, area_code: str) -> list[Screen]:
    """See :func:`csp_analytics.pictures.skill_walls.area_walls`."""
    return skill_walls.area_walls(cached.store(), round_, grouping_id, area_code)
