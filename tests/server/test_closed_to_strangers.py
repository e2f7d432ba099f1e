"""A server that nobody has visited, asked by programs: no page around the frame, no upload, no foreign site."""

from __future__ import annotations

import asyncio
import uuid

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from csp_analytics.paths import ROOT
from csp_analytics.server.uploads import NOT_EXPECTED
from csp_analytics.ui.navigation import SPECS
from tests.browser.server import serve

PROTOCOL = Subprotocol("streamlit")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A fresh server over an empty database."""
    with serve(
        tmp_path_factory.mktemp("fresh") / "csp.duckdb", CSP_DEMO="off", CSP_OIDC_UNUSED_SECRET="s3cret"
    ) as there:
        yield there


async def said_at(url: str, page: str) -> tuple[str, str]:
    """Everything that the server sends to a program that asks for a page by its name, and the id of its session."""
    told, session = [], ""
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with connect(address, subprotocols=[PROTOCOL], max_size=None, origin=url) as socket:
        asking = BackMsg()
        asking.rerun_script.page_name = page
        await socket.send(asking.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(socket.recv(), 30))
            told.append(str(message))
            if message.WhichOneof("type") == "new_session":
                session = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(told), session


def test_no_page_is_run_around_the_frame_even_by_the_first_request_of_all(server):
    names = ["people", "audit", "pages/administration/people", "administration", "load_survey", "people.py"]
    for name in [*names, *(f"pages/{spec.file}" for spec in SPECS[:3])]:
        told, session = asyncio.run(said_at(server.url, name))
        assert "No assessment has been loaded yet" in told or "page_not_found" in told or "<h1>" in told
        assert "Traceback" not in told
        assert "s3cret" not in told
        assert session
        # The tab is told its own id once, at its beginning; no element of a page shows it.
        shown = [part for part in told.split("\n") if session in part and "session_id" not in part]
        assert shown == []


def test_no_message_of_a_page_tells_where_the_program_lies(server):
    told, _ = asyncio.run(said_at(server.url, ""))
    assert 'main_script_path: "main.py"' in told
    assert str(ROOT) not in told
    assert str(server.database.parent) not in told


@pytest.mark.parametrize("path", ["pages/explore/national.py", "csp_analytics/ui/main.py", ".streamlit/config.toml"])
def test_no_file_of_the_program_is_given_out(server, path):
    for way in (path, f"app/static/{path}", f"static/../{path}", f"%2e%2e/{path}", f"media/../../{path}"):
        answer = requests.get(f"{server.url}/{way}", timeout=20)
        assert "import streamlit" not in answer.text
        assert "postScriptGC" not in answer.text


def test_nobody_uploads_to_a_page_that_asks_for_no_file(server):
    _, session = asyncio.run(said_at(server.url, ""))
    for name in (session or uuid.uuid4().hex, uuid.uuid4().hex):
        answer = requests.put(
            f"{server.url}/_stcore/upload_file/{name}/{uuid.uuid4().hex}",
            files={"file": ("a.xlsx", b"x" * 100)},
            timeout=20,
        )
        assert (answer.status_code, answer.text) == (403, NOT_EXPECTED)


def test_an_upload_that_is_expected_still_needs_the_token_against_forged_requests(server):
    """Streamlit's own check, behind ours: its setting is on, and it stays on."""
    from streamlit import config

    assert config.get_option("server.enableXsrfProtection") is True


def test_a_page_of_another_site_gets_no_websocket(server):
    async def knock(origin: str) -> int:
        try:
            async with connect(
                server.url.replace("http", "ws") + "/_stcore/stream", subprotocols=[PROTOCOL], origin=origin
            ):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    assert asyncio.run(knock(server.url)) == 101
    assert asyncio.run(knock("https://elsewhere.example")) in (400, 403)


def test_what_does_not_exist_says_nothing_about_the_server(server):
    for path in ("_stcore/nothing", "join/../../etc/passwd", "wall/NONE", "lead/none", "component/x/../../y", "\x00"):
        answer = requests.get(f"{server.url}/{path}", timeout=20)
        for telling in ("Traceback", "csp_analytics", "site-packages", "s3cret", str(server.database.parent)):
            assert telling not in answer.text
