"""The pictures of :mod:`csp_analytics.pictures`, kept until the data changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.pictures import area as area_pictures
from csp_analytics.pictures import methods as method_pictures
from csp_analytics.pictures import national as national_pictures
from csp_analytics.pictures import surroundings
from csp_analytics.ui import cached


@cached.by_data_version
def national(framework_id: str, round_: str) -> national_pictures.NationalPicture:
    """See :func:`csp_analytics.pictures.national.national_picture`."""
    return national_pictures.national_picture(cached.store(), framework_id, round_)


@cached.by_data_version
def national_map(framework_id: str, round_: str, measure: str) -> Exhibit:
    """See :func:`csp_analytics.pictures.national.national_map`."""
    return national_pictures.national_map(cached.store(), framework_id, round_, measure)


@cached.by_data_version
def measures(framework_id: str) -> dict[str, str]:
    """See :func:`csp_analytics.pictures.national.measures`."""
    return national_pictures.measures(framework_id)


@cached.by_data_version
def area(framework_id: str, round_: str, grouping_id: str, area_code: str) -> area_pictures.AreaPicture:
    """See :func:`csp_analytics.pictures.area.area_picture`."""
    return area_pictures.area_picture(cached.store(), framework_id, round_, grouping_id, area_code)


@cached.by_data_version
def peer_words(grouping_id: str, area_code: str) -> str:
    """See :func:`csp_analytics.pictures.area.peer_words`."""
    return area_pictures.peer_words(cached.store(), grouping_id, area_code)


@cached.by_data_version
def indicator_trends(grouping_id: str, area_code: str) -> list[Exhibit]:
    """See :func:`csp_analytics.pictures.surroundings.indicator_trends`."""
    return surroundings.indicator_trends(cached.store(), grouping_id, area_code)


@cached.by_data_version
def context_table(grouping_id: str, area_code: str) -> pd.DataFrame:
    """See :func:`csp_analytics.pictures.surroundings.context_table`."""
    return surroundings.context_table(cached.store(), grouping_id, area_code)


def action_plan(area_code: str) -> tuple[str, pd.DataFrame, bool]:
    """See :func:`csp_analytics.pictures.surroundings.action_plan`; the day is in the key: overdue depends on it."""
    return _action_plan(area_code, datetime.now(UTC).date().isoformat())


@cached.by_data_version
def _action_plan(area_code: str, today: str) -> tuple[str, pd.DataFrame, bool]:
    return surroundings.action_plan(cached.store(), area_code, datetime.fromisoformat(today).date())


@cached.by_data_version
def worked_example(framework_id: str) -> method_pictures.WorkedExample:
    """See :func:`csp_analytics.pictures.methods.worked_example`."""
    return method_pictures.worked_example(framework_id)


@cached.by_data_version
def criteria_tables(framework_id: str) -> dict[str, pd.DataFrame]:
    """See :func:`csp_analytics.pictures.methods.criteria_tables`."""
    return method_pictures.criteria_tables(framework_id)
