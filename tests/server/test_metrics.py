"""Figures about the server, for those who know the token and nobody else."""

import pytest
import requests

from csp_analytics.server import metrics
from tests.browser.server import serve


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", "page"),
        ("/area", "page"),
        ("/joined", "page"),
        ("/join/QW4K7", "join"),
        ("/_stcore/health", "stcore"),
        ("/below/static/js/x.js", "static"),
        ("/" + "wp-admin/" * 50, "page"),
    ],
)
def test_parts_are_few_whatever_is_asked_for(path, part):
    assert metrics.part_of(path) == part


def test_a_running_server_tells_its_figures_to_those_with_the_token(tmp_path):
    with serve(tmp_path / "csp.duckdb", CSP_DEMO="off", CSP_METRICS_TOKEN="let-me-see") as server:
        for _ in range(3):
            requests.get(server.address("join"), timeout=20)
        closed = [
            requests.get(f"{server.url}/metrics", timeout=20, headers=headers)
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer"})
        ]
        told = requests.get(f"{server.url}/metrics", timeout=20, headers={"Authorization": "Bearer let-me-see"})
        own = requests.get(f"{server.url}/_stcore/metrics", timeout=20)
    assert [answer.status_code for answer in closed] == [404, 404, 404]
    assert 'csp_requests_total{part="join",status="200"} 3.0' in told.text
    assert "process_resident_memory_bytes" in told.text
    assert own.status_code == 404  # Streamlit's own, which asks for no token
    assert own.headers["content-security-policy"].startswith("default-src 'self'")


def test_without_a_token_there_is_no_such_page(monkeypatch):
    monkeypatch.delenv("CSP_METRICS_TOKEN", raising=False)
    assert metrics.routes() == []
    monkeypatch.setenv("CSP_METRICS_TOKEN", "  ")
    assert metrics.routes() == []
