"""What a person meets who has just installed it."""

import re

from playwright.sync_api import expect

from tests.browser.server import serve
from tests.browser.visit import finding, opened, settled


def test_an_empty_database_gets_demonstration_data_with_progress_and_ends_at_the_national_picture(page, tmp_path):
    with serve(tmp_path / "new.duckdb") as server:
        page.goto(server.url)

        bar = page.get_by_role("progressbar")
        expect(bar).to_be_visible(timeout=30_000)
        told = page.get_by_text(re.compile(r"First start: loading demonstration data \(\d+ of \d+: .+\.xlsx\)"))
        expect(told).to_be_visible(timeout=30_000)

        expect(page.locator(".csp-finding")).to_be_visible(timeout=60_000)
        settled(page)
        assert page.get_by_role("heading", level=1).inner_text() == "National picture"
        assert "is the strongest principle" in finding(page)
        assert page.get_by_role("note").inner_text().startswith("Demonstration data.")
        expect(bar).to_have_count(0)


def test_without_demonstration_data_an_empty_database_says_what_to_do(page, tmp_path):
    with serve(tmp_path / "new.duckdb", CSP_DEMO="off") as server:
        opened(page, server.url)

        assert page.get_by_role("heading", level=1).inner_text() == "No assessment has been loaded yet"
        assert "python -m csp_analytics import FILE" in page.get_by_role("alert").inner_text()
