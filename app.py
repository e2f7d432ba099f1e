"""Starts everything: ``streamlit run app.py``, or any ASGI server on ``app:app``."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from csp_analytics.workshop.web.routes import routes

# The main script lies away from pages/, so that no page can be opened around the frame. Streamlit sends its own files
# uncompressed; with gzip a first visit moves about a third of the bytes.
app = st.App(
    Path(__file__).parent / "csp_analytics" / "ui" / "main.py",
    # Live workshops: phones, the wall and the facilitator's controls are plain pages beside the dashboard.
    routes=routes(),
    middleware=[Middleware(GZipMiddleware, minimum_size=1024)],
)
