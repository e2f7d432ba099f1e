"""Answers of made-up areas, written down one by one, as they come out of a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from csp_analytics.analysis.scores import DONT_KNOW, MISSING, NOT_APPLICABLE, RATED
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import ASSESSMENT, COLUMNS, Reading

FIFE = "S12000047"
# The peers of Fife in its family group (people), in the order of their names.
CLACKMANNANSHIRE, DUMFRIES, FALKIRK, RENFREWSHIRE, SOUTH_AYRSHIRE, SOUTH_LANARKSHIRE, WEST_LOTHIAN = FAMILY = (
    "S12000005", "S12000006", "S12000014", "S12000038", "S12000028", "S12000029", "S12000040",
)  # fmt: skip
WORDS = {"?": DONT_KNOW, "n/a": NOT_APPLICABLE, "": MISSING}


def answered(
    areas: Mapping[str, Mapping[str, int | str]],
    *,
    framework_id: str = "safer-communities",
    round_: str = "2025",
    names: Mapping[str, str] | None = None,
    left_out: int = 0,
) -> Reading:
    """``answered({FIFE: {"leadership.01": 4, "leadership.02": "?"}})``; every other row of the framework is blank.

    Args:
        areas: answers by area and criterion (without the framework's name): a level, ``?``, ``n/a``, or with evidence
            ``"4: as written"``.
        framework_id: the framework.
        round_: the round.
        names: names of areas outside the register, by code.
        left_out: how many answers were left out on purpose.
    """
    rows = []
    for area, given in areas.items():
        for row in framework(framework_id).criteria:
            written = str(given.get(row.criterion_id.removeprefix(f"{framework_id}."), ""))
            said, _, evidence = written.partition(": ")
            answer = WORDS.get(said, RATED)
            level = float(said) if answer == RATED else None
            rows.append((area, framework_id, round_, row.criterion_id, answer, level, evidence, ""))
    order = ["area_code", "framework", "round", "criterion_id", "answer", "level", "evidence", "action"]
    tables = {"rating": pd.DataFrame(rows, columns=order)[list(COLUMNS["rating"])]}
    if names:
        tables["area"] = pd.DataFrame(list(names.items()), columns=list(COLUMNS["area"]))
    digest = hashlib.sha256(json.dumps([areas, framework_id, round_], sort_keys=True).encode()).hexdigest()
    return Reading("answers.xlsx", digest, ASSESSMENT, "long", tables, left_out=left_out)
