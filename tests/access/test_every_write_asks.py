"""Nothing of the store writes without asking who may, unless it stands here with the reason."""

from __future__ import annotations

import pytest

from tests.access.writing_functions import writing_functions

NOBODY_IS_ASKED = {
    "audit.note": "whoever did something, it is written down",
    "audit.note_in": "the same, inside the transaction of what was done",
    "room_log.append": "phones have no role: the code of the room let them in, and the room says what they may",
    "room_log.take_charge": "a server takes a room in charge, whoever asks it for the room first",
    "survey_decisions.remember": "follows from the data, whoever looks first",
}
FOUND = {one.called: one for one in writing_functions()}


def test_the_functions_that_write_are_found():
    """Known ones of each way: a transaction, an append, a note; with a private function between."""
    known = {"writing.load", "writing.clear_demo", "submitting.submit", "submitting.undo", "room_log.make"}
    known |= {"room_log.close_for_good", "people.give", "people.take", "named.replace_rows", "named.delete_rows"}
    assert known | {"audit.note", "room_log.append", "survey_decisions.remember"} <= set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_every_function_that_writes_asks_who_may(name):
    assert FOUND[name].asks or name in NOBODY_IS_ASKED, f"store/{name} writes: call access.rules.require in it first"


def test_the_reasons_are_of_functions_that_are_there_and_do_not_ask():
    there = {name for name, one in FOUND.items() if not one.asks} | {"audit.note_in"}
    assert set(NOBODY_IS_ASKED) <= there


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def save(store):\n    with store.transaction() as cursor:\n        cursor.execute('x')", ("save", False)),
        ("def save(store):\n    require(LOOK)\n    store.append('x', {})", ("save", True)),
        ("def save(place: Store):\n    place.note('x', [])", ("save", False)),
        (
            "def save(store):\n    _do(store)\n\ndef _do(store):\n    require_to_load(1)\n    store.append('x', {})",
            ("save", True),
        ),
        ("def read(store):\n    rows = []\n    rows.append(1)\n    return store.frame('x')", None),
    ],
)
def test_how_they_are_found(tmp_path, source, found):
    (tmp_path / "made.py").write_text(source)
    assert [(one.name, one.asks) for one in writing_functions(tmp_path)] == ([found] if found else [])
