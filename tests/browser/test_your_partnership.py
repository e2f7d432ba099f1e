"""Your partnership in a real browser: from a spreadsheet to a board paper, privately, and back out again."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise
from urllib.parse import urlencode

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.officer_steps import STEPS, bring, brought, go_on, pick, press, submit, take_back
from tests.browser.server import serve
from tests.browser.test_accessibility import LEVELS, NAMES, RULES, TOO_WIDE
from tests.browser.test_downloads import downloaded
from tests.browser.visit import PATIENCE, finding, go, opened, settled, unfolded
from tests.builders import bad_files
from tests.builders.officer_uploads import COLOURS, FIFE, MISSPELT, SHEET, UNKNOWN, bad, good, own_sheet

SECRET = "quagmirewort"
NOT_SUBMITTED = "Your upload, not submitted"
LABELS = {
    "docx": "Board paper (Word)", "pptx": "Slides (PowerPoint)", "xlsx": "Tables (Excel)", "html": "One web page",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(demo_database, tmp_path_factory):
    """A dashboard of which everything that it could write lies in one folder: database, log, temporary files, home."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("tmp", "home"):
        (folder / name).mkdir()
    database = shutil.copy(demo_database, folder / "desk.duckdb")
    places = {"TMPDIR": folder / "tmp", "HOME": folder / "home", "XDG_CACHE_HOME": folder / "home" / ".cache"}
    with serve(database, **{name: str(place) for name, place in places.items()}) as server:
        yield server


def files_with(marker: str, folder) -> list[str]:
    """Files below a folder that hold a text, in UTF-8 or UTF-16."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 2  # the database and the log at least
    texts = (marker.encode(), marker.encode("utf-16-le"))
    return [path.name for path in files if any(text in path.read_bytes() for text in texts)]


def taken(page) -> dict[str, bytes]:
    return {kind: downloaded(page, label).path().read_bytes() for kind, label in LABELS.items()}


def words_of(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def test_what_is_uploaded_compared_and_taken_away_leaves_no_trace_when_the_tab_is_closed(new_context, desk):
    context = new_context()
    page = brought(context.new_page(), desk, "fife.xlsx", good(evidence=SECRET))
    assert finding(page) == "Fife: 1 file ready to compare. Nothing is stored yet."
    go_on(go_on(page, "check"), "compare")
    expect(page.get_by_text(NOT_SUBMITTED).first).to_be_visible()
    files = taken(go_on(page, "take"))

    assert NOT_SUBMITTED in words_of(files["docx"])
    assert SECRET in words_of(files["docx"])  # what is looked for below would be found
    slides = Presentation(io.BytesIO(files["pptx"])).slides
    assert NOT_SUBMITTED in " ".join(
        shape.text_frame.text for one in slides for shape in one.shapes if shape.has_text_frame
    )
    assert NOT_SUBMITTED in str([[cell.value for row in one for cell in row] for one in
                                 openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets])  # fmt: skip
    assert NOT_SUBMITTED in files["html"].decode()

    other = opened(new_context().new_page(), desk.address("your-partnership", f"step=compare&area={FIFE}"))
    assert SECRET not in unfolded(other).content()
    assert NOT_SUBMITTED not in other.content()
    context.close()
    assert files_with(SECRET, desk.database.parent) == []
    assert "Traceback" not in desk.log.read_text()


def test_submitted_it_is_part_of_the_national_picture_until_it_is_taken_back(page, desk):
    where = desk.address("area", urlencode({"area": FIFE, "framework": "safer-communities", "round": "2025"}))
    before = finding(opened(page, where))
    brought(page, desk, "fife.xlsx", good(evidence=SECRET))
    page.get_by_role("radio", name="4 Take away").click()
    expect(page.get_by_text("Until now only you have seen this.")).to_be_visible(timeout=PATIENCE)
    submit(settled(page))

    go(page, "Area")
    assert finding(page) != before
    expect(page.get_by_text(SECRET).first).to_be_visible()
    go(page, "Your partnership")
    take_back(page, 1)
    assert finding(opened(page, where)) == before
    assert SECRET not in page.content()


def test_a_bad_file_is_put_right_and_what_is_left_out_is_said(page, desk):
    go_on(brought(page, desk, "bad.xlsx", bad()), "check")
    table = page.get_by_role("table", name="Problems of bad.xlsx")
    expect(table.get_by_role("row")).to_have_count(4)
    copy = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Download the marked copy").path().read_bytes()))[SHEET]
    assert [copy[cell].value for cell in ("D8", "D9", "D12")] == [MISSPELT, UNKNOWN, UNKNOWN]
    assert copy["D9"].fill.fgColor.rgb != copy["D10"].fill.fgColor.rgb

    press(page, "Accept the suggestion", "2 problems to put right")
    press(page, "Leave out 2 answers", "2 answers, as you chose")
    go_on(page, "compare")
    expect(page.get_by_text("2 answers were left out").first).to_be_visible()
    go_on(page, "take")
    assert "2 answers were left out" in words_of(downloaded(page, LABELS["docx"]).path().read_bytes())
    submit(page)
    expect(page.get_by_text("(2 answers left out)").first).to_be_visible()
    take_back(page, 2)


def test_a_table_of_its_own_make_is_explained_once_and_its_next_file_read_by_itself(page, desk):
    go_on(brought(page, desk, "ours.xlsx", own_sheet()), "check")
    for label, colour in COLOURS.items():
        pick(page, f"‘{colour}’", label)
    press(page, "Read it so", "37 of 37 rated")
    page.get_by_role("textbox", name="Save what the columns mean as").fill("Our health check")
    press(page, "Save the layout", "Saved as ‘Our health check’")
    page.get_by_role("button", name="Wipe everything").click()
    expect(page.get_by_text("Nothing is in hand yet")).to_be_visible(timeout=PATIENCE)

    brought(page, desk, "next.xlsx", own_sheet("2027"))
    assert finding(page) == "Fife: 1 file ready to compare. Nothing is stored yet."


def test_an_upload_that_nobody_touches_disappears_from_the_page(page, demo_database, tmp_path):
    with serve(shutil.copy(demo_database, tmp_path / "idle.duckdb"), CSP_UPLOAD_MINUTES="0.1") as server:
        brought(page, server, "fife.xlsx", good(evidence=SECRET))
        expect(page.get_by_role("alert")).to_contain_text("so it was wiped", timeout=PATIENCE)
        assert "fife.xlsx" not in settled(page).content()


def test_wiped_and_left_nothing_is_there_any_more(page, desk):
    brought(page, desk, "fife.xlsx", good())
    go(page, "Get a template")
    go(page, "Your partnership")
    expect(page.get_by_text("fife.xlsx")).to_be_visible()  # in hand until it is wiped or the tab is closed
    press(page, "Wipe everything", "From your spreadsheet to a board paper")
    assert "fife.xlsx" not in page.content()
    page.reload()
    assert "fife.xlsx" not in settled(page).content()


@pytest.mark.parametrize("kind", ["picture", "50 MB"])
def test_whatever_is_dropped_the_page_says_in_plain_words_what_is_wrong(kind, page, desk, tmp_path):
    file = tmp_path / ("photo.png" if kind == "picture" else "large.xlsx")
    if kind == "picture":
        bad_files.picture_renamed(file)
    else:
        file.write_bytes(b"PK\x03\x04" + bytes(50_000_000))
    opened(page, desk.address("your-partnership"))
    bring(page, file)
    go_on(page, "check")
    expect(page.get_by_text("Stops the file")).to_be_visible()
    expect(page.get_by_text("a PNG picture" if kind == "picture" else "cannot be unpacked").first).to_be_visible()
    assert "Traceback" not in page.content()


@pytest.fixture(scope="module")
def in_hand(browser, desk):
    """One tab with a bad file in hand, put right after the second step has been looked at."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield {"page": brought(context.new_page(), desk, "bad.xlsx", bad()), "at": "bring"}
    context.close()


def walked(hand, step):
    """The tab at a step, from wherever an earlier test has left it."""
    order = ["bring", *STEPS]
    for next_step in order[order.index(hand["at"]) + 1 : order.index(step) + 1]:
        if next_step == "compare":
            press(hand["page"], "Accept the suggestion", "2 problems to put right")
            press(hand["page"], "Leave out 2 answers", "2 answers, as you chose")
        go_on(hand["page"], next_step)
        hand["at"] = next_step
    return hand["page"]


@pytest.mark.parametrize("step", ["bring", "check", "compare", "take"])
def test_every_step_can_be_read_by_a_screen_reader_and_fits_a_telephone(step, in_hand):
    page = unfolded(walked(in_hand, step))
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
    levels = page.evaluate(LEVELS)
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    names = page.evaluate(NAMES)
    assert [name for name in names if len(name or "") < 40] == []
    assert len(set(names)) == len(names)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(500)
        assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_steps_can_be_walked_with_the_keyboard_alone(page, desk):
    brought(page, desk, "bad.xlsx", bad())
    page.get_by_role("radio", name="1 Bring or fill in").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3 problems to put right")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Accept the suggestion").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 problems to put right")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Leave out 2 answers").press("Enter")
    expect(page.get_by_text("2 answers, as you chose").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Go on: compare").press("Enter")
    expect(page.get_by_role("heading", name="Before the workshop")).to_be_visible(timeout=PATIENCE)
