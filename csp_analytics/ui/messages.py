"""Messages to people. Text from files is shown as text, never as Markdown or HTML."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import streamlit as st

from csp_analytics import paths
from csp_analytics.access.person import Person
from csp_analytics.access.rules import LOOK, NotAllowed, refusal
from csp_analytics.problems import without_folders
from csp_analytics.store.connection import StoreProblem

FAILED = "This page could not be made. What went wrong is in the log of the dashboard; other pages may still work."
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")
# Addresses become links even when every sign is escaped; an invisible joiner inside them prevents it.
_LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_CONTROLS = dict.fromkeys(code for code in range(32) if chr(code) != "\n")  # to nothing
log = logging.getLogger(__name__)


class Html(str):
    """HTML that Streamlit takes as it is, without looking through it for a common indent first."""

    def _repr_html_(self) -> str:
        return self


def text(words: object) -> str:
    """Any text made safe for our own HTML: markup and control characters become plain characters."""
    return escape(str(words).translate(_CONTROLS), quote=True)


def html(words: str) -> None:
    """Our own HTML on the page; everything in it that comes from people has gone through :func:`text`."""
    st.html(words if isinstance(words, Html) else Html(words))


def paragraph(words: str, kind: str) -> None:
    """A paragraph in one of our styles (``csp-finding``, ``csp-takeaway``, ``csp-basis``)."""
    html(f'<p class="{kind}">{text(words)}</p>')


def label(words: object) -> str:
    """Any text made safe for a label of Streamlit's (expander, tab): Markdown and addresses become plain characters."""
    return _MARKDOWN.sub(r"\\\1", _LINKS.sub("\u2060", " ".join(str(words).split())))


def title(words: str) -> None:
    """The one first heading of a page."""
    html(f"<h1>{text(words)}</h1>")


def stop(heading: str, words: str) -> None:
    """A page that cannot be shown: what is wrong and what to do."""
    title(heading)
    _alert(words)


def stop_unless_in_a_role(who: Person) -> None:
    """Ends the run for somebody who may not even look, before there is a menu or any data."""
    if not who.roles:
        stop("You cannot look at this yet", refusal(who, LOOK))
        st.stop()


@contextmanager
def no_traceback() -> Iterator[None]:
    """Whatever goes wrong inside, the log gets it in full and the person a sentence."""
    try:
        yield
    except StoreProblem as problem:
        log.exception("the database failed")
        _alert(for_strangers(problem))
    except NotAllowed as refused:
        _alert(str(refused))
    except Exception:
        log.exception("a page failed")
        _alert(FAILED)


def for_strangers(problem: object) -> str:
    """What went wrong, without the folders of the server: they stand in its log, and are nobody's business."""
    place = paths.database()
    known = (str(place.parent), str(place.expanduser().resolve().parent)) if isinstance(place, Path) else ()
    return without_folders(str(problem), [*known, str(paths.definitions()), str(paths.ROOT), str(Path.home())])


def _alert(words: str) -> None:
    html(f'<p class="csp-takeaway" role="alert">{text(words)}</p>')
