"""The tile map is a way to the areas."""

import pytest
from playwright.sync_api import expect

from csp_analytics.areas.register import register
from tests.browser.visit import PATIENCE, opened, settled

FIFE = "S12000047"


def tile(page, label):
    """The middle of an area's tile, in pixels of the window."""
    text = page.get_by_test_id("stPlotlyChart").first.locator(".textpoint").filter(has_text=label)
    text.scroll_into_view_if_needed()
    box = text.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def national(page, dashboard):
    return opened(page, dashboard.address("", "framework=excellence&round=2023"))


def test_every_area_has_a_tile_with_its_letters_and_its_score(national):
    texts = national.get_by_test_id("stPlotlyChart").first.locator(".textpoint").all_text_contents()

    letters = [area.tile_label for area in register().areas.values()]
    assert sorted(text[: len(label)] for label, text in zip(letters, texts, strict=True)) == sorted(letters)
    assert sum(text.endswith("–") for text in texts) == 2  # 30 of 32 areas answered in 2023
    assert all(text[3:] == "–" or 0 <= int(text[3:]) <= 100 for text in texts)


def test_a_click_on_a_tile_opens_that_area_with_the_same_framework_and_round(national):
    national.mouse.move(*tile(national, register().areas[FIFE].tile_label))
    expect(national.locator(".hoverlayer .hovertext")).to_contain_text("Fife")
    national.mouse.down()
    national.mouse.up()

    expect(national.get_by_role("heading", level=1)).to_have_text("Fife", timeout=PATIENCE)
    settled(national)
    assert f"area={FIFE}&framework=excellence&round=2023" in national.url


def test_who_comes_back_from_an_area_is_not_sent_there_again(national):
    national.mouse.move(*tile(national, register().areas[FIFE].tile_label))
    national.mouse.down()
    national.mouse.up()
    expect(national.get_by_role("heading", level=1)).to_have_text("Fife", timeout=PATIENCE)
    settled(national)

    national.get_by_role("link", name="National picture").click()

    expect(national.get_by_role("heading", level=1)).to_have_text("National picture", timeout=PATIENCE)
    settled(national)
    expect(national.get_by_role("heading", level=1)).to_have_text("National picture")
