"""A bare Streamlit page: the finished figures of one page of the dashboard, made once, and nothing else."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

HERE = Path(__file__).parent
PARTS = HERE.parent / "csp_analytics" / "ui"


@st.cache_resource
def figures(page: str) -> list[dict]:
    calls = json.loads((Path(os.environ["CSP_BENCHMARK_FIGURES"]) / f"{page}.json").read_text("utf-8"))
    return [{**call, "figure": go.Figure(json.loads(call["figure"]))} if "figure" in call else call for call in calls]


st.set_page_config(page_title="Bare", layout="wide")
for call in figures(Path(st.query_params.get("page", "national")).name):
    if "figure" in call:
        st.plotly_chart(call["figure"], **call["asked"])
    else:
        grid = st.components.v2.component(
            "csp_grid",
            html='<p class="now"></p><div class="box"></div><p class="said" role="status"></p>',
            css=(PARTS / "grid.css").read_text("utf-8"),
            js=(PARTS / "grid.js").read_text("utf-8"),
        )
        grid(key=call["key"], data=call["grid"].encode(), on_pressed_change=lambda: None)
