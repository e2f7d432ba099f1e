"""Answers are compressed as the browser takes them, and unpack to what was sent."""

import gzip

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from csp_analytics.server.compressing import Compressed, encoding

LONG = "let chart = 1;\n" * 20_000
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def client():
    async def pieces():
        for start in range(0, len(LONG), 1000):
            yield LONG[start : start + 1000]

    answers = {
        "/whole": lambda asked: PlainTextResponse(LONG),
        "/pieces": lambda asked: StreamingResponse(pieces(), media_type="text/plain"),
        "/short": lambda asked: PlainTextResponse("short"),
        "/font": lambda asked: Response(LONG, media_type="font/woff2"),
        "/part": lambda asked: PlainTextResponse(LONG, status_code=206),
    }
    app = Starlette(routes=[Route(path, answer) for path, answer in answers.items()])
    return TestClient(Compressed(app))


@pytest.mark.parametrize(
    ("taken", "how"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, BR;q=0.5", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip", "gzip"),
        ("identity", ""),
        ("brown", ""),
    ],
)
@pytest.mark.parametrize("path", ["/whole", "/pieces"])
def test_an_answer_is_compressed_as_the_browser_takes_it(client, path, taken, how):
    body, headers = raw(client, path, taken)
    assert headers.get("content-encoding", "") == how
    assert UNPACKED[how](body).decode() == LONG
    assert "Accept-Encoding" in headers["vary"]
    if path == "/whole":
        assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize("path", ["/short", "/font", "/part"])
def test_what_is_short_or_compressed_already_or_a_part_is_sent_as_it_is(client, path):
    body, headers = raw(client, path, "br, gzip")
    assert "content-encoding" not in headers
    assert body.decode() in ("short", LONG)


def test_brotli_makes_less_of_it_than_gzip(client):
    assert len(raw(client, "/whole", "br")[0]) < len(raw(client, "/whole", "gzip")[0])


def test_a_request_that_says_nothing_is_sent_what_everybody_can_read():
    assert encoding({"type": "http", "headers": []}) == ""


def raw(client: TestClient, path: str, taken: str) -> tuple[bytes, httpx.Headers]:
    """An answer as it came over the line."""
    with client.stream("GET", path, headers={"Accept-Encoding": taken}) as answer:
        return b"".join(answer.iter_raw()), answer.headers
