"""Daily copies: made when due, kept for some days, and never stopped by a clock or a full disk."""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from csp_analytics.server import daily, metrics
from csp_analytics.store import audit
from csp_analytics.store.connection import StoreProblem
from csp_analytics.store.copies import copies, name_of
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, assessment

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "copies"
    place.mkdir()
    return place


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets; copies take their time from it."""

    class Clock(datetime):
        shown = NOON

        @classmethod
        def now(cls, tz=None):
            return cls.shown

    monkeypatch.setattr("csp_analytics.store.backup.datetime", Clock)
    monkeypatch.setattr("csp_analytics.server.daily.datetime", Clock)
    return Clock


@pytest.fixture(autouse=True)
def stopped():
    yield
    daily.stop()


def kept(store, folder, clock, at, days=30):
    clock.shown = at
    return daily.keep(lambda: store, folder, days)


def test_a_copy_a_day(store, folder, clock):
    load(store, assessment(FIFE))
    first = kept(store, folder, clock, NOON)
    assert first.made.name.startswith("csp-backup-000001-20260301T120000Z-v1-")
    assert [kept(store, folder, clock, NOON + HOUR * hours) for hours in (1, 12, 23)] == [None] * 3
    assert kept(store, folder, clock, NOON + HOUR * 24).made.name.startswith("csp-backup-000002-20260302T120000Z")
    assert daily.last().at == NOON + HOUR * 24


def test_who_made_it_is_in_the_audit_log(store, folder, clock):
    kept(store, folder, clock, NOON)
    assert audit.entries(store)[["who", "what"]].values.tolist() == [["daily copy", "backed up"]]


def test_old_ones_go(store, folder, clock):
    for day in range(5):
        kept(store, folder, clock, NOON + timedelta(days=day), days=2)
    assert [one.number for one in copies(folder)] == [3, 4, 5]


def test_a_clock_set_back_neither_stops_copies_nor_deletes_newer_ones(store, folder, clock):
    """Copies of 2026; then the clock says 2019 for three days: one copy a day goes on, and none of 2026 goes."""
    for day in range(3):
        kept(store, folder, clock, NOON + timedelta(days=day), days=2)
    back = NOON - timedelta(days=2500)
    made = [kept(store, folder, clock, back + HOUR * hours, days=2) for hours in (0, 6, 24, 30, 48)]
    assert [one is not None for one in made] == [True, False, True, False, True]
    assert [one.made_at.year for one in copies(folder)] == [2026, 2026, 2026, 2019, 2019, 2019]


def test_a_clock_that_was_ahead_does_not_stop_copies_when_it_is_right_again(store, folder, clock):
    kept(store, folder, clock, NOON + timedelta(days=40_000))
    assert kept(store, folder, clock, NOON).made is not None
    assert kept(store, folder, clock, NOON + HOUR) is None


def test_what_goes_wrong_is_logged_and_tried_again(store, folder, clock, caplog):
    with caplog.at_level(logging.INFO, "csp_analytics.backups"):
        logging.getLogger("csp_analytics").propagate = True
        gone = kept(store, folder / "not mounted", clock, NOON)
        assert (gone.made, "Check that the folder is there" in gone.problem) == (None, True)

        def cannot():
            raise StoreProblem("csp.duckdb is damaged. Put a copy in its place.")

        assert daily.keep(cannot, folder, 30).problem == "csp.duckdb is damaged. Put a copy in its place."
        assert kept(store, folder, clock, NOON + HOUR).made is not None
    assert [one.levelname for one in caplog.records] == ["ERROR", "ERROR", "INFO"]
    assert daily.last().problem == ""


@pytest.mark.parametrize(("written", "days"), [("", 30), ("7", 7), (" 400 ", 400)])
def test_days(monkeypatch, written, days):
    monkeypatch.setenv("CSP_BACKUP_DAYS", written)
    assert daily.days_kept() == days


@pytest.mark.parametrize("written", ["0", "-1", "a week", "1.5", "²"])
def test_days_that_cannot_be(monkeypatch, written):
    monkeypatch.setenv("CSP_BACKUP_DAYS", written)
    with pytest.raises(SystemExit, match=f"CSP_BACKUP_DAYS is '{written}'; expected a whole number of days"):
        daily.days_kept()


def test_without_a_folder_there_are_none(store, monkeypatch):
    monkeypatch.delenv("CSP_BACKUPS", raising=False)
    assert daily.start(lambda: store) is False


def test_the_thread_starts_once_and_makes_one_copy(store, folder, monkeypatch):
    monkeypatch.setenv("CSP_BACKUPS", str(folder))
    monkeypatch.setattr(daily, "FIRST_AFTER", 0.01)
    monkeypatch.setattr(daily, "THEN_EVERY", 0.01)
    assert [daily.start(lambda: store) for _ in range(3)] == [True] * 3
    end = time.monotonic() + 30
    while not copies(folder) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.1)  # several more looks at the folder: nothing is due
    daily.stop()
    assert len(os.listdir(folder)) == 1


def test_a_server_that_starts_knows_of_the_copies_that_are_there(store, folder):
    (folder / name_of(1, NOON - HOUR, 1, "a" * 12)).touch()
    assert daily.keep(lambda: store, folder, 30, NOON) is None  # not due
    assert metrics.last_backup._value.get() == (NOON - HOUR).timestamp()


def test_times_to_come_say_nothing(folder):
    (folder / name_of(1, NOON + HOUR, 1, "a" * 12)).touch()
    assert daily.is_due(folder, NOON)
    assert not daily.is_due(folder, NOON + HOUR)


class Tidied:
    """Stands for a shared data set, which no test of a thread needs for real: notes what it was asked."""

    def __init__(self, fails=0):
        self.asked, self.fails = [], fails

    def tidy(self, days):
        self.asked.append(days)
        if len(self.asked) <= self.fails:
            raise StoreProblem("the database cannot be reached")
        return {"files": 1}


def test_a_shared_data_set_is_tidied_once_a_day_and_again_when_it_failed(monkeypatch):
    monkeypatch.delenv("CSP_BACKUPS", raising=False)
    monkeypatch.setenv("CSP_DATABASE", "ducklake:postgres://csp@localhost/csp?data=/nowhere")
    monkeypatch.setattr(daily, "FIRST_AFTER", 0.01)
    monkeypatch.setattr(daily, "THEN_EVERY", 0.01)
    there = Tidied(fails=2)
    assert daily.start(lambda: there) is True
    end = time.monotonic() + 30
    while len(there.asked) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.1)  # several more rounds: it was tidied today
    daily.stop()
    assert there.asked == [7, 7, 7]
