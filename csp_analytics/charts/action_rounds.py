"""How the actions of the plans of each round stand today: done, overdue, due, or no longer planned."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.action_tracking import DONE, DROPPED, DUE, LATER, NO_DATE, OVERDUE, SOON
from csp_analytics.charts import theme
from csp_analytics.charts.action_words import GLYPHS, SOURCE, are
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.native import STACKED, Native, Series
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count

# Parts of a bar that lie side by side: neighbours differ in lightness, and each has its glyph in the bar and the key.
_PARTS = {
    DONE: ("done", theme.OWN),
    OVERDUE: ("overdue", theme.ACCENT),
    DUE: (f"due within {SOON} days", theme.SEQUENTIAL[4][1]),
    LATER: ("due later", theme.SEQUENTIAL[4][0]),
    NO_DATE: ("without a date", theme.LINE),
    DROPPED: ("no longer in the plan", theme.PALE),
}
# Letters of a line of the key that fit a phone, and its height; the least share of a bar that has room for its glyph.
_LETTERS, _LINE, _ROOM = 44, 22, 0.09


def by_round(rounds: pd.DataFrame, *, today: date, whose: str, demo: bool, about: dict[str, str]) -> Exhibit:
    """How many actions of the plans of each round are done, overdue or due today, as stacked bars.

    Args:
        rounds: from :func:`csp_analytics.analysis.action_tracking.by_round`, at least one row.
        today: the day that the states were counted from.
        whose: name of the area, or ``all areas``.
        demo: whether it is demonstration data.
        about: what one is looking at, for files.
    """
    used = {state: part for state, part in _PARTS.items() if rounds[state].any()}
    plans = [
        f"Plan{'s' if areas > 1 else ''} {f'of {name}' if name else 'without a round'}: {count(n, 'action')}"
        + (f", {count(areas, 'area')}" if areas > 1 else "")
        for name, areas, n in rounds[["round", "areas", "n"]].itertuples(index=False)
    ]
    last = rounds.iloc[-1]
    takeaway = (
        f"Of the {count(int(last['n']), 'action')} of the newest round, {last[DONE]} {are(last[DONE])} done and "
        f"{last[OVERDUE]} overdue."
    )
    return Exhibit(
        name="actions-by-round",
        headline="Where the actions of each round stand today",
        takeaway=takeaway,
        figure=_drawn(rounds, [theme.plain(label) for label in plans], used, demo),
        table=rounds.rename(
            columns={"round": "Round", "areas": "Areas", "n": "Actions"}
            | {state: name.capitalize() for state, (name, _) in _PARTS.items()}
        ),
        basis=f"Plans of {whose} on {today:%-d %B %Y}. An action that a later plan has again stands as it does there.",
        alt=f"Stacked bars, one a round, counting actions by how they stand today. {takeaway}",
        source=SOURCE,
        demo=demo,
        about=about,
        native=Native(
            STACKED,
            tuple(plans),
            tuple(
                Series(name, tuple(float(n) for n in rounds[state]), colour) for state, (name, colour) in used.items()
            ),
            axis="Actions",
        ),
    )


def _drawn(rounds: pd.DataFrame, labels: list[str], used: dict[str, tuple[str, str]], demo: bool) -> go.Figure:
    """The bars, with a key of our own: Plotly's gives each name the room of the longest, which no phone has."""
    parts = [
        Part(f"{GLYPHS[state]} {name}", colour, list(rounds[state]), outlined=state == DROPPED)
        for state, (name, colour) in used.items()
    ]
    chart = stacked_bars(labels, parts, as_shares=False, demo=demo)
    longest = rounds["n"].max()
    for state, bar in zip(used, chart.data, strict=True):
        glyph = GLYPHS[state]
        bar.text = [
            f"{glyph} {n}" if n >= _ROOM * longest else text for n, text in zip(rounds[state], bar.text, strict=True)
        ]
    lines: list[list[tuple[str, str]]] = [[]]
    for state, (name, colour) in used.items():
        if sum(len(one) + 6 for _, one in lines[-1]) + len(name) > _LETTERS:
            lines.append([])
        square = f"<span style='color:{colour}'>■</span>"
        lines[-1].append((f"{square} {GLYPHS[state]} {name}", name))
    grown = max(len(lines) * _LINE + 12 - chart.layout.margin.t, 0)
    chart.update_layout(showlegend=False, height=chart.layout.height + grown, margin_t=chart.layout.margin.t + grown)
    chart.add_annotation(
        text="<br>".join("    ".join(shown for shown, _ in line) for line in lines), x=0, y=1, xref="paper",
        yref="paper", xanchor="left", yanchor="bottom", yshift=4, align="left", showarrow=False, font={"size": 14.5},
    )  # fmt: skip
    return chart
