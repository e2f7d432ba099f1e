"""Load a survey in a real browser: from the file to the pages, with the keyboard, a screen reader and a telephone."""

from __future__ import annotations

import re

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.server import serve
from tests.browser.test_accessibility import NAMES, RULES, TOO_WIDE
from tests.browser.visit import PATIENCE, finding, go, opened, settled, unfolded
from tests.pages.survey_form import COMMENT, EMAIL, NAME, SIMILAR_ROLE, skills_form

FILE = {
    "name": "partnership.xlsx",
    "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "buffer": skills_form(role=SIMILAR_ROLE),
}


def brought(page, server, file=FILE):
    opened(page, server.address("load-survey"))
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("heading", name="2 What it is")).to_be_visible(timeout=PATIENCE)
    return settled(page)


def test_from_the_file_to_the_pages_and_nothing_of_a_person_is_left_anywhere(page, fresh_database):
    with serve(fresh_database) as server:
        brought(page, server)
        assert finding(page) == "partnership.xlsx: 12 people, 5 questions. Nothing is stored yet."
        expect(page.get_by_text("Email (e-mail)")).to_be_visible()
        assert not any(value in page.content() for value in (NAME, EMAIL, COMMENT))

        page.get_by_role("button", name="Accept it").click()
        expect(page.get_by_text("To confirm")).to_have_count(0, timeout=PATIENCE)
        page.get_by_role("button", name="Load", exact=True).click()
        expect(page.get_by_role("heading", name="See what it says")).to_be_visible(timeout=PATIENCE)
        assert finding(settled(page)).startswith("Skills survey, round 2025: 12 people, ")

        page.locator("main").get_by_role("link", name="Survey quality").click()
        expect(page).to_have_url(re.compile("survey-round=2025"), timeout=PATIENCE)
    log, kept = server.log.read_bytes(), fresh_database.read_bytes()
    for value in (NAME, EMAIL, COMMENT):
        assert value.encode() not in log
        assert value.encode() not in kept
    with duckdb.connect(str(fresh_database), read_only=True) as there:
        assert there.sql("select count(*) from respondent join survey using (survey_id) where not demo").fetchone() == (
            12,
        )


def test_wiping_and_leaving_the_page(page, dashboard):
    brought(page, dashboard)
    go(page, "Get a template")
    go(page, "Load a survey")
    assert finding(page).startswith("partnership.xlsx")  # in hand until it is wiped or the tab is closed

    page.get_by_role("button", name="Wipe what was read").click()
    expect(page.locator(".csp-finding")).to_contain_text("Bring the file", timeout=PATIENCE)
    assert "partnership.xlsx" not in settled(page).content()


def test_another_browser_sees_nothing_of_it(page, new_context, dashboard):
    brought(page, dashboard)
    other = opened(new_context().new_page(), dashboard.address("load-survey"))
    assert "partnership.xlsx" not in other.content()


def test_the_steps_can_be_read_by_a_screen_reader_and_fit_a_telephone(page, dashboard):
    brought(page, dashboard)
    unfolded(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
    assert page.evaluate(NAMES) == []  # no chart, so nothing else to describe

    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(500)
        assert page.evaluate(TOO_WIDE) == []


def test_a_likeness_is_confirmed_with_the_keyboard_alone(page, dashboard):
    brought(page, dashboard)
    page.get_by_role("button", name="Accept it").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("To confirm")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.parametrize("name", ["picture.xlsx", "nothing.csv"])
def test_a_wrong_file_is_told_in_a_table_and_leaves_no_trace(page, dashboard, name):
    brought(page, dashboard, {"name": name, "mimeType": "application/octet-stream", "buffer": b"\x89PNG\r\n\x1a\n"})

    assert finding(page).startswith("This file cannot be loaded.")
    expect(page.get_by_role("table", name="Problems of the file")).to_be_visible()
    assert "Traceback" not in page.content()
