"""The principles as each framework sees them: a row a principle, a column a framework, the score printed in its cell.

A last column, if there are figures, has what a published survey says of skills: shares, not scores, so without colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.principles import MIN_AREAS
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points

# In pixels: the axes are as long as the plot is high, so that text and cells keep their distances at any width.
HEAD, LABEL, CELL, SPACE = 74, 27, 68, 12
LINE, LINE_LETTERS = 19, 12
PHONE_LETTERS = 46  # of all column heads side by side on a narrow phone


@dataclass(frozen=True)
class Skills:
    """Published figures of skills: by principle, and what they rest on.

    Attributes:
        by_principle: from ``skills_by_principle``.
        title: heading of the column.
        finding: what stands out, a sentence (empty when nothing does).
        basis: how many answered, when.
        source: who published them.
    """

    by_principle: pd.DataFrame
    title: str
    finding: str
    basis: str
    source: str


@dataclass(frozen=True)
class _Column:
    title: str
    round_: str
    cells: dict[str, tuple[str, str]]  # by principle: the text, and the colour (empty: a dotted frame)


def principles(
    seen: pd.DataFrame,
    apart: pd.DataFrame,
    titles: dict[str, str],
    frameworks: dict[str, tuple[str, str]],
    skills: Skills | None,
    *,
    area: str,
    middle_apart: pd.DataFrame,
    demo: bool,
) -> Exhibit:
    """The exhibit.

    Args:
        seen: from ``enough_areas``; with ``own`` when there is an area.
        apart: from ``apart``: of the area's scores, or of the middle area when there is none.
        titles: title of each principle, in the order to show.
        frameworks: short title and round of each framework, by id, in the order to show.
        skills: published figures, if any.
        area: name of the area, empty for all areas.
        middle_apart: from ``apart`` of the middle area.
        demo: whether it is demonstration data.
    """
    shown = {key: title for key, title in titles.items() if key in set(seen["principle_id"])}
    columns = [_scores(seen, key, *said, own=bool(area)) for key, said in frameworks.items()]
    columns += [_shares(skills)] if skills else []
    takeaway = _takeaway(apart, middle_apart, titles, frameworks, area)
    takeaway += f" {skills.finding}" if skills and skills.finding else ""
    return Exhibit(
        name="principles-by-framework",
        headline=f"The principles as each framework sees {area or 'them'}",
        takeaway=takeaway,
        figure=theme.finish(_draw(shown, columns), demo=demo),
        table=_table(seen, shown, frameworks, skills, own=bool(area)),
        basis=_basis(seen, frameworks, skills),
        alt=f"Table of cells, one row a principle, one column a framework{' and one for skills' if skills else ''}, "
        f"with {'the score of ' + area + ' above that of the middle area' if area else 'the score of the middle area'} "
        f"in each. {takeaway}",
        source=skills.source if skills else "",
        demo=demo,
    )


def _scores(seen: pd.DataFrame, framework_id: str, title: str, round_: str, *, own: bool) -> _Column:
    cells = {}
    for row in seen[seen["framework"] == framework_id].to_dict("records"):
        value, there = row["own"] if own else row["middle"], not pd.isna(row["middle"])
        below = f"middle {points(row['middle'])}" if own and there else count(row["n_areas"], "area")
        lacking = "too few" if not own and row["n_areas"] else "no score"
        colour = "" if pd.isna(value) else theme.mixed(value / 100)
        cells[row["principle_id"]] = (_two_lines(lacking if pd.isna(value) else points(value), below), colour)
    return _Column(title, round_, cells)


def _shares(skills: Skills) -> _Column:
    cells = {}
    for row in skills.by_principle.to_dict("records"):
        said = _span(row)
        below = f"others:<br>{theme.plain(row['words'])}" if said and row["words"] else count(row["n_skills"], "skill")
        cells[row["principle_id"]] = (_two_lines(said or theme.plain(row["words"]), below), theme.PALE)
    return _Column(skills.title, "", cells)


def _span(row: dict) -> str:
    if not row["n_shares"]:
        return ""
    low, high = points(row["lowest"]), points(row["highest"])
    return f"{low}%" if low == high else f"{low}–{high}%"


def _two_lines(large: str, small: str) -> str:
    size = 20 if len(large) <= 7 else 15.5
    return f"<span style='font-size:{size}px'><b>{large}</b></span><br>{small}"


def _head(column: _Column, n_columns: int) -> list[str]:
    """The lines above a column, short enough for all columns to stand beside each other on a phone."""
    most = max(6, min(LINE_LETTERS, PHONE_LETTERS // max(n_columns, 1)))
    words = " ".join(part for word in column.title.split() for part in _parts(word, most))
    lines = wrap(words, most, break_long_words=False, break_on_hyphens=False)
    return [theme.plain(line) for line in (*lines, column.round_) if line]


def _parts(word: str, most: int) -> list[str]:
    """A word in parts of like length that end in a hyphen, where it is longer than a line."""
    if len(word) <= most:
        return [word]
    size = ceil(len(word) / ceil(len(word) / (most - 1)))
    parts = [word[start : start + size] for start in range(0, len(word), size)]
    return [f"{part}-" for part in parts[:-1]] + parts[-1:]


def _draw(rows: dict[str, str], columns: list[_Column]) -> go.Figure:
    row_height = LABEL + CELL + SPACE
    heads = [_head(column, len(columns)) for column in columns]
    above = max(HEAD, 8 + LINE * max(map(len, heads), default=0))
    height = above + row_height * len(rows)
    chart = theme.figure(height, margin={"t": 0, "b": 0, "l": 2, "r": 2})
    shapes, texts = [], []
    for x, head in enumerate(heads):
        texts.append(_text(x + 0.5, height - 4, "<br>".join(head), "center", "top", theme.INK, 14.5))
    for number, (key, title) in enumerate(rows.items()):
        top = height - above - row_height * number
        texts.append(_text(0.02, top - LABEL + 2, f"<b>{theme.plain(title)}</b>", "left", "bottom", theme.INK, 16))
        for x, column in enumerate(columns):
            text, colour = column.cells.get(key, (_two_lines("–", "not asked"), ""))
            ink = theme.ink_on(colour) if colour else theme.INK
            line = {"width": 0} if colour else {"color": theme.QUIET, "width": 1, "dash": "dot"}
            shapes.append(
                {
                    "type": "rect",
                    "x0": x + 0.02,
                    "x1": x + 0.98,
                    "y0": top - LABEL - CELL,
                    "y1": top - LABEL,
                    "fillcolor": colour or theme.GROUND,
                    "line": line,
                    "layer": "below",
                }
            )
            texts.append(_text(x + 0.5, top - LABEL - CELL / 2, text, "center", "middle", ink, 14.5))
    # All at once: the library copies every shape there is each time that one is added.
    chart.update_layout(shapes=shapes, annotations=texts)
    chart.update_xaxes(visible=False, range=[0, max(len(columns), 1)], fixedrange=True)
    chart.update_yaxes(visible=False, range=[0, height], fixedrange=True)
    return chart


def _text(x: float, y: float, text: str, xanchor: str, yanchor: str, colour: str, size: float) -> dict[str, object]:
    return {
        "x": x,
        "y": y,
        "text": text,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "showarrow": False,
        "borderpad": 0,
        "font": {"color": colour, "size": size},
    }


def _takeaway(
    apart: pd.DataFrame,
    middle_apart: pd.DataFrame,
    titles: dict[str, str],
    frameworks: dict[str, tuple[str, str]],
    area: str,
) -> str:
    if apart.empty:
        return "No principle has a score under two frameworks, so there is nothing to set side by side."
    most = apart.loc[apart["apart"].idxmax()]
    names = [frameworks[most[column]][0] for column in ("low_framework", "high_framework")]
    said = (
        f"{titles[most['principle_id']]} is where the frameworks are furthest apart: {points(most['low'])} of 100 "
        f"under {names[0]}, {points(most['high'])} under {names[1]}"
    )
    usual = middle_apart.loc[middle_apart["principle_id"] == most["principle_id"], "apart"]
    if not area or usual.empty:
        return f"{said}{'' if area else ' (middle area)'}."
    return f"{said}. For the middle area they are {count(int(points(usual.iloc[0])), 'point')} apart."


def _basis(seen: pd.DataFrame, frameworks: dict[str, tuple[str, str]], skills: Skills | None) -> str:
    n_areas = seen.groupby("framework")["n_areas"].max()
    rests = [
        f"{title} {round_}, {count(int(n_areas.get(key, 0)), 'area')}" for key, (title, round_) in frameworks.items()
    ]
    return (
        f"Maturity scores, 0 to 100; middle: the median of all areas of the register ({listed(rests)}), none under "
        f"{MIN_AREAS} areas. Frameworks ask different things: compare a score with the middle of its own column."
        f"{' ' + skills.basis if skills else ''}"
    )


def _table(
    seen: pd.DataFrame,
    rows: dict[str, str],
    frameworks: dict[str, tuple[str, str]],
    skills: Skills | None,
    *,
    own: bool,
) -> pd.DataFrame:
    table = pd.DataFrame({"Principle": rows.values()}, index=list(rows))
    for key, (title, round_) in frameworks.items():
        one = seen[seen["framework"] == key].set_index("principle_id").reindex(table.index)
        if own:
            table[f"{title} {round_}, score"] = one["own"]
        table[f"{title} {round_}, middle area"] = one["middle"]
        table[f"{title} {round_}, areas"] = one["n_areas"].fillna(0).astype(int)
    if skills:
        one = skills.by_principle.set_index("principle_id").reindex(table.index)
        table[f"{skills.title}, lowest share (%)"] = one["lowest"]
        table[f"{skills.title}, highest share (%)"] = one["highest"]
        table[f"{skills.title}, in words only"] = one["words"].fillna("")
    return table.reset_index(drop=True)
