"""What cannot be done is said in a sentence: exit 1 for input, exit 2 for usage, never a traceback."""

from __future__ import annotations

import shutil

import pytest

from csp_analytics.paths import DATA
from csp_analytics.store.connection import open_store
from tests import builders

# Command, and what must be said of it.
UNKNOWN = {
    "framework": (["scores", "--framework", "excelence"], "Did you mean 'excellence'?"),
    "framework of compare": (["compare", "Fife", "--framework", "hallmark"], "Did you mean 'hallmarks'?"),
    "framework of change": (["change", "--framework", "safer"], "Expected one of safer-communities, excellence"),
    "framework to list": (["frameworks", "excelence"], "Did you mean 'excellence'?"),
    "framework of a template": (["template", "hallmark", "-o", "x.xlsx"], "Did you mean 'hallmarks'?"),
    "framework of an import": (["import", "x.xlsx", "--framework", "hallmark"], "Did you mean 'hallmarks'?"),
    "area": (["scores", "--area", "Fif"], "There is no area 'Fif'. Did you mean 'Fife'?"),
    "area of compare": (["compare", "Edinborough"], "Did you mean 'City of Edinburgh'?"),
    "area of peers": (["peers", "Fief"], "There is no area 'Fief'. Did you mean 'Fife'?"),
    "area of change": (["change", "--area", "Moary"], "Did you mean 'Moray'?"),
    "area of actions": (["actions", "--area", "Angsu"], "Did you mean 'Angus'?"),
    "area of a template": (["template", "hallmarks", "-o", "x.xlsx", "--area", "Fyfe"], "Did you mean 'Fife'?"),
    "area like no other": (["compare", "Test Valley"], "There is no area 'Test Valley'.\n"),
    "round": (["scores", "--round", "2052"], "There is no round '2052'. Expected one of 2021, 2023, 2025."),
    "round of a framework": (["scores", "--framework", "excellence", "--round", "2052"], "no round '2052'"),
    "round of compare": (["compare", "Fife", "--round", "2052"], "Expected one of 2021, 2023, 2025."),
    "round of change": (["change", "--from", "2020"], "Expected one of 2021, 2023, 2025."),
    "rounds the wrong way": (["change", "--from", "2025", "--to", "2023"], "Round 2025 (--from) is not before"),
    "the same round twice": (["change", "--from", "2025", "--to", "2025"], "Round 2025 (--from) is not before"),
    "first round": (["change", "--to", "2021"], "There is no round before 2021."),
    "grouping": (["compare", "Fife", "--grouping", "nearest-neighbors"], "Did you mean 'nearest-neighbours'?"),
    "grouping of peers": (["peers", "--grouping", "family"], "Expected one of family-people, family-other"),
    "division": (["scores", "--by", "principel"], "Did you mean 'principle'?"),
    "facet of another framework": (["compare", "Fife", "--by", "hallmark"], "cannot be divided by 'hallmark'"),
    "survey": (["import", "x.xlsx", "--layout", "microsoft-form"], "Did you mean 'microsoft-forms'?"),
}


@pytest.mark.parametrize("what", UNKNOWN)
@pytest.mark.parametrize("format_", ["table", "json"])
def test_an_unknown_name_is_refused_with_a_suggestion(ask, tmp_path, monkeypatch, what, format_):
    monkeypatch.chdir(tmp_path)
    arguments, said = UNKNOWN[what]
    answer = ask(*arguments, "--format", format_)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert list(tmp_path.glob("*.xlsx")) == []


WRONG_USAGE = [
    [],
    ["nothing"],
    ["scores", "--nothing"],
    ["scores", "--format", "xml"],
    ["scores", "too", "many"],
    ["import"],
    ["import", "x.xlsx", "--as", "drawing"],
    ["template", "hallmarks"],
    ["compare"],
    ["compare", "Fife", "--statistic", "mode"],
    ["benchmark", "x.csv", "--area-column", "A"],
]


@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=lambda arguments: " ".join(arguments) or "no command")
def test_wrong_usage_is_exit_2_with_the_usage(run, arguments):
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("usage: csp_analytics")
    assert "error:" in answer.err


BAD_FILES = {
    "missing": (lambda path: path, "no such file"),
    "folder": (lambda path: path.mkdir() or path, "Is a directory"),
    "empty": (lambda path: path.touch() or path, "an empty file (0 bytes)"),
    "text": (lambda path: path.write_text("Dear all,\nsee attached.\n") and path, "Dear all"),
    "program": (lambda path: path.write_bytes(b"\x7fELF" + bytes(range(256)) * 9) and path, ""),
    "picture": (builders.picture_renamed, "a PNG picture"),
    "corrupt": (builders.corrupt_zip, "cannot be unpacked"),
    "password": (builders.password_protected, "protected with a password"),
    "word": (builders.other_zip, "a Word document"),
    "other table": (lambda path: builders.workbook(path), "Area | Level"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_a_problem_and_not_a_traceback(run, tmp_path, kind):
    build, said = BAD_FILES[kind]
    file, database = build(tmp_path / "bad.xlsx"), tmp_path / "csp.duckdb"
    answer = run("import", file, "--db", database, "--format", "json")
    (one,) = answer.json
    assert (answer.code, answer.err, one["status"], one["file"]) == (1, "", "refused", "bad.xlsx")
    assert said in " ".join(problem["found"] for problem in one["problems"])
    assert all(problem["expected"] for problem in one["problems"] if problem["severity"] == "error")
    assert run("check", "--db", database).out == "Sound.\n"
    open_store(database).close()


@pytest.mark.parametrize("kind", ["missing", "folder", "picture", "corrupt", "program"])
def test_benchmark_refuses_a_bad_file_too(run, tmp_path, kind):
    file = BAD_FILES[kind][0](tmp_path / "bad.xlsx")
    answer = run("benchmark", file, "--area-column", "A", "--value-column", "V")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("bad.xlsx")


def test_benchmark_says_which_column_was_meant(run):
    answer = run("benchmark", DATA / "context.csv", "--area-column", "area_nam", "--value-column", "value")
    assert answer.code == 1
    assert "Did you mean 'area_name'?" in answer.err


ASKING = [["scores"], ["compare", "Fife"], ["change"], ["actions"], ["check"], ["demo"], ["import", "x.xlsx"]]
BAD_DATABASES = {
    "no folder": (lambda place: place / "none" / "csp.duckdb", "There is no folder"),
    "folder": (lambda place: place, "is a folder. Name a file"),
    "text": (lambda place: (place / "a.duckdb").write_text("text\n" * 999) and place / "a.duckdb", "is not a database"),
    "workbook": (lambda place: builders.workbook(place / "a.duckdb"), "is not a database"),
}


@pytest.mark.parametrize("arguments", ASKING, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("kind", BAD_DATABASES)
def test_a_wrong_database_is_refused_with_what_to_do(run, tmp_path, arguments, kind):
    build, said = BAD_DATABASES[kind]
    answer = run(*arguments, "--db", build(tmp_path))
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("arguments", ASKING[:3], ids=lambda arguments: arguments[0])
def test_an_empty_database_says_how_to_load(run, tmp_path, arguments):
    answer = run(*arguments, "--db", tmp_path / "new.duckdb")
    open_store(tmp_path / "new.duckdb").close()
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "No assessment has been loaded yet. Load files with: import FILE, or demonstration data with: demo\n"
    )


def test_actions_of_an_empty_database_are_none_and_that_is_no_error(run, tmp_path):
    place = tmp_path / "new.duckdb"
    assert run("actions", "--db", place).out == "Nothing to show.\n"
    assert run("actions", "--db", place, "--format", "json").json == []
    assert run("actions", "--db", place, "--format", "csv").out.startswith("action_id,area_code,area,")
    open_store(place).close()


def test_an_area_without_an_assessment_in_the_round_is_told_so(run, ask, demo_store):
    """In the demonstration data, as in life, not every area answers every round."""
    absent = demo_store.value(
        "select area_code from (select unnest($areas) as area_code) where area_code not in (select area_code from "
        "assessment where framework = 'safer-communities' and round = '2025')",
        {"areas": [row["area_code"] for row in run("areas", "--format", "json").json]},
    )
    answer = ask("compare", absent)
    assert (answer.code, answer.out) == (1, "")
    assert "has no assessment of Safer Communities Programme in round 2025." in answer.err


def test_check_lists_what_is_wrong_and_exits_1(run, own_demo_store):
    with own_demo_store.transaction() as cursor:
        cursor.execute("update rating set level = 9 where criterion_id = 'excellence.leadership.01' and level = 1")
        cursor.execute("insert into indicator from indicator limit 1")
    answer = run("check", "--db", own_demo_store.path, "--format", "json")
    assert (answer.code, answer.json["ok"]) == (1, False)
    assert {problem["code"] for problem in answer.json["problems"]} >= {"double-indicator"}
    table = run("check", "--db", own_demo_store.path)
    assert (table.code, table.out.splitlines()[0]) == (1, f"{len(answer.json['problems'])} problems:")


@pytest.fixture
def definitions(tmp_path, monkeypatch):
    """The definitions in a folder of the test's own."""
    folder = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(folder))
    return folder


@pytest.mark.parametrize("arguments", [["scores"], ["check"], ["frameworks"]], ids=lambda arguments: arguments[0])
def test_a_definition_file_that_somebody_broke_is_told_and_not_a_traceback(ask, definitions, arguments):
    file = definitions / "frameworks" / "excellence" / "criteria.csv"
    file.write_text(file.read_text("utf-8").replace("leadership,", "ledership,", 2), "utf-8")
    answer = ask(*arguments)
    assert answer.code == 1
    assert "excellence/criteria.csv" in answer.out + answer.err
    assert "ledership" in answer.out + answer.err


def test_a_folder_of_definitions_that_is_not_there(ask, monkeypatch, tmp_path):
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "nowhere"))
    answer = ask("areas")
    assert (answer.code, answer.err) == (1, f"There is no folder {tmp_path / 'nowhere'} with definitions (CSP_DATA).\n")


@pytest.mark.parametrize("place", ["nowhere/x.xlsx", "."])
def test_a_template_that_cannot_be_written(run, tmp_path, place):
    answer = run("template", "hallmarks", "-o", tmp_path / place)
    assert (answer.code, answer.out) == (1, "")
    assert "cannot be written: " in answer.err
