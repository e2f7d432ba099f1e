"""backup and restore as people run them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

from csp_analytics.paths import ROOT
from csp_analytics.store.connection import open_store
from csp_analytics.store.copies import copies
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, MORAY, assessment


@pytest.fixture
def place(tmp_path):
    """A closed database with one assessment, and a folder for copies beside it."""
    (tmp_path / "copies").mkdir()
    with closing(open_store(tmp_path / "csp.duckdb")) as store:
        load(store, assessment(FIFE))
    return tmp_path / "csp.duckdb"


@pytest.fixture
def here(run, place):
    """Runs a command on that database and closes it again, as the end of a process does."""

    def command(*arguments):
        answer = run(*arguments, "--db", place)
        open_store(place).close()
        return answer

    return command


def n_assessments(place) -> int:
    with closing(open_store(place)) as store:
        return store.value("select count(*) from assessment")


def test_a_copy_and_back(here, run, place):
    answer = here("backup", "-o", place.parent / "copies")
    (one,) = copies(place.parent / "copies")
    assert answer.code == 0
    assert answer.out.startswith(f"A copy was made and checked: {one.path} (")
    assert answer.out.endswith("MB, data version 1).\n")
    with closing(open_store(place)) as store:
        load(store, assessment(MORAY, file="later"))
    answer = run("restore", one.path, "--db", place)
    assert (answer.code, answer.err) == (0, "")
    first, second = answer.out.splitlines()
    assert first == f"{one.path.name} was checked and is now {place}."
    assert second.startswith(f"What was there before is {place.parent}/csp-replaced-")
    assert n_assessments(place) == 1


def test_as_json(here, run, place):
    made = here("backup", "-o", place.parent / "copies", "--format", "json").json
    assert (made["data_version"], os.path.getsize(made["file"])) == (1, made["bytes"])
    assert run("restore", made["file"], "--check", "--format", "json").json == {"whole": True, "problems": []}
    done = run("restore", made["file"], "--db", place, "--format", "json").json
    assert done["database"] == str(place)
    assert os.path.exists(done["aside"])


def test_the_folder_of_the_setting(here, place, monkeypatch):
    monkeypatch.setenv("CSP_BACKUPS", str(place.parent / "copies"))
    assert here("backup").code == 0
    assert len(copies(place.parent / "copies")) == 1


def test_without_a_folder(here, monkeypatch):
    monkeypatch.delenv("CSP_BACKUPS", raising=False)
    answer = here("backup")
    assert (answer.code, answer.err) == (1, "Name a folder for the copy with -o, or set CSP_BACKUPS.\n")


def test_a_folder_that_is_not_there(here, tmp_path):
    answer = here("backup", "-o", tmp_path / "nowhere")
    assert answer.code == 1
    assert answer.err == f"There is no folder {tmp_path / 'nowhere'} for the copy. Make it, or name another one.\n"


def test_check_alone_replaces_nothing(here, run, place):
    here("backup", "-o", place.parent / "copies")
    (one,) = copies(place.parent / "copies")
    before = place.read_bytes()
    answer = run("restore", one.path, "--check", "--db", place)
    assert (answer.code, answer.out) == (0, f"{one.path.name} is a whole copy.\n")
    one.path.write_bytes(one.path.read_bytes()[:-5000])
    answer = run("restore", one.path, "--check", "--db", place)
    assert answer.code == 1
    assert answer.out.startswith(f"{one.path.name} is not a whole copy.\n  error: {one.path.name}: found 'other bytes")
    assert place.read_bytes() == before


def test_a_copy_that_is_not_whole_is_refused(run, place, tmp_path):
    (tmp_path / "half.duckdb").write_bytes(place.read_bytes()[:9000])
    answer = run("restore", tmp_path / "half.duckdb", "--db", place)
    assert answer.code == 1
    assert answer.err.startswith("Nothing was replaced: half.duckdb is not a whole copy.\n  half.duckdb: found")
    assert answer.err.endswith("Try an older copy.\n")
    assert n_assessments(place) == 1


def test_while_the_dashboard_runs_both_say_what_to_do(place):
    """Another process has the file: the copy is for the dashboard to make, and nothing is put in place under it."""
    holds = (
        "import sys\nfrom csp_analytics.store.connection import open_store\nstore = open_store(sys.argv[1])\n"
        "print('open', flush=True)\nsys.stdin.read()"
    )
    folder = place.parent / "copies"
    with closing(open_store(place)) as store:
        from csp_analytics.store.backup import back_up

        copy = back_up(store, folder)
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(place)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"

        def command(*arguments):
            line = [sys.executable, "-m", "csp_analytics", *arguments, "--db", str(place)]
            return subprocess.run(line, cwd=ROOT, capture_output=True, text=True)

        made, put = command("backup", "-o", str(folder)), command("restore", str(copy))
        other.stdin.close()
    assert (made.returncode, put.returncode) == (1, 1)
    assert made.stderr == (
        "csp.duckdb is in use, most likely by the dashboard, which alone can copy it now. Press Make a copy now on its "
        "page Imports, or set CSP_BACKUPS to a folder and it makes one every day; or close it and do this again.\n"
    )
    assert put.stderr == (
        "csp.duckdb is in use, most likely by the dashboard. Nothing was replaced. Stop the dashboard, put the copy in "
        "place, then start it again.\n"
    )
    assert len(copies(folder)) == 1


def test_where_there_is_no_database_nothing_is_made_and_copied(run, tmp_path):
    (tmp_path / "copies").mkdir()
    answer = run("backup", "-o", tmp_path / "copies", "--db", tmp_path / "mistyped.duckdb")
    assert answer.code != 0
    assert "There is no database mistyped.duckdb here, so nothing was copied." in answer.err
    assert [one.name for one in tmp_path.rglob("*.duckdb")] == []
