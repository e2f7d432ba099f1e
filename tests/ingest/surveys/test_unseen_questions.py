"""Questions as exports word them that the readers had not met: sliders, amounts, closed columns with few answers."""

from __future__ import annotations

import json

from survey_reading import Read, read_sheet, read_table

from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, NUMBER, SINGLE, TEXT

WHEN = "1/15/2025 10:00:00"


def qualtrics(codes: list[str], words: list[str], answers: list[list[object]], ids: list[str]) -> Read:
    """An export with three heading rows; each answer stands after its times and its state."""
    head = ["StartDate", "EndDate", "Status", "Progress", "Finished", "ResponseId"]
    said = ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Response ID"]
    known = ["startDate", "endDate", "status", "progress", "finished", "_recordId"]
    third = [json.dumps({"ImportId": one}) for one in (*known, *ids)]
    about = ["2025-11-04 08:31:29", "2025-11-04 08:33:11", "IP Address", 100, "True"]
    rows = [[*about, f"R_{n}", *answer] for n, answer in enumerate(answers)]
    return read_table([[*head, *codes], [*said, *words], third, *rows])


def test_sliders_with_the_question_for_their_only_label_are_numbers():
    # Qualtrics writes a slider as row 1 of a question with one row.
    answers = [[(n * 37) % 101, (n * 13) % 101] for n in range(14)]
    words = ["How honest are most advisers?", "How open are most advisers?"]
    found = qualtrics(["Honest_1", "Open_1"], words, answers, ["QID28_1", "QID29_1"])
    assert [found.at(c).type for c in (6, 7)] == [NUMBER, NUMBER]
    assert found.at(6).header == words[0]


def test_two_rows_under_one_question_stay_a_matrix():
    words = ["How true? - We plan", "How true? - We share"]
    found = qualtrics(["Q3_1", "Q3_2"], words, [[n % 5 + 1, (n + 2) % 5 + 1] for n in range(14)], ["QID3_1", "QID3_2"])
    assert found.at(6).type == MATRIX
    assert found.at(6).rows == ("We plan", "We share")


def test_in_a_coded_export_amounts_are_numbers_and_codes_are_options():
    # Ten people, ten amounts: no list to choose from. Three codes again and again: one.
    found = qualtrics(
        ["Q4", "Q5"], ["Meetings a month", "Sector"], [[n + 2, n % 3 + 1] for n in range(10)], ["QID4", "QID5"]
    )
    assert found.at(6).type == NUMBER
    assert found.at(7).type == SINGLE
    assert found.at(7).options == ("1", "2", "3")


def test_ticks_are_divided_where_every_option_stands_in_other_company():
    # Eight answers, five different cells, six options, one of them with commas in brackets.
    a, b, c = "Clear flows", "Sizes of screens (spacing, parts, ...)", "Edge cases"
    d, e, f = "States", "Comments", "Order of files"
    cells = [[a, b, c], [a, b, d], [a, b, c], [a, e], [a, f], [a, f, b, c, d], [a, e], [a, b, d]]
    found = read_table([["Timestamp", "What do you like MOST?"], *[[WHEN, ", ".join(cell)] for cell in cells]])
    question = found.at(1)
    assert question.type == MULTIPLE
    assert set(question.options) == {a, b, c, d, e, f}
    assert found.counts(question) == {("", a): 8, ("", b): 5, ("", c): 3, ("", d): 3, ("", e): 2, ("", f): 2}


def test_single_answers_with_commas_are_not_divided():
    options = ["No, not at all rude", "Yes, somewhat rude", "Yes, very rude", "It depends, mostly on the hour, really"]
    found = read_table([["Timestamp", "Is it rude?"], *[[WHEN, options[n % 4]] for n in range(16)]])
    assert found.at(1).type == SINGLE
    assert set(found.at(1).options) == set(options)


def test_a_general_comments_column_is_a_question_of_its_own():
    skills = ["Mapping, Surveys", "Surveys", "Mapping", "Surveys, Writing", "Writing"]
    said = [f"thought number {n} about the year" for n in range(15)]
    rows = [[WHEN, skills[n % 5], said[n]] for n in range(15)]
    found = read_table([["Timestamp", "Which skills? (tick all)", "Comments"], *rows])
    assert found.at(1).type == MULTIPLE
    assert not found.at(1).other
    assert found.at(2).type == TEXT
    assert found.at(2).header == "Comments"


def test_surveymonkey_says_which_columns_were_chosen_however_few_answered():
    places = ["Mountain", "Pacific", "East", "West", "New England", "South", "Atlantic", "North", "Central", "Pacific"]
    head = [
        ["Respondent ID", "Collector ID", "Which region?", "Anything else?"],
        ["", "", "Response", "Open-Ended Response"],
    ]
    rows = [[3237565956 + n, 12, place, f"remark {n}"] for n, place in enumerate(places)]
    found = read_sheet([*head, *rows])
    assert found.at(2).type == SINGLE
    assert len(found.at(2).options) == 9
    assert found.at(3).type == TEXT
