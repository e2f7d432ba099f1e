"""What a person is told who edits the files of areas and peer groups by hand."""

import shutil

import pytest

from csp_analytics import paths
from csp_analytics.areas.check import area_problems
from csp_analytics.cli.main import main


@pytest.fixture
def folder(tmp_path):
    """A copy of the definitions to edit."""
    for name in ("areas.csv", "peer_groups.csv", "context.csv", "principles.csv", "peer_groupings.yaml"):
        shutil.copy(paths.DATA / name, tmp_path)
    return tmp_path


def edited(folder, name, old, new):
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    return area_problems(folder)


def test_the_files_as_they_are_have_no_problem(folder):
    assert area_problems(folder) == []


def test_an_alias_that_means_two_areas_names_both_rows(folder):
    (problem,) = edited(folder, "areas.csv", "Aberdeen;City of Aberdeen", "Aberdeen;Fife;City of Aberdeen")
    rows = (folder / "areas.csv").read_text("utf-8").splitlines()
    fife = next(n for n, row in enumerate(rows, start=1) if row.startswith("S12000047,"))
    assert problem.cell == f"row 2 and {fife}"
    assert problem.found == "'fife' for S12000033 Aberdeen City and S12000047 Fife"


@pytest.mark.parametrize(
    ("name", "old", "new", "found", "expected"),
    [
        ("areas.csv", ",aliases,", ",nicknames,", "", "a column 'aliases'"),
        ("areas.csv", ",227750,", ",many,", "population 'many'", "a number"),
        ("peer_groups.csv", ",S12000011,", ",S99000011,", "S99000011", "an area_code of areas.csv"),
        ("peer_groupings.yaml", "kind: fixed", "kind: fixd", "fixd", "fixed or computed"),
        ("peer_groupings.yaml", "weight: 1", "weigth: 1", "weight None of 'population_density'", "a number above zero"),
        ("peer_groupings.yaml", ": population_density", ": density", "variable 'density'", "a variable of context.csv"),
        ("principles.csv", ",letter,", ",sign,", "", "a column 'letter'"),
    ],
)  # fmt: skip
def test_a_fault_is_named(folder, name, old, new, found, expected):
    problem = edited(folder, name, old, new)[0]
    assert (problem.file, problem.found, problem.expected) == (name, found, expected)


def test_an_area_in_two_groups_of_one_grouping_is_named(folder):
    rows = (folder / "peer_groups.csv").read_text("utf-8").splitlines()
    second = next(row for row in rows if ",family-people-2," in row).split(",")
    extra = ",".join([*second[:4], "S12000011", *second[5:]])
    (folder / "peer_groups.csv").write_text("\n".join([*rows, extra]) + "\n", "utf-8")
    (problem,) = area_problems(folder)
    assert problem.found.startswith("S12000011 in Family group 1 (people)")


@pytest.mark.parametrize(
    "name", ["areas.csv", "peer_groups.csv", "context.csv", "principles.csv", "peer_groupings.yaml"]
)
def test_a_missing_file_is_a_sentence_for_every_command(folder, name, monkeypatch, capsys):
    shutil.copytree(paths.DATA / "frameworks", folder / "frameworks")
    (folder / name).unlink()
    monkeypatch.setenv("CSP_DATA", str(folder))
    assert main(["areas"]) == 1
    assert f"{name}: found 'no such file'" in capsys.readouterr().err
