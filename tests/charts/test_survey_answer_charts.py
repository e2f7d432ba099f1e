"""Bars of answers: what is printed is what was counted, and steps that were put together stay readable."""

import pandas as pd
import pytest

from csp_analytics.charts.survey_answers import share_bars, step_bars, steps_named
from csp_analytics.surveys.model import Step

AGREE = tuple(
    Step(value, label)
    for value, label in enumerate(("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"), start=1)
)
NAN = float("nan")


def rows(*lines):
    frame = pd.DataFrame(lines, columns=["label", "x", "n", "low", "high"])
    return frame.assign(share=100 * frame["x"] / frame["n"])


def texts(chart):
    return [one.text for one in chart.layout.annotations]


def test_every_bar_prints_its_share_and_its_people():
    chart = share_bars(rows(("Mediation", 26, 50, 38.5, 65.2), ("Facilitation", 12, 50, 14.3, 37.4)), demo=False)

    # 26 of 50 are 52 per cent, 12 of 50 are 24.
    assert texts(chart) == ["Mediation  <b>52%</b> (26 of 50)", "Facilitation  <b>24%</b> (12 of 50)"]
    assert list(chart.data[0].x) == [52, 24]
    assert list(chart.data[0].y) == [1, 0]  # the first on top


def test_the_line_runs_from_the_low_to_the_high_end_of_the_interval():
    chart = share_bars(rows(("Mediation", 25, 50, 36.6, 63.4)), demo=False)

    (right,), (left,) = chart.data[0].error_x.array, chart.data[0].error_x.arrayminus
    assert (round(right, 1), round(left, 1)) == (13.4, 13.4)  # 63.4 - 50 and 50 - 36.6


def test_without_intervals_there_are_no_lines():
    chart = share_bars(rows(("A", 5, 10, NAN, NAN), ("B", 5, 10, NAN, NAN)), demo=False)

    assert chart.data[0].error_x.array is None
    assert "likely" not in str(chart.data[0].customdata)


def test_texts_of_people_are_no_markup():
    chart = share_bars(rows(('<a href="x">Press</a>', 5, 10, NAN, NAN)), demo=False)

    assert "<a " not in texts(chart)[0]
    assert "&lt;a " in texts(chart)[0]


def parts(*lines):
    return pd.DataFrame(lines, columns=["item_id", "lowest", "highest", "n"])


def test_a_bar_has_a_part_for_each_step_with_its_people():
    given = parts(("trust", 1, 1, 5), ("trust", 2, 2, 5), ("trust", 3, 3, 10), ("trust", 4, 4, 20), ("trust", 5, 5, 10))

    chart = step_bars(given, {"trust": "Trust"}, AGREE, demo=False)

    assert [trace.name for trace in chart.data] == [step.label for step in AGREE]
    # 50 people: 10, 10, 20, 40 and 20 per cent of the bar.
    assert [list(trace.x) for trace in chart.data] == [[10], [10], [20], [40], [20]]
    assert [list(trace.text) for trace in chart.data] == [["5"], ["5"], ["10"], ["20"], ["10"]]
    assert texts(chart) == ["Trust"]


def test_steps_counted_together_stand_in_the_place_of_the_highest_of_them_and_are_named():
    given = parts(("trust", 1, 3, 10), ("trust", 4, 4, 30), ("trust", 5, 5, 10))

    chart = step_bars(given, {"trust": "Trust"}, AGREE, demo=False)

    drawn = {trace.name: list(trace.x) for trace in chart.data if trace.x[0] is not None}
    assert drawn == {"Neither": [20], "Agree": [60], "Strongly agree": [20]}
    assert chart.data[2].customdata[0][1] == "Strongly disagree, Disagree or Neither"


def test_every_step_is_in_the_key_even_where_nobody_chose_it():
    chart = step_bars(parts(("trust", 4, 4, 30)), {"trust": "Trust"}, AGREE, demo=False)

    assert [trace.name for trace in chart.data] == [step.label for step in AGREE]
    assert chart.layout.showlegend


@pytest.mark.parametrize(("lowest", "highest", "said"), [(4, 4, "Agree"), (1, 2, "Strongly disagree or Disagree")])
def test_steps_are_named_by_their_labels(lowest, highest, said):
    assert steps_named(AGREE, lowest, highest) == said


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked_in_the_picture(demo):
    charts = [
        share_bars(rows(("A", 5, 10, NAN, NAN)), demo=demo),
        step_bars(parts(("a", 4, 4, 30)), {"a": "A"}, AGREE, demo=demo),
    ]

    assert [("Demonstration data" in texts(one)) for one in charts] == [demo, demo]


def test_a_long_label_goes_on_below_and_all_rows_grow_with_it():
    short = share_bars(rows(("Trust", 5, 10, NAN, NAN)), demo=False)
    long = share_bars(
        rows(("We see how complex local safety is and give it a strategic place here", 5, 10, NAN, NAN)), demo=False
    )

    assert texts(long)[0].split("<br>") == [
        "We see how complex local safety is and give",
        "it a strategic place here  <b>50%</b> (5 of 10)",
    ]
    assert long.layout.height == short.layout.height + 20
