"""Downloads of entry workbooks, built when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from csp_analytics.areas.register import Area, register
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.templates.survey_workbook import survey_workbook
from csp_analytics.ingest.templates.workbooks import empty_action_plan, entry_workbook
from csp_analytics.surveys.load import surveys
from csp_analytics.ui import navigation
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def entry(framework: Framework, area_code: str, *, heading: bool = True) -> None:
    """The entry workbook of a framework, with the area filled in."""
    area = register().areas.get(area_code)
    if heading:
        html("<h2>Assessment</h2>")
    paragraph(f"{framework.title}: a level, evidence and an action for each {framework.row_word}.", "csp-takeaway")
    download(
        "Download the assessment workbook (xlsx)",
        lambda: entry_workbook(framework, area=area),
        f"{framework.framework_id}{'-' + _slug(area.name) if area else ''}.xlsx",
        XLSX,
        key="template-assessment",
        about=_of(area),
        type="primary",
    )


def action_plan(area_code: str, *, heading: bool = True) -> None:
    """The empty action plan."""
    area = register().areas.get(area_code)
    if heading:
        html("<h2>Action plan</h2>")
    paragraph("Issue, action, when, milestone, owner and status, one row an action.", "csp-takeaway")
    download(
        "Download the action plan (xlsx)",
        lambda: empty_action_plan(area),
        f"action-plan{'-' + _slug(area.name) if area else ''}.xlsx",
        XLSX,
        key="template-plan",
        about=_of(area),
    )


def surveys_to_fill_in(area_code: str) -> None:
    """The answer sheet of each survey, for places without a survey tool."""
    area = register().areas.get(area_code)
    html("<h2>Survey</h2>")
    paragraph("One row a person, without names. An export of your survey tool does as well.", "csp-takeaway")
    for survey in surveys().values():
        download(
            f"Download the answer sheet: {survey.short_title} (xlsx)",
            partial(survey_workbook, survey, area),
            f"{survey.survey_id}-survey{'-' + _slug(area.name) if area else ''}.xlsx",
            XLSX,
            key=f"template-survey-{survey.survey_id}",
            about=_of(area),
        )


def how_to_load() -> None:
    """How a filled workbook gets in."""
    html("<h2>When it is filled in</h2>")
    paragraph(
        "Bring it to the page Your partnership: anything wrong is listed with its sheet and cell, you compare it with "
        "your peers, and you submit it when you are content. Whoever keeps the national picture can load many files at "
        "once with this command.",
        "csp-takeaway",
    )
    navigation.way_to("your-partnership")
    st.code("python -m csp_analytics import my-file.xlsx", language=None)


def _of(area: Area | None) -> dict[str, str]:
    return {"Area": area.name} if area else {}


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
