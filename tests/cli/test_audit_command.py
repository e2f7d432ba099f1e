"""The audit log on the command line: what was done, as a table or a file, and whether it is as it was written."""

from __future__ import annotations

import pandas as pd
import pytest

from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, assessment


@pytest.fixture
def place(tmp_path):
    """A database in which somebody got a role and a file was loaded."""
    return tmp_path / "csp.duckdb"


@pytest.fixture
def run(run, place):
    store = open_store(place)
    load(store, assessment(FIFE, file="=fife.xlsx"))
    run("people", "give", "ann@example.org", "analyst", "--db", place)
    return lambda *arguments: run(*arguments, "--db", place)


def test_lines_are_listed_the_newest_first_and_can_be_chosen(run):
    every = run("audit", "--format", "json").json
    assert [(one["what"], one["about"]) for one in every] == [
        ("role given", "ann@example.org"),
        ("imported", "=fife.xlsx"),
    ]
    assert every[1]["detail"]["areas"] == [FIFE]
    assert [one["about"] for one in run("audit", "--what", "Role  given", "--format", "json").json] == [
        "ann@example.org"
    ]
    assert run("audit", "--who", "nobody of that name").out == "Nothing to show.\n"
    assert [one["what"] for one in run("audit", "--about", "fife", "--format", "json").json] == ["imported"]
    assert run("audit", "--since", "2100-01-01", "--format", "json").json == []


def test_csv_has_every_column_and_no_live_formula(run):
    frame = run("audit", "--format", "csv").frame
    assert frame["About"].tolist() == ["ann@example.org", "'=fife.xlsx"]
    assert frame["Digest"].str.len().tolist() == [64, 64]


def test_what_is_asked_wrongly_is_refused_with_what_was_meant(run):
    assert "Did you mean 'imported'?" in run("audit", "--what", "importd").err
    assert "Write it as 2026-03-31." in run("audit", "--since", "yesterday").err
    assert "not as '.pdf'" in run("audit", "-o", "log.pdf").err


def test_a_file_holds_the_lines_and_that_it_was_written_is_one_more(run, tmp_path):
    assert run("audit", "-o", tmp_path / "log.csv").code == 0
    written = pd.read_csv(tmp_path / "log.csv")
    assert written["About"].tolist() == ["ann@example.org", "'=fife.xlsx"]
    assert run("audit", "-o", tmp_path / "log.xlsx", "--format", "json").json["lines"] == 3
    assert [one["about"] for one in run("audit", "--what", "exported", "--format", "json").json] == [
        "log.xlsx",
        "log.csv",
    ]


def test_a_sound_log_is_said_to_be_and_a_changed_one_ends_with_1(run, place):
    assert run("audit", "--verify").out == "2 lines: as written.\n"
    with open_store(place).transaction() as cursor:
        cursor.execute("update audit_log set about = 'moray.xlsx' where what = 'imported'")
    answer = run("audit", "--verify", "--format", "json")
    assert (answer.code, answer.json["ok"], answer.json["lines"]) == (1, False, 2)
    assert "is not as it was written" in answer.json["problems"][0]
