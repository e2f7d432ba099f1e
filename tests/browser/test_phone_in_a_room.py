"""Phones in rooms of a running server: what people see, what is kept, and what happens when the connection is gone."""

import re

import pytest
from playwright.sync_api import expect

from csp_analytics.workshop.screens.phone_screen import TIME_IS_UP
from csp_analytics.workshop.session.about import CHECKLIST
from tests.browser.phone_steps import PHONE, Facilitator, Phone, rooms_made
from tests.browser.server import serve
from tests.builders.rooms import FIRST, prepared

KINDS = {
    "consensus": (prepared(seconds=60, roles=("Police", "Council")), 15),
    "own pace": (prepared(CHECKLIST), 3),
}
LOST = "Not connected. Your answer is kept and will be sent."
CLOSED = "Voting on this has closed. Your answer was not counted."


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """A server with rooms that nobody has used yet."""
    database = tmp_path_factory.mktemp("rooms") / "rooms.duckdb"
    made = {name: rooms_made(database, [about] * n) for name, (about, n) in KINDS.items()}
    with serve(database, CSP_DEMO="off") as server:
        yield server.url, made


class There:
    """A room: its address, its facilitator, and what other phones do in it."""

    def __init__(self, url, made):
        self.url, self.code = url, made.code
        self.address = f"{url}/join/{made.code}"
        self.lead = Facilitator(url, made)

    def others(self, n, answer="1"):
        for _ in range(n):
            assert Phone(self.url, self.code).answers(answer).status_code == 200


@pytest.fixture
def room(rooms):
    url, made = rooms
    return There(url, made["consensus"].pop())


@pytest.fixture
def own_pace(rooms):
    url, made = rooms
    return There(url, made["own pace"].pop())


@pytest.fixture
def phone(new_context):
    return new_context(viewport=PHONE, has_touch=True).new_page()


def joined(page, room):
    page.goto(room.address)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in. Waiting for the facilitator.")
    return page


def voting(page, room):
    joined(page, room)
    room.lead.does("step", by="1")
    room.lead.does("open")
    expect(page.get_by_role("radio")).to_have_count(6)
    return page


def status(page):
    return page.get_by_role("status")


def text(page, words):
    """Words in the part of the page that changes; what is only read out stands outside it."""
    return page.locator("#part").get_by_text(words)


def press(page, label):
    page.get_by_text(label, exact=True).click()


def test_a_phone_from_the_code_to_the_agreed_level(phone, room):
    phone.goto(f"{room.url}/join")
    phone.get_by_label("Code").fill(f" {room.code[:2].lower()}-{room.code[2:].lower()} ")
    phone.get_by_role("button", name="Go on").click()
    expect(phone).to_have_url(room.address)
    phone.get_by_label("Your role or agency").select_option("Police")
    phone.get_by_role("button", name="Join").click()
    expect(text(phone, "You are in. Waiting")).to_be_visible()

    room.lead.does("step", by="1")
    expect(text(phone, "Voting is not open yet.")).to_be_visible()
    room.lead.does("open")
    expect(phone.get_by_role("timer")).to_have_text("About 60 seconds left")
    expect(phone.get_by_role("button", name="Save")).to_be_hidden()
    press(phone, "Working towards")
    expect(status(phone)).to_have_text("Saved: Working towards")
    press(phone, "Leading")
    expect(status(phone)).to_have_text("Saved: Leading")

    room.others(4)
    room.lead.does("close")
    expect(text(phone, "You answered: Leading")).to_be_visible()
    expect(phone.get_by_role("heading", name="What the room answered")).to_have_count(0)
    room.lead.does("reveal")
    expect(text(phone, "5 answered.")).to_be_visible()
    expect(text(phone, "Not started: 4")).to_be_visible()
    expect(text(phone, "Leading: 1 (with yours)")).to_be_visible()
    room.lead.does("agree", question=FIRST, answer="1", evidence="Nobody has <b>seen</b> it.")
    expect(text(phone, "The room agreed: Not started.")).to_be_visible()
    expect(text(phone, "Nobody has <b>seen</b> it.")).to_be_visible()
    room.lead.does("show", stage="queue")
    expect(phone.get_by_role("heading", level=1)).to_have_text("What to discuss")


def test_a_reload_and_a_new_tab_are_the_same_voice_with_the_same_answer(phone, room):
    voting(phone, room)
    press(phone, "Working towards")
    expect(status(phone)).to_have_text("Saved: Working towards")

    phone.reload()
    expect(phone.get_by_role("radio", name="Working towards")).to_be_checked()
    expect(status(phone)).to_have_text("Saved: Working towards")
    second = phone.context.new_page()
    second.goto(room.address)
    expect(second.get_by_role("radio", name="Working towards")).to_be_checked()

    press(second, "Leading")
    expect(status(phone)).to_have_text(
        "Saved: Leading", timeout=1_500
    )  # not by the next poll: the tabs tell each other
    expect(phone.get_by_role("radio", name="Leading")).to_be_checked()
    assert_counted_once(phone, room, "Leading: 1 (with yours)")


def test_an_answer_that_is_sent_twice_counts_once(new_context, room):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(room.address)
    page.get_by_role("button", name="Join").dblclick()
    room.lead.does("step", by="1")
    room.lead.does("open")
    page.get_by_role("link", name="See what is on now").click()
    page.get_by_label("Leading").check()
    page.get_by_role("button", name="Save").dblclick()
    expect(status(page)).to_have_text("Saved: Leading")
    page.get_by_role("button", name="Save").click()

    room.others(4)
    room.lead.does("close", "reveal")
    page.get_by_role("link", name="See what is on now").click()
    expect(text(page, "5 answered.")).to_be_visible()
    expect(text(page, "Leading: 1 (with yours)")).to_be_visible()


def assert_counted_once(page, room, words):
    room.others(4)
    room.lead.does("close", "reveal")
    expect(text(page, "5 answered.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()


def test_an_answer_given_offline_is_kept_for_a_minute_and_then_sent(phone, room):
    phone.clock.install()
    voting(phone, room)
    press(phone, "Working towards")
    expect(status(phone)).to_have_text("Saved: Working towards")

    phone.context.set_offline(True)
    expect(status(phone)).to_have_text("Not connected. Trying again.")
    press(phone, "Leading")
    expect(status(phone)).to_have_text(LOST)
    for _ in range(6):
        phone.clock.fast_forward(10_000)
        phone.wait_for_timeout(100)
    expect(status(phone)).to_have_text(LOST)
    expect(phone.get_by_role("radio", name="Leading")).to_be_checked()
    phone.context.set_offline(False)
    expect(status(phone)).to_have_text("Saved: Leading")
    assert_counted_once(phone, room, "Leading: 1 (with yours)")


def test_an_answer_given_offline_is_sent_after_the_page_was_closed(phone, room):
    voting(phone, room)
    phone.context.set_offline(True)
    press(phone, "Leading")
    expect(status(phone)).to_have_text(LOST)
    phone.close()

    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(room.address)
    expect(status(again)).to_have_text("Saved: Leading")
    assert_counted_once(again, room, "Leading: 1 (with yours)")


def test_an_answer_that_comes_too_late_is_refused_and_the_phone_says_so(phone, room):
    voting(phone, room)
    phone.context.set_offline(True)
    press(phone, "Leading")
    expect(status(phone)).to_have_text(LOST)
    room.lead.does("close")
    phone.context.set_offline(False)

    expect(phone.get_by_role("alert")).to_have_text(CLOSED)
    expect(text(phone, "You did not answer this one.")).to_be_visible()
    expect(status(phone)).to_be_hidden()
    room.lead.does("open")
    expect(phone.get_by_role("radio", checked=True)).to_have_count(0)
    expect(phone.get_by_role("alert")).to_be_hidden()


def test_a_latecomer_lands_where_the_room_is_and_cannot_answer_what_is_closed(phone, room):
    room.lead.does("step", by="1")
    room.lead.does("open")
    room.others(5)
    room.lead.does("close")
    phone.goto(room.address)
    phone.get_by_role("button", name="Join").click()
    expect(text(phone, "Voting has closed.")).to_be_visible()
    expect(text(phone, "You did not answer this one.")).to_be_visible()
    expect(phone.get_by_role("radio")).to_have_count(0)

    by_hand = Phone(room.url, room.code).sends(do="answer", question=FIRST, vote="1", answer="4")
    assert (by_hand.status_code, by_hand.json()["refused"]) == (409, CLOSED)
    room.lead.does("step", by="1")
    room.lead.does("open")
    expect(phone.get_by_role("radio")).to_have_count(6)
    expect(phone.get_by_role("heading", level=1)).to_have_text("New ideas")


def test_without_script_everything_can_be_done(new_context, room):
    page = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(f"{room.url}/join")
    page.get_by_label("Code").fill("AAAAA")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no room with this code.")
    page.get_by_label("Code").fill(room.code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Join").click()
    look = page.get_by_role("link", name="See what is on now")
    room.lead.does("step", by="1")
    room.lead.does("open")
    look.click()
    page.get_by_label("Don't know").check()
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_have_text("Saved: Don't know")
    page.get_by_label("Leading").check()
    room.lead.does("close")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text(CLOSED)
    expect(text(page, "You answered: Don't know")).to_be_visible()
    room.lead.does("dots", candidate=FIRST)
    look.click()
    page.get_by_label("Leaders explain the vision").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_have_text("Saved: 2 of 3 dots placed")
    page.get_by_label("Leaders explain the vision").fill("3")
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_have_text("Saved: 3 of 3 dots placed")


def test_dots_are_placed_with_buttons_that_say_what_is_left(phone, room):
    joined(phone, room)
    room.lead.does("dots", candidate=FIRST)
    more = phone.get_by_role("button", name="One dot more: Leaders explain the vision")
    for left in (2, 1, 0):
        more.click()
        expect(phone.locator("#rest")).to_have_text(f"{left} of 3 dots left")
    expect(status(phone)).to_have_text("Saved: 3 of 3 dots placed")
    expect(more).to_be_focused()
    more.click(force=True)
    expect(phone.locator("#rest")).to_have_text("0 of 3 dots left")
    phone.get_by_label("Leaders explain the vision", exact=True).fill("7")
    expect(phone.locator("#rest")).to_have_text("You placed 7 and have 3 dots: take some away")
    phone.get_by_role("button", name="One dot less: Leaders explain the vision").click()
    expect(phone.locator("#rest")).to_have_text("You placed 6 and have 3 dots: take some away")
    phone.reload()
    expect(phone.get_by_label("Leaders explain the vision", exact=True)).to_have_value("3")


def test_what_one_is_doing_survives_what_the_facilitator_does(phone, room):
    """Focus and choice stay when the timer is made longer, and the heading has the focus when a new question comes."""
    voting(phone, room)
    radio = phone.get_by_role("radio", name="Working towards")
    radio.focus()
    phone.keyboard.press("ArrowDown")
    expect(status(phone)).to_have_text("Saved: Doing well")
    room.lead.does("extend", seconds="60")
    expect(phone.get_by_role("timer")).to_have_text("About 2 minutes left")
    expect(phone.get_by_role("radio", name="Doing well")).to_be_focused()
    expect(phone.get_by_role("radio", name="Doing well")).to_be_checked()

    room.lead.does("step", by="1")
    expect(phone.get_by_role("heading", level=1)).to_have_text("New ideas")
    expect(phone.get_by_role("heading", level=1)).to_be_focused()
    expect(phone).to_have_title(re.compile("^New ideas"))
    expect(phone.locator("#live")).to_have_text("Next: New ideas. Voting is not open yet.")


def test_the_timer_runs_down_in_words_and_closes_nothing(phone, room):
    phone.clock.install()
    voting(phone, room)
    phone.clock.fast_forward(45_000)
    expect(phone.get_by_role("timer")).to_have_text("About 20 seconds left")
    phone.clock.fast_forward(30_000)
    expect(phone.get_by_role("timer")).to_have_text(TIME_IS_UP)
    press(phone, "Leading")
    expect(status(phone)).to_have_text("Saved: Leading")


def test_a_phone_that_wakes_up_is_where_the_room_is_at_once(phone, room):
    """Asleep, no timer of the page goes off."""
    phone.clock.install(time=0)
    voting(phone, room)
    phone.clock.pause_at(3_600)
    room.lead.does("close")
    phone.wait_for_timeout(500)
    expect(phone.get_by_role("radio")).to_have_count(6)
    phone.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(text(phone, "Voting has closed.")).to_be_visible()


def test_a_role_that_is_being_chosen_is_not_lost_when_the_room_moves_on(phone, room):
    phone.goto(room.address)
    phone.get_by_label("Your role or agency").select_option("Council")
    seen = phone.locator("#part").get_attribute("data-seen")
    assert seen == "0"
    with phone.expect_response(lambda got: "/now" in got.url and got.status == 200):
        room.lead.does("step", by="1")
    expect(phone.get_by_label("Your role or agency")).to_have_value("Council")


def test_at_ones_own_pace_pages_turn_without_a_reload_and_stay_when_the_connection_is_gone(phone, own_pace):
    joined_at_once(phone, own_pace)
    heading = phone.get_by_role("heading", level=1)
    press(phone, "Leading")
    expect(status(phone)).to_have_text("Saved: Leading")
    expect(text(phone, "1 of 3 answered.")).to_be_visible()
    expect(heading).to_have_text("Leaders explain the vision")
    phone.get_by_role("link", name="Next").click()
    expect(heading).to_have_text("New ideas")
    expect(heading).to_be_focused()
    expect(phone).to_have_url(f"{own_pace.address}?q=2")
    phone.go_back()
    expect(heading).to_have_text("Leaders explain the vision")
    expect(phone.get_by_role("radio", name="Leading")).to_be_checked()
    phone.go_forward()
    expect(heading).to_have_text("New ideas")

    phone.context.set_offline(True)
    press(phone, "Doing well")
    expect(status(phone)).to_have_text(LOST)
    phone.get_by_role("link", name="Next").click()
    expect(heading).to_have_text("New ideas")
    phone.context.set_offline(False)
    expect(status(phone)).to_have_text("Saved: Doing well")
    phone.get_by_role("link", name="Next").click()
    phone.get_by_role("link", name="Finish").click()
    expect(text(phone, "2 of 3 answered.")).to_be_visible()
    phone.get_by_role("navigation", name="Not answered yet").get_by_role("link", name="3").click()
    expect(heading).to_have_text("All partners committed")


def joined_at_once(page, room):
    page.goto(room.address)
    page.get_by_role("button", name="Join").click()
    expect(text(page, "1 of 3 ·")).to_be_visible()


def test_at_ones_own_pace_without_script_saving_goes_on_to_the_next(new_context, own_pace):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    joined_at_once(page, own_pace)
    for _ in range(3):
        page.get_by_label("Leading").check()
        page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have answered everything")
    own_pace.lead.does("close", "reveal")
    page.get_by_role("link", name="See what is on now").click()
    expect(text(page, "You answered: Leading")).to_be_visible()


def test_when_the_session_is_over_the_phone_says_so(phone, room):
    joined(phone, room)
    room.lead.does("end", sure="yes")
    expect(text(phone, "This session is over. Thank you for taking part.")).to_be_visible()
