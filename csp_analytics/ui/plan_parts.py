"""The parts of the page Action plan: one area's plan in time, or all areas."""

from __future__ import annotations

import streamlit as st

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import file_name
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.ingest.templates.workbooks import action_plan_workbook, empty_action_plan
from csp_analytics.pictures.action_plans import AllPlansPicture, PlanPicture
from csp_analytics.ui import components, navigation
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import paragraph
from csp_analytics.ui.template_parts import XLSX

TITLE = "Action plan"


def one(picture: PlanPicture) -> None:
    """One area's plan: the counts, the timeline beside what became of earlier plans, the table, and the way out."""
    if picture.absent or picture.rows is None or picture.table is None:
        _way_to_a_plan(picture.name)
        return
    components.mark(picture.demo)
    components.cards(picture.cards)
    if picture.earlier:
        left, right = st.columns([3, 2], gap="large")
        with left:
            _in_time(picture)
        with right:
            components.sentences("What became of earlier plans", picture.earlier)
            if picture.rounds:
                components.exhibit(picture.rounds)
    else:
        _in_time(picture)
        paragraph("No earlier plan has been loaded, so no action can be followed from round to round.", "csp-basis")
    tables = {"What became of each action of earlier plans": picture.became}
    components.all_folded(tables, about=picture.about, demo=picture.demo)
    components.table(picture.table, caption=", ".join(["The plan", *picture.about.values()]))
    _go_on(picture)
    shown = [picture.timeline, picture.rounds, *components.sheets({"The plan": picture.table} | tables)]
    components.take_away(f"{TITLE} of {picture.name}", picture.finding, shown, picture.about, picture.demo)


def every(picture: AllPlansPicture) -> None:
    """The plans of all areas: the counts, the rounds, and how many actions are overdue by area."""
    if picture.absent or picture.by_area is None:
        _way_to_a_plan("")
        return
    components.mark(picture.demo)
    components.cards(picture.cards)
    if picture.rounds:
        components.exhibit(picture.rounds)
    components.table(picture.by_area, caption="Actions by area, most overdue first")
    if picture.without:
        paragraph(picture.without, "csp-basis")
    tables = {"Every action that is overdue": picture.overdue}
    components.all_folded(tables, about=picture.about, demo=picture.demo)
    shown = [picture.rounds, *components.sheets({"Actions by area": picture.by_area} | tables, picture.without)]
    components.take_away("Action plans of all areas", picture.finding, shown, picture.about, picture.demo)


def _in_time(picture: PlanPicture) -> None:
    if picture.timeline:
        components.exhibit(picture.timeline)
    elif picture.undated:
        components.sentences("Actions without a date", [picture.undated])


def _go_on(picture: PlanPicture) -> None:
    """The plan as the workbook that it can be loaded from again."""
    rows, round_ = picture.rows, picture.round
    if rows is None:
        return
    area = register().areas.get(rows["area_code"].iloc[0]) or outside_area(picture.name)
    said = f"{DEMO_SENTENCE} " if picture.demo else ""
    download(
        "Download the plan to go on with (xlsx)",
        lambda: action_plan_workbook(rows, area, round_, note=f"{said}{components.stamp()}."),
        file_name("action-plan", picture.about, demo=picture.demo, kind="xlsx"),
        XLSX,
        key="plan-to-go-on-with",
        about=picture.about,
    )


def _way_to_a_plan(name: str) -> None:
    area = register().resolve(name) if name else None
    download(
        "Download an empty action plan (xlsx)",
        lambda: empty_action_plan(area),
        file_name("action-plan", {"Area": name} if name else {}, demo=False, kind="xlsx"),
        XLSX,
        key="empty-plan",
        about={"Area": name},
    )
    navigation.way_to("your-partnership", label="Your partnership: bring or make a plan")
