"""Several servers and the command line on one data set: nothing lost, nothing doubled, whoever dies in the middle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time

import pytest

from csp_analytics.paths import ROOT
from csp_analytics.store import health, reading
from csp_analytics.store.connection import Store, StoreProblem, open_store
from csp_analytics.store.engines import lake
from csp_analytics.store.writing import load
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, assessment


class Worker:
    """A server of its own, and what it acknowledged."""

    def __init__(self, address: str, name: str):
        command = [sys.executable, "-m", "tests.builders.shared_worker", address, name]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ}
        )
        self.said: list[list] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.said.append(json.loads(line))

    def of(self, what: str) -> list[list]:
        return [rest for kind, *rest in self.said if kind == what]

    def wait_for(self, what: str, many: int) -> None:
        end = time.monotonic() + 90
        while len(self.of(what)) < many:
            assert time.monotonic() < end, f"{what}: {self.said[-5:]}"
            assert self.process.poll() is None, self.said[-5:]
            assert self.of("broken") == []
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)
        self._reader.join(20)

    def stop(self) -> None:
        self.process.stdin.close()
        assert self.process.wait(90) == 0
        self._reader.join(20)


def command_line(address: str, *arguments: str) -> str:
    """What a command says."""
    command = [sys.executable, "-m", "csp_analytics", *arguments, "--db", address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_counts(store: Store, workers: list[Worker]) -> None:
    """Everything that was acknowledged is there once; at most what was under way when somebody died is there too."""
    assert [problem.code for problem in health.database_problems(store)] == []
    for worker in workers:
        assert worker.of("broken") == []
    files = [file for worker in workers for (file,) in worker.of("import")]
    asked = "select source_file, count(*) as n from assessment where area_code = $area group by 1"
    there = store.frame(asked, {"area": ANGUS})
    assert set(files) <= set(there["source_file"])
    assert len(there) <= len(files) + len(workers)
    assert there["n"].eq(1).all()
    rows = store.frame("select room_id, seq, count(*) as n from vote_log group by all")
    votes = {(room, seq) for worker in workers for room, seq in worker.of("vote")}
    assert votes <= set(rows[["room_id", "seq"]].itertuples(index=False, name=None))
    assert rows["n"].eq(1).all()
    assert len(rows) <= len(votes) + 8 * 10 * len(workers)
    submitted = store.frame("select submission_id, undone_at from submission").set_index("submission_id")["undone_at"]
    assert submitted.index.is_unique
    assert {number for worker in workers for number, _ in worker.of("submit")} <= set(submitted.index)
    assert submitted[[number for worker in workers for number, _ in worker.of("undo")]].notna().all()
    # Every change has raised the version by one and has one line in the log of imports: none went over another.
    changes = store.value("select count(*) from import_log") + store.value("select count(distinct name) from peer_list")
    assert store.value("select data_version from schema_version") == changes
    for table, number in (
        ("import_log", "import_id"),
        ("assessment", "assessment_id"),
        ("submission", "submission_id"),
    ):
        assert store.value(f"select count(*) - count(distinct {number}) from {table}") == 0
        newest = store.value(f"select max({number}) from {table}")
        assert store.value("select newest from given_number where name = $name", {"name": table}) >= newest


def test_two_servers_and_the_command_line_one_of_them_killed_and_postgresql_stopped(address, cluster):
    """Two servers write, the command line beside them; one is killed at a random moment, PostgreSQL in the middle."""
    workers = [Worker(address, "one")]
    workers[0].wait_for("import", 1)  # has made the tables
    workers.append(Worker(address, "two"))
    for worker in workers:
        worker.wait_for("undo", 1)
    assert "Coast" in command_line(address, "peers", "Fife", "Moray", "--save", "Coast")
    workers[0].wait_for("vote", 30)
    workers[0].kill()
    before = {what: len(workers[1].of(what)) for what in ("import", "vote", "submit")}
    for what, many in before.items():
        workers[1].wait_for(what, many + 1)  # what the dead one held is free
    cluster.stop()
    time.sleep(0.5)
    cluster.start()
    after = {what: len(workers[1].of(what)) for what in ("import", "vote", "submit")}
    for what, many in after.items():
        workers[1].wait_for(what, many + 2)  # connected again by itself
    workers[1].stop()
    store = open_store(address)
    check_counts(store, workers)
    assert all("not known" not in said for worker in workers for (said,) in worker.of("sorry"))
    store.close()


@pytest.fixture
def second(address, shared):
    """Another server's view of the same data set: an engine of its own beside the one of this process."""
    from csp_analytics.store.engines.address import address as read

    there = Store(lake.open_lake(read(address)))
    yield there
    there.engine.close()


def test_another_servers_change_is_seen_and_raises_the_version_within_a_second_or_two(shared, second):
    assert second.version == shared.version
    load(shared, assessment(FIFE), by="ann")
    assert len(reading.ratings(second, FRAMEWORK)) == 37  # read at once
    end = time.monotonic() + 3
    while second.version != shared.version:  # and told to the caches
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_writer_whose_turn_was_lost_unnoticed_changes_nothing(shared, second):
    """PostgreSQL drops the lock of one who is writing; another writes; the first is refused as a whole."""
    load(shared, assessment(FIFE), by="ann")

    def cut_off() -> None:
        with shared.transaction() as cursor:
            cursor.execute("delete from rating")
            shared.engine._writing._connection.close()
            load(second, assessment(ANGUS), by="bo")

    with pytest.raises(StoreProblem, match="Nothing was saved"):
        cut_off()
    assert len(reading.ratings(shared, FRAMEWORK)) == 2 * 37
    load(shared, assessment(FIFE, level=1, file="newer.xlsx"), by="ann")  # and can go on
    assert health.database_problems(shared) == []


@pytest.mark.parametrize("stands", [True, False, None])
def test_a_commit_whose_answer_was_lost_is_looked_for(shared, monkeypatch, stands):
    """The connection breaks after the commit, before it, or for so long that nobody can say."""

    class Cut:
        """A cursor whose commit is cut off."""

        def __init__(self, cursor):
            self._cursor = cursor

        def commit(self):
            if stands is not False:
                self._cursor.commit()
            raise lake.duckdb.IOException("server closed the connection unexpectedly")

        def __getattr__(self, name):
            return getattr(self._cursor, name)

    commit = shared.engine.commit
    monkeypatch.setattr(shared.engine, "commit", lambda cursor, mark: commit(Cut(cursor), mark))
    if stands is None:
        monkeypatch.setattr(shared.engine, "_stands", lambda mark: None)
    if stands:
        assert load(shared, assessment(FIFE), by="ann").status == "loaded"
    else:
        with pytest.raises(StoreProblem, match="not known" if stands is None else "nothing was half saved"):
            load(shared, assessment(FIFE), by="ann")
    assert len(reading.ratings(shared, FRAMEWORK)) == (0 if stands is False else 37)
