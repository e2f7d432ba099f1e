"""The command ``learning`` gives the pairs, groups and courses of the page, and refuses what it cannot use."""

from __future__ import annotations

import pytest

from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import load
from tests.builders import learning_survey
from tests.builders.learning_survey import CLACKMANNANSHIRE, FIFE


@pytest.fixture
def tell(run, tmp_path):
    """The command over the small nation of ``learning_survey``: skills alone, no assessment."""
    place = tmp_path / "surveyed.duckdb"
    store = open_store(place)
    load(store, learning_survey.skills())
    store.close()
    return lambda *arguments: run("learning", *arguments, "--db", place)


def test_the_pairs_of_an_area_with_the_parts_of_their_score(tell):
    rows = tell("--area", "Fife", "--format", "json").json
    learns = [row for row in rows if row["learner"] == FIFE]
    assert [(row["mentor"], row["mentor_name"], row["topics"]) for row in learns] == [
        (CLACKMANNANSHIRE, "Clackmannanshire", "mediation")
    ]
    (row,) = learns
    # 75 less 25 is 50 of 200 points: strength 0.25. 50 x 0.25 + 30 x likeness + 20, since Fife has something to give.
    assert (row["strength"], row["mutual"], row["n_needs"]) == (0.25, True, 2)
    assert row["score"] == pytest.approx(12.5 + 30 * row["likeness"] + 20, abs=1e-4)
    assert all(FIFE in (row["learner"], row["mentor"]) for row in rows)


def test_no_area_mentors_more_than_is_asked(tell):
    rows = tell("--most-mentored", "1", "--format", "json").json
    mentors = [row["mentor"] for row in rows]
    assert len(mentors) == len(set(mentors))


def test_groups_and_training(tell):
    groups = tell("--what", "groups", "--format", "json").json
    assert {row["topic_id"] for row in groups} == {"mediation"}
    assert [row["area"] for row in groups if row["part"] == "shares"] == ["Clackmannanshire"]
    training = tell("--what", "training", "--gap", "half", "--places", "10", "--format", "json").json
    assert sorted((row["item_id"], row["places"]) for row in training) == [("mediation", 1)] * 5 + [("mediation", 3)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "criterion"), "No assessment has been loaded yet."),
        (("--survey-round", "1999"), "There is no round '1999' of the skills survey. Expected one of 2025."),
        (("--most-mentored", "0"), "--most-mentored and --course take 1 or more"),
        (("--what", "training", "--places", "999999"), "--places 0 to 300"),
        (("--grouping", "familly-people"), "Did you mean 'family-people'?"),
        (("--area", "Fiff"), "There is no area 'Fiff'."),
    ],
)
def test_what_cannot_be_used_is_refused(tell, arguments, said):
    answer = tell(*arguments)
    assert answer.code == 1
    assert said in answer.err


def test_an_empty_database_is_refused(run, tmp_path):
    open_store(tmp_path / "empty.duckdb").close()
    answer = run("learning", "--db", tmp_path / "empty.duckdb")
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing has been loaded yet." in answer.err


def test_the_demonstration_data_says_so(ask):
    answer = ask("learning", "--by", "criterion", "--format", "json")
    assert answer.code == 0
    assert all(row["demo"] for row in answer.json)
    assert "Demonstration data" in answer.err
