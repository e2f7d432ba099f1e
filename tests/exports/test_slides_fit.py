"""Room on a slide: lines are never wider than their place, nothing gets lost when text is divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.exports.slides import fit as fit

TEXT = st.text(st.characters(categories=("L", "N", "P", "Zs", "S")), max_size=400)


def test_widths_are_those_of_the_published_metrics():
    """Helvetica, in thousandths: H 722, i 222, space 278, full stop 278."""
    assert fit.width("Hi .", 1000) == 722 + 222 + 278 + 278
    assert fit.width("Hi .", 20) == pytest.approx(1500 * 20 / 1000)
    assert fit.width("Hi", 1000, bold=True) == pytest.approx(944 * 1.1)


def test_a_letter_with_an_accent_is_as_wide_as_without_and_others_are_assumed_wide():
    assert fit.width("é", 1000) == fit.width("e", 1000) == 556
    assert fit.width("e\u0301", 1000) == 556
    assert fit.width("漢", 1000) == 1000


def test_text_breaks_between_words():
    """At 10 points "aaaa" is 4 x 5.56 = 22.2 wide, "aaaa aaaa" 47.3."""
    assert fit.lines("aaaa aaaa aaaa", 10, 48) == ["aaaa aaaa", "aaaa"]
    assert fit.lines("aaaa aaaa", 10, 47) == ["aaaa", "aaaa"]


def test_a_word_that_is_too_wide_is_broken():
    assert fit.lines("aaaaaaaaa", 10, 23) == ["aaaa", "aaaa", "a"]


@given(TEXT, st.floats(30, 900), st.sampled_from([16, 20, 36]), st.booleans())
def test_no_line_is_wider_than_its_place_and_no_letter_is_lost(words, across, size, bold):
    made = fit.lines(words, size, across, bold=bold)
    wide = [line for line in made if fit.width(line, size, bold=bold) > across + 1e-6 and len(line) > 1]
    assert wide == []
    assert "".join("".join(made).split()) == "".join(words.split())


@given(TEXT, st.floats(60, 900), st.integers(1, 4))
def test_what_is_cut_fits_and_says_that_it_was_cut(words, across, most):
    made = fit.cut(words, 20, across, most)
    whole = " ".join(words.split())
    assert len(fit.lines(made, 20, across)) <= most
    assert made == whole or (made.endswith("…") and whole.startswith(made[:-1].rstrip()))


@given(st.lists(st.floats(1, 100), max_size=30), st.floats(50, 300))
def test_groups_hold_everything_in_order_and_fit_unless_one_thing_is_too_high(heights, room):
    things = list(range(len(heights)))
    made = list(fit.groups(things, heights, room))
    assert [one for group in made for one in group] == things
    assert all(len(group) == 1 or sum(heights[one] for one in group) <= room for group in made)
