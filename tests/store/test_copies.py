"""The folder of copies: which is newest, which may go, whatever the clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ANALYST, Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.store.copies import copies, copy_of, name_of, newest_at, prune

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIGEST = "0123456789ab" + "c" * 52


def made(folder, *days_ago: float):
    """Empty files with the names of copies, made in this order so many days before noon."""
    for number, days in enumerate(days_ago, start=1):
        (folder / name_of(number, NOON - timedelta(days=days), 7, DIGEST)).touch()
    return folder


def left(folder) -> list[int]:
    return [one.number for one in copies(folder)]


def test_a_name_says_number_time_version_and_digest(tmp_path):
    name = name_of(12, NOON, 41, DIGEST)
    assert name == "csp-backup-000012-20260301T120000Z-v41-0123456789ab.duckdb"
    one = copy_of(tmp_path / name)
    assert (one.number, one.made_at, one.version, one.digest) == (12, NOON, 41, "0123456789ab")
    assert copy_of(tmp_path / "mine.duckdb") is None


def test_other_files_are_passed_over_and_never_deleted(tmp_path):
    for name in ("csp.duckdb", "csp-backup-1.duckdb", "notes.txt", name_of(1, NOON, 1, DIGEST) + ".old"):
        (tmp_path / name).touch()
    assert copies(tmp_path) == []
    assert prune(tmp_path, 1, now=NOON + timedelta(days=900)) == []
    assert len(list(tmp_path.iterdir())) == 4


def test_what_is_older_than_the_days_goes(tmp_path):
    """Daily copies of 40 days, 30 kept: those of 40 to 31 days ago go, and exactly 30 days is not older."""
    made(tmp_path, *range(40, -1, -1))
    assert len(prune(tmp_path, 30, now=NOON)) == 10
    assert left(tmp_path) == list(range(11, 42))


def test_many_copies_of_one_day_push_no_older_day_out(tmp_path):
    made(tmp_path, 3, 2, 1, *[0] * 50)
    assert prune(tmp_path, 5, now=NOON) == []


def test_a_server_that_was_off_for_a_year_keeps_its_newest_copies(tmp_path):
    made(tmp_path, 370, 369, 368, 0)
    assert [path.name[:17] for path in prune(tmp_path, 3, now=NOON)] == ["csp-backup-000001"]
    assert left(tmp_path) == [2, 3, 4]


def test_a_clock_that_jumps_back_deletes_nothing(tmp_path):
    made(tmp_path, *range(40, -1, -1))
    assert prune(tmp_path, 30, now=NOON - timedelta(days=3000)) == []


def test_copies_made_after_the_clock_was_set_back_are_the_newest(tmp_path):
    """Three copies of 2026, then the clock says 2018: the two new ones are of the highest numbers, and stay."""
    made(tmp_path, 2, 1, 0, 3000, 2999)
    assert left(tmp_path) == [1, 2, 3, 4, 5]
    assert prune(tmp_path, 2, now=NOON + timedelta(days=10)) != []
    assert left(tmp_path) == [4, 5]


def test_a_clock_that_is_far_ahead_leaves_as_many_as_days(tmp_path):
    made(tmp_path, *range(9, -1, -1))
    prune(tmp_path, 4, now=NOON + timedelta(days=90_000))
    assert left(tmp_path) == [7, 8, 9, 10]


@given(st.lists(st.integers(-5000, 5000), max_size=40), st.integers(1, 12), st.integers(-9000, 9000))
def test_whatever_the_clock_did_the_newest_stay_and_so_does_what_is_young(tmp_path_factory, ages, days, shift):
    folder = made(tmp_path_factory.mktemp("copies"), *ages)
    now = NOON + timedelta(days=shift)
    prune(folder, days, now=now)
    there = set(left(folder))
    assert set(range(1, len(ages) + 1)[-days:]) <= there
    assert {number for number, age in enumerate(ages, 1) if age + shift <= days} <= there


def test_the_newest_is_of_no_time_to_come(tmp_path):
    made(tmp_path, 2, 1, -400)
    assert newest_at(tmp_path, NOON) == NOON - timedelta(days=1)
    assert newest_at(tmp_path, NOON - timedelta(days=9)) is None


def test_only_an_administrator_deletes_copies(tmp_path):
    with acting(Person("ann", frozenset({ANALYST}))), pytest.raises(NotAllowed):
        prune(tmp_path, 1)
