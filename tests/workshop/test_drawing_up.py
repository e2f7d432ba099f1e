"""The agenda as it is drawn up: what is proposed for the time, what was changed, and the line that keeps it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis import agenda as ordering
from csp_analytics.frameworks.load import frameworks
from csp_analytics.workshop.prepare.drawing_up import (
    AS_PROPOSED,
    Changes,
    Slot,
    changed,
    changes_of,
    draw_up,
    in_order,
    with_principle,
)

IDS = list("abcdef")


def test_what_fits_is_proposed_in_order_and_starts_one_after_the_other():
    """60 minutes less 10 to open and 15 to close are 35: three of 10, and 5 to spare."""
    drawn = draw_up(IDS, Changes(), minutes_total=60, minutes_each=10)

    assert drawn.slots[:4] == (Slot("a", 10, 10), Slot("b", 10, 20), Slot("c", 10, 30), Slot("d", 10, None))
    assert drawn.inside == {"a": 10, "b": 10, "c": 10}
    assert (drawn.free, drawn.over) == (35, 0)


def test_a_longer_criterion_leaves_less_room_and_nothing_jumps_the_queue():
    """35 minutes: a takes 10, b 30, so b does not fit any more; c would, but it comes after b."""
    assert draw_up(IDS, Changes(minutes={"b": 30}), minutes_total=60, minutes_each=10).inside == {"a": 10}
    assert draw_up(IDS, Changes(), minutes_total=25, minutes_each=10).inside == {}


def test_what_was_ticked_holds_whatever_fits():
    """b is out and nothing takes its place; f is in, and then a, c and f take 30 of 35 minutes. With d too it is 40."""
    changes = Changes(taken={"b": False, "f": True})
    drawn = draw_up(IDS, changes, minutes_total=60, minutes_each=10)
    assert [(slot.criterion_id, slot.start) for slot in drawn.slots if slot.taken] == [("a", 10), ("c", 20), ("f", 30)]
    more = draw_up(IDS, changed(changes, "d", taken=True), minutes_total=60, minutes_each=10)
    assert (sum(more.inside.values()), more.over) == (40, 5)


def test_what_is_rated_already_is_taken_only_when_somebody_ticks_it():
    """35 minutes: b, c and d take 30; a is rated. Ticked in, a stands in its place and it is 40."""
    drawn = draw_up(IDS, Changes(), minutes_total=60, minutes_each=10, rated={"a"})
    assert list(drawn.inside) == ["b", "c", "d"]
    ticked = draw_up(IDS, Changes(taken={"a": True}), minutes_total=60, minutes_each=10, rated={"a"})
    assert (list(ticked.inside), ticked.over) == (["a", "b", "c", "d"], 5)


def test_moves_are_made_one_after_the_other():
    assert in_order(IDS, [("e", 1), ("a", 6)]) == ["e", "b", "c", "d", "f", "a"]
    assert in_order(IDS, [("e", 1), ("e", 2)]) == ["a", "e", "b", "c", "d", "f"]
    assert in_order(IDS, [("x", 1)]) == IDS  # one that does not apply here any more


@given(st.integers(1, 12), st.integers(0, 300), st.integers(1, 60))
def test_without_changes_it_is_the_timetable_of_the_analysis(n, total, each):
    ids = [f"c{place}" for place in range(n)]
    timetable = ordering.fit(pd.DataFrame({"criterion_id": ids}), total, each)
    drawn = draw_up(ids, Changes(), minutes_total=total, minutes_each=each)

    assert list(drawn.inside) == list(timetable.inside["criterion_id"])
    assert [slot.start for slot in drawn.slots if slot.taken] == [int(one) for one in timetable.inside["start"]]
    assert tuple(slot.criterion_id for slot in drawn.slots if not slot.taken) == timetable.outside


ids, steps = st.sampled_from(IDS), st.integers(1, 3)
any_changes = st.builds(
    Changes,
    st.dictionaries(ids, st.booleans()),
    st.dictionaries(ids, st.integers(1, 240)),
    st.dictionaries(ids, steps),
    st.dictionaries(st.sampled_from(["p", "q"]), steps),
    st.lists(st.tuples(ids, st.integers(1, len(IDS))), max_size=5).map(tuple),
)


@given(any_changes)
def test_the_line_of_an_address_gives_back_what_was_changed(changes):
    assert changes_of(changes.as_text(), IDS, ["p", "q"]) == changes


@given(any_changes, st.integers(0, 200), st.integers(1, 60))
def test_whatever_is_changed_every_criterion_is_there_once_and_times_do_not_overlap(changes, total, each):
    drawn = draw_up(IDS, changes, minutes_total=total, minutes_each=each)

    assert sorted(slot.criterion_id for slot in drawn.slots) == IDS
    at = 10
    for slot in drawn.slots:
        if slot.start is not None:
            assert slot.start == at
            at += slot.minutes
    assert all(drawn.inside.keys() >= {key} for key, taken in changes.taken.items() if taken)
    assert not {key for key, taken in changes.taken.items() if not taken} & drawn.inside.keys()


def test_nothing_changed_is_said_in_words():
    assert Changes().as_text() == AS_PROPOSED
    assert changes_of(AS_PROPOSED, IDS, []) == changes_of("", IDS, []) == Changes()


@pytest.mark.parametrize(
    "forged",
    ["in~zz", "min0~a", "min241~a", "min9999~a", "imp4~a", "imp0~a", "pri2~a", "imp2~p", "at0~a", "at7~a", "at~a",
     "IN~a", "a", "~", ",,,", "in~<script>alert(1)</script>", "min٣~a"],
)  # fmt: skip
def test_what_an_address_makes_up_counts_as_not_said(forged):
    assert changes_of(f"{forged},out~b", IDS, ["p"]) == Changes(taken={"b": False})


def test_importance_of_a_criterion_goes_before_that_of_its_principle():
    framework = next(iter(frameworks().values()))
    first, second = [row for row in framework.criteria if row.principle_id == framework.criteria[0].principle_id][:2]
    changes = with_principle(changed(Changes(), first.criterion_id, importance=3), first.principle_id, 1)
    found = changes.important(framework)

    assert (found[first.criterion_id], found[second.criterion_id]) == (3, 1)
    assert {framework.by_id[key].principle_id for key in found} == {first.principle_id}
    none = with_principle(changed(changes, first.criterion_id, importance=0), first.principle_id, 0)
    assert none.important(framework) == {}
