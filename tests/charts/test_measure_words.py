"""One value, said in the same way everywhere: points of a score, or the level of a single criterion."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import theme
from csp_analytics.charts.measure import Measure, measure_of
from csp_analytics.frameworks.load import framework

THIRD = 100 / 3
SCORE = Measure("Leadership", {})
LEVEL = Measure("Shared aims", {0.0: "Gap", THIRD: "Working towards", 2 * THIRD: "Some success", 100.0: "Doing well"})
QUESTION = Measure("Is there a group?", {0.0: "No", 100.0: "Yes"}, asked=True)
NONE = math.nan


@pytest.mark.parametrize(
    ("measure", "value", "words", "quoted", "brief"),
    [
        (SCORE, 47.5, "48", "48", "48"),
        (SCORE, 0.0, "0", "0", "0"),
        (SCORE, NONE, "–", "–", "–"),
        (LEVEL, 2 * THIRD, "Some success", "'Some success'", "Some success"),
        (LEVEL, 0.0, "Gap", "'Gap'", "Gap"),
        (LEVEL, NONE, "–", "–", "–"),
        # A median half way between two levels is neither of them.
        (LEVEL, 50.0, "between Working towards and Some success", "between 'Working towards' and 'Some success'",
         "between 2 and 3"),
        (QUESTION, 100.0, "Yes", "'Yes'", "Yes"),
        (QUESTION, 50.0, "between No and Yes", "between 'No' and 'Yes'", "between No and Yes"),
    ],
)  # fmt: skip
def test_a_value_in_words(measure, value, words, quoted, brief):
    assert (measure.words(value), measure.quoted(value), measure.brief(value)) == (words, quoted, brief)


@pytest.mark.parametrize(
    ("measure", "value", "short"),
    [(SCORE, 47.5, "48"), (LEVEL, 0.0, "1"), (LEVEL, 100.0, "4"), (LEVEL, NONE, "–"), (QUESTION, 0.0, "No")],
)
def test_a_value_in_a_tile(measure, value, short):
    assert measure.short(value) == short


@pytest.mark.parametrize(
    ("measure", "value", "place", "full"),
    [
        (SCORE, 48.0, 48, 100),
        (LEVEL, 0.0, 1, 4),  # the lowest of many levels has a bar
        (LEVEL, 100.0, 4, 4),
        (LEVEL, 50.0, 2.5, 4),
        (QUESTION, 0.0, 0, 1),  # and no has none: half a bar would read as half of yes
        (QUESTION, 100.0, 1, 1),
    ],
)
def test_the_length_of_a_bar(measure, value, place, full):
    assert measure.place(value) == pytest.approx(place)
    assert measure.full == full


def test_scores_are_coloured_between_their_ends_and_levels_by_their_own_colour():
    scores = pd.Series([40.0, 70.0, 55.0, NONE])
    assert SCORE.colours(scores) == [theme.mixed(0), theme.mixed(1), theme.mixed(0.5), theme.GROUND]
    levels = theme.level_colours(4)
    # Nobody is at the lowest level here, and the colours are those of the levels all the same.
    assert LEVEL.colours(pd.Series([THIRD, 100.0, NONE])) == [levels[1], levels[3], theme.GROUND]


def test_what_a_measure_is_of():
    assert [SCORE.on, Measure("Overall", {}, overall=True).on] == ["on Leadership", "overall"]
    assert [LEVEL.on, QUESTION.on] == ["on 'Shared aims'", "to 'Is there a group?'"]


def test_measures_of_a_framework():
    rated, asked = framework("safer-communities"), framework("hallmarks")
    first = rated.criteria[0]
    assert measure_of(rated, "overall", "all") == Measure("Overall", {}, overall=True)
    assert measure_of(rated, "principle", "evidence").title == "Evidence"
    assert measure_of(rated, "criterion", first.criterion_id).title == first.short
    levels = measure_of(rated, "criterion", first.criterion_id).levels
    assert list(levels) == pytest.approx([0, THIRD, 2 * THIRD, 100])
    assert list(levels.values()) == [level.label for level in rated.levels]
    question = measure_of(asked, "criterion", asked.criteria[0].criterion_id)
    assert (question.levels, question.asked, question.labels_fit) == ({0: "No", 100: "Yes"}, True, True)
    assert not measure_of(asked, "hallmark", "effective-leadership").levels
