"""Learning matches put together: sentences with their figures, reasons, groups, training, and no small number.

The nation is that of ``tests/builders/learning_survey.py``. Mediation: Clackmannanshire (75%) is the only area over the
line; Fife (25%) lacks 50 points to it, five areas (42%) lack 33. Data analysis: Clackmannanshire (17%) has the need,
Fife (83%) and the five others (100%) are strong. Facilitation: nobody is 20 points above anybody.
"""

import re

import pytest

from csp_analytics.analysis.learning import CRITERION, SKILL
from csp_analytics.areas.register import register
from csp_analytics.findings.learning import BOTH, Wanted
from csp_analytics.pictures import learning_choices
from csp_analytics.pictures.learning import learning_picture
from csp_analytics.pictures.learning_asked import ask, topic_names
from csp_analytics.pictures.learning_groups import groups_picture
from csp_analytics.pictures.learning_training import training_picture
from csp_analytics.store.writing import load
from tests.builders import learning_survey
from tests.builders.learning_survey import CLACKMANNANSHIRE, FIFE, MORAY, SOUTH_AYRSHIRE

SKILLS = Wanted(SKILL, "2025", "", "", "family-people")
SMALL_NAMES = ("South Ayrshire", "Moray")


@pytest.fixture
def surveyed(store):
    assert load(store, learning_survey.skills()).status == "loaded"
    return store


def everything_said(store, wanted=SKILLS) -> list[str]:
    """Every word that the page would show, over all areas and for each."""
    asked = ask(store, wanted)
    said = []
    for area in ("", FIFE, CLACKMANNANSHIRE, SOUTH_AYRSHIRE, MORAY):
        shown = learning_picture(asked, area)
        said += [shown.finding, str(shown.cards), str(shown.learners), str(shown.own), str(shown.teaches)]
        said += [*shown.without, *(table.to_csv() for table in shown.tables.values())]
        said.append(shown.topics.table.to_csv() + shown.topics.takeaway)
    groups = groups_picture(asked)
    said += [groups.finding, str(groups.cards), groups.table.to_csv()]
    for rule in ("two", "half"):
        train = training_picture(store, "2025", 30, 10, rule)
        said += [train.finding, train.courses.to_csv(), train.closed.to_csv(), train.curve.table.to_csv()]
    return said


def test_the_pair_says_what_there_is_to_learn_with_its_figures(surveyed):
    shown = learning_picture(ask(surveyed, SKILLS), FIFE)

    assert shown.finding.startswith("Fife could learn from Clackmannanshire (Mediation);")
    (mentor,) = shown.own.mentors
    # 9 of 12 are 75%, 3 of 12 are 25%: Newcombe's interval of the difference is 10 to 73, above zero.
    assert mentor.lessons == ["Mediation: 75% of 12 people there, 25% of 12 people here"]
    assert mentor.gives_back == "Data analysis"
    assert mentor.alike.startswith("in the same peer group (Family group 3 (people): second most deprived)")


def test_a_difference_that_can_be_chance_says_so(surveyed):
    shown = learning_picture(ask(surveyed, SKILLS), "")
    lessons = [lesson for card in shown.learners for pair in card.mentors for lesson in pair.lessons]
    # 75% and 42% of 12 people each: the interval of the difference reaches below zero.
    assert "Mediation: 75% of 12 people there, 42% of 12 people here (can be chance)" in lessons


def test_nobody_mentors_more_than_it_may_and_the_rest_are_told_why(surveyed):
    shown = learning_picture(ask(surveyed, SKILLS), "")
    # Clackmannanshire may mentor two: Fife, who gains most, and one of the five others. It has two mentors itself.
    from_clackmannanshire = [card.name for card in shown.learners for p in card.mentors if p.code == CLACKMANNANSHIRE]
    assert len(from_clackmannanshire) == 2
    assert "Fife" in from_clackmannanshire
    full = next(said for said in shown.without if "areas that are stronger each mentor 2 others already" in said)
    names = [register().names[code] for code in learning_survey.OTHERS if register().names[code] in full]
    assert len(names) == 4
    areas = shown.tables["Every area"].set_index("Area")
    assert areas.loc[list(SMALL_NAMES), "Why it has none"].str.startswith("nothing of it can be shown").all()
    assert areas.loc["Fife", "Why it has none"] == ""


def test_one_place_each_leaves_the_pair_with_most_to_learn(surveyed):
    one = Wanted(SKILL, "2025", "", "", "family-people", most_mentored=1)
    shown = learning_picture(ask(surveyed, one), "")
    assert [card.name for card in shown.learners for p in card.mentors if p.code == CLACKMANNANSHIRE] == ["Fife"]


def test_what_areas_need_and_have_a_mentor_for(surveyed):
    table = learning_picture(ask(surveyed, SKILLS), "").topics.table.set_index("Topic")
    # Mediation: six areas under half, two with a mentor, one over the line of seven that are shown. Facilitation: Fife
    # (33%) and Clackmannanshire (42%) under half, the five others exactly half: 17 and 8 points are no mentor.
    assert table.loc["Mediation"].tolist() == [6, 2, 1, 7]
    assert table.loc["Facilitation"].tolist() == [2, 0, 5, 7]
    assert table.loc["Data analysis"].tolist() == [1, 1, 6, 7]


@pytest.mark.parametrize("small", [0, 1, 2, 3])
def test_areas_of_few_people_are_in_no_pair_no_group_and_no_course(store, small):
    assert load(store, learning_survey.skills(small)).status == "loaded"
    asked = ask(store, SKILLS)
    hidden = {SOUTH_AYRSHIRE, MORAY}
    chosen, groups = asked.found.chosen, groups_picture(asked)
    assert not hidden & {*chosen["learner"], *chosen["mentor"]}
    assert not hidden & {*asked.found.needs["area_code"], *asked.found.lessons["mentor"]}
    for rule in ("two", "half"):
        train = training_picture(store, "2025", 300, 1, rule)
        assert not set(SMALL_NAMES) & set(train.closed["Area"])
    assert not set(SMALL_NAMES) & set(groups.table.get("Area", []))
    for said in everything_said(store):
        assert re.search(r"of [1-4] (people|person)", said) is None


def test_the_result_is_the_same_every_time(surveyed):
    assert everything_said(surveyed) == everything_said(surveyed)


def test_a_group_has_one_that_shares_and_those_that_learn(surveyed):
    shown = groups_picture(ask(surveyed, SKILLS))
    (card,) = shown.cards
    # Mediation is the only topic with one strong area and three or more that lack 20 points: five of the six learn.
    assert (card.title, card.shares) == ("Mediation", ["Clackmannanshire: 75% of 12 people"])
    assert len(card.learns) == 5
    assert "Fife: 25% of 12 people" in card.learns


def test_training_closes_what_fewer_than_half_have(surveyed):
    shown = training_picture(surveyed, "2025", 10, 10, "half")
    # To half of 12, six: mediation lacks 3 in Fife and 1 in each of five areas (8 places, 6 gaps); facilitation 2 in
    # Fife and 1 in Clackmannanshire (3 places, 2 gaps); data analysis 4 in Clackmannanshire. A course of ten places in
    # mediation closes six of the nine gaps.
    assert shown.courses[["Skill", "Courses", "Places that close a gap", "Gaps closed"]].values.tolist() == [
        ["Mediation", 1, 8, 6]
    ]
    assert shown.finding == "10 places in 1 course close 6 of 9 gaps at best: Mediation (6)."
    assert shown.curve.table[["Places", "Gaps closed"]].values.tolist() == [[0, 0], [10, 6], [20, 8], [30, 9]]


def test_no_skill_that_nobody_or_one_person_has(surveyed):
    shown = training_picture(surveyed, "2025", 30, 10, "two")
    assert shown.finding == "There is no gap that can be shown, so there is nothing to train for."
    assert shown.courses.empty


def test_an_area_that_is_not_shown_is_told_why(surveyed):
    said = learning_picture(ask(surveyed, SKILLS), MORAY).finding
    assert said.startswith("Moray has no match to learn from: nothing of it can be shown (few people answered")


def test_an_area_outside_the_register_has_no_peers(surveyed):
    asked = ask(surveyed, SKILLS)
    asked.names["outside:test-valley"] = "Test Valley"
    said = learning_picture(asked, "outside:test-valley").finding
    assert said == "Test Valley is outside the register of areas, so it has no peers to be matched with."


def test_criteria_alone_and_both_on_the_demonstration_data(demo_store):
    levels = Wanted(CRITERION, "", "safer-communities", "2025", "family-people")
    shown = learning_picture(ask(demo_store, levels), "")
    framework = ask(demo_store, levels).topics.framework
    labels = [level.label for level in framework.levels]
    lessons = [lesson for card in shown.learners for pair in card.mentors for lesson in pair.lessons]
    assert lessons
    for lesson in lessons:
        theirs, own = (said.split("'")[1] for said in lesson.rpartition(": ")[2].split(", "))
        assert labels.index(own) < 2 <= labels.index(theirs)
    assert shown.demo
    assert {BOTH, SKILL, CRITERION} >= set(learning_choices.topics(demo_store)) >= {CRITERION}


def test_with_an_area_the_big_numbers_are_its_own(surveyed):
    shown = learning_picture(ask(surveyed, SKILLS), FIFE)
    cards = {card["name"]: card for card in shown.cards}
    assert list(cards) == ["Could learn from", "Could learn from it", "Needs that they meet", "Could give back"]
    names = [pair.name for pair in shown.own.mentors]
    assert cards["Could learn from"]["number"] == str(len(names))
    assert all(name in cards["Could learn from"]["rest"] for name in names)
    learned = {lesson.partition(":")[0] for pair in shown.own.mentors for lesson in pair.lessons}
    assert cards["Needs that they meet"]["number"] == str(len(learned))


def test_a_comma_in_the_name_of_a_skill_does_not_part_it_in_a_list():
    names = [name for (kind, _), name in topic_names(SKILLS).items() if kind == SKILL]
    assert "Performance and evaluation" in names
    assert not [name for name in names if "," in name]
