"""Tables of a page as one workbook, laid out as UK statistics are released in spreadsheets.

A cover with the finding and what one is looking at, a list of contents, one sheet a table with its sentence, what it
rests on and how it was made. Layout: Analysis Function, "Releasing statistics in spreadsheets", through gptables.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

import gptables
import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.report import Report

MISSING = "[x]"
NOTHING = "none"
LEGEND = "[x] means that there is no figure."
# What gptables would read as a note or a link; text of people must stay text.
_MARKUP = re.compile(r"\$\$|\]\(|</?\w")
_JOINER = "\u2060"
A4 = 9
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}


@dataclass(frozen=True)
class Contents:
    """What a workbook holds.

    Attributes:
        title: what it is about, such as the page's title.
        finding: the finding in one sentence or two.
        sheets: the tables in order.
        about: what one is looking at: area, framework, round, peers, filters.
        stamp: version of the data and of the program, and the day.
        demo: whether any of it is demonstration data.
    """

    title: str
    finding: str
    sheets: Sequence[Sheet]
    about: dict[str, str] = field(default_factory=dict)
    stamp: str = ""
    demo: bool = False


def sheet_of(exhibit: Exhibit) -> Sheet:
    """The table of an exhibit with its sentence and what it rests on."""
    return Sheet(exhibit.headline, exhibit.table, exhibit.takeaway, exhibit.note)


def of_report(report: Report, *, stamp: str) -> Contents:
    """A report as a workbook: its headlines as the first table, then every exhibit and table by section."""
    lines = [(part.title, line) for part in report.parts for line in part.sentences]
    sheets = [Sheet("What the report says", pd.DataFrame(lines, columns=["Section", "Finding"]))] if lines else []
    for part in report.parts:
        sheets += [sheet_of(exhibit) for exhibit in part.exhibits]
        sheets += [Sheet(part.title, part.table, part.first)] if part.table is not None else []
    return Contents(report.title, report.finding, sheets, report.about, stamp, report.demo)


def workbook(contents: Contents) -> bytes:
    """The workbook (xlsx). Text is written as text: formulas and links in it stay what they look like."""
    sheets = [sheet for sheet in contents.sheets if len(sheet.table.columns)]
    made = {f"Table {place}": _gptable(sheet, place) for place, sheet in enumerate(sheets, start=1)}
    said = [f"{name}: {value}" for name, value in contents.about.items()]
    demo = [DEMO_SENTENCE] if contents.demo else []
    stream = io.BytesIO()
    warnings.filterwarnings("ignore", "No note text provided", UserWarning)  # our notes stand above their tables
    book = gptables.produce_workbook(
        stream,
        made,
        cover=gptables.Cover(
            title=_plain(contents.title),
            intro=[_plain(part) for part in (contents.finding, *demo) if part],
            about=[_plain(part) for part in (*said, contents.stamp, LEGEND) if part],
        ),
        workbook_options=OPTIONS,
    )
    book.set_properties({"title": contents.title, "subject": contents.finding[:250], "comments": contents.stamp})
    for sheet in book.worksheets():
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
    book.close()
    return stream.getvalue()


def _gptable(sheet: Sheet, place: int) -> gptables.GPTable:
    table = sheet.table.copy()
    table.columns = pd.Index([_plain(name) for name in table.columns])
    for column in table.columns:
        numeric = pd.api.types.is_numeric_dtype(table[column])
        if numeric:
            table[column] = table[column].astype(float).round(4).astype(object)
            table[column] = [int(v) if v == v and float(v).is_integer() else v for v in table[column]]
        # No figure is one thing, nothing written another: a note that nobody wrote is not a missing figure.
        absent = MISSING if numeric or not any(isinstance(value, str) for value in table[column]) else NOTHING
        table[column] = [_cell(value, absent) for value in table[column].astype(object)]
    if table.empty:
        table = pd.DataFrame([["No rows", *[MISSING] * (len(table.columns) - 1)]], columns=table.columns)
    return gptables.GPTable(
        table,
        table_name=f"table_{place}",
        title=_plain(f"Table {place}: {sheet.title}"),
        subtitles=[_plain(part) for part in (sheet.finding, sheet.note) if part],
        instructions="This worksheet contains one table.",
        legend=[LEGEND] if (table == MISSING).any(axis=None) else [],
    )


def _cell(value: object, absent: str) -> object:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return absent
    if not isinstance(value, str):
        return value
    if not value.strip() or value == "–":
        return absent
    # The rules for released statistics allow no cell of signs alone, and gptables stops at one.
    return _plain(value) if any(letter.isascii() and letter.isalnum() for letter in value) else f"written as {value}"


def _plain(words: object) -> str:
    return _MARKUP.sub(lambda found: found[0][0] + _JOINER + found[0][1:], str(words))
