"""The skills of one area beside its group and all areas, counted by hand; kind words where nothing may be shown."""

import pytest

from csp_analytics.pictures.skill_walls import area_walls
from csp_analytics.pictures.skills_area import skills_area_picture
from tests.builders.skill_surveys import People, loaded, posts, skills_survey

FIFE, ANGUS, MORAY, ORKNEY = "S12000047", "S12000041", "S12000020", "S12000023"
PEERS = "family-people"
PEOPLE = [
    People(FIFE, 20, {"facilitation": 1, "data-analysis": 18, "mediation": 0}, rated={"facilitation": (5, 2)}),
    People(ANGUS, 40, {"facilitation": 23, "data-analysis": 12, "mediation": 20}, rated={"facilitation": (5, 4)}),
]


@pytest.fixture
def surveys(store):
    """Two areas with enough answers."""
    return loaded(store, skills_survey("2025", PEOPLE), posts("2025", {FIFE: 25, ORKNEY: 8}))


def area(store, code=FIFE):
    return skills_area_picture(store, "2025", PEERS, code)


def test_an_area_stands_beside_its_group_and_all_areas(surveys):
    table = area(surveys).beside.desk.table.set_index("Skill").loc["Facilitation"]

    # Fife 1 of 20; all areas 24 of 60; of its group of eight councils only Fife answered.
    assert (table["Share in place (%)"], table["all areas (%)"], table["all areas, answered"]) == (5.0, 40.0, 60.0)
    assert table["Published 2021"] == "23%"


def test_it_counts_the_skills_that_are_clearly_lower_or_higher(surveys):
    # Facilitation 5% of 20 (to about 24) against 40% of 60 (from about 29): lower. Mediation 0% against 33%: lower.
    # Data analysis 90% of 20 (from about 70) against 50% of 60 (to about 62): higher.
    assert area(surveys).finding.endswith("Beside all areas it is clearly lower on 2 and higher on 1 of 3 skills.")


def test_the_cards_count_people_and_what_rests_on_few(surveys):
    cards = {card["name"]: (card["number"], card["unit"], card["rest"]) for card in area(surveys).cards}

    assert cards == {
        "Answered": ("20", "people", "80% of 25 posts."),
        "Nobody has it": ("1", "of 3 skills", "Mediation."),
        "One person only": ("1", "of 3 skills", "Facilitation."),
        "Two or more have it": ("1", "of 3 skills", "Among those who answered."),
    }


def test_gaps_and_offers_are_sentences(surveys):
    picture = area(surveys)

    assert picture.gaps == [
        "Nobody who answered has: Mediation.",
        "One person only, a single point of failure, has: Facilitation.",
    ]
    assert picture.offers == ["Data analysis: 90% here, 50% in all areas, the intervals do not meet."]


def test_needs_stand_beside_those_of_all_areas(surveys):
    own, nation = area(surveys).needs.desk.figure.data[:2]

    # Fife 5 x (5 - 2) = 15. All areas: confidence (20 x 2 + 40 x 4) / 60 = 3.33, so 5 x (5 - 3.33) = 8.33.
    assert list(own.x) == [15.0]
    assert list(nation.x) == [pytest.approx(8.3333, abs=1e-3)]


def test_an_area_that_sent_nothing_is_told_so_and_sees_the_others(surveys):
    picture = area(surveys, ORKNEY)

    assert picture.finding.startswith("Nobody from Orkney Islands has answered in round 2025 yet. Below: ")
    assert picture.who == [
        "8 posts in Orkney Islands could answer. With 5 answers its own figures appear, with 10 also those by role."
    ]
    assert (picture.cards, picture.gaps, picture.offers, picture.needs, picture.coverage) == ([], [], [], None, None)
    marks = {trace.name: list(trace.x) for trace in picture.beside.desk.figure.data if trace.name}
    assert marks["own"] == []
    # Facilitation 40%, data analysis 50%, mediation 33%: lowest of all areas on top.
    assert marks["all areas"] == pytest.approx([100 / 3, 40.0, 50.0])


def test_an_area_of_few_people_is_kept_apart_kindly(store):
    loaded(
        store,
        skills_survey("2025", [*PEOPLE, People(MORAY, 4, {"facilitation": 4, "data-analysis": 4, "mediation": 4})]),
    )

    picture = area(store, MORAY)

    assert "fewer than 5 people answered" in picture.finding
    assert "nobody can be recognised" in picture.finding
    assert picture.beside.desk.table["Share in place (%)"].isna().all()
    assert "100%" not in picture.finding


def test_the_wall_of_an_area_without_figures_shows_all_areas_and_says_so(surveys):
    (screen,) = area_walls(surveys, "2025", PEERS, ORKNEY)

    assert screen.usual.headline == "All areas"
    assert screen.usual.takeaway.startswith("Nobody from Orkney Islands has answered in round 2025 yet. In all areas ")
    # Two lines of a wall hold about 150 characters; a third would push the last skills off the screen.
    assert len(screen.usual.takeaway) < 150


def test_the_wall_of_an_area_has_its_name_its_needs_and_its_coverage(surveys):
    screens = area_walls(surveys, "2025", PEERS, FIFE)

    assert [screen.usual.headline for screen in screens] == [
        "Fife", "Where learning is needed most", "How many people have each skill",
    ]  # fmt: skip
    assert screens[2].usual.takeaway == "In Fife, nobody who answered has Mediation; one person only has Facilitation."
