"""The chart of skills: intervals as bands, published figures as marks or words, and never a mark for what is hidden."""

import pandas as pd
import pytest

from csp_analytics.charts.sizes import DESK, LARGE_WALL, PHONE, WALL
from csp_analytics.charts.skill_rows import BEFORE, NATION, OWN, PUBLISHED, Mark, Row, draw
from csp_analytics.charts.skill_shares import BY_GROUP, Told, shares, walls

TOLD = Told("skills-in-place", "Skills in place", "A finding.", "A basis.", "A survey", True, {"Round": "2025"})
NAMES = {OWN: "share in place, 2025", PUBLISHED: "published 2021", BEFORE: "survey of 2021"}


def frame(*rows):
    """Rows ``short, share, status``; published and before by hand where a test needs them."""
    found = pd.DataFrame(rows, columns=["short", "share", "status"])
    shown = found["status"] == "shown"
    return found.assign(
        title=found["short"] + " in full",
        said=found["short"],
        group_title=["Analytical" if place % 2 else "Leadership" for place in range(len(found))],
        principle="Evidence",
        n=pd.Series([50.0] * len(found)).where(shown),
        x=(found["share"] / 2).where(shown),
        low=(found["share"] - 10).where(shown),
        high=(found["share"] + 10).where(shown),
        population=float("nan"),
    )


FOUR = frame(
    ("Mediation", 60.0, "shown"),
    ("Facilitation", 20.0, "shown"),
    ("Hidden skill", float("nan"), "hidden"),
    ("Small skill", float("nan"), "nearly none"),
)


def said(chart):
    """Every text written into a chart, by the height of its row (None for those outside rows)."""
    return [(one.y if one.yref != "paper" else None, one.text) for one in chart.layout.annotations]


def points(chart, name):
    """What a kind of mark stands at: share by row."""
    traces = [trace for trace in chart.data if trace.name == name]
    return [dict(zip(trace.y, trace.x, strict=True)) for trace in traces]


def test_the_lowest_stands_on_top_and_what_is_not_shown_last():
    chart = shares(FOUR, TOLD, NAMES).desk.figure

    labels = [text for y, text in said(chart) if y is not None and not text.startswith("<b>")]
    # "nearly none" is lower than any share that is shown, though it has no figure.
    assert labels == ["Small skill", "nearly none", "Facilitation", "Mediation", "Hidden skill", "hidden"]


def test_a_share_stands_at_its_place_with_its_number_and_how_many_answered():
    chart = shares(FOUR, TOLD, NAMES).desk.figure

    assert points(chart, OWN) == [{1: 20.0, 2: 60.0}]
    numbers = [text for _, text in said(chart) if text.startswith("<b>")]
    assert [text.split("</b>")[0] for text in numbers] == ["<b>20%", "<b>60%"]
    assert all("of 50" in text for text in numbers)


def test_the_band_runs_from_the_lower_to_the_upper_end_of_the_interval():
    chart = shares(FOUR, TOLD, NAMES).desk.figure

    (band,) = [trace for trace in chart.data if trace.mode == "lines"]
    assert list(band.x) == [10.0, 30.0, None, 50.0, 70.0, None]
    assert list(band.y) == [1, 1, None, 2, 2, None]


@pytest.mark.parametrize("size", [DESK, PHONE, WALL, LARGE_WALL])
@pytest.mark.parametrize("status", ["few", "hidden", "no breakdown", "nearly none", "nearly all"])
def test_what_may_not_be_shown_has_a_word_and_no_mark_in_any_size(size, status):
    chart = draw([Row("A skill", absent=status)], NAMES, demo=False, size=size)

    assert [list(trace.x) for trace in chart.data if trace.x] == []
    assert status in [text for _, text in said(chart)]
    assert not [text for _, text in said(chart) if "0%" in text and text != "100%"]


def test_a_published_figure_is_a_mark_and_published_words_are_words():
    rows = FOUR.assign(published=[50.0, 23.0, None, None], published_words=["", "", "very high", ""], also_said="")

    chart = shares(rows, TOLD, NAMES).desk.figure

    assert points(chart, "published 2021") == [{1: 23.0, 2: 50.0}]
    assert [y for y, text in said(chart) if text == "◇ very high"] == [3]


def test_words_stand_at_the_end_of_the_scale_that_has_room():
    high, low = (Row("A", (Mark(OWN, x, x - 5, x + 5),), words="very high") for x in (90, 10))

    chart = draw([high, low], NAMES, demo=False)

    words = {one.y: (one.x, one.xanchor) for one in chart.layout.annotations if one.text == "◇ very high"}
    assert words == {0: (0, "left"), 1: (100, "right")}


def test_the_round_before_is_a_small_mark():
    chart = shares(FOUR.assign(before=[55.0, None, None, 12.0]), TOLD, NAMES).desk.figure

    assert points(chart, "survey of 2021") == [{0: 12.0, 2: 55.0}]


def test_others_beside_it_are_drawn_below_with_thin_intervals():
    rows = FOUR.assign(nation_share=40.0, nation_low=35.0, nation_high=45.0, nation_n=400.0, nation_status="shown")

    chart = shares(rows, TOLD, {OWN: "Fife", NATION: "all areas"}).desk.figure

    (marks,) = points(chart, "all areas")
    assert set(marks.values()) == {40.0}
    assert all(0 < y - int(y) < 0.5 for y in marks)
    band, thin = [trace for trace in chart.data if trace.mode == "lines"]
    assert thin.line.width < band.line.width
    assert list(thin.x)[:2] == [35.0, 45.0]


def test_by_group_titles_stand_between_with_the_mean_of_their_shares():
    chart = shares(FOUR, TOLD, NAMES, order=BY_GROUP).desk.figure

    titles = [text for _, text in said(chart) if text in ("<b>Leadership</b>", "<b>Analytical</b>")]
    # Analytical has Facilitation (20) alone with a share, Leadership Mediation (60): lowest mean first.
    assert titles == ["<b>Analytical</b>", "<b>Leadership</b>"]


def test_the_table_has_interval_and_reason_and_no_number_for_what_is_hidden():
    table = shares(FOUR, TOLD, NAMES).desk.table.set_index("Skill")

    assert table.loc["Facilitation in full", ["Share in place (%)", "Interval from", "Interval to"]].tolist() == [
        20.0, 10.0, 30.0,
    ]  # fmt: skip
    hidden = table.loc["Hidden skill in full"]
    assert hidden[["Share in place (%)", "Interval from", "Have it", "Answered"]].isna().all()
    assert hidden["Note"] == "hidden, so that no other figure can be worked out"


def test_a_wall_has_the_lowest_and_the_highest_in_large_letters():
    many = frame(*((f"Skill {place:02}", 3.0 * place, "shown") for place in range(1, 25)))

    lowest, highest = walls(many, TOLD, NAMES)

    assert (lowest.usual.headline, highest.usual.headline) == (
        "Skills in place: the lowest 7 of 24",
        "Skills in place: the highest 7 of 24",
    )
    labels = [text for _, text in said(highest.usual.figure) if text.startswith("Skill ")]
    assert labels == [f"Skill {place}" for place in range(24, 17, -1)]
    for screen, text, number in ((lowest.usual, 32, 48), (lowest.large, 48, 72)):
        sizes = {one.text: one.font.size for one in screen.figure.layout.annotations}
        assert sizes["Skill 01"] == text
        assert {size for words, size in sizes.items() if words.startswith("<b>3%")} == {number}
        assert min(sizes.values()) >= 24


def test_all_skills_that_fit_one_wall_are_on_one():
    (only,) = walls(FOUR, TOLD, NAMES)

    assert only.usual.headline == "Skills in place"
    assert "hidden" not in [text for _, text in said(only.usual.figure)]


def test_nothing_that_may_be_shown_gives_no_wall():
    assert walls(FOUR[FOUR["status"] == "hidden"], TOLD, NAMES) == []


@pytest.mark.parametrize("size", [DESK, PHONE, WALL, LARGE_WALL])
def test_demonstration_data_is_marked_in_every_size(size):
    rows = [Row("A", (Mark(OWN, 50, 40, 60),), "50%", "of 100")]

    for demo in (True, False):
        texts = [text for _, text in said(draw(rows, NAMES, demo=demo, size=size))]
        assert ("Demonstration data" in texts) is demo


def test_names_that_look_like_markup_are_plain():
    chart = draw([Row("<b>x</b>", (Mark(OWN, 50, 40, 60),), "50%", "of 9")], {OWN: "<i>y</i>"}, demo=False)

    texts = " ".join(text for _, text in said(chart))
    assert "&lt;b&gt;x&lt;/b&gt;" in texts
    assert "<i>" not in texts
