"""Columns that tell who somebody is: found whatever they are called, told by column and kind, never quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.ingest.surveys import people
from csp_analytics.ingest.surveys.import_survey import chosen_mappings, survey_reading
from tests.builders.questionnaires import Made

# Invented, or kept free for examples by those who give them out (Ofcom's drama numbers, RFC 5737, example.org).
PERSONAL = {
    people.EMAIL: ["ailsa@example.org", "write to a.b-c@mail.example.co.uk please"],
    people.TELEPHONE: [
        "0131 496 0123",
        "+44 7700 900123",
        "07700900123",
        "(01632) 960 001",
        "call 0141-496-0000",
        "7700900123",
    ],
    people.INSURANCE: ["QQ123456C".replace("Q", "A"), "AB 12 34 56 C"],
    people.CHI: ["0101700001", "010170 0001"],  # check digit below
    people.IP: ["192.0.2.17", "from 198.51.100.4", "2001:db8:0:0:8:800:200c:417a"],
    people.POSTCODE: ["KY1 1AA", "eh99 1sp", "We are at DD1 3JD now"],
}
HARMLESS = [
    "Facilitation", "5", "2025", "10:30", "1.5", "12/05/2025", "100,000", "£1,234.50", "Q12a", "Version 1.2.3", "24/7",
    "1-2 years", "Section 12 of the Act of 2003", "50%", "12345678", "3 or 4 days", "Community safety, 2021 to 2025",
    "Police Scotland", "5 - Essential", "A1", "16 to 24", "COVID-19",
    "0.1234567890", "05-06-2025 10:30", "01.02.2003 10:30:15", "0", "Unit 12", "9876543210987",
]  # fmt: skip


def chi_check(nine: str) -> int | None:
    """The tenth digit of a CHI number by the published rule: 11 less the remainder of the weighted sum by 11."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return {11: 0, 10: None}.get(rest, rest)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_each_kind_is_found_in_a_text(kind, text):
    if kind == people.CHI:
        nine = text.replace(" ", "")[:9]
        text = text[:-1] + str(chi_check(nine))
    assert people.holds(text) == kind


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_answers_are_none_of_them(text):
    assert people.holds(text) == ""
    assert not people.is_name(text)


def test_ten_digits_with_a_wrong_check_digit_are_no_chi_number():
    right = chi_check("010170123")
    found = {digit for digit in range(10) if people.holds(f"010170123{digit}") == people.CHI}
    assert found == {right}


@given(st.integers(0, 999_999))
def test_numbers_below_a_million_are_never_taken_for_anything(number):
    assert people.holds(str(number)) == ""


@pytest.mark.parametrize("text", ["Ailsa Example", "Dr. Morag Smith-Jones", "Smith, Fiona", "Mrs Kerr", "Iain A. Bain"])
def test_names(text):
    assert people.is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ailsa",
        "Fiona went home early",
        "Community Safety",
        "Scottish Fire and Rescue",
        "Lead officer",
        "Fife Council",
        "Angus Council",
        "Gordon Area",
    ],
)
def test_what_is_no_name(text):
    assert not people.is_name(text)


def column(answers, header="Something"):
    q = Made().single(header, answers).done()
    return people.personal_columns(q, ())


def test_a_column_that_is_not_kept_is_about_people_when_a_fifth_of_its_answers_are():
    assert column(["Yes"] * 9 + ["ailsa@example.org"]) == []
    (found,) = column(["Yes"] * 8 + ["ailsa@example.org", "b@example.org"])
    assert (found.kind, found.cells, found.filled) == (people.EMAIL, 2, 10)


def test_comments_that_are_thrown_away_may_hold_an_address():
    comments = [f"A long comment {n}" for n in range(9)] + ["Ask ailsa@example.org"]
    assert people.personal_columns(Made().text("Any comments?", comments).done(), ()) == []
    contacts = [f"ailsa{n}@example.org" for n in range(3)] + ["none of your business"] * 7
    assert len(people.personal_columns(Made().text("Any comments?", contacts).done(), ())) == 1


def test_a_column_of_names_is_found_whatever_it_is_called():
    (found,) = column(["Ailsa Brown", "Morag Smith", "Iain Kerr", "nobody"])
    assert (found.kind, found.cells, found.filled) == (people.NAME, 3, 4)
    assert column(["Ailsa Brown", "Police Scotland", "NHS Fife", "The council"]) == []


def kept(role="Lead officer", text="A course on maps", *, keep_text=True):
    made = Made().single("Role", ["Lead officer"] * 9 + [role]).matrix("Importance", {"Mediation": ["Essential"] * 10})
    q = made.text("What training or learning would help you most?", ["A course on maps"] * 9 + [text]).done()
    return survey_reading(q, chosen_mappings(q, ()), keep_text=keep_text)


def test_one_cell_in_a_column_that_is_kept_refuses_the_file_without_quoting_it():
    reading = kept(role="ailsa@example.org")
    (problem,) = [problem for problem in reading.problems if problem.severity == "error"]
    assert reading.tables == {}
    assert problem.code == "personal-data"
    assert "1 of 10 look like e-mail addresses" in problem.sentence
    assert "Role" in problem.sentence
    assert "ailsa" not in problem.sentence


@pytest.mark.parametrize("text", ["Ring me on 0131 496 0123", "Write to ailsa@example.org", "I live at KY1 1AA"])
def test_free_text_with_such_details_is_refused_only_when_it_would_be_kept(text):
    assert [problem.code for problem in kept(text=text).problems if problem.severity == "error"] == ["personal-data"]
    assert not kept(text=text, keep_text=False).refused


def test_dates_numbers_and_metadata_are_not_looked_at():
    q = Made().number("Budget", [100000, 250000]).matrix("Importance", {"Mediation": ["Essential"] * 2}).done()
    assert people.personal_columns(q, q.answers) == []
