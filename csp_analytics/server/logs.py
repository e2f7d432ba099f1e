"""The server's log: a line for everything worth one, as text for a person or as JSON for a machine.

``CSP_LOG`` is ``text`` or ``json``, ``CSP_LOG_LEVEL`` a level of Python's. Nothing in it names a person but where they
changed something (that is in the audit log, not here), and no secret of an address is written.
"""

from __future__ import annotations

import logging
import os
import re
import time
from itertools import count

from pythonjsonlogger.json import JsonFormatter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
TEXT, JSON = "text", "json"
# A facilitator link is a secret, and whoever holds a room's code may join it.
_SECRET = re.compile(r"^(?P<before>.*/(?:lead|join|wall|control))/[^/]+", re.IGNORECASE)
_QUIET = re.compile(r"/(?:_stcore/(?:health|host-config)|static/|media/|metrics$|(?:join|wall|control)/[^/]+/now$)")
log = logging.getLogger("csp_analytics.requests")


def begin() -> None:
    """Sends everything that is logged to the standard error stream, in the form that was asked for.

    Raises:
        SystemExit: when a setting is none of those that there are; the message names it.
    """
    form, level = (os.environ.get("CSP_LOG") or TEXT).lower(), (os.environ.get("CSP_LOG_LEVEL") or "INFO").upper()
    if form not in (TEXT, JSON):
        raise SystemExit(f"CSP_LOG is '{form}'; expected {TEXT} or {JSON}.")
    if level not in LEVELS:
        raise SystemExit(f"CSP_LOG_LEVEL is '{level}'; expected one of {', '.join(LEVELS)}.")
    ours = logging.getLogger("csp_analytics")
    ours.setLevel(level)
    ours.propagate = False
    ours.handlers = [handler(form)]
    # Requests are told below, without their secrets. A filter stays when the server sets its own loggers up.
    logging.getLogger("uvicorn.access").addFilter(lambda line: False)
    if form == JSON:
        _take_over(logging.getLogger(), level)
        take_over_libraries()


def handler(form: str) -> logging.Handler:
    """What writes lines in one of the two forms; times are UTC."""
    made = logging.StreamHandler()
    if form == JSON:
        line: logging.Formatter = JsonFormatter(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            datefmt="%Y-%m-%dT%H:%M:%SZ",
        )
    else:
        line = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%SZ")
    line.converter = time.gmtime
    made.setFormatter(line)
    return made


def _take_over(root: logging.Logger, level: str) -> None:
    root.handlers = [handler(JSON)]
    root.setLevel(level)


def take_over_libraries() -> None:
    """Lets the lines of libraries that bring handlers of their own go the way of all others, as JSON."""
    if not any(isinstance(one.formatter, JsonFormatter) for one in logging.getLogger().handlers):
        return
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("streamlit", "uvicorn"):
            library = logging.getLogger(name)
            library.handlers = []
            library.propagate = True


class Requests:
    """A line for every request but those for files and pulses: method, path without secrets, status, milliseconds."""

    def __init__(self, app: ASGIApp):
        self._app = app
        self._numbers = count(1)
        self._loggers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, and writes the line."""
        if scope["type"] != "http" or _QUIET.search(scope["path"]):
            await self._app(scope, receive, send)
            return
        if self._loggers != len(logging.root.manager.loggerDict):  # libraries make loggers when they are first needed
            self._loggers = len(logging.root.manager.loggerDict)
            take_over_libraries()
        begun, status = time.perf_counter(), 0

        async def listening(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, listening)
        finally:
            told = {
                "request": next(self._numbers),
                "method": scope["method"],
                "path": without_secrets(scope["path"]),
                "status": status,
                "milliseconds": round(1000 * (time.perf_counter() - begun), 1),
            }
            log.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", told, extra=told)


def without_secrets(path: str) -> str:
    """A path with what opens a room left out."""
    return _SECRET.sub(r"\g<before>/…", path)[:200]
