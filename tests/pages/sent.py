"""Everything that a page sends to the browser: elements, charts, options, addresses, titles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from unittest.mock import patch

from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from tests.pages.seen import Seen, opened


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Every message that runs inside send, as text."""
    told: list[str] = []
    enqueue = ScriptRunContext.enqueue

    def noted(self, message):
        told.append(str(message))
        return enqueue(self, message)

    with patch.object(ScriptRunContext, "enqueue", noted):
        yield told


def presented(address: str, **choices: str) -> tuple[list[Seen], list[str]]:
    """Every screen of a presented page, and everything that was sent for them."""
    with recorded() as told:
        screens = [opened(address, present="on", **choices)]
        while (more := _next(screens[-1])) is not None:
            del told[_sent_before(told) :]
            screens.append(more)
    return screens, told


def _sent_before(told: list[str]) -> int:
    return len(told)


def _next(page: Seen) -> Seen | None:
    buttons = [one for one in page.app.button if one.key == "wall-next"]
    return Seen(buttons[0].click().run()) if buttons else None


def plain(told: list[str]) -> str:
    """What was sent as people could read it: without escapes of protocols, JSON and HTML."""
    text = "\n".join(told)
    text = text.encode("latin-1", "backslashreplace").decode("unicode_escape", "replace")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return unescape(text)


def spec(page: Seen) -> list[dict]:
    """The charts of a screen as they are sent."""
    return [json.loads(one.proto.spec) for one in page.app.get("plotly_chart")]
