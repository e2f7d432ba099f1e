"""The command that generates a set, what it refuses, and the commands that use the set."""

import json

import pytest

from csp_analytics import paths
from csp_analytics.areas.register import register
from csp_analytics.cli.main import main as program
from csp_analytics.demo.__main__ import main
from csp_analytics.demo.build import is_demonstration
from csp_analytics.demo.names import MOST
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ui import cached
from tests.pages.seen import opened

TINY = ("--areas", "6", "--families", "2", "--rounds", "2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("generating") / "tiny"
    assert main(["--folder", str(place), *TINY]) == 0
    return place


@pytest.fixture
def in_use(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(folder))
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "tiny.duckdb"))
    return folder


def test_progress_names_every_file_and_the_end_says_how_to_use_it(tmp_path, capsys):
    place = tmp_path / "new"

    assert main(["--folder", str(place), *TINY]) == 0

    first, *files, last = capsys.readouterr().out.splitlines()
    assert first == f"Definitions of 6 areas in 2 families: {place}"
    assert {line.split(":")[0] for line in files} == {file.name for file in (place / "demo").iterdir()}
    assert last == f"To use it, set CSP_DATA={place} and CSP_DATABASE to a new file."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--areas", "1"], f"1 areas: expected 2 to {MOST}."),
        (["--areas", str(MOST + 1)], f"{MOST + 1} areas: expected 2 to {MOST}."),
        (["--areas", "12", "--families", "13"], "13 families: expected 1 to 12 (each family has an area)."),
        (["--families", "0"], "0 families: expected 1 to 376 (each family has an area)."),
        (["--rounds", "0"], "0 rounds: expected 1 to 60."),
        (["--rounds", "61"], "61 rounds: expected 1 to 60."),
        (["--people", "-1"], "-1 people: expected 1 to 100000."),
        (["--people", "100001"], "100001 people: expected 1 to 100000."),
        (["--frameworks", "none-such"], "There is no framework 'none-such'. Expected all or some of "),
    ],
)
def test_a_size_that_makes_no_sense_is_refused_and_nothing_is_written(tmp_path, capsys, arguments, said):
    assert main(["--folder", str(tmp_path / "new"), *arguments]) == 1

    assert capsys.readouterr().err.startswith(said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--areas", "10"], "--areas goes with --folder"),
        (["--frameworks", "all"], "--frameworks goes with --folder"),
        (["--people", "10"], "--people goes with --folder"),
        (["--seed", "-1"], "--seed must not be below 0"),
        (["--folder", "new", "--areas", "many"], "invalid int value: 'many'"),
    ],
)
def test_wrong_usage_says_what_is_wrong(capsys, arguments, said):
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "place", [paths.DATA, paths.DATA / "new", paths.DATA / "demo", paths.ROOT / "data" / ".." / "data"]
)
def test_nothing_is_ever_generated_into_data(capsys, place):
    before = sorted(paths.DATA.rglob("*"))

    assert main(["--folder", str(place), *TINY]) == 1

    assert "holds definitions already" in capsys.readouterr().err
    assert sorted(paths.DATA.rglob("*")) == before


def test_nothing_is_generated_into_the_definitions_in_use(in_use, capsys):
    assert main(["--folder", str(in_use), *TINY]) == 1
    assert "holds definitions already" in capsys.readouterr().err


def test_a_folder_with_other_files_and_a_file_are_left_alone(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine")

    for place in (tmp_path, tmp_path / "letter.txt"):
        assert main(["--folder", str(place), *TINY]) == 1

    told = capsys.readouterr().err.splitlines()
    assert "holds other files" in told[0]
    assert "is a file" in told[1]
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("letter.txt", "mine")]


def test_an_empty_folder_will_do(tmp_path):
    assert main(["--folder", str(tmp_path), *TINY]) == 0


def test_the_program_builds_from_the_workbooks_of_the_definitions_in_use(in_use, capsys):
    assert program(["demo", "--format", "json"]) == 0

    outcomes = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in outcomes] == sorted(file.name for file in (in_use / "demo").iterdir())
    assert {one["status"] for one in outcomes} == {"loaded"}
    area = next(iter(register().names.values()))
    assert program(["peers", area, "--grouping", "family", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2  # six areas in two families
    for command in (["scores"], ["compare", area], ["change"], ["check"]):
        assert program(command) == 0, command


def test_definitions_without_demonstration_workbooks_are_told(in_use, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "own"
    folder.mkdir()
    for file in in_use.glob("*.*"):
        (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("CSP_DATA", str(folder))

    assert program(["demo"]) == 1

    assert capsys.readouterr().err == f"There are no demonstration workbooks in {folder / 'demo'}.\n"


def test_generated_and_committed_workbooks_are_known_as_demonstration_data_whoever_loads_them(in_use):
    for file in (*sorted((in_use / "demo").iterdir())[:2], *sorted(paths.DEMO.glob("*.xlsx"))[:2]):
        assert is_demonstration(read_file(file, "renamed.xlsx", Wanted()).digest), file


def test_the_first_start_loads_the_set_of_the_definitions_in_use(in_use):
    cached.forget()

    page = opened()

    assert page.alerts == []
    assert "is the strongest principle" in page.finding
    assert page.choices["Round"] == "2025"


def test_definitions_are_switched_for_a_while_only(tmp_path, monkeypatch):
    monkeypatch.delenv("CSP_DATA", raising=False)

    def fail():
        with paths.using(tmp_path):
            assert paths.demo() == tmp_path / "demo"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (paths.definitions(), paths.demo()) == (paths.DATA, paths.DEMO)
    monkeypatch.setenv("CSP_DATA", "elsewhere")
    with paths.using(tmp_path):
        pass
    assert str(paths.definitions()) == "elsewhere"
