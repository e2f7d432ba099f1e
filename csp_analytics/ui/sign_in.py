"""What people see of sign-in: the page before it, who they are signed in as, and the note when there is none."""

from __future__ import annotations

import logging
import re
import time
from urllib.parse import urlsplit

import streamlit as st

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.claims import NotAccepted
from csp_analytics.access.person import ROLES, Person
from csp_analytics.access.rules import WORDS
from csp_analytics.access.sign_in_settings import Incomplete, SignIn
from csp_analytics.store import audit
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.ui import messages, style, who_acts

TITLE = "CSP maturity"
WHAT_IT_IS = (
    "This dashboard shows how mature Community Safety Partnerships find themselves, area by area. It is open to people "
    "with a role."
)
OPEN = "Open: no sign-in is set up. Everybody who can reach this dashboard may do everything in it."
FRESH = 600.0  # seconds in which a sign-in is noted once, whatever pages are opened
_ADDRESS = re.compile(r"[a-z0-9-]{1,40}")
_noted: dict[tuple[str, float], None] = {}
log = logging.getLogger(__name__)
person = who_acts.person


def stop_unless_signed_in() -> Person | None:
    """Lets nobody past who may not see anything; the first thing that the main script does, before the menu.

    Call it first in ``ui/main.py`` (after ``set_page_config``), before ``st.navigation``, the store or anything with
    data in it. Somebody signed out gets one page with one button; somebody signed in without a role, or whose address
    does not count, a page that says so. For both the run ends inside (``st.stop()``).

    Returns:
        The person who acts (signed in and with a role); None when there is no sign-in at all (the open mode).
    """
    try:
        settings = who_acts.begin()
    except Incomplete as problem:
        _stopped("The dashboard cannot start", messages.for_strangers(problem))
    if settings is None:
        return None
    try:
        address = who_acts.address_now()
    except NotAccepted as why:
        _stopped("You are not let in", str(why), settings, out=True)
    if not address:
        _stopped(TITLE, WHAT_IT_IS, settings)
    try:
        who = who_acts.of_address(address)
    except StoreProblem as problem:
        log.exception("nobody can be let in")
        _stopped("The dashboard cannot start", messages.for_strangers(problem))
    if not who.roles:
        _stopped(
            "You have no role yet",
            f"You are signed in as {address}, and this address has no role in the dashboard. Ask {settings.contact} to "
            "give you one, then load this page again.",
            out=True,
        )
    _note(who)
    return who


def who_and_out(person: Person | None) -> None:
    """Writes who is signed in, and the way out, at the foot of the sidebar; nothing in the open mode.

    Call it after ``st.navigation``, on every page that has the frame (not when presenting).

    Args:
        person: what :func:`stop_unless_signed_in` gave.
    """
    if person is None:
        return
    roles = ", ".join(WORDS[role] for role in ROLES if role in person.roles)
    with st.sidebar:
        messages.paragraph(f"Signed in as {person.name} ({roles})", "csp-basis")
        _way_out()


def open_note() -> None:
    """Says in the footer that there is no sign-in; nothing when there is. Call it beside ``banner.footer()``."""
    if who_acts.settings() is None:
        messages.paragraph(OPEN, "csp-basis")


def _stopped(heading: str, words: str, settings: SignIn | None = None, *, out: bool = False) -> None:
    """One page, at whatever address was asked for, with nothing on it that anybody may not know."""

    def shown() -> None:
        style.apply({})
        messages.title(heading)
        messages.paragraph(words, "csp-takeaway")
        if settings:
            label = f"Sign in with {messages.label(settings.name)}"
            st.button(label, key="sign-in", on_click=st.login, type="primary")
        if out:
            _way_out()

    # The address stays as it was asked for, so that the way back leads there (server/coming_back.py).
    asked = _asked()
    pages = [st.Page(shown, title="Sign in", url_path="sign-in", default=True)]
    if asked:
        pages.append(st.Page(lambda: shown(), title="Sign in", url_path=asked, visibility="hidden"))
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"Sign in – {TITLE}")
    page.run()
    st.stop()


def _way_out() -> None:
    st.button("Sign out", key="sign-out", on_click=st.logout)


def _asked() -> str:
    """The last part of the address in the browser, when it can be that of a page."""
    try:
        last = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return last if _ADDRESS.fullmatch(last) and last != "sign-in" else ""


def _note(who: Person) -> None:
    """A line in the audit log for a sign-in: once, not for every page that is opened after it."""
    begun = who_acts.signed_in_at()
    key = (who.name, begun)
    if key in _noted or time.time() - begun > FRESH:
        return
    _noted[key] = None
    while len(_noted) > 1000:
        _noted.pop(next(iter(_noted)), None)
    try:
        with acting(who):
            audit.note(open_store(paths.database()), audit.SIGNED_IN, who.name, roles=sorted(who.roles))
    except StoreProblem:
        log.exception("a sign-in could not be noted")
