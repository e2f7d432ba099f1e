"""After a workshop: what a room agreed on is shown to who holds its link, planned, taken away, saved and taken back."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document
from streamlit.runtime.media_file_manager import MediaFileManager

from csp_analytics.store import reading
from csp_analytics.workshop.live.rooms import rooms
from csp_analytics.workshop.session.about import CHECKLIST
from tests.builders.held_sessions import FIFE, FRAMEWORK, IDEAS, INVOLVED, VISION, Session, about, in_fife
from tests.builders.held_sessions import opened as room_of
from tests.pages.seen import Seen, opened

EVIDENCE = "Told at every away day <b>since</b> 2024"
SAVE = "Save as assessment of Fife, round 2026"
TITLES = ["Leaders explain the vision", "New ideas for long-term problems", "All partners involved and committed"]


class Visit:
    """A facilitator's tab; ``made`` holds what each download button would make, by the end of its file's name."""

    def __init__(self, made: dict[str, Callable[[], bytes]], key: str = "", code: str = ""):
        self.made = made
        self.seen: Seen = opened("after-workshop", **({"room": code} if code else {}))
        if key:
            self.paste(f"http://localhost/lead/{key}")

    def paste(self, link: str) -> Visit:
        self.seen.app.text_input(key="after-link").set_value(link)
        return self.press("Open")

    def step(self, name: str) -> Visit:
        self.seen.app.segmented_control(key="choose-step").set_value(name)
        return self.run()

    def press(self, label: str) -> Visit:
        next(one for one in self.seen.app.button if one.label.startswith(label)).click()
        return self.run()

    def tick(self, key: str) -> Visit:
        next(one for one in self.seen.app.checkbox if one.key.endswith(key)).check()
        return self.run()

    def run(self) -> Visit:
        self.made.clear()
        self.seen.app.run()
        assert [one.message for one in self.seen.app.exception] == []
        return self

    def take(self, ending: str) -> bytes:
        (make,) = [make for name, make in self.made.items() if name.endswith(ending)]
        return make()

    @property
    def buttons(self) -> list[str]:
        return [one.label for one in self.seen.app.button if not one.disabled]


@pytest.fixture
def visit(own, monkeypatch):
    """Begins visits over the demonstration data, in a copy that can be changed."""
    begin = MediaFileManager.add_deferred
    made: dict[str, Callable[[], bytes]] = {}

    def noted(self, callable_, mimetype, coordinates, file_name=None, **more):
        made[file_name] = callable_
        return begin(self, callable_, mimetype, coordinates, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    return lambda key="", code="": Visit(made, key, code)


@pytest.fixture
def held(own):
    """A session of twelve people in Fife, held in a room of the database; its code and its secret."""
    live, made = room_of(own, about())
    in_fife(live)
    return made


def levels(store, round_="2026"):
    found = reading.ratings(store, FRAMEWORK, rounds=(round_,), area_code=FIFE)
    found = found[found["answer"] == "rated"]
    return dict(zip(found["criterion_id"], found["level"], strict=True))


def words_of(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_without_the_facilitator_link_nothing_of_a_room_is_shown(visit, held):
    page = visit(code=held.code.lower())
    assert f"This browser does not hold the facilitator link of room {held.code}" in page.seen.text
    assert page.seen.address["room"] == held.code
    assert TITLES[0] not in page.seen.text
    page.paste("http://localhost/lead/" + "x" * 32)
    assert "This is not the facilitator link of a room" in page.seen.text
    assert TITLES[0] not in page.seen.text
    page.paste(f" http://localhost/lead/{held.key}/ ")
    assert TITLES[0] in page.seen.text
    assert held.key not in page.seen.html + str(page.seen.address)


def test_what_was_found_is_what_was_voted(visit, held):
    page = visit(held.key)
    assert page.seen.finding == (
        "The room agreed on 2 of 4 criteria; 1 is parked for later. 12 phones joined. Least agreement: New ideas "
        "for long-term problems (two opposite camps: discuss first)."
    )
    table = page.seen.table("Agreed, with evidence and votes")
    assert table[1] == [
        TITLES[0], "Working towards", EVIDENCE, "Gap identified 2, Working towards 8, Some success 1, Not applicable 1",
        "Working towards 11, Some success 1", "Gap identified −2, Working towards +3, Not applicable −1",
        "Strong agreement",
    ]  # fmt: skip
    assert "<b>since</b>" not in page.seen.html
    assert [[row[0], *row[2:4]] for row in page.seen.table("Priorities")[1:]] == [
        [TITLES[1], "10", "Gap identified"], [TITLES[2], "6", ""], [TITLES[0], "2", "Working towards"],
    ]  # fmt: skip
    assert "Parked for later: All partners involved and committed." in page.seen.text
    assert "1 vote with fewer than five answers is not shown." in page.seen.text
    assert page.seen.alerts == []


def test_from_votes_to_a_saved_assessment_and_a_board_paper_and_back(visit, own, held):
    page = visit(held.key).step("plan")
    plan = page.seen.app.dataframe[0].value
    # In the order of the dots: Ideas 10, Involved 6, Vision 2. Involved has no agreed level.
    assert plan["Issue"].tolist() == [
        f"{TITLES[1]}: Gap identified", f"{TITLES[2]}: not rated", f"{TITLES[0]}: Working towards",
    ]  # fmt: skip
    before = levels(own)
    page.step("take")
    assert levels(own) == before == {}
    # The agreed levels lie on a desk of their own: nothing of them is among the files of Your partnership.
    assert "own-held" not in page.seen.app.session_state
    assert page.seen.app.session_state["room-held"].contents.files[0].name.startswith("Workshop of ")
    paper = words_of(page.take("board-paper.docx"))
    assert "What the session found" in paper
    assert "not submitted" in paper
    for words in (TITLES[0], TITLES[1], EVIDENCE, "Two opposite camps: discuss first"):
        assert words in paper
    for ending in ("pptx", "board-paper.xlsx", "board-paper.html"):
        assert len(page.take(ending)) > 10_000

    assert SAVE not in page.buttons
    page.tick("with-plan").tick("sure").press(SAVE)
    assert "Submitted as number 1." in page.seen.text
    assert levels(own) == {VISION: 2.0, IDEAS: 1.0}
    assert reading.assessments(own).query("round == '2026'")["source_file"].tolist()[0].startswith("Workshop of ")
    issues = reading.actions(own, FIFE)
    assert issues["criterion_id"].tolist() == [IDEAS, INVOLVED, VISION]
    assert set(issues["round"]) == {"2026"}
    assert "Saved already: what the room agreed on is in the assessment." in page.seen.text
    assert "There is nothing to submit" not in page.seen.text
    saved = words_of(page.take("board-paper.docx"))
    assert "not submitted" not in saved
    for words in (paper, saved):
        assert "they are set beside round 2025, the newest of the others" in words
    # One area does not make a round of all, and its round can still be chosen.
    assert "No area has enough answers" not in opened("national").text
    assert "No area has enough answers" in opened("national", round="2026").text

    page.press("Take back number 1").press("Yes, take back number 1")
    assert levels(own) == {}


def test_agreed_levels_are_laid_over_what_is_saved_unless_the_person_wants_them_alone(visit, own, held):
    page = visit(held.key).step("take").tick("sure").press(SAVE)
    live = rooms().find(held.code)
    session = Session.__new__(Session)
    session.live, session.room, session.people = live, live.room, [f"v{n}" for n in range(1, 13)]
    session.votes(INVOLVED, [*"333333333333"]).agrees(INVOLVED, "3")
    page.run()
    assert (
        "Beside what is saved for Fife in round 2026, 1 criterion is newly rated and 2 are the same." in page.seen.text
    )
    assert "34 criteria count as not answered." in page.seen.text
    radio = page.seen.app.radio(key="after-way")
    assert radio.value == "over"
    page.tick("sure").press(SAVE)
    assert levels(own) == {VISION: 2.0, IDEAS: 1.0, INVOLVED: 3.0}


def test_the_record_of_the_session_is_there_as_a_workbook_and_as_a_page(visit, held):
    page = visit(held.key)
    book = openpyxl.load_workbook(io.BytesIO(page.take("session-record.xlsx")))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert EVIDENCE.replace("<b>", "<\u2060b>") in cells or any("since" in cell for cell in cells)
    html = page.take("session-record.html").decode()
    assert "Two opposite camps: discuss first" in html
    assert EVIDENCE not in html
    assert held.key not in html


def test_closing_for_good_deletes_the_votes_and_keeps_the_counts(visit, own, held):
    page = visit(held.key).step("close")
    assert "Deleted: every phone" in page.seen.text.replace("  ", " ")
    assert "Close the room for good" not in page.buttons
    votes = "select count(*) from vote_log"
    assert own.value(votes) > 0
    page.tick("sure").press("Close the room for good")
    assert own.value(votes) == 0
    assert "nobody's own answer is left" in page.seen.text
    page.step("found")
    assert page.seen.table("Agreed, with evidence and votes")[1][0] == TITLES[0]


def test_a_dry_run_is_marked_and_cannot_be_saved(visit, own):
    live, made = room_of(own, about(dry_run=True))
    in_fife(live, dry_run=True)
    page = visit(made.key)
    assert page.seen.finding.startswith("Dry run: simulated participants.")
    assert all("Dry run: simulated participants" in str(chart) for chart in page.seen.charts.values())
    for step in ("plan", "take"):
        page.step(step)
        assert "This was a dry run with simulated participants: nothing of it can be saved" in page.seen.text
        assert SAVE not in page.buttons


def test_a_checklist_shows_its_results_once_they_were_revealed_and_leads_on_to_the_session(visit, own):
    live, made = room_of(own, about(kind=CHECKLIST))
    session = Session(live.room.about, 6, live).answers(VISION, [*"112233"])
    page = visit(made.key)
    assert page.seen.finding == "Nobody has answered yet."
    assert "what was not revealed in it is not shown here" in page.seen.text
    session._did("close")
    session._did("reveal")
    page.run()
    assert "1 of 4 criteria have enough answers to be shown. 6 phones joined." in page.seen.finding
    assert len(page.seen.charts) == 1
    assert page.seen.app.segmented_control(key="choose-step").options == ["1 What the room found", "2 Close the room"]
