"""Lets people in of whom their organisation has much to say.

Streamlit keeps what the provider says in cookies, split where they are too large for one. A browser sends them all in
one line, and the library under the websocket takes 8 KB a line: with the tokens of a large organisation (groups, roles)
the sign-in would go well and every page stay empty. Whether they are sound is looked at later, as ever.
"""

from __future__ import annotations

import os
import sys

MOST_BYTES = 65_536  # what the server takes of other requests
SETTING, LIBRARY = "WEBSOCKETS_MAX_LINE_LENGTH", "websockets.http11"


def widen() -> None:
    """Lets the lines of a websocket's request be as long as those of others."""
    os.environ.setdefault(SETTING, str(MOST_BYTES))
    loaded = sys.modules.get(LIBRARY)  # by the server, before it loads the application
    if loaded is not None and hasattr(loaded, "MAX_LINE_LENGTH"):
        vars(loaded)["MAX_LINE_LENGTH"] = int(os.environ[SETTING])
