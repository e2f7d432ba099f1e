"""The pages of administrators: what they show, what their buttons do, and that nothing is done before it was asked."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from csp_analytics.store import audit, people, reading, standing_rules
from csp_analytics.store.submitting import standing, submit
from csp_analytics.store.writing import load
from tests.builders.officer_uploads import FIFE, FRAMEWORK, MORAY, bad, good
from tests.pages.seen import Seen, opened
from tests.store.loadable import ANGUS, assessment

FORMULA = "=cmd.xlsx"


def press(page: Seen, label: str) -> Seen:
    """Presses the button whose words begin so; nothing on the page may have failed."""
    next(one for one in page.app.button if one.label.startswith(label)).click()
    page.app.run()
    assert [one.message for one in page.app.exception] == []
    return page


def pick(page: Seen, label: str, option: object) -> Seen:
    """Chooses an option of the list of that label by what stands behind it."""
    next(one for one in page.app.selectbox if one.label == label).set_value(option)
    page.app.run()
    return page


def status(page: Seen) -> list[str]:
    """What the page says of what was done."""
    return page.all(r'<p [^>]*role="status">(.*?)</p>')


@pytest.fixture
def files(monkeypatch):
    """What each download button would make when it is pressed, by the name of its file."""
    begin, made = MediaFileManager.add_deferred, {}

    def noted(self, callable_, mimetype, coordinates, file_name=None, **more):
        made[file_name] = callable_
        return begin(self, callable_, mimetype, coordinates, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    return made


@pytest.fixture
def store(empty):
    """A database with two areas in a round: 2025."""
    load(empty, assessment(FIFE, MORAY))
    return empty


# ---- People and roles


def test_a_role_is_given_on_the_page_and_stands_in_its_table(store):
    page = opened("people")
    page.app.text_input[0].set_value("Bob@Council.example")
    pick(page, "Role", "officer")
    pick(page, "Area", MORAY)
    press(page, "Give the role")
    assert status(page) == ["bob@council.example is officer of Moray now."]
    assert page.finding == "1 person has a role: 1 officer."
    assert page.table("Roles that were given (1)")[1][:3] == ["bob@council.example", "officer", "Moray"]
    assert audit.entries(store, what=[audit.ROLE_GIVEN])["about"].tolist() == ["bob@council.example"]


def test_what_is_no_address_is_refused_in_a_sentence(store):
    page = opened("people")
    page.app.text_input[0].set_value("bob")
    press(page, "Give the role")
    assert "'bob' is no e-mail address" in page.alerts[0]
    assert people.people(store).empty


def test_a_role_is_taken_after_the_question_was_answered(store):
    people.give(store, "ann@example.org", "analyst")
    page = press(opened("people"), "Take it away")
    assert "ann@example.org is then no longer analyst." in status(page)[0]
    press(page, "No")
    assert len(people.people(store)) == 1
    press(press(page, "Take it away"), "Yes, take it away")
    assert people.people(store).empty
    assert status(page) == ["ann@example.org is no longer analyst."]


def test_who_is_an_administrator_by_setting_is_said(store, monkeypatch):
    monkeypatch.setenv("CSP_ADMINISTRATORS", "Head@example.org")
    page = opened("people")
    assert page.finding == "1 person has a role: 1 administrator."
    assert "the setting CSP_ADMINISTRATORS names them, whatever is given or taken here: head@example.org." in page.text


def test_without_sign_in_pages_say_that_rules_wait_for_it(store):
    for address in ("people", "rounds"):
        assert "Nobody signs in to this dashboard" in opened(address).text


# ---- Rounds


def test_rounds_show_what_they_hold_and_what_holds_for_them(store):
    page = opened("rounds")
    assert page.finding == "1 round: all with names for officers; all open for returns."
    assert page.table("Rounds (1)")[1] == [
        "2025",
        "Named",
        "Open",
        "Safer Communities 2 areas",
        "Not set: the usual rule",
    ]


def test_the_preview_says_what_an_officer_would_see_before_anything_is_set(store):
    load(store, assessment(ANGUS, "S12000033", "S12000034", "S12000035", file="more.xlsx"))
    page = opened("rounds")
    pick(page, "As an officer of", FIFE)
    own = "An officer of Fife sees everything of Fife"
    assert f"{own}, and the other 5 areas of round 2025 by name" in page.text
    page.app.radio[0].set_value("aliases").run()
    assert f"{own}, and the other 5 areas of round 2025 as Area A, Area B" in page.text
    page.app.radio[0].set_value("group").run()
    assert f"{own}. Of the other 5 areas of round 2025 only the middle, the quartiles and the mean" in page.text
    assert standing_rules.rules(store) == {}


def test_a_round_is_set_and_closed_with_one_button(store):
    page = opened("rounds")
    page.app.radio[0].set_value("aliases").run()
    page.app.toggle[0].set_value(False).run()
    press(page, "Set it")
    rule = standing_rules.rule_of(store, "2025")
    assert (rule.publishing, rule.open) == ("aliases", False)
    assert status(page) == ["Round 2025: aliases, and it is closed for returns. It holds from now on."]
    assert page.table("Rounds (1)")[1][1:3] == ["Aliases", "Closed"]


def test_a_round_that_has_no_data_yet_can_be_set(store):
    page = opened("rounds", **{"set-round": "another"})
    page.app.text_input[0].set_value(" 2027 ").run()
    page.app.radio[0].set_value("group").run()
    assert "No other area has an assessment of round 2027 yet." in page.text
    press(page, "Set it")
    assert standing_rules.rule_of(store, "2027").publishing == "group"
    assert [row[0] for row in page.table("Rounds (2)")[1:]] == ["2027", "2025"]


# ---- Frameworks


def test_a_framework_is_closed_after_a_question_and_opened_again(store):
    page = press(opened("frameworks", framework=FRAMEWORK), "Close it for returns")
    assert "From then on no assessment of Safer Communities is taken" in status(page)[0]
    assert standing_rules.closed_frameworks(store) == []
    press(page, "Yes, close it")
    assert standing_rules.closed_frameworks(store) == [FRAMEWORK]
    assert page.finding == "3 frameworks, 1 closed for returns."
    press(page, "Open it for returns")
    assert standing_rules.closed_frameworks(store) == []


# ---- Imports and undo


def bring(*given: tuple[str, bytes]) -> Seen:
    page = opened("imports")
    page.app.file_uploader[0].set_value([(name, data, "") for name, data in given])
    page.app.run()
    assert [one.message for one in page.app.exception] == []
    return page


def test_everything_wrong_is_said_and_nothing_is_loaded_before_the_button(store):
    before = store.version
    page = bring(("angus.xlsx", good(ANGUS)), ("wrong.xlsx", bad()), ("nothing.txt", b"?"))
    assert {row[0]: row[2] for row in page.table("What would happen")[1:]} == {
        "angus.xlsx": "Would be loaded",
        "wrong.xlsx": "Refused",
        "nothing.txt": "Refused",
    }
    assert {"D8", "D9", "D12"} <= set(page.html.replace(">", " ").replace("<", " ").split())
    assert store.version == before
    press(page, "Load 1 file")
    assert status(page)[0].startswith("1 loaded, 2 refused.")
    assert set(reading.assessments(store)["area_code"]) == {FIFE, MORAY, ANGUS}
    told = audit.entries(store, about=["angus.xlsx", "wrong.xlsx", "nothing.txt"])
    assert set(zip(told["what"], told["about"], strict=True)) == {
        ("imported", "angus.xlsx"),
        ("refused import", "wrong.xlsx"),
        ("refused import", "nothing.txt"),
    }


def test_what_a_file_would_replace_is_said_first(store):
    page = bring(("fife.xlsx", good(FIFE)))
    assert "This file takes their place" in page.text
    assert reading.assessments(store)["source_file"].unique().tolist() == ["return.xlsx"]


def test_two_files_of_one_assessment_are_named(store):
    page = bring(("one.xlsx", good(ANGUS)), ("two.xlsx", good(ANGUS, plus=3)))
    assert page.alerts == ["'one.xlsx' and 'two.xlsx' hold the same assessment: remove one of them."]


def test_a_file_of_a_closed_round_is_refused_before_it_is_loaded(store):
    standing_rules.set_round(store, "2025", "named", False)
    page = bring(("angus.xlsx", good(ANGUS)))
    assert page.table("What would happen")[1][2] == "Refused"
    assert "Round 2025, which is closed" in page.text
    assert next(one for one in page.app.button if one.label == "Nothing to load").disabled


def test_the_log_shows_how_each_file_ended_and_its_problems(store):
    press(bring(("wrong.xlsx", bad()), ("angus.xlsx", good(ANGUS))), "Load 1 file")
    page = opened("imports", part="log")
    rows = page.table("Imports, newest first (3 of 3)")
    assert {row[1]: row[3] for row in rows[1:]} == {
        "angus.xlsx": "loaded",
        "wrong.xlsx": "refused",
        "return.xlsx": "loaded",
    }
    assert "Problems of wrong.xlsx" in page.text
    assert "Workng towards" in page.text


def test_a_submission_is_taken_back_after_a_question(store):
    mine = [assessment(ANGUS, file="mine.xlsx")]
    submit(store, mine, seen=standing(store, mine))
    page = press(opened("imports", part="submissions"), "Take back number 1")
    assert len(reading.assessments(store)) == 3
    press(page, "Yes, take back number 1")
    assert status(page) == ["Number 1 was taken back (Safer Communities 2025). What was there before stands again."]
    assert set(reading.assessments(store)["area_code"]) == {FIFE, MORAY}


def test_demonstration_data_goes_after_a_question_that_says_how_much(store):
    load(store, assessment(ANGUS, file="demo.xlsx"), demo=True)
    page = press(opened("imports", part="data"), "Remove the demonstration data")
    assert "This removes 1 assessment. Real data stays." in status(page)[0]
    assert len(reading.assessments(store)) == 3
    press(page, "Yes, remove it")
    assert set(reading.assessments(store)["area_code"]) == {FIFE, MORAY}


def test_a_copy_is_made_where_the_setting_says(store, tmp_path, monkeypatch):
    assert "No folder for copies is set." in opened("imports", part="data").text
    monkeypatch.setenv("CSP_BACKUPS", str(tmp_path / "copies"))
    assert "The folder for copies is not there." in opened("imports", part="data").text
    (tmp_path / "copies").mkdir()
    page = press(opened("imports", part="data"), "Make a copy now")
    (copy,) = (tmp_path / "copies").glob("*.duckdb")
    assert status(page) == [f"A copy was made and checked: {copy.name}."]
    assert page.table("Copies, newest first (1 of 1)")[1][3] == copy.name


# ---- Audit log


def test_the_log_says_who_did_what_and_is_found_by_what_one_looks_for(store):
    mine = [assessment(ANGUS, file="mine.xlsx")]
    submit(store, mine, seen=standing(store, mine))
    page = opened("audit")
    assert page.finding == "2 lines: who did what, and when."
    (line,) = opened("audit", what="submitted").table("Audit log, newest first (1 line)")[1:]
    assert line[2:] == ["submitted", "Angus", "what: Safer Communities 2025; files: mine.xlsx; submission: 1"]
    page.app.text_input[1].set_value("angus").run()
    assert [row[2] for row in page.table("Audit log, newest first (1 line)")[1:]] == ["submitted"]
    page.app.text_input[0].set_value("nobody of that name").run()
    assert "No line fits these choices." in page.text


def test_every_line_is_checked_when_it_is_asked_for(store):
    assert "Every line is as it was written" in press(opened("audit"), "Check every line").text
    with store.transaction() as cursor:
        cursor.execute("update audit_log set who = 'somebody else'")
    page = press(opened("audit"), "Check every line")
    assert page.alerts == ["1 place where it is not."]
    assert "line 1 is not as it was written" in page.text


def test_the_lines_leave_as_files_without_live_formulas_and_that_stands_in_the_log(store, files):
    audit.note(store, audit.EXPORTED, FORMULA)
    opened("audit")
    (csv,) = [make() for name, make in files.items() if name.endswith(".csv")]
    (book,) = [make() for name, make in files.items() if name.endswith(".xlsx")]
    assert f",'{FORMULA}," in csv.decode("utf-8-sig")
    cells = [c for sheet in openpyxl.load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value == FORMULA} == {"s"}
    assert audit.entries(store, what=[audit.EXPORTED])["about"].str[-4:].tolist() == ["xlsx", ".csv", "xlsx"]
    assert audit.broken(store) == []
