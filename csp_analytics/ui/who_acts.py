"""Who acts, as Streamlit knows it: the person of a page, and the person of a request beside the dashboard.

Kept apart from :mod:`csp_analytics.ui.sign_in` so that a start of the server loads neither charts nor the database.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from csp_analytics import paths
from csp_analytics.access import acting, sign_in_settings
from csp_analytics.access.claims import NotAccepted, address_of
from csp_analytics.access.person import NOBODY, Person, everybody_here
from csp_analytics.access.rules import NotAllowed
from csp_analytics.access.sign_in_settings import Incomplete, SignIn

MOST_COOKIES = 32  # a cookie in more parts than this is none of ours


@lru_cache(maxsize=1)
def settings() -> SignIn | None:
    """How people sign in; None in the open mode. Read once in the life of the process.

    Raises:
        Incomplete: when sign-in is set up in part; nobody is let in then.
    """
    # Streamlit makes environment variables of what stands at the top of secrets.toml, once it has read it.
    there = secrets_singleton.load_if_toml_exists()
    native = secrets_singleton.get("auth") if there else None
    found = sign_in_settings.read(os.environ, native)
    if found and st.get_option("server.trustedUserHeaders"):
        raise Incomplete(
            "server.trustedUserHeaders lets whoever sends a header say who they are. Take it away: people sign in."
        )
    return found


def begin() -> SignIn | None:
    """From here on, what happens in this process is done by who is signed in; nobody where that is not known.

    Raises:
        Incomplete: as :func:`settings`.
    """
    found = settings()
    if found:
        _hand_over(found)
        acting.otherwise(person)
    return found


@lru_cache(maxsize=1)
def _hand_over(found: SignIn) -> None:
    """Gives Streamlit the settings in memory, so that no secret is written into a file."""
    if not found.native:
        secrets_singleton.merge_programmatic_secrets(found.secrets())


def person() -> Person:
    """Who acts in the run of a page: the account of the process in the open mode, nobody when nobody is signed in.

    Asked again each time, so that a role that was taken away is gone at once.
    """
    if settings() is None:
        return everybody_here()
    try:
        address = address_now()
    except NotAccepted:
        return NOBODY
    return of_address(address) if address else NOBODY


def as_now(who: Person) -> Person:
    """Somebody with the roles that they have now, for what was promised to them a while ago.

    Raises:
        NotAllowed: when a role or an area was taken from them since.
    """
    if settings() is None:
        return who
    now = of_address(who.name)
    if not (who.roles <= now.roles and who.areas <= now.areas):
        raise NotAllowed("Your roles were changed since this page was drawn. Load it again.")
    return now


def address_now() -> str:
    """The address of who is signed in on the page that runs here; empty when nobody is, or no page runs here.

    Raises:
        NotAccepted: when somebody is, but does not count; the sentence says why.
    """
    found, running = settings(), get_script_run_ctx(suppress_warning=True)
    if found is None or running is None:
        return ""
    return address_of(running.user_info, found, time.time())


def signed_in_at() -> float:
    """When who is signed in here signed in, in seconds since 1970; 0 when nobody is."""
    running = get_script_run_ctx(suppress_warning=True)
    begun: Any = running.user_info.get("iat") if running else None
    return float(begun or 0)


def of_cookies(cookies: Mapping[str, str]) -> Person:
    """Who asks for something beside the dashboard, by the cookie that Streamlit signed when they signed in.

    Args:
        cookies: of the request, by name.
    """
    found = settings()
    if found is None:
        return everybody_here()
    try:
        address = address_of(_claims(cookies), found, time.time())
    except NotAccepted:
        return NOBODY
    return of_address(address) if address else NOBODY


def is_signed_in(cookies: Mapping[str, str]) -> bool:
    """Whether a request comes from somebody who has signed in, whatever their roles; asks no database."""
    found = settings()
    if found is None:
        return True
    try:
        return bool(address_of(_claims(cookies), found, time.time()))
    except NotAccepted:
        return False


def of_address(address: str) -> Person:
    """The person of a verified address, with the roles that they have now."""
    # Imported when somebody has signed in: a start of the server needs no database.
    from csp_analytics.store.connection import open_store
    from csp_analytics.store.people import ALWAYS

    store = open_store(paths.database())
    return _with_roles(address, store, store.version, os.environ.get(ALWAYS, ""))


@lru_cache(maxsize=512)
def _with_roles(address: str, store: Any, version: int, always: str) -> Person:
    from csp_analytics.store.people import person_of

    return person_of(store, address)


def _claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the cookie says; nothing when it is not there, forged, too old, or signed for another address."""
    whole = get_cookie_with_chunks(partial(_part, cookies), AUTH_COOKIE_NAME)
    try:
        said = json.loads(whole) if whole else {}
    except ValueError:
        return {}
    if not isinstance(said, dict) or said.get("origin") != get_origin_from_redirect_uri():
        return {}
    return said


def _part(cookies: Mapping[str, str], name: str) -> bytes | None:
    place = name.removeprefix(AUTH_COOKIE_NAME).lstrip("_")
    if place and int(place) > MOST_COOKIES:
        return None
    said = cookies.get(name)
    return decode_signed_value(get_cookie_secret(), name, said.encode("latin-1", "replace")) if said else None
