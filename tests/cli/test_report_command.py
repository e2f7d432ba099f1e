"""``report``: the kinds of file it writes, and what it refuses."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest

from csp_analytics.cli.main import main


@pytest.fixture
def run(demo_store, monkeypatch, capsys):
    def ran(*arguments):
        monkeypatch.setenv("CSP_DATABASE", str(demo_store.path))
        code = main([str(one) for one in arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return ran


def test_each_kind_is_a_real_file_of_its_kind(run, tmp_path):
    for kind in ("xlsx", "html", "zip"):
        code, out, _ = run("report", "-o", tmp_path / f"r.{kind}", "--format", "json")
        assert code == 0
        told = json.loads(out)
        assert told["demo"] is True
        assert told["about"]["Areas"] == "All areas"
    assert openpyxl.load_workbook(tmp_path / "r.xlsx")["Cover"]["A1"].value == told["title"]
    assert told["finding"] in (tmp_path / "r.html").read_text("utf-8").replace("&#39;", "'")
    assert "scores.parquet" in zipfile.ZipFile(tmp_path / "r.zip").namelist()


def test_one_group_is_named_as_people_write_it(run, tmp_path):
    code, out, _ = run(
        "report", "-o", tmp_path / "r.html", "--group", "family group 1 (people): LEAST deprived", "--format", "json"
    )
    assert (code, json.loads(out)["about"]["Areas"]) == (0, "Family group 1 (people): least deprived")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("r.pdf",), "A report is written as .xlsx, .html, .zip, not as '.pdf'."),
        (("r",), "not as 'r'"),
        (("nowhere/r.html",), "There is no folder"),
        (("r.html", "--group", "Family group 9"), "There is no group 'Family group 9' in family-people."),
        (("r.html", "--grouping", "nearest-neighbours", "--group", "x"), "Expected one of none."),
        (("r.html", "--round", "1999"), "There is no round '1999'"),
    ],
)
def test_what_cannot_be_written_is_said(run, tmp_path, arguments, words):
    code, _, err = run("report", "-o", tmp_path / arguments[0], *arguments[1:])
    assert code == 1
    assert words in err
    assert not list(tmp_path.iterdir())
