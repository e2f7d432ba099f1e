"""Criteria beside areas, and criteria beside levels: the cells of two grids, with colours, signs and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import theme
from csp_analytics.charts.grid import FACT, HERE, PEERS, Cell, Column, Grid, Row
from csp_analytics.charts.words import answer_words, count
from csp_analytics.frameworks.model import Framework

ABSENT = {scoring.NOT_APPLICABLE: "n/a", scoring.DONT_KNOW: "?", scoring.MISSING: "·"}
LEVEL, NO_LEVEL = "level-", "level-none"
Bands = Sequence[tuple[str, Sequence[str]]]


def symbols(framework: Framework) -> dict[int, str]:
    """What is printed for each level: its number, or on a checklist the first letter of its label."""
    letters = {level.value: level.label[:1].upper() for level in framework.levels}
    if framework.is_checklist and len(set(letters.values())) == len(letters):
        return letters
    return {level.value: str(level.value) for level in framework.levels}


def level_cells(framework: Framework) -> dict[int, Cell]:
    """The cell of each level, light to dark."""
    colours = theme.level_colours(len(framework.levels))
    shown = symbols(framework)
    return {
        level.value: Cell(shown[level.value], f"{shown[level.value]}, {level.label}", colour, theme.ink_on(colour))
        for level, colour in zip(framework.levels, colours, strict=True)
    }


def absent_cells(framework: Framework) -> dict[str, Cell]:
    """The cells of the answers that are no level."""
    return {
        answer: Cell(shown, answer_words(framework, answer, float("nan")), theme.GROUND, theme.QUIET)
        for answer, shown in ABSENT.items()
    }


def heat_grid(
    levels: pd.DataFrame,
    answers: pd.DataFrame,
    framework: Framework,
    *,
    columns: Sequence[Column],
    spans: Sequence[tuple[str, int]],
    bands: Bands,
) -> Grid:
    """Criteria by areas, the level printed in every cell.

    Args:
        levels: levels, criteria by areas, empty where there is none.
        answers: the answers behind them, same shape.
        framework: gives the levels.
        columns: the areas in order.
        spans: titles above the areas; may be empty.
        bands: the criteria in order, under the title (may be empty) that they share.
    """
    known: dict[Any, Cell] = {**level_cells(framework), **absent_cells(framework)}
    codes = [column.column_id for column in columns]
    keys = levels[codes].astype(object).where(levels[codes].notna(), answers[codes])
    cells = dict(zip(keys.index, keys.to_numpy().tolist(), strict=True))
    return Grid(
        name="heat",
        label=f"Levels of {_rows_counted(bands, framework)} in {count(len(codes), 'area')}",
        corner=framework.row_word.capitalize(),
        columns=tuple(columns),
        rows=_rows(bands, framework, lambda key: tuple(known[one] for one in cells[key])),
        spans=tuple(spans),
        upright=True,
    )


def level_grid(
    counts: pd.DataFrame,
    framework: Framework,
    *,
    bands: Bands,
    own: Mapping[str, float],
    area: str,
    peers: pd.DataFrame,
    figure: str,
) -> Grid:
    """Criteria by levels: how many areas are at each, where the own area and its peers are, and the spread.

    Args:
        counts: from :func:`csp_analytics.analysis.heat.level_counts`.
        framework: gives the levels.
        bands: the criteria in order, under the title (may be empty) that they share.
        own: level of the own area by criterion.
        area: name of the own area.
        peers: indexed by criterion: ``peer_value`` (a level, empty when not compared) and ``n_peers``.
        figure: what the peers' value is, such as ``peers' median``.
    """
    shown = symbols(framework)
    columns = [
        *(Column(f"{LEVEL}{level.value}", _head(level.label, shown[level.value]), level.label)
          for level in framework.levels),
        Column(NO_LEVEL, "Not rated", "Not rated"),
        Column("peers", figure.capitalize(), figure.capitalize(), FACT),
        Column("spread", "Spread", "Spread, 0 to 1", FACT),
    ]  # fmt: skip
    rows = counts.set_index("criterion_id").to_dict("index")

    def cells(key: str) -> tuple[Cell, ...]:
        value, n = peers["peer_value"].get(key, float("nan")), peers["n_peers"].get(key, 0)
        at = marked_levels(value, framework)
        found = [_count_cell(rows[key], level, own.get(key) == level.value, level.value in at, area, figure)
                 for level in framework.levels]  # fmt: skip
        absent = rows[key]["n_not_applicable"] + rows[key]["n_dont_know"] + rows[key]["n_missing"]
        none = Cell(str(absent), f"{count(absent, 'area')} without a level", "", theme.QUIET)
        return (*found, none, _peers_cell(value, n, framework), _spread_cell(rows[key]["spread"]))

    return Grid(
        name="levels",
        label=f"Areas at each level of {_rows_counted(bands, framework)}",
        corner=framework.row_word.capitalize(),
        columns=tuple(columns),
        rows=_rows(bands, framework, cells),
    )


def marked_levels(value: float, framework: Framework) -> set[int]:
    """Where a figure between levels is marked: at the nearer, at both when it is half-way; nowhere when empty."""
    if value != value:
        return set()
    away = {level.value: abs(level.value - value) for level in framework.levels}
    return {level for level, gap in away.items() if gap <= min(away.values()) + 1e-9}


def figure_words(value: float, framework: Framework) -> str:
    """A median or mean of levels as printed: a level's sign on a checklist, else a number; – when there is none."""
    if value != value:
        return "–"
    shown = symbols(framework)
    if framework.is_checklist and value in shown:
        return shown[int(value)]
    return f"{value:.1f}".removesuffix(".0")


def _rows(bands: Bands, framework: Framework, cells: object) -> tuple[Row, ...]:
    rows: list[Row] = []
    for title, ids in bands:
        if title and ids:
            rows.append(Row("", title))
        rows += [Row(key, framework.by_id[key].short, cells(key)) for key in ids]  # type: ignore[operator]
    return tuple(rows)


def _rows_counted(bands: Bands, framework: Framework) -> str:
    return count(sum(len(ids) for _, ids in bands), framework.row_word, framework.row_word_plural)


def _head(label: str, shown: str) -> str:
    return label if label.startswith(shown) else f"{shown} {label}"


def _count_cell(row: dict, level: object, here: bool, peers: bool, area: str, figure: str) -> Cell:
    n = int(row[f"level_{level.value}"])  # type: ignore[attr-defined]
    said = f"{count(n, 'area')} at {level.label}"  # type: ignore[attr-defined]
    colour = theme.mixed(n / row["n_rated"]) if n else ""
    plain = Cell(str(n), said, colour, theme.ink_on(colour) if n else theme.QUIET)
    if not (here or peers):
        return plain
    words = "; ".join([said, *([f"{area} is here"] if here else []), *([f"{figure} is here"] if peers else [])])
    return replace(plain, say=words, marks=(HERE if here else "") + (PEERS if peers else ""))


def _peers_cell(value: float, n: int, framework: Framework) -> Cell:
    said = f"of {count(int(n), 'peer')}" if value == value else f"not compared: {count(int(n), 'peer')} with a level"
    return Cell(figure_words(value, framework), f"{figure_words(value, framework)} {said}", press=False)


def _spread_cell(value: float) -> Cell:
    known = value == value
    return Cell(f"{value:.2f}" if known else "–", f"{value:.2f}" if known else "too few ratings", press=False)
