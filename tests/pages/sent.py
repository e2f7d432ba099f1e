"""Everything that a page sends to the browser: elements, charts, options, addresses, titles."""

from __future__ import annotations

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


def presented(address: str, **choices: str) -> tuple[list[str], str]:
    """What the screens of a presented page say, one after the other, and everything that was sent for them."""
    said = []
    with recorded() as told:
        page = opened(address, present="on", **choices)
        said.append(page.text)
        while buttons := [one for one in page.app.button if one.key == "wall-next"]:
            page = Seen(buttons[0].click().run())
            said.append(page.text)
        assert page.alerts == []
    return said, plain(told)


def plain(told: list[str]) -> str:
    """What was sent as people could read it: without the escapes of protocols, JSON and HTML."""
    text = "\n".join(told).encode("latin-1", "backslashreplace").decode("unicode_escape", "replace")
    return unescape(re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text))
