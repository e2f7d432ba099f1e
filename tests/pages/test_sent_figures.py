"""A figure is written as JSON once in its life; what is sent is what Plotly itself would write."""

import json

import plotly.graph_objects as go
import plotly.io
from streamlit.testing.v1 import AppTest

from csp_analytics.ui import sent_figures
from csp_analytics.ui.sent_figures import sent


def figure():
    return go.Figure(go.Bar(x=["A & B", "<b>C</b>"], y=[1.5, float("nan")]), layout={"height": 210})


def page(*figures):
    def script():
        import streamlit as st

        st.plotly_chart(st.session_state["figure"], theme=None, key="chart")

    app = AppTest.from_function(script)
    app.session_state["figure"] = figures[0]
    return app.run()


def test_what_is_sent_is_what_plotly_writes_of_the_figure_itself():
    ours, theirs = (page(one).get("plotly_chart")[0].proto for one in (sent(figure()), figure()))
    assert json.loads(ours.spec) == json.loads(theirs.spec)
    assert json.loads(ours.spec)["data"][0]["type"] == "bar"


def test_it_is_written_once_however_often_it_is_sent(monkeypatch):
    written = []
    plotly_writes = sent_figures._plotly_writes
    monkeypatch.setattr(sent_figures, "_plotly_writes", lambda *a, **k: written.append(1) or plotly_writes(*a, **k))
    kept = figure()
    for _ in range(3):
        page(sent(kept))
    assert len(written) == 1


def test_other_figures_are_written_by_plotly_as_ever():
    assert plotly.io.to_json(figure()) == figure().to_json()
