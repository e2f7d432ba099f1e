"""What a written answer means, and which answers mean nothing to us."""

from __future__ import annotations

import pytest

from csp_analytics.areas.register import register
from csp_analytics.ingest.surveys.option_matching import match_areas, match_scale, match_words
from csp_analytics.ingest.surveys.vocabulary import respondent_wordings, step_wordings
from csp_analytics.surveys import load
from csp_analytics.surveys.mapping import LEAVE_OUT

SKILLS = load.survey("skills")
IMPORTANCE = SKILLS.by_id["importance"]


def scale(*written, question=IMPORTANCE, said=None):
    matched = match_scale(written, question, step_wordings(question), said or {})
    return {text: (one.meaning, one.how) for text, one in matched.items()}


def test_words_numbers_and_both_together_mean_the_same_step():
    written = ("Essential", "5", "5 - Essential", "5. Essential", "Essential (5)", "5 = Critical", "ESSENTIAL ")
    assert scale(*written) == dict.fromkeys(written, ("5", "exact"))


def test_numbers_count_only_when_every_number_that_was_given_is_a_step():
    assert scale("1", "2", "3", "4", "5") == {str(n): (str(n), "exact") for n in range(1, 6)}
    assert set(scale("1", "2", "5", "10").values()) == {("", "")}  # from 0 to 10, or any other scale
    assert set(scale("0", "1", "4").values()) == {("", "")}


def test_a_scale_that_was_turned_round_is_not_read_the_wrong_way():
    assert scale("1 - Essential", "5 - Not important") == {"1 - Essential": ("", ""), "5 - Not important": ("", "")}


def test_a_number_with_words_that_are_no_step_of_ours_is_a_proposal():
    assert scale("5 - Could not do without")["5 - Could not do without"] == ("5", "similar")


@pytest.mark.parametrize(
    "written", ["Don't know", "N/A", "n/a", "Prefer not to say", "Not applicable", "Not sure", "DK"]
)
def test_answers_that_say_that_there_is_none(written):
    assert scale(written)[written] == ("", "no answer")


@pytest.mark.parametrize("written", ["Very unimportant", "Not very important", "Quite unimportant indeed"])
def test_the_opposite_of_a_step_is_not_that_step(written):
    assert scale(written)[written][0] in ("", "1")  # nearest to "Unimportant", and at most a proposal
    assert scale(written)[written][1] != "exact"


def test_ticks():
    in_place = SKILLS.by_id["in-place"]
    assert scale("x", "✓", "Yes", "TRUE", "No", question=in_place) == {
        "x": ("1", "exact"), "✓": ("1", "exact"), "Yes": ("1", "exact"), "TRUE": ("1", "exact"), "No": ("0", "exact"),
    }  # fmt: skip


def test_what_a_person_said_goes_first_and_a_step_that_is_not_there_is_not_taken():
    said = {"essential": "3", "vital": "5", "huge": "9", "very important": LEAVE_OUT}
    assert scale("Essential", "Vital", "Huge", "Very important", said=said) == {
        "Essential": ("3", "mapping"), "Vital": ("5", "mapping"), "Huge": ("", ""), "Very important": ("", "no answer"),
    }  # fmt: skip


def test_areas_only_as_the_register_knows_them():
    found = match_areas(
        ["Edinburgh, City of", "Western Isles", "Edinburg", "Scotland", "Narnia", "Prefer not to say"], {}
    )
    assert [one.meaning for one in found.values()] == ["S12000036", "S12000013", "", "", "", ""]
    assert found["Edinburg"].alternatives == (("S12000036", 72.0),)  # told as probably meant, never loaded
    assert [found[name].how for name in ("Edinburg", "Scotland", "Narnia", "Prefer not to say")] == [
        "", "no answer", "", "no answer",
    ]  # fmt: skip


def test_every_area_by_its_name_and_by_its_code():
    names = [*register().names.values(), *register().areas]
    assert [one.meaning for one in match_areas(names, {}).values()] == [*register().names, *register().areas]


def test_roles_and_sectors():
    wordings = respondent_wordings(SKILLS, "role")
    found = match_words(
        ["Councillor", "Frontline practioner", "Astronaut", "Other"], wordings, {"astronaut": "analyst"}
    )
    assert [(one.meaning, one.how) for one in found.values()] == [
        ("elected", "exact"), ("practitioner", "similar"), ("analyst", "mapping"), ("other", "exact"),
    ]  # fmt: skip
