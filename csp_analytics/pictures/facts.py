"""What can stand beside maturity: indicators that were loaded, then the context variables of the definitions.

A fact has a permanent id: ``indicator:<id>`` or ``context:<variable>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.charts.facts import Fact
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

INDICATOR, CONTEXT = "indicator:", "context:"
LOGARITHM = "log"
MIXED = "The figures have more than one unit, so they cannot be compared with each other."


@dataclass(frozen=True)
class Facts:
    """Every fact there is.

    Attributes:
        loaded: indicators, ``indicator_id, title, unit, area_code, period, value, source, demo``.
        context: context variables, ``area_code, variable, value, unit, year, source``, rows without a value left out.
        labels: what the variables are, indexed by variable: ``label, unit, year, decimals, description``.
        skewed: variables that the peer groupings take the logarithm of.
    """

    loaded: pd.DataFrame
    context: pd.DataFrame
    labels: pd.DataFrame
    skewed: frozenset[str]

    def every(self) -> dict[str, Fact]:
        """Every fact by its id: indicators at their newest period, then variables in their order."""
        ids = [*(INDICATOR + name for name in dict.fromkeys(self.loaded["indicator_id"]))]
        return {fact_id: self.at(fact_id) for fact_id in ids + [CONTEXT + name for name in self._variables()]}

    def titles(self) -> dict[str, str]:
        """Title of every fact by its id; indicators say that they were loaded."""
        return {
            fact_id: f"{fact.title} (loaded)" if fact_id.startswith(INDICATOR) else fact.title
            for fact_id, fact in self.every().items()
        }

    def periods(self, fact_id: str) -> list[str]:
        """The periods of an indicator, newest first; none of a context variable, which has one."""
        known = self._rows(fact_id)["period"].drop_duplicates() if fact_id.startswith(INDICATOR) else []
        return sorted(known, key=reading.round_order, reverse=True)

    def at(self, fact_id: str, period: str = "") -> Fact:
        """One fact, an indicator at one of its periods (the newest when empty). ``KeyError`` when there is none."""
        if fact_id.startswith(CONTEXT):
            return self._variable(fact_id)
        period = period or next(iter(self.periods(fact_id)), "")
        rows = self._rows(fact_id)
        rows = rows[rows["period"] == period]
        if rows.empty:
            raise KeyError(f"{fact_id} {period}")
        return Fact(
            fact_id,
            rows["title"].iloc[0],
            unit=_said(rows["unit"]),
            period=period,
            description=MIXED if len(_different(rows["unit"])) > 1 else "",
            source=_said(rows["source"]),
            decimals=_decimals(rows["value"]),
            demo=bool(rows["demo"].any()),
        )

    def values(self, fact: Fact) -> pd.DataFrame:
        """The figures of a fact: ``area_code, value``, only areas that have one."""
        rows = self._rows(fact.fact_id)
        if fact.fact_id.startswith(INDICATOR):
            rows = rows[rows["period"] == fact.period]
        return rows[["area_code", "value"]].reset_index(drop=True)

    def _rows(self, fact_id: str) -> pd.DataFrame:
        if fact_id.startswith(CONTEXT):
            return self.context[self.context["variable"] == fact_id.removeprefix(CONTEXT)]
        return self.loaded[self.loaded["indicator_id"] == fact_id.removeprefix(INDICATOR)]

    def _variables(self) -> list[str]:
        there = list(dict.fromkeys(self.context["variable"]))
        return [name for name in self.labels.index if name in there] + [
            name for name in there if name not in self.labels.index
        ]

    def _variable(self, fact_id: str) -> Fact:
        name, rows = fact_id.removeprefix(CONTEXT), self._rows(fact_id)
        if rows.empty:
            raise KeyError(fact_id)
        said = self.labels.loc[name] if name in self.labels.index else pd.Series(dtype=object)
        return Fact(
            fact_id,
            said.get("label") or name,
            unit=said.get("unit") or _said(rows["unit"]),
            period=said.get("year") or _said(rows["year"]),
            description=said.get("description") or "",
            source=_said(rows["source"]),
            decimals=int(said.get("decimals") or 0) if len(said) else _decimals(rows["value"]),
            logarithmic=name in self.skewed,
        )


def facts(store: Store) -> Facts:
    """Every fact there is now, of the store and of the definitions."""
    models = peer_definitions.groupings().values()
    return Facts(
        reading.indicators(store),
        peer_definitions.context().dropna(subset="value"),
        peer_definitions.context_labels(),
        frozenset(one.name for model in models for one in model.variables if one.transform == LOGARITHM),
    )


def _different(words: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(word for word in words if isinstance(word, str) and word))


def _said(words: Iterable[str | None]) -> str:
    """What the rows of one fact say; where they differ, everything."""
    return "; ".join(_different(words))


def _decimals(values: pd.Series) -> int:
    """With how many decimals figures are shown of which nobody said: none for whole numbers, else three figures."""
    if (values == values.round()).all():
        return 0
    largest = float(values.abs().max())
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2 if largest >= 1 else 3
