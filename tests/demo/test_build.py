"""The demonstration data goes through the ordinary importer and comes out as it was drawn."""

from datetime import date

import pandas as pd
import pytest

from csp_analytics.analysis.action_tracking import summary, tracked
from csp_analytics.areas.register import register
from csp_analytics.demo.build import build
from csp_analytics.demo.draw import ratings as draw_ratings
from csp_analytics.demo.setting import ABSENT, of_definitions
from csp_analytics.demo.strength import strengths
from csp_analytics.frameworks.load import frameworks
from csp_analytics.problems import ERROR
from csp_analytics.store import reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED, UNCHANGED, clear_demo

FRAMEWORKS, ROUNDS = tuple(frameworks()), tuple(ABSENT)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("demo") / "demo.duckdb")
    told = []
    outcomes = build(store, progress=lambda *words: told.append(words))
    yield store, outcomes, told
    store.close()


def test_every_workbook_loads_without_an_error(built):
    _, outcomes, _ = built

    assert [(one.file, one.status) for one in outcomes] == [(one.file, LOADED) for one in outcomes]
    assert [problem.sentence for one in outcomes for problem in one.problems if problem.severity == ERROR] == []


def test_each_layout_is_recognised_for_what_it_is(built):
    _, outcomes, _ = built
    layouts = [one.layout for one in outcomes]

    assert {name: layouts.count(name) for name in set(layouts)} == {
        "long": 6,
        "national return": 3,
        "template": 1,
        "action plan": 2,
        "indicator table": 1,
        "microsoft-forms": 1,
        "smartsurvey": 1,
        "table of posts": 1,
    }


def test_progress_is_told_before_each_file(built):
    _, outcomes, told = built

    assert told == [(number, len(outcomes), one.file) for number, one in enumerate(outcomes, start=1)]


@pytest.mark.parametrize("place", range(len(FRAMEWORKS)), ids=FRAMEWORKS)
def test_what_is_loaded_is_what_was_drawn(built, place):
    store = built[0]
    framework = frameworks()[FRAMEWORKS[place]]
    keys = ["area_code", "round", "criterion_id"]

    loaded = reading.ratings(store, framework.framework_id, texts=True).sort_values(keys, ignore_index=True)
    drawn = draw_ratings(framework, strengths(of_definitions()), main=place == 0).sort_values(keys, ignore_index=True)

    for column in (*keys, "answer", "level", "evidence", "action"):
        pd.testing.assert_series_equal(loaded[column], drawn[column], check_dtype=False, obj=column)


def test_each_round_of_each_framework_has_the_areas_that_answered(built):
    there = reading.assessments(built[0]).groupby(["framework", "round"])["area_code"].nunique()

    assert there.to_dict() == {
        (framework, name): len(codes) for framework in FRAMEWORKS for name, codes in of_definitions().answering.items()
    }


def test_everything_is_marked_as_demonstration_data_and_can_be_cleared(tmp_path):
    store = open_store(tmp_path / "demo.duckdb")
    build(store)
    assessments = len(FRAMEWORKS) * (31 + 30 + 30)
    counts = reading.demo_counts(store)
    assert (counts["assessments"], counts["indicators"]) == (assessments, 2 * 32 * 9)
    assert counts["surveys"] == 2 + 3  # skills and partners in 2021; in 2025 the themes as well
    assert reading.actions(store)["demo"].all()

    clear_demo(store)

    assert reading.demo_counts(store) == {"assessments": 0, "actions": 0, "indicators": 0, "surveys": 0}
    store.close()


def test_a_second_build_changes_nothing(built):
    store = built[0]
    before = store.version

    outcomes = build(store)

    assert {one.status for one in outcomes} == {UNCHANGED}
    assert store.version == before


def test_actions_are_linked_to_criteria_and_most_have_a_date(built):
    actions = reading.actions(built[0])
    per_area = actions.groupby("area_code").size()

    assert set(per_area.index) == set(of_definitions().answering[ROUNDS[-1]])
    assert per_area.between(4, 8).all()
    assert set(actions["criterion_id"]) <= set(frameworks()[FRAMEWORKS[0]].by_id)
    assert 0.9 < actions["due"].notna().mean() < 1  # "Ongoing" is no date
    assert set(actions["status"]) == {"not started", "in progress", "done"}


def test_plans_of_two_rounds_show_what_is_done_overdue_due_and_later_at_the_end_of_2026(built):
    actions = tracked(reading.plans(built[0]), date(2026, 11, 22))
    states = summary(actions)

    assert set(actions["round"]) == set(ROUNDS[-2:])
    assert (actions["measure"] != "").all()
    assert (states[["done", "overdue", "due", "later"]].sum() > 20).all()
    before = states[states["n_earlier"] > 0]
    assert len(before) == 8
    assert (before["earlier_carried"] > 0).all()
    assert (before["slipped"] > 0).sum() > 6
    assert (before[["earlier_done", "earlier_dropped"]].sum() > 4).all()
    fife = states[states["area_code"] == of_definitions().keen_area].iloc[0]
    assert (fife[["done", "overdue", "due", "later", "no date"]] > 0).all()


def test_indicators_go_with_their_areas(built):
    figures = reading.indicators(built[0])

    assert set(figures["area_code"]) == set(register().areas)
    assert figures.groupby("indicator_id").size().tolist() == [32 * 9, 32 * 9]
    assert figures["title"].str.contains("demonstration").all()
    assert figures["demo"].all()
