"""No name, address or text that a person typed reaches the database file, its log, what is printed, or a table.

Surveys in eight layouts hold a marker in every personal and every free-text column. The database is searched as bytes,
with its write-ahead log while it is open and again after it is closed.
"""

from __future__ import annotations

import json
import pickle

import pytest

from csp_analytics.cli.main import main
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.surveys.inspect import inspect_file
from csp_analytics.ingest.surveys.matching import match
from csp_analytics.store.connection import open_store
from csp_analytics.store.survey_layouts import save_layout
from csp_analytics.store.writing import load
from csp_analytics.surveys.load import surveys
from tests.builders.our_surveys import EXPORTS, MARKERS, jisc_key

TEXT_OF_OURS = "quagmirewort"  # what stands in the one free text question that is ours
ALL = pytest.mark.parametrize("name", EXPORTS)


def found_in(content: bytes | str) -> list[str]:
    """Markers in any case, in UTF-8 and in UTF-16."""
    data = content.encode() if isinstance(content, str) else content
    lower = data.lower()
    return [one for one in MARKERS if one.encode() in lower or one.encode("utf-16-le") in lower]


def bytes_of(store) -> bytes:
    """Everything that lies beside the database file: the file, its write-ahead log, anything temporary."""
    return b"".join(path.read_bytes() for path in sorted(store.path.parent.rglob("*")) if path.is_file())


@ALL
def test_the_markers_are_in_every_export_so_that_the_search_can_fail(name, tmp_path):
    text = "".join(str(value) for sheet in _cells(EXPORTS[name](), name) for row in sheet for value in row)
    assert len(found_in(text)) >= 3
    assert TEXT_OF_OURS in found_in(text)
    assert "commentmarker" in found_in(text)


def _cells(data, name):
    from csp_analytics.ingest.files.workbook import read_workbook

    workbook, _ = read_workbook(data, name)
    return [sheet.rows for sheet in workbook.sheets]


@ALL
def test_nothing_of_a_person_reaches_the_database_file_or_the_log(name, store):
    outcome = load(store, read_file(EXPORTS[name](), name, beside=[jisc_key()]))
    assert outcome.status == "loaded"
    assert outcome.counts["answer"] > 400
    open_, log = bytes_of(store), store.frame("select * from import_log").to_csv()
    assert found_in(open_) == []
    assert found_in(log) == []
    assert name in log
    assert found_in(json.dumps(outcome.as_dict())) == []
    tables = store.frame("select table_name as name from duckdb_tables()")["name"]
    assert "answer" in set(tables)
    assert [found for table in tables for found in found_in(store.frame(f"select * from {table}").to_csv())] == []
    store.close()
    assert found_in(bytes_of(store)) == []


def test_text_that_is_asked_for_is_that_of_our_question_and_nothing_else(store):
    for name in EXPORTS:
        load(store, read_file(EXPORTS[name](), name, Wanted(keep_text=True), beside=[jisc_key()]))
    store.close()
    assert found_in(bytes_of(store)) == [TEXT_OF_OURS]


def test_text_that_was_kept_is_in_no_log(store):
    load(store, read_file(EXPORTS["google-forms.csv"](), "google-forms.csv", Wanted(keep_text=True)))
    assert found_in(store.frame("select * from import_log").to_csv()) == []
    assert store.value("select count(*) from free_text") == 36


@ALL
def test_nothing_of_a_person_is_in_what_is_kept_while_a_matching_is_confirmed(name, store):
    q, problems = inspect_file(EXPORTS[name](), name, key=jisc_key() if name.startswith("jisc") else None)
    assert found_in("".join(problem.sentence for problem in [*problems, *q.problems])) == []
    for survey in surveys().values():
        matching = match(q, survey)
        assert found_in(pickle.dumps(matching)) == []
        assert found_in(matching.mapping().as_json()) == []
        if matching.is_in_form():
            save_layout(store, name, matching.mapping())
    assert found_in(bytes_of(store)) == []


@ALL
@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_nothing_of_a_person_is_printed(name, format_, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "csp.duckdb"))
    file, key, mapping = tmp_path / name, tmp_path / "the-key.csv", tmp_path / "mapping.json"
    file.write_bytes(EXPORTS[name]())
    key.write_bytes(jisc_key())
    assert main(["inspect", str(file), "--format", format_, "--mapping-out", str(mapping)]) == 0
    files = [str(file), *([str(key)] if name.startswith("jisc") else [])]
    assert main(["import", *files, "--format", format_, "--keep-text"]) == 0
    printed = capsys.readouterr()
    assert printed.out
    assert found_in(printed.out + printed.err + mapping.read_text("utf-8")) == []
    open_store(tmp_path / "csp.duckdb").close()


def test_a_file_that_is_refused_for_its_people_leaves_nothing_of_them(store):
    """A column of addresses under a harmless heading, in a survey that is otherwise ours."""
    rows = [f"Essential,zzmarker{n}@example.org" if n % 3 == 0 else "Essential,no" for n in range(30)]
    text = "Importance of mediation,May we come back to you\n" + "\n".join(rows) + "\n"
    reading = read_file(text.encode(), "addresses.csv", Wanted(round="2025"))
    outcome = load(store, reading)
    assert (outcome.status, [problem.code for problem in outcome.problems if problem.severity == "error"]) == (
        "refused",
        ["personal-data"],
    )
    assert found_in(json.dumps(outcome.as_dict())) == []
    assert found_in(bytes_of(store)) == []
    assert store.value("select count(*) from import_log") == 1
