"""Analysts and officers: with whom do partnerships work least, where has it grown, and where could they do more?"""

import streamlit as st

from csp_analytics.ui import components, grid, partner_parts, partner_pictures, scope, seeing, survey_scope

TITLE = "Partners"
heading = st.container()
with scope.row("scope-partners"):
    round_ = survey_scope.round_of("partners")
    grouping_id = survey_scope.grouping() if round_ else ""
    area_code = survey_scope.area() if round_ else ""
seeing.needs_areas()

if not round_:
    survey_scope.absent(TITLE, "partners")
else:
    picture = partner_pictures.partners(round_, grouping_id, area_code)
    with heading:
        components.heading(TITLE, picture.finding)
    components.cards(picture.cards)
    partner_parts.nation(picture)
    partner_parts.by_area(picture, round_, grouping_id, area_code)
    partner_parts.own_area(picture.area)
    tables = {"By peer group": picture.groups, "Every area and partner": picture.table}
    components.all_folded(tables, about=picture.about, note=picture.note, demo=picture.demo)
    components.take_away(
        TITLE,
        picture.finding,
        [
            *(picture.growth, picture.room, grid.sheet(picture.grid), picture.area.beside),
            *components.sheets({"By peer group": picture.groups}, picture.note),
        ],
        picture.about,
        picture.demo,
    )
