"""Coverage, needs, importance against confidence, groups of skills, places: the charts say what the figures say."""

import pandas as pd
import pytest

from csp_analytics.charts import skill_coverage, skill_groups, skill_needs, skill_quadrant, skill_where
from csp_analytics.charts.sizes import MOST_ON_A_WALL
from csp_analytics.charts.skill_shares import Told

TOLD = Told("a-chart", "A chart", "A finding.", "A basis.", "A survey", True, {"Round": "2025"})
COUNTS = pd.DataFrame(
    {
        "item_id": ["a", "b", "c"],
        "n_areas": [25, 25, 25],
        "n_nobody": [0, 3, 1],
        "n_at_most_one": [0, 0, 0],
        "n_one": [1, 2, 4],
        "n_several": [24, 20, 20],
    }
)
NEEDS = pd.DataFrame(
    {
        "short": ["Analysis", "Marketing", "Hidden"],
        "said": ["Analysis", "Marketing", "Hidden"],
        "title": ["Data analysis", "Marketing", "Hidden skill"],
        "n_pairs": [40.0, 40.0, None],
        "importance": [4.0, 2.5, None],
        "confidence": [2.0, 3.5, None],
        "mwds": [8.0, -2.5, None],
        "share_gap": [90.0, 10.0, None],
        "rds": [85.0, -60.0, None],
        "status": ["shown", "shown", "hidden"],
    }
)


def texts(chart):
    """Every text written into a chart."""
    return [one.text for one in chart.layout.annotations]


def test_coverage_puts_the_skill_that_fewest_areas_have_twice_on_top():
    ordered = skill_coverage.thinnest_first(COUNTS, {"a": "A", "b": "B", "c": "C"})

    # Thin areas: a 1, b 5, c 5; of the two with five the one that nobody has more often comes first.
    assert ordered["short"].tolist() == ["B", "C", "A"]
    assert ordered["thin"].tolist() == [5, 5, 1]


def test_coverage_prints_how_many_areas_each_part_has():
    ordered = skill_coverage.thinnest_first(COUNTS, {"a": "A", "b": "B", "c": "C"})

    chart = skill_coverage.coverage(ordered, TOLD).desk.figure

    # "at most one" does not occur, so it is neither drawn nor explained.
    assert {trace.name: list(trace.x) for trace in chart.data} == {
        "○ nobody": [3, 1, 0], "◐ one person": [2, 4, 1], "● two or more": [20, 20, 24],
    }  # fmt: skip
    assert "at most" not in " ".join(texts(chart))
    # 1 of 25 is 4% of the longest bar and has room for its number (3%): no colour stands alone.
    assert list(chart.data[0].text) == ["3", "1", ""]


def test_coverage_of_one_area_has_words_for_counts():
    one = COUNTS.assign(n_areas=1, n_nobody=[1, 0, 0], n_one=[0, 1, 0], n_several=[0, 0, 1])

    chart = skill_coverage.coverage(skill_coverage.thinnest_first(one, {"a": "A", "b": "B", "c": "C"}), TOLD)

    assert [word for trace in chart.desk.figure.data for word in trace.text if word] == [
        "nobody", "one person", "two or more",
    ]  # fmt: skip


def test_needs_are_bars_of_the_weighted_gap_largest_first_with_the_share_beside():
    chart = skill_needs.ranking(NEEDS, TOLD).desk.figure

    (bars,) = chart.data
    assert dict(zip(bars.y, bars.x, strict=True)) == {0: 8.0, 1: -2.5}
    assert [text.split("</b>")[0] for text in texts(chart) if text.startswith("<b>")] == ["<b>8.0", "<b>−2.5"]
    assert [text for text in texts(chart) if ">90%<" in text]
    assert "hidden" in texts(chart)


def test_needs_of_all_areas_are_marked_beside_those_of_one():
    chart = skill_needs.ranking(NEEDS.assign(nation_mwds=[5.0, 1.0, 2.0]), TOLD).desk.figure

    assert list(chart.data[1].x) == [5.0, 1.0, 2.0]
    assert chart.layout.xaxis.range[0] < -2.5


def test_what_is_hidden_is_not_on_the_wall_of_needs():
    screen = skill_needs.wall(pd.concat([NEEDS] * 6, ignore_index=True), TOLD)

    assert "Hidden" not in texts(screen.usual.figure)
    assert len(screen.large.figure.data[0].x) == MOST_ON_A_WALL


def test_the_quadrant_is_cut_at_the_middle_of_the_scale_whatever_the_data_say():
    for needs in (NEEDS, NEEDS.assign(importance=[4.9, 4.8, None], confidence=[4.7, 4.9, None])):
        chart = skill_quadrant.quadrant(needs, (1, 5), TOLD).desk.figure

        upright, level = chart.layout.shapes[:2]
        assert (upright.x0, upright.x1, level.y0, level.y1) == (3, 3, 3, 3)
        assert chart.layout.xaxis.range[0] < 3 < chart.layout.xaxis.range[1]


def test_the_quadrant_names_the_part_of_each_skill_and_counts_them():
    made = skill_quadrant.quadrant(NEEDS, (1, 5), TOLD)

    assert dict(zip(made.desk.table["Skill"], made.desk.table["Part"], strict=True)) == {
        "Data analysis": "Important, less confident", "Marketing": "Less important, confident",
    }  # fmt: skip
    # Of the two that are shown one is important and below the middle in confidence, and the same one is above the line.
    assert skill_quadrant.sentence(NEEDS, (1, 5)) == (
        "1 of 2 skills is important (mean 3 or more of 5) and below 3 in confidence; 1 is rated more important than "
        "people are confident (above the slanted line)."
    )


def test_groups_of_skills_have_the_mean_of_the_shares_that_are_shown():
    skills = pd.DataFrame(
        {
            "short": ["A", "B", "C", "D"],
            "said": ["A", "B", "C", "D"],
            "group_title": ["Analytical", "Analytical", "Delivery", "Delivery"],
            "principle": ["Evidence", "Evidence", "", "Outcomes"],
            "share": [20.0, 40.0, 70.0, float("nan")],
            "status": ["shown", "shown", "shown", "hidden"],
        }
    )

    found = skill_groups.summary(skills).set_index(["kind", "name"])

    # Analytical (20 + 40) / 2; Delivery 70 alone, for the hidden one is not zero; C serves no principle.
    assert found["mean"].to_dict() == {
        ("group", "Analytical"): 30.0, ("group", "Delivery"): 70.0, ("principle", "Evidence"): 30.0,
    }  # fmt: skip
    assert skill_groups.sentence(found.reset_index()) == (
        "Analytical skills are lowest on the mean (30%; A 20%), delivery skills highest (70%)."
    )


def places(*rows):
    """Areas ``name, share, low, high, status``."""
    found = pd.DataFrame(rows, columns=["name", "share", "low", "high", "status"])
    return found.assign(unit=found["name"], n=found["share"].where(found["share"].isna(), 20), x=found["share"] / 5)


@pytest.mark.parametrize(
    ("low_end", "said"), [(45.0, "their intervals do not meet"), (35.0, "their intervals overlap")]
)
def test_where_says_whether_the_lowest_can_be_told_from_the_highest(low_end, said):
    areas = places(("Fife", 20.0, 10.0, 40.0, "shown"), ("Angus", 60.0, low_end, 75.0, "shown"))

    assert skill_where.sentence(areas.head(0), areas) == (
        f"Fife is lowest (20%, 95% interval 10 to 40) and Angus highest (60%); {said}."
    )


def test_areas_that_are_not_shown_are_named_with_the_reason_and_have_no_row():
    areas = places(
        ("Fife", 20.0, 10.0, 40.0, "shown"),
        ("Moray", None, None, None, "few"),
        ("Orkney", None, None, None, "no answers"),
    )

    made = skill_where.where(areas.head(0), areas, TOLD, title="Groups").desk

    assert not {"Moray", "Orkney"} & set(texts(made.figure))
    assert skill_where.left_out(areas) == (
        "1 area not shown (fewer than 5 people): Moray. 1 area not shown (no answers): Orkney."
    )
    assert made.table.set_index("Where").loc["Moray", "Note"] == "fewer than 5 people"
