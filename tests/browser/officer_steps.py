"""The steps of Your partnership as an officer walks them in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.server import Server
from tests.browser.visit import PATIENCE, opened, settled

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Step: the button that leads to it, and words that stand nowhere else, near the end of the step.
STEPS = {
    "check": ("Go on: check", "What it is"),
    "compare": ("Go on: compare", "Does it depend on the choice of peers?"),
    "take": ("Go on: take away", "Until now only you have seen this."),
}


def brought(page: Page, server: Server, name: str, data: bytes) -> Page:
    """The page with a file in hand, still on its first step."""
    opened(page, server.address("your-partnership"))
    return bring(page, {"name": name, "mimeType": XLSX, "buffer": data})


def bring(page: Page, file: dict | Path) -> Page:
    """Drops a file, by its content or by where it lies, and waits until it is in hand."""
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("heading", name=re.compile("in hand$"))).to_be_visible(timeout=PATIENCE)
    return settled(page)


def go_on(page: Page, step: str) -> Page:
    """Presses the button that leads to a step."""
    button, words = STEPS[step]
    return press(page, button, words)


def press(page: Page, name: str, then: str) -> Page:
    """Presses a button and waits for words that only come of it."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_text(then).first).to_be_visible(timeout=PATIENCE)
    return settled(page)


def take_back(page: Page, number: int) -> Page:
    """Takes a submission back, and says yes when asked."""
    page.get_by_role("button", name=f"Take back number {number}", exact=True).click()
    return press(page, f"Yes, take back number {number}", f"Number {number} was taken back")


def pick(page: Page, label: str, option: str) -> Page:
    """Picks an option of a drop-down whose name begins so; the list is drawn anew while it is typed into."""
    box = page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}"))
    for last in (False, False, True):
        box.fill("")
        box.fill(option)
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=3_000)
            break
        except TimeoutError:
            if last:
                raise
    return settled(page)


def submit(page: Page) -> Page:
    """Confirms the difference and submits."""
    page.get_by_text("I have looked at the difference").click()
    expect(page.get_by_role("button", name="Submit to the national picture")).to_be_enabled(timeout=PATIENCE)
    return press(page, "Submit to the national picture", "Submitted as number")
