"""The report as files: the same figures in the workbook, the web page, the CSV and the Parquet."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import openpyxl
import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.exports.page import page
from csp_analytics.exports.tidy import tidy
from csp_analytics.exports.workbook import of_report, workbook
from csp_analytics.pictures.report import report
from csp_analytics.pictures.report_subject import codes_of, groups_of
from csp_analytics.pictures.report_tables import report_tables

FAMILY = "Family group 1 (people): least deprived"
STAMP = "Data version 1"


@pytest.fixture(scope="module")
def made(demo_store):
    return report(demo_store, "safer-communities", "2025", "family-people", FAMILY)


@pytest.fixture(scope="module")
def html(made):
    return page(made, stamp=STAMP).decode()


@pytest.fixture(scope="module")
def archive(demo_store, made):
    codes = codes_of(demo_store, "family-people", FAMILY)
    tables = report_tables(demo_store, "safer-communities", "2025", "family-people", codes)
    return zipfile.ZipFile(io.BytesIO(tidy(made, tables, stamp=STAMP)))


def test_the_web_page_is_one_file_that_asks_no_network(html):
    outside = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', outside)
    assert html.count("<!doctype html>") == 1


def test_the_web_page_says_all_that_the_report_says(html, made):
    said = unescape(re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    for line in [made.title, made.finding, *made.headlines, *(s for part in made.parts for s in part.sentences), STAMP]:
        assert line in said
    for exhibit in made.exhibits:
        assert f'aria-label="{exhibit.alt}"' in said
        assert exhibit.note in said
    assert "Demonstration data." in said


def test_the_web_page_has_every_table(html, made):
    tables = [exhibit.table for exhibit in made.exhibits] + [
        part.table for part in made.parts if part.table is not None
    ]
    assert html.count("<table>") == len(tables)
    assert html.count("<tr>") == sum(len(table) + 1 for table in tables)


def test_the_workbook_has_a_sheet_for_every_table(made):
    book = openpyxl.load_workbook(io.BytesIO(workbook(of_report(made, stamp=STAMP))))
    n_tables = 1 + len(made.exhibits) + sum(part.table is not None for part in made.parts)
    assert book.sheetnames == ["Cover", "Contents", *[f"Table {n}" for n in range(1, n_tables + 1)]]


def test_csv_and_parquet_hold_the_same_figures(archive):
    for name in ("scores", "compared"):
        csv = pd.read_csv(archive.open(f"{name}.csv"), encoding="utf-8-sig", keep_default_na=False, na_values=[""])
        parquet = pd.read_parquet(io.BytesIO(archive.read(f"{name}.parquet")))
        assert list(csv.columns) == list(parquet.columns)
        numbers = parquet.select_dtypes("number").columns
        pd.testing.assert_frame_equal(csv[numbers].astype(float), parquet[numbers].astype(float))


def test_the_figures_are_those_of_the_pages(archive, demo_store):
    csv = pd.read_csv(archive.open("compared.csv"), encoding="utf-8-sig")
    members = codes_of(demo_store, "family-people", FAMILY)
    assert set(csv["area_code"]) <= set(members)
    assert len(members) == 8
    own = csv[csv["by"] == "principle"].set_index(["area_code", "unit"]).sort_index()
    there = findings.comparison(demo_store, "safer-communities", "2025", "family-people")
    there = there[there["area_code"].isin(members)].set_index(["area_code", "principle_id"]).sort_index()
    for column in ("score", "peer_median", "gap", "rank_best", "rank_worst"):
        assert own[column].tolist() == pytest.approx(there[column].tolist(), nan_ok=True)


def test_the_readme_explains_every_column(archive):
    readme = archive.read("README.txt").decode()
    assert "Demonstration data" in readme
    for name in ("scores", "compared"):
        for column in pd.read_parquet(io.BytesIO(archive.read(f"{name}.parquet"))).columns:
            assert f"\r\n  {column}: " in readme


def test_the_same_figures_give_the_same_bytes(demo_store, made, archive):
    tables = report_tables(
        demo_store, "safer-communities", "2025", "family-people", codes_of(demo_store, "family-people", FAMILY)
    )
    assert tidy(made, tables, stamp=STAMP) == archive.fp.getvalue()


def test_nearest_neighbours_have_no_groups_to_report_on(demo_store):
    assert groups_of(demo_store, "nearest-neighbours") == {"all": "All areas"}
    assert [*groups_of(demo_store, "family-people")][1] == FAMILY
