"""Who answered a survey: what the charts draw, print and leave out."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from csp_analytics.charts import survey_quality as charts
from csp_analytics.charts import theme

NAN = math.nan
ROWS = pd.DataFrame(
    [
        ("Fife", "45%", 18.0, 40.0, "18 of 40"),
        ("Argyll & <b>Bute</b>", "", NAN, 12.0, "fewer than 5 people"),
        ("Na h-Eileanan an Iar and Others", "", 9.0, NAN, "9"),
    ],
    columns=["name", "words", "n", "asked", "behind"],
)


def test_who_was_asked_lies_behind_who_answered():
    asked, answered, _ = charts.response(ROWS, demo=False).data
    assert list(asked.x[:2]) == [40.0, 12.0]
    assert math.isnan(asked.x[2])
    assert answered.x[0] == 18.0
    assert answered.marker.color == theme.OWN


def test_a_hidden_number_has_no_bar_and_says_why():
    _, answered, said = charts.response(ROWS, demo=False).data
    assert math.isnan(answered.x[1])
    assert said.text[1].strip() == "fewer than 5 people"
    assert said.x[1] == 12.0  # behind the bar of those asked, not behind what is hidden


def test_names_are_plain_text_short_and_carry_their_rate():
    labels = charts.response(ROWS, demo=False).layout.yaxis.ticktext
    assert labels == ("Fife  <b>45%</b>", "Argyll &amp; &lt;b&gt;Bute&lt;/b&gt;", "Na h-Eileanan an Iar an…")


def test_without_numbers_asked_there_is_no_key_and_no_second_bar():
    chart = charts.response(ROWS.assign(asked=NAN), demo=False)
    assert len(chart.data) == 2
    assert [one.text for one in chart.layout.annotations] == []


def test_an_empty_survey_draws_an_empty_chart():
    assert charts.response(ROWS.head(0), demo=True).layout.height > 0


def test_a_bar_is_as_long_as_its_value_and_none_where_there_is_none():
    chart = charts.bars(
        [charts.Bar("Lead", "9 · 90%", 9.0), charts.Bar("Other", "fewer than 5 people", None)], full=9, demo=False
    )
    (drawn,) = chart.data
    assert list(drawn.x) == [9.0]
    texts = [one.text for one in chart.layout.annotations]
    assert "fewer than 5 people" in texts
    assert "<b>Other</b>" in texts


def test_pairs_draw_an_open_dot_for_everybody_and_a_filled_one_for_the_answers():
    rows = [charts.Pair("Cities", 28.0, 11.0, "28% → 11%"), charts.Pair("Islands", 3.0, None, "3% → not shown")]
    lines, everybody, answered = charts.pairs(rows, everybody="E", answered="A", demo=False).data
    assert list(everybody.x) == [28.0, 3.0]
    assert list(answered.x) == [11.0]
    assert list(lines.x) == [28.0, 11.0, None]
    assert (everybody.marker.color, answered.marker.color) == (theme.GROUND, theme.OWN)


@pytest.mark.parametrize("full", [10, 60, 100])
def test_ticks_of_pairs_are_whole_tens_within_the_scale(full):
    chart = charts.pairs([charts.Pair("X", full - 5.0, full - 4.0, "")], everybody="E", answered="A", demo=False)
    ticks = list(chart.layout.xaxis.tickvals)
    assert ticks[0] == 0
    assert ticks[-1] <= full
    assert all(tick % 10 == 0 for tick in ticks)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0%"), (0.2, "under 1%"), (0.5, "1%"), (44.5, "45%"), (183.3, "183%"), (NAN, "–")]
)
def test_shares_in_words(value, shown):
    assert charts.percent(value) == shown


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_says_so_in_every_picture(demo):
    drawn = [
        charts.response(ROWS, demo=demo),
        charts.bars([charts.Bar("A", "1", 1.0)], full=1, demo=demo),
        charts.pairs([charts.Pair("A", 1.0, 2.0, "")], everybody="E", answered="A", demo=demo),
    ]
    assert [any(note.text == theme.DEMO_LABEL for note in one.layout.annotations) for one in drawn] == [demo] * 3
