"""The dashboard with one more route that does nothing, to measure votes against."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from csp_analytics.workshop.web.routes import routes


async def bare(request: Request) -> JSONResponse:
    """Answers, and that is all."""
    return JSONResponse({})


app = st.App(
    Path(__file__).parent.parent / "csp_analytics" / "ui" / "main.py",
    routes=[*routes(), Route("/bare", bare, methods=["POST"])],
    middleware=[Middleware(GZipMiddleware, minimum_size=1024)],
)
