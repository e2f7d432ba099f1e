"""The page Skills in your area: an area beside others, kind words where no figure is shown, a version for the wall."""

import pytest

from tests.builders.skill_surveys import People, loaded, posts, skills_survey
from tests.pages.seen import opened

FIFE, ANGUS, MORAY, ORKNEY = "S12000047", "S12000041", "S12000020", "S12000023"
YES = {"facilitation": 23, "data-analysis": 12, "mediation": 20}


@pytest.fixture(scope="module")
def with_surveys(demo_copy):
    """43 people of three areas, one of them with three, beside the demonstration data. No test changes it."""
    people = [
        People(FIFE, 20, {"facilitation": 1, "data-analysis": 18, "mediation": 0}, rated={"facilitation": (5, 2)}),
        People(ANGUS, 40, YES, rated={"facilitation": (5, 4)}),
        People(MORAY, 3, dict.fromkeys(YES, 2)),
    ]
    return loaded(demo_copy, skills_survey("2025", people), posts("2025", {FIFE: 25}))


@pytest.fixture
def surveys(with_surveys, monkeypatch):
    monkeypatch.setenv("CSP_DATABASE", str(with_surveys.path))
    return with_surveys


def test_an_area_is_shown_beside_its_group_and_all_areas(surveys):
    page = opened("skills-area", area=FIFE)

    assert page.alerts == []
    assert page.one("<h1>(.*?)</h1>") == "Skills in Fife"
    assert page.finding.startswith("In Fife, Mediation is in place for 0% of 20 people")
    assert page.cards["Answered"] == "20"
    assert page.headings[:4] == [
        "Skills in place, beside its group and all areas", "What rests on few people", "What this area could offer",
        "Who answered here",
    ]  # fmt: skip
    assert "20 people from Fife answered of 25 posts (80%) in round 2025." in page.text
    header = page.table("Skills in place, beside its group and all areas")[0]
    assert {"Interval from", "all areas (%)", "Published 2021"} <= set(header)


def test_each_choice_is_kept_in_the_address(surveys):
    page = opened("skills-area", area=FIFE).choose("area", ORKNEY)

    assert page.address == {"size": "desk", "survey-round": "2025", "area": ORKNEY, "peers": "family-people"}
    assert page.finding.startswith("Nobody from Orkney Islands ")


def test_an_area_that_would_give_a_small_one_away_is_hidden_and_says_why(surveys):
    # All areas less Fife less Angus would be the three people of Moray.
    page = opened("skills-area", area=ANGUS)

    assert "somebody in another area could be recognised" in page.finding
    assert page.cards == {}


def test_the_name_of_an_area_in_a_link_opens_it(surveys):
    assert opened("skills-area", area="Fife").address["area"] == FIFE


@pytest.mark.parametrize(
    ("code", "words"), [(MORAY, "fewer than 5 people answered"), (ORKNEY, "has answered in round")]
)
def test_an_area_without_figures_is_told_kindly_and_sees_the_others(surveys, code, words):
    page = opened("skills-area", area=code)

    assert page.alerts == []
    assert words in page.finding
    assert page.cards == {}
    assert "Skills in place elsewhere" in page.headings
    table = page.table("Skills in place elsewhere")
    assert {row[table[0].index("Share in place (%)")] for row in table[1:]} == {"–"}


@pytest.mark.parametrize("code", [FIFE, MORAY, ORKNEY])
def test_the_wall_has_a_finding_and_a_chart_for_every_area(surveys, code):
    page = opened("skills-area", area=code, size="wall")

    assert page.alerts == []
    (finding,) = page.all(r'<p class="csp-wall-finding">(.*?)</p>')
    assert finding
    assert len(page.app.get("plotly_chart")) == 2
