"""What every page of a room is sent with, and what is refused before anything is looked at.

There is no limit by address on people who are in a room: a whole room may stand behind one. Only codes that do not
exist are counted by address, because only guessing makes many of them.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from collections import deque
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse

MOST_BYTES = 16_384
SECONDS_FOR_A_FORM = 15.0
MOST_FIELDS = 500
WRONG_CODES, IN_SECONDS = 300, 60.0
POSTS, POSTS_IN = 30, 10.0  # of one phone


class TooMuch(Exception):
    """What no page of ours asks for: a sentence for the one who did it, and a ``status`` for the browser."""

    def __init__(self, words: str, status: int = 429):
        super().__init__(words)
        self.status = status


def html(page: str, script: str = "", *, status: int = 200) -> HTMLResponse:
    """A page that may run its one script, ask nobody but this server for anything, and stand in no frame."""
    return HTMLResponse(page, status, headers=headers(script))


def headers(script: str = "") -> dict[str, str]:
    """The headers of a page with its one script."""
    policy = (
        f"default-src 'none'; script-src {_hash(script) if script else chr(39) + 'none' + chr(39)}; "
        "style-src 'unsafe-inline'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


async def fields(request: Request) -> list[tuple[str, str]]:
    """The fields of a form.

    Raises:
        TooMuch: when the form is larger than any of ours, comes from another site, or is no form.
    """
    if not same_site(request):
        raise TooMuch("This did not come from a page of this room.", 403)
    sent = b""
    try:
        async with asyncio.timeout(SECONDS_FOR_A_FORM):
            async for chunk in request.stream():
                sent += chunk
                if len(sent) > MOST_BYTES:
                    raise TooMuch("This is more than a form of this room sends.", 413)
        return parse_qsl(sent.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (TimeoutError, ClientDisconnect):
        raise TooMuch("The connection was lost before everything was here. Try again.", 408) from None
    except ValueError:
        raise TooMuch("This is not a form of this room.", 400) from None


def same_site(request: Request) -> bool:
    """Whether a form comes from a page of this server: what another site sends in somebody's browser is refused."""
    origin = request.headers.get("origin")
    if origin and origin != "null":
        return urlsplit(origin).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")


class Often:
    """How often something happened lately, by whom."""

    def __init__(self, most: int, seconds: float):
        self.most, self.seconds = most, seconds
        self._times: dict[str, deque[float]] = {}

    def too_often(self, who: str) -> bool:
        """Whether somebody has reached the limit."""
        return len(self._lately(who)) >= self.most

    def note(self, who: str) -> None:
        """It happened once more."""
        if len(self._times) > 10_000:
            self._times = {one: times for one in list(self._times) if (times := self._lately(one))}
        self._times.setdefault(who, deque(maxlen=self.most)).append(time.monotonic())

    def _lately(self, who: str) -> deque[float]:
        times = self._times.get(who, deque())
        while times and times[0] < time.monotonic() - self.seconds:
            times.popleft()
        return times


@lru_cache(maxsize=16)
def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
