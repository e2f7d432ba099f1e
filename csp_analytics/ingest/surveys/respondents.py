"""Rows below the headings that are no real respondents: found column by column, each reason counted apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.columns import number
from csp_analytics.ingest.surveys.metadata import Known
from csp_analytics.ingest.surveys.questionnaire import BLANK, PASTED_HEADINGS, TEST, TOTALS, UNFINISHED
from csp_analytics.ingest.surveys.table import Table
from csp_analytics.ingest.surveys.wording import folded, tidy
from csp_analytics.surveys.layout import CODE, QUESTION, Rule

_TOTALS = re.compile(
    r"(grand |sub ?)?totals?|sums?|averages?|means?|medians?|max(imum)?|min(imum)?|count|"
    r"all (areas|respondents|responses)|"
    r"(overall|national|scotland|scottish|family group|fg)( (average|mean|median|total))?|"
    r"(number|no|n) of (responses|respondents|returns)|base|std ?dev(iation)?",
    re.IGNORECASE,
)
TAIL = 20  # rows at the end that are looked at for totals


@dataclass
class SetAside:
    """Rows that are no real respondents.

    Attributes:
        rows: number of the row below the headings, by reason.
        spam: how many of the test rows the tool calls spam.
        waived: reasons that would have set every row aside and were not applied.
        reordered: whether a pasted heading row has another order of columns than the first.
    """

    rows: dict[str, list[int]] = field(default_factory=dict)
    spam: int = 0
    waived: list[str] = field(default_factory=list)
    reordered: bool = False

    def all(self) -> set[int]:
        """Every row set aside."""
        return {row for rows in self.rows.values() for row in rows}


def set_aside(table: Table, known: dict[int, Known], *, keep_unfinished: bool = False) -> SetAside:
    """Every row of a table that is no real respondent.

    Args:
        table: the table.
        known: the columns about the response.
        keep_unfinished: whether responses that were not finished count.
    """
    found = SetAside()
    _take(found, PASTED_HEADINGS, _pasted(table, found))
    _take(found, TOTALS, _totals(table))
    _take(found, BLANK, [row for row in _blank(table, {}) if row < table.height])
    for reason, rules in ((TEST, table.layout.test), (UNFINISHED, () if keep_unfinished else table.layout.unfinished)):
        rows = {row for rule in rules for row in _by_rule(table, known, rule)} - found.all()
        if rows and len(rows) + len(found.all()) >= table.height:
            found.waived.append(reason)
            continue
        _take(found, reason, sorted(rows))
    found.spam = _spam(table, known, found)
    _take(found, BLANK, _blank(table, known))
    return found


def _take(found: SetAside, reason: str, rows: Sequence[int]) -> None:
    new = [row for row in rows if row not in found.all()]
    if new:
        found.rows[reason] = sorted([*found.rows.get(reason, []), *new])


def _pasted(table: Table, found: SetAside) -> list[int]:
    """Rows most of whose cells are headings, in whatever order: looked up among the different values of each column."""
    rows = [row for kind, row in table.found.rows if kind in (CODE, QUESTION)]
    raw = {value for row in rows if row < len(table.sheet.rows) for value in table.sheet.rows[row] if value is not None}
    headings = {value for value in raw if isinstance(value, str) and not value.strip().isdigit()}
    hits: Counter[int] = Counter()
    moved: Counter[int] = Counter()
    for column, values in enumerate(table.columns):
        there = headings & table.counts[column].keys()
        if there:
            own = {table.questions[column], table.codes[column]}
            for row, value in enumerate(values):
                if value in there:
                    hits[row] += 1
                    moved[row] += tidy(value) not in own
    pasted = []
    for row, count in sorted(hits.items()):
        filled = sum(values[row] is not None for values in table.columns)
        if count >= 0.6 * filled and (count > 1 or filled == 1 == len(headings)):
            pasted.append(row)
            found.reordered |= moved[row] > 0.3 * count
    marked = _marked_below(table, pasted)
    return sorted({*pasted, *marked})


def _marked_below(table: Table, pasted: list[int]) -> list[int]:
    """The further heading rows that were pasted with the first: equal to those at the top."""
    others = [row for kind, row in table.found.rows if kind not in (CODE, QUESTION)]
    tops = [[tidy(value) for value in table.sheet.rows[row]] for row in others if row < len(table.sheet.rows)]
    found = []
    for row in pasted:
        for below in range(row + 1, min(row + 1 + len(tops), table.height)):
            cells = [tidy(values[below]) for values in table.columns]
            if any([*top, *[""] * (len(cells) - len(top))] == cells for top in tops):
                found.append(below)
    return found


def _totals(table: Table) -> list[int]:
    """Rows at the end that begin with 'Total', 'Average' ... and hold numbers only."""
    first = next((c for c, values in enumerate(table.columns) if any(value is not None for value in values)), None)
    if first is None:
        return []
    found: list[int] = []
    for row in range(table.height - 1, max(-1, table.height - 1 - TAIL), -1):
        cells = [values[row] for values in table.columns]
        filled = [value for value in cells if value is not None]
        if not filled:
            continue
        text = next((value for value in cells[: first + 3] if isinstance(value, str) and number(value) is None), "")
        others = [value for value in filled if value is not text]
        numbers = sum(number(value) is not None for value in others)
        labelled = bool(text) and bool(_TOTALS.fullmatch(tidy(text).rstrip(":")))
        if not labelled or numbers < 0.8 * len(others):
            break
        found.append(row)
    used = {table.columns[c][row] for row in found for c in range(first, min(first + 3, table.width))}
    elsewhere = set(table.columns[first][: table.height - TAIL]) & {value for value in used if isinstance(value, str)}
    return [] if elsewhere else sorted(found)


def _blank(table: Table, known: dict[int, Known]) -> list[int]:
    """Rows without an answer in any column that asks something."""
    left: Sequence[int] = range(table.height)
    for column, values in enumerate(table.columns):
        if column in known or not (table.questions[column] or table.parts[column]):
            continue
        left = [row for row in left if values[row] is None]
        if not left:
            break
    return list(left)


def _by_rule(table: Table, known: dict[int, Known], rule: Rule) -> list[int]:
    columns = [column for column, one in known.items() if one.role == rule.role]
    if not columns:
        return []
    values = table.columns[columns[0]]
    if rule.blank:
        # A column that somebody emptied tells nothing.
        return [] if not table.counts[columns[0]] else [row for row, value in enumerate(values) if value is None]
    hit = {value for value in table.counts[columns[0]] if _meets(value, rule)}
    return [row for row, value in enumerate(values) if value in hit] if hit else []


def _meets(value: Value, rule: Rule) -> bool:
    if value is None:
        return False
    if rule.below is not None:
        told = number(value)
        return told is not None and told < rule.below
    return folded(tidy(value)) in rule.values


def _spam(table: Table, known: dict[int, Known], found: SetAside) -> int:
    columns = [column for column, one in known.items() if one.role == "status"]
    rows = found.rows.get(TEST, [])
    return sum(folded(tidy(table.columns[c][row])) in table.layout.spam for c in columns[:1] for row in rows)
