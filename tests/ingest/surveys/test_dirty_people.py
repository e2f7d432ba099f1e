"""Dirty data, cases 20 to 22, 35 to 40 and 43: dates, numbers of people, their data, and columns that ask nothing."""

from __future__ import annotations

import datetime

import pytest

from tests.builders.survey_exports import PEOPLE, csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.ingest.surveys.survey_reading import read, read_sheet, read_table

MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name", "Which area?"]


def timed(stamps: list[str]) -> list[list[object]]:
    """A Microsoft Forms export whose completion times are the ones given."""
    return [MICROSOFT, *([n, one, one, "anonymous", None, PEOPLE[n].area] for n, one in enumerate(stamps))]


def test_case_20_american_order_of_dates_is_seen_from_a_day_above_twelve():
    got = read_table(timed(["4/3/25 9:10:00", "4/23/25 11:14:04", "5/1/25 8:00:00"]))
    assert got.found.times == ["2025-04-03", "2025-04-23", "2025-05-01"]


def test_case_20_british_order_of_dates_is_seen_from_a_day_above_twelve():
    rows = [
        ["Submitted", "Which area?"],
        ["03/04/2025 09:10", "Fife"],
        ["13/05/2025 10:00", "Moray"],
        ["01/06/2025 11:00", "Fife"],
    ]
    assert read_table(rows).found.times == ["2025-04-03", "2025-05-13", "2025-06-01"]


def test_case_20_an_order_that_cannot_be_decided_is_told():
    rows = [["Submitted", "Which area?"], ["03/04/2025", "Fife"], ["04/05/2025", "Moray"], ["05/06/2025", "Fife"]]
    got = read_table(rows)
    assert got.said("day", "month") or got.said("date", "order")


def test_case_20_real_dates_of_a_workbook_need_no_deciding():
    rows = [MICROSOFT, *([p.number, p.started, p.ended, "anonymous", None, p.area] for p in PEOPLE)]
    got = read_sheet(rows)
    assert got.found.times[0] == PEOPLE[0].ended.date().isoformat()
    assert not got.said("date", "order")


def test_case_21_dates_that_a_program_made_of_typed_text_are_told():
    """Somebody typed 10-14 and 1-2: the spreadsheet program made October and January of them."""
    ages: list[object] = ["15-24", "25-34", datetime.datetime(2025, 10, 14), "35-44", "15-24", "25-34"] * 4
    ages[7] = datetime.datetime(2025, 1, 2)
    got = read_sheet(
        [["Area", "Age of the people you work with"], *([p.area, a] for p, a in zip(PEOPLE, ages, strict=True))]
    )
    question = got.at(1)
    assert question.type == "single"
    assert got.said("date")
    assert all(isinstance(one, str) for one in got.values(question) if one is not None)


def test_case_22_leading_noughts_and_long_numbers_keep_their_figures():
    codes = ["00123", "00124", "01230", "00123"]
    got = read_table([["Area", "Code of your team"], *([p.area, codes[p.number % 4]] for p in PEOPLE)])
    assert sorted(set(got.values(got.at(1)))) == ["00123", "00124", "01230"]


def test_case_22_numbers_that_a_program_shortened_are_told():
    rows = [["Respondent ID", "Collector ID", "Which area?"], [None, None, "Response"]]
    rows += [["1.27E+10", "4.5E+08", p.area] for p in PEOPLE]
    got = read_table(rows)
    assert got.found.respondents == 24
    assert got.said("E+")


PERSONAL = {
    "e-mail": [f"ailsa{p.number}@example.org" for p in PEOPLE],
    "IP address": [p.address for p in PEOPLE],
    "telephone": [f"01632 960{p.number:03d}" for p in PEOPLE],
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_case_35_personal_data_is_known_by_its_values_under_any_heading(kind):
    rows = [["Area", "Question 7"], *([p.area, one] for p, one in zip(PEOPLE, PERSONAL[kind], strict=True))]
    got = read_table(rows)
    assert got.at(1).personal == kind
    assert 1 not in got.found.answers
    assert ("Question 7", kind) in got.found.dropped
    assert PERSONAL[kind][3] not in repr(got.found) + repr(got.found.answers) + repr(got.problems)


HEADINGS = {
    "Your full name": "name",
    "What is your name?": "name",
    "Surname": "name",
    "Phone number": "telephone",
    "Mobile": "telephone",
    "Contact e-mail": "e-mail",
    "What is your email address?": "e-mail",
    "Latitude": "location",
    "Postcode": "location",
    "Device type": "device",
    "User agent": "device",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_case_35_personal_data_is_known_by_its_heading(heading):
    rows = [["Area", heading, "How useful?"], *([p.area, f"Zz{p.number}q", "Very"] for p in PEOPLE)]
    got = read_table(rows)
    assert got.at(1).personal == HEADINGS[heading]
    assert "Zz7q" not in repr(got.found.answers)


@pytest.mark.parametrize(
    "heading",
    [
        "What is the name of your partnership?",
        "Which phone services do you offer?",
        "How good is e-mail contact with partners?",
        "Do you address antisocial behaviour?",
        "Does your partnership have a named lead?",
    ],
)
def test_case_35_questions_with_such_words_in_them_are_still_questions(heading):
    rows = [["Area", heading], *([p.area, ("Good", "Fair", "Poor")[p.number % 3]] for p in PEOPLE)]
    got = read_table(rows)
    assert (got.at(1).personal, got.at(1).type) == ("", "single")


def test_case_36_text_that_begins_with_an_equals_sign_is_text():
    truth = EXPORTS["google_forms"]()
    got = read(truth.data, truth.file)
    assert "=1+1 is all the arithmetic that I remember" in got.values(got.at(truth.asked["help"].columns[0]))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("EFFECTIVE SCHOOL ORGANISATIONOur school has a plan", "EFFECTIVE SCHOOL ORGANISATIONOur school has a plan"),
        ("You named\xa0{factors_SQ001},  do you measure it? ", "You named {factors_SQ001}, do you measure it?"),
        ("Do you use [question(17343613,136244418)] often?", "Do you use [question(17343613,136244418)] often?"),
        ("<b>Do you agree</b> with this?", "<b>Do you agree</b> with this?"),
    ],
)
def test_case_37_remnants_of_forms_are_shown_as_they_are_but_tidy(written, shown):
    got = read_table([["Area", written], *([p.area, "Yes" if p.number % 2 else "No"] for p in PEOPLE)])
    assert got.at(1).header == shown


def test_case_38_codes_without_their_key_are_read_and_the_key_is_asked_for():
    truth = EXPORTS["jisc"]()
    got = read(truth.data, truth.file)
    assert (got.found.layout, got.found.respondents) == ("jisc-online-surveys", 24)
    assert (got.at(1).header, got.at(1).options) == ("Q1", ("1", "2", "3", "4"))
    assert got.at(2).columns == (2, 3, 4, 5)
    assert got.said("key")


def test_case_38_a_key_of_another_survey_is_told():
    truth = EXPORTS["jisc"]()
    other = csv_bytes([["X1", "Another question"], ["1", "Yes"], ["2", "No"]])
    got = read(truth.data, truth.file, key=other)
    assert got.said("key")
    assert got.at(1).header == "Q1"


def test_case_38_the_key_alone_is_refused_with_what_it_is():
    from csp_analytics.ingest.surveys.inspect import inspect_file

    truth = EXPORTS["jisc"]()
    assert truth.key is not None
    found, problems = inspect_file(truth.key, "results-key.csv")
    assert found is None
    assert any("key" in p.sentence for p in problems)


def test_case_39_numbers_of_respondents_that_come_twice_are_kept_and_told():
    rows = [MICROSOFT, *([6, p.started, p.ended, "anonymous", None, p.area] for p in PEOPLE)]
    got = read_sheet(rows)
    assert got.found.respondents == 24
    assert got.said("same") or got.said("twice") or got.said("duplicate") or got.said("repeat")


def test_case_40_columns_that_nobody_filled_are_no_questions_and_are_listed():
    rows = [
        ["Area", "Rating 1", "How useful?", None],
        *([p.area, None, "Very" if p.number % 2 else "Not", None] for p in PEOPLE),
    ]
    got = read_table(rows)
    assert [q.header for q in got.questions] == ["Area", "How useful?"]
    assert ("Rating 1", "no answers") in got.found.dropped


def test_case_40_what_a_form_computed_is_no_question():
    heads = ["Response ID", "Date submitted", "Last page", "Start language", "Which area?"]
    heads += ["{sum(R2.relevanceStatus, R3.relevanceStatus)}", "How useful?"]
    body = [[p.number, "2025-04-03 10:00:00", 3, "en", p.area, p.number % 3, "Very"] for p in PEOPLE]
    got = read_table([heads, *body])
    assert [q.header for q in got.questions] == ["Which area?", "How useful?"]


def test_case_43_two_waves_with_their_columns_in_another_order_count_the_same():
    rows = [["Timestamp", "Which area?", "How useful?"]]
    rows += [["4/23/2025 10:00:00", p.area, ("Very", "Fairly", "Not")[p.number % 3]] for p in PEOPLE]
    turned = [[row[0], row[2], row[1]] for row in rows]
    first, second = read_table(rows), read_table(turned)
    for header in ("Which area?", "How useful?"):
        assert first.counts(first.asked(header)) == second.counts(second.asked(header))
