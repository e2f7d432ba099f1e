"""`import`, `demo`, `template`: what scripts read of them, and the way from an empty template to a score."""

from __future__ import annotations

import openpyxl
import pytest

from csp_analytics.frameworks.load import framework
from csp_analytics.paths import DEMO
from csp_analytics.store.connection import open_store
from tests import builders

ROWS = [row.criterion_id for row in framework("safer-communities").criteria]
PROBLEM = ["severity", "file", "sheet", "cell", "found", "expected", "advice", "suggestion", "code", "sentence"]


def long_file(path, level="3", area="Fife", rows=ROWS):
    """An assessment, a row a rating."""
    lines = [f"{area},2025,safer-communities,{name},{level}" for name in rows]
    path.write_text("area,round,framework,criterion,level\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path):
    """Where a database of the test's own is made."""
    return tmp_path / "own.duckdb"


@pytest.fixture
def into(run, database):
    """A command on that database, its JSON."""
    yield lambda *arguments: run(*arguments, "--db", database, "--format", "json")
    open_store(database).close()


def test_json_says_kind_layout_status_counts_and_problems_of_each_file(into, tmp_path):
    good = long_file(tmp_path / "fife.csv")
    bad = long_file(tmp_path / "moray.csv", level="Workng towards", area="Moray")
    answer = into("import", good, bad)
    assert answer.code == 1
    first, second = answer.json
    assert list(first) == list(second) == ["file", "kind", "layout", "status", "counts", "problems"]
    assert first == {
        "file": "fife.csv",
        "kind": "assessment",
        "layout": "long",
        "status": "loaded",
        "counts": {"rating": 37, "rated": 37, "assessment": 1},
        "problems": [],
    }
    assert (second["file"], second["status"], second["counts"]) == ("moray.csv", "refused", {})
    problem = second["problems"][0]
    assert list(problem) == PROBLEM
    assert (problem["severity"], problem["found"], problem["suggestion"]) == (
        "error",
        "Workng towards",
        "Working towards",
    )
    assert problem["sentence"].startswith("moray.csv, cell")


def test_one_bad_file_does_not_hold_back_the_good_ones(into, tmp_path):
    into("import", tmp_path / "missing.xlsx", long_file(tmp_path / "fife.csv"))
    (score,) = into("scores").json
    assert (score["area"], score["n_rated"]) == ("Fife", 37)
    assert score["score"] == pytest.approx(200 / 3, abs=1e-6)  # level 3 of 1 to 4 everywhere: 100 * (3 - 1) / 3


def test_the_same_file_again_is_unchanged_and_exit_0(into, tmp_path):
    file = long_file(tmp_path / "fife.csv")
    assert [into("import", file).json[0]["status"] for _ in range(2)] == ["loaded", "unchanged"]
    assert into("import", file, file).code == 0


def test_a_dry_run_tells_and_does_nothing(into, run, database, tmp_path):
    file = long_file(tmp_path / "fife.csv")
    answer = into("import", file, "--dry-run")
    assert (answer.code, answer.json[0]["status"]) == (0, "loaded")
    assert into("scores").err.startswith("No assessment has been loaded yet.")
    table = run("import", file, "--dry-run", "--db", database)
    assert table.out == "fife.csv: would be loaded (assessment, long: 37 rating, 37 rated, 1 assessment)\n"


def test_the_table_lists_every_problem_under_its_file(run, database, into, tmp_path):
    bad = long_file(tmp_path / "moray.csv", level="9", area="Moray", rows=ROWS[:3])
    answer = run("import", bad, long_file(tmp_path / "fife.csv"), "--db", database)
    lines = answer.out.splitlines()
    assert lines[0] == "moray.csv: refused (assessment, long)"
    assert [line for line in lines[1:-1] if not line.startswith("  error: moray.csv, cell")] == []
    assert lines[-1].startswith("fife.csv: loaded (assessment, long")
    assert answer.err == "[1/2] moray.csv\n[2/2] fife.csv\n"


def test_csv_has_a_row_for_every_problem_and_for_every_good_file(run, database, into, tmp_path):
    bad = long_file(tmp_path / "moray.csv", level="9", area="Moray", rows=ROWS[:1])
    frame = run("import", bad, long_file(tmp_path / "fife.csv"), "--db", database, "--format", "csv").frame
    assert frame["file"].tolist() == ["moray.csv", "fife.csv"]
    assert frame["status"].tolist() == ["refused", "loaded"]
    assert frame["severity"].tolist() == ["error", ""]
    assert frame["found"].tolist() == ["9", ""]


def test_what_the_person_says_fills_in_what_the_file_does_not(into, tmp_path):
    sheet = [["Criterion", "Level"], *([name, 4] for name in ROWS)]
    file = builders.workbook(tmp_path / "ratings.xlsx", {"Ratings": sheet})
    said = ["--area", "Western Isles", "--framework", "safer-communities", "--round", "2026", "--as", "assessment"]
    answer = into("import", file, *said)
    assert [problem["sentence"] for problem in answer.json[0]["problems"] if problem["severity"] == "error"] == []
    (score,) = into("scores").json
    assert (score["area"], score["round"], score["score"]) == ("Na h-Eileanan Siar", "2026", 100)


def test_a_template_filled_in_comes_back_as_scores(into, tmp_path):
    """Written by `template`, filled in as a person does: by choosing from the drop-down of the level column."""
    file = tmp_path / "fife.xlsx"
    answer = into("template", "safer-communities", "-o", file, "--area", "Fife", "--round", "2025")
    assert answer.json == {"file": str(file)}
    book = openpyxl.load_workbook(file)
    sheet = next(one for one in book.worksheets if one.data_validations.dataValidation)
    cells = max((str(rule.sqref) for rule in sheet.data_validations.dataValidation), key=len)
    for row in sheet[cells]:
        row[0].value = framework("safer-communities").levels[-1].label
    book.save(file)
    outcome = into("import", file)
    assert (outcome.code, outcome.json[0]["layout"], outcome.json[0]["status"]) == (0, "template", "loaded")
    (score,) = into("scores").json
    assert (score["area"], score["round"], score["score"], score["n_rated"]) == ("Fife", "2025", 100, 37)


@pytest.mark.parametrize("name", ["safer-communities", "excellence", "hallmarks", "action-plan"])
def test_every_template_opens_and_is_not_yet_an_answer(into, tmp_path, name):
    file = tmp_path / "empty.xlsx"
    assert into("template", name, "-o", file, "--area", "Moray").code == 0
    assert openpyxl.load_workbook(file).active.max_row > 5
    answer = into("import", file)
    assert (answer.code, answer.json[0]["status"]) == (1, "refused")


def test_demonstration_data_can_be_cleared_and_an_import_says_so(run, own_demo_store, tmp_path):
    database = own_demo_store.path
    table = run("import", long_file(tmp_path / "fife.csv"), "--db", database)
    assert table.code == 0
    assert "note: fife.csv: found 'demonstration data" in table.out
    assert "python -m csp_analytics demo --clear" in table.out
    there = run("check", "--db", database, "--format", "json").json["demo"]
    gone = run("demo", "--clear", "--db", database, "--format", "json").json
    assert (gone["action"], gone["indicator"]) == (there["actions"], there["indicators"])
    assert gone["assessment"] == there["assessments"] + 1  # the one that was replaced goes too
    none = "Removed: 0 assessment, 0 action, 0 indicator, 0 survey, 0 post\n"
    assert run("demo", "--clear", "--db", database).out == none
    scores = run("scores", "--db", database, "--format", "json")
    assert [(row["area"], row["demo"]) for row in scores.json] == [("Fife", False)]
    assert scores.err == ""


def test_demo_again_changes_nothing(run, own_demo_store):
    before = own_demo_store.version
    answer = run("demo", "--db", own_demo_store.path, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert [one["file"] for one in answer.json] == sorted(file.name for file in DEMO.glob("*.xlsx"))
    assert {one["status"] for one in answer.json} == {"unchanged"}
    assert own_demo_store.version == before
