"""What answers are sent with. That the dashboard works with this policy, every browser test shows: see its conftest."""

import asyncio
import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from csp_analytics.server.doors import ClosedDoors
from csp_analytics.server.headers import SecurityHeaders, page_scripts, policy


def asked(app, path="/"):
    """An answer, asked for without a network: status and headers, names in small letters."""
    got = {}

    async def send(message):
        if message["type"] == "http.response.start":
            got["status"] = message["status"]
            got["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "root_path": ""}
    asyncio.run(app(scope, receive, send))
    return got["status"], got["headers"]


def page(headers=None):
    async def answer(request):
        return PlainTextResponse("here", headers=headers)

    return Starlette(routes=[Route("/{rest:path}", answer)])


def directives(told):
    return {one.split()[0]: one.split()[1:] for one in told.split("; ")}


def test_every_answer_has_the_headers():
    _, headers = asked(SecurityHeaders(page()))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers  # a server on one's own computer has no https


def test_https_is_remembered_where_people_come_by_https():
    _, headers = asked(SecurityHeaders(page(), address="https://csp.example.org"))
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_the_policy_lets_nothing_of_another_server_in_and_runs_no_script_that_data_could_bring():
    told = directives(policy(["one()"]))
    wide = {"*", "http:", "https:", "ws:", "wss:", "'unsafe-eval'"}
    assert not wide & {source for sources in told.values() for source in sources}
    assert "'unsafe-inline'" not in told["script-src"]
    assert told["default-src"] == told["connect-src"] == ["'self'"]
    assert told["object-src"] == ["'none'"]
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert f"'sha256-{digest}'" in told["script-src"]


def test_streamlits_own_page_has_a_script_that_is_let_in():
    (script,) = page_scripts()
    assert "prerenderReady" in script


def test_a_stricter_policy_of_a_page_stays():
    _, headers = asked(SecurityHeaders(page({"Content-Security-Policy": "default-src 'none'"})))
    assert headers["content-security-policy"] == "default-src 'none'"


def test_a_site_may_be_allowed_to_frame_the_dashboard():
    _, headers = asked(SecurityHeaders(page(), framed_by="https://intranet.example.org"))
    assert headers["content-security-policy"].endswith("frame-ancestors 'self' https://intranet.example.org")
    assert "x-frame-options" not in headers  # would forbid it; there is no way to name a site in it


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "//_stcore//metrics",
        "/below/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
        "/_STCORE/metrics",
    ],
)
def test_what_streamlit_opens_by_itself_is_closed(path):
    assert asked(ClosedDoors(page()), path)[0] == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metricsome", "/metrics"])
def test_the_rest_stays_open(path):
    assert asked(ClosedDoors(page()), path)[0] == 200


def test_a_websocket_to_a_closed_door_is_refused():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(ClosedDoors(page())({"type": "websocket", "path": "/_stcore/agent/mcp"}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
