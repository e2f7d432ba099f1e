"""A visit to a page without a browser: the websocket that Streamlit's own page opens, and all that comes through it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 30.0


def visited(url: str, page: str = "", query: str = "", *, cookies: Mapping[str, str] | None = None) -> list[ForwardMsg]:
    """Every message that the server sends for a page, until its script has run to the end.

    Args:
        url: where the dashboard is.
        page: the page that is asked for, empty for the first.
        query: what its address says after the question mark.
        cookies: of the browser.
    """
    token = generate_xsrf_token_string()
    said = {**(cookies or {}), "_streamlit_xsrf": token}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in said.items())}
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    got: list[ForwardMsg] = []
    speaks = [Subprotocol("streamlit"), Subprotocol(token)]
    with connect(address, origin=Origin(url), subprotocols=speaks, additional_headers=headers, max_size=None) as there:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.context_info.url = f"{url}/{page}"
        there.send(asked.SerializeToString())
        while not (got and got[-1].WhichOneof("type") == "script_finished"):
            message = ForwardMsg()
            message.ParseFromString(there.recv(timeout=PATIENCE, decode=False))
            got.append(message)
    return got


def words(messages: list[ForwardMsg]) -> str:
    """Everything in messages that could be read."""
    return "\n".join(message.SerializeToString().decode("utf-8", "replace") for message in messages)
