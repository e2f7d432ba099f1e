"""Surveys made up for tests: so many people in each area, of whom so many say yes to each thing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from csp_analytics.ingest.reading import COLUMNS, SURVEY, Reading

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]


def ticked(
    definition: str, people: Mapping[str, int], yes: Counts, *, round_: str = "2025", file: str = "survey.xlsx"
) -> Reading:
    """A survey whose questions are ticked.

    Args:
        definition: the survey.
        people: how many answered in each area.
        yes: by question, area and item, how many of them said yes (the first ones); all of the area's people answered
            about every item that is named for it.
        round_: the round.
        file: name of the file.
    """
    place = {(area, i): n for n, (area, i) in enumerate((area, i) for area, of in people.items() for i in range(of))}
    respondents = [(definition, n, area, "lead", "council") for (area, _), n in place.items()]
    answers = [
        (definition, place[area, i], question, item, int(i < x))
        for question, by_area in yes.items()
        for area, items in by_area.items()
        for item, x in items.items()
        for i in range(people[area])
    ]
    n = len(respondents)
    survey = (definition, round_, "all", "plain table", n, n, json.dumps({}), json.dumps([]))
    tables = {
        name: pd.DataFrame(rows, columns=list(COLUMNS[name]))
        for name, rows in (("survey", [survey]), ("respondent", respondents), ("answer", answers))
    }
    digest = hashlib.sha256(repr((definition, round_, answers)).encode()).hexdigest()
    return Reading(file, digest, SURVEY, "plain table", tables)
