"""Facts that stand beside scores, and whether higher figures and higher scores go together, in words."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.association import MIN_PAIRS, NO_CLEAR, Association
from csp_analytics.charts.words import count

FEW_AREAS = 100
METHOD = (
    "Spearman's rho compares the order of the areas on both figures: 1 the same order, -1 the opposite, 0 no link. "
    "Ties share the mean of their ranks. No interval: the areas are all there are, not a sample."
)


@dataclass(frozen=True)
class Fact:
    """A figure about areas that can stand beside their scores.

    Attributes:
        fact_id: permanent id.
        title: its name.
        unit: what it counts; empty when nobody said.
        period: when it is from, as its publisher writes it.
        description: what it is, in a sentence; empty when nobody said.
        source: who published it; empty when nobody said.
        decimals: with how many it is shown.
        logarithmic: shown on a logarithmic axis, because a few areas are far larger than the rest.
        demo: whether it is demonstration data.
    """

    fact_id: str
    title: str
    unit: str = ""
    period: str = ""
    description: str = ""
    source: str = ""
    decimals: int = 1
    logarithmic: bool = False
    demo: bool = False

    @property
    def name(self) -> str:
        """Its title within a sentence."""
        return self.title[:1].lower() + self.title[1:] if self.title[1:2].islower() else self.title

    def shown(self, value: float) -> str:
        """A figure as shown, ``–`` when there is none."""
        return "–" if pd.isna(value) else f"{value:,.{self.decimals}f}".replace("-", "−")


def rho_words(rho: float) -> str:
    """Rho as shown: two decimals, ``–`` when there is none."""
    return "–" if pd.isna(rho) else f"{abs(rho):.2f}" if round(rho, 2) >= 0 else f"−{abs(rho):.2f}"


def shortened(words: str, most: int) -> str:
    """Words with at most so many signs, for a chart; hover and table have them in full."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def finding(found: Association, fact: Fact, measure: str) -> str:
    """The link in one sentence.

    Args:
        found: what was found.
        fact: what stands beside the score.
        measure: what the score is of, within a sentence: ``on Leadership``, ``overall``.
    """
    if found.why_not:
        return f"No link of {fact.name} with the scores {measure} can be shown: {found.why_not}."
    rests = f"Spearman's rho {rho_words(found.rho)}, {count(found.n, 'area')}"
    areas = f"Areas with a higher figure for {fact.name}"
    if found.strength == NO_CLEAR:
        return f"{areas} do not score higher or lower {measure} in any clear way ({rests})."
    side = "higher" if found.rho > 0 else "lower"
    return f"{areas} tend to score {side} {measure}: a {found.strength} link ({rests})."


def caution(n: int) -> str:
    """What a link does not say, whatever it is: it stands on the page always."""
    few = f" With {count(n, 'area')}, a few of them can make a link or hide it." if MIN_PAIRS <= n < FEW_AREAS else ""
    return f"This shows no cause: something else may move both.{few} It says nothing about a single area."
