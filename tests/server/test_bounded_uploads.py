"""Uploads: only from a tab whose page asks for files, and never more than the server may hold."""

from __future__ import annotations

import asyncio

import pytest

from csp_analytics.server import uploads
from csp_analytics.server.uploads import MOST_AT_ONCE, MOST_OF_A_TAB, MOST_OF_ALL, BoundedUploads

SMALL = 1_000


@pytest.fixture(autouse=True)
def nobody_uploads(monkeypatch):
    monkeypatch.setattr(uploads, "_expected", {})
    monkeypatch.setattr(uploads, "_held", [dict])


class Streamlit:
    """What stands behind: notes what reached it, and answers when it is let."""

    def __init__(self):
        self.reached, self.at_once, self.most = [], 0, 0
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, scope, receive, send):
        self.reached.append(scope["path"])
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.go.wait()
        finally:
            self.at_once -= 1
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def put(app, tab="tab-1", size: int | None = SMALL, path="/_stcore/upload_file/{}/file-1", method="PUT"):
    """Status and words of the answer."""
    sent = []
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {"type": "http", "method": method, "path": path.format(tab), "headers": headers}

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent).decode()


def behind():
    there = Streamlit()
    return there, BoundedUploads(there)


def test_a_tab_whose_page_asks_for_no_file_is_refused_before_a_byte_is_read():
    async def story():
        there, app = behind()
        assert await put(app) == (403, uploads.NOT_EXPECTED)
        uploads.expect("tab-1", dict)
        assert (await put(app))[0] == 204
        assert (await put(app, tab="tab-2"))[0] == 403
        assert len(there.reached) == 1

    asyncio.run(story())


@pytest.mark.parametrize(
    "path", ["//_stcore/upload_file/{}/f", "/below/_stcore/upload_file/{}/f", "/_stcore/upload_file/{}/f/"]
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_no_way_of_writing_the_address_goes_round_it(path, method):
    async def story():
        assert (await put(behind()[1], path=path, method=method))[0] == 403

    asyncio.run(story())


def test_everything_else_passes():
    async def story():
        there, app = behind()
        assert (await put(app, path="/_stcore/health{}", method="GET"))[0] == 204
        assert (await put(app, method="DELETE"))[0] == 204
        assert len(there.reached) == 2

    asyncio.run(story())


def test_what_a_page_asked_for_long_ago_is_no_longer_expected(monkeypatch):
    uploads.expect("tab-1", dict)
    start = uploads.time.monotonic()
    monkeypatch.setattr(uploads.time, "monotonic", lambda: start + uploads.EXPECTED_SECONDS + 1)
    assert not uploads.expects("tab-1")
    uploads.expect("tab-2", dict)  # tabs that are long closed are forgotten, or they would be kept for ever
    assert set(uploads._expected) == {"tab-2"}


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ({"tab-1": MOST_OF_A_TAB - SMALL}, 204),
        ({"tab-1": MOST_OF_A_TAB - SMALL + 1}, 413),
        ({"other": MOST_OF_ALL - SMALL}, 204),
        ({"other": MOST_OF_ALL // 2, "third": MOST_OF_ALL // 2}, 503),
    ],
)
def test_a_tab_and_the_server_hold_so_much_and_no_more(held, status):
    async def story():
        uploads.expect("tab-1", lambda: held)
        assert (await put(behind()[1]))[0] == status

    asyncio.run(story())


@pytest.mark.parametrize("size", [None, -1])
def test_a_file_that_does_not_say_how_large_it_is_is_refused(size):
    async def story():
        uploads.expect("tab-1", dict)
        assert (await put(behind()[1], size=size))[0] == 411

    asyncio.run(story())


def test_files_on_their_way_count_and_only_a_few_are_taken_at_once():
    async def story():
        there, app = behind()
        there.go.clear()
        uploads.expect("tab-1", dict)
        size = MOST_OF_A_TAB // 6
        waiting = [asyncio.create_task(put(app, size=size)) for _ in range(6)]
        await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        assert there.at_once == MOST_AT_ONCE
        assert (await put(app, size=SMALL))[0] == 413  # six are on their way: the tab has no room left
        there.go.set()
        assert {status for status, _ in await asyncio.gather(*waiting)} == {204}
        assert there.most == MOST_AT_ONCE
        assert (await put(app, size=SMALL))[0] == 204  # nothing is on its way any more

    asyncio.run(story())


def test_a_file_that_trickles_in_is_given_up_and_its_place_is_free_again(monkeypatch):
    monkeypatch.setattr(uploads, "SLOWEST_SECONDS", 0.01)
    monkeypatch.setattr(uploads, "WAIT_SECONDS", 0.01)

    async def story():
        there, app = behind()
        there.go.clear()
        uploads.expect("tab-1", dict)
        assert await put(app) == (408, uploads.TOO_SLOW)
        there.go.set()
        assert (await put(app))[0] == 204

    asyncio.run(story())
