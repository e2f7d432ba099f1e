"""The figures of common exhibits as charts that people can edit in Word and PowerPoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts import theme
from csp_analytics.charts.native import BARS, STACKED, Native, Series
from csp_analytics.charts.stacked import Part
from csp_analytics.charts.words import count, listed, points

# The same place twice is the same hue: what is published is a lighter shade of the area's own colour.
PUBLISHED = theme.SEQUENTIAL[4][1]
SCORE, HIGHEST = "Maturity score, 0 to 100", 100.0


def beside_peers(
    compared: pd.DataFrame, labels: Sequence[str], *, own: str, published: Mapping[str, Sequence[float]]
) -> Native:
    """Scores of an area, what is published of it and the peers' median, bars beside each other.

    Args:
        compared: rows of the area from ``compare_with_peers``: ``value, peer_median, n_peers``.
        labels: what the rows are.
        own: what the area's own bar is called.
        published: values of a further bar under its name; none when there is nothing beside it.
    """
    enough = compared["n_peers"] >= MIN_PEERS  # under five peers nothing is compared, so nothing stands to be
    rows = [
        Series(own, shown(compared["value"]), theme.OWN),
        *(Series(name, shown(values), PUBLISHED) for name, values in published.items()),
        Series("Peers' median", shown(compared["peer_median"].where(enough)), theme.PEERS),
    ]
    return _bars(labels, rows)


def beside_each_other(labels: Sequence[str], scores: Mapping[str, Sequence[float]], colours: Sequence[str]) -> Native:
    """Scores from 0 to 100 as bars beside each other; what has no score at all is left out.

    Args:
        labels: what the rows are.
        scores: a score a row, under the name of whose they are.
        colours: a colour for each of them.
    """
    named = zip(scores.items(), colours, strict=True)
    return _bars(labels, [Series(name, shown(values), colour) for (name, values), colour in named])


def _bars(labels: Sequence[str], rows: Sequence[Series]) -> Native:
    kept = tuple(row for row in rows if any(value is not None for value in row.values))
    return Native(BARS, tuple(labels), kept, axis=SCORE, highest=HIGHEST, number_format="0",
                  alt=_beside_each_other(labels, kept))  # fmt: skip


def counted(
    labels: Sequence[str], counts: Mapping[str, Sequence[float]], colours: Sequence[str], *, axis: str
) -> Native:
    """Counts on top of each other, a bar a label.

    Args:
        labels: what the bars are, first on top.
        counts: counts of each bar, under the name of what is counted.
        colours: a colour for each of them.
        axis: what is counted.
    """
    rows = tuple(
        Series(name, shown(values), colour) for (name, values), colour in zip(counts.items(), colours, strict=True)
    )
    return Native(STACKED, tuple(labels), rows, axis=axis, alt=_on_top_of_each_other(labels, rows, axis))


def of_parts(labels: Sequence[str], parts: Sequence[Part], *, axis: str) -> Native:
    """The same of bars that are drawn by :func:`csp_analytics.charts.stacked.stacked_bars`."""
    counts = {part.name: part.counts for part in parts}
    return counted(labels, counts, [part.colour for part in parts], axis=axis)


def _beside_each_other(labels: Sequence[str], rows: Sequence[Series]) -> str:
    """What bars beside each other show: who, of what, and from where to where."""
    said = f"Clustered bar chart, {SCORE}: {count(len(labels), 'row')}"
    told = []
    for row in rows:
        known = [(value, label) for value, label in zip(row.values, labels, strict=True) if value is not None]
        (low, lowest), (high, highest) = min(known), max(known)
        span = f"from {points(low)} ({lowest}) to {points(high)} ({highest})" if len(known) > 1 else points(low)
        told.append(f"{row.name} {span}")
    return f"{said}. {'; '.join(told)}." if told else f"{said}, none with a score."


def _on_top_of_each_other(labels: Sequence[str], rows: Sequence[Series], axis: str) -> str:
    """What stacked bars show: of what each is made, and how many there are of each part in all."""
    totals = [f"{row.name} {sum(value or 0 for value in row.values):g}" for row in rows]
    return f"Stacked bar chart, {count(len(labels), 'bar')}. {axis}. In all: {listed(totals)}."


def shown(values: Sequence[float]) -> tuple[float | None, ...]:
    """Values to four decimals, as in the tables; None where there is none. The chart says how many it writes."""
    return tuple(None if pd.isna(value) else round(float(value), 4) for value in values)
