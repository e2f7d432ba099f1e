"""A mapping as text and back, and how headings are compared."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping, normalised

WORDS = st.text(max_size=25)
MAPPINGS = st.builds(
    Mapping,
    WORDS,
    st.dictionaries(WORDS, WORDS),
    st.dictionaries(WORDS, st.dictionaries(WORDS, WORDS, max_size=3), max_size=3),
)


@given(WORDS)
def test_normalising_again_changes_nothing_but_a_number_in_front_that_comes_to_light(text):
    once = normalised(text)
    assert once == " ".join(once.split())
    assert once == once.casefold()
    assert normalised(once) == once


@given(MAPPINGS)
def test_a_mapping_that_was_read_comes_back_the_same(mapping):
    read = Mapping.of_json(mapping.as_json())
    assert Mapping.of_json(read.as_json()) == read
    assert read.definition == mapping.definition
    assert set(read.columns) == {normalised(key) for key in mapping.columns}


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Importance\u00a0 of   Facilitation?", "importance of facilitation"),
        ("Q4. How confident?", "how confident"),
        ("12) How confident?", "how confident"),
        ("Q5.1. Facilitation", "facilitation"),
        ("Performance management & self-evaluation", "performance management and self evaluation"),
        ("Café – Übung", "cafe ubung"),
        ("How important? [Facilitation]", "how important [facilitation]"),
        ("2021 return", "2021 return"),
    ],
)
def test_what_makes_no_difference(written, same):
    assert normalised(written) == same


def test_headings_written_by_hand_are_normalised_when_read():
    text = json.dumps(
        {"definition": "skills", "columns": {"Q1. Area?": "area"}, "options": {"role": {"The Boss!": LEAVE_OUT}}}
    )
    assert Mapping.of_json(text) == Mapping("skills", {"area": "area"}, {"role": {"the boss": LEAVE_OUT}})


NO_MAPPINGS = ["", "[]", "3", "{}", '{"definition": 1, "columns": {}}', '{"definition": "x", "columns": []}']
NO_MAPPINGS += ['{"definition": "x", "columns": {}, "options": {"role": "lead"}}']


@pytest.mark.parametrize("text", NO_MAPPINGS)
def test_a_text_that_is_no_mapping_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="Expected a mapping"):
        Mapping.of_json(text)
