"""Load a survey: what is said where something is missing can be done on the page itself."""

from __future__ import annotations

from tests.builders.survey_exports_all import EXPORTS
from tests.pages.survey_form import skills_form
from tests.pages.test_load_survey_page import FILE, brought, press

IN_PLACE = "Which of these skills are in place?"


def google_form(area="Argyl and Bute", asked=IN_PLACE):
    skills = ("Facilitation", "Mediation", "Data analysis")
    ticked = [", ".join(skills[place] for place in range(3) if number >> place & 1) for number in range(1, 8)]
    rows = [f'2025-04-{day:02} 10:00:00,{area if day % 2 else "Fife"},"{ticked[day % 7]}"' for day in range(1, 22)]
    return "\n".join([f"Timestamp,Council area,{asked}", *rows, ""]).encode()


def test_an_area_with_a_slip_waits_with_the_one_that_was_meant(own):
    page = brought(("areas.csv", google_form()))
    assert "The answer 'Argyl and Bute' may mean\\: Argyll and Bute" in [one.label for one in page.app.selectbox]
    press(press(page, "Accept it"), "Load")
    assert (
        own.value(
            "select count(*) from respondent where area_code = 'S12000035' and respondent.survey_id = "
            "(select max(survey_id) from survey)"
        )
        == 11
    )


def test_what_to_do_never_sends_people_to_the_command_line_or_to_this_page(own):
    page = brought(("areas.csv", google_form(area="Atlantis")))
    assert "Correct it above, under 'correct the matching'." in page.text
    page = press(page, "Load")
    assert "To correct it, bring the file once more." in page.text
    assert "--mapping" not in page.text
    assert "on the page Load a survey" not in page.text


def test_while_nothing_is_matched_the_page_says_what_to_do(own):
    page = brought(("alike.csv", google_form(asked="Which of thees skills are in place?")))
    assert "no question of the survey is matched. Confirm above what is alike." in page.text
    assert "Nearest" not in page.text


def test_people_without_an_area_are_not_loaded_without_a_word(own):
    page = brought((FILE, skills_form(area=False)))
    assert "Without an area they count among all areas together" in page.text
    assert "Without an area" not in brought((FILE, skills_form())).text


def test_files_that_are_refused_are_not_said_to_be_read(own):
    page = brought(("one.xlsx", skills_form()), ("two.xlsx", skills_form(people=5)))
    assert "were not kept." in page.text
    assert "was read" not in page.text


def test_codes_without_their_key_ask_for_both_files_at_once(own):
    page = brought(("results.csv", EXPORTS["jisc"]().data))
    assert "bring both files at once" in page.text
    assert "import RESULTS.csv" not in page.text
