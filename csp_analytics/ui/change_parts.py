"""Pieces of the page about change."""

from __future__ import annotations

from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports.sheet import Sheet
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.change import ChangePicture
from csp_analytics.ui import components

LEFT_OUT = "What is not like for like"


def exhibits(picture: ChangePicture) -> None:
    """The exhibits in two columns: what moved how far, and which criteria did."""
    if not picture.how_far + picture.on_what:
        return
    components.beside_finding(picture.caution)
    left, right = components.columns([1, 1])
    with left:
        for one in picture.how_far:
            components.exhibit(one)
    with right:
        for one in picture.on_what:
            components.exhibit(one)
    with right if picture.areas else left:  # below the shorter of the two
        _left_out(picture)


def _left_out(picture: ChangePicture) -> None:
    if picture.left_out.sentences:
        components.sentences("What is left out", list(picture.left_out.sentences))


def tables(picture: ChangePicture, framework: Framework) -> None:
    """What the change leaves out, and for analysts the areas that moved on each criterion."""
    if not picture.how_far + picture.on_what:
        _left_out(picture)
    components.folded(LEFT_OUT, picture.left_out.table, about=picture.about, demo=picture.demo)
    components.folded(
        f"Every {framework.row_word}: areas that moved", picture.every_criterion,
        about=picture.about, note=picture.tests, demo=picture.demo,
    )  # fmt: skip


def take_away(picture: ChangePicture, framework: Framework) -> None:
    """Every table of the page as one workbook; nothing while there is nothing to compare."""
    if not picture.about:
        return
    mark, sheets = DEMO_SENTENCE if picture.demo else "", []
    if picture.every_criterion is not None:
        title = f"Every {framework.row_word}: areas that moved"
        sheets.append(Sheet(title, picture.every_criterion, note=f"{picture.tests} {mark}".strip()))
    if picture.left_out.table is not None:
        sheets.append(Sheet(LEFT_OUT, picture.left_out.table, " ".join(picture.left_out.sentences), mark))
    finding = f"{picture.finding} {picture.caution}".strip()
    components.take_away("Change", finding, [*picture.how_far, *picture.on_what, *sheets], picture.about, picture.demo)
