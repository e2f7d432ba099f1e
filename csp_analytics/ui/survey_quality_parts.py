"""Pieces of the page Survey quality: its exhibits, its files, and the page without a survey."""

from __future__ import annotations

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.pictures.survey_quality import SurveyQuality
from csp_analytics.ui import components, navigation
from csp_analytics.ui.messages import html, paragraph


def nothing(title: str) -> None:
    """The page when no survey was loaded: what is missing, and where to load one."""
    components.heading(title, "No survey has been loaded yet, so there is nothing to say about one.")
    navigation.way_to("load-survey", label="Load a survey", icon=":material/upload_file:")


def exhibits(*shown: Exhibit | None) -> None:
    """Exhibits below each other, those that are there."""
    for one in shown:
        if one is not None:
            components.exhibit(one)


def files(picture: SurveyQuality, about: dict[str, str]) -> None:
    """Which files the answers come from, and what of them was not taken."""
    html("<h2>What was not taken</h2>")
    paragraph(picture.dropped, "csp-takeaway")
    components.all_folded(picture.tables, about=about, note=picture.basis, demo=picture.demo)
