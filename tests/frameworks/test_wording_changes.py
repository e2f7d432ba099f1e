"""A framework says which of its criteria were reworded, added or dropped, and is told what is wrong with that list."""

import shutil

import pytest

from csp_analytics import paths
from csp_analytics.frameworks.load import frameworks, read_framework
from csp_analytics.frameworks.wording import round_order
from csp_analytics.problems import ERROR, WARNING
from tests.frameworks.test_own_framework import DESCRIPTION, HEADER, rows

COLUMNS = "round,criterion_id,change,note,source"
SECOND = "night-time.leadership.02"


@pytest.fixture
def folder(tmp_path):
    """A framework of its own with twelve criteria."""
    place = tmp_path / "night-time"
    place.mkdir()
    (place / "framework.yaml").write_text(DESCRIPTION, "utf-8")
    (place / "criteria.csv").write_text("\n".join([HEADER, *rows()]) + "\n", "utf-8")
    return place


def with_wording(folder, *lines, columns=COLUMNS):
    """The framework with these rows in wording.csv, and the problems."""
    (folder / "wording.csv").write_text("\n".join([columns, *lines]) + "\n", "utf-8")
    return read_framework(folder)


def test_without_the_file_nothing_changed(folder):
    found, problems = read_framework(folder)
    assert (found.wording, found.taken_out, problems) == ((), {}, [])


def test_the_shipped_frameworks_claim_no_change_of_wording():
    assert {name: one.wording for name, one in frameworks().items()} == dict.fromkeys(frameworks(), ())


def test_what_changed_is_read_as_it_is_written(folder):
    found, problems = with_wording(
        folder,
        f'2025,{SECOND},reworded,"Asks about streets, not venues","Note 3, page 2"',
        "2024,night-time.evidence.01,added,,Note 2",
    )
    assert problems == []
    assert [(one.round, one.criterion_id, one.change) for one in found.wording] == [
        ("2025", SECOND, "reworded"),
        ("2024", "night-time.evidence.01", "added"),
    ]
    assert found.wording[0].note == "Asks about streets, not venues"
    assert found.wording[0].source == "Note 3, page 2"


@pytest.mark.parametrize(
    ("line", "found", "suggestion"),
    [
        (f"2025,{SECOND},rewordd,,Note", "change 'rewordd'", "reworded"),
        (f"2025,{SECOND},,,Note", "change ''", ""),
        (f",{SECOND},reworded,,Note", "no round", ""),
        ("2025,night-time.leadershp.02,reworded,,Note", "criterion_id 'night-time.leadershp.02'", SECOND),
        ("2025,night-time.leadershp.02,dropped,,Note", "criterion_id 'night-time.leadershp.02'", SECOND),
        ("2025,,added,,Note", "criterion_id ''", ""),
    ],
)
def test_a_slip_names_file_and_row_and_what_was_probably_meant(folder, line, found, suggestion):
    framework, problems = with_wording(folder, "2023,night-time.evidence.01,reworded,,Note", line)
    (problem,) = problems
    assert framework is None
    assert (problem.severity, problem.file, problem.cell) == (ERROR, "night-time/wording.csv", "row 3")
    assert (problem.found, problem.suggestion) == (found, suggestion)


def test_every_slip_is_told_at_once(folder):
    _, problems = with_wording(folder, ",x,y,,Note", f"2025,{SECOND},reworded,,Note", "2025,z,added,,Note")
    assert [problem.cell for problem in problems] == ["row 2", "row 2", "row 2", "row 4"]


def test_the_same_criterion_twice_in_a_round_names_both_rows(folder):
    _, (problem,) = with_wording(folder, f"2025,{SECOND},reworded,,Note", f"2025,{SECOND},dropped,,Note")
    assert problem.cell == "row 3"
    assert "row 2" in problem.expected


def test_a_change_without_a_source_is_a_warning_and_counts(folder):
    framework, (problem,) = with_wording(folder, f"2025,{SECOND},reworded,why,")
    assert (problem.severity, problem.cell) == (WARNING, "row 2")
    assert len(framework.wording) == 1


@pytest.mark.parametrize("column", COLUMNS.split(","))
def test_a_missing_column_is_named(folder, column):
    header = ",".join(name for name in COLUMNS.split(",") if name != column)
    framework, (problem,) = with_wording(folder, columns=header)
    assert framework is None
    assert (problem.file, problem.cell, problem.expected) == (
        "night-time/wording.csv",
        "row 1",
        f"a column '{column}'",
    )


def test_a_criterion_that_was_taken_out_keeps_its_principle_and_text(folder):
    """Its ratings of earlier rounds can still be named; it may have been reworded before it was dropped."""
    framework, problems = with_wording(
        folder,
        "2023,night-time.old.01,reworded,,Note,,",
        "2025,night-time.old.01,dropped,Merged,Note,evidence,Are lamps counted?",
        columns=f"{COLUMNS},principle_id,text",
    )
    assert problems == []
    assert list(framework.taken_out) == ["night-time.old.01"]
    gone = framework.criterion("night-time.old.01")
    assert (gone.text, gone.short, gone.principle_id, gone.rated) == (
        "Are lamps counted?",
        "Are lamps counted?",
        "evidence",
        False,
    )
    assert "night-time.old.01" not in set(framework.table["criterion_id"])
    assert framework.criterion(SECOND).criterion_id == SECOND


def test_a_dropped_criterion_that_is_still_rated_was_not_taken_out(folder):
    framework, _ = with_wording(folder, f"2025,{SECOND},dropped,,Note")
    assert framework.taken_out == {}


def test_the_principle_of_a_criterion_that_was_taken_out_must_exist(folder):
    line = "2025,night-time.old.01,dropped,,Note,evidense,Are lamps counted?"
    framework, (problem,) = with_wording(folder, line, columns=f"{COLUMNS},principle_id,text")
    assert framework is None
    assert (problem.found, problem.suggestion) == ("principle_id 'evidense'", "evidence")


def test_an_edit_shows_without_a_restart(tmp_path, monkeypatch):
    shutil.copytree(paths.DATA, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    name, framework = next(iter(frameworks().items()))
    line = f"2025,{framework.criteria[0].criterion_id},reworded,,Note"
    (tmp_path / "frameworks" / name / "wording.csv").write_text(f"{COLUMNS}\n{line}\n", "utf-8")
    assert len(frameworks()[name].wording) == 1


def test_rounds_are_in_order_of_their_numbers():
    assert sorted(["wave 10", "wave 9", "2025", "wave 9b", "2023"], key=round_order) == [
        "2023",
        "2025",
        "wave 9",
        "wave 9b",
        "wave 10",
    ]
