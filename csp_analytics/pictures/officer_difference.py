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
from csp_analytics.analysis.scores import MISSING, PRINCIPLE
from csp_analytics.charts.officer_levels import Sides
from csp_analytics.charts.words import count, listed, unit_titles
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.officer_subject import OfficerSubject

GLYPHS = {RAISED: "▲", LOWERED: "▼", NEWLY: "+", NO_LONGER: "–", OTHERWISE: "≠", SAME: "●"}
NOTHING_PUBLISHED = "Nothing of this area is published under this framework up to this round."


def difference_sentence(one: OfficerSubject) -> str:
    """Such as "Beside what is published for 2025, 3 criteria are raised and 1 is lowered; 33 are the same"."""
    if not one.uploaded:
        return ""
    if one.differs is None:
        return NOTHING_PUBLISHED
    said = in_words(_listed(one), one.area.framework, f"Beside what is published for {one.published_round}")
    if not (n := len(one.differs) - len(_listed(one))):
        return said
    what = f"{_counted(n, one.area.framework)} that {'is' if n == 1 else 'are'} published"
    return f"{said} {what} {'is' if n == 1 else 'are'} not answered this time: not listed."


def in_words(differs: pd.DataFrame, framework: Framework, beside: str) -> str:
    """A difference in a sentence.

    Args:
        differs: from :func:`csp_analytics.analysis.officer_difference.difference`.
        framework: the framework.
        beside: how the sentence begins: beside what.
    """
    counts = differs["change"].value_counts()
    if counts.get(SAME, 0) == len(differs):
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
    return as_table(_listed(one), one.area.framework, one.sides)


def _listed(one: OfficerSubject) -> pd.DataFrame:
    """The difference from an earlier round, without what was not answered where under half of the criteria are rated.

    A session has only so many criteria on its agenda: what was not on it is told as a number.
    """
    assert one.differs is not None
    texts = one.area.texts
    if one.published_round == one.area.round or 2 * int(texts["level"].notna().sum()) >= len(
        one.area.framework.criteria
    ):
        return one.differs
    answered = set(texts.loc[texts["answer"] != MISSING, "criterion_id"])
    return one.differs[(one.differs["change"] != NO_LONGER) | one.differs["criterion_id"].isin(answered)]


def as_table(differs: pd.DataFrame, framework: Framework, sides: Sides) -> pd.DataFrame:
    """Each criterion that differs: as it is there, as it would be, and how (``sides``: what the two are called)."""
    rows = differs[differs["change"] != SAME]
    known, titles = framework.by_id, unit_titles(framework, PRINCIPLE)
    return pd.DataFrame(
        {
            framework.row_word.capitalize(): [known[key].short for key in rows["criterion_id"]],
            "Principle": [titles[known[key].principle_id] for key in rows["criterion_id"]],
            sides.published: [framework.label_of(level) for level in rows["level_before"]],
            sides.own: [framework.label_of(level) for level in rows["level_after"]],
            "Difference": [f"{GLYPHS[kind]} {kind}" for kind in rows["change"]],
        }
    )


def _counted(number: int, framework: Framework) -> str:
    return count(number, framework.row_word, framework.row_word_plural)
