"""What every file must say of the figures in it: that they are drawn from a seed, not submitted, not complete."""

from __future__ import annotations

from csp_analytics.charts.words import DEMO_LABEL, DEMO_SENTENCE
from csp_analytics.pictures.paper import Paper
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.workshop_record import SessionReport


def must_be_said(report: Report) -> list[str]:
    """The sentences in order, none twice; empty when nothing must be said."""
    said = [line for line in report.said if line.strip()] if isinstance(report, Paper | SessionReport) else []
    there = any(line.startswith(DEMO_LABEL) for line in said)
    return list(dict.fromkeys([*([DEMO_SENTENCE] if report.demo and not there else []), *said]))


def in_short(said: list[str]) -> str:
    """The same for the foot of every page, on one line."""
    return " ".join(f"{DEMO_LABEL}." if line.startswith(DEMO_LABEL) else line for line in said)
