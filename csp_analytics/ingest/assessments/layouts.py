"""Assessment workbooks: what each sheet is, and all of them as one table of ratings."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from csp_analytics.ingest.assessments import long_layout, national_return, template_layout
from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.doubles import tell_not_mentioned, tell_same_on_sheets, tell_twice
from csp_analytics.ingest.assessments.entries import Entries
from csp_analytics.ingest.assessments.ratings import Rated, assemble, read_answers
from csp_analytics.ingest.cell_text import plain
from csp_analytics.ingest.files.workbook import Sheet, Workbook
from csp_analytics.ingest.reading import ASSESSMENT, COLUMNS, Reading, Wanted

# First cell of the sheets that our own templates add beside those to fill in.
OWN_SHEETS = ("How to fill in this workbook", "Areas to choose from")


class Layout(Protocol):
    """A way to lay out an assessment: a module with these names, registered in :data:`LAYOUTS`."""

    NAME: str
    IN_WORDS: str

    @staticmethod
    def matches(sheet: Sheet, desk: Desk) -> Any | None:
        """What was found of the layout, None when the sheet is not laid out so."""

    @staticmethod
    def read(sheet: Sheet, found: Any, desk: Desk) -> Entries | None:
        """The answers of the sheet; None when it cannot be told what they answer (and why is with the findings)."""


LAYOUTS: tuple[Layout, ...] = (template_layout, long_layout, national_return)  # type: ignore[assignment]
IN_WORDS = "; ".join(layout.IN_WORDS for layout in LAYOUTS)


def matches(workbook: Workbook) -> bool:
    """Whether any sheet, even a hidden one, is laid out as an assessment."""
    desk = Desk(workbook, Wanted())
    return any(_recognised(sheet, desk) for sheet in workbook.sheets)


def read(workbook: Workbook, wanted: Wanted) -> Reading:
    """The ratings of a workbook and everything that is wrong with it.

    Args:
        workbook: a file for which :func:`matches` is true.
        wanted: what the person said about it.

    Returns:
        A reading whose tables are empty when there is any error.
    """
    desk = Desk(workbook, wanted)
    sheets = _chosen_sheets(desk)
    entries = [one for sheet, layout, found in sheets if (one := layout.read(sheet, found, desk)) is not None]
    rated = [read_answers(desk, one) for one in entries]
    for one in entries:
        if one.layout != national_return.NAME:
            tell_twice(desk, one)
    tell_same_on_sheets(desk, entries)
    layout = ", ".join(dict.fromkeys(layout.NAME for _, layout, _ in sheets))
    if desk.findings.refused or not _has_answers(desk, rated):
        return Reading(workbook.name, workbook.digest, ASSESSMENT, layout, {}, desk.findings.problems())
    tell_not_mentioned(desk, rated)
    rating = assemble(desk, rated)
    tables = {"rating": rating, "area": _outside_areas(desk, rating)}
    facts = _facts(desk, rating, [sheet for sheet, _, _ in sheets])
    return Reading(workbook.name, workbook.digest, ASSESSMENT, layout, tables, desk.findings.problems(), facts)


def _recognised(sheet: Sheet, desk: Desk) -> tuple[Layout, Any] | None:
    for layout in () if _is_ours(sheet) else LAYOUTS:
        found = layout.matches(sheet, desk)
        if found is not None:
            return layout, found
    return None


def _chosen_sheets(desk: Desk) -> list[tuple[Sheet, Layout, Any]]:
    """The visible sheets that are assessments; hidden ones are never read without a word."""
    every = [(sheet, *known) for sheet in desk.workbook.sheets if (known := _recognised(sheet, desk))]
    visible = [one for one in every if one[0].visible]
    for sheet, layout, _ in every:
        if not sheet.visible:
            add = desk.findings.warning if visible else desk.findings.error
            advice = "It was not read." if visible else "Only visible sheets are read."
            words = {"found": f"a hidden sheet laid out as {layout.NAME}"}
            words["advice"] = f"{advice} If its answers count, unhide it (right click on any tab, Unhide) and save."
            add("hidden-sheet", sheet, None, **words)
    for sheet in desk.workbook.sheets:
        looked_at = sheet in [one[0] for one in every] or _is_ours(sheet)
        if visible and sheet.visible and not looked_at and _is_table(sheet):
            desk.findings.note("ignored-sheet", sheet, advice="This sheet holds no assessment and is not read.")
    return visible


def _is_ours(sheet: Sheet) -> bool:
    return plain(sheet.value(0, 0)) in {plain(title) for title in OWN_SHEETS}


def _is_table(sheet: Sheet) -> bool:
    """Whether a sheet is more than a cover or a page of notes."""
    return any(sum(value is not None for value in row) > 2 for row in sheet.rows)


def _has_answers(desk: Desk, rated: list[Rated]) -> bool:
    if any(one.said.any() for one in rated):
        return True
    desk.findings.error("no-answers", found="no answers at all", expected="at least one answer")
    return False


def _outside_areas(desk: Desk, rating: pd.DataFrame) -> pd.DataFrame:
    there = set(rating["area_code"].unique())
    rows = [(area.area_code, area.name) for area in desk.areas.items if area.outside and area.area_code in there]
    return pd.DataFrame(rows, columns=list(COLUMNS["area"]), dtype="str")


def _facts(desk: Desk, rating: pd.DataFrame, sheets: list[Sheet]) -> dict[str, object]:
    titles = {one.framework_id: one.short_title for one in desk.frameworks}
    return {
        "areas": int(rating["area_code"].nunique()),
        "framework": ", ".join(titles[one] for one in rating["framework"].unique()),
        "round": ", ".join(rating["round"].unique()),
        "sheets": ", ".join(sheet.name for sheet in sheets if sheet.name),
    }
