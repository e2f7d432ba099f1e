"""Skills gaps against a survey written out person by person: the numbers are counted by hand."""

import re

import pytest
from statsmodels.stats.proportion import proportion_confint

from csp_analytics.pictures.skill_gaps import gaps_picture
from csp_analytics.pictures.skill_places import behind, by_area, by_role, where
from csp_analytics.pictures.skill_walls import gaps_walls
from tests.builders.skill_surveys import People, loaded, posts, skills_survey

FIFE, ANGUS, GLASGOW = "S12000047", "S12000041", "S12000049"
PEERS = "family-people"
# In place for 12 of 60, 30 of 60 and 54 of 60; importance and confidence as everyone of a group says.
RATED = {"facilitation": (5, 2), "data-analysis": (4, 4), "community-engagement": (3, 4)}
PEOPLE = [
    People(FIFE, 20, {"facilitation": 1, "data-analysis": 12, "community-engagement": 18}, "lead", RATED),
    People(ANGUS, 20, {"facilitation": 4, "data-analysis": 10, "community-engagement": 18}, "analyst", RATED),
    People(GLASGOW, 20, {"facilitation": 7, "data-analysis": 8, "community-engagement": 18}, "lead", RATED),
]
BEFORE = [
    People(FIFE, 20, {"facilitation": 5, "data-analysis": 10}),
    People(ANGUS, 20, {"facilitation": 5, "data-analysis": 10}),
]


@pytest.fixture
def surveys(store):
    """Two rounds, without posts."""
    return loaded(store, skills_survey("2021", BEFORE, file="a.xlsx"), skills_survey("2025", PEOPLE))


def gaps(store, part="all", role="", measure="in-place", order="share", round_="2025"):
    return gaps_picture(store, round_, PEERS, part, role, measure, order)


def row(sizes, skill):
    """The row of a skill in the table of a chart."""
    return sizes.desk.table.set_index("Skill").loc[skill]


def test_the_finding_has_the_share_and_the_wilson_interval_that_statsmodels_gives(surveys):
    # Facilitation: 1 + 4 + 7 = 12 of 60.
    low, high = (100 * end for end in proportion_confint(12, 60, method="wilson"))

    picture = gaps(surveys)

    assert picture.finding.startswith(
        f"Facilitation is in place for 20% of 60 people (95% interval {low:.0f} to {high:.0f}), the lowest of 3 skills"
    )
    found = row(picture.main, "Facilitation")
    assert (found["Interval from"], found["Interval to"]) == pytest.approx((low, high))
    assert (found["Have it"], found["Answered"]) == (12, 60)


def test_known_posts_narrow_the_interval_and_the_basis_says_so(surveys):
    wide = row(gaps(surveys).main, "Facilitation")
    loaded(surveys, posts("2025", {"all": 100}))

    picture = gaps(surveys)

    narrow = row(picture.main, "Facilitation")
    assert wide["Interval from"] < narrow["Interval from"] < narrow["Interval to"] < wide["Interval to"]
    assert "60 people answered of 100 posts in 3 of 32 areas, round 2025." in picture.main.desk.basis
    assert "finite-population" in picture.main.desk.basis


def test_everybody_stands_beside_the_published_figures_and_the_round_before(surveys):
    picture = gaps(surveys)

    found = row(picture.main, "Facilitation")
    # Published: 23%. The survey of 2021: 10 of 40.
    assert (found["Published 2021"], found["Survey of 2021"]) == ("23%", 25.0)
    assert row(picture.main, "Community engagement")["Published 2021"] == "very high"
    assert [one.text for one in picture.main.desk.figure.layout.annotations if "very high" in one.text] == [
        "◇ very high"
    ]


def test_an_area_stands_beside_all_areas_and_not_beside_published_figures(surveys):
    picture = gaps(surveys, part=f"area:{FIFE}")

    found = row(picture.main, "Facilitation")
    # 1 of 20 in Fife, 12 of 60 in all areas.
    assert (found["Share in place (%)"], found["all areas, all roles (%)"]) == (5.0, 20.0)
    assert "Published 2021" not in found
    assert picture.finding.startswith("In Fife, Facilitation is in place for 5% of 20 people")


def test_a_role_has_its_own_shares(surveys):
    picture = gaps(surveys, role="lead")

    # Leads: 1 + 7 = 8 of 40.
    assert row(picture.main, "Facilitation")[["Have it", "Answered"]].tolist() == [8, 40]
    assert picture.finding.startswith("For the role 'Community safety lead officer', Facilitation is in place for 20%")


def test_need_is_the_weighted_gap_by_hand(surveys):
    picture = gaps(surveys, measure="need")

    # Everyone says importance 5 and confidence 2: 5 x (5 - 2) = 15; 4 and 4: 0; 3 and 4: 3 x (3 - 4) = -3.
    table = picture.main.desk.table.set_index("Skill")["Weighted gap (−20 to 20)"]
    assert table.to_dict() == {"Facilitation": 15.0, "Data analysis": 0.0, "Community engagement": -3.0}
    assert picture.finding.startswith("Facilitation has the largest need")
    assert picture.needs is None, "the ranking is the main chart already"
    assert picture.quadrant is not None


def test_a_round_without_importance_says_so_and_shows_no_quadrant(surveys):
    picture = gaps(surveys, round_="2021")

    assert (picture.needs, picture.quadrant) == (None, None)
    assert picture.unasked == "Importance and confidence cannot be shown here: they were not asked in this round."


def test_coverage_counts_areas_by_how_many_people_have_a_skill(surveys):
    picture = gaps(surveys, measure="coverage")

    table = picture.main.desk.table.set_index("Skill")
    # Facilitation: one person in Fife, 4 in Angus, 7 in Glasgow.
    assert table.loc["Facilitation"].tolist() == [0, 0, 1, 2]
    assert table.loc["Data analysis"].tolist() == [0, 0, 0, 3]
    assert "29 areas with too few answers, or none, left out." in picture.main.desk.basis


def test_what_to_do_names_needs_single_points_and_strengths(surveys):
    said = gaps(surveys).todo

    assert said[0] == "Train first where importance is furthest above confidence: Facilitation (15.0)."
    assert said[1].startswith("Build what fewest have in place: Facilitation (20%), Data analysis (50%)")
    assert said[2] == (
        "Single points of failure: in 1 case one person alone has a skill in an area, most often Facilitation (1 area)."
    )


@pytest.mark.parametrize(("order", "titles"), [("group", ["Leadership", "Analytical", "Engagement"])])
def test_groups_of_skills_stand_in_the_order_of_their_means(surveys, order, titles):
    # Leadership: facilitation 20; analytical: data analysis 50; engagement: community engagement 90.
    notes = gaps(surveys, order=order).main.desk.figure.layout.annotations

    assert [one.text[3:-4] for one in notes if re.fullmatch(r"<b>[A-Z]\w+</b>", one.text)] == titles


def test_areas_of_a_skill_stand_lowest_first_and_those_without_answers_are_named(surveys):
    made = where(surveys, "2025", PEERS, "all", "facilitation").desk

    table = made.table[made.table["Kind"] == "Area"].set_index("Where")
    assert table.index[:3].tolist() == ["Fife", "Angus", "Glasgow City"]
    assert table["Share in place (%)"].tolist()[:3] == [5.0, 20.0, 35.0]
    assert set(table["Note"].iloc[3:]) == {"no answers"}
    assert "29 areas not shown (no answers)" in made.basis


def test_the_grid_of_roles_has_the_share_or_the_reason_in_every_cell(surveys):
    grid = by_role(surveys, "2025", PEERS, "all").grid

    cells = {column.column_id: cell for column, cell in zip(grid.columns, grid.rows[0].cells, strict=True)}
    # Lowest skill on top: facilitation. Leads 8 of 40, analysts 4 of 20; nobody of another role.
    assert (cells["lead"].show, cells["analyst"].show) == ("20", "20")
    assert cells["elected"].show == "under 5"


def test_the_grid_of_areas_follows_the_measure(surveys):
    def of_fife(measure):
        grid = by_area(surveys, "2025", PEERS, "all", measure).grid
        place = [column.column_id for column in grid.columns].index(FIFE)
        return grid.rows[0].cells[place].show

    assert (of_fife("in-place"), of_fife("need"), of_fife("coverage")) == ("5", "15.0", "◐")


def test_a_pressed_cell_is_told_in_full(surveys):
    said, of = behind(surveys, "2025", PEERS, "all", f"{FIFE}.facilitation")

    assert of == "areas"
    assert said.startswith("Facilitation, Fife: 1 of 20 people have it in place, 5% (95% interval ")
    assert "Importance 5.0, confidence 2.0 (weighted gap 15.0)." in said
    assert behind(surveys, "2025", PEERS, "all", "lead.facilitation")[1] == "roles"
    assert behind(surveys, "2025", PEERS, "all", "nowhere.nothing") == ("", "")
    assert behind(surveys, "2025", PEERS, "all", "<b>.facilitation") == ("", "")


def test_a_wall_has_one_finding_a_screen(surveys):
    screens = gaps_walls(surveys, "2025", PEERS, "all", "")

    assert [screen.usual.headline for screen in screens] == [
        "Skills in place", "Where learning is needed most", "How many people have each skill",
        "Where Facilitation is low",
    ]  # fmt: skip
    assert len({screen.usual.takeaway for screen in screens}) == 4
    assert all("60 people answered, round 2025." in screen.usual.basis for screen in screens)


def test_an_area_of_few_people_has_no_figure_anywhere_on_the_page(store):
    few = [*PEOPLE, People("S12000020", 3, {"facilitation": 3, "data-analysis": 3, "community-engagement": 3})]
    loaded(store, skills_survey("2025", few))

    picture = gaps(store, part="area:S12000020")

    assert "%" not in picture.finding
    assert picture.main.desk.table["Share in place (%)"].isna().all()
    assert [list(trace.x) for trace in picture.main.desk.figure.data if trace.name == "own" and trace.x] == []
    said, _ = behind(store, "2025", PEERS, "all", "S12000020.facilitation")
    assert said.startswith("Facilitation, Moray: fewer than 5 people.")


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked_in_every_picture(store, demo):
    loaded(store, skills_survey("2025", PEOPLE), demo=demo)

    picture = gaps(store)

    drawn = (
        picture.main,
        picture.groups,
        picture.needs,
        picture.quadrant,
        where(store, "2025", PEERS, "all", "facilitation"),
    )
    exhibits = [one for sizes in drawn for one in (sizes.desk, sizes.phone)]
    exhibits += [one for screen in gaps_walls(store, "2025", PEERS, "all", "") for one in (screen.usual, screen.large)]
    marked = {any(note.text == "Demonstration data" for note in one.figure.layout.annotations) for one in exhibits}
    assert (marked, {one.demo for one in exhibits}, picture.demo) == ({demo}, {demo}, demo)
    assert by_area(store, "2025", PEERS, "all", "in-place").demo is demo
