"""``python -m tests.browser.screenshots [-o FOLDER]``: every page at three widths, from demonstration data."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from csp_analytics.demo.build import build
from csp_analytics.store.connection import open_store
from csp_analytics.ui.navigation import SPECS
from tests.browser.server import Server, serve
from tests.browser.visit import chromium, opened, settled

WIDTHS = {1440: 900, 1920: 1080, 390: 844}
VIEWS = {spec.address: "" if spec.default else spec.address for spec in SPECS} | {
    "national-hallmarks": "?framework=hallmarks",
    "change-of-one-area": "change?area=S12000047",
    "crosswalk-of-one-area": "crosswalk?area=S12000047",
    "criteria-evidence": "criteria?area=S12000047&cell=S12000047.safer-communities.leadership.01",
    "profile-of-three": "profile?areas=S12000047,S12000036,S12000005",
    "area-hallmarks": "area?framework=hallmarks&area=S12000047",
}
# Streamlit scrolls inside its main part: the window must be as high as what is in it.
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


def main() -> None:
    """Writes the pictures and says which."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("screenshots"), metavar="FOLDER")
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        serve(demonstration(Path(place))) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for width, height in WIDTHS.items():
            for file in pictures(browser, server, folder, width, height):
                print(file)


def demonstration(folder: Path) -> Path:
    """A database with the demonstration data."""
    store = open_store(folder / "demo.duckdb")
    build(store)
    store.close()
    return store.path


def pictures(browser: Browser, server: Server, folder: Path, width: int, height: int) -> list[Path]:
    """Writes every view at one width, in full length."""
    context = browser.new_context(viewport={"width": width, "height": height})
    files = []
    for name, address in VIEWS.items():
        page = opened(context.new_page(), server.address(address))
        files.append(whole(page, folder / f"{name}-{width}.png", width, height))
        page.close()
    context.close()
    return files


def whole(page: Page, file: Path, width: int, height: int) -> Path:
    """Writes a picture of a page in full length."""
    page.set_viewport_size({"width": width, "height": max(height, page.evaluate(HEIGHT))})
    settled(page).wait_for_timeout(700)  # charts take their new width in steps
    page.screenshot(path=file)
    return file


if __name__ == "__main__":
    main()
