"""The pages Partners and Learning matches as a person sees them."""

import pytest

from csp_analytics.store.writing import load
from tests.builders import learning_survey
from tests.builders.learning_survey import CLACKMANNANSHIRE, FIFE
from tests.pages.seen import opened
from tests.store.loadable import assessment

REFERENCES = ("<script", "Traceback", "nan", "NaN")


@pytest.fixture
def surveyed(empty):
    """A database with an assessment (some areas a level higher) and both surveys."""
    load(empty, assessment(FIFE, *learning_survey.OTHERS, level=2))
    load(empty, assessment(CLACKMANNANSHIRE, level=3, file="other.xlsx"))
    load(empty, learning_survey.skills())
    load(empty, learning_survey.partners())
    return empty


@pytest.fixture
def without_surveys(empty):
    load(empty, assessment(FIFE, *learning_survey.OTHERS, level=2))
    load(empty, assessment(CLACKMANNANSHIRE, level=3, file="other.xlsx"))
    return empty


def clean(page):
    assert page.alerts == []
    assert [inside for inside in ("Traceback", ">nan", " nan", "NaN") if inside in page.text] == []
    return page


def test_partners_opens_with_the_finding_then_the_pictures(surveyed):
    page = clean(opened("partners", area=FIFE))
    assert page.finding.startswith("Partnerships work least with Private sector (20% of 84 people")
    assert page.cards["Grew most in ten years"] == "+45"
    assert page.headings[:3] == [
        "Who works with whom, now and ten years ago",
        "Where people see room to do more",
        "Which partners each area works with",
    ]
    assert "Fife: its partners beside its peers" in page.headings
    assert len(page.charts) == 3
    assert page.address == {"survey-round": "2025", "peers": "family-people", "area": FIFE}


def test_a_cell_of_the_grid_opens_from_the_address(surveyed):
    page = clean(opened("partners", area=FIFE, cell=f"{FIFE}.nhs"))
    assert "Work with it now: 25% of 12 people (95% interval 9 to 53)." in page.text
    nonsense = clean(opened("partners", area=FIFE, cell="<b>x</b>.nhs"))
    assert "Behind the cell" not in nonsense.html


def test_learning_matches_of_all_areas(surveyed):
    page = clean(opened("learning", topics="skill"))
    assert "could learn from an area that is alike and stronger" in page.finding
    assert page.headings[0] == "Who could learn from whom"
    assert 'data-learner="S12000047"' in page.html
    assert "75% of 12 people there, 25% of 12 people here" in page.text
    assert {"Small groups that learn together", "What places of training close"} <= set(page.headings)


def test_learning_matches_of_one_area(surveyed):
    page = clean(opened("learning", topics="skill", area=FIFE))
    assert page.finding.startswith("Fife could learn from Clackmannanshire (Mediation);")
    assert {"It could learn from", "Who could learn from it"} <= set(page.headings)
    assert "Score" in page.text


def test_the_number_of_others_that_an_area_mentors_is_a_choice(surveyed):
    two = clean(opened("learning", topics="skill"))
    one = clean(opened("learning", topics="skill", mentors="1"))
    assert int(one.cards["Pairs"].split()[0]) < int(two.cards["Pairs"].split()[0])


def test_criteria_and_skills_together_or_alone(surveyed):
    both = clean(opened("learning", area=FIFE))
    assert both.choices["Match by"] == "both"
    assert "'Some success' there, 'Working towards' here" in both.text
    assert "Framework" in both.choices
    skills = clean(opened("learning", topics="skill", area=FIFE))
    assert "Framework" not in skills.choices


def test_training_places_and_rule_are_choices(surveyed):
    page = clean(opened("learning", topics="skill", gap="half", places="10"))
    assert "10 places in 1 course close 6 of 9 gaps at best: Mediation (6)." in page.text
    assert "1 course, 10 places, close 6 gaps." in page.text
    assert "Fife (3)" in page.text


def test_without_a_survey_partners_says_so_and_learning_goes_by_criteria(without_surveys):
    page = clean(opened("partners"))
    assert page.finding == "No answers to 'Partner links' have been loaded yet, so there is nothing to show."
    learning = clean(opened("learning"))
    assert learning.choices["Match by"] == "criterion"
    assert "could learn" in learning.finding
    assert "What places of training close" not in learning.headings
