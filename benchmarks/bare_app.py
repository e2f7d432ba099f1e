"""The bare app that pages are measured against, sent as the dashboard is sent."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from csp_analytics.server.kept_files import KeptFiles

app = st.App(
    Path(__file__).parent / "bare_page.py",
    middleware=[Middleware(KeptFiles), Middleware(GZipMiddleware, minimum_size=1024)],
)
