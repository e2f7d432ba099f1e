"""Pictures of surveys as such, kept until the data changes."""

from __future__ import annotations

from csp_analytics.areas.groupings import FIXED, groupings
from csp_analytics.findings import surveys as asked_of_surveys
from csp_analytics.pictures import survey_quality as quality_pictures
from csp_analytics.store import survey_reading
from csp_analytics.surveys.load import surveys as survey_definitions
from csp_analytics.ui import cached

MOST_KINDS = 6


@cached.by_data_version
def surveys() -> dict[str, str]:
    """Title of each survey with answers by id, in the order of the definitions."""
    there = set(survey_reading.surveys(cached.store())["definition"])
    return {key: one.title for key, one in survey_definitions().items() if key in there}


@cached.by_data_version
def kinds_of_area() -> dict[str, str]:
    """Title of each fixed way to divide the areas by id: each area is in one group of it."""
    return {key: one.title for key, one in groupings().items() if one.kind == FIXED}


@cached.by_data_version
def first_kind(definition: str, round_: str) -> str:
    """The way to divide the areas that is shown first: of those with few groups, the one on which the answers and the
    people differ most, since that is what a reader has to know.
    """
    who = asked_of_surveys.who_answered(cached.store(), definition, round_)
    few = [key for key, rows in who.by_place.items() if len(rows) <= MOST_KINDS]
    apart = who.apart.set_index("grouping_id")["dissimilarity"].reindex(few).dropna()
    return str(apart.idxmax()) if len(apart) else next(iter(few or who.by_place))


@cached.by_data_version
def quality(definition: str, round_: str, grouping_id: str) -> quality_pictures.SurveyQuality:
    """See :func:`csp_analytics.pictures.survey_quality.survey_quality`."""
    return quality_pictures.survey_quality(cached.store(), definition, round_, grouping_id)
