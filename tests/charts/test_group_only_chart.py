"""An area beside figures of groups: what is drawn, said, listed and given to Word, from a frame by hand."""

import math

import pandas as pd
import pytest

from csp_analytics.charts.group_only import beside_groups

NAN = float("nan")
TITLES = {"lead": "Leadership", "gov": "Governance"}
CALLED = {"peers": "its peer group", "nation": "the other areas of the nation"}
COLUMNS = ["group", "unit", "value", "n", "median", "q1", "q3", "mean", "held_back"]


def shown(*rows, **more):
    given = {"area": "Fife", "called": CALLED, "basis": "Round 2025.", "source": "A framework", "demo": False} | more
    return beside_groups(pd.DataFrame(rows, columns=COLUMNS), TITLES, unit="unit", **given)


@pytest.fixture
def told():
    """Peers are told of leadership alone: of governance three areas had a score."""
    return shown(
        ("peers", "lead", 40.0, 6, 50.0, 45.0, 60.0, 52.0, False),
        ("nation", "lead", 40.0, 28, 30.0, 20.0, 44.0, 33.0, False),
        ("peers", "gov", 70.0, 3, NAN, NAN, NAN, NAN, True),
        ("nation", "gov", 70.0, 25, 65.0, 55.0, 75.0, 64.0, False),
    )


def words(figure):
    return [one.text for one in figure.layout.annotations]


def test_each_group_has_its_number_and_how_many_areas_or_that_it_is_not_shown(told):
    said = words(told.figure)
    assert "Its peer group: 50 (6 areas)" in said
    assert "The other areas of the nation: 30 (28 areas)" in said
    assert said.count("Its peer group: not shown") == 1
    assert {"<b>40</b>", "<b>70</b>"} <= set(said)


def test_a_bar_is_the_middle_half_and_a_line_the_median_of_what_is_told_alone(told):
    spans = [(one.type, one.x0, one.x1) for one in told.figure.layout.shapes]
    assert spans == [
        ("rect", 45, 60), ("line", 50, 50), ("rect", 20, 44), ("line", 30, 30), ("rect", 55, 75), ("line", 65, 65),
    ]  # fmt: skip
    assert [tuple(one.x) for one in told.figure.data] == [(40.0, 40.0), (70.0, 70.0)]


def test_no_words_stand_on_a_bar(told):
    """A line of words stands above the bar that it names, and the words of the next group below that bar."""
    bars = [(one.y0, one.y1) for one in told.figure.layout.shapes]
    lines = [one.y for one in told.figure.layout.annotations if "group:" in one.text or "nation:" in one.text]
    for low, high in bars:
        assert all(y >= high or y + 20 <= low for y in lines)


def test_a_number_that_is_held_back_is_not_in_the_table(told):
    rows = told.table.set_index(["Measure", "Beside"])
    assert rows.loc[("Leadership", "its peer group"), "Areas with a score"] == 6
    held = rows.loc[("Governance", "its peer group")]
    assert held["Own score"] == 70
    assert held[["Areas with a score", "Median", "Lower quartile", "Upper quartile", "Mean"]].isna().all()


def test_word_and_powerpoint_get_own_scores_and_medians(told):
    assert told.native.categories == ("Leadership", "Governance")
    assert {one.name: one.values for one in told.native.series} == {
        "Fife": (40.0, 70.0),
        "Median of its peer group": (50.0, None),
        "Median of the other areas of the nation": (30.0, 65.0),
    }


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ((60.0, 70.0), "Fife stands above the median of its peer group on all 2 measures."),
        ((40.0, 70.0), "Fife stands above the median of its peer group on 1 of 2 measures, below it on 1."),
        # 50.4 is printed as 50, as the median is; 49.5 too.
        ((50.4, 40.0), "Fife stands below the median of its peer group on 1 of 2 measures, at it on 1."),
        ((49.5, 40.0), "Fife stands below the median of its peer group on 1 of 2 measures, at it on 1."),
        ((NAN, 40.0), "Fife stands below the median of its peer group on 1 measure."),
        ((NAN, NAN), "Fife has no score in this round."),
    ],
)
def test_the_sentence_counts_what_is_printed(own, said):
    rows = [("peers", key, value, 6, 50.0, 40.0, 60.0, 50.0, False) for key, value in zip(TITLES, own, strict=True)]
    assert shown(*rows).takeaway == said


def test_where_no_group_is_told_the_sentence_says_what_it_takes():
    picture = shown(("peers", "lead", 40.0, 4, NAN, NAN, NAN, NAN, True), own="<b>Your</b> upload")
    assert picture.takeaway == ("There are no figures for Fife to stand beside: it takes 5 other areas with a score.")
    assert not any("<b>Your</b>" in one for one in words(picture.figure))
    assert [one.name for one in picture.native.series] == ["<b>Your</b> upload"]
    assert math.isnan(picture.table["Median"].iloc[0])
