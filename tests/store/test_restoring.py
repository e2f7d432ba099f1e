"""Putting a copy in place: proved first, in one step, never under somebody's feet, and what was there stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing

import duckdb
import pytest

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ANALYST, Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.store import audit, copying, migrate, restoring
from csp_analytics.store.backup import back_up, restore, verify
from csp_analytics.store.connection import open_store
from csp_analytics.store.restoring import RestoreRefused
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, MORAY, assessment, counts
from tests.store.older import OLDER, older_database


@pytest.fixture
def place(tmp_path):
    return tmp_path / "data" / "csp.duckdb"


@pytest.fixture
def copy(place):
    """A copy with one assessment, of a database that has had another since and is closed."""
    place.parent.mkdir()
    (place.parent.parent / "copies").mkdir()
    store = open_store(place)
    load(store, assessment(FIFE, level=2))
    made = back_up(store, place.parent.parent / "copies")
    load(store, assessment(MORAY, level=4, file="later"))
    store.close()
    return made


def areas(path) -> list[str]:
    with closing(open_store(path)) as store:
        return store.frame("select area_code from assessment order by 1")["area_code"].tolist()


def test_the_copy_is_the_database_and_the_old_one_stays_beside_it(place, copy):
    before = place.read_bytes()
    done = restore(copy, place)
    assert done.database == place
    assert done.aside.parent == place.parent
    assert done.aside.name.startswith("csp-replaced-2")
    assert done.aside.read_bytes() == before
    assert areas(place) == [FIFE]
    assert areas(done.aside) == [MORAY, FIFE]
    assert sorted(os.listdir(place.parent)) == sorted(["csp.duckdb", done.aside.name])
    assert verify(copy) == []


def test_what_was_replaced_can_be_put_back(place, copy):
    done = restore(copy, place)
    again = restore(done.aside, place)
    assert areas(place) == [MORAY, FIFE]
    assert areas(again.aside) == [FIFE]


def test_it_is_in_the_audit_log_of_what_is_there_now(place, copy):
    restore(copy, place)
    with closing(open_store(place)) as store:
        row = audit.entries(store).iloc[0]
        assert (row["what"], row["about"]) == ("restored", copy.name)
        assert copying.MANIFEST not in store.frame("select table_name from information_schema.tables").values
        assert audit.broken(store) == []


def test_where_no_database_is_yet(place, copy):
    done = restore(copy, place.with_name("new.duckdb"))
    assert done.aside is None
    assert areas(done.database) == [FIFE]
    assert done.database.stat().st_mode & 0o777 == 0o600  # everybody's roles and evidence are in it


def test_rights_of_the_file_stay_as_they_were(place, copy):
    place.chmod(0o640)
    restore(copy, place)
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_to_lead_to_the_database(place, copy, tmp_path):
    link = tmp_path / "linked.duckdb"
    link.symlink_to(place)
    restore(copy, link)
    assert link.is_symlink()
    assert areas(place) == [FIFE]


@pytest.mark.parametrize("version", OLDER)
def test_a_copy_of_an_older_program_walks_forward(tmp_path, version):
    old = older_database(tmp_path / "old.duckdb", version)
    before = old.read_bytes()
    restore(old, tmp_path / "csp.duckdb")
    with closing(open_store(tmp_path / "csp.duckdb")) as store:
        assert store.value("select version from schema_version") == migrate.newest_version()
        assert store.frame("select area_code, source_file from assessment").values.tolist() == [[FIFE, "old.xlsx"]]
    assert old.read_bytes() == before


@pytest.mark.parametrize("spoil", ["cut", "flipped", "text", "gone", "newer", "taken out"])
def test_what_is_not_whole_replaces_nothing(place, copy, spoil):
    before = place.read_bytes()
    mine = copy.rename(copy.with_name("mine.duckdb")) if spoil in ("newer", "taken out") else copy
    if spoil == "gone":
        mine.unlink()
    elif spoil in ("newer", "taken out"):
        change = "update schema_version set version = 99" if spoil == "newer" else "delete from rating"
        with duckdb.connect(str(mine)) as other:
            other.execute(change)
    else:
        content = mine.read_bytes()
        halves = {"cut": content[:-9000], "flipped": content[:900] + b"?" + content[901:], "text": b"words " * 5000}
        mine.write_bytes(halves[spoil])
    with pytest.raises(
        RestoreRefused, match=r"^Nothing was replaced: .* is not a whole copy\.(.|\n)*older copy"
    ) as told:
        restore(mine, place)
    assert len(told.value.problems) >= 1
    assert place.read_bytes() == before
    assert os.listdir(place.parent) == ["csp.duckdb"]


def test_a_database_that_this_process_has_open_is_not_replaced(place, copy):
    with closing(open_store(place)), pytest.raises(RestoreRefused, match=r"csp\.duckdb is in use.*Stop the dashboard"):
        restore(copy, place)
    assert areas(place) == [MORAY, FIFE]


HOLDS = """
import sys
from csp_analytics.store.connection import open_store

store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_database_that_another_process_has_open_is_not_replaced(place, copy):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(RestoreRefused, match=r"csp\.duckdb is in use.*Nothing was replaced"):
            restore(copy, place)
        other.stdin.close()
        assert other.wait(20) == 0
    assert sorted(os.listdir(place.parent)) == ["csp.duckdb"]
    assert areas(place) == [MORAY, FIFE]


def test_while_it_is_replaced_nobody_can_open_it(place, copy, monkeypatch):
    """The lock that DuckDB asks for is held over the step: another process is refused in the middle of it."""
    told = []
    real = os.replace

    def replace(source, target):
        script = "import sys, duckdb; duckdb.connect(sys.argv[1])"
        done = subprocess.run([sys.executable, "-c", script, str(place)], capture_output=True, text=True)
        told.append("Could not set lock" in done.stderr)
        return real(source, target)

    monkeypatch.setattr(restoring.os, "replace", replace)
    restore(copy, place)
    assert told == [True]


def test_what_lies_in_the_log_beside_the_database_is_put_aside_with_it(place, copy):
    """A process that was killed leaves its last changes in a second file."""
    script = (
        "import os, sys\nfrom csp_analytics.store.connection import open_store\n"
        "from csp_analytics.store.writing import load\nfrom tests.store.loadable import ANGUS, assessment\n"
        "load(open_store(sys.argv[1]), assessment(ANGUS, file='last'))\nos.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(place)]).returncode == -9
    assert place.with_name("csp.duckdb.wal").exists()
    done = restore(copy, place)
    assert areas(place) == [FIFE]
    assert len(areas(done.aside)) == 3
    assert sorted(os.listdir(place.parent)) == sorted(["csp.duckdb", done.aside.name])


def test_a_database_that_is_damaged_is_replaced_with_its_log(place, copy):
    place.write_bytes(place.read_bytes()[:9_000])
    place.with_name("csp.duckdb.wal").write_bytes(b"whatever")
    done = restore(copy, place)
    assert areas(place) == [FIFE]
    assert done.aside.stat().st_size == 9_000
    assert done.aside.with_name(f"{done.aside.name}.wal").read_bytes() == b"whatever"


def test_a_log_without_its_database_does_not_spoil_the_new_one(place, copy):
    place.unlink()
    place.with_name("csp.duckdb.wal").write_bytes(b"whatever")
    restore(copy, place)
    assert areas(place) == [FIFE]


def test_a_disk_without_links_gets_a_copy(place, copy, monkeypatch):
    def cannot(*_):
        raise OSError("not supported")

    monkeypatch.setattr(restoring.os, "link", cannot)
    before = place.read_bytes()
    done = restore(copy, place)
    assert (done.aside.read_bytes(), areas(place)) == (before, [FIFE])
    assert restore(copy, place.with_name("new.duckdb")).aside is None


def test_a_failure_in_the_last_step_leaves_the_old_one(place, copy, monkeypatch):
    def fails(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(restoring.os, "replace", fails)
    with pytest.raises(RestoreRefused, match=r"was not put in place \(No space left.*csp\.duckdb is as it was"):
        restore(copy, place)
    assert areas(place) == [MORAY, FIFE]


def test_what_a_killed_restore_left_is_cleared_away(place, copy):
    (place.parent / ".csp.duckdb.restoring-x").mkdir()
    (place.parent / ".csp.duckdb.restoring-x" / "csp.duckdb").write_bytes(b"half")
    done = restore(copy, place)
    assert sorted(os.listdir(place.parent)) == sorted(["csp.duckdb", done.aside.name])


def test_a_plain_copy_of_a_closed_file_can_be_put_back(place, copy, tmp_path):
    shutil.copy(place, tmp_path / "plain.duckdb")
    restore(copy, place)
    restore(tmp_path / "plain.duckdb", place)
    assert areas(place) == [MORAY, FIFE]


def test_what_cannot_be_a_place(place, copy, tmp_path):
    with pytest.raises(RestoreRefused, match="is the database itself"):
        restore(place, place)
    with pytest.raises(RestoreRefused, match="There is no folder"):
        restore(copy, tmp_path / "nowhere" / "csp.duckdb")
    with pytest.raises(RestoreRefused, match="csp_analytics migrate"):
        restore(copy, "ducklake:postgres://somebody@host/name?data=/folder")


def test_only_an_administrator_puts_copies_in_place(place, copy):
    with acting(Person("ann", frozenset({ANALYST}))), pytest.raises(NotAllowed):
        restore(copy, place)
    with closing(open_store(place)) as store:
        assert counts(store)["assessment"] == 2
