"""Starts everything: ``streamlit run app.py``, or any ASGI server on ``app:app``."""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from csp_analytics import paths
from csp_analytics.server import logs, metrics, settings_check
from csp_analytics.server.compressing import Compressed
from csp_analytics.server.doors import ClosedDoors
from csp_analytics.server.headers import SecurityHeaders
from csp_analytics.server.kept_files import KeptFiles
from csp_analytics.server.listening import guards
from csp_analytics.server.signed_in_only import layers
from csp_analytics.server.uploads import BoundedUploads
from csp_analytics.ui import ahead, starting, who_acts
from csp_analytics.workshop.web.routes import routes

logs.begin()
settings_check.begin()
# Sign-in is set up whole, or this computer alone is answered, or somebody has said otherwise; else nothing starts.
sign_in = starting.sign_in()

ahead.begin()
if os.environ.get("CSP_BACKUPS") or isinstance(paths.database(), str):
    # Imported where it is wanted: it brings the database with it, which a start need not wait for.
    from csp_analytics.server import daily
    from csp_analytics.ui import cached

    daily.start(cached.whole)

# The main script lies away from pages/, so that no page can be opened around the frame. Streamlit sends its own files
# uncompressed; compressed, a first visit moves about a third of the bytes.
app = st.App(
    Path(__file__).parent / "csp_analytics" / "ui" / "main.py",
    # Live workshops: phones, the wall and the facilitator's controls are plain pages beside the dashboard.
    routes=[*metrics.routes(), *routes(who_acts.of_cookies if sign_in else None)],
    middleware=[
        Middleware(logs.Requests),
        Middleware(metrics.Counting),
        Middleware(
            SecurityHeaders,
            address=os.environ.get("CSP_PUBLIC_ADDRESS", ""),
            framed_by=os.environ.get("CSP_FRAMED_BY", ""),
        ),
        *guards(signed_in=bool(sign_in)),
        Middleware(ClosedDoors),
        *(layers(who_acts.is_signed_in, sign_in.redirect_uri) if sign_in else []),
        Middleware(BoundedUploads),
        Middleware(KeptFiles),
        Middleware(Compressed),
    ],
)
