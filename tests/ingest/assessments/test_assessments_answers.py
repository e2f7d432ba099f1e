"""What a cell in a level column means, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis import scores
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.assessments.answers import ANSWERS, Answer, AnswerBook, Misread

RATED, NOT_APPLICABLE, DONT_KNOW, MISSING = "rated", "not applicable", "don't know", "missing"


def test_the_words_for_answers_are_those_of_the_scores():
    assert ANSWERS == scores.ANSWERS


@pytest.fixture(name="levels")
def _levels() -> AnswerBook:
    return AnswerBook(framework("safer-communities"))


@pytest.fixture(name="yes_no")
def _yes_no() -> AnswerBook:
    return AnswerBook(framework("hallmarks"))


@pytest.mark.parametrize(
    "written",
    ["Some success", "some success", "  SOME   SUCCESS ", "Some-success", "Some success.", 3, 3.0, "3", "3.0", " 3 ",
     "3 - Some success", "3 – some success", "3: Some success", "3. Some success", "3 Some success", "(3) Some success",
     "Some success (3)", "Some success - 3", "Some success [3]", "Level 3", "level 3"],
)  # fmt: skip
def test_the_third_level_in_all_its_forms(levels, written):
    assert levels.read(written) == Answer(RATED, 3)


@pytest.mark.parametrize(
    "written", ["n/a", "N/A", "na", "NA", "n.a.", "Not applicable", "NOT APPLICABLE", "Not-applicable"]
)
def test_not_applicable(levels, yes_no, written):
    assert levels.read(written) == yes_no.read(written) == Answer(NOT_APPLICABLE)


@pytest.mark.parametrize(
    "written", ["don't know", "Don’t know", "dont know", "DK", "do not know", "unknown", "Unsure", "not sure", "?"]
)
def test_dont_know(levels, yes_no, written):
    assert levels.read(written) == yes_no.read(written) == Answer(DONT_KNOW)


@pytest.mark.parametrize("written", [None, "", "  ", "-", "–", "—", "\u00a0", float("nan")])
def test_missing(levels, yes_no, written):
    assert levels.read(written) == yes_no.read(written) == Answer(MISSING)


YES = ["yes", "Y", True, "TRUE", "✓", 1.0, "1", "Yes (1)"]
NO = ["No", "n", False, 0, "no (0)"]


@pytest.mark.parametrize(("written", "level"), [*((word, 1) for word in YES), *((word, 0) for word in NO)])
def test_yes_and_no_on_a_checklist(yes_no, written, level):
    assert yes_no.read(written) == Answer(RATED, level)


@pytest.mark.parametrize("written", ["x", "✗", "partly", "yes and no", 2, "in place"])
def test_what_could_be_either_is_neither(yes_no, written):
    assert isinstance(yes_no.read(written), Misread)


@pytest.mark.parametrize("written", [True, False, "yes", "no", "✓", "y"])
def test_yes_and_no_are_no_levels(levels, written):
    assert isinstance(levels.read(written), Misread)


def test_a_number_that_contradicts_its_label_is_no_answer(levels):
    assert levels.read("2 - Some success") == Misread(
        "unknown-level", "2 - Some success", levels.expected, suggestion="Some success"
    )


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.text(), st.booleans(), st.datetimes(), st.times()))
def test_any_value_is_an_answer_of_the_scale_or_told(value):
    book = AnswerBook(framework("safer-communities"))
    meant = book.read(value)
    if isinstance(meant, Answer):
        assert (meant.level in (1, 2, 3, 4)) == (meant.answer == RATED)
        assert meant.level is None or meant.answer == RATED
    else:
        assert meant.code in ("unknown-level", "level-out-of-scale", "date-for-level", "percent-for-level",
                              "uncalculated-formula")  # fmt: skip
        assert meant.expected == book.expected
