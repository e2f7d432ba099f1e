"""What every answer of the server is sent with, so that a browser lets pages do no more than they need.

A pure ASGI layer: it knows nothing of Streamlit but where its page lies, whose own short scripts it lets run by their
digest. The pages of workshop rooms bring a stricter policy of their own, which stays.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script(?P<tag>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOTHING_OF = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")


def policy(scripts: Iterable[str] = (), framed_by: str = "") -> str:
    """What a page of the dashboard may load, run and ask: this server and nobody else.

    Args:
        scripts: texts of the scripts that stand inside the page; everything else that stands inside it does not run.
        framed_by: addresses of sites that may show the dashboard in a frame, with spaces between them.
    """
    inside = "".join(f" {_digest(script)}" for script in scripts)
    return "; ".join(
        (
            "default-src 'self'",
            # Components of the dashboard's own are handed to the browser as blobs; charts measure with WebAssembly.
            f"script-src 'self' blob: 'wasm-unsafe-eval'{inside}",
            # Streamlit writes its style rules while the page runs: there is no digest that could name them.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors 'self'{' ' + framed_by if framed_by else ''}",
        )
    )


def usual(policy_: str, *, secure: bool, framed: bool) -> dict[str, str]:
    """The headers by name, in small letters.

    Args:
        policy_: what :func:`policy` gives.
        secure: whether people reach the server over https alone.
        framed: whether another site may show it in a frame.
    """
    told = {
        "content-security-policy": policy_,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": ", ".join(f"{one}=()" for one in _NOTHING_OF),
        "cross-origin-resource-policy": "same-origin",
    }
    if not framed:
        told |= {"x-frame-options": "SAMEORIGIN", "cross-origin-opener-policy": "same-origin"}
    if secure:
        told["strict-transport-security"] = "max-age=31536000"
    return told


class SecurityHeaders:
    """Puts the usual headers on every answer that does not bring its own.

    Args:
        app: what answers.
        address: where people reach the server, such as ``https://csp.example.org``; empty when not known.
        framed_by: sites that may show the dashboard in a frame, with spaces between them.
    """

    def __init__(self, app: ASGIApp, *, address: str = "", framed_by: str = ""):
        self._app = app
        usual_ = usual(policy(page_scripts(), framed_by), secure=address.startswith("https://"), framed=bool(framed_by))
        self._usual = tuple(usual_.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = MutableHeaders(scope=message)
                for name, value in self._usual:
                    there.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def page_scripts() -> list[str]:
    """The texts of the scripts that stand inside Streamlit's own page."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        return []
    page = (Path(found.origin).parent / "static" / "index.html").read_text("utf-8")
    return [one["code"] for one in _INLINE.finditer(page) if "src=" not in one["tag"] and one["code"].strip()]


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
