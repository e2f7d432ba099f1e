"""What Streamlit tells every browser of the server at the start of a page, without what is nobody's business there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession


def hide_the_place() -> None:
    """Leaves the folder that the program lies in out of the first message of a page.

    Streamlit sends the whole path of the main script, to visitors who have not signed in too. The browser needs its
    name alone. There is no setting for it; a test looks at what a server really sends.
    """
    told = AppSession._create_new_session_message
    if getattr(told, "without_the_place", False):
        return

    def without_the_place(self: AppSession, *args: Any, **kwargs: Any) -> ForwardMsg:
        message = told(self, *args, **kwargs)
        message.new_session.main_script_path = Path(message.new_session.main_script_path).name
        return message

    without_the_place.without_the_place = True  # type: ignore[attr-defined]
    AppSession._create_new_session_message = without_the_place  # type: ignore[method-assign]
