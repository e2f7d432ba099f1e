"""From navigation to the first chart in a real browser, and what a first visit moves, beside a bare Streamlit app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.bare import Both, both
from benchmarks.comparing import Comparison, in_turns, often
from benchmarks.demonstration import demonstration_file
from csp_analytics.ui.navigation import PageSpec
from tests.browser.visit import chromium

NAME = "browser"
WARM_TURNS, COLD_TURNS, FIRST_VISITS = 5, 2, 2
GOAL, MOST_BYTES = 1.3, 2.6e6
DESK = {"width": 1440, "height": 900}
PATIENCE = 60_000
DRAWN = "() => window.firstChart > 0"  # a function: the policy of our pages forbids sentences that are evaluated
# Notes when the first chart, or the first grid in its shadow root, stands on the page. Once a frame, on both sides.
WATCH = """() => {
    const drawn = () => document.querySelector('.js-plotly-plot svg.main-svg')
        || [...document.querySelectorAll('main div:empty')].some(one => one.shadowRoot?.querySelector('table'));
    const look = () => {
        if (drawn()) window.firstChart = performance.now(); else requestAnimationFrame(look);
    };
    look();
}"""


@dataclass(frozen=True)
class Moved:
    """Bytes that a first visit moved, and how many answers they came in."""

    bytes: float
    answers: int


def run() -> Iterator[Comparison]:
    """Each page that draws something, with what the browser keeps and without; then the bytes of a first visit."""
    with (
        TemporaryDirectory() as place,
        demonstration_file() as database,
        both(database, Path(place) / "figures") as apps,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        yield from (_warm(browser, apps, spec) for spec in apps.drawing)
        yield from (_cold(browser, apps, spec) for spec in apps.drawing)
        yield from _bytes(browser, apps)


def _warm(browser: Browser, apps: Both, spec: PageSpec) -> Comparison:
    contexts = [_context(browser) for _ in range(2)]
    ours, bare = (partial(seconds, one.new_page(), at) for one, at in zip(contexts, apps.address(spec), strict=True))
    found = in_turns({"ours": ours, "bare": bare}, WARM_TURNS)
    for one in contexts:
        one.close()
    return _compared(f"{spec.title}: navigation to first chart, a browser that was here before", found)


def _cold(browser: Browser, apps: Both, spec: PageSpec) -> Comparison:
    ours, bare = apps.address(spec)
    found = in_turns({"ours": lambda: first_visit(browser, ours), "bare": lambda: first_visit(browser, bare)},
                     COLD_TURNS, warm=False)  # fmt: skip
    return _compared(f"{spec.title}: navigation to first chart, a browser with nothing kept", found)


def _compared(what: str, found: dict[str, tuple[float, ...]]) -> Comparison:
    return Comparison(what, "a bare page that draws the same figures", found["ours"], found["bare"], goal=GOAL)


def _bytes(browser: Browser, apps: Both) -> Iterator[Comparison]:
    ours, bare = apps.address(next(spec for spec in apps.drawing if spec.default))
    moved = tuple(bytes_of_a_first_visit(browser, ours).bytes for _ in range(often(FIRST_VISITS)))
    beside = tuple(bytes_of_a_first_visit(browser, bare).bytes for _ in range(often(FIRST_VISITS)))
    what = "bytes of a first visit to the National picture, every chart drawn"
    yield Comparison(what, f"{MOST_BYTES / 1e6:g} MB", moved, (MOST_BYTES,) * len(moved), goal=1.0, unit="bytes")
    yield Comparison(what, "a bare page that draws the same figures", moved, beside, unit="bytes")


def seconds(page: Page, address: str) -> float:
    """Opens an address and gives the seconds from navigation until its first chart stands.

    Coming from an empty answer of the same server: a page that wants a process of its own (cross-origin-opener-policy)
    would start one at each navigation from elsewhere, and the bare page would find the scripts in memory.
    """
    page.goto(urljoin(address, "/_stcore/health"))
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    return float(page.evaluate("window.firstChart")) / 1000


def first_visit(browser: Browser, address: str) -> float:
    """As :func:`seconds`, with a browser that keeps nothing of earlier visits."""
    context = _context(browser)
    try:
        return seconds(context.new_page(), address)
    finally:
        context.close()


def bytes_of_a_first_visit(browser: Browser, address: str) -> Moved:
    """What the browser's own protocol counts as transferred, the messages of the websocket with it."""
    context = _context(browser)
    page, moved = context.new_page(), []
    told = context.new_cdp_session(page)
    told.send("Network.enable")
    told.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    told.on("Network.webSocketFrameReceived", lambda event: moved.append(len(event["response"]["payloadData"]) * 3 / 4))
    try:
        page.goto(address)
        page.wait_for_function(DRAWN, timeout=PATIENCE)
        page.wait_for_load_state("networkidle")
        return Moved(sum(moved), len(moved))
    finally:
        context.close()


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport=DESK)
    context.add_init_script(f"({WATCH})()")
    return context
