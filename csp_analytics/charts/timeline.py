"""Actions over time: a row an action with its due date beside today.

What a row is about stands above its mark and not beside it, so that the time keeps the width of a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.action_tracking import DONE, DUE, LATER, OVERDUE, STATES
from csp_analytics.charts import theme
from csp_analytics.charts.action_words import GLYPHS, SOURCE, days_words, first_words, short, undated_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count

COLOURS = {DONE: theme.OWN, OVERDUE: theme.BANDS["lower"], DUE: theme.SEQUENTIAL[4][2], LATER: theme.QUIET}
_SYMBOLS = {DONE: "circle", OVERDUE: "triangle-up", DUE: "diamond", LATER: "circle-open"}
ROW, TOP, BOTTOM = 68, 30, 34
# Letters of an issue, and of a state with its owner, that fit the width of a phone; what is cut stands in the table.
ISSUE, STATE = 46, 47
MOST_ROWS = 40


def timeline(
    actions: pd.DataFrame, *, today: date, whose: str, round_: str, demo: bool, about: dict[str, str]
) -> Exhibit | None:
    """The actions of one plan by due date, earliest first, beside today.

    Args:
        actions: the newest plan of one area, from :func:`csp_analytics.analysis.action_tracking.tracked`, with
            ``owner``.
        today: the day that the states were counted from.
        whose: name of the area.
        round_: the plan's round, may be empty.
        demo: whether it is demonstration data.
        about: what one is looking at, for files.

    Returns:
        None when no action has a date. Actions without one are named in the basis.
    """
    dated = actions[actions["due"].notna()].sort_values(["due", "position"], ignore_index=True)
    if dated.empty:
        return None
    shown = _most_pressing(dated)
    takeaway = first_words(actions)
    of_round = f" of {round_}" if round_ else ""
    left_out = len(dated) - len(shown)
    return Exhibit(
        name="action-timeline",
        headline="Actions by due date",
        takeaway=takeaway,
        figure=_drawn(shown, today, demo),
        table=_table(dated),
        basis=" ".join(
            part
            for part in (
                f"The plan{of_round} of {whose}, {count(len(actions), 'action')}, on {today:%-d %B %Y}. "
                "A month counts to its last day.",
                f"Not drawn: {left_out} that are done; the table has all." if left_out else "",
                undated_words(actions),
            )
            if part
        ),
        alt=f"Timeline, a row an action, earliest due date first, with a line for today, {today:%-d %B %Y}. {takeaway}",
        source=SOURCE,
        demo=demo,
        about=about,
    )


def _most_pressing(dated: pd.DataFrame) -> pd.DataFrame:
    """At most so many rows that a person can read: those that are not done before those that are."""
    if len(dated) <= MOST_ROWS:
        return dated
    open_first = dated.assign(_done=dated["state_of_time"] == DONE).sort_values("_done", kind="stable").head(MOST_ROWS)
    return open_first.drop(columns="_done").sort_values(["due", "position"], ignore_index=True)


def _table(dated: pd.DataFrame) -> pd.DataFrame:
    states = zip(dated["state_of_time"], dated["days"], strict=True)
    return pd.DataFrame(
        {
            "Due": [f"{day:%-d %B %Y}" for day in dated["due"]],
            "Issue": dated["issue"],
            "Action": dated["action"].fillna(""),
            "Owner": dated["owner"].fillna(""),
            "State": [f"{GLYPHS[state]} {days_words(state, int(days))}" for state, days in states],
            "Due in the plan before": [f"{day:%-d %B %Y}" if day == day else "" for day in dated["earlier_due"]],
            "Moved later by (days)": dated["slipped"],
        }
    )


def _drawn(shown: pd.DataFrame, today: date, demo: bool) -> go.Figure:
    first, last = min(shown["due"].min(), pd.Timestamp(today)), max(shown["due"].max(), pd.Timestamp(today))
    room = max((last - first) * 0.05, pd.Timedelta(days=20))
    span = (first - room, last + room)
    chart = theme.figure(ROW * len(shown) + TOP + BOTTOM, margin={"t": TOP, "b": BOTTOM, "l": 8, "r": 8})
    chart.add_shape(
        type="line", x0=today, x1=today, y0=0, y1=1, yref="paper", layer="below",
        line={"color": theme.QUIET, "width": 1.5, "dash": "dot"},
    )  # fmt: skip
    for state in STATES:
        _marks(chart, shown, state)
    rows = [row._asdict() for row in shown.itertuples(index=True)]
    said = [note for row in rows for note in _notes(row, span)]
    side = "right" if _place(pd.Timestamp(today), span) > 0.5 else "left"
    now = f"Today, {today:%-d %b %Y}"
    top = {"yref": "paper", "yanchor": "bottom", "yshift": 4, "font": {"size": 14.5, "color": theme.QUIET}}
    chart.update_layout(annotations=[*said, _note(today, 1, now, xanchor=side, **top)])
    chart.update_xaxes(
        type="date", range=[str(end) for end in span], nticks=6, tickformat="%b %Y", fixedrange=True, showgrid=True,
        tickfont={"size": 14.5},
    )  # fmt: skip
    chart.update_yaxes(visible=False, range=[len(shown) - 0.5, -0.5], fixedrange=True)
    return theme.finish(chart, demo=demo)


def _marks(chart: go.Figure, shown: pd.DataFrame, state: str) -> None:
    rows = shown[shown["state_of_time"] == state]
    if rows.empty:
        return
    words = [days_words(state, int(days)) for days in rows["days"]]
    chart.add_scatter(
        x=rows["due"],
        y=[place + 0.3 for place in rows.index],
        mode="markers",
        name=state,
        marker={"symbol": _SYMBOLS[state], "size": 14, "color": COLOURS[state], "line": {"width": 2}},
        customdata=[
            [theme.plain(short(issue, 80)), theme.plain(short(action, 80)), said]
            for issue, action, said in zip(rows["issue"], rows["action"].fillna(""), words, strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{x|%-d %B %Y}: %{customdata[2]}<extra></extra>",
        cliponaxis=False,
    )


def _notes(row: dict, span: Sequence[pd.Timestamp]) -> list[dict[str, object]]:
    """What stands in the row of an action: its issue, its state with the owner, and the date beside its mark."""
    state, due, before = row["state_of_time"], row["due"], row["earlier_due"]
    words = days_words(state, int(row["days"]))
    owner = short(row["owner"], STATE - len(words)) if isinstance(row["owner"], str) else ""
    said = f"<span style='color:{COLOURS[state]}'>{GLYPHS[state]} <b>{words}</b></span>"
    said += f" · {theme.plain(owner)}" if owner else ""
    moved = row["slipped"]
    day = f"{due:%-d %b %Y}" + (f" (was {before:%b %Y})" if moved is not pd.NA and moved > 0 else "")
    left = _place(due, span) > 0.5
    beside = {"xanchor": "right" if left else "left", "xshift": -13 if left else 13}
    at, y = {"xref": "paper", "xanchor": "left"}, row["Index"]
    return [
        _note(0, y, f"<b>{theme.plain(short(row['issue'], ISSUE))}</b>", **at, yshift=22),
        _note(0, y, said, **at, yshift=1),
        _note(due, y + 0.3, day, **beside, font={"size": 14.5, "color": theme.QUIET}),
    ]


def _place(day: pd.Timestamp, span: Sequence[pd.Timestamp]) -> float:
    return (day - span[0]) / (span[1] - span[0])


def _note(x: object, y: float, text: str, **more: object) -> dict[str, object]:
    return {
        "x": x, "y": y, "text": text, "showarrow": False, "align": "left", "yanchor": "middle", "borderpad": 1,
        "bgcolor": theme.GROUND, "font": {"size": 15}, **more,
    }  # fmt: skip
