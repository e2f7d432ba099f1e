"""What holds for rounds and frameworks: who sets it, what is refused while something is closed, and what is logged."""

from __future__ import annotations

import json

import pytest

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, OFFICER, Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from csp_analytics.access.rules import NotAllowed
from csp_analytics.store import audit, reading
from csp_analytics.store.standing_rules import (
    RoundRule,
    RuleRefused,
    closed_frameworks,
    refuse_closed,
    rule_of,
    rules,
    set_framework,
    set_round,
)
from csp_analytics.store.submitting import SubmissionRefused, standing, submit, undo
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, FRAMEWORK, assessment, counts, figures, plan

ANN = Person("ann@example.org", frozenset({ADMINISTRATOR}))


def submitted(store, *readings):
    return submit(store, readings, seen=standing(store, readings))


def test_a_round_without_a_rule_is_named_and_open(store):
    assert rule_of(store, "2025") == RoundRule(NAMED, True, "", None)
    assert refuse_closed(store, [assessment(FIFE)]) == []


def test_a_rule_is_kept_with_who_set_it_and_when(store):
    with acting(ANN):
        assert set_round(store, "  2025 ", ALIASES, True)
    rule = rule_of(store, "2025")
    assert (rule.publishing, rule.open, rule.set_by) == (ALIASES, True, "ann@example.org")
    assert rule.set_at is not None
    assert list(rules(store)) == ["2025"]


def test_a_rule_takes_the_place_of_the_one_before_and_the_log_has_both(store):
    set_round(store, "2025", ALIASES, True)
    set_round(store, "2025", GROUP, False)
    assert (rule_of(store, "2025").publishing, rule_of(store, "2025").open, len(rules(store))) == (GROUP, False, 1)
    newest = json.loads(audit.entries(store).iloc[0]["detail"])
    assert newest == {"publishing": GROUP, "open": False, "publishing_before": ALIASES, "open_before": True}


def test_setting_what_holds_already_writes_nothing(store):
    version = store.version
    assert not set_round(store, "2025", NAMED, True)
    assert not set_framework(store, FRAMEWORK, True)
    assert (store.version, len(audit.entries(store))) == (version, 0)


@pytest.mark.parametrize(("round_", "publishing"), [("", NAMED), ("   ", NAMED), ("2" * 61, NAMED), ("2025", "secret")])
def test_what_is_no_rule_is_refused(store, round_, publishing):
    with pytest.raises(RuleRefused):
        set_round(store, round_, publishing, False)
    assert rules(store) == {}


@pytest.mark.parametrize("role", [ANALYST, FACILITATOR, OFFICER])
def test_only_administrators_set_rules(store, role):
    with acting(Person("c@example.org", frozenset({role}), frozenset({FIFE}))):
        with pytest.raises(NotAllowed, match="manage rounds"):
            set_round(store, "2025", GROUP, True)
        with pytest.raises(NotAllowed, match="manage frameworks"):
            set_framework(store, FRAMEWORK, False)
    assert (rules(store), closed_frameworks(store)) == ({}, [])


def test_nothing_of_a_closed_round_is_loaded_and_the_refusal_names_it(store):
    set_round(store, "2025", NAMED, False)
    outcome = load(store, assessment(FIFE, round_="2025"))
    assert (outcome.status, [one.code for one in outcome.problems]) == ("refused", ["closed"])
    assert "Round 2025, which is closed" in outcome.problems[0].sentence
    assert "An administrator can open it on the page Rounds." in outcome.problems[0].sentence
    assert reading.assessments(store).empty
    assert reading.imports(store)["outcome"].tolist() == ["refused"]
    assert load(store, assessment(FIFE, round_="2026")).status == "loaded"
    assert load(store, plan(FIFE, ["Theft"], round_="2025")).status == "refused"
    assert load(store, plan(FIFE, ["Theft"])).status == "loaded"  # states no round
    assert load(store, figures({(FIFE, "2025"): 1.0})).status == "loaded"  # context belongs to no round


def test_a_try_says_that_it_is_closed_and_leaves_no_line(store):
    set_round(store, "2025", NAMED, False)
    before = counts(store)
    assert load(store, assessment(FIFE), dry_run=True).status == "refused"
    assert counts(store) == before


def test_nothing_of_a_closed_framework_is_submitted_and_opening_it_lets_it_in(store):
    set_framework(store, FRAMEWORK, False)
    with pytest.raises(SubmissionRefused, match="Safer Communities is closed for returns"):
        submitted(store, assessment(FIFE))
    assert reading.submissions(store).empty
    set_framework(store, FRAMEWORK, True)
    assert submitted(store, assessment(FIFE)).number


def test_one_closed_part_of_a_submission_keeps_all_of_it_out(store):
    set_round(store, "2024", NAMED, False)
    with pytest.raises(SubmissionRefused, match="Round 2024 is closed"):
        submitted(store, assessment(FIFE, round_="2025"), plan(FIFE, ["Theft"], round_="2024"))
    assert counts(store)["assessment"] == 0


def test_what_is_there_already_is_not_refused_when_its_round_was_closed_since(store):
    load(store, assessment(FIFE))
    set_round(store, "2025", NAMED, False)
    assert load(store, assessment(FIFE)).status == "unchanged"


def test_nothing_of_a_closed_round_is_taken_back(store):
    made = submitted(store, assessment(FIFE)).number
    set_round(store, "2025", NAMED, False)
    with pytest.raises(SubmissionRefused, match=f"Submission {made} was not taken back. Round 2025 is closed"):
        undo(store, made)
    assert len(reading.assessments(store)) == 1
    set_round(store, "2025", NAMED, True)
    undo(store, made)
    assert reading.assessments(store).empty


def test_there_is_no_rule_for_a_framework_that_is_not_there(store):
    with pytest.raises(RuleRefused, match="There is no framework 'none'"):
        set_framework(store, "none", False)
