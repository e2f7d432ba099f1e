"""Rooms in a process: found by code or link, every change on the disk before it is acknowledged."""

from __future__ import annotations

import threading

import pytest

from csp_analytics.store import room_log
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.workshop.live.codes import ALPHABET, LENGTH, as_code, digest, new_code, new_secret
from csp_analytics.workshop.live.making import make
from csp_analytics.workshop.live.rooms import GONE_AFTER, Rooms
from csp_analytics.workshop.live.seats import FREE_AFTER, Seats
from csp_analytics.workshop.session.about import CHECKLIST
from csp_analytics.workshop.session.record import from_dict
from csp_analytics.workshop.session.standing import Refused
from tests.builders.rooms import FIRST, SECOND, prepared


@pytest.fixture
def there(store):
    opened = Rooms(store)
    yield opened
    opened.stop()


def open_first(there: Rooms, code: str):
    live = there.find(code)
    there.do(live, "step", {"by": 1})
    there.do(live, "open", {}).result()
    return live


def answer(there: Rooms, live, voice: str, said: str, question: str = FIRST):
    vote = live.room.standings[question].vote
    return there.do(live, "answer", {"question": question, "vote": vote, "answer": said}, voice=voice)


def logged(store) -> int:
    return store.value("select count(*) from vote_log")


def test_what_was_acknowledged_is_there_after_a_restart(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)
    for voice, said in (("v1", "1"), ("v2", "4"), ("v1", "2")):
        there.do(live, "join", {"role": ""}, voice=voice)
        answer(there, live, voice, said).result()
    again = Rooms(store).find(made.code)
    assert again is not live
    assert again.room.standing.answers == [{"v1": "2", "v2": "4"}]
    assert (again.room.version, again.seq) == (live.room.version, live.seq)


def test_two_hundred_phones_at_once_lose_nothing(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)

    def phone(number: int) -> None:
        voice = f"v{number}"
        there.do(live, "join", {}, voice=voice).result()
        for said in "1234":
            answer(there, live, voice, said).result()

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(200)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert live.room.standing.counts() == {"4": 200}
    newest = store.frame(
        "select voice, arg_max(body, seq) as body from vote_log where kind = 'answer' group by voice"
    )  # independent of the replay: the newest answer of every voice, in SQL
    assert len(newest) == 200
    assert newest["body"].str.contains('"answer": "4"').all()
    assert store.value("select count(distinct seq) from vote_log") == logged(store) == 2 + 200 * 5


def test_nothing_that_could_not_be_written_is_acknowledged_or_kept(store, there, monkeypatch):
    made = make(store, prepared())
    live = open_first(there, made.code)
    there.do(live, "join", {}, voice="v1").result()

    def full(*_):
        raise StoreProblem("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(room_log, "append", full)
        with pytest.raises(StoreProblem, match="disk is full"):
            answer(there, live, "v1", "1").result()
    assert there.at_hand(made.code) is None
    again = there.find(made.code)
    assert again.room.answered() == 0  # as the phone was told
    answer(there, again, "v1", "2").result()
    assert again.room.standing.counts() == {"2": 1}


def test_a_vote_does_not_wait_until_a_large_file_is_loaded(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)
    there.do(live, "join", {}, voice="v1").result()
    with store.transaction() as cursor:  # another writer is in the middle of something
        cursor.execute("insert into area values ('outside:x', 'X', true)")
        answer(there, live, "v1", "3").result(timeout=5)
    assert Rooms(store).find(made.code).room.standing.counts() == {"3": 1}


def test_a_stale_press_does_nothing(store, there):
    live = there.find(make(store, prepared()).code)
    there.do(live, "step", {"by": 1}, moves=0).result()
    with pytest.raises(Refused, match="moved on"):
        there.do(live, "step", {"by": 1}, moves=0)
    assert live.room.position == 0


def test_closing_for_good_keeps_the_counts_and_nobodys_answer(store, there, tmp_path):
    made = make(store, prepared())
    live = open_first(there, made.code)
    voices = [f"voice-of-somebody-{number}" for number in range(6)]
    for number, voice in enumerate(voices):
        there.do(live, "join", {}, voice=voice)
        answer(there, live, voice, "1" if number < 4 else "dk")
    for kind in ("close", "reveal"):
        there.do(live, kind, {})
    record = there.close_for_good(made.code, made.key)
    assert record.outcomes[0].votes[0].counts == {"1": 4, "dk": 2}
    assert (record.joined, record.ended_at != "") == (6, True)
    assert logged(store) == 0
    assert there.find(made.code) is None
    assert there.is_over(made.code)
    assert there.record_of(made.code, made.key) == there.close_for_good(made.code, made.key) == record
    place = store.path
    store.close()
    for file in place.parent.iterdir():
        if file.suffix == ".wal":
            assert b"voice-of-somebody" not in file.read_bytes()
    reopened = open_store(place)
    assert Rooms(reopened).record_of(made.code, made.key) == record
    reopened.close()


def test_of_a_vote_that_nobody_revealed_only_how_many_answered_stays(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)
    for number in range(6):
        there.do(live, "join", {}, voice=f"v{number}")
        answer(there, live, f"v{number}", "1")
    vote = there.close_for_good(made.code, made.key).outcomes[0].votes[0]
    assert (vote.n, vote.counts) == (6, {})


def test_under_five_answers_only_their_number_stays(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)
    for number in range(4):
        there.do(live, "join", {}, voice=f"v{number}")
        answer(there, live, f"v{number}", "1")
    for kind in ("close", "reveal"):
        there.do(live, kind, {})
    vote = there.close_for_good(made.code, made.key).outcomes[0].votes[0]
    assert (vote.n, vote.counts, vote.by_role) == (4, {}, {})


def test_while_a_room_is_open_its_record_tells_no_more_than_the_wall_has_shown(store, there):
    made = make(store, prepared())
    live = open_first(there, made.code)
    for number in range(6):
        there.do(live, "join", {}, voice=f"v{number}")
        answer(there, live, f"v{number}", "1")
    for kind in ("", "close"):
        if kind:
            there.do(live, kind, {})
        assert there.record_of(made.code, made.key).outcomes[0].votes == ()
    there.do(live, "reveal", {})
    assert there.record_of(made.code, made.key).outcomes[0].votes[0].counts == {"1": 6}
    there.do(live, "revote", {})
    answer(there, live, "v1", "4")
    assert len(there.record_of(made.code, made.key).outcomes[0].votes) == 1


def test_a_session_whose_server_stopped_while_it_was_closed_is_closed_when_it_is_next_asked_for(store, there):
    made = make(store, prepared())
    there.do(there.find(made.code), "end", {}).result()
    assert Rooms(store).find(made.code) is None
    assert logged(store) == 0
    assert there.record_of(made.code, made.key).ended_at


def test_the_code_controls_nothing_and_the_link_is_written_down_nowhere(store, there):
    made, other = make(store, prepared()), make(store, prepared())
    for wrong in (made.code, other.key, "", "x" * 32, made.key[:-1], digest(made.key)):
        with pytest.raises(Refused, match="facilitator link"):
            there.record_of(made.code, wrong)
        with pytest.raises(Refused, match="facilitator link"):
            there.close_for_good(made.code, wrong)
        assert there.led_by(wrong) != made.code
    assert there.led_by(made.key) == made.code
    assert made.key not in store.frame("select * from room").to_csv()


def test_rooms_that_nobody_closed_are_closed_after_a_while(store, there, monkeypatch):
    made, fresh = make(store, prepared()), make(store, prepared())
    open_first(there, made.code)
    store.append("update room set made_at = made_at - interval 61 day where code = $code", {"code": made.code})
    again = Rooms(store)
    assert again.is_over(made.code)
    assert logged(store) == 0
    assert again.find(fresh.code)


def test_records_of_closed_checklists_are_found_by_area_and_framework(store, there):
    made = make(store, prepared(CHECKLIST))
    live = there.find(made.code)
    for number in range(5):
        there.do(live, "join", {}, voice=f"v{number}")
        answer(there, live, f"v{number}", "2", SECOND)
    assert room_log.records(store, "S12000047", "safer-communities", CHECKLIST) == []
    record = there.close_for_good(made.code, made.key)
    found = room_log.records(store, "S12000047", "safer-communities", CHECKLIST)
    assert [from_dict(one) for one in found] == [record]
    counted = record.counts[record.counts["n"] > 0]
    assert counted.to_numpy().tolist() == [[SECOND, 1, "2", 5]]


def test_a_room_asks_something(store):
    with pytest.raises(Refused, match="1 to 200"):
        make(store, prepared(questions=()))


def test_phones_without_a_sign_for_two_minutes_are_gone(store, there):
    live = there.find(make(store, prepared()).code)
    for voice in ("v1", "v2"):
        there.do(live, "join", {}, voice=voice)
        live.seen[voice] = 1000.0
    live.seen["v2"] = 1000.0 + GONE_AFTER
    assert live.gone(1000.0 + GONE_AFTER + 1) == ["v1"]


def test_codes_are_read_off_a_wall_without_mistakes():
    assert not set(ALPHABET) & set("0O1IL5S2Z8BUV")
    assert {len(new_code()) for _ in range(50)} == {LENGTH}
    assert as_code(" ac-9 kq ") == "AC9KQ"
    for wrong in ("", "ACDE", "ACDEFG", "ACDE0", "ACDÉF", "<b>AC"):
        assert as_code(wrong) == ""
    assert digest(new_secret()) != digest(new_secret())
    assert digest("too short") == digest("x" * 31 + "/") == ""


def test_one_laptop_holds_the_controls_until_another_takes_them_or_it_falls_silent():
    seats = Seats()
    assert seats.sit("first", 0.0)
    assert not seats.sit("second", 1.0)
    assert seats.others("second", 2.0) == 1
    seats.take("second", 3.0)
    assert not seats.sit("first", 4.0)
    assert seats.sit("second", 5.0)
    assert seats.sit("first", 5.1 + FREE_AFTER)  # the second laptop's battery is empty
