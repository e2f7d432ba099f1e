"""Whose action plan it is: an Area column, the area that the person named, a labelled cell, or the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csp_analytics.areas.outside import resolve_wanted
from csp_analytics.areas.register import Area, key, register
from csp_analytics.ingest.files.workbook import Sheet
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.plans.above import Place, cells_above, labelled
from csp_analytics.ingest.plans.rows import PlanRow
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.table_header import Header

_TITLE = re.compile(
    r"^(?:the )?(?P<name>[^:]*?\S) (?:community safety|community planning|safer communities) partnership\b", re.I
)


def areas_of(
    findings: Findings, sheet: Sheet, header: Header, rows: list[PlanRow], wanted: Wanted
) -> list[Area | None]:
    """The area of every row of a plan, in order; None where there is none (then told).

    An Area column counts most. Rows without one belong to the area that the person named, else to the one that a
    cell above the header names: 'Area: Fife', or a title such as 'Fife Community Safety Partnership'. An area outside
    the register is taken only when the person said so.

    Args:
        findings: where the problems go.
        sheet: the sheet.
        header: its header row.
        rows: the actions.
        wanted: what the person said about the file.
    """
    named = {row.text("area"): row.row for row in reversed(rows) if row.text("area")}
    known = {
        name: _resolve(findings, sheet, (row, header.columns["area"]), name, wanted)
        for name, row in sorted(named.items(), key=lambda pair: pair[1])
    }
    unnamed = [row for row in rows if not row.text("area")]
    of_file = _of_file(findings, sheet, header, wanted) if unnamed or wanted.area else None
    if of_file is None and unnamed and not findings.refused:
        findings.error(
            "missing-area",
            sheet,
            (unnamed[0].row, header.columns["area"]) if header.has("area") else None,
            expected="the name of the area",
            advice="Say whose plan this is (--area), or write 'Area: ' and its name above the table.",
        )
    return [known.get(row.text("area"), of_file) for row in rows]


def _of_file(findings: Findings, sheet: Sheet, header: Header, wanted: Wanted) -> Area | None:
    named = list(_named_above(sheet, header))
    if not wanted.area:
        return _resolve(findings, sheet, *named[0], wanted) if named else None
    area, problem = resolve_wanted(wanted.area, wanted.outside)
    if problem:
        findings.add(
            problem.severity,
            problem.code,
            found=problem.found,
            expected=problem.expected,
            suggestion=problem.suggestion,
            advice=problem.advice,
        )
    for place, name in named:
        if area and key(name) != key(area.name) and register().resolve(name) != area:
            findings.warning(
                "other-area",
                sheet,
                place,
                found=_name_as_title(name),
                expected=area.name,
                advice=f"The plan was read for {area.name}, as you said: check that this is the right file.",
            )
    return area


def _resolve(findings: Findings, sheet: Sheet, place: Place, name: str, wanted: Wanted) -> Area | None:
    """The area that a cell names; a name outside the register counts only when the person let it in."""
    if area := register().resolve(name):
        return area
    shown = _name_as_title(name)
    if wanted.area and key(name) == key(wanted.area):
        return resolve_wanted(shown, True)[0]
    if wanted.outside:
        area, problem = resolve_wanted(shown, True)
        if problem:
            findings.add(problem.severity, problem.code, sheet, place, found=problem.found, advice=problem.advice)
        return area
    suggestion = register().suggest(name)
    findings.error(
        "unknown-area" if suggestion else "outside-area",
        sheet,
        place,
        found=shown,
        expected=f"one of the {len(register().areas)} areas of the register",
        suggestion=suggestion,
        advice=f'If it is an area outside the register, name it yourself to load it: --area "{shown}".',
    )
    return None


def _named_above(sheet: Sheet, header: Header) -> Iterator[tuple[Place, str]]:
    """Place and name of every area that is named above the header: labelled cells first, then titles."""
    cells = cells_above(sheet, header)
    yield from labelled(cells, WORDS["area"])
    for place, text in cells:
        if title := _TITLE.match(text):
            # 'Action plan of the Fife Community Safety Partnership': the end counts when it is an area, else the whole.
            end = re.split(r" (?:of|for)(?: the)? ", title["name"], flags=re.I)[-1]
            yield place, end if register().resolve(end) else title["name"]


def _name_as_title(name: str) -> str:
    """'TEST VALLEY' as 'Test Valley'; a name in mixed case stays as it was written."""
    name = " ".join(name.split())
    return name.title() if name.isupper() and len(name) > 3 else name
