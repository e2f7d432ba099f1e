"""Partners beside areas: the share of people printed in every cell, dark where most of an area's people say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from csp_analytics.analysis.partner_links import MOST, NOBODY, SOME
from csp_analytics.analysis.suppression import HIDDEN, NEARLY_ALL, NEARLY_NONE, NO_BREAKDOWN, TOO_FEW
from csp_analytics.charts import theme
from csp_analytics.charts.grid import Cell, Column, Grid, Row
from csp_analytics.charts.skill_words import SHOWN, percent, reason
from csp_analytics.charts.words import count

COLOURS = {MOST: theme.SEQUENTIAL[4][3], SOME: theme.SEQUENTIAL[4][0], NOBODY: theme.GROUND}
MEANING = {
    MOST: "more than half of its people say so: the area works with this partner",
    SOME: "half or fewer say so",
    NOBODY: "nobody who answered says so",
}
# What stands in a cell without a figure: there is room for two letters.
BRIEF = {TOO_FEW: "<5", HIDDEN: "×", NO_BREAKDOWN: "–", NEARLY_ALL: "●", NEARLY_NONE: "○"}
NOT_ASKED = Cell("", "nobody answered", theme.GROUND, theme.QUIET, press=False)


def partner_grid(
    links: pd.DataFrame, *, columns: Sequence[Column], spans: Sequence[tuple[str, int]], rows: Mapping[str, str]
) -> Grid:
    """The grid.

    Args:
        links: from :func:`csp_analytics.analysis.partner_links.links`: ``unit, item_id, n, share, status, link``.
        columns: the areas in order; their ids are the units.
        spans: titles above the columns.
        rows: names of the partners by id, in order.
    """
    cells = {
        (row["unit"], row["item_id"]): _cell(row)
        for row in links[["unit", "item_id", "n", "share", "status", "link"]].to_dict("records")
    }
    return Grid(
        name="partners",
        label=f"Share of people who work with each of {count(len(rows), 'partner')}, in {count(len(columns), 'area')}",
        corner="Partner",
        columns=tuple(columns),
        rows=tuple(
            Row(item, name, tuple(cells.get((one.column_id, item), NOT_ASKED) for one in columns))
            for item, name in rows.items()
        ),
        spans=tuple(spans),
        upright=True,
    )


def key(grid: Grid) -> tuple[tuple[Cell, str], ...]:
    """The cells explained: the three kinds of link, and every reason for a missing figure that occurs."""
    there = {cell for row in grid.rows for cell in row.cells}
    kinds = tuple(
        (Cell("%", "", colour, theme.ink_on(colour)), MEANING[link])
        for link, colour in COLOURS.items()
        if any(cell.back == colour and cell.show.isdigit() for cell in there)
    )
    missing = sorted((cell for cell in there if cell.show and not cell.show.isdigit()), key=lambda cell: cell.say)
    return kinds + tuple((cell, cell.say) for cell in missing)


def _cell(row: dict) -> Cell:
    colour = COLOURS.get(row["link"], theme.GROUND)
    if row["status"] != SHOWN:  # told in words alone, or not at all
        ink = theme.ink_on(colour) if colour != theme.GROUND else theme.QUIET
        return Cell(BRIEF.get(row["status"], "–"), reason(row["status"]), colour, ink)
    said = f"{percent(row['share'])} of {count(int(row['n']), 'person', 'people')}: {row['link']} say so"
    return Cell(percent(row["share"])[:-1], said, colour, theme.ink_on(colour))
