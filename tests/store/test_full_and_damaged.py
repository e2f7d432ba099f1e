"""A full disk, a log that is cut or flipped, two halves that do not belong together: a sentence, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from csp_analytics.paths import ROOT
from csp_analytics.store import migrate, reading
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.health import database_problems
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, assessment, counts
from tests.store.older import OLDER, older_database

# A limit on the size of files stands for a full disk: it needs no disk of its own and no rights.
FULL_DISK = """
import json, os, resource, sys
from csp_analytics.store import room_log
from csp_analytics.store.backup import back_up, restore
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.writing import load
from tests.store.loadable import ANGUS, FIFE, MORAY, assessment

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def told(do, *given):
    try:
        do(*given)
    except StoreProblem as problem:
        said.append(str(problem))

place, said, saved = sys.argv[1], [], 0
store = open_store(place)
load(store, assessment(FIFE, file="first"))
copy = back_up(store, os.path.dirname(place))
limit(400_000)
while not said and saved < 200:
    told(load, store, assessment(FIFE, MORAY, ANGUS, level=1 + saved % 4, file=f"{saved}", evidence="x" * 3000))
    saved += not said
told(room_log.append, store, [room_log.Row("r", n, 0.0, "answer", "v", f"{n}" * 20_000) for n in range(1, 40)])
told(back_up, store, os.path.dirname(place))
there = int(store.value("select count(*) from import_log"))
limit(resource.RLIM_INFINITY)
load(store, assessment(FIFE, file="after"))
store.close()
limit(400_000)
told(restore, copy, place)
print(json.dumps({"said": said, "saved": saved, "there": there}))
"""


def test_a_full_disk_is_told_and_nothing_that_was_saved_is_lost(tmp_path):
    place = tmp_path / "csp.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(place)], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    full = (
        "The disk of csp.duckdb is full. This was not saved; what was saved before is there. Make room on the disk, "
        "start the program again and do this again."
    )
    assert len(found["said"]) == 4, found
    imported, voted, copied, restored = found["said"]
    assert imported == voted == full
    assert copied.startswith(f"No copy was made in {tmp_path} (")
    assert "Check that the folder can be written and that its disk is not full" in copied
    assert restored.endswith(
        "csp.duckdb is as it was. Check that its folder can be written and that the disk is not full."
    )
    assert str(tmp_path) not in restored
    assert found["saved"] > 0
    assert found["there"] == found["saved"] + 1
    with closing(open_store(place)) as store:
        assert reading.imports(store)["file"].iloc[0] == "after"
        assert counts(store)["import_log"] == found["saved"] + 2
        assert store.value("select count(*) from vote_log") == 0
        assert database_problems(store) == []
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


@pytest.fixture
def killed(tmp_path):
    """A database whose newest changes lie in the log beside it, as a process that was killed leaves it."""
    place = tmp_path / "killed" / "csp.duckdb"
    place.parent.mkdir()
    with closing(open_store(place)) as store:
        load(store, assessment(FIFE, file="kept"))
    script = (
        "import os, sys\nfrom csp_analytics.store.connection import open_store\n"
        "from csp_analytics.store.writing import load\nfrom tests.store.loadable import MORAY, assessment\n"
        "store = open_store(sys.argv[1])\n"
        "for number in range(4):\n    load(store, assessment(MORAY, level=number + 1, file=str(number)))\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(place)], cwd=ROOT).returncode == -9
    return place


def log_of(place):
    return place.with_name(f"{place.name}.wal")


@pytest.mark.parametrize("part", [0.1, 0.4, 0.7, 0.95])
def test_a_log_that_was_cut_off_gives_whole_changes_up_to_there(killed, part):
    content = log_of(killed).read_bytes()
    log_of(killed).write_bytes(content[: int(len(content) * part)])
    with closing(open_store(killed)) as store:
        files = reading.imports(store)["file"].tolist()[::-1]
        assert files == ["kept", "0", "1", "2", "3"][: len(files)]
        assert 1 <= len(files) < 5
        assert store.value("select count(*) from rating") == 37 * len(files)
        assert database_problems(store) == []


@pytest.mark.parametrize("part", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_byte_in_the_log_is_told_or_ends_it(killed, part):
    """Where it hits the length of an entry, DuckDB takes the log as ending there: whole changes, not all of them."""
    content = bytearray(log_of(killed).read_bytes())
    content[int(len(content) * part)] ^= 0xFF
    log_of(killed).write_bytes(content)
    try:
        store, told = open_store(killed), ""
    except StoreProblem as problem:
        store, told = None, str(problem)
    if store is None:
        assert told.startswith("csp.duckdb is damaged. Put a copy in its place with: ")
        return
    with closing(store):
        files = reading.imports(store)["file"].tolist()[::-1]
        assert files == ["kept", "0", "1", "2", "3"][: len(files)]
        assert store.value("select count(*) from rating") == 37 * len(files)
        assert database_problems(store) == []


def test_the_log_of_another_database_is_told(tmp_path):
    """Somebody put the log of a database that was just made beside another file."""
    script = (
        "import os, sys\nfrom csp_analytics.store.connection import open_store\n"
        "open_store(sys.argv[1])\nos.kill(os.getpid(), 9)"
    )
    new, other = tmp_path / "new.duckdb", tmp_path / "other.duckdb"
    assert subprocess.run([sys.executable, "-c", script, str(new)], cwd=ROOT).returncode == -9
    with closing(open_store(other)) as store:
        load(store, assessment(FIFE, file="mine"))
    shutil.copy(log_of(new), log_of(other))
    with pytest.raises(StoreProblem, match=r"^other\.duckdb is damaged\. Put a copy in its place"):
        open_store(other)
    log_of(other).unlink()
    with closing(open_store(other)) as store:
        assert reading.imports(store)["file"].tolist() == ["mine"]


@pytest.mark.parametrize("where", [0, 8, 12, 20, 4096, 4100, 8192, 8200])
def test_a_flipped_byte_in_the_first_blocks_is_told(tmp_path, where):
    place = tmp_path / "csp.duckdb"
    with closing(open_store(place)) as store:
        load(store, assessment(FIFE))
    content = bytearray(place.read_bytes())
    content[where] ^= 0xFF
    place.write_bytes(content)
    with pytest.raises(StoreProblem, match=r"^csp\.duckdb is (damaged|not a database of this program)\. "):
        open_store(place)


@pytest.mark.parametrize("version", OLDER)
def test_a_database_of_every_earlier_version_walks_forward(tmp_path, version):
    place = older_database(tmp_path / "csp.duckdb", version)
    columns = "select table_name, column_name, data_type, is_nullable from information_schema.columns order by all"
    with closing(open_store(place)) as store, closing(open_store(tmp_path / "new.duckdb")) as new:
        assert store.value("select version from schema_version") == migrate.newest_version()
        assert store.frame(columns).equals(new.frame(columns))
        assert reading.ratings(store, "safer-communities")["level"].tolist() == [3.0] * 37
        assert reading.actions(store)["issue"].tolist() == ["Theft"]
        load(store, assessment(FIFE, level=4, round_="2020", file="new.xlsx"))
        assert store.frame("select assessment_id, status from assessment order by 1").values.tolist() == [
            [1, "replaced"],
            [store.value("select max(assessment_id) from assessment"), "current"],
        ]
        assert database_problems(store) == []
