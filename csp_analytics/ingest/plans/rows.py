"""The rows of an action plan under its header: stage headings above rows, merged cells, and 'As above'."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files.workbook import Sheet, Value
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.plans.words import CORE, WORDS
from csp_analytics.ingest.table_header import Header, header_at, merged_down, tell_faults
from csp_analytics.problems import ERROR, NOTE, WARNING

LONGEST_HEADING = 60  # characters; spares reading every long row as a header

_AS_ABOVE = re.compile(r"(?:(?:as|see|same as)(?: per)? above|ditto|do\.|[\"”″〃]) ?\.?", re.I)


@dataclass(frozen=True)
class PlanRow:
    """One action: where it stands, the headings above it, and its cells by meaning with 'As above' resolved."""

    row: int
    stage: str
    values: dict[str, Value]

    def text(self, meaning: str) -> str:
        """A cell as text, empty when it is blank or the plan has no such column."""
        return kept(self.values.get(meaning))


@dataclass
class Plan:
    """All rows of one plan and its stage headings, in order."""

    rows: list[PlanRow] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


def read_rows(findings: Findings, sheet: Sheet, header: Header) -> Plan:
    """Every row under the header.

    A heading is a row with one text, merged across or in the first column. It is the stage of the rows below it; two
    headings with nothing between them become 'first – second'. A cell merged downwards counts for each of its rows.

    Args:
        findings: where the problems go.
        sheet: the sheet.
        header: its header row.
    """
    tell_faults(findings, sheet, header.columns.values(), header.row + 1)
    table = _Table(findings, sheet, header)
    plan = Plan()
    stage, waiting, heading_rows = "", [], []
    for row in range(header.row + 1, len(sheet.rows)):
        if not table.filled(row) or table.is_header_again(row):
            continue
        if title := table.heading(row):
            plan.headings.append(title)
            waiting.append(title)
            heading_rows.append(row)
            continue
        stage = " – ".join(waiting) if waiting else stage
        waiting = []
        table.add(row, stage, plan)
    table.tell_doubtful(heading_rows)
    if waiting:
        found, expected = " – ".join(waiting), "rows below the last heading"
        findings.note("empty-stage", sheet, (heading_rows[-1], table.first), found=found, expected=expected)
    return plan


class _Table:
    """The cells of one plan, with merged cells filled downwards."""

    def __init__(self, findings: Findings, sheet: Sheet, header: Header) -> None:
        self.findings, self.sheet, self.header = findings, sheet, header
        self.first = min((*header.columns.values(), *header.others))
        self.last = max((*header.columns.values(), *header.others))
        self.down = merged_down(sheet, header.row + 1)
        self.across = {(top, left) for top, left, _, right in sheet.merged if right > left}
        self.faulty = {*sheet.errors, *sheet.uncalculated}
        self.faulty_rows = {row for row, _ in self.faulty}

    def filled(self, row: int) -> list[int]:
        """The columns of the table that have something in a row."""
        return [column for column in range(self.first, self.last + 1) if self.sheet.value(row, column) is not None]

    def is_header_again(self, row: int) -> bool:
        """Whether a row repeats the header, as tables that went over several pages do; says so."""
        if any(len(str(self.sheet.value(row, column))) > LONGEST_HEADING for column in self.filled(row)):
            return False
        again = header_at(self.sheet, row, WORDS)
        if len(set(CORE) & set(again.columns)) < 3:
            return False
        same = dict(again.columns) == dict(self.header.columns)
        self.findings.add(
            NOTE if same else ERROR,
            "header-twice",
            self.sheet,
            (row, self.first),
            found=", ".join(kept(self.sheet.value(row, column)) for column in self.filled(row)),
            expected="" if same else "one header row",
            advice="The row was left out." if same else "Keep one table on the sheet, with one order of columns.",
        )
        return True

    def heading(self, row: int) -> str:
        """The text of a stage heading row, empty when the row is none."""
        columns = self.filled(row)
        merged_down = any((row, column) in self.down for column in self.header.columns.values())
        if len(columns) != 1 or merged_down or row in self.faulty_rows:
            return ""
        value = self.sheet.value(row, columns[0])
        is_text = isinstance(value, str) and any(letter.isalpha() for letter in value)
        if not is_text or says_as_above(value):
            return ""
        leads = columns[0] in (self.first, self.header.columns["issue"]) and "stage" not in self.header.columns
        return kept(value) if leads or self.is_merged_across(row) else ""

    def is_merged_across(self, row: int) -> bool:
        """Whether the one text of a row is merged across columns."""
        return any((row, column) in self.across for column in self.filled(row))

    def tell_doubtful(self, heading_rows: list[int]) -> None:
        """Warns of headings that are not merged in a plan whose others are: each may be an issue without an action."""
        plain = [row for row in heading_rows if not self.is_merged_across(row)]
        for row in plain if len(plain) < len(heading_rows) else []:
            column = self.filled(row)[0]
            self.findings.warning(
                "heading-or-issue",
                self.sheet,
                (row, column),
                found=kept(self.sheet.value(row, column)),
                expected="a heading merged across the table, like the others",
                advice="It was read as a stage heading. If it is an issue, write its action beside it.",
            )

    def add(self, row: int, stage: str, plan: Plan) -> None:
        """Adds one action to the plan; says what is wrong with it."""
        above = plan.rows[-1].values if plan.rows else {}
        values: dict[str, Value] = {}
        for meaning, column in self.header.columns.items():
            value = self.sheet.value(*self.down.get((row, column), (row, column)))
            if says_as_above(value):
                self._tell_nothing_above(row, column, value, above.get(meaning))
                value = above.get(meaning)
            values[meaning] = value
        new = PlanRow(row, kept(values.get("stage")) or stage, values)
        if any(new.text(meaning) for meaning in CORE):
            plan.rows.append(new)
            self._tell_gaps(new)

    def _tell_gaps(self, new: PlanRow) -> None:
        """An action needs its issue; an issue whose action is blank is loaded with a warning."""
        other = next(new.text(meaning) for meaning in CORE if new.text(meaning))[:60]
        for meaning, severity, code in (("issue", ERROR, "action-without-issue"), ("action", WARNING, "no-action")):
            place = (new.row, self.header.columns[meaning])
            if new.text(meaning) or place in self.faulty or says_as_above(self.sheet.value(*place)):
                continue
            advice = f"Write the {meaning} that belongs to '{other}'."
            if meaning == "issue":
                advice += " If it is the one of the row above, write 'As above'."
            words = {"found": "a blank cell", "expected": f"an {meaning}", "advice": advice}
            self.findings.add(severity, code, self.sheet, place, **words)

    def _tell_nothing_above(self, row: int, column: int, value: Value, above: Value) -> None:
        if above is None:
            advice = "Write out what is meant: the cell above this one is blank."
            found = kept(value)
            self.findings.error(
                "nothing-above", self.sheet, (row, column), found=found, expected="a value", advice=advice
            )


def says_as_above(value: Value) -> bool:
    """Whether a cell stands for the one above it: 'As above', 'ditto', a lone quotation mark."""
    return isinstance(value, str) and _AS_ABOVE.fullmatch(" ".join(value.split())) is not None
