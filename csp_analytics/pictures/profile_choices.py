"""What can be chosen on the page Profile: areas, what the rows are, and their order."""

from __future__ import annotations

from dataclasses import dataclass

from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import spine_words
from csp_analytics.charts.words import unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area import area_names
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

EACH = "each"  # single questions of a checklist are too many rows to begin with, so they have an id of their own
DOCUMENT, LARGEST_GAP = "document", "gap"


@dataclass(frozen=True)
class ProfileChoices:
    """What can be chosen: areas by code, the first of them with data, and rows by id (the first is the usual one)."""

    areas: dict[str, str]
    first: str
    rows: dict[str, str]


def profile_choices(store: Store, framework_id: str, round_: str) -> ProfileChoices:
    """What the page offers for a framework and round."""
    names, there = area_names(store), reading.assessments(store)
    codes = set(there.loc[(there["framework"] == framework_id) & (there["round"] == round_), "area_code"])
    first = next((code for code in names if code in codes), next(iter(names)))
    return ProfileChoices(names, first, row_choices(framework_of(framework_id)))


def row_choices(framework: Framework) -> dict[str, str]:
    """What rows can be: single criteria first; of a checklist its finest division first and single questions last."""
    divided = [scoring.GROUP, *(facet.facet_id for facet in framework.facets), scoring.PRINCIPLE]
    titles = {by: f"By {spine_words.row_words(framework, by)[0]}" for by in divided}
    if not framework.is_checklist:
        return {scoring.CRITERION: f"By {framework.row_word}", **titles}
    finest = max(divided, key=lambda by: len(unit_titles(framework, by)))
    return {finest: titles[finest], **titles, EACH: f"Every {framework.row_word}"}
