"""The page Skills gaps follows its choices, restores them from its address, folds for the wall, hides small numbers."""

import re

import pytest

from tests.builders.skill_surveys import People, loaded, skills_survey
from tests.pages.seen import opened

FIFE, ANGUS, GLASGOW, MORAY = "S12000047", "S12000041", "S12000049", "S12000020"
RATED = {"facilitation": (5, 2), "data-analysis": (4, 4)}
YES = {"facilitation": 4, "data-analysis": 12, "community-engagement": 18}
GROUP = "Family group 3 (people): second most deprived"
WHOLE = {
    "size": "desk", "survey-round": "2025", "peers": "family-people", "where": "all", "role": "all",
    "measure": "in-place", "sort": "share", "skill": "facilitation",
}  # fmt: skip


@pytest.fixture(scope="module")
def with_surveys(demo_copy):
    """Two rounds beside the demonstration data: 63 people of four areas, 20 people before. No test changes it."""
    people = [
        People(FIFE, 20, YES | {"facilitation": 1}, "lead", RATED),
        People(ANGUS, 20, YES, "analyst", RATED),
        People(GLASGOW, 20, YES | {"facilitation": 7}, "lead", RATED),
        People(MORAY, 3, dict.fromkeys(YES, 1), "analyst", RATED),
    ]
    before = skills_survey("2021", [People(FIFE, 20, {"facilitation": 5, "data-analysis": 10})], file="old.xlsx")
    return loaded(demo_copy, before, skills_survey("2025", people))


@pytest.fixture
def surveys(with_surveys, monkeypatch):
    monkeypatch.setenv("CSP_DATABASE", str(with_surveys.path))
    return with_surveys


def test_it_answers_without_a_click(surveys):
    page = opened("skills")

    assert page.alerts == []
    assert page.finding.startswith("Facilitation is in place for ")
    assert "95% interval" in page.finding
    assert page.chart("Dots with intervals, one row a skill, lowest first (")
    assert page.headings[:2] == ["Skills in place, lowest first", "What to do"]
    assert {"Where: Facilitation", "By role: share with each skill in place", "By area: share in place"} <= set(
        page.headings
    )


def test_an_address_restores_the_view(surveys):
    asked = WHOLE | {"where": f"area:{FIFE}", "measure": "need", "sort": "group", "skill": "data-analysis"}

    page = opened("skills", **asked)

    assert page.alerts == []
    assert page.address == asked | {"area": FIFE}
    assert page.finding.startswith("In Fife, Facilitation has the largest need")
    assert "Where: Data analysis" in page.headings


@pytest.mark.parametrize(
    ("key", "value", "finding"),
    [
        ("survey-round", "2021", "Facilitation is in place for 25% of 20 people"),
        ("where", f"area:{FIFE}", "In Fife, Facilitation is in place for 5% of 20 people"),
        ("where", f"group:{GROUP}", f"In {GROUP}, Facilitation"),
        ("role", "lead", "For the role 'Community safety lead officer', Facilitation is in place for 20% of 40 people"),
        ("measure", "coverage", "Facilitation is the thinnest skill"),
        ("measure", "need", "Facilitation has the largest need"),
    ],
)
def test_each_choice_changes_the_finding_and_the_address(surveys, key, value, finding):
    page = opened("skills", **WHOLE).choose(key, value)

    assert page.alerts == []
    assert page.finding.startswith(finding)
    assert page.address[key] == value


def test_a_link_that_names_an_area_opens_it(surveys):
    page = opened("skills", area=FIFE)

    assert page.address["where"] == f"area:{FIFE}"


@pytest.mark.parametrize("forged", ["area:S99", "group:<script>", "area:", "x"])
def test_a_part_of_the_country_that_is_not_known_is_all_areas(surveys, forged):
    page = opened("skills", where=forged)

    assert (page.alerts, page.address["where"]) == ([], "all")
    assert "<script>" not in page.html.replace("&lt;script&gt;", "")


def test_a_pressed_cell_is_told_and_kept_in_the_address(surveys):
    page = opened("skills", **WHOLE, cell=f"{FIFE}.facilitation")

    assert "Facilitation, Fife: 1 of 20 people have it in place, 5% (95% interval " in page.text
    assert page.address["cell"] == f"{FIFE}.facilitation"
    assert opened("skills", **WHOLE, cell="nothing").address == WHOLE


def test_an_area_of_three_people_shows_none_of_its_figures(surveys):
    page = opened("skills", **WHOLE | {"where": f"area:{MORAY}"})

    assert page.alerts == []
    assert "%" not in page.finding
    table = page.table("Skills in place, lowest first")
    assert {row[3] for row in table[1:]} == {"–"}
    assert re.search(r"not shown \(fewer than 5 people\): Moray", page.text)


def test_the_wall_has_one_screen_at_a_time_and_its_choices_folded(surveys):
    page = opened("skills", size="wall")

    assert page.alerts == []
    assert page.address["screen"] == "1"
    findings = page.all(r'<p class="csp-wall-finding">(.*?)</p>')
    assert len(findings) == 1
    assert findings[0].startswith("Facilitation is in place for ")
    # One chart, drawn for a usual and for a large screen.
    assert len(page.app.get("plotly_chart")) == 2

    page.app.button(key="wall-next").click()
    page.app.run()

    assert page.address["screen"] == "2"
    assert page.all(r'<p class="csp-wall-finding">(.*?)</p>')[0].startswith("Facilitation has the largest need")


def test_the_switch_leaves_the_wall_again(surveys):
    page = opened("skills", size="wall")

    page.app.toggle(key="choose-size").set_value(False)
    page.app.run()

    assert page.address["size"] == "desk"
    assert page.finding.startswith("Facilitation is in place for ")
