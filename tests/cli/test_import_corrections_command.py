"""`import` with suggestions accepted and with wrong answers left out, and a dry run of both."""

from __future__ import annotations

import pytest

from csp_analytics.frameworks.load import framework
from csp_analytics.store.connection import open_store

ROWS = [row.criterion_id for row in framework("safer-communities").criteria]


@pytest.fixture
def database(tmp_path):
    return tmp_path / "own.duckdb"


@pytest.fixture
def into(run, database):
    """A command on a database of the test's own, its JSON."""
    yield lambda *arguments: run(*arguments, "--db", database, "--format", "json")
    open_store(database).close()


@pytest.fixture
def file(tmp_path):
    """37 answers of Fife: the first a slip of the pen, the second no level, 35 times level 3."""
    levels = ["Workng towards", "9", *["3"] * 35]
    lines = [f"Fife,2025,safer-communities,{name},{level}" for name, level in zip(ROWS, levels, strict=True)]
    path = tmp_path / "fife.csv"
    path.write_text("area,round,framework,criterion,level\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(answer):
    return [(p["severity"], p["code"], p["cell"]) for p in answer.json[0]["problems"]]


def test_a_wrong_answer_refuses_the_file_unless_that_is_chosen(into, file):
    assert into("import", file).code == 1
    assert into("import", file, "--accept-suggestions").code == 1  # for the 9 there is no suggestion
    assert into("import", file, "--leave-out").code == 0


def test_suggestions_are_accepted_and_said(into, file):
    answer = into("import", file, "--accept-suggestions")
    assert told(answer) == [("error", "level-out-of-scale", "E3"), ("note", "corrected", "E2")]
    assert answer.json[0]["problems"][1]["advice"] == "Read as 'Working towards', as you accepted."


def test_wrong_answers_are_left_out_and_said(into, file, database):
    answer = into("import", file, "--leave-out")
    assert told(answer) == [("warning", "left-out", "E2"), ("warning", "left-out", "E3")]
    assert (answer.json[0]["status"], answer.json[0]["counts"]["rated"]) == ("loaded", 35)
    (score,) = into("scores").json
    assert score["n_rated"] == 35
    assert score["score"] == pytest.approx(200 / 3)  # 35 times level 3 of 1 to 4: 100 * (3 - 1) / 3
    assert open_store(database).value("select left_out from assessment") == 2


def test_both_together(into, file):
    answer = into("import", file, "--accept-suggestions", "--leave-out")
    assert told(answer) == [("warning", "left-out", "E3"), ("note", "corrected", "E2")]
    (score,) = into("scores").json
    # A score is the mean of the four principles. Both answers are of a principle with 8 criteria, of which 7 are rated:
    # six times level 3 and once level 2, (6 * 2/3 + 1/3) / 7. The other three principles are 2/3 each.
    assert score["n_rated"] == 36
    assert score["score"] == pytest.approx(100 * (3 * 2 / 3 + (6 * 2 / 3 + 1 / 3) / 7) / 4)


def test_the_file_with_other_answers_is_another_file(into, file):
    ways = [("--leave-out",), ("--leave-out", "--accept-suggestions"), ("--leave-out",)]
    assert [into("import", file, *way).json[0]["status"] for way in ways] == ["loaded", "loaded", "loaded"]
    assert into("import", file, "--leave-out").json[0]["status"] == "unchanged"


def test_a_dry_run_tells_and_does_nothing(into, file):
    answer = into("import", file, "--leave-out", "--accept-suggestions", "--dry-run")
    assert (answer.code, answer.json[0]["status"], len(told(answer))) == (0, "loaded", 2)
    assert into("scores").err.startswith("No assessment has been loaded yet.")


def test_a_good_file_and_one_that_cannot_be_opened(into, tmp_path, file):
    (tmp_path / "broken.xlsx").write_bytes(b"%PDF-1.7")
    good = tmp_path / "good.csv"
    good.write_text(file.read_text("utf-8").replace("Workng towards", "2").replace(",9", ",1"), "utf-8")
    answer = into("import", good, tmp_path / "broken.xlsx", "--leave-out", "--accept-suggestions")
    assert [(one["status"], [p["code"] for p in one["problems"]]) for one in answer.json] == [
        ("loaded", []),
        ("refused", ["not-a-spreadsheet"]),
    ]


def test_demonstration_data_stays_demonstration_data_with_other_cells(into, monkeypatch, file):
    monkeypatch.setattr("csp_analytics.demo.build.demonstration_files", lambda: [file])
    into("import", file, "--leave-out")
    assert [row["demo"] for row in into("scores").json] == [True]
