"""What saving the agreed levels would change in what is there of the same area and round."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.officer_difference import difference
from csp_analytics.analysis.scores import MISSING
from csp_analytics.charts.officer_levels import Sides
from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.officer_difference import as_table, in_words
from csp_analytics.workshop.session.record import Record

SIDES = Sides("After saving", "Saved now")


@dataclass(frozen=True)
class Saving:
    """What saving would change.

    Attributes:
        sentences: in words.
        table: each criterion that would differ; None when nothing is there, or nothing would.
    """

    sentences: list[str]
    table: pd.DataFrame | None = None


def saving(record: Record, rating: pd.DataFrame, there: pd.DataFrame | None, *, demo: bool) -> Saving:
    """What saving would change.

    Args:
        record: what stays of the session.
        rating: what would be saved: ``criterion_id, answer, level``.
        there: what is there of the same area, framework and round; None when nothing is.
        demo: whether that is demonstration data.
    """
    about, framework = record.about, framework_of(record.about.framework_id)
    missing = int((rating["answer"] == MISSING).sum())
    verb = "counts" if missing == 1 else "count"
    others = f"{count(missing, framework.row_word, framework.row_word_plural)} {verb} as not answered."
    rest = [others] if missing else []
    if there is None:
        first = f"Nothing of {about.area_name} is saved for round {about.round} yet: this is its first assessment."
        return Saving([first, *rest])
    if demo:
        said = "is demonstration data. It is taken away, and nothing of it goes on"
        return Saving([f"What is there of {about.area_name} for round {about.round} {said}.", *rest])
    differs = difference(there, rating, framework)
    sentence = in_words(differs, framework, f"Beside what is saved for {about.area_name} in round {about.round}")
    table = as_table(differs, framework, SIDES)
    return Saving([sentence, *rest], table if len(table) else None)
