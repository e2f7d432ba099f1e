"""A dashboard without sign-in answers this computer alone, whichever way somebody else comes."""

import os
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from csp_analytics.paths import ROOT
from csp_analytics.server.listening import ANYONE, REFUSED, Refused, check, guards, open_to_anyone
from tests.browser.server import free_port


async def _page(request):
    return PlainTextResponse("everything")


async def _stream(socket):
    await socket.accept()
    await socket.send_text("everything")
    await socket.close()


def asked(host="localhost:8501", client="127.0.0.1", **headers):
    """Status and words of a request, and what a websocket was sent."""
    app = Starlette(routes=[Route("/", _page), WebSocketRoute("/stream", _stream)], middleware=guards(signed_in=False))
    browser = TestClient(app, client=(client, 5), headers={"host": host, **headers})
    got = browser.get("/")
    try:
        with browser.websocket_connect("/stream") as socket:
            stream = socket.receive_text()
    except WebSocketDisconnect as closed:
        stream = str(closed.code)
    return got.status_code, got.text, stream


@pytest.mark.parametrize(
    ("host", "client"),
    [("localhost:8501", "127.0.0.1"), ("127.0.0.1:8501", "127.0.0.1"), ("[::1]:8501", "::1"), ("LOCALHOST", "::1")],
)
def test_a_browser_of_this_computer_is_answered(host, client):
    assert asked(host, client) == (200, "everything", "everything")


@pytest.mark.parametrize(
    ("host", "client", "headers"),
    [
        ("localhost:8501", "192.0.2.7", {}),
        ("192.0.2.1:8501", "192.0.2.7", {}),
        ("localhost:8501", "", {}),  # a socket of the file system, behind which a proxy stands
        ("csp.example.org", "127.0.0.1", {}),  # a proxy on this computer, or a name that leads here (DNS rebinding)
        ("127.0.0.1.evil.org", "127.0.0.1", {}),
        ("", "127.0.0.1", {}),
        ("[::1", "127.0.0.1", {}),
        ("localhost:8501", "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("localhost:8501", "127.0.0.1", {"forwarded": "for=192.0.2.7"}),
        ("localhost:8501", "127.0.0.1", {"x-real-ip": "192.0.2.7"}),
    ],
)
def test_everybody_else_is_refused(host, client, headers):
    assert asked(host, client, **headers) == (403, REFUSED, "1008")


def test_with_sign_in_or_when_somebody_says_so_there_is_no_guard(monkeypatch):
    assert guards(signed_in=True) == []
    monkeypatch.setenv("CSP_OPEN", ANYONE)
    assert guards(signed_in=False) == []
    for said in ("yes", "1", "true"):  # it must be said in these words
        with pytest.raises(Refused, match=ANYONE):
            open_to_anyone({"CSP_OPEN": said})


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "", None, "192.0.2.7", "csp.example.org"])
def test_no_other_address_is_listened_on(address):
    with pytest.raises(Refused, match="does not listen on"):
        check(address)


@pytest.mark.parametrize(
    ("address", "settings", "said"),
    [
        ("0.0.0.0", {}, "The dashboard has no sign-in and does not listen on 0.0.0.0."),
        ("localhost", {"CSP_OIDC_CLIENT_ID": "csp"}, "Sign-in is set up in part: CSP_OIDC_METADATA_URL, CSP_OIDC"),
    ],
)
def test_such_a_start_ends_with_a_sentence(address, settings, said, tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())]
    environment = {**os.environ, "CSP_DATABASE": str(tmp_path / "csp.duckdb"), **settings}
    ended = subprocess.run(
        [*command, "--server.address", address], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode != 0
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "csp.duckdb").exists()
