"""A whole session: two criteria with a re-vote by three phones and raised hands, a saved assessment, a board paper.

Every number is worked by hand from the votes that are cast here.
"""

from __future__ import annotations

import io
import re

import docx
from playwright.sync_api import Page, expect

from csp_analytics.store import reading
from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.rooms import Rooms
from tests.browser.server import serve
from tests.browser.test_downloads import downloaded
from tests.browser.visit import PATIENCE, opened, settled

FIFE, FRAMEWORK, ROUND = "S12000047", "safer-communities", "2027"
# 10 minutes to open, 15 to close and 20 for two criteria.
PREPARED = f"session=consensus&area={FIFE}&framework={FRAMEWORK}&for-round={ROUND}&minutes=45"
LABELS = ("Gap identified", "Working towards", "Some success", "Doing well")
CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
EVIDENCE = "Strategy of 2026, <b>page 4</b>"


def test_from_preparing_a_session_to_a_board_paper(fresh_database, new_context):
    with serve(fresh_database) as server:
        facilitator = new_context().new_page()
        link, code = made(opened(facilitator, server.address("workshop", PREPARED)))
        controls = new_context().new_page()  # another laptop, which has the link and nothing else
        controls.goto(link)
        phones = [
            joined(new_context(viewport={"width": 390, "height": 844}).new_page(), server.url, code) for _ in "abc"
        ]
        wall = new_context(viewport={"width": 1280, "height": 720}).new_page()
        wall.goto(f"{server.url}/wall/{code}")
        expect(wall.locator("main")).to_contain_text("3")

        press(controls, "Begin with the first criterion")
        first = controls.locator("#now-title").inner_text()
        vote(controls, phones, [0, 1, 3], hands={0: 2, 1: 2})
        expect(wall.locator("main")).to_contain_text(re.compile(r"3\s+of\s+3"))
        press(controls, "Close voting")
        press(controls, "Reveal")
        shown(wall, {0: 3, 1: 3, 3: 1})
        press(controls, "Vote again")
        vote(controls, phones, [1, 1, 2], hands={0: 1, 1: 3})
        press(controls, "Close voting")
        press(controls, "Reveal")
        shown(wall, {0: 3, 1: 3, 3: 1}, vote_number=1)
        shown(wall, {0: 1, 1: 5, 2: 1}, vote_number=2)
        agree(controls, 1, EVIDENCE)
        for page in (wall, *phones):
            expect(page.locator("main")).to_contain_text(EVIDENCE)  # as it was typed: text, no markup

        press(controls, "Next criterion")
        second = controls.locator("#now-title").inner_text()
        vote(controls, phones, [2, 2, 2], hands={2: 2})
        press(controls, "Close voting")
        press(controls, "Reveal")
        shown(wall, {2: 5})
        agree(controls, 2, "")
        ended(controls, server.url, code)
        for page in phones:
            expect(page.locator("body")).to_contain_text("This session is over", timeout=PATIENCE)

        results = opened(controls, server.address("after-workshop", f"room={code}&step=take"))
        expect(results.get_by_role("heading", name="After a workshop", level=1)).to_be_visible()
        paper = words_of(downloaded(results, re.compile("Board paper")).path().read_bytes())
        for words in (first, second, EVIDENCE, "Working towards", "Some success"):
            assert words in paper
        saved(results)

    store = open_store(fresh_database)
    ratings = reading.ratings(store, FRAMEWORK, rounds=(ROUND,), area_code=FIFE, texts=True)
    rated = ratings[ratings["answer"] == "rated"]
    assert sorted(rated["level"]) == [2, 3]
    assert list(rated[rated["level"] == 2]["evidence"]) == [EVIDENCE]
    assert (len(ratings), set(ratings[ratings["answer"] != "rated"]["answer"])) == (37, {"missing"})
    assert store.value("select count(*) from vote_log") == 0
    record = Rooms(store).record_of(code, link.rpartition("/")[2])
    counted = [[vote.counts for vote in outcome.votes] for outcome in record.outcomes]
    assert counted == [[{"1": 3, "2": 3, "4": 1}, {"1": 1, "2": 5, "3": 1}], [{"3": 5}]]
    store.close()


def made(page: Page) -> tuple[str, str]:
    """Makes the room. Returns the facilitator link and the code."""
    page.get_by_role("button", name="Make the room").click()
    expect(page.get_by_text("is ready").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    link = page.locator("code", has_text="/lead/").first.inner_text().strip()
    return link, page.locator(".csp-code").inner_text().strip()


def joined(phone: Page, url: str, code: str) -> Page:
    """Types the code of the wall and goes in."""
    phone.goto(f"{url}/join")
    phone.get_by_role("textbox").fill(f" {code.lower()} ")
    phone.get_by_role("button").first.click()
    phone.get_by_role("button", name=re.compile("Join")).click()
    expect(phone.locator("main")).to_contain_text("You are in")
    return phone


def press(controls: Page, name: str) -> None:
    """Presses something on the controls and waits until the room has moved."""
    moves = controls.locator("input[name=moves]").first.input_value()
    controls.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
    controls.wait_for_function("before => document.querySelector('input[name=moves]').value !== before", arg=moves)


def vote(controls: Page, phones: list[Page], answers: list[int], hands: dict[int, int]) -> None:
    """Voting opens where it is not open, every phone answers, and hands are counted."""
    again = not controls.get_by_role("button", name="Open voting").count()
    if not again:
        press(controls, "Open voting")
    for phone, place in zip(phones, answers, strict=True):
        expect(phone.locator("#again")).to_have_count(int(again))  # it is at this vote, not at the one before
        expect(phone.get_by_role("radio").first).to_be_attached()
        phone.locator("label", has_text=LABELS[place]).click()
        expect(phone.locator("body")).to_contain_text(f"Saved: {LABELS[place]}")
    controls.get_by_text(re.compile("^Count hands")).click()
    for place, n in hands.items():
        controls.get_by_label(LABELS[place], exact=True).fill(str(n))
    press(controls, "Save the hands")


def shown(wall: Page, counts: dict[int, int], vote_number: int = 1) -> None:
    """The wall shows exactly these counts of a vote, by label."""
    expect(wall.locator("[data-state=revealed]")).to_be_attached()
    rows = [[cell.strip() for cell in row] for row in wall.locator("main tr").evaluate_all(CELLS)]
    for place, name in enumerate(LABELS):
        row = next(row for row in rows if row[0].startswith(name))
        assert int(row[vote_number]) == counts.get(place, 0), (name, rows)


def agree(controls: Page, place: int, evidence: str) -> None:
    """The agreed level and its line of evidence."""
    controls.locator("fieldset.levels").get_by_label(LABELS[place], exact=True).check()
    controls.get_by_label(re.compile("^Evidence")).fill(evidence)
    press(controls, "Save the agreed level")


def ended(controls: Page, url: str, code: str) -> None:
    """Ends the session in its two steps."""
    controls.locator("#ending > summary").click()
    controls.get_by_role("button", name="End the session now").click()
    controls.wait_for_url(f"{url}/after-workshop?*room={code}*", timeout=PATIENCE)


def saved(results: Page) -> None:
    """Saves the agreed levels as the assessment, after a look at the difference."""
    results.get_by_text("I have looked at the difference").click()
    button = results.get_by_role("button", name=re.compile("^Save as assessment of Fife, round 2027"))
    expect(button).to_be_enabled(timeout=PATIENCE)
    button.click()
    expect(results.get_by_text("as number").first).to_be_visible(timeout=PATIENCE)


def words_of(file: bytes) -> str:
    """Every word of a Word document, tables included."""
    document = docx.Document(io.BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
