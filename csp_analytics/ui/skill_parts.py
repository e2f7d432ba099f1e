"""The parts of the pages about skills: their choices, charts in two widths, and the way to learning matches."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.grid import GridExhibit
from csp_analytics.charts.skill_shares import Sizes
from csp_analytics.exports.sheet import Sheet
from csp_analytics.findings.surveys import SKILLS
from csp_analytics.pictures.skill_gaps import GapsPicture
from csp_analytics.pictures.skills_area import SkillsAreaPicture
from csp_analytics.ui import address, components, grid, navigation, scope, skill_pictures, survey_scope, wall
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import Html, html, paragraph, text

# Labels stand beside their rows on a desk and above them on a phone: drawn twice, and the style shows one of them.
STYLE = """<style>
[class*="st-key-narrow-"] {display: none !important;}
@media (max-width: 640px) {
  [class*="st-key-narrow-"] {display: flex !important;}
  [class*="st-key-wide-"] {display: none !important;}
}
</style>"""


@dataclass(frozen=True)
class Chosen:
    """What is chosen on the page Skills gaps. ``wall``: whether it is shown for a wall."""

    round: str
    grouping_id: str
    part: str
    role: str
    measure: str
    order: str
    wall: bool

    @property
    def keys(self) -> tuple[str, str, str]:
        """Round, grouping and part of the country."""
        return self.round, self.grouping_id, self.part


def choose() -> Chosen:
    """The choices of the page Skills gaps; the round is empty when there is no survey."""
    on = wall.is_on()
    with wall.choices(on):
        with scope.row():
            round_ = survey_scope.round_of(SKILLS)
            if not round_:
                return Chosen("", "", "", "", "", "", on)
            grouping_id = survey_scope.grouping()
            part = survey_scope.part_of_country(grouping_id)
            role = survey_scope.role(SKILLS)
        with scope.row("scope-measure"):
            measure = scope.measure(skill_pictures.MEASURES)
            order = scope.one_of("Order", "sort", skill_pictures.ORDERS, width=190)
            wall.switch()
    return Chosen(round_, grouping_id, part, role, measure, order, on)


def choose_area() -> Chosen:
    """The choices of the page Skills in your area."""
    on = wall.is_on()
    with wall.choices(on), scope.row():
        round_ = survey_scope.round_of(SKILLS)
        if not round_:
            return Chosen("", "", "", "", "", "", on)
        area_code = survey_scope.area()
        grouping_id = survey_scope.grouping()
        wall.switch()
    return Chosen(round_, grouping_id, area_code, "", "", "", on)


def absent(title: str) -> None:
    """The page while no skills survey has been loaded."""
    survey_scope.absent(title, SKILLS)


def exhibit(shown: Sizes | None, *, headline: bool = True) -> None:
    """A chart in the width of the screen, with what belongs to it; nothing when there is none.

    Args:
        shown: the chart, drawn for both widths.
        headline: whether its sentence stands above it; not where the page's finding says the same.
    """
    if shown is None:
        return
    desk = shown.desk
    said = f'<p class="csp-takeaway">{text(desk.takeaway)}</p>' if headline else ""
    html(f"{STYLE}<h2>{text(desk.headline)}</h2>{said}")
    for width, one in (("wide", desk), ("narrow", shown.phone)):
        with st.container(key=f"{width}-{desk.name}"):
            components.chart(one)
    paragraph(desk.sources, "csp-basis")
    with components.unfolded(f"Table and download: {desk.headline}", f"fold-{desk.name}") as there:
        if there:
            components.table(desk.table, caption=desk.headline)
            _download(desk)


def todo(picture: GapsPicture) -> None:
    """What to do, and the way to those who could help."""
    components.sentences("What to do", picture.todo)
    learning()


def needs(picture: GapsPicture) -> None:
    """Importance against confidence, or that it was not asked."""
    if picture.quadrant is None:
        html(f'<h2>Importance against confidence</h2><p class="csp-takeaway">{text(picture.unasked)}</p>')
        return
    left, right = st.columns(2, gap="large")
    with left:
        exhibit(picture.needs or picture.quadrant)
    with right:
        exhibit(picture.quadrant if picture.needs else None)


def learning() -> None:
    """The way to the learning matches, with the choices of this page."""
    navigation.way_to(
        "learning",
        label="Who could learn from whom: Learning matches",
        icon=":material/diversity_3:",
        asked=address.chosen(),
    )


def places(chosen: Chosen, picture: GapsPicture) -> tuple[Sizes, GridExhibit, GridExhibit]:
    """Where a skill is low beside groups of skills, needs, then by role and by area; a pressed cell is told there."""
    cell = address.said(grid.CELL)
    said, of = skill_pictures.behind(*chosen.keys, cell) if cell else ("", "")
    if said:
        address.wanted(grid.CELL, (cell,), cell)
    left, right = st.columns(2, gap="large")
    with left:
        with scope.row("scope-skill"):
            skill = scope.one_of("Look closer at", "skill", picture.skills, width=340)
        where = skill_pictures.where(*chosen.keys, skill)
        exhibit(where)
    with right:
        exhibit(picture.groups)
    needs(picture)
    by_role = skill_pictures.by_role(*chosen.keys)
    by_area = skill_pictures.by_area(*chosen.keys, chosen.measure)
    grid.exhibit(by_role, cell if of == "roles" else "", _behind(said) if of == "roles" else None)
    grid.exhibit(by_area, cell if of == "areas" else "", _behind(said) if of == "areas" else None)
    return where, by_role, by_area


def take_away(title: str, picture: GapsPicture, shown: tuple[Sizes, GridExhibit, GridExhibit]) -> None:
    """Everything on the page Skills gaps as one workbook."""
    where, by_role, by_area = shown
    found: list[Exhibit | Sheet | None] = [
        *(one.desk for one in (picture.main, picture.groups, picture.needs, picture.quadrant, where) if one),
        grid.sheet(by_role),
        grid.sheet(by_area),
    ]
    components.take_away(title, picture.finding, found, picture.about, picture.demo)


def area(picture: SkillsAreaPicture) -> None:
    """What the page Skills in your area says of the area itself, and who answered."""
    if picture.cards:
        components.cards(picture.cards)
    left, right = st.columns([3, 2], gap="large")
    with left:
        exhibit(picture.beside, headline=False)
    with right:
        if picture.gaps:
            components.sentences("What rests on few people", picture.gaps)
            components.sentences("What this area could offer", picture.offers)
        components.sentences("Who answered here", picture.who)
        if picture.needs is None:
            _care(picture)
    if picture.needs is not None:
        left, right = st.columns([3, 2], gap="large")
        with left:
            exhibit(picture.needs)
        with right:
            _care(picture)
    sheets = {"Coverage, skill by skill": picture.coverage}
    components.all_folded(sheets, about=picture.about, note=picture.who[0], demo=picture.demo)
    needed = picture.needs.desk if picture.needs else None
    shown: list[Exhibit | Sheet | None] = [picture.beside.desk, needed, *components.sheets(sheets)]
    components.take_away("Skills in your area", picture.finding, shown, picture.about, picture.demo)


def _care(picture: SkillsAreaPicture) -> None:
    components.sentences("Read with care", list(picture.caveats))
    learning()


def _behind(said: str) -> Html:
    return Html(f'<p class="csp-takeaway" role="status">{text(said)}</p>')


def _download(shown: Exhibit) -> None:
    download(
        f"Download as CSV ({len(shown.table)} rows)",
        lambda: shown.csv(components.stamp()),
        shown.file_name,
        "text/csv",
        key=f"download-{shown.name}",
        about=shown.about,
    )
