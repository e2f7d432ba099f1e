"""Moving a data set with the command: there, back, refused, and cut off in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from csp_analytics.paths import ROOT
from csp_analytics.store import moving
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.copying import columns_of, counts
from csp_analytics.store.moving import move
from csp_analytics.store.writing import load
from tests.store.loadable import ANGUS, FIFE, MORAY, assessment, plan


@pytest.fixture
def filled(store):
    for area in (FIFE, ANGUS, MORAY):
        load(store, assessment(area, evidence="As \U0001f600 it 'is'; \"so\"", file=f"{area}.xlsx"), by="ann")
        load(store, plan(area, ["Noise", "Dogs"], file=f"{area} plan.xlsx"), by="ann")
    return store


def everything(store, but=('"audit_log"',)):
    """Rows and digest of each table."""
    with store._cursor() as cursor:
        return counts(cursor, {name: kinds for name, kinds in columns_of(cursor).items() if name not in but})


def command(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "csp_analytics", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_command_moves_there_and_back_and_refuses_what_is_not_empty(filled, address, tmp_path):
    before, where, back = everything(filled), str(filled.path), str(tmp_path / "back.duckdb")
    filled.close()
    there = command("migrate", "--from", where, "--to", address, "--format", "json")
    said, wrong = there.communicate(timeout=120)
    assert (there.returncode, wrong) == (0, "")
    assert '"table": "rating"' in said
    again = command("migrate", "--from", where, "--to", address)
    said, wrong = again.communicate(timeout=120)
    assert (again.returncode, said) == (1, "")
    assert "is not empty" in wrong
    home = command("migrate", "--db", address, "--to", back)
    said, wrong = home.communicate(timeout=120)
    assert "compared row by row: the same" in said
    for place in (where, back):
        opened = open_store(place)
        assert everything(opened) == before
        opened.close()


def test_what_arrives_otherwise_than_it_was_sent_is_not_kept(filled, shared, monkeypatch):
    copy = moving._copy

    def spoilt(reading, writing, tables):
        copy(reading, writing, tables)
        writing.execute("update rating set evidence = 'other' where evidence is not null")

    monkeypatch.setattr(moving, "_copy", spoilt)
    with pytest.raises(StoreProblem, match="Nothing was kept"):
        move(filled, shared)
    assert {one.rows for one in everything(shared, but=())} == {0}


def test_rows_that_only_a_comparison_finds_are_found(filled, shared, monkeypatch):
    """Even if the digests were the same: each side is asked for rows that the other has not."""
    monkeypatch.setattr(moving, "counts", lambda cursor, tables: [])
    copy = moving._copy

    def one_short(reading, writing, tables):
        copy(reading, writing, tables)
        writing.execute("delete from action where position = 2")

    monkeypatch.setattr(moving, "_copy", one_short)
    with pytest.raises(StoreProblem, match="Nothing was kept"):
        move(filled, shared)


def test_a_move_that_is_killed_leaves_the_new_place_empty_or_whole(filled, shared, address):
    before, where = everything(filled), str(filled.path)
    filled.close()
    moving_there = command("migrate", "--from", where, "--to", address)
    asking = shared.engine.connecting()
    end = time.monotonic() + 60
    held = "select count(*) from pg_locks where locktype = 'advisory' and granted"
    while not asking.execute(held).fetchone()[0]:  # it has begun
        assert time.monotonic() < end
        time.sleep(0.005)
    time.sleep(0.15)
    moving_there.send_signal(signal.SIGKILL)
    moving_there.wait(20)
    asking.close()
    found = everything(shared)
    assert found == before or {one.rows for one in found} == {0}
    if found != before:
        done = command("migrate", "--from", where, "--to", address)
        assert done.communicate(timeout=120)[1] == ""
        assert everything(shared) == before
