"""What tells who somebody is, in columns where nobody looks for it: not kept, and not listed among the options."""

from __future__ import annotations

import pytest
from survey_reading import read_sheet, read_table

from csp_analytics.ingest.surveys.questionnaire import SINGLE

WHEN = "1/15/2025 10:00:00"
COLLEAGUES = ["Fiona Reid", "Ewan Tait", "Morag Hay"]
ELSEWHERE = ["Kasia Nowak", "Priya Shah", "Wei Zhang"]


def form(heading: str, values: list[object]) -> list[list[object]]:
    """Fifteen answers to one question, after the time and before the area."""
    rows = [[WHEN, values[i % len(values)], "Fife"] for i in range(15)]
    return [["Timestamp", heading, "Which area?"], *rows]


@pytest.mark.parametrize(
    ("heading", "values", "why"),
    [
        ("Qual é o seu nome?", ["Rui", "Ana Lima", "Tiago"], "name"),
        ("Nome", ["Rui", "Ana Lima", "Tiago"], "name"),
        ("Nombre y apellidos", ["Ana Gil", "Luz Paz"], "name"),
        ("Wie ist Ihr Name?", ["Uwe Kern", "Ute Wolf"], "name"),
        ("Name of your line manager", ELSEWHERE, "name"),
        ("Teléfono de contacto", [600123001, 600123002], "telephone"),
        ("Best number to ring", [7700900101, 7700900102, 7700900103], "telephone"),
        ("Address", ["3 Hill Road", "7 Shore Street", "9 Kirk Wynd", "2 Mill Lane"], "location"),
        ("Address line 2", ["Sector 9A", "Sector 10A", "Sector 4", "Block C"], "location"),
        ("PROLIFIC_PID", [f"67dc51d9451653b8b466{i:04x}" for i in range(15)], "respondent number"),
        ("Key", [f"67dc51d9-4516-53b8-b466-00000000{i:04x}" for i in range(15)], "respondent number"),
    ],
)
def test_a_column_about_a_person_is_told_in_other_words_and_by_its_look(heading, values, why):
    found = read_sheet(form(heading, values))
    question = found.at(1)
    assert question.personal == why
    assert question.options == ()
    assert 1 not in found.found.answers


@pytest.mark.parametrize("heading", ["Who is your line manager?", "Completed by", "Which colleague helps most?"])
def test_a_list_of_colleagues_to_choose_from_is_a_list_of_names(heading):
    found = read_table(form(heading, COLLEAGUES))
    assert found.at(1).personal == "name"
    assert not found.at(1).options
    assert 1 not in found.found.answers


def test_names_from_anywhere_are_names_where_the_heading_leaves_no_other_reading():
    assert read_table(form("Who is your line manager?", ELSEWHERE)).at(1).personal == "name"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Who leads the partnership?", ["Police Scotland", "Elected Member", "Chief Executive"]),
        ("Who do you contact first?", ["Warden line", "Fire Service", "Nobody"]),
        ("Address of concerns", ["Quick", "Slow", "Not at all"]),
        ("Nombre de la organización", ["Cruz Roja", "Ayuntamiento"]),
        ("Qual é o nome do município?", ["Porto", "Braga"]),
    ],
)
def test_offices_and_bodies_are_no_people(heading, values):
    found = read_table(form(heading, values))
    assert found.at(1).type == SINGLE
    assert not found.at(1).personal
    assert set(found.at(1).options) == set(values)


def test_an_address_among_other_answers_is_not_listed():
    question = read_table(form("How should we reach you?", ["Post", "Phone", "somebody@fife.example"])).at(1)
    assert question.options == ("Post", "Phone")
    assert "1 option that may tell who somebody is" in question.note


def test_names_under_a_heading_that_does_not_ask_for_them_are_not_listed():
    question = read_table(form("Buddy", COLLEAGUES)).at(1)
    assert question.options == ()
    assert "3 options" in question.note


def test_one_option_that_reads_like_a_name_is_listed_among_others():
    assert "Grant Aid" in read_table(form("Which funding?", ["Grant Aid", "Core budget", "None"])).at(1).options
