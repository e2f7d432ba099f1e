"""Tables of a page as one workbook, laid out as UK statistics are released in spreadsheets.

A cover with the finding and what one is looking at, a list of contents, one sheet a table with its sentence, what it
rests on and how it was made. Layout: Analysis Function, "Releasing statistics in spreadsheets", through gptables.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import gptables
import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports import paper_sheets
from csp_analytics.exports.must_be_said import must_be_said
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.paper import Paper
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_subject import Part

MISSING = "[x]"
NOTHING = "none"
LEGEND = "[x] means that there is no figure."
LEGEND_NOTHING = f"'{NOTHING}' means that nothing was written."
LEGENDS = {MISSING: LEGEND, NOTHING: LEGEND_NOTHING}
LONGEST_NAME = 80
PROGRAM, LANGUAGE = "csp-analytics", "en-GB"
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
        said: what else must be said wherever it goes, such as that an upload is not submitted.
    """

    title: str
    finding: str
    sheets: Sequence[Sheet]
    about: dict[str, str] = field(default_factory=dict)
    stamp: str = ""
    demo: bool = False
    said: Sequence[str] = ()


def sheet_of(exhibit: Exhibit) -> Sheet:
    """The table of an exhibit with its sentence and what it rests on."""
    return Sheet(exhibit.headline, exhibit.table, exhibit.takeaway, exhibit.note)


def of_report(report: Report, *, stamp: str) -> Contents:
    """A report as a workbook: what it says as the first table, then every exhibit and table by section.

    A paper has its header block, summary and recommendations before, its action plan, method and coverage after.
    """
    lines = paper_sheets.said_by(report.parts)
    sheets = [Sheet("What the report says", pd.DataFrame(lines, columns=["Section", "Finding"]))] if lines else []
    sheets += _of_parts(report.parts)
    if isinstance(report, Paper):
        sheets = [*paper_sheets.before(report), *sheets, *paper_sheets.after(report), *_of_parts(report.appendix)]
        sheets = paper_sheets.marked(sheets, report)
    return Contents(report.title, report.finding, sheets, report.about, stamp, report.demo, must_be_said(report))


def _of_parts(parts: Sequence[Part]) -> list[Sheet]:
    sheets = []
    for part in parts:
        sheets += [sheet_of(exhibit) for exhibit in part.exhibits]
        sheets += [Sheet(part.title, part.table, part.first, " ".join(part.below))] if part.table is not None else []
    return sheets


def workbook(contents: Contents) -> bytes:
    """The workbook (xlsx). Text is written as text: formulas and links in it stay what they look like."""
    sheets = [sheet for sheet in contents.sheets if len(sheet.table.columns)]
    made = {f"Table {place}": _gptable(sheet, place) for place, sheet in enumerate(sheets, start=1)}
    said = [f"{name}: {value}" for name, value in contents.about.items()]
    must = contents.said or ([DEMO_SENTENCE] if contents.demo else [])
    stream = io.BytesIO()
    warnings.filterwarnings("ignore", "No note text provided", UserWarning)  # our notes stand above their tables
    book = gptables.produce_workbook(
        stream,
        made,
        cover=gptables.Cover(
            title=_plain(contents.title),
            intro=[_plain(part) for part in (contents.finding, *must) if part],
            about=[_plain(part) for part in (*said, contents.stamp, LEGEND, LEGEND_NOTHING) if part],
        ),
        workbook_options=OPTIONS,
    )
    book.set_properties(
        {
            "title": contents.title[:255],
            "subject": contents.finding[:250],
            "author": PROGRAM,
            "keywords": ", ".join(said)[:250],
            "comments": contents.stamp,
        }
    )
    for sheet in book.worksheets():
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
    book.close()
    return _in_english(stream.getvalue())


def _in_english(content: bytes) -> bytes:
    """The workbook with its language in its properties, which its writer cannot set."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "docProps/core.xml":
                part = part.replace(b"</cp:core", f"<dc:language>{LANGUAGE}</dc:language></cp:core".encode())
            made.writestr(entry, part)
    return stream.getvalue()


def _gptable(sheet: Sheet, place: int) -> gptables.GPTable:
    table = sheet.table.copy()
    table.columns = pd.Index(_headers([_plain(name) for name in table.columns]))
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
        table_name=_name(sheet.title, place),
        title=_plain(f"Table {place}: {sheet.title}"),
        subtitles=[_plain(part) for part in (sheet.finding, sheet.note) if part],
        instructions="This worksheet contains one table.",
        legend=[words for sign, words in LEGENDS.items() if (table == sign).any(axis=None)],
    )


def _headers(names: list[str]) -> list[str]:
    """Names of columns of which none is empty and none is there twice, in capitals or not."""
    made: list[str] = []
    for place, name in enumerate(names, start=1):
        words = name if name.strip() else f"Column {place}"
        there = {one.casefold() for one in made}
        n = 1
        while words.casefold() in there:
            n += 1
            words = f"{name} ({n})"
        made.append(words)
    return made


def _name(title: str, place: int) -> str:
    """A name for the marked-up table that says what is in it: ``table_3_criteria_at_each_level``."""
    return "_".join([f"table_{place}", *re.findall(r"[a-z0-9]+", title.lower())])[:LONGEST_NAME].rstrip("_")


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
