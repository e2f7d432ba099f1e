"""Proposed actions: which criteria, in which order, with which words and dates. Worked by hand, and by laws."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.proposals import (
    ACTION_COLUMNS,
    COLUMNS,
    IN_PLAN,
    due_by,
    due_words,
    in_the_plan,
    propose,
    weakest,
)
from csp_analytics.analysis.strengths import beside_peers, strongest_and_weakest
from csp_analytics.frameworks.crosswalk import crosswalk
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.proposed_actions import proposed_actions
from csp_analytics.ingest.plans.dates import read_date
from csp_analytics.ingest.reading import COLUMNS as TABLES

TODAY = datetime.date(2026, 11, 22)
NO_LINKS = pd.DataFrame(columns=["criterion_a", "criterion_b"])
PEERS = pd.DataFrame({"area_code": "X", "peer_code": list("ABCDE"), "group": "one"})


def defined(*rows):
    """Proposals in shorthand: scope, scope_id, action, months."""
    frame = pd.DataFrame(rows, columns=["scope", "scope_id", "action", "when_months"])
    return frame.assign(
        milestone="Seen: " + frame["action"], measure="Known: " + frame["action"], source="", assigned_by="project"
    )


EVERYTHING = defined(("principle", "p", "Mend '{criterion}'", 6))


@pytest.fixture
def toy(made_up):
    return made_up({"p": 6})


@pytest.fixture
def beside(rated, toy):
    """X with levels 3 1 2 1 4 4; its five peers all stand at 3, on the fourth criterion at 4."""
    marks = {"X": {"p": "3 1 2 1 4 4"}} | {peer: {"p": "3 3 3 4 3 3"} for peer in "ABCDE"}
    return beside_peers(rated(marks), PEERS, "X", toy)


def plan(*rows):
    """An action plan in shorthand: criterion, status, position."""
    frame = pd.DataFrame(rows, columns=["criterion_id", "status", "position"])
    return frame.assign(issue="I", action="Do", when_text="Soon", due=pd.NaT, owner="Ann")


def made(beside, toy, proposals=EVERYTHING, links=NO_LINKS, **given_):
    return propose(beside, toy, proposals, links, area_code="X", round_="2026", today=TODAY, **given_)


def test_the_columns_are_those_of_an_action_plan_as_it_is_read():
    assert TABLES["action"] == ACTION_COLUMNS
    assert (*ACTION_COLUMNS, "why") == COLUMNS


class TestByHand:
    def test_the_weakest_come_first_in_the_order_of_strengths(self, beside, toy):
        # Levels 1, 1, 2 are in the lower half. Of the two at 1 the fourth is 3 below its peers, the second 2 below.
        assert list(made(beside, toy)["criterion_id"]) == ["toy.p.04", "toy.p.02", "toy.p.03"]
        assert list(strongest_and_weakest(beside, toy)[1]["criterion_id"]) == ["toy.p.04", "toy.p.02", "toy.p.03"]

    def test_a_row_in_full(self, beside, toy):
        row = made(beside, toy, most=1).iloc[0].to_dict()
        assert row == {
            "area_code": "X",
            "framework": "toy",
            "criterion_id": "toy.p.04",
            "position": 1,
            "stage": "Late",
            "issue": "toy.p.04: Level 1",
            "action": "Mend 'toy.p.04'",
            "when_text": "By end of June 2027",  # six months from November: May, whose quarter ends with June
            "due": pd.Timestamp("2027-06-30"),
            "milestone": "Seen: Mend 'toy.p.04'",
            "owner": "",
            "status": "not started",
            "measure": "Known: Mend 'toy.p.04'",
            "round": "2026",
            "why": "Own level: Level 1; median of 5 peers: Level 4.",
        }

    def test_under_five_peers_nothing_is_compared(self, rated, toy):
        rows = rated({"X": {"p": "1 1 1 4 4 4"}, "A": {"p": "3 . 3 3 3 3"}, "B": {"p": "3 . ? 3 3 3"}})
        found = made(beside_peers(rows, PEERS, "X", toy), toy).set_index("criterion_id")["why"]
        assert found["toy.p.01"] == "Own level: Level 1; not compared, because only 2 peers rated it."
        assert found["toy.p.03"] == "Own level: Level 1; not compared, because only 1 peer rated it."
        assert found["toy.p.02"] == "Own level: Level 1; not compared, because no peer rated it."

    def test_a_median_between_two_levels_is_said_as_such(self, rated, toy):
        pairs = pd.DataFrame({"area_code": "X", "peer_code": list("ABCDEF"), "group": "one"})
        marks = {"X": {"p": "1 4 4 4 4 4"}} | {
            peer: {"p": f"{2 if peer in 'ABC' else 3} 3 3 3 3 3"} for peer in "ABCDEF"
        }
        found = made(beside_peers(rated(marks), pairs, "X", toy), toy)
        assert found["why"].iloc[0] == "Own level: Level 1; median of 6 peers: between Level 2 and Level 3."

    def test_a_checklist_speaks_of_answers(self, rated, made_up):
        yes_no = made_up({"p": 4}, levels=(0, 1), kind="checklist")
        rows = rated({area: {"p": "0 1 1 1" if area == "X" else "1 1 1 1"} for area in "XABCDE"})
        found = made(beside_peers(rows, PEERS, "X", yes_no), yes_no)
        assert list(found["criterion_id"]) == ["toy.p.01"]
        assert found["why"].iloc[0] == "Own answer: Level 0; median of 5 peers: Level 1."

    def test_when_everything_is_at_one_high_level_nothing_is_proposed(self, rated, toy):
        found = made(beside_peers(rated({"X": {"p": "4 4 4 4 4 4"}}), PEERS, "X", toy), toy)
        assert (len(found), list(found.columns)) == (0, list(COLUMNS))

    def test_without_a_rating_or_a_definition_nothing_is_proposed(self, rated, toy, beside):
        nothing = beside_peers(rated({"X": {"p": ". . . . . ."}}), PEERS, "X", toy)
        assert len(made(nothing, toy)) == 0
        assert len(made(beside, toy, proposals=defined())) == 0


class TestWhichActionFits:
    ORDER = (
        ("criterion", "toy.p.04", "Own", 6),
        ("criterion", "other.01", "Of the link", 6),
        ("facet", "toy.side.even", "Of the facet", 6),
        ("group", "toy.late", "Of the group", 6),
        ("principle", "p", "Of the principle", 6),
    )
    LINKS = pd.DataFrame({"criterion_a": ["toy.p.04"], "criterion_b": ["other.01"]})

    @pytest.mark.parametrize("left_out", range(5))
    def test_its_own_then_a_links_then_the_facets_the_groups_the_principles(self, beside, toy, left_out):
        rows = self.ORDER[left_out:]
        found = made(beside, toy, defined(*rows), self.LINKS, most=1)
        assert found["action"].iloc[0] == rows[0][2]

    def test_one_action_is_not_proposed_for_two_criteria(self, beside, toy):
        # The fourth comes first and is of the late group, so it takes the action of that group.
        rows = (("group", "toy.late", "Of the group", 6), ("principle", "p", "Of the principle", 6))
        found = made(beside, toy, defined(*rows))
        # The second, of the early group, has the principle's; for the third, of the late one, nothing new is left.
        assert dict(zip(found["criterion_id"], found["action"], strict=True)) == {
            "toy.p.04": "Of the group",
            "toy.p.02": "Of the principle",
        }


class TestBesideAPlan:
    def test_a_criterion_with_an_open_action_is_in_the_plan_already(self, beside, toy):
        existing = plan(("toy.p.04", "in progress", 1), ("toy.p.02", "done", 2), ("", "not started", 3))
        assert list(made(beside, toy, existing=existing)["criterion_id"]) == ["toy.p.02", "toy.p.03"]
        there = in_the_plan(beside, toy, existing)
        assert list(there.columns) == list(IN_PLAN)
        assert there[["criterion_id", "action", "status"]].to_numpy().tolist() == [["toy.p.04", "Do", "in progress"]]
        assert there["why"].iloc[0] == "Own level: Level 1; median of 5 peers: Level 4."

    def test_a_status_that_is_not_stated_counts_as_open(self, beside, toy):
        existing = plan(("toy.p.04", "not stated", 1))
        assert "toy.p.04" not in set(made(beside, toy, existing=existing)["criterion_id"])

    def test_positions_go_on_from_the_plan(self, beside, toy):
        existing = plan(("", "done", 7))
        assert list(made(beside, toy, existing=existing)["position"]) == [8, 9, 10]

    def test_without_a_plan_nothing_is_in_it(self, beside, toy):
        assert list(in_the_plan(beside, toy, None).columns) == list(IN_PLAN)
        assert len(in_the_plan(beside, toy, plan())) == 0


class TestDueDates:
    @pytest.mark.parametrize(
        ("months", "due"),
        [
            (1, "2026-12-31"),  # to three months: the end of that month
            (2, "2027-01-31"),
            (3, "2027-02-28"),
            (4, "2027-03-31"),  # March, the end of its quarter
            (5, "2027-06-30"),  # April belongs to the quarter that ends in June
            (6, "2027-06-30"),
            (9, "2027-09-30"),  # August
            (12, "2027-12-31"),  # November
            (15, "2028-03-31"),  # February of a leap year
        ],
    )
    def test_by_hand(self, months, due):
        assert due_by(TODAY, months) == datetime.date.fromisoformat(due)

    @given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), st.integers(1, 60))
    def test_it_is_the_last_day_of_a_month_not_too_early_and_at_most_two_months_late(self, today, months):
        due = due_by(today, months)
        assert (due + datetime.timedelta(days=1)).day == 1
        late = (due.year - today.year) * 12 + due.month - today.month - months
        assert 0 <= late <= 2
        assert late == 0 or due.month % 3 == 0

    @given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 12, 31)), st.integers(1, 60))
    def test_a_plan_that_is_loaded_again_reads_the_same_date_in_the_words(self, today, months):
        due = due_by(today, months)
        assert read_date(due_words(due)) == due


@given(
    st.lists(st.sampled_from("1234.?-"), min_size=6, max_size=6),
    st.lists(st.sampled_from("1234."), min_size=6, max_size=6),
    st.integers(1, 6),
)
def test_whatever_the_answers_proposals_are_for_weak_criteria_once_each(made_up, rated, own, theirs, most):
    toy = made_up({"p": 6})
    marks = {"X": {"p": " ".join(own)}} | {peer: {"p": " ".join(theirs)} for peer in "ABCDE"}
    beside = beside_peers(rated(marks), PEERS, "X", toy)
    found = made(beside, toy, most=most)
    weak = weakest(beside, toy)
    assert list(found["criterion_id"]) == list(weak["criterion_id"])[:most]
    assert list(found["position"]) == list(range(1, len(found) + 1))
    levels = found["criterion_id"].map(beside.set_index("criterion_id")["level"])
    assert levels.is_monotonic_increasing
    assert not (levels == toy.highest).any()


@pytest.mark.parametrize("name", list(frameworks()))
def test_every_criterion_of_every_framework_gets_an_action_of_its_own_when_it_stands_alone(name):
    """All criteria but one at the highest level, that one at the lowest: exactly one action, about that criterion."""
    chosen, proposals, links = frameworks()[name], proposed_actions()[0], crosswalk()[0]
    ids = [row.criterion_id for row in chosen.criteria]
    assert len(ids) == {"safer-communities": 37, "excellence": 49, "hallmarks": 100}[name]
    for wanted in ids:
        level = [float(chosen.lowest if one == wanted else chosen.highest) for one in ids]
        beside = pd.DataFrame({"criterion_id": ids, "level": level}).assign(
            peer_median=float("nan"), n_peers=0, n_below=0, n_same=0, n_above=0, gap=float("nan")
        )
        found = propose(beside, chosen, proposals, links, area_code="X", round_="1", today=TODAY)
        assert list(found["criterion_id"]) == [wanted]
        texts = found[["action", "milestone", "measure"]].iloc[0]
        assert texts.str.len().min() > 10
        assert not texts.str.contains("[{}]").any()


def test_an_area_that_is_low_on_everything_gets_five_different_actions():
    for chosen in frameworks().values():
        beside = pd.DataFrame({"criterion_id": [row.criterion_id for row in chosen.criteria]}).assign(
            level=float(chosen.lowest), peer_median=float("nan"), n_peers=0, n_below=0, n_same=0, n_above=0, gap=0.0
        )
        found = propose(
            beside, chosen, *(proposed_actions()[0], crosswalk()[0]), area_code="X", round_="1", today=TODAY
        )
        assert (len(found), found["action"].nunique()) == (5, 5)
