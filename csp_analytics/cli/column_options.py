"""Mappings of the columns of assessments and action plans on the command line: given, saved, proposed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from csp_analytics.cli.output import Refused
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.column_mapping import ColumnMapping, of_saved
from csp_analytics.ingest.columns.answers import answers_written
from csp_analytics.ingest.columns.offer import SheetColumns, offered
from csp_analytics.ingest.columns.reading import Read, read_mapped, with_saved
from csp_analytics.ingest.columns.roles import KINDS, LEAVE_OUT, role_words
from csp_analytics.ingest.columns.table import fits, fitting
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.ingest.files.workbook import Workbook
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, Reading, Wanted
from csp_analytics.ingest.recognise import read_opened
from csp_analytics.store import column_layouts
from csp_analytics.store.connection import Store

KIND_WORDS = {ASSESSMENT: "assessment", ACTIONS: "action plan"}
WIDE = 70
LEAST_GUESSES = 2  # columns that are like ours before a table is taken for one of ours


@dataclass(frozen=True)
class Columns:
    """What is known of the columns of files.

    Attributes:
        given: mappings that the person named for these files, by the name of a saved layout ('' for a file).
        saved: saved mappings, looked through when none was named.
        for_surveys: whether a mapping for surveys was named too: a file that fits none of ``given`` may be one.
    """

    given: tuple[tuple[str, ColumnMapping], ...] = ()
    saved: Table[str, ColumnMapping] = field(default_factory=dict)
    for_surveys: bool = False


def columns_of(chosen: argparse.Namespace, store: Store, *, for_surveys: bool = False) -> Columns:
    """The mappings of files and of a saved layout. Raises :class:`Refused` when one cannot be used.

    Args:
        chosen: what was typed: ``mapping``, ``layout``, ``kind``.
        store: where layouts are saved.
        for_surveys: whether a mapping for surveys was named too.
    """
    given = [("", mapping) for file in chosen.mapping for mapping in column_mappings(file)]
    saved = of_saved(column_layouts.saved(store))
    if (name := " ".join(chosen.layout.split())) in saved:
        given.append((name, saved[name]))
    if chosen.kind in KINDS and (chosen.mapping or chosen.layout):
        kinds = {one.kind for _, one in given}
        if chosen.kind not in kinds:
            other = f"for {' and '.join(sorted(kinds))}" if kinds else "for surveys"
            raise Refused(f"What you named is {other}, not for --as {chosen.kind}.")
    return Columns(tuple(given), {} if chosen.mapping or chosen.layout else saved, for_surveys)


def read(workbook: Workbook, wanted: Wanted, columns: Columns, ordinary: Read) -> Reading:
    """A file read with the mapping that the person named, or with the one saved mapping that fits it, or by itself.

    Args:
        workbook: the file.
        wanted: what the person said about it.
        columns: mappings of columns.
        ordinary: how a workbook is read once its headings are known, such as with corrections.
    """
    named = [(name, one) for name, one in columns.given if wanted.kind in ("auto", one.kind)]
    fitting_one = next(((name, one) for name, one in named if fits(one, workbook)), None)
    if fitting_one or (named and not columns.for_surveys):
        name, mapping = fitting_one or named[0]
        return read_mapped(workbook, mapping, wanted, layout=name, read=ordinary)
    if fitting(columns.saved, workbook):
        alone = read_opened(workbook, wanted)  # as it is: with its wrong answers left out it might pass for read
        found = with_saved(alone, workbook, columns.saved, wanted, read=ordinary)
        if found is not alone:
            return found
    return ordinary(workbook, wanted)


def column_mappings(file: Path) -> list[ColumnMapping]:
    """The mappings of columns in a file of mappings. Raises :class:`Refused` when one cannot be used."""
    text, said = text_and_entries(file)
    try:
        if len(said) == 1 and is_for_columns(said[0]) and not text.lstrip().startswith("["):
            return [ColumnMapping.of_json(text)]
        return [ColumnMapping.of_json(json.dumps(one)) for one in said if is_for_columns(one)]
    except MappingRefused as refused:
        raise Refused(f"{file}: {refused}") from None


def text_and_entries(file: Path) -> tuple[str, list[Any]]:
    """A file of mappings: its text, and its one entry or the list of them. Raises :class:`Refused` when unreadable."""
    hint = f"Write one with: inspect FILE --mapping-out {file.name}"
    try:
        text = file.read_text("utf-8-sig")
        said = json.loads(text)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise Refused(f"{file} is no JSON: {error}. {hint}") from None
    return text, said if isinstance(said, list) else [said]


def is_for_columns(said: object) -> bool:
    """Whether an entry of a file of mappings is for an assessment or an action plan, and not for a survey."""
    return isinstance(said, dict) and "kind" in said and "definition" not in said


def proposed(workbook: Workbook) -> tuple[SheetColumns, ColumnMapping] | None:
    """The table of a file that is most like ours and the mapping proposed for it; None when none is like ours.

    The answers that would not be understood are in it with an empty meaning, to be filled in by hand.
    """
    tables = [one for one in offered(workbook) if one.guessed >= LEAST_GUESSES]
    if not tables:
        return None
    best = max(tables, key=lambda one: one.guessed)
    mapping = best.mapping(anywhere=len(tables) == 1)
    framework = frameworks().get(mapping.framework)
    answers = answers_written(workbook, mapping, framework) if framework else []
    levels = {one.written: one.level for one in answers if not one.is_settled}
    return best, ColumnMapping(
        mapping.kind, mapping.columns, levels, mapping.sheet, mapping.header_row, mapping.framework
    )


def as_dict(table: SheetColumns) -> dict[str, Any]:
    """A table for scripts: no value of any cell below the headings."""
    columns = [
        {
            "heading": one.key,
            "filled": one.filled,
            "role": one.role,
            "score": one.score,
            "candidates": [{"role": role, "score": score} for role, score in one.candidates],
        }
        for one in table.columns
    ]
    return {
        "kind": table.kind,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "framework": table.framework,
        "columns": columns,
    }


def print_table(table: SheetColumns) -> None:
    """A table in words: what kind it may be, and a line for each column."""
    where = f"sheet {table.sheet}, " if table.sheet else ""
    of = f" of the framework {table.framework}" if table.framework else ""
    print(f"A table like an {KIND_WORDS[table.kind]}{of}: {where}headings in row {table.header_row}.")
    for one in table.columns:
        guess = f"{role_words(one.role)} ({one.score:.0f} of 100)" if one.role else role_words(LEAVE_OUT)
        print(f"  {one.key[:WIDE]} -> {guess}")
    print("Write a mapping to correct with --mapping-out FILE.json, then: import FILE --mapping FILE.json")


def as_frame(table: SheetColumns | None) -> pd.DataFrame:
    """A row a column: heading, filled, role, score (0 to 100)."""
    rows = [(one.key, one.filled, one.role, one.score) for one in table.columns] if table else []
    return pd.DataFrame(rows, columns=["heading", "filled", "role", "score"])
