"""Own lists of peers in a real browser: saved in a dialog, chosen at once, there for others, deleted when confirmed."""

import re

from playwright.sync_api import expect

from tests.browser.server import serve
from tests.browser.visit import PATIENCE, choices, choose, finding, go, opened, settled

FIFE = "S12000047"
NAME = "Far <b>north</b> & *isles*"
AREAS = ("Highland", "Moray", "Na h-Eileanan Siar", "Orkney Islands", "Shetland Islands")


def dialog(page):
    page.get_by_role("button", name="Save or delete your own lists").click()
    shown = page.get_by_role("dialog")
    expect(shown.get_by_role("button", name="Save the list")).to_be_visible(timeout=PATIENCE)
    return shown


def save(page, name, areas):
    shown = dialog(page)
    shown.get_by_role("textbox", name="Name of the list").fill(name)
    for area in areas:
        shown.get_by_role("combobox", name="Areas on the list").fill(area)
        page.get_by_role("option", name=area, exact=True).click()
    page.keyboard.press("Tab")  # closes the options
    shown.get_by_role("button", name="Save the list").click()


def test_a_list_from_its_dialog_to_another_persons_page_and_away_again(new_context, fresh_database):
    with serve(fresh_database) as server:
        page = opened(new_context().new_page(), server.address("peers", f"area={FIFE}"))
        before = finding(page)

        save(page, NAME, AREAS)
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE)
        expect(page.locator(".csp-finding")).not_to_have_text(before, timeout=PATIENCE)
        settled(page)
        assert choices(page)["Peers"] == f"Own list: {NAME}"
        expect(page.get_by_text(f"Peers: Own list: {NAME} (5 areas)")).to_be_visible()

        other = opened(new_context().new_page(), server.address("area", f"area={FIFE}"))
        choose(other, "Peers", f"Own list: {NAME}")
        expect(
            other.get_by_text("Highland, Moray, Na h-Eileanan Siar, Orkney Islands and Shetland").first
        ).to_be_visible()

        shown = dialog(page)
        shown.get_by_role("button", name="Delete the list").click()
        expect(shown.get_by_role("alert")).to_contain_text("Tick that", timeout=PATIENCE)
        shown.get_by_text("Yes, delete it for everyone").click()
        shown.get_by_role("button", name="Delete the list").click()
        expect(page.get_by_role("status")).to_contain_text(f"There is no list '{NAME}' any more", timeout=PATIENCE)
        settled(page)
        assert choices(page)["Peers"] == "Family group (people)"
        assert finding(page) == before

        go(other, "Peers")  # what the other person had chosen is no longer there
        assert choices(other)["Peers"] == "Family group (people)"


def test_on_a_phone_the_tables_need_no_scrolling_sideways(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, dashboard.address("peers", f"area={FIFE}"))
    boxes = page.locator(".csp-tablebox:has(.csp-peers)")
    assert boxes.count() == 2
    for box in boxes.all():
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
        expect(box.get_by_role("rowheader").first).to_be_visible()
    assert re.match(r"Fife is ", finding(page))
