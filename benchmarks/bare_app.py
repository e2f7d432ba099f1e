"""The bare app that pages are measured against, sent as the dashboard is sent."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from csp_analytics.server.compressing import Compressed
from csp_analytics.server.kept_files import KeptFiles

app = st.App(
    Path(__file__).parent / "bare_page.py",
    middleware=[Middleware(KeptFiles), Middleware(Compressed)],
)
