"""Step 4 of Your partnership: the plan, what the board paper says at its top, and the files to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from csp_analytics.charts.exhibit import file_name
from csp_analytics.pictures.paper import PURPOSES, Paper, paper
from csp_analytics.pictures.paper_words import DATE, HEADER, STATEMENTS, TITLE
from csp_analytics.ui import cached, components, officer_compare, officer_files, officer_plan, officer_submit
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.officer_compare import Compared
from csp_analytics.ui.uploads import expect_files, let_go

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
HINTS = {
    "Prepared by": "Your name or post",
    "Present": "Who is at the meeting",
    "Leading partners": "Such as: Council, Police Scotland, Scottish Fire and Rescue",
    "Financial and human resources": "What the actions cost, in money and in people's time",
    "Equality and diversity": "Who is affected, and how that was looked at",
}


def show(hand: state.InHand) -> None:
    """The step."""
    if hand.files and not officer_files.readings(hand):
        paragraph("Nothing of what you brought can be taken away yet: step 2 says what is to be put right.",
                  "csp-takeaway")  # fmt: skip
        return
    chosen = officer_compare.choose(hand)
    if chosen is None or officer_compare.picture_of(hand, chosen).absent:
        paragraph("There is no assessment of this area to write about. Choose another area or round, or bring one in "
                  "step 1.", "csp-takeaway")  # fmt: skip
        return
    officer_plan.show(hand, chosen)
    papers(hand, chosen)
    officer_submit.show(hand, chosen)


def papers(hand: state.InHand, chosen: Compared) -> None:
    """What the paper says at its top, and the files to take away."""
    html("<h2>Board paper, slides and tables</h2>")
    _fields(hand)
    _files(hand, chosen)


def _fields(hand: state.InHand) -> None:
    """What only the officer can write; left blank, the paper says who is to complete it."""
    with st.expander("What the paper says at its top (you can fill it in later, in Word)"):
        for name in [*(one for one in HEADER if one not in (TITLE, DATE)), *STATEMENTS]:
            make = st.text_area if name in STATEMENTS else st.text_input
            hand.filled[name] = make(
                name, value=hand.filled.get(name, ""), key=state.key(f"field-{name}"), placeholder=HINTS.get(name, ""),
                max_chars=2000 if name in STATEMENTS else 300,
            ) or ""  # fmt: skip
        hand.filled["purpose"] = st.radio(
            "The board is asked for", PURPOSES, format_func=str.capitalize, horizontal=True, key=state.key("purpose"),
            index=PURPOSES.index(hand.filled.get("purpose", PURPOSES[0])),
        ) or PURPOSES[0]  # fmt: skip
        _template(hand)


def _template(hand: state.InHand) -> None:
    """A council's own Word template: looked at as soon as it is given, so that nobody waits for a paper in vain."""
    if hand.template:
        with st.container(horizontal=True, vertical_alignment="center", key=state.key("template-there")):
            html(f'<p class="csp-takeaway">Your template: <strong>{text(hand.template[0])}</strong></p>')
            st.button("Use ours instead", icon=":material/close:", key=state.key("template-away"),
                      on_click=_without_template)  # fmt: skip
        return
    expect_files()
    file = st.file_uploader(
        "Your council's own Word template (optional)", type=["docx", "dotx", "docm", "dotm"],
        key=state.fresh_key("template"),
    )  # fmt: skip
    if said := state.chosen("template-refused"):
        html(f'<p class="csp-takeaway" role="alert">{text(said)}</p>')
    if file is not None:
        _look_at(hand, file.name, file.getvalue())
        let_go([file])
        state.renew("template")
        st.rerun()


def _look_at(hand: state.InHand, name: str, data: bytes) -> None:
    from csp_analytics.exports.word.board_paper import TemplateRefused, opened

    try:
        opened(data)
        hand.template = (name, data)
        state.put("template-refused", "")
    except TemplateRefused as refused:
        state.put("template-refused", f"{name}: {refused} Ours is used instead.")


def _without_template() -> None:
    state.held().template = None


def _files(hand: state.InHand, chosen: Compared) -> None:
    picture = officer_compare.picture_of(hand, chosen)
    about, demo, mine = dict(picture.about), picture.demo, state.private()
    with st.container(horizontal=True, key=state.key("take-files")):
        for label, kind, mime, write in (
            ("Board paper (Word)", "docx", DOCX, _docx),
            ("Slides (PowerPoint)", "pptx", PPTX, _pptx),
            ("Tables (Excel)", "xlsx", officer_files.XLSX, _xlsx),
            ("One web page", "html", "text/html", _html),
        ):
            download(
                label, partial(_made, mine, chosen, write), file_name("board-paper", about, demo=demo, kind=kind), mime,
                key=state.key(f"take-{kind}"), icon=":material/download:", about=about,
                type="primary" if kind == "docx" else "secondary",
            )  # fmt: skip
    said = (
        "Charts in Word and PowerPoint can be edited there. Every file says its data version, round, peers and method"
    )
    paragraph(f"{said}{', and that it is not submitted' if picture.said and chosen.uploaded else ''}.",
              "csp-basis")  # fmt: skip


def _made(mine: state.Private, chosen: Compared, write: Callable[[Paper, state.InHand], bytes]) -> bytes:
    """Writes a file. It is asked for outside of a run, and perhaps after everything was wiped."""
    mine.touch()
    hand = mine.contents
    own = bool(hand and officer_files.readings(hand))
    if hand is None or (chosen.uploaded and not own):
        raise LookupError("the upload is gone")
    made = paper(
        officer_files.laid(hand), chosen.area_code, chosen.framework_id, chosen.round, chosen.grouping_id,
        published=cached.store() if own else None, left_out=officer_files.left_out(hand), own_title=hand.called,
        plan=officer_plan.current(hand, chosen), filled={k: v for k, v in hand.filled.items() if v and k != "purpose"},
        purpose=hand.filled.get("purpose", PURPOSES[0]),
    )  # fmt: skip
    made = replace(made, appendix=[*made.appendix, *hand.appendix])
    return write(made, hand)


# What writes files is imported when a file is asked for: most visits never ask.
def _docx(made: Paper, hand: state.InHand) -> bytes:
    from csp_analytics.exports.word.board_paper import board_paper

    return board_paper(made, stamp=components.stamp(), template=hand.template[1] if hand.template else None)


def _pptx(made: Paper, hand: state.InHand) -> bytes:
    from csp_analytics.exports.slides.slides import slides

    return slides(made, stamp=components.stamp())


def _xlsx(made: Paper, hand: state.InHand) -> bytes:
    from csp_analytics.exports.workbook import of_report, workbook

    return workbook(of_report(made, stamp=components.stamp()))


def _html(made: Paper, hand: state.InHand) -> bytes:
    from csp_analytics.exports.page import page

    return page(made, stamp=components.stamp())
