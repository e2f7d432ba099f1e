"""What is looked at before the server listens: either people sign in, or it is for this computer alone."""

from __future__ import annotations

import sys

import streamlit as st
from streamlit import config

from csp_analytics.access.sign_in_settings import Incomplete, SignIn
from csp_analytics.server import listening, wide_cookies
from csp_analytics.ui import quiet_start, who_acts

BY_STREAMLIT = ("starlette-app", "starlette-app-direct")


def sign_in() -> SignIn | None:
    """How people sign in; None in the open mode. Ends the process with a sentence when it may not start like this.

    Raises:
        SystemExit: sign-in is set up in part, or there is none and others than this computer could reach the server.
    """
    try:
        found = who_acts.begin()
        # Another server than Streamlit's own listens where it was told itself: its requests are looked at one by one.
        if found is None and not listening.open_to_anyone() and config._server_mode in BY_STREAMLIT:
            listening.check(st.get_option("server.address"))
    except (Incomplete, listening.Refused) as problem:
        print(problem, file=sys.stderr, flush=True)
        raise SystemExit(1) from None
    quiet_start.hide_the_place()
    if found:
        wide_cookies.widen()
    return found
