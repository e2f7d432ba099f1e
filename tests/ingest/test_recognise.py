"""A file that is nearly one that is known: the heading at fault is named, and what was probably meant."""

import csv

import openpyxl
import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.templates.workbooks import entry_workbook


def test_a_misspelt_heading_of_our_template_is_named_with_its_cell(tmp_path):
    framework = next(iter(frameworks().values()))
    file = tmp_path / "fife.xlsx"
    file.write_bytes(entry_workbook(framework))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Level")
    cell.value = "Levl"
    book.save(file)

    (problem,) = read_file(file).problems

    assert (problem.sheet, problem.cell, problem.found) == (sheet.title, cell.coordinate, "Levl")
    assert problem.suggestion == "Level"


@pytest.mark.parametrize("header", [["Aera", "Round", "Framework", "Criterion", "Levle"]])
def test_a_misspelt_heading_of_a_long_table_is_named(tmp_path, header):
    file = tmp_path / "long.csv"
    with open(file, "w", newline="") as out:
        csv.writer(out).writerows([header, ["Fife", "2025", "x", "y", "1"]])

    (problem,) = read_file(file).problems

    assert (problem.cell, problem.found, problem.suggestion) == ("A1", "Aera", "Area")


def test_a_file_of_something_else_gets_no_suggestion(tmp_path):
    file = tmp_path / "shop.csv"
    file.write_text("Product,Price,Colour\nChair,10,red\n")

    (problem,) = read_file(file).problems

    assert (problem.code, problem.suggestion) == ("unrecognised", "")
