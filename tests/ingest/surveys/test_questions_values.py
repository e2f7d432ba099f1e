"""Chosen or typed, numbers, dates and columns about people: judged from a column's different values and its heading."""

from __future__ import annotations

from collections import Counter

import pytest

from csp_analytics.ingest.surveys.closed import is_closed
from csp_analytics.ingest.surveys.columns import Column, number
from csp_analytics.ingest.surveys.dates import iso_dates
from csp_analytics.ingest.surveys.personal import why_personal


def column(values: list[object]) -> Column:
    """A column of answers."""
    return Column(0, values, Counter(value for value in values if value is not None))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8%", 8), ("£1,234", 1234), ("1,234.5", 1234.5), ("-3", -3), (" 7 ", 7), ("5 - very", 5), (4, 4), (2.5, 2.5),
        ("1,2,3", None), ("12,3", None), ("18 - 24", None), ("", None), (None, None), (True, None), ("5 people", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(written, meant):
    assert number(written) == meant


def test_lists_of_codes_are_no_numbers_and_thousands_are():
    assert not column(["1,2,3", "1", "2,3"] * 5).is_number
    assert column(["1,2,3", "1", "2,3"] * 5).are_codes
    assert column(["1,234", "12,000", "250"] * 5).is_number
    assert not column(["1,234", "12,000", "250"] * 5).are_codes


def test_nineteen_numbers_of_twenty_are_enough():
    assert column([*range(19), "about ten"]).is_number
    assert not column([*range(18), "about ten", "a lot"]).is_number


AREAS = [f"Area {chr(65 + n)}" for n in range(18)]


@pytest.mark.parametrize(
    ("answers", "header", "closed"),
    [
        (AREAS * 2 + AREAS[:14], "Which area do you work in?", True),  # 50 answers, 18 options, as varied as text
        ([f"A thought of person {n}, at some length" for n in range(50)], "Anything else?", False),
        (["Yes", "No", "Yes"], "Do you agree?", True),
        (["Yes"], "Do you agree?", True),
        (["Because it helps"], "Why?", False),
        (["Fewer forms", "More time", "More time"], "Please explain your answer", False),
        (["Strongly agree"] * 9 + ["Disagree"] * 8 + ["Agree"] * 7, "Please explain", True),
        ([f"Subject {n}" for n in range(40)] + ["Physics"] * 20, "What is your major?", False),
    ],
)
def test_chosen_or_typed(answers, header, closed):
    assert is_closed(Counter(answers), header) is closed


@pytest.mark.parametrize(
    ("written", "usual", "first", "sure"),
    [
        (["13/05/2024", "02/06/2024"], "", "2024-05-13", True),  # 13 is no month
        (["05/13/24 10:02", "06/02/24 11:00"], "", "2024-05-13", True),
        (["02/06/2024", "03/06/2024"], "", "2024-06-02", False),
        (["02/06/2024", "03/06/2024"], "month", "2024-02-06", False),
        # Exports are in the order of time: read as days the four rise, read as months they do not.
        (["11/01/2024", "12/01/2024", "03/02/2024", "04/02/2024"], "", "2024-01-11", True),
        (["2024-05-13 09:00:00"], "", "2024-05-13", True),
        (["13 May 2024"], "", "2024-05-13", True),
        (["May 13, 2024 9:00"], "", "2024-05-13", True),
    ],
)
def test_the_order_of_day_and_month_is_decided_for_a_column(written, usual, first, sure):
    dates, told = iso_dates(written, usual)
    assert (dates[0], told) == (first, sure)


def test_a_date_that_cannot_be_is_none():
    assert iso_dates(["31/02/2024", None, "28/02/2024"])[0] == [None, None, "2024-02-28"]


NAMES = [f"Person {n}" for n in range(20)]
MAILS = [f"p{n}@example.org" for n in range(20)]


@pytest.mark.parametrize(
    ("header", "answers", "why"),
    [
        ("What is your name?", NAMES, "name"),
        ("Full name", NAMES, "name"),
        ("Name2", NAMES, "name"),
        ("Contact information - Name", NAMES, "name"),
        ("Nachname", NAMES, "name"),
        ("Prénom", NAMES, "name"),
        ("What is your name?", [None] * 20, "name"),
        ("Name of your partnership", NAMES, ""),
        ("What is the name of your organisation?", NAMES, ""),
        ("Your email address", MAILS, "e-mail"),
        ("Anything else?", MAILS, "e-mail"),
        ("Do you use email to reach communities?", ["Yes", "No"] * 10, ""),
        ("If you would like a copy, leave an email address", [*MAILS[:3], "no thanks"], "e-mail"),
        ("Telephone", ["0131 496 0000"] * 3, "telephone"),
        ("How can we reach you?", [f"07700 9000{n:02}" for n in range(20)], "telephone"),
        ("Where from?", [f"192.0.2.{n}" for n in range(20)], "IP address"),
        ("Where are you?", [f"55.95{n:03}, -3.18{n:03}" for n in range(20)], "location"),
        ("Postcode", [f"EH{n} 1AA" for n in range(1, 20)], "location"),
        ("Which region?", ["North", "South"] * 10, ""),
        ("Date of birth", ["01/02/1980"] * 3, "date of birth"),
        ("ID", list(range(1, 21)), "respondent number"),
        ("Number", [3, 3, 4, 5, 3], ""),
        ("How many years?", [3, 3, 4, 5, 3], ""),
    ],
)
def test_columns_about_people(header, answers, why):
    assert why_personal(header, column(answers)) == why
