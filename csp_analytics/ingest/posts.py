"""How many people could have answered a survey: the posts of an area, or all who were asked, by area and round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from csp_analytics.areas.register import is_summary, register
from csp_analytics.ingest.cell_text import fold, is_blank, kept
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.reading import COLUMNS, EVERYWHERE, POSTS, Reading, Wanted
from csp_analytics.ingest.table_header import Header, headers, tell_faults, tell_twice
from csp_analytics.problems import did_you_mean
from csp_analytics.surveys.load import surveys

LAYOUT = "table of posts"
IN_WORDS = "a table of posts (columns Area, Round, Posts)"
AREA, ROUND, NUMBER, SURVEY, SOURCE = "area", "round", "posts", "survey", "source"
WORDS = {
    AREA: ("area", "areas", "council area", "local authority", "local authority area", "partnership", "csp", "council"),
    ROUND: ("round", "year", "wave", "survey round", "survey year"),
    NUMBER: (
        "posts", "number of posts", "post", "people asked", "number of people asked", "asked", "people invited",
        "invited", "number invited", "staff", "number of staff", "people", "number of people", "headcount",
    ),
    SURVEY: ("survey", "survey id", "definition", "survey definition"),
    SOURCE: ("source", "where from", "comes from", "publisher"),
}  # fmt: skip
HEADINGS = {meaning: frozenset(map(fold, words)) for meaning, words in WORDS.items()}
MOST = 1_000_000  # people; more is a slip


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    header: Header


def matches(workbook: Workbook) -> bool:
    """Whether a visible sheet has a header row with an area, a round and a number of posts, and little else."""
    return any(True for sheet in workbook.sheets if sheet.visible for _ in _tables(sheet))


def read(workbook: Workbook, wanted: Wanted) -> Reading:
    """Numbers of posts as rows for the store.

    Args:
        workbook: the file.
        wanted: what the person said about it; ``round`` where the file has none, ``definition`` likewise.

    Returns:
        Reading with table ``post`` (:data:`~csp_analytics.ingest.reading.COLUMNS`): ``definition`` is empty for every
        survey of the round, ``area_code`` is ``all`` for the whole country. No table when the file is refused.
    """
    findings = Findings(workbook)
    found = [one for sheet in workbook.sheets if sheet.visible for one in _tables(sheet)]
    rows = [row for one in found for row in _rows(one, findings, wanted)]
    if not rows and not findings.refused:
        findings.error("no-values", found="no number of posts", expected="at least one row with an area and a number")
    if findings.refused:
        return Reading(workbook.name, workbook.digest, POSTS, LAYOUT, problems=findings.problems())
    table = pd.DataFrame(rows, columns=list(COLUMNS["post"])).astype({"posts": "int64"})
    facts: dict[str, object] = {
        "areas": int((table["area_code"] != EVERYWHERE).sum()),
        "round": ", ".join(sorted(table["round"].unique())),
        "posts": int(table["posts"].sum()),
    }
    return Reading(workbook.name, workbook.digest, POSTS, LAYOUT, {"post": table}, findings.problems(), facts)


def _tables(sheet: Sheet) -> Iterator[_Table]:
    """The first row that has the headings, unless it has many others: then it is another kind of table."""
    for header in headers(sheet, HEADINGS):
        if header.has(AREA, NUMBER) and (header.has(ROUND) or len(header.others) == 0):
            if len(header.others) <= len(header.columns):
                yield _Table(sheet, header)
            return


def _rows(table: _Table, findings: Findings, wanted: Wanted) -> Iterator[tuple[str, str, str, int, str]]:
    sheet, header = table.sheet, table.header
    tell_twice(findings, sheet, header)
    tell_faults(findings, sheet, header.columns.values(), header.row + 1)
    seen: dict[tuple[str, str, str], int] = {}
    for row in range(header.row + 1, len(sheet.rows)):
        cells = {name: sheet.value(row, column) for name, column in header.columns.items()}
        if all(is_blank(cells.get(name)) for name in (AREA, NUMBER)):
            continue
        area = _area(cells[AREA], findings, sheet, (row, header.columns[AREA]))
        number = _number(cells[NUMBER], findings, sheet, (row, header.columns[NUMBER]))
        round_ = _round(cells.get(ROUND), findings, sheet, (row, header.columns.get(ROUND, 0)), wanted)
        definition = _definition(cells.get(SURVEY), findings, sheet, (row, header.columns.get(SURVEY, 0)), wanted)
        if area is None or number is None or round_ is None or definition is None:
            continue
        if (first := seen.setdefault((definition, round_, area), row)) != row:
            words = {"found": kept(cells[AREA]), "expected": "each area once in a round"}
            advice = f"It is in row {first + 1} too: delete one of them."
            findings.error("double", sheet, (row, header.columns[AREA]), advice=advice, **words)
            continue
        yield definition, round_, area, number, kept(cells.get(SOURCE))


def _area(value: Value, findings: Findings, sheet: Sheet, at: tuple[int, int]) -> str | None:
    if found := register().resolve(value):
        return found.area_code
    if is_summary(value):
        return EVERYWHERE
    suggestion = register().suggest(value)
    words = {"found": kept(value) or "a blank cell", "expected": "an area, or 'All areas'", "suggestion": suggestion}
    findings.error("unknown-area", sheet, at, **words)
    return None


def _number(value: Value, findings: Findings, sheet: Sheet, at: tuple[int, int]) -> int | None:
    text = kept(value).replace(",", "")
    if text.isdecimal() and len(text) <= 12 and 0 < int(text) <= MOST:
        return int(text)
    if (sheet.errors | sheet.uncalculated).get(at) is None:
        findings.error(
            "not-a-number", sheet, at, found=kept(value) or "a blank cell", expected="a whole number, 1 or more"
        )
    return None


def _round(value: Value, findings: Findings, sheet: Sheet, at: tuple[int, int], wanted: Wanted) -> str | None:
    if round_ := kept(value) or wanted.round:
        return round_
    findings.error("missing-round", sheet, at, found="a blank cell", expected="the round, such as 2025")
    return None


def _definition(value: Value, findings: Findings, sheet: Sheet, at: tuple[int, int], wanted: Wanted) -> str | None:
    written = kept(value)
    if not written or fold(written) in ("all", "all surveys", "every survey"):
        return wanted.definition
    known = {
        fold(name): one.survey_id for one in surveys().values() for name in (one.survey_id, one.title, one.short_title)
    }
    if fold(written) in known:
        return known[fold(written)]
    suggestion = did_you_mean(written, surveys())
    expected = f"one of {', '.join(surveys())}, or nothing for every survey"
    findings.error("unknown-survey", sheet, at, found=written, expected=expected, suggestion=suggestion)
    return None
