"""Import of a long workbook, from the file to the committed database, against what only reads its cells."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import python_calamine

from benchmarks import long_workbook
from benchmarks.comparing import Comparison, clocked, in_turns
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED, load

NAME = "import"
TURNS, SLOW_TURNS = 5, 2


def run() -> list[Comparison]:
    """The import against a bare read with python-calamine, and against pandas with openpyxl."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "long.xlsx"
        rows = long_workbook.write(book)
        numbers = count()
        imported = clocked(lambda: _import(book, Path(folder) / f"{next(numbers)}.duckdb", rows))
        fast = in_turns({"ours": imported, "bare": clocked(lambda: _bare(book))}, TURNS)
        slow = in_turns({"ours": imported, "pandas": clocked(lambda: _pandas(book))}, SLOW_TURNS, warm=False)
    what = f"import of a long workbook of {rows:,} rows: file checked, read, resolved, committed to a new database"
    return [
        Comparison(what, "python-calamine reads its cells, nothing else", fast["ours"], fast["bare"], goal=3.0),
        Comparison(what, "pandas.read_excel, engine openpyxl", slow["ours"], slow["pandas"], goal=4.0, faster=True),
    ]


def _import(book: Path, database: Path, rows: int) -> None:
    store = open_store(database)
    outcome = load(store, read_file(book, book.name, Wanted()))
    store.close()
    if outcome.status != LOADED or outcome.counts["rating"] != rows:
        raise AssertionError(f"the workbook did not load: {outcome}")


def _bare(book: Path) -> None:
    python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()


def _pandas(book: Path) -> None:
    pd.read_excel(book, engine="openpyxl")
