"""The board paper of a round that one area alone has: before it is submitted, and after."""

from __future__ import annotations

from datetime import date

import pytest

from csp_analytics.pictures.officer import officer_picture
from csp_analytics.pictures.paper import paper, papers
from csp_analytics.store.overlay import beside_of, laid_over
from csp_analytics.store.submitting import standing, submit
from csp_analytics.workshop.session import agreed
from tests.builders.held_sessions import FIFE, FRAMEWORK, in_fife

PEERS, TODAY = "family-people", date(2026, 11, 23)
BESIDE = (
    "The answers of Fife are of round 2026, which nobody else has yet: they are set beside round 2025, the newest of "
    "the others."
)
MOVED = "Since 2025, 0 of 1 criteria improved, 1 stayed the same and 0 declined."


@pytest.fixture(scope="module")
def session():
    """Twelve people in Fife rated 2 of the 37 criteria, in round 2026."""
    return agreed.reading(in_fife().record(), None)


@pytest.fixture
def before(demo_store, session):
    """The paper before it is submitted."""
    laid = laid_over(demo_store, [session], beside_of(demo_store, FIFE, [(FRAMEWORK, "2026")]))
    return paper(laid, FIFE, FRAMEWORK, "2026", PEERS, published=demo_store, today=TODAY)


@pytest.fixture
def submitted(own_demo_store, session):
    """The database after it was submitted."""
    submit(own_demo_store, [session], seen=standing(own_demo_store, [session]), by="a test")
    return own_demo_store


def compared(made):
    """What the peers have at each level, criterion by criterion, without the area's own and published columns."""
    return next(one.table for one in made.appendix if one.title.startswith("Every criterion")).filter(like="Peers")


def test_submitted_or_not_it_stands_beside_the_newest_round_of_the_others(before, submitted):
    after = paper(submitted, FIFE, FRAMEWORK, "2026", PEERS, today=TODAY)
    assert compared(after).equals(compared(before))
    assert after.finding == before.finding
    for made in (before, after):
        assert BESIDE in made.said
        assert made.title == made.header["Title"] == "Fife: Safer Communities, self-assessment 2026 beside 2025"
        assert made.parts[0].exhibits[0].basis.startswith("Round 2026 beside 2025; 6 of 7 peers with a score")
    ((code, of_all),) = papers(submitted, [FIFE], FRAMEWORK, "2026", PEERS, today=TODAY)
    assert (code, of_all.said, of_all.finding) == (FIFE, after.said, after.finding)
    assert BESIDE in officer_picture(submitted, FRAMEWORK, "2026", PEERS, FIFE, published=None, today=TODAY).said


def test_the_own_round_and_the_one_before_are_not_those_of_the_peers(before):
    assert before.summary[0].endswith("in round 2026 beside 7 peers (Family group (people)), the peers' of round 2025.")
    change = next(one for one in before.parts if one.title == "What changed since the last round")
    assert change.exhibits[0].takeaway == MOVED
    assert {"Like-for-like score 2025", "Like-for-like score 2026"} < set(change.exhibits[0].table.columns)
    assert before.recommendations[-1] == "Agree to assess again in 2027."
    peers = next(one for one in before.appendix if one.title == "Who the peers are")
    assert "Without an assessment in round 2025: West Lothian." in peers.sentences


def test_what_was_not_on_the_agenda_is_a_number_and_not_a_table(before):
    """Vision is the same and Ideas newly rated; of the 35 published in 2025, 34 were not on the agenda."""
    differs = next(one for one in before.parts if one.title == "What differs from what is published")
    assert differs.sentences == [
        "Beside what is published for 2025, 1 criterion is newly rated and 1 is the same. 34 criteria that are "
        "published are not answered this time: not listed."
    ]
    assert differs.table["Difference"].tolist() == ["+ newly rated"]


def test_a_session_over_the_same_round_lists_what_would_be_lost(demo_store):
    reading = agreed.reading(in_fife(round_="2025").record(), None)
    made = paper(laid_over(demo_store, [reading]), FIFE, FRAMEWORK, "2025", PEERS, published=demo_store, today=TODAY)
    differs = next(one for one in made.parts if one.title == "What differs from what is published")
    assert (differs.table["Difference"] == "– no longer rated").sum() == 34
