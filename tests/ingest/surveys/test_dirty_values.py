"""Dirty data, cases 12 to 18, 41 and 45: what the cells say, and what they do not say."""

from __future__ import annotations

import pytest

from tests.builders.survey_exports import PEOPLE
from tests.builders.survey_exports_all import EXPORTS
from tests.ingest.surveys.survey_reading import read, read_table


def column(values: list[object], header: str = "What do you say?") -> list[list[object]]:
    """A table with the area before a column of values."""
    return [["Area", header], *([PEOPLE[n % 24].area, value] for n, value in enumerate(values))]


def test_case_12_who_does_not_know_is_counted_as_an_answer_of_its_own():
    answers = ["Agree", "Don't know", "Disagree", "Prefer not to say", "Unfamiliar (N/A)", "Agree"] * 4
    got = read_table(column(answers))
    assert got.at(1).type == "single"
    assert got.counts(got.at(1)) == {
        ("", "Agree"): 8, ("", "Don't know"): 4, ("", "Disagree"): 4, ("", "Prefer not to say"): 4,
        ("", "Unfamiliar (N/A)"): 4,
    }  # fmt: skip


def test_case_13_blanks_of_routing_are_no_answers_and_the_base_says_so():
    answers = [("Agree" if n % 3 else "Disagree") if n < 14 else None for n in range(24)]
    got = read_table(column(answers))
    assert got.found.respondents == 24
    assert got.answered(got.at(1)) == 14


@pytest.mark.parametrize("tool", ["qualtrics", "qualtrics_numbers", "qualtrics_workbook"])
def test_case_14_previews_spam_and_unfinished_returns_are_counted_apart(tool):
    truth = EXPORTS[tool]()
    got = read(truth.data, truth.file)
    assert (got.found.respondents, got.found.set_aside) == (24, {"unfinished": 1, "test": 2})


def test_case_14_a_return_that_was_not_sent_is_unfinished():
    truth = EXPORTS["limesurvey"]()
    assert read(truth.data, truth.file).found.set_aside == {"unfinished": 1}


def test_case_14_when_every_row_is_a_test_the_answers_are_shown_all_the_same():
    """Who tries out a form before sending it has nothing but test answers: nothing to show would be no help."""
    rows = [["StartDate", "EndDate", "Status", "Finished", "ResponseId", "Q1"]]
    rows += [["Start Date", "End Date", "Response Type", "Finished", "Response ID", "Which area?"]]
    when = "2025-04-03 10:00:00"
    rows += [[when, when, "Survey Preview", "True", f"R_{p.number:02d}xYz8kLmN0pQ", p.area] for p in PEOPLE]
    got = read_table(rows)
    assert got.found.respondents == 24
    assert got.said("test") or got.said("preview")


def test_case_15_capitals_and_spaces_make_no_second_option():
    answers = ["Strongly agree", "strongly agree", "Strongly  Agree ", "Disagree", "DISAGREE", "Agree"] * 4
    got = read_table(column(answers))
    assert {one.casefold() for one in got.at(1).options} == {"strongly agree", "disagree", "agree"}
    assert sorted(got.counts(got.at(1)).values()) == [4, 8, 12]


def test_case_15_a_scale_whose_ends_carry_words_is_read_as_its_numbers():
    answers = ["1 - introverted", "2", "3", "4", "5 - extroverted", "4", "3", "5 - extroverted"] * 3
    got = read_table(column(answers, "How do you see yourself?"))
    assert got.at(1).type == "number"
    assert got.values(got.at(1))[:5] == [1, 2, 3, 4, 5]


def test_case_15_other_languages_are_shown_as_they_are():
    answers = ["Yes", "Oui", "No", "Sí", "Yes", "No", "Oui", "No"] * 3
    got = read_table(column(answers))
    assert {one for _, one in got.counts(got.at(1))} == {"Yes", "Oui", "No", "Sí"}


def test_case_16_options_stand_in_the_order_of_their_first_use_and_not_of_the_alphabet():
    answers = ["Never", "Sometimes", "Always", "Sometimes", "Never", "Always"] * 4
    assert read_table(column(answers)).at(1).options == ("Never", "Sometimes", "Always")


def test_case_16_numbers_for_options_stand_in_their_own_order():
    truth = EXPORTS["qualtrics_legacy"]()
    got = read(truth.data, truth.file)
    assert got.at(truth.asked["area"].columns[0]).options == ("1", "2", "3", "4")


NUMBERS = {
    "per cent": (["8%", "12.5%", "40%", "7%"], [8, 12.5, 40, 7]),
    "pounds with commas": (["£1,234", "£250", "£12,000", "£3,000"], [1234, 250, 12000, 3000]),
    "commas": (["1,234", "250", "12,000", "987"], [1234, 250, 12000, 987]),
    "decimals": (["1.5", "2", "0", "-3.25"], [1.5, 2, 0, -3.25]),
}


@pytest.mark.parametrize("how", NUMBERS)
def test_case_17_numbers_written_as_text(how):
    written, meant = NUMBERS[how]
    got = read_table(column(written * 6, "How much?"))
    assert got.at(1).type == "number"
    assert got.values(got.at(1))[:4] == meant


def test_case_17_bands_stay_options():
    answers = ["£0 - £24,999", "£25,000 - £49,999", "18-29", "Over 60", "£0 - £24,999", "18-29"] * 4
    got = read_table(column(answers, "Which band?"))
    assert got.at(1).type == "single"
    assert len(got.at(1).options) == 4


def test_case_17_one_number_in_five_that_is_none_makes_no_number_question():
    answers = ["1", "2", "about ten", "4", "5", "12", "many of them", "7", "3", "0"] * 2
    assert read_table(column(answers, "How many?")).at(1).type != "number"


@pytest.mark.parametrize("mark", ["*", "dna", "..", "#N/A", "n/a", "-", "!"])
def test_case_18_marks_for_missing_figures_are_missing_and_never_nought(mark):
    answers: list[object] = [3, 5, mark, 8, 13, mark, 21, 34, 2, 1, 0, 9]
    got = read_table(column(answers, "How many incidents?"))
    assert got.at(1).type == "number"
    assert got.values(got.at(1)) == [3, 5, None, 8, 13, None, 21, 34, 2, 1, 0, 9]


def test_case_41_a_question_typed_by_hand_is_text_even_when_some_answers_repeat():
    majors = ["Computer Science", "computer science", "Economics", "Biology", "Psych", "Physics and Music"]
    answers = [*majors * 2, *(f"{subject} with {n} other things" for n, subject in enumerate(majors * 6))]
    assert read_table(column(answers, "What is your major?")).at(1).type == "text"


def test_case_41_long_sentences_stay_text_though_two_are_the_same():
    answers: list[object] = [p.help for p in PEOPLE if p.help] + ["No, thank you", "No, thank you"]
    assert read_table(column(answers, "Anything else?")).at(1).type == "text"


def test_case_41_a_choice_of_few_stays_a_choice_in_a_small_file():
    got = read_table([["Area", "Do you agree?"], ["Fife", "Yes"], ["Moray", "No"], ["Fife", "Yes"], ["Angus", "Yes"]])
    assert got.at(1).type == "single"
    assert got.counts(got.at(1)) == {("", "Yes"): 3, ("", "No"): 1}


def test_case_45_the_word_none_left_by_a_script_is_told_and_not_made_missing_in_silence():
    answers = ["Yes", "No", "nan", "Yes", "No", "None", "Yes", "No"] * 3
    got = read_table(column(answers))
    counted = got.counts(got.at(1))
    assert (counted["", "Yes"], counted["", "No"]) == (9, 9)
    assert got.said("nan")
