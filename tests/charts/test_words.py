"""Numbers and lists as words."""

import math

import pytest

from csp_analytics.charts import words
from csp_analytics.frameworks.load import framework


@pytest.mark.parametrize(
    ("score", "shown"), [(0, "0"), (49.5, "50"), (49.49, "49"), (100, "100"), (-0.5, "-1"), (math.nan, "–")]
)
def test_a_score_is_shown_in_whole_points_halves_up(score, shown):
    assert words.points(score) == shown


@pytest.mark.parametrize(
    ("difference", "shown"), [(3.4, "+3"), (-3.5, "−4"), (0.4, "no change"), (-0.4, "no change"), (math.nan, "–")]
)
def test_a_difference_has_its_sign(difference, shown):
    assert words.signed(difference) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, "33%"), (2, 3, "67%"), (1, 8, "13%"), (0, 5, "0%"), (0, 0, "–")]
)
def test_a_share_is_a_whole_percentage(part, whole, shown):
    assert words.share(part, whole) == shown


def test_counts_agree_with_their_number():
    assert [words.count(n, "area") for n in (0, 1, 2, 1041)] == ["0 areas", "1 area", "2 areas", "1,041 areas"]
    assert words.count(2, "criterion", "criteria") == "2 criteria"


def test_lists_read_as_a_sentence():
    assert words.listed([]) == "none"
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B"]) == "A and B"
    assert words.listed(["A", "B", "C"], last="or") == "A, B or C"
    assert words.listed(["A", "B", "C", "D"], most=2) == "A, B and 2 more"
    assert words.listed(["A", "B"], most=2) == "A and B"


def test_an_answer_is_its_level_or_what_it_is_instead():
    one = framework("safer-communities")

    said = [words.answer_words(one, *given) for given in (("rated", 2.0), ("not applicable", math.nan))]
    assert said == ["Working towards", "Not applicable"]
    assert words.answer_words(one, "don't know", math.nan) == "Don't know"
    assert words.answer_words(one, "missing", math.nan) == "Not answered"
