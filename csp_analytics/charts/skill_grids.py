"""Skills beside roles, and skills beside areas: the cells of two grids, with the figure or the reason in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.grid import Cell, Column, Grid, GridExhibit, Row
from csp_analytics.charts.skill_coverage import COLOURS, GLYPHS, WORDS
from csp_analytics.charts.skill_shares import Told
from csp_analytics.charts.skill_words import SHOWN, TINY, percent, reason, short_reason, weighted
from csp_analytics.charts.words import count

SHARE, NEED, COVERAGE = MEASURES = ("in-place", "need", "coverage")
VALUES = {SHARE: "share", NEED: "mwds", COVERAGE: "words"}
GROUND = Cell("", "not asked", theme.GROUND, theme.QUIET, press=False)


def grid(
    frame: pd.DataFrame,
    measure: str,
    *,
    name: str,
    columns: Sequence[Column],
    rows: Mapping[str, str],
    spans: Sequence[tuple[str, int]] = (),
    upright: bool,
) -> Grid:
    """The grid.

    Args:
        frame: ``unit, item_id``, the value of the measure (see :data:`VALUES`) and ``status``.
        measure: one of :data:`MEASURES`.
        name: short name.
        columns: the units in order; their ids are the units.
        rows: short names of skills by id, in order.
        spans: titles above the columns.
        upright: whether the heads of the columns stand upright.
    """
    said = {(row.unit, row.item_id): (row.value, row.status) for row in _values(frame, measure).itertuples()}
    numbers = [value for value, status in said.values() if status == SHOWN and value == value]
    top = 0.0 if measure == COVERAGE else max(numbers, default=0.0)
    none = (float("nan"), "")
    made = tuple(
        Row(
            item_id,
            short,
            tuple(_cell(*said.get((one.column_id, item_id), none), measure, top, upright) for one in columns),
        )
        for item_id, short in rows.items()
    )
    return Grid(
        name=name,
        label=f"{count(len(rows), 'skill')} by {len(columns)} {'areas' if upright else 'roles'}",
        corner="Skill",
        columns=tuple(columns),
        rows=made,
        spans=tuple(spans),
        upright=upright,
    )


def exhibit(
    shown: Grid, frame: pd.DataFrame, measure: str, told: Told, titles: Mapping[str, str], first: str
) -> GridExhibit:
    """The grid with its words (``titles``: of the skills by id; ``first``: what the columns are, such as ``Area``)."""
    names = {one.column_id: one.say for one in shown.columns}
    values = _values(frame, measure)
    values = values[values["unit"].isin(list(names))]
    known = values["status"] == SHOWN
    table = pd.DataFrame(
        {
            first: values["unit"].map(names),
            "Skill": values["item_id"].map(titles),
            _head(measure): [_printed(*one) for one in zip(values["value"], values["status"], strict=True)],
            "Answered": values["n"].where(known) if "n" in values else None,
            "Note": ["" if one == SHOWN else reason(one) for one in values["status"]],
        }
    ).reset_index(drop=True)
    return GridExhibit(
        name=told.name,
        headline=told.headline,
        takeaway=told.takeaway,
        grid=shown,
        key=_key(shown, measure),
        table=table,
        basis=told.basis,
        source=told.source,
        demo=told.demo,
        about=told.about,
    )


def _values(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    if measure != COVERAGE:
        return frame.assign(value=frame[VALUES[measure]])
    said = frame["words"] != ""  # words are said of small areas too, where figures are not
    return frame.assign(value=frame["words"].where(said), status=frame["status"].mask(said, SHOWN))


def _head(measure: str) -> str:
    return {SHARE: "Share in place (%)", NEED: "Weighted gap (−20 to 20)", COVERAGE: "How many people have it"}[measure]


def _printed(value: object, status: str) -> object:
    if status != SHOWN or value != value:
        return None
    return value


def _cell(value: Any, status: str, measure: str, top: float, short: bool) -> Cell:
    if status != SHOWN or value != value:
        if not status:
            return GROUND
        brief = TINY.get(status, "–") if short else short_reason(status)
        return Cell(brief, reason(status), theme.GROUND, theme.QUIET)
    if measure == COVERAGE:
        part = next(part for part, words in WORDS.items() if words == value)
        return Cell(GLYPHS[part], value, COLOURS[part], theme.ink_on(COLOURS[part]))
    if measure == NEED:
        back = theme.mixed(max(value, 0.0) / top) if top > 0 else theme.PALE
        return Cell(weighted(value), f"weighted gap {weighted(value)}", back, theme.ink_on(back))
    back = theme.mixed(value / 100)
    return Cell(percent(value)[:-1], percent(value), back, theme.ink_on(back))


def _key(shown: Grid, measure: str) -> tuple[tuple[Cell, str], ...]:
    """The cells explained: the two ends of the colours or the three kinds, and every reason that occurs."""
    cells = {cell for row in shown.rows for cell in row.cells}
    numbers = sorted((one for one in cells if _number(one) is not None), key=lambda one: _number(one) or 0.0)
    found: list[tuple[Cell, str]] = []
    if measure == COVERAGE:
        found += [(cell, words) for part, words in WORDS.items() for cell in cells if cell.show == GLYPHS[part]]
    elif numbers:
        of = "weighted gap" if measure == NEED else "% of those who answered"
        ends = {"lowest": numbers[0], "highest": numbers[-1]}
        found += [(cell, f"{of}, {end}") for end, cell in ends.items()]
    words = {reason(status): tiny for status, tiny in TINY.items()}
    found += [(cell, cell.say) for cell in sorted(cells, key=lambda one: one.say) if words.get(cell.say) == cell.show]
    return tuple(found)


def _number(cell: Cell) -> float | None:
    try:
        return float(cell.show.replace("−", "-"))
    except ValueError:
        return None
