"""Files that never change are compressed once and then sent from memory, byte for byte the same."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from csp_analytics.server import kept_files
from csp_analytics.server.kept_files import KeptFiles

SCRIPT = "let chart = 1;\n" * 1000
FOR_EVER = {"Cache-Control": "public, immutable, max-age=31536000"}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def client(asked):
    async def answer(request):
        asked.append(request.url.path)
        name = request.path_params["name"]
        if name == "gone.js":
            return PlainTextResponse("no such file", status_code=404, headers=FOR_EVER)
        return PlainTextResponse(SCRIPT, headers={} if name == "index.html" else FOR_EVER)

    app = Starlette(routes=[Route("/static/{name}", answer), Route("/data/{name}", answer)])
    return TestClient(KeptFiles(GZipMiddleware(app, minimum_size=1024)))


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_the_second_answer_is_the_first_and_nobody_below_is_asked(client, asked, accepted):
    first, second = (client.get("/static/a.js", headers={"Accept-Encoding": accepted}) for _ in range(2))
    assert asked == ["/static/a.js"]
    assert first.text == second.text == SCRIPT
    assert dict(first.headers) == dict(second.headers)
    assert ("content-encoding" in second.headers) == (accepted == "gzip")
    assert int(second.headers["content-length"]) < len(SCRIPT) / 10 or accepted == "identity"


def test_who_takes_no_compressed_answers_gets_none(client):
    client.get("/static/a.js", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/a.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == SCRIPT.encode()


@pytest.mark.parametrize("path", ["/static/index.html", "/static/gone.js", "/data/a.js"])
def test_what_may_change_is_asked_for_each_time(client, asked, path):
    for _ in range(2):
        client.get(path)
    assert asked == [path, path]


@pytest.mark.parametrize("name", ["Range", "If-None-Match", "If-Modified-Since"])
def test_a_part_or_a_question_whether_it_changed_goes_to_the_file(client, asked, name):
    client.get("/static/a.js")
    client.get("/static/a.js", headers={name: "bytes=0-3" if name == "Range" else "Sun, 22 Nov 2026 10:00:00 GMT"})
    assert len(asked) == 2


def test_only_so_much_is_kept(client, asked, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST_BYTES", len(gzip.compress(SCRIPT.encode())) * 2)
    for name in ("a.js", "b.js", "c.js", "d.js") * 2:
        client.get(f"/static/{name}")
    assert 0 < len(asked) - 4 < 4  # some of the four were kept, and not all
