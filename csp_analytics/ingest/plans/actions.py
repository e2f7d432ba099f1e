"""Action plans: Issue, Action, When and Milestone with stage headings between the rows."""

from __future__ import annotations

import pandas as pd

from csp_analytics.areas.register import Area
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files.workbook import Sheet, Workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.plans.above import round_of
from csp_analytics.ingest.plans.area import areas_of
from csp_analytics.ingest.plans.dates import due_date
from csp_analytics.ingest.plans.links import criterion_of, framework_of, status_of
from csp_analytics.ingest.plans.rows import Plan, PlanRow, read_rows
from csp_analytics.ingest.plans.words import CORE, WORDS, is_plan
from csp_analytics.ingest.reading import ACTIONS, COLUMNS, Reading, Wanted
from csp_analytics.ingest.table_header import Header, headers, tell_twice
from csp_analytics.problems import did_you_mean

LAYOUT = "action plan"


def matches(workbook: Workbook) -> bool:
    """Whether a workbook has a sheet, hidden or not, that looks like an action plan."""
    return any(_header_of(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, wanted: Wanted) -> Reading:
    """An action plan as rows for the store.

    Args:
        workbook: the file.
        wanted: what the person said about it; ``area`` names the area of rows that name none, ``outside`` lets areas
            outside the register in, ``framework`` is the framework of rows that name none, ``round`` that of the plan.

    Returns:
        Reading with table ``action`` (:data:`~csp_analytics.ingest.reading.COLUMNS`): ``position`` 1..n in each area's
        plan, ``when_text`` and ``milestone`` as written with 'As above' resolved, ``due`` datetime64 with NaT where no
        date can be read for certain, ``status`` one of not started, in progress, done, not stated, ``measure`` and
        ``round`` as written, empty when not stated; and, when there are any, table ``area`` of areas outside the
        register. No tables when the file is refused.
    """
    findings = Findings(workbook)
    tables: dict[str, pd.DataFrame] = {}
    facts: dict[str, object] = {}
    chosen = _choose(findings, workbook)
    if chosen and _header_is_good(findings, *chosen):
        sheet, header = chosen
        plan = read_rows(findings, sheet, header)
        areas = areas_of(findings, sheet, header, plan.rows, wanted)
        round_ = round_of(findings, sheet, header, wanted)
        records = [_record(findings, sheet, header, row, wanted) | {"round": round_} for row in plan.rows]
        if not plan.rows:
            found = "no row below the header"
            findings.error("empty-plan", sheet, (header.row, 0), found=found, expected="at least one action")
        if not findings.refused:
            tables, facts = _tables(records, [area for area in areas if area], plan)
    return Reading(workbook.name, workbook.digest, ACTIONS, LAYOUT, tables, findings.problems(), facts)


def _header_of(sheet: Sheet) -> Header | None:
    return next((header for header in headers(sheet, WORDS) if is_plan(header)), None)


def _choose(findings: Findings, workbook: Workbook) -> tuple[Sheet, Header] | None:
    """The one sheet with the plan and its header; None, and an error, when that is not certain."""
    plans = [(sheet, header) for sheet in workbook.sheets if (header := _header_of(sheet))]
    seen = [(sheet, header) for sheet, header in plans if sheet.visible]
    hidden = [sheet for sheet, _ in plans if not sheet.visible]
    if len(seen) == 1:
        for sheet in hidden:
            findings.note("hidden-sheet", sheet, advice="The sheet is hidden and was not read.")
        return seen[0]
    if seen:
        names = " and ".join(f"'{sheet.name}'" for sheet, _ in seen)
        advice = "Delete or hide the sheets that are not meant, or load each as a file of its own."
        found = f"{len(seen)} sheets that look right: {names}"
        findings.error("two-sheets", found=found, expected="one sheet with a plan", advice=advice)
    elif hidden:
        advice = "Unhide the sheet, check what is on it, save and load again."
        found = "a plan on a hidden sheet"
        findings.error("hidden-sheet", hidden[0], found=found, expected="a visible sheet", advice=advice)
    else:
        return _nearest(findings, workbook)
    return None


def _nearest(findings: Findings, workbook: Workbook) -> tuple[Sheet, Header] | None:
    """The row that is most like a header, so that the person hears what it lacks."""
    every = [(sheet, header) for sheet in workbook.sheets if sheet.visible for header in headers(sheet, WORDS)]
    best = max(every, key=lambda one: len(set(CORE) & set(one[1].columns)), default=None)
    if best and len(set(CORE) & set(best[1].columns)) >= 2:
        return best
    expected = "a header row with Issue, Action, When and Milestone"
    findings.error("no-header", expected=expected, advice="Write these headings above the columns of the plan.")
    return None


def _header_is_good(findings: Findings, sheet: Sheet, header: Header) -> bool:
    for meaning in CORE:
        if meaning not in header.columns:
            _tell_missing(findings, sheet, header, meaning)
    tell_twice(findings, sheet, header)
    for column, other in header.others.items():
        advice = "This column is not part of an action plan and was not read."
        findings.note("column-not-read", sheet, (header.row, column), found=other, advice=advice)
    return not findings.refused


def _tell_missing(findings: Findings, sheet: Sheet, header: Header, meaning: str) -> None:
    """A heading that is not there, with the cell where it should be when it can be told which one that is."""
    used = {column for row in sheet.rows[header.row + 1 :] for column, value in enumerate(row) if value is not None}
    bare = sorted(used - set(header.columns.values()) - set(header.others))
    close = did_you_mean(meaning, header.others.values())
    at = next((column for column, other in header.others.items() if close and other == close), None)
    if at is None and len(bare) == 1:
        at = bare[0]
    row = ", ".join(kept(value) for value in sheet.rows[header.row] if value is not None)
    findings.error(
        "missing-heading",
        sheet,
        (header.row, at or 0),
        **({} if at is not None else {"cell": f"row {header.row + 1}"}),
        found=close or (row if at is None else "a blank heading"),
        expected=f"a column headed {meaning.title()}",
        suggestion=meaning.title() if close else "",
        advice="" if close else "Add the heading; the cells under it may stay blank.",
    )


def _record(findings: Findings, sheet: Sheet, header: Header, row: PlanRow, wanted: Wanted) -> dict[str, object]:
    """One row of the table ``action`` without its area and round; tells what is wrong with its status and its links."""
    framework, wrong_framework = framework_of(row.text("framework") or wanted.framework)
    criterion = ""
    wrong_criterion: dict[str, str] = {}
    if not wrong_framework:
        framework, criterion, wrong_criterion = criterion_of(row.text("criterion"), framework)
    status, wrong_status = status_of(row.text("status"))
    for meaning, wrong in (("framework", wrong_framework), ("criterion", wrong_criterion), ("status", wrong_status)):
        if wrong:
            findings.error(sheet=sheet, at=(row.row, header.columns.get(meaning, 0)), **wrong)
    return {
        "framework": framework,
        "criterion_id": criterion,
        "stage": row.stage,
        "issue": row.text("issue"),
        "action": row.text("action"),
        "when_text": row.text("when"),
        "due": due_date(row.values.get("when"), row.values.get("milestone")),
        "milestone": row.text("milestone"),
        "owner": row.text("owner"),
        "status": status,
        "measure": row.text("measure"),
    }


def _tables(
    records: list[dict[str, object]], areas: list[Area], plan: Plan
) -> tuple[dict[str, pd.DataFrame], dict[str, object]]:
    action = pd.DataFrame(records)
    action["area_code"] = [area.area_code for area in areas]
    action["position"] = action.groupby("area_code").cumcount() + 1
    action["due"] = pd.to_datetime(action["due"])
    tables = {"action": action[list(COLUMNS["action"])]}
    by_code = {area.area_code: area for area in areas}
    outside = [(area.area_code, area.name) for area in by_code.values() if area.outside]
    if outside:
        tables["area"] = pd.DataFrame(outside, columns=list(COLUMNS["area"]))
    names = ", ".join(area.name for area in by_code.values())
    facts: dict[str, object] = {
        **({"area": names} if len(by_code) == 1 else {"areas": len(by_code)}),
        **({"round": action["round"].iloc[0]} if action["round"].iloc[0] else {}),
        "actions": len(action),
        "stage headings": len(plan.headings),
        "due dates read": int(action["due"].notna().sum()),
    }
    return tables, facts
