"""A clock that is set back: what is current, newest and last is told by numbers, never by the time that was written."""

from __future__ import annotations

from datetime import datetime

import pytest

from csp_analytics.store import reading, room_log, submitting
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, FRAMEWORK, assessment


@pytest.fixture
def set_back(monkeypatch):
    """Each look at the clock is a year before the one before it."""

    class Backwards(datetime):
        year_shown = 2026

        @classmethod
        def now(cls, tz=None):
            Backwards.year_shown -= 1
            return datetime(Backwards.year_shown, 1, 1, tzinfo=tz)

    for room in ("writing", "submitting", "room_log", "import_log", "audit"):
        monkeypatch.setattr(f"csp_analytics.store.{room}.datetime", Backwards)


def level(store) -> float:
    return float(reading.ratings(store, FRAMEWORK)["level"].unique().item())


def test_the_file_that_was_loaded_last_is_current(store, set_back):
    for number in (1, 2, 3):
        load(store, assessment(FIFE, level=number, file=f"{number}"))
        assert level(store) == number
    assert reading.imports(store)["file"].tolist() == ["3", "2", "1"]


def test_submissions_are_taken_back_in_the_order_in_which_they_were_made(store, set_back):
    numbers = []
    for value in (1, 2):
        mine = [assessment(FIFE, level=value, file=f"{value}")]
        numbers.append(submitting.submit(store, mine, seen=submitting.standing(store, mine)).number)
    assert reading.submissions(store)["submission_id"].tolist() == numbers[::-1]
    with pytest.raises(submitting.SubmissionRefused, match="newer"):
        submitting.undo(store, numbers[0])
    submitting.undo(store, numbers[1])
    assert level(store) == 1


def test_what_happened_in_a_room_stays_in_its_order(store):
    rows = [room_log.Row("r", seq, 1000.0 - seq, "answer", "v", str(seq)) for seq in (1, 2, 3)]
    room_log.append(store, rows)
    assert [row.body for row in room_log.happened(store, "r")] == ["1", "2", "3"]
