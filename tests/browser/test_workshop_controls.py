"""The facilitator's controls in a real browser: what is typed stays, one laptop holds them, a keyboard is enough."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.making import make
from tests.browser.server import serve
from tests.builders.rooms import FIRST, SECOND, prepared

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
ROOMS = 9
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server with rooms that nobody has been in."""
    database = tmp_path_factory.mktemp("controls") / "rooms.duckdb"
    store = open_store(database)
    made = [make(store, prepared(seconds=60)) for _ in range(ROOMS)]
    store.close()
    with serve(database, CSP_DEMO="off") as server:
        yield server, made


@pytest.fixture
def room(served):
    """A room for one test: where its facilitator link leads, and its code."""
    server, made = served
    one = made.pop()
    return f"{server.url}/lead/{one.key}", one.code


@pytest.fixture
def led(page, room):
    """The controls of that room on a laptop, before anybody has joined."""
    page.goto(room[0])
    expect(page).to_have_url(re.compile(f"/control/{room[1]}$"))
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def revealed(page: Page, hands: str = "2") -> None:
    """Through the first criterion to its reveal, with six hands at one level."""
    press(page, "Begin with the first criterion")
    press(page, "Open voting")
    page.get_by_text("Count hands").click()
    page.locator(f"[name=hands-{hands}]").fill("6")
    press(page, "Save the hands")
    expect(page.get_by_text("0 of 0 answered, and 6 hands")).to_be_visible()
    press(page, "Close voting")
    press(page, "Reveal")
    expect(page.get_by_role("heading", name="What the room agrees on")).to_be_visible()


def join(page: Page, code: str) -> None:
    """Another phone joins, so that the controls are drawn again."""
    here = page.url.partition("/control")[0]
    page.context.browser.new_context().request.post(f"{here}/join/{code}", form={"do": "join", "role": ""})


def evidence(page: Page):
    return page.get_by_label("Evidence in one line")


def test_what_is_typed_chosen_and_unfolded_survives_a_refresh_a_reload_and_a_lost_connection(led, room):
    revealed(led)
    led.get_by_text("Facilitator link, for another laptop").click()
    led.get_by_label("Doing well").check()
    evidence(led).press_sequentially("Minutes of 12 May; ")
    join(led, room[1])
    expect(led.locator("#room")).to_contain_text("1 phone is in the room")
    evidence(led).press_sequentially("plan of 2026")  # the caret is where it was
    expect(evidence(led)).to_have_value("Minutes of 12 May; plan of 2026")
    expect(evidence(led)).to_be_focused()
    expect(led.get_by_label("Doing well")).to_be_checked()
    expect(led.locator("#lead")).to_have_attribute("open", "")

    led.context.set_offline(True)
    press(led, "Save the agreed level")
    expect(led.get_by_role("alert")).to_contain_text("Not connected. What you typed is kept.")
    expect(evidence(led)).to_have_value("Minutes of 12 May; plan of 2026")
    led.context.set_offline(False)
    expect(led.get_by_role("alert")).to_be_empty(timeout=15_000)

    led.reload()
    expect(evidence(led)).to_have_value("Minutes of 12 May; plan of 2026")
    expect(led.get_by_text("Not saved yet. Kept on this laptop.")).to_be_visible()
    led.get_by_label("Doing well").check()
    press(led, "Save the agreed level")
    expect(led.get_by_role("status")).to_have_text("Agreed level saved.")
    led.reload()
    expect(evidence(led)).to_have_value("Minutes of 12 May; plan of 2026")
    assert led.evaluate("localStorage.length") == 0
    assert led.locator("[name=answer]:checked").get_attribute("value") == "3"


def test_a_second_laptop_takes_the_controls_and_the_first_is_told(led, room, new_context):
    revealed(led)
    evidence(led).fill("Half a sentence")
    second = new_context().new_page()
    second.goto(room[0])
    expect(second.get_by_text("Another laptop holds the controls. You can watch.")).to_be_visible()
    expect(second.get_by_role("button", name="Go on without agreeing")).to_be_disabled()
    expect(led.locator("#room")).to_contain_text("1 other laptop watches")

    press(second, "Take the controls")
    expect(second.get_by_role("status")).to_have_text("You hold the controls now.")
    expect(led.get_by_role("status")).to_contain_text("Another laptop has taken the controls.")
    expect(led.get_by_role("button", name="Go on without agreeing")).to_be_disabled()
    expect(evidence(led)).to_have_value("Half a sentence")

    press(second, "Go on without agreeing")
    expect(led.locator("#where")).to_have_text("Criterion 2 of 3")
    press(led, "Take the controls")
    press(led, "Back to criterion 1")
    expect(evidence(led)).to_have_value("Half a sentence")
    expect(second.get_by_text("Another laptop holds the controls. You can watch.")).to_be_visible()


def test_a_press_on_what_has_moved_on_is_refused_with_a_sentence_and_the_new_state(led, room):
    press(led, "Begin with the first criterion")
    expect(led.get_by_role("button", name="Open voting")).to_be_enabled()
    led.route("**/now?*", lambda route: route.abort())  # this page learns nothing for a while
    other = led.context.new_page()
    other.goto(led.url)
    press(other, "Open voting")
    expect(other.get_by_role("button", name="Close voting")).to_be_visible()
    press(led, "Open voting")
    expect(led.get_by_role("status")).to_contain_text("The room has moved on since this page was drawn.")
    expect(led.get_by_role("button", name="Close voting")).to_be_visible()
    other.close()


def test_the_second_click_of_a_double_click_presses_nothing_else(led):
    press(led, "Begin with the first criterion")
    button = led.get_by_role("button", name="Open voting")
    expect(button).to_be_enabled()
    button.dblclick()
    expect(led.get_by_role("button", name="Close voting")).to_be_visible()
    led.wait_for_timeout(1_200)
    expect(led.locator("#state")).to_contain_text("Voting is open")


def test_a_keyboard_is_enough_for_one_criterion(led):
    def by_keyboard(name: str, role: str = "button", keys: str = "Enter") -> None:
        """Tab until there, as somebody without a mouse does; what has focus is always to be seen."""
        wanted = led.get_by_role(role, name=name, exact=True)
        expect(wanted).to_be_enabled()
        for _ in range(60):
            led.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
                break
        expect(wanted).to_be_focused()
        assert wanted.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        expect(wanted).to_be_in_viewport()
        led.keyboard.press(keys)

    by_keyboard("Begin with the first criterion")
    expect(led.get_by_role("button", name="Open voting")).to_be_focused()
    expect(led.get_by_role("button", name="Open voting")).to_be_enabled()
    led.keyboard.press("Enter")
    expect(led.get_by_role("status")).to_have_text("Voting is open.")
    led.locator("summary", has_text="Count hands").focus()
    led.keyboard.press("Enter")
    led.keyboard.press("Tab")
    led.keyboard.type("4")
    for typed in ("3", "", "", "", ""):
        led.keyboard.press("Tab")
        led.keyboard.type(typed)
    expect(led.locator("[data-sum]")).to_have_text("7")
    led.keyboard.press("Tab")
    led.keyboard.press("Enter")
    expect(led.get_by_role("status")).to_have_text("Hands saved.")
    for name, said in (("Close voting", "Voting is closed."), ("Reveal", "Revealed on the wall and on the phones.")):
        led.get_by_role("button", name=name, exact=True).focus()
        expect(led.get_by_role("button", name=name, exact=True)).to_be_enabled()
        led.keyboard.press("Enter")
        expect(led.get_by_role("status")).to_have_text(said)
    by_keyboard("Not started", role="radio", keys="ArrowDown")
    expect(led.get_by_label("Working towards")).to_be_checked()
    led.keyboard.press("Tab")
    led.keyboard.type("Next, Reveal, close: single letters are only letters.")
    led.keyboard.press("Tab")
    led.keyboard.press("Enter")
    expect(led.get_by_role("status")).to_have_text("Agreed level saved.")
    expect(led.locator("#state")).to_contain_text("Agreed: Working towards")


def test_forms_work_without_script(new_context, room):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(room[0])
    press(page, "Begin with the first criterion")
    press(page, "Open voting")
    page.get_by_text("Count hands").click()
    page.locator("[name=hands-1]").fill("5")
    press(page, "Save the hands")
    press(page, "Close voting")
    press(page, "Reveal")
    page.get_by_label("Not started").check()
    evidence(page).fill('Said <b>"so"</b>')
    press(page, "Save the agreed level")
    expect(page.locator("#state")).to_contain_text("Agreed: Not started")
    expect(evidence(page)).to_have_value('Said <b>"so"</b>')


def test_dots_and_the_end_in_two_steps(led, room):
    revealed(led)
    evidence(led).fill("Never saved")
    press(led, "Park for later")
    expect(led.get_by_role("button", name="Take up again")).to_be_visible()
    press(led, "Show what to discuss on the wall")
    led.get_by_role("link", name="Choose what the dots are for").click()
    expect(led.locator(f"[id='dot-{FIRST}']")).to_be_checked()
    led.locator(f"[id='dot-{SECOND}']").check()
    press(led, "Begin dot voting")
    expect(led.locator("#state")).to_contain_text("0 of 0 have placed dots")
    press(led, "Show the dots on the wall")
    expect(led.get_by_text("Too few to show (5 are needed).")).to_be_visible()
    led.get_by_role("link", name="End the session").click()
    expect(led.get_by_text("Deleted for good")).to_be_visible()
    press(led, "End the session now")
    expect(led).to_have_url(re.compile(rf"/after-workshop\?room={room[1]}$"))
    assert led.evaluate("Object.keys(localStorage).filter(one => one.startsWith('csp-evidence'))") == []


def test_axe_finds_nothing_in_any_state_and_no_state_scrolls_sideways(led):
    def look(state: str) -> None:
        led.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        led.wait_for_timeout(700)  # a button that has just changed is pale for a moment
        for width in (1440, 390, 320):
            led.set_viewport_size({"width": width, "height": 844})
            assert not led.evaluate(WIDE), (state, width)
            found = Axe().run(led, options=RULES).response["violations"] if width != 320 else []
            assert [f"{state}: {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
        led.set_viewport_size({"width": 1440, "height": 900})

    look("lobby")
    revealed(led)
    look("revealed")
    press(led, "Vote again")
    look("open")
    press(led, "Close voting")
    look("closed")
    press(led, "Show what to discuss on the wall")
    look("queue")
    press(led, "Begin dot voting")
    look("dots")


def test_axe_finds_nothing_when_another_laptop_holds_the_controls(led, room, new_context):
    press(led, "Begin with the first criterion")
    second = new_context().new_page()
    second.goto(room[0])
    expect(second.get_by_role("button", name="Take the controls")).to_be_visible()
    found = Axe().run(second, options=RULES).response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
