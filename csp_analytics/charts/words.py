"""Numbers and lists as words, the same everywhere: pages, charts, commands and exports."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Framework

DEMO_LABEL = "Demonstration data"
DEMO_SENTENCE = "Demonstration data: drawn from a seed, not about the real areas."


def points(score: float) -> str:
    """A maturity score as shown: whole points, halves up, ``–`` when there is none."""
    return "–" if pd.isna(score) else f"{int(score + 0.5) if score >= 0 else -int(-score + 0.5)}"


def signed(difference: float, *, none: str = "no change") -> str:
    """A difference in points with its sign, ``none`` for less than half a point, ``–`` when there is none."""
    if pd.isna(difference):
        return "–"
    whole = points(abs(difference))
    return none if whole == "0" else f"{'+' if difference > 0 else '−'}{whole}"


def share(part: float, whole: float = 1.0) -> str:
    """A share as a whole percentage, ``–`` when the whole is nothing."""
    return "–" if not whole or pd.isna(part) else f"{int(100 * part / whole + 0.5)}%"


def count(number: int, one: str, many: str = "") -> str:
    """``1 area``, ``2 areas``, ``1,041 ratings``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], *, most: int = 0, last: str = "and") -> str:
    """``A, B and C``; with ``most``, ``A, B and 4 more``."""
    names = list(names)
    if most and len(names) > most:
        return f"{', '.join(names[:most])} {last} {len(names) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else "none"


def unit_titles(framework: Framework, by: str) -> dict[str, str]:
    """Title of each unit of a way to divide a framework, by its id."""
    if by == scoring.OVERALL:
        return {scoring.ALL: "Overall"}
    if by == scoring.PRINCIPLE:
        return {key: principle.name for key, principle in principles().items()}
    if by == scoring.GROUP:
        return framework.group_titles
    if by == scoring.CRITERION:
        return {row.criterion_id: row.short for row in framework.criteria}
    return framework.facet(by).values


def short_titles(framework: Framework) -> dict[str, str]:
    """Short names of the principles in use, and of overall, for charts and buttons."""
    used = set(framework.table["principle_id"])
    return {
        **{key: principle.short_name for key, principle in principles().items() if key in used},
        scoring.ALL: "Overall",
    }


def answer_words(framework: Framework, answer: str, level: float) -> str:
    """An answer as shown: the level's label, or not applicable, don't know, not answered."""
    if answer == scoring.RATED:
        return framework.label_of(level)
    return {scoring.NOT_APPLICABLE: "Not applicable", scoring.DONT_KNOW: "Don't know"}.get(answer, "Not answered")
