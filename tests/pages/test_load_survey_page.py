"""Load a survey: what is brought is understood, nothing is stored before the button, nothing of a person is kept."""

from __future__ import annotations

import json
import pickle

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from csp_analytics.surveys.load import survey
from tests.builders.survey_exports_all import EXPORTS
from tests.pages import survey_form
from tests.pages.seen import Seen, opened
from tests.pages.survey_form import COMMENT, EMAIL, FIRST, NAME, SECOND, SIMILAR_ROLE, UNKNOWN, skills_form

TABLES = ("survey", "respondent", "answer", "free_text", "survey_layout", "import_log")
FILE = "partnership.xlsx"


def counts(store):
    return {table: store.value(f"select count(*) from {table}") for table in TABLES}


def brought(*files: tuple[str, bytes]) -> Seen:
    page = opened("load-survey")
    return bring(page, *files)


def bring(page: Seen, *files: tuple[str, bytes]) -> Seen:
    page.app.file_uploader[0].set_value([(name, data, "") for name, data in files])
    page.app.run()
    return unfold(page)


def unfold(page: Seen) -> Seen:
    """Opens what is folded: it is not sent otherwise."""
    folded = [part.key for part in page.app.expander if part.key and part.key in page.app.session_state]
    for key in folded:
        page.app.session_state[key] = True
    page.app.run()
    return page


def press(page: Seen, label: str, place: int = 0) -> Seen:
    [one for one in page.app.button if one.label == label][place].click()
    page.app.run()
    return page


def pick(page: Seen, label: str, option: str, place: int = 0) -> Seen:
    """Chooses an option by its words in a drop-down whose label begins so."""
    box = [one for one in page.app.selectbox if one.label.startswith(label)][place]
    box.select_index(box.options.index(option))
    page.app.run()
    return page


@pytest.fixture
def dropped(monkeypatch):
    """Names of uploaded files that were taken out of the server's memory."""
    gone = []
    kept = MemoryUploadedFileManager.remove_file

    def remove(self, session_id, file_id):
        gone.extend(one.name for one in self.get_files(session_id, [file_id]))
        kept(self, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", remove)
    return gone


def test_the_page_says_first_what_happens_to_the_file(own):
    page = opened("load-survey")

    assert page.finding.startswith("Bring the file that your survey tool exported.")
    assert "nothing is stored before you press Load" in page.text
    assert "Microsoft Forms" in page.text
    assert page.alerts == []


def test_what_is_brought_is_told_in_words(own):
    page = brought((FILE, skills_form()))

    assert page.finding == f"{FILE}: 12 people, 5 questions. Nothing is stored yet."
    facts = dict(zip(page.all(r"<dt>(.*?)</dt>"), page.all(r"<dd>(.*?)</dd>"), strict=True))
    assert facts["Written by"] == "Microsoft Forms"
    assert facts["Headings"] == "1 row; the answers begin in row 2"
    assert (facts["People"], facts["Rows set aside"]) == ("12 people", "none")
    assert "Id (respondent number); Email (e-mail); Name (name)" in page.text
    rows = {row[0]: row[1] for row in page.table("Questions of the form")[1:]}
    assert rows["Local authority area"] == "one answer"
    assert rows["What training or learning would help you most?"] == "free text"


def test_nothing_is_stored_before_the_button_and_the_file_is_let_go_of(own, dropped):
    before = counts(own)
    page = brought((FILE, skills_form()))

    assert counts(own) == before
    assert dropped == [FILE]
    assert page.app.file_uploader[0].value in (None, [])


def test_no_name_or_address_is_on_the_page_or_in_hand(own):
    page = brought((FILE, skills_form()))

    in_hand = pickle.dumps(page.app.session_state["survey-load-held"])
    for value in (NAME, EMAIL):
        assert value not in page.html
        assert value.encode() not in in_hand
    assert COMMENT not in page.html
    assert COMMENT.encode() in in_hand  # what is looked for would be found


def test_loading_puts_the_people_of_the_file_into_the_database_and_says_so(own):
    """12 people in turn Fife, Moray, Angus; everybody has the first skill, every other one the second."""
    page = press(brought((FILE, skills_form())), "Load")

    assert page.finding.startswith("Skills survey, round 2025: 12 people,")
    assert "are in the database now" in page.finding
    where = "from current_answer where definition = 'skills' and round = '2025' and not demo"
    ids = {item.title: item.item_id for item in survey("skills").by_id["in-place"].items}
    yes = f"select count(*) {where} and question_id = 'in-place' and value = 1 and item_id = "
    assert own.value(f"{yes} '{ids[FIRST]}'") == 12
    assert own.value(f"{yes} '{ids[SECOND]}'") == 6
    assert own.value(f"select count(distinct area_code) {where}") == 3
    assert own.value("select count(*) from free_text") == 0
    assert own.value("select imported_by from survey where source_file = $file", {"file": FILE})
    assert page.app.session_state["survey-load-held"].questionnaire is None


def test_what_people_wrote_is_kept_only_when_asked_for(own):
    page = brought((FILE, skills_form()))
    page.app.checkbox[-1].check()
    press(page, "Load")

    assert own.value("select string_agg(text) from free_text") == COMMENT


def test_a_likeness_is_loaded_only_after_somebody_confirmed_it(own):
    unconfirmed = press(brought(("first.xlsx", skills_form(14, role=SIMILAR_ROLE))), "Load")
    assert unconfirmed.alerts == []
    assert own.value("select count(*) from respondent join survey using (survey_id) where not demo and role <> ''") == 0

    page = brought((FILE, skills_form(role=SIMILAR_ROLE)))
    assert "To confirm: 1 likeness" in page.text
    page = press(press(page, "Accept it"), "Load")
    assert page.alerts == []
    roles = own.frame(
        "select role, count(*) as n from respondent join survey using (survey_id) "
        "where not demo and status = 'current' group by role order by role"
    )
    assert roles.to_records(index=False).tolist() == [("analyst", 6), ("practitioner", 6)]


def test_a_likeness_can_be_refused(own):
    page = brought((FILE, skills_form(role=SIMILAR_ROLE)))
    box = next(one for one in page.app.selectbox if "rolle" in one.label)
    box.select_index(next(n for n, words in enumerate(box.options) if words.startswith("No:")))
    page.app.run()
    unfold(page)

    assert "To confirm" not in page.text
    assert SIMILAR_ROLE in [row[0] for row in page.table("Skills survey: columns left out")[1:]]


def test_any_column_can_be_corrected(own):
    page = brought((FILE, skills_form()))
    pick(page, "Column of the form", UNKNOWN)
    pick(page, "asks", "Sector")
    unfold(press(page, "Set what the column asks"))

    row = next(row for row in page.table("Skills survey: what is matched")[1:] if row[1] == UNKNOWN)
    assert row == ["Sector", UNKNOWN, "chosen by you", "yes"]
    assert "Soup" in {row[1] for row in page.table("Skills survey: what the answers mean")[1:]}


def test_an_answer_can_be_corrected(own):
    page = brought((FILE, skills_form(second="Magic")))
    pick(page, "Answers to", "What is ticked")
    pick(page, "As written", "Magic")
    pick(page, "means", SECOND)
    unfold(press(page, "Set what the answer means"))

    meant = {row[1]: row[2:] for row in page.table("Skills survey: what the answers mean")[1:]}
    assert meant["Magic"] == [SECOND, "chosen by you"]


def test_a_form_without_the_area_is_loaded_for_the_area_that_is_named(own):
    page = pick(brought((FILE, skills_form(area=False))), "Area that it is about", "Moray")
    press(page, "Load")

    assert own.value("select scope from survey where source_file = $file", {"file": FILE}) == "S12000020"


def test_a_newer_file_says_what_it_takes_the_place_of(own):
    press(brought((FILE, skills_form())), "Load")
    page = brought(("later.xlsx", skills_form(15)))

    assert "Takes the place of" in page.text
    assert f"skills 2025: 12 respondents of {FILE}" in page.text
    press(page, "Load")
    assert (
        own.value("select count(*) from survey where status = 'replaced' and source_file = $file", {"file": FILE}) == 1
    )


def test_the_same_file_twice_changes_nothing(own):
    data = skills_form()
    press(brought((FILE, data)), "Load")
    before = counts(own)
    page = brought((FILE, data))

    assert "All of it is in the database already" in page.text
    assert next(one for one in page.app.button if one.label == "Load").disabled
    assert counts(own) == before


def test_the_round_is_read_from_the_dates_and_can_be_changed(own):
    page = brought((FILE, skills_form(year=2024)))
    box = next(one for one in page.app.text_input if one.label == "Round")
    assert box.value == "2024"
    box.set_value("2023")
    page.app.run()
    press(page, "Load")

    assert own.value("select round from survey where source_file = $file", {"file": FILE}) == "2023"


def test_without_a_round_there_is_nothing_to_press(own):
    page = brought((FILE, skills_form()))
    next(one for one in page.app.text_input if one.label == "Round").set_value(" ")
    page.app.run()

    assert "Say which round it is" in page.text
    assert "Load" not in [one.label for one in page.app.button]


def test_wiping_leaves_nothing_in_hand(own):
    page = press(brought((FILE, skills_form())), "Wipe what was read")

    assert "survey-load-held" not in page.app.session_state
    assert FILE not in page.html
    assert page.finding.startswith("Bring the file")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.csv", b"", "an empty file"),
        ("page.xls", b"<html><body>no</body></html>", "a web page"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "Expected"),
        ("words.csv", b"only one line of words", "no row with answers"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_the_way_out(own, name, data, said):
    before = counts(own)
    page = brought((name, data))

    assert page.finding.startswith("This file cannot be loaded.")
    assert page.table("Problems of the file")[1][0] == "Stops the file"
    assert said in page.text
    assert page.app.exception == []
    assert counts(own) == before


def test_a_file_full_of_peoples_data_is_refused_and_nothing_of_it_is_in_hand(own):
    rows = ["Which area?,Who else should we ask about the skills in your work?"]
    rows += [f"Fife,person{n}@example.org" for n in range(12)]
    page = brought(("people.csv", "\n".join(rows).encode()))

    assert "example.org" not in page.html
    held = page.app.session_state["survey-load-held"]
    assert "example.org" not in repr(vars(held))
    assert "example.org" not in json.dumps([one.as_dict() for one in held.problems])


def test_people_who_are_taken_for_headings_are_not_shown(own):
    """Too many heading rows asked for: names and addresses of the first people would be headings."""
    page = opened("load-survey")
    pick(page, "Heading rows", "3")
    bring(page, (FILE, skills_form()))

    assert "3 heading rows, in which people's details stand" in page.text
    held = pickle.dumps(page.app.session_state["survey-load-held"])
    for value in (NAME, EMAIL):
        assert value not in page.html
        assert value.encode() not in held


def test_a_sheet_that_is_not_there_is_told(own):
    page = opened("load-survey")
    page.app.text_input[0].set_value("Nope")
    page.app.run()
    bring(page, (FILE, skills_form()))

    assert page.finding.startswith("This file cannot be loaded.")


def test_two_exports_at_once_are_refused(own):
    page = brought((FILE, skills_form()), ("second.xlsx", skills_form(15)))

    assert "one export at a time" in page.text
    assert page.finding.startswith("This file cannot be loaded.")


def test_the_key_of_a_coded_export_comes_with_its_data(own):
    truth = EXPORTS["jisc"]()
    page = brought(("key.csv", truth.key), (truth.file, truth.data))

    assert "Jisc Online Surveys" in page.text
    assert "Data analysis" in page.text


@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_export_is_shown_with_its_people(own, name):
    truth = EXPORTS[name]()
    files = [(truth.file, truth.data), *([("key.csv", truth.key)] if truth.key else [])]
    page = brought(*files)

    assert page.app.exception == []
    assert f"{truth.respondents} people" in page.finding


def test_a_form_that_asks_nothing_of_ours_can_be_matched_by_hand(own):
    data = "\n".join(["What did you eat?,How was it?", *["Soup,Good"] * 6, *["Bread,Bad"] * 6]).encode()
    page = brought(("lunch.csv", data))

    assert "This form asks nothing that is known here" in page.text
    pick(page, "Match with another survey too", "Skills survey")
    press(page, "Add it")
    assert "Skills survey" in page.all(r"<h3>(.*?)</h3>")


def test_a_saved_matching_serves_the_next_export_of_the_same_form(own):
    page = press(brought((FILE, skills_form(role=SIMILAR_ROLE))), "Accept it")
    unfold(page)
    next(one for one in page.app.text_input if one.label == "Name of the matching").set_value("Our form")
    press(page, "Save it")
    assert own.value("select count(*) from survey_layout") == 1

    page = press(brought(("next.xlsx", skills_form(15, role=SIMILAR_ROLE))), "Use it")
    unfold(page)
    row = next(row for row in page.table("Skills survey: what is matched")[1:] if row[1] == SIMILAR_ROLE)
    assert row[2:] == ["chosen by you", "yes"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no mapping", "Expected a mapping"),
        (b"\xff\xfe\x00", "Expected a text file in UTF-8."),
        (b'{"definition": "partners", "columns": {}}', "This matching is for the survey 'partners'"),
    ],
)
def test_a_matching_file_that_does_not_fit_is_told(own, content, said):
    page = brought((FILE, skills_form()))
    next(one for one in page.app.file_uploader if "matching" in one.label).set_value(("m.json", content, ""))
    page.app.run()

    assert [alert for alert in page.alerts if said in alert]


def test_what_comes_from_the_file_is_text_and_no_markup(own):
    page = brought(
        (FILE, skills_form(role="What is your <b>role</b>? [x](http://example.org) :red[x]", second="<i>Magic</i>"))
    )

    assert "<b>role</b>" not in page.html
    assert "<i>Magic</i>" not in page.html
    assert page.app.exception == []


def test_the_sample_form_is_what_these_tests_say_it_is():
    assert survey_form.AREAS == ("Fife", "Moray", "Angus")
