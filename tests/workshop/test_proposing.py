"""What a closed checklist tells the agenda: its counts, the newest one only, and no dry run."""

import pytest

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store import room_log
from csp_analytics.workshop.live import making
from csp_analytics.workshop.prepare.preparing import Ways, checklist, consensus
from csp_analytics.workshop.prepare.proposing import (
    COLUMNS,
    WEIGHTS,
    checklist_before,
    counts_of,
    parked_before,
    proposed,
)
from csp_analytics.workshop.session import record, rules
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import Event

FIFE = register().areas["S12000047"]
FRAMEWORK = next(iter(frameworks().values()))
FIRST, SECOND, THIRD = [row.criterion_id for row in FRAMEWORK.criteria[:3]]


def closed(store, answers, *, dry_run=False):
    """A checklist in which each voice gave these answers, by criterion, closed for good."""
    about = checklist(FRAMEWORK, FIFE, "2027", Ways(dry_run=dry_run))
    made = making.make(store, about)
    room = Room(about)
    for place in range(max(map(len, answers.values()))):
        rules.apply(room, Event("join", 0.0, f"v{place}"))
    for question, given in answers.items():
        for place, answer in enumerate(given):
            rules.apply(room, Event("answer", 0.0, f"v{place}", {"question": question, "vote": 1, "answer": answer}))
    room_log.close_for_good(store, made.room_id, record.of_room(room, "2027-01-01", ended=True).as_dict())


def test_without_a_closed_checklist_nothing_is_known(store):
    making.make(store, checklist(FRAMEWORK, FIFE, "2027"))  # one that is still open
    assert checklist_before(store, FIFE.area_code, FRAMEWORK.framework_id) is None
    assert counts_of(None).columns.tolist() == COLUMNS


def test_the_newest_closed_one_counts_where_five_answered_and_dry_runs_do_not(store):
    closed(store, {FIRST: "11111"})
    closed(store, {FIRST: "11444", SECOND: "2222"})
    closed(store, {FIRST: "33333"}, dry_run=True)
    found = counts_of(checklist_before(store, FIFE.area_code, FRAMEWORK.framework_id))

    assert set(found["item_id"]) == {FIRST}  # four answers to the second are not shown
    assert dict(zip(found["answer"], found["n"], strict=True)) == {"1": 2, "2": 0, "3": 0, "4": 3, "na": 0, "dk": 0}


def test_where_people_differ_comes_first_and_importance_is_weighed_against_it(store):
    """First: two at each end of five, third: all alike, so spread 0. Weighing importance alone turns it round."""
    closed(store, {FIRST: "11444", THIRD: "33333"})
    counts = counts_of(checklist_before(store, FIFE.area_code, FRAMEWORK.framework_id))
    ask = {"checklist": counts, "importance": {THIRD: 3, FIRST: 1}}

    by_spread = proposed(store, FRAMEWORK, FIFE, "2027", "", **ask, weights={"spread": 1, "gap": 0, "importance": 0})
    assert by_spread.rows["criterion_id"].tolist()[:2] == [FIRST, THIRD]
    assert by_spread.rows["priority"].iloc[1] == pytest.approx(0)
    alone = proposed(store, FRAMEWORK, FIFE, "2027", "", **ask, weights={"spread": 0, "gap": 0, "importance": 2})
    assert alone.rows["criterion_id"].tolist()[:2] == [THIRD, FIRST]
    none = proposed(store, FRAMEWORK, FIFE, "2027", "", **ask, weights=dict.fromkeys(WEIGHTS, 0))
    same = proposed(store, FRAMEWORK, FIFE, "2027", "", **ask, weights=WEIGHTS)
    assert none.formula == same.formula


@pytest.mark.parametrize("framework", frameworks().values(), ids=lambda one: one.framework_id)
def test_an_area_outside_the_register_takes_every_criterion_and_fife_those_of_its_tier(store, framework):
    blank = {"checklist": counts_of(None), "importance": {}, "weights": WEIGHTS}
    outside = proposed(store, framework, outside_area("Wrexham"), "2027", "", **blank)
    own = proposed(store, framework, FIFE, "2027", "", **blank)

    assert outside.rows["criterion_id"].tolist() == [row.criterion_id for row in framework.criteria]
    assert own.rows["criterion_id"].tolist() == [
        row.criterion_id for row in framework.criteria if row.applies_to in ("", "single")
    ]


def session(store, parked, *, dry_run=False, ended=True):
    """A session on the first three criteria that parked some of them."""
    about = consensus(FRAMEWORK, FIFE, "2027", dict.fromkeys((FIRST, SECOND, THIRD), 10), Ways(dry_run=dry_run))
    made = making.make(store, about)
    room = Room(about)
    for key in parked:
        rules.apply(room, Event("park", 0.0, "", {"question": key, "parked": True}))
    if ended:
        room_log.close_for_good(store, made.room_id, record.of_room(room, "2027-01-01", ended=True).as_dict())


def test_what_the_last_closed_session_parked_comes_first(store):
    ask = {"checklist": counts_of(None), "importance": {}, "weights": WEIGHTS}
    assert parked_before(store, FIFE.area_code, FRAMEWORK.framework_id) == []
    session(store, [FIRST])
    session(store, [SECOND, THIRD])
    session(store, [FIRST], dry_run=True)
    session(store, [FIRST], ended=False)

    parked = parked_before(store, FIFE.area_code, FRAMEWORK.framework_id)

    assert parked == [SECOND, THIRD]
    found = proposed(store, FRAMEWORK, FIFE, "2027", "", **ask, parked=parked)
    assert found.rows["criterion_id"].tolist()[:3] == [SECOND, THIRD, FIRST]
