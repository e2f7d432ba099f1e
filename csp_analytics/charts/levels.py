"""Level distributions: one bar a unit, one part a level, the count printed in it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count, listed, share
from csp_analytics.frameworks.model import Framework


def level_bars(counts: pd.DataFrame, labels: list[str], framework: Framework, *, demo: bool) -> go.Figure:
    """Stacked bars of level counts, first row on top, each row's label above its bar so that it fits a phone.

    Args:
        counts: ``level_<value>`` columns and ``n_rated``, one row a bar.
        labels: a label for each row.
        framework: gives levels and their order.
        demo: whether it is demonstration data.
    """
    parts = [
        Part(level.label, colour, list(counts[f"level_{level.value}"]))
        for level, colour in zip(framework.levels, theme.level_colours(len(framework.levels)), strict=True)
    ]
    return stacked_bars(labels, parts, as_shares=True, demo=demo)


def level_table(counts: pd.DataFrame, labels: list[str], framework: Framework, first: str) -> pd.DataFrame:
    """The same counts as a table: label, a column a level, rated, not applicable, don't know, not answered."""
    table = pd.DataFrame({first: labels})
    for level in framework.levels:
        table[level.label] = counts[f"level_{level.value}"].to_numpy()
    table["Rated"] = counts["n_rated"].to_numpy()
    table["Not applicable"] = counts["n_not_applicable"].to_numpy()
    table["Don't know"] = counts["n_dont_know"].to_numpy()
    table["Not answered"] = counts["n_missing"].to_numpy()
    return table


def by_principle(
    counts: pd.DataFrame, titles: dict[str, str], framework: Framework, *, basis: str, demo: bool
) -> Exhibit:
    """Share of ratings at each level, one bar a principle (``counts``: national counts with ``principle_id``)."""
    labels = [titles[key] for key in counts["principle_id"]]
    top = framework.levels[-1]
    shares = (counts[f"level_{top.value}"] / counts["n_rated"].where(counts["n_rated"] > 0)).fillna(0)
    best, least = int(shares.to_numpy().argmax()), int(shares.to_numpy().argmin())
    takeaway = (
        f"{share(shares.iloc[best])} of ratings on {labels[best]} are at the top level, '{top.label}'; "
        f"on {labels[least]} it is {share(shares.iloc[least])}."
    )
    return Exhibit(
        name="levels-by-principle",
        headline="How ratings spread over the levels, by principle",
        takeaway=takeaway,
        figure=level_bars(counts, labels, framework, demo=demo),
        table=level_table(counts, labels, framework, "Principle"),
        basis=basis,
        alt=f"Stacked bars, one a principle, showing the share of ratings at each level. {takeaway}",
        source=framework.title,
        demo=demo,
    )


def by_criterion(
    counts: pd.DataFrame, framework: Framework, *, name: str, headline: str, basis: str, demo: bool
) -> Exhibit:
    """Areas at each level, one bar a criterion, in the order of ``counts`` (national counts with ``criterion_id``)."""
    labels = [framework.by_id[key].short for key in counts["criterion_id"]]
    takeaway = _highly_rated(counts.iloc[0], labels[0], framework) if labels else "Nothing has been rated yet."
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=level_bars(counts, labels, framework, demo=demo),
        table=level_table(counts, labels, framework, framework.row_word.capitalize()),
        basis=basis,
        alt=f"Stacked bars, one a {framework.row_word}, showing how many areas are at each level. {takeaway}",
        source=framework.title,
        demo=demo,
    )


def _highly_rated(row: pd.Series, label: str, framework: Framework) -> str:
    high = framework.levels[-2:] if len(framework.levels) > 2 else framework.levels[-1:]  # as in by_strength
    n_high = int(sum(row[f"level_{level.value}"] for level in high))
    words = listed([f"'{level.label}'" for level in high], last="or")
    verb = "answered" if framework.is_checklist else "rated it"
    return f"{label}: {n_high} of {count(int(row['n_rated']), 'area')} {verb} {words}."
