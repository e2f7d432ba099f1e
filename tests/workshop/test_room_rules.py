"""What may happen in a room and what may not, in the order of a session."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.workshop.session import by_facilitator, by_voice
from csp_analytics.workshop.session.about import CHECKLIST, KINDS, SKILLS
from csp_analytics.workshop.session.next_step import next_step
from csp_analytics.workshop.session.room import DOTS, DOTS_SHOWN, ENDED, LOBBY, QUEUE, RATING, Room
from csp_analytics.workshop.session.rules import apply
from csp_analytics.workshop.session.standing import AGREED, CLOSED, OPEN, REVEALED, WAITING, Event, Refused
from tests.builders.rooms import FIRST, SECOND, THIRD, lead, prepared, room_with, say, to_first, vote


def test_one_criterion_from_waiting_to_agreed():
    room = room_with(5)
    assert (room.stage, room.joined) == (LOBBY, 5)
    to_first(room, open_=False)
    assert (room.stage, room.standing.state) == (RATING, WAITING)
    lead(room, "open")
    vote(room, "1,2,2,4,dk")
    assert (room.standing.state, room.answered()) == (OPEN, 5)
    lead(room, "close")
    lead(room, "reveal")
    assert room.standing.state == REVEALED
    assert room.standing.counts() == {"1": 1, "2": 2, "4": 1, "dk": 1}
    lead(room, "agree", question=FIRST, answer="2", evidence="  Plan of \n 2026 ")
    assert (room.standing.state, room.standing.agreed, room.standing.evidence) == (AGREED, "2", "Plan of 2026")


def test_the_last_answer_of_a_phone_counts_and_is_one_answer():
    room = room_with(1)
    to_first(room)
    for answer in ("1", "4", "4", "3"):
        vote(room, answer)
    assert room.standing.counts() == {"3": 1}


def test_a_re_vote_keeps_the_first_vote_beside_it():
    room = room_with(3)
    to_first(room)
    vote(room, "1,1,4")
    lead(room, "close")
    lead(room, "reveal")
    lead(room, "revote")
    assert (room.standing.state, room.standing.vote, room.answered()) == (OPEN, 2, 0)
    vote(room, "2,2,2")
    assert (room.standing.counts(1), room.standing.counts(2)) == ({"1": 2, "4": 1}, {"2": 3})
    with pytest.raises(Refused, match="has closed"):
        say(room, "v1", "answer", question=FIRST, vote=1, answer="4")


@pytest.mark.parametrize("state", ["waiting", "closed", "revealed", "agreed"])
def test_an_answer_counts_only_while_voting_is_open(state):
    room = room_with(1)
    to_first(room, open_=False)
    for kind, body in (("open", {}), ("close", {}), ("reveal", {}), ("agree", {"question": FIRST, "answer": "1"})):
        if room.standing.state == state:
            break
        lead(room, kind, **body)
    with pytest.raises(Refused, match="has closed"):
        say(room, "v1", "answer", question=FIRST, vote=room.standing.vote, answer="1")
    assert room.answered() == 0


def test_a_vote_closed_too_early_opens_again_with_its_answers():
    room = room_with(2)
    to_first(room)
    vote(room, "1")
    lead(room, "close")
    lead(room, "open")
    say(room, "v2", "answer", question=FIRST, vote=1, answer="2")
    assert room.standing.counts() == {"1": 1, "2": 1}


def test_going_elsewhere_closes_what_was_open():
    room = room_with(1)
    to_first(room)
    lead(room, "step", by=1)
    assert (room.standings[FIRST].state, room.question.question_id, room.standing.state) == (CLOSED, SECOND, WAITING)
    lead(room, "step", by=-1)
    lead(room, "step", by=-1)
    assert room.stage == LOBBY
    lead(room, "show", stage="rating", position=2)
    lead(room, "show", stage="lobby")  # a latecomer asks for the code
    lead(room, "step", by=1)
    assert (room.stage, room.position) == (RATING, 2)
    with pytest.raises(Refused, match="last one"):
        lead(room, "step", by=1)


def test_the_order_of_open_close_and_reveal_cannot_be_changed():
    room = room_with(1)
    with pytest.raises(Refused, match="Go to a criterion"):
        lead(room, "open")
    to_first(room, open_=False)
    for kind, why in (("close", "not open"), ("reveal", "Close the voting"), ("revote", "after the reveal")):
        with pytest.raises(Refused, match=why):
            lead(room, kind)
    with pytest.raises(Refused, match="after the reveal"):
        lead(room, "agree", question=FIRST, answer="1")


def test_the_timer_is_extended_from_what_is_left_and_closes_nothing():
    room = room_with(1, prepared(seconds=60))
    lead(room, "step", by=1)
    lead(room, "open", at=100.0)
    assert room.standing.ends_at == 160.0
    lead(room, "extend", at=130.0, seconds=30)
    assert room.standing.ends_at == 190.0
    lead(room, "extend", at=300.0, seconds=30)  # after it ran out: from now
    assert room.standing.ends_at == 330.0
    say(room, "v1", "answer", at=999.0, question=FIRST, vote=1, answer="1")
    assert room.answered() == 1
    lead(room, "extend", at=999.0, seconds=0)
    assert room.standing.ends_at == 0.0


def test_hands_are_counted_beside_the_phones_and_replaced_when_typed_again():
    room = room_with(2)
    to_first(room)
    vote(room, "1,2")
    lead(room, "hands", counts={"1": "9", "4": "1"})
    lead(room, "hands", counts={"1": "3", "4": "1", "2": "0"})
    assert room.standing.counts() == {"1": 4, "2": 1, "4": 1}
    assert (room.standing.n(), room.answered()) == (6, 2)
    for wrong in ({"5": 1}, {"1": -1}, {"1": 501}, {"1": "many"}):
        with pytest.raises(Refused):
            lead(room, "hands", counts=wrong)
    assert room.standing.n() == 6


def test_clearing_takes_the_answers_of_this_vote_and_nothing_that_was_revealed():
    room = room_with(2)
    to_first(room)
    vote(room, "1,2")
    lead(room, "hands", counts={"1": 3})
    lead(room, "clear")
    assert room.standing.n() == 0
    lead(room, "close")
    lead(room, "reveal")
    with pytest.raises(Refused):
        lead(room, "clear")


def test_a_phone_that_is_gone_is_not_waited_for_until_it_does_something():
    room = room_with(3)
    to_first(room)
    vote(room, "1")
    lead(room, "remove", voices=["v1", "v2", "nobody"])
    assert room.joined == 2  # v1 has answered and stays
    say(room, "v2", "answer", question=FIRST, vote=1, answer="2")
    assert (room.joined, room.answered()) == (3, 2)
    lead(room, "close")
    lead(room, "remove", voices=["v1", "v2", "v3"])
    assert (room.joined, room.answered()) == (2, 2)  # never more answers than phones


def test_the_phones_that_joined_last_are_taken_out_with_all_that_they_answered():
    room = room_with(4)
    to_first(room)
    vote(room, "1,1,4,4")
    lead(room, "close")
    lead(room, "reveal")
    lead(room, "revote")
    vote(room, "1,1,4,4")
    lead(room, "drop", newest=2)
    assert (room.joined, room.standing.counts(1), room.standing.counts(2)) == (2, {"1": 2}, {"1": 2})
    for wrong in (0, 3, -1, "all"):
        with pytest.raises(Refused):
            lead(room, "drop", newest=wrong)
    say(room, "v3", "join")
    assert room.voices["v3"].number == 5


def test_behind_a_closed_door_everybody_stays_and_nobody_comes_in():
    room = room_with(2, prepared(roles=("Council",)))
    lead(room, "door", closed=True)
    with pytest.raises(Refused, match="closed the door"):
        say(room, "v3", "join")
    say(room, "v1", "join", role="Council")  # who is in may still say where they come from
    lead(room, "door", closed=False)
    say(room, "v3", "join")
    assert room.joined == 3


def test_a_latecomer_finds_the_question_that_the_room_is_at():
    room = room_with(2)
    to_first(room)
    vote(room, "1,2")
    lead(room, "close")
    lead(room, "reveal")
    say(room, "late", "join")
    assert room.answer_of("late") == ""
    with pytest.raises(Refused):
        say(room, "late", "answer", question=FIRST, vote=1, answer="1")


def test_roles_come_from_the_list_and_joining_again_is_no_second_voice():
    room = room_with(about=prepared(roles=("Council", "Police")))
    say(room, "v1", "join", role="Council")
    say(room, "v1", "join", role="Police")
    assert [(voice.number, voice.role) for voice in room.voices.values()] == [(1, "Police")]
    with pytest.raises(Refused, match="not on the list"):
        say(room, "v2", "join", role="<script>")


def test_answers_by_role_only_when_every_role_has_five():
    room = room_with(about=prepared(roles=("Council", "Police")))
    for number in range(1, 11):
        say(room, f"v{number}", "join", role="Council" if number <= 5 else "Police")
    to_first(room)
    vote(room, "1,1,1,1,1,4,4,4,4")
    assert room.by_role(FIRST) == {}  # four of the police
    say(room, "v10", "answer", question=FIRST, vote=1, answer="4")
    assert room.by_role(FIRST) == {"Council": {"1": 5}, "Police": {"4": 5}}
    say(room, "v11", "join")
    say(room, "v11", "answer", question=FIRST, vote=1, answer="4")
    assert room.by_role(FIRST) == {}  # one without a role
    lead(room, "hands", counts={"2": 4})  # hands have no role either: now they are five
    assert room.by_role(FIRST)[""] == {"4": 1, "2": 4}


def test_dots_are_three_at_most_and_placing_them_again_replaces():
    room = room_with(2)
    lead(room, "dots", candidates=[FIRST, THIRD])
    assert room.stage == DOTS
    say(room, "v1", "spend", spent={FIRST: "3"})
    say(room, "v1", "spend", spent={FIRST: "1", THIRD: "2"})
    say(room, "v2", "spend", spent={THIRD: "3"})
    assert room.spent() == {FIRST: 1, THIRD: 5}
    for wrong, why in (({FIRST: 4}, "3 dots"), ({SECOND: 1}, "cannot be given"), ({FIRST: -1}, "cannot be given")):
        with pytest.raises(Refused, match=why):
            say(room, "v1", "spend", spent=wrong)
    lead(room, "show", stage="dots-shown")
    assert (room.stage, room.spent()) == (DOTS_SHOWN, {FIRST: 1, THIRD: 5})
    with pytest.raises(Refused, match="not being placed"):
        say(room, "v1", "spend", spent={FIRST: 1})


def test_parked_criteria_are_taken_up_again_and_agreeing_unparks():
    room = room_with(1)
    to_first(room)
    lead(room, "park", question=FIRST, parked=True)
    assert room.standings[FIRST].parked
    lead(room, "close")
    lead(room, "reveal")
    lead(room, "agree", question=FIRST, answer="na")
    assert not room.standings[FIRST].parked


def test_nothing_happens_in_a_room_that_is_over():
    room = room_with(1)
    lead(room, "end")
    assert room.stage == ENDED
    for kind, voice in (("join", "v2"), ("answer", "v1"), ("step", ""), ("end", "")):
        with pytest.raises(Refused, match="over"):
            apply(room, Event(kind, 0.0, voice, {}))


@pytest.mark.parametrize("kind", [CHECKLIST, SKILLS])
def test_at_ones_own_pace_every_question_is_open_from_the_beginning(kind):
    room = room_with(2, prepared(kind))
    for question, answer in ((THIRD, "4"), (FIRST, "dk")):
        say(room, "v1", "answer", question=question, vote=1, answer=answer)
    assert [room.answered(key) for key in (FIRST, SECOND, THIRD)] == [1, 0, 1]
    lead(room, "close")
    with pytest.raises(Refused):
        say(room, "v2", "answer", question=FIRST, vote=1, answer="1")
    lead(room, "reveal")
    assert {one.state for one in room.standings.values()} == {REVEALED}
    with pytest.raises(Refused):
        lead(room, "agree", question=FIRST, answer="1")


def test_simulated_people_join_a_dry_run_and_no_other_room():
    with pytest.raises(Refused, match="dry run"):
        say(room_with(), "v1", "join", simulated=True)
    room = room_with(about=prepared(dry_run=True))
    say(room, "v1", "join", simulated=True)
    assert room.voices["v1"].simulated


def test_the_next_step_leads_through_the_whole_session():
    room, done = room_with(1), []
    while (step := next_step(room)) and len(done) < 50:
        done.append(step.label)
        lead(room, step.kind, **step.body)
    each = ["Open voting", "Close voting", "Reveal"]
    assert done == [
        "Begin with the first criterion",
        *each, "Go on without agreeing", *each, "Go on without agreeing", *each, "Show what to discuss",
    ]  # fmt: skip
    assert room.stage == QUEUE


FORGED = st.dictionaries(
    st.sampled_from(
        ("question", "vote", "answer", "role", "spent", "counts", "position", "stage", "by", "seconds", "voices",
         "candidates", "evidence", "parked", "lowered", "simulated", "closed", "newest")
    ),
    st.one_of(
        st.none(), st.integers(-3, 9), st.text(max_size=8), st.sampled_from([FIRST, "1", "na", "rating", "dots"]),
        st.lists(st.integers(), max_size=2), st.dictionaries(st.sampled_from([FIRST, "1", "x"]), st.integers(-2, 600)),
    ),
    max_size=4,
)  # fmt: skip
KNOWN = st.sampled_from((*by_voice.WHAT, *by_facilitator.WHAT, "revealed", "__init__", ""))


@settings(max_examples=120)
@given(st.sampled_from(KINDS), st.lists(st.tuples(KNOWN, st.sampled_from(["", "v1", "stranger"]), FORGED), max_size=12))
def test_whatever_is_sent_is_refused_or_leaves_a_room_that_makes_sense(kind, sent):
    room = room_with(2, prepared(kind))
    for what, voice, body in sent:
        before = copy.deepcopy(room.__dict__)
        try:
            apply(room, Event(what, 0.0, voice, body))
        except Refused:
            assert as_told(room) == told(before), "refused, and yet something changed"
        makes_sense(room)


def as_told(room):
    return told(room.__dict__)


def told(state):
    return {key: repr(value) for key, value in state.items() if key != "about"}


def makes_sense(room: Room) -> None:
    assert 0 <= room.position < len(room.about.questions)
    for standing in room.standings.values():
        assert len(standing.answers) == len(standing.hands) == standing.vote
        for vote_ in range(1, standing.vote + 1):
            assert set(standing.counts(vote_)) <= set(room.about.answers)
            assert all(n >= 0 for n in standing.counts(vote_).values())
            assert set(standing.answers[vote_ - 1]) <= set(room.voices)
        assert standing.agreed in ("", *room.about.answers)
    assert all(sum(spent.values()) <= room.about.dots for spent in room.dots.values())


def test_reading_the_events_back_gives_the_same_room():
    room = room_with()
    happened = [
        Event("join", 1.0, "v1", {"role": ""}), Event("join", 2.0, "v2", {}), Event("step", 3.0, "", {"by": 1}),
        Event("open", 4.0), Event("answer", 5.0, "v1", {"question": FIRST, "vote": 1, "answer": "2"}),
        Event("hands", 6.0, "", {"counts": {"1": 4}}), Event("close", 7.0), Event("reveal", 8.0),
        Event("revote", 9.0), Event("answer", 9.5, "v2", {"question": FIRST, "vote": 2, "answer": "3"}),
    ]  # fmt: skip
    for event in happened:
        apply(room, event)
    again = room_with()
    for event in happened:
        apply(again, event)
    assert as_told(again) == as_told(room)
    assert (room.version, room.moves) == (10, 6)
