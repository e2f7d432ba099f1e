"""Numbers by area, whatever table they come from: areas resolved, numbers read, doubles found.

Every function works on a whole column at once, looks at each distinct text once, and tells a fault that is there many
times in one problem with its first cell. Columns are Series indexed by zero-based row of the sheet.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

import pandas as pd

from csp_analytics.areas.outside import resolve_wanted
from csp_analytics.areas.register import Area, is_summary, key, register
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files.workbook import Sheet, Value, address
from csp_analytics.ingest.findings import LIMIT, Findings
from csp_analytics.ingest.reading import Wanted

SUMMARY = "summary"  # stands where an area code would, for rows such as Scotland and Average

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.I)
_LONGEST_NUMBER = 60  # letters; Excel keeps fifteen digits, and Python turns no number of thousands of digits
_WITH_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PERCENT = re.compile(r"[+-]?\d+(?:\.\d+)?\s*%")

# What stands in published tables where there is no number: not available, and hidden so that nobody is recognised.
NOT_AVAILABLE = frozenset(
    {"", "-", "–", "—", ".", "..", ":", "n/a", "na", "n.a.", "not available", "nan", "null", "x", "[x]"}
)
SUPPRESSED = frozenset({"*", "**", "c", "[c]", "suppressed"})

_ADVICE = {
    "percent-as-text": "Write the number without the sign (45 for 45 per cent), in every row alike.",
    "date-not-number": "Excel may have made a date of a number: set the cell's format to Number and write it again.",
    "not-a-number": "Write a number, or leave the cell blank when there is none.",
}


@dataclass
class Column:
    """One column of a sheet while it is read.

    Attributes:
        findings: where its problems go.
        sheet: the sheet.
        column: zero-based column.
        values: its values by zero-based row.
    """

    findings: Findings
    sheet: Sheet
    column: int
    values: pd.Series = field(repr=False)

    def only(self, rows: pd.Index) -> Column:
        """The same column with some of its rows."""
        return Column(self.findings, self.sheet, self.column, self.values.loc[rows])

    @property
    def texts(self) -> pd.Series:
        """The values as text."""
        return self.values.map(kept).astype(object)


def area_codes(names: Column, wanted: Wanted) -> tuple[pd.Series, dict[str, Area]]:
    """The area code of every row.

    Args:
        names: the column with the areas.
        wanted: ``outside`` lets unknown areas in, ``area`` lets that one area in.

    Returns:
        Codes (:data:`SUMMARY` for sums and averages, empty where unknown or blank, which is told once for each name),
        and the areas outside the register by code.
    """
    known: dict[object, str] = {}
    outside: dict[str, Area] = {}
    for name, rows in names.texts.groupby(names.texts, sort=False).groups.items():
        area = _area(str(name), wanted)
        known[name] = SUMMARY if is_summary(name) else area.area_code if area else ""
        if area and area.outside:
            outside[area.area_code] = area
            advice = "This area is not in the register: it is loaded as an outside area and is in no peer group."
            names.findings.note("outside-area", names.sheet, (rows[0], names.column), found=str(name), advice=advice)
        elif not known[name]:
            _tell_unknown(names, str(name), rows)
    codes = names.texts.map(known).astype(object)
    _tell_summaries(names, codes[codes == SUMMARY].index)
    return codes, outside


def read_numbers(column: Column) -> tuple[pd.Series, pd.Series]:
    """The number in every cell.

    Numbers and their plain texts are read. A text with thousand commas ('1,234') can mean one thing only and is read,
    with one note. A percent sign leaves open whether 45 or 0.45 is meant, so it is a problem, like dates, yes/no and
    every other text. A sign for 'not available' or 'suppressed' is missing, and so is a blank.

    Args:
        column: the column with the numbers.

    Returns:
        Numbers (float64, NaN where missing or wrong), and what each cell is: ``number``, ``thousands``, ``missing``,
        ``suppressed``, or the code of its problem. Each wrong text is told once.
    """
    kinds = column.values.map(_kind).astype(object)
    numbers = pd.Series(float("nan"), index=kinds.index, dtype="float64")
    plain = kinds.isin(["number", "thousands"])
    texts = column.values[plain].astype(str).str.strip().str.replace(",", "", regex=False)
    numbers[plain] = pd.to_numeric(texts).astype("float64")
    commas = kinds[kinds == "thousands"].index
    if len(commas):
        place = (commas[0], column.column)
        advice = f"Commas were read as thousands, in {_times(len(commas), 'cell')}."
        column.findings.note(
            "thousand-commas", column.sheet, place, found=kept(column.values[commas[0]]), advice=advice
        )
    for code in _ADVICE:
        _tell_wrong(column.only(kinds[kinds == code].index), code)
    return numbers, kinds


def tell_doubles(
    findings: Findings, keys: pd.DataFrame, places: pd.Series, names: pd.DataFrame, advice: str, most: int = LIMIT
) -> None:
    """An error for every combination that is there more than once, with its cells.

    Args:
        findings: where the problems go.
        keys: the columns that must be unique together.
        places: sheet, zero-based row and zero-based column of each row's value, with the index of ``keys``.
        names: the columns that tell a person which combination it is, with the index of ``keys``.
        advice: what to do about it.
        most: how many to tell one by one; one more error then gives the number of the others.
    """
    again = keys[keys.duplicated(keep=False)]
    combined = pd.Series(list(again.itertuples(index=False, name=None)), index=again.index, dtype=object)
    groups = list(combined.groupby(combined, sort=False).groups.values())
    for rows in groups[:most]:
        sheet, row, column = places[rows[0]]
        cells = [address(r, c) + ("" if s is sheet else f" of sheet {s.name}") for s, r, c in places[rows[:4]]]
        findings.error(
            "same-value-twice",
            sheet,
            (row, column),
            cell=", ".join(cells) + (f" and {len(rows) - 4} more" if len(rows) > 4 else ""),
            found=f"{', '.join(kept(name) for name in names.loc[rows[0]])}: {len(rows)} values",
            expected="one value",
            advice=advice,
        )
    if len(groups) > most:
        sheet, row, column = places[groups[most][0]]
        found = f"{len(groups) - most:,} more with several values"
        findings.error("same-value-twice", sheet, (row, column), found=found, expected="one value", advice=advice)


def _area(name: str, wanted: Wanted) -> Area | None:
    if area := register().resolve(name):
        return area
    if name and (wanted.outside or (wanted.area and key(wanted.area) == key(name))):
        return resolve_wanted(name, True)[0]
    return None


def _tell_unknown(names: Column, name: str, rows: pd.Index) -> None:
    names.findings.error(
        "unknown-area" if name else "missing-area",
        names.sheet,
        (rows[0], names.column),
        found=name or "a blank cell beside a value",
        expected=f"one of the {len(register().areas)} areas of the register",
        suggestion=register().suggest(name) if name else "",
        advice=f"It stands in {_times(len(rows), 'cell')}." if len(rows) > 1 else "",
    )


def _tell_summaries(names: Column, rows: pd.Index) -> None:
    if len(rows):
        found = ", ".join(dict.fromkeys(names.texts[rows]))
        advice = f"Sums and averages are not areas: {_times(len(rows), 'row')} left out."
        names.findings.note("summary-row", names.sheet, (rows[0], names.column), found=found, advice=advice)


def _kind(value: Value) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number" if abs(value) < float("inf") else "missing"
    if isinstance(value, (datetime.date, datetime.time)):
        return "date-not-number"
    text = "" if value is None else str(value).strip().casefold()
    if len(text) > _LONGEST_NUMBER:
        return "not-a-number"
    if _NUMBER.fullmatch(text):
        return "number"
    if _WITH_COMMAS.fullmatch(text):
        return "thousands"
    if _PERCENT.fullmatch(text):
        return "percent-as-text"
    if text in NOT_AVAILABLE:
        return "missing"
    return "suppressed" if text in SUPPRESSED else "not-a-number"


def _tell_wrong(wrong: Column, code: str) -> None:
    for text, rows in wrong.texts.groupby(wrong.texts, sort=False).groups.items():
        advice = _ADVICE[code] + (f" The same stands in {_times(len(rows), 'cell')}." if len(rows) > 1 else "")
        place = (rows[0], wrong.column)
        wrong.findings.error(code, wrong.sheet, place, found=str(text), expected="a number", advice=advice)


def _times(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
