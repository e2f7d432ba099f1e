"""How far each area moved on each principle: a strip of dots, the typical area's change marked and printed.

What is printed, marked and coloured is one number, the middle of the areas' own changes. The middle score of each round
stands in the table only: the difference of two middles is the change of no area, and can even have the other sign.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.movers import MIN_TYPICAL
from csp_analytics.analysis.scores import ALL
from csp_analytics.charts import theme
from csp_analytics.charts.dumbbell import GLYPHS, kind_of, laid_out
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.moves import ROUNDING, Between
from csp_analytics.charts.words import listed, points, signed

ABOVE_EACH_OTHER = (0, -6, 6)  # pixels: neighbours on the scale would hide each other on one line
FEW = f"of fewer than {MIN_TYPICAL} areas none is typical"


@dataclass(frozen=True)
class Strip:
    """One row: each area's own change in points, and the typical one (empty when there are too few areas)."""

    label: str
    names: tuple[str, ...]
    changes: tuple[float, ...]
    typical: float

    @property
    def kind(self) -> str:
        """Improved, same or declined, of the typical change."""
        return kind_of(self.typical)

    @property
    def words(self) -> str:
        """What is printed: the typical change with its sign, or from where to where the changes go."""
        if pd.isna(self.typical):
            ends = [signed(end) for end in (min(self.changes), max(self.changes))]
            return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
        return f"{GLYPHS[self.kind]} {signed(self.typical)}"


def by_principle(together: pd.DataFrame, own: pd.DataFrame, titles: dict[str, str], between: Between) -> Exhibit:
    """Every area's own change by principle, overall among them.

    Args:
        together: from ``areas_together`` by principle and overall, with the unit as ``measure``, in the order to show.
        own: ``measure, name, points``, a row for each area with a score in both rounds.
        titles: title of each measure.
        between: the rounds.
    """
    rows = [
        Strip(
            titles[measure],
            tuple(own.loc[own["measure"] == measure, "name"]),
            tuple(own.loc[own["measure"] == measure, "points"]),
            typical,
        )
        for measure, typical in zip(together["measure"], together["typical_points"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "Measure": [titles[key] for key in together["measure"]],
            "Change of the typical area": together["typical_points"],
            f"Middle score {between.before}": together["middle_before"],
            f"Middle score {between.after}": together["middle_after"],
            "Areas": together["n_areas"],
            "Areas up on more": together["n_up"],
            "As many up as down": together["n_even"],
            "Areas down on more": together["n_down"],
        }
    )
    explained = (
        "The typical change is the middle of the areas' own changes, in points; the table also has the middle score of "
        "each round, and the difference of those two is another number."
    )
    return between.exhibit(
        "change-by-principle", "Each area's change, by principle", takeaway(together, titles), strips(rows, between),
        table.reset_index(drop=True), seen="Strips of dots, a row a principle, a dot an area, a diamond the middle.",
        rest=f"{explained if together['typical_points'].notna().any() else ''} {ROUNDING}".strip(),
    )  # fmt: skip


def takeaway(together: pd.DataFrame, titles: dict[str, str]) -> str:
    """On which principle the typical area moved most, ties as they are printed."""
    given = together[together["typical_points"].notna()]
    if given.empty:
        return f"No typical change: {FEW}."
    parts = given[given["measure"] != ALL] if (given["measure"] != ALL).any() else given
    sizes = [int(points(abs(one))) for one in parts["typical_points"]]
    if not max(sizes):
        return "On no principle did the typical area move by half a point or more."
    most = parts[[size == max(sizes) for size in sizes]]
    named = [
        f"{listed(titles[key] for key in group['measure'])} ({value})"
        for value, group in most.groupby(most["typical_points"].map(signed), sort=False)
    ]
    sizes_of = set(most["n_areas"])
    areas = str(sizes_of.pop()) if len(sizes_of) == 1 else "all"
    return f"The typical area moved most on {listed(named)}: the middle of {areas} areas' own changes."


def strips(rows: list[Strip], between: Between) -> go.Figure:
    """The picture, first row on top."""
    span, ticks = _scale([change for row in rows for change in row.changes])
    marked = any(not pd.isna(row.typical) for row in rows)
    key = "• an area   ◆ the typical area   ▲ up   ▼ down" if marked else "• an area"
    chart, places = laid_out([(row.label, row.words) for row in rows], key=key, span=span, ticks=ticks)
    chart.add_scatter(
        x=[x for _ in rows for x in (0, 0, None)],
        y=[y for at in places for y in (at - 12, at + 12, None)],
        mode="lines", line={"color": theme.QUIET, "width": 1.5}, hoverinfo="skip",
    )  # fmt: skip
    dots = [dot for row, at in zip(rows, places, strict=True) for dot in _dots(row, at)]
    chart.add_scatter(
        x=[x for x, _, _ in dots],
        y=[y for _, y, _ in dots],
        customdata=[words for _, _, words in dots],
        mode="markers", marker={"size": 9, "color": theme.QUIET, "opacity": 0.5 if len(dots) > len(rows) * 5 else 1},
        hovertemplate="%{customdata}<extra></extra>", cliponaxis=False,
    )  # fmt: skip
    for kind in GLYPHS:
        _mark(chart, [(row, at) for row, at in zip(rows, places, strict=True) if row.typical == row.typical], kind)
    return theme.finish(chart, demo=between.demo)


def _dots(row: Strip, at: float) -> list[tuple[float, float, str]]:
    """Place and words of each area's dot, lowest first."""
    return [
        (change, at + ABOVE_EACH_OTHER[n % len(ABOVE_EACH_OTHER)], f"{theme.plain(name)}: {signed(change)}")
        for n, (change, name) in enumerate(sorted(zip(row.changes, row.names, strict=True)))
    ]


def _mark(chart: go.Figure, rows: list[tuple[Strip, float]], kind: str) -> None:
    own = [(row, at) for row, at in rows if row.kind == kind]
    if not own:
        return
    chart.add_scatter(
        x=[row.typical for row, _ in own],
        y=[at for _, at in own],
        customdata=[f"{theme.plain(row.label)}, the typical area: {row.words}" for row, _ in own],
        mode="markers",
        marker={"symbol": "diamond", "size": 17, "color": theme.CHANGES[kind],
                "line": {"color": theme.INK, "width": 1.5}},
        hovertemplate="%{customdata}<extra></extra>", cliponaxis=False,
    )  # fmt: skip


def _scale(changes: list[float]) -> tuple[tuple[float, float], dict[float, str]]:
    """Span and ticks: the tens around the changes and around nought."""
    low, high = int(10 * (min(*changes, -1) // 10)), int(-10 * (-max(*changes, 1) // 10))
    step = 10 if high - low <= 60 else 20 if high - low <= 120 else 50
    ticks = [tick for tick in range(-100, 101, step) if low <= tick <= high]
    return (low, high), {float(tick): signed(tick, none="0") for tick in ticks}
