"""A person who edits a framework by hand is told what is wrong, in which file and row, and what was probably meant."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from csp_analytics import paths
from csp_analytics.frameworks.check import COLUMNS
from csp_analytics.frameworks.load import DefinitionProblem, frameworks, read_framework
from csp_analytics.problems import Problem, has_errors

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the Safer Communities framework, which has no fault."""
    shutil.copytree(paths.DATA / "frameworks" / "safer-communities", tmp_path / "safer-communities")
    return tmp_path / "safer-communities"


def rewrite(folder: Path, change: Callable[[Rows], Rows | None]) -> list[Problem]:
    """Changes rows of criteria.csv (row 2 of the sheet is rows[0]) and reads the folder again."""
    with open(folder / "criteria.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = change(rows) or rows
    with open(folder / "criteria.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return refused(folder)


def redescribe(folder: Path, change: Callable[[dict], object]) -> list[Problem]:
    """Changes framework.yaml and reads the folder again."""
    about = yaml.safe_load((folder / "framework.yaml").read_text("utf-8"))
    change(about)
    (folder / "framework.yaml").write_text(yaml.safe_dump(about, allow_unicode=True), "utf-8")
    return refused(folder)


def refused(folder: Path) -> list[Problem]:
    found, problems = read_framework(folder)
    assert (found is None) == has_errors(problems)
    return problems


def put(number: int, **cells: str) -> Callable[[Rows], None]:
    """Writes cells into a row, counted as a spreadsheet does: the header is row 1."""

    def change(rows: Rows) -> None:
        rows[number - 2] |= cells

    return change


def test_the_copy_without_a_fault_is_accepted(folder):
    assert rewrite(folder, lambda rows: rows) == []
    assert redescribe(folder, lambda about: None) == []


@pytest.mark.parametrize(
    ("cells", "found", "suggestion"),
    [
        ({"group_id": "evaluatoin"}, "group_id 'evaluatoin'", "evaluation"),
        ({"principle_id": "goverance"}, "principle_id 'goverance'", "governance"),
        ({"source_document": "beacon-203"}, "source_document 'beacon-203'", "beacon-2003"),
        ({"rated": "yess"}, "rated 'yess'", "yes"),
        ({"skills": "x"}, "skills 'x'", ""),
        ({"applies_to": "two tier"}, "applies_to 'two tier'", "two-tier"),
        ({"assigned_by": "projects"}, "assigned_by 'projects'", "project"),
        ({"parent_id": "safer-communities.leadership.99"}, "parent_id 'safer-communities.leadership.99'", None),
    ],
)  # fmt: skip
def test_a_word_that_is_not_known_names_the_row_and_what_was_probably_meant(folder, cells, found, suggestion):
    (problem,) = rewrite(folder, put(7, **cells))
    assert (problem.severity, problem.file, problem.cell) == ("error", "safer-communities/criteria.csv", "row 7")
    assert problem.found == found
    if suggestion is not None:
        assert problem.suggestion == suggestion
    assert problem.sentence.startswith(f"safer-communities/criteria.csv, row 7: found '{found}'. Expected one of ")


@pytest.mark.parametrize("column", ["text", "kind", "source_section", "source_position"])
def test_an_empty_cell_names_the_row_and_the_column(folder, column):
    (problem,) = rewrite(folder, put(38, **{column: ""}))
    assert problem.cell == "row 38"
    assert problem.expected == f"a value in '{column}'"


def test_a_row_without_a_source_document_is_refused(folder):
    problems = rewrite(folder, put(5, source_document=""))
    assert {problem.cell for problem in problems} == {"row 5"}
    assert any("'source_document'" in problem.expected for problem in problems)


def test_the_same_id_twice_names_both_rows(folder):
    problems = rewrite(folder, put(4, criterion_id="safer-communities.leadership.01"))
    (problem,) = [one for one in problems if one.found == "safer-communities.leadership.01"]
    assert problem.expected == "each criterion_id once"
    assert "4" in problem.sentence.removeprefix("safer-communities/criteria.csv")  # the row of the second one


def test_the_same_short_label_twice_is_a_warning_that_names_the_row(folder):
    problems = rewrite(folder, put(4, short="Leaders explain the vision"))
    (problem,) = problems
    assert (problem.severity, problem.found) == ("warning", "Leaders explain the vision")
    assert "4" in problem.cell


def test_an_id_of_another_framework_is_refused(folder):
    (problem,) = rewrite(folder, put(6, criterion_id="safer.leadership.05"))
    assert (problem.cell, problem.found) == ("row 6", "safer.leadership.05")
    assert "safer-communities." in problem.expected


def test_a_gap_in_the_order_names_the_first_row_that_is_off(folder):
    problems = rewrite(folder, put(10, order="12"))
    (problem,) = problems
    assert (problem.cell, problem.found) == ("row 10", "order 12")
    assert problem.expected.startswith("order 9 ")


def test_a_row_taken_out_leaves_a_gap(folder):
    def without_row_20(rows: Rows) -> Rows:
        return rows[:18] + rows[19:]

    problems = rewrite(folder, without_row_20)
    assert problems[0].cell == "row 20"
    assert problems[0].found == "order 20"


def test_order_that_is_not_a_number(folder):
    (problem,) = rewrite(folder, put(3, order="two"))
    assert (problem.cell, problem.found) == ("row 3", "order two")
    (problem,) = rewrite(folder, put(3, order=""))
    assert (problem.cell, problem.found) == ("row 3", "order blank")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(folder, column):
    def without(rows: Rows) -> None:
        for row in rows:
            del row[column]

    (problem,) = rewrite(folder, without)
    assert (problem.cell, problem.expected) == ("row 1", f"a column '{column}'")


def test_every_fault_of_a_file_is_told_at_once(folder):
    def several(rows: Rows) -> None:
        put(3, principle_id="leadreship")(rows)
        put(9, group_id="unknown-theme")(rows)
        put(12, text="")(rows)

    assert [problem.cell for problem in rewrite(folder, several)] == ["row 3", "row 9", "row 12"]


def test_a_long_short_label_is_a_warning(folder):
    problems = rewrite(folder, put(8, short="A label of far more than thirty-eight letters"))
    assert [(one.severity, one.cell) for one in problems] == [("warning", "row 8")]


def test_a_file_saved_with_semicolons_misses_its_columns(folder):
    text = (folder / "criteria.csv").read_text("utf-8")
    (folder / "criteria.csv").write_text(text.replace(",", ";"), "utf-8")
    problems = refused(folder)
    assert has_errors(problems)
    assert all(problem.cell == "row 1" for problem in problems)


def test_a_comma_without_quotes_is_found_in_its_row(folder):
    text = (folder / "criteria.csv").read_text("utf-8").splitlines()
    text[3] = text[3].replace("Every partner takes part", "Every partner, old and new, takes part")
    (folder / "criteria.csv").write_text("\n".join(text) + "\n", "utf-8")
    problems = refused(folder)
    assert {problem.cell for problem in problems} == {"row 4"}


def test_a_file_that_is_not_utf_8_says_how_to_save_it(folder):
    (folder / "criteria.csv").write_bytes((folder / "criteria.csv").read_bytes() + "\xe9t\xe9".encode("latin-1"))
    (problem,) = refused(folder)
    assert problem.found == "text that is not UTF-8"
    assert "CSV UTF-8" in problem.advice


def test_a_missing_file_is_named(folder):
    (folder / "criteria.csv").unlink()
    (folder / "framework.yaml").unlink()
    assert [(one.file, one.found) for one in refused(folder)] == [
        ("safer-communities/framework.yaml", "no such file"),
        ("safer-communities/criteria.csv", "no such file"),
    ]


def test_a_file_with_nothing_but_its_header(folder):
    header = (folder / "criteria.csv").read_text("utf-8").splitlines()[0]
    (folder / "criteria.csv").write_text(header + "\n", "utf-8")
    (problem,) = refused(folder)
    assert (problem.found, problem.expected) == ("no rows", "a row for each criterion")


def test_a_framework_in_which_nothing_is_rated(folder):
    def nothing(rows: Rows) -> None:
        for row in rows:
            row["rated"] = "no"

    assert has_errors(rewrite(folder, nothing))


def test_a_row_cannot_be_its_own_parent(folder):
    problems = rewrite(folder, put(4, parent_id="safer-communities.leadership.03"))
    assert [(one.severity, one.cell) for one in problems] == [("error", "row 4")]


# --- framework.yaml ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["title", "documents", "scale", "groups"])
def test_a_missing_key_is_named(folder, key):
    problems = redescribe(folder, lambda about: about.pop(key))
    assert [(one.file, one.expected) for one in problems] == [("safer-communities/framework.yaml", f"a key '{key}'")]


def levels(*values: object) -> Callable[[dict], None]:
    def change(about: dict) -> None:
        about["scale"]["levels"] = [{"value": value, "label": f"Level {value}"} for value in values]

    return change


@pytest.mark.parametrize("values", [(4, 3, 2, 1), (1, 2, 2, 3), (1,), (), (1, 2.5, 3), ("1", "2")])
def test_levels_must_rise_in_whole_numbers(folder, values):
    (problem,) = redescribe(folder, levels(*values))
    assert problem.found == str(list(values))
    assert problem.expected == "two or more levels with rising whole-number values"


def test_levels_need_labels_that_differ(folder):
    def alike(about: dict) -> None:
        about["scale"]["levels"][1]["label"] = about["scale"]["levels"][0]["label"]

    assert has_errors(redescribe(folder, alike))


def test_groups_in_order_without_gaps(folder):
    (problem,) = redescribe(folder, lambda about: about["groups"][3].update(order=7))
    assert problem.found.startswith("[1, 2, 3, 7, 5")
    assert problem.expected == "groups in order 1, 2, 3 without gaps"


@pytest.mark.parametrize(("part", "word"), [("groups", "group"), ("documents", "document")])
def test_the_same_group_or_document_twice(folder, part, word):
    problems = redescribe(folder, lambda about: about[part][1].update(id=about[part][0]["id"]))
    assert any(one.expected == f"each {word} id once" for one in problems)


def test_a_group_of_an_unknown_principle(folder):
    problems = redescribe(folder, lambda about: about["groups"][0].update(principle="leadreship"))
    assert [problem.suggestion for problem in problems] == ["leadership"]


def test_yaml_that_cannot_be_read_names_the_row(folder):
    text = (folder / "framework.yaml").read_text("utf-8").splitlines()
    text[3] = "  title: [not closed"
    (folder / "framework.yaml").write_text("\n".join(text), "utf-8")
    (problem,) = refused(folder)
    assert problem.file == "safer-communities/framework.yaml"
    assert problem.cell.startswith("row ")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda about: about["scale"]["levels"][0].pop("label"), id="level without label"),
        pytest.param(lambda about: about["groups"][0].pop("title"), id="group without title"),
        pytest.param(lambda about: about["groups"][0].pop("id"), id="group without id"),
        pytest.param(lambda about: about["documents"][0].pop("id"), id="document without id"),
        pytest.param(lambda about: about.update(documents=["a book"]), id="document that is only a name"),
        pytest.param(lambda about: about.update(scale=["No", "Yes"]), id="scale that is only a list"),
        pytest.param(lambda about: about["scale"].update(levels=["No", "Yes"]), id="levels that are only words"),
        pytest.param(lambda about: about["scale"].update(kind="chekclist"), id="unknown kind of scale"),
        pytest.param(lambda about: about["scale"].update(similar_within_levels="half"), id="width in words"),
        pytest.param(lambda about: about.update(facets=[{"id": "kind", "title": "Kind"}]), id="facet without values"),
        pytest.param(lambda about: about.update(signposting=[{"questions": ["Why?"]}]), id="signpost of no principle"),
        pytest.param(lambda about: about.update(id="another"), id="id that is not the folder's name"),
    ],
)
def test_a_description_with_a_part_missing_or_misspelt_is_a_problem_and_never_a_crash(folder, change):
    problems = redescribe(folder, change)
    assert has_errors(problems)
    assert {problem.file for problem in problems} <= {
        "safer-communities/framework.yaml",
        "safer-communities/criteria.csv",
    }


def test_yes_and_no_without_quotes_are_not_read_as_true_and_false(folder):
    # YAML reads a bare No as false; the label on the screen would be "False".
    text = (folder / "framework.yaml").read_text("utf-8").replace("label: Gap identified", "label: No")
    (folder / "framework.yaml").write_text(text, "utf-8")
    found, problems = read_framework(folder)
    assert has_errors(problems) if found is None else found.levels[0].label == "No"


def test_a_faulty_folder_stops_the_frameworks_with_all_its_problems(tmp_path, monkeypatch):
    shutil.copytree(paths.DATA / "frameworks", tmp_path / "frameworks")
    shutil.copy(paths.DATA / "principles.csv", tmp_path)
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    broken = tmp_path / "frameworks" / "excellence"
    (broken / "criteria.csv").write_text(
        (broken / "criteria.csv").read_text("utf-8").replace(",strategy,", ",stratgy,")
    )
    with pytest.raises(
        DefinitionProblem, match=r"excellence/criteria\.csv, row \d+: found 'group_id 'stratgy''"
    ) as told:
        frameworks()
    assert len(told.value.problems) == 8 + 35  # every standard and indicator under that heading
    assert {problem.suggestion for problem in told.value.problems} == {"strategy"}
