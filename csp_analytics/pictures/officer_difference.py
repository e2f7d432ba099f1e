"""What an upload changes in what is published of the same area, in a sentence and as a table."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.officer_difference import (
    LOWERED,
    NEWLY,
    NO_LONGER,
    OTHERWISE,
    RAISED,
    SAME,
)
from csp_analytics.analysis.scores import PRINCIPLE
from csp_analytics.charts.words import count, listed, unit_titles
from csp_analytics.pictures.officer_subject import OfficerSubject

GLYPHS = {RAISED: "▲", LOWERED: "▼", NEWLY: "+", NO_LONGER: "–", OTHERWISE: "≠", SAME: "●"}
NOTHING_PUBLISHED = "Nothing of this area is published under this framework up to this round."


def difference_sentence(one: OfficerSubject) -> str:
    """Such as "Beside what is published for 2025, 3 criteria are raised and 1 is lowered; 33 are the same"."""
    if not one.uploaded:
        return ""
    if one.differs is None:
        return NOTHING_PUBLISHED
    framework = one.area.framework
    counts = one.differs["change"].value_counts()
    beside = f"Beside what is published for {one.published_round}"
    if counts.get(SAME, 0) == len(one.differs):
        return f"{beside}, nothing is different."
    first = next(kind for kind in GLYPHS if counts.get(kind, 0))
    parts = [
        f"{_counted(int(counts[kind]), framework) if kind == first else counts[kind]} "
        f"{'is' if counts[kind] == 1 else 'are'} {'the same' if kind == SAME else kind}"
        for kind in GLYPHS
        if counts.get(kind, 0)
    ]
    return f"{beside}, {listed(parts)}."


def difference_table(one: OfficerSubject) -> pd.DataFrame | None:
    """Each criterion that differs: as published, as uploaded, and how; None when nothing is published."""
    if one.differs is None:
        return None
    framework, rows = one.area.framework, one.differs[one.differs["change"] != SAME]
    known, titles = framework.by_id, unit_titles(framework, PRINCIPLE)
    return pd.DataFrame(
        {
            framework.row_word.capitalize(): [known[key].short for key in rows["criterion_id"]],
            "Principle": [titles[known[key].principle_id] for key in rows["criterion_id"]],
            one.sides.published: [framework.label_of(level) for level in rows["level_before"]],
            one.sides.own: [framework.label_of(level) for level in rows["level_after"]],
            "Difference": [f"{GLYPHS[kind]} {kind}" for kind in rows["change"]],
        }
    )


def _counted(number: int, framework: object) -> str:
    return count(number, framework.row_word, framework.row_word_plural)  # type: ignore[attr-defined]
