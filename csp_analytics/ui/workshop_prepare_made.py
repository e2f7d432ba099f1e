"""A room that was made: its links, its code, what to do next, and a sheet for the day."""

from __future__ import annotations

import base64

import streamlit as st

from csp_analytics.charts.exhibit import file_name
from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.ui import workshop_state as state
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.workshop.live import addresses
from csp_analytics.workshop.live.making import Made
from csp_analytics.workshop.prepare import day_sheet
from csp_analytics.workshop.screens import qr
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS, About

KEEP = (
    "Secret, and shown only while this page is open. Whoever has it controls the room, from any laptop. Copy it now "
    "into your own calendar; nobody can show it to you again."
)
TOGETHER = (
    "Open the facilitator link on your laptop: it opens the controls.",
    "Open the wall page on the computer at the projector; it can be the same laptop, in another window.",
    "Let people join with the code or the QR code. They choose nothing but an answer; no names, no accounts.",
    "Open voting, close it, reveal, talk, vote again if you wish, and type the level that the room agrees on.",
    "When you have ended the session, go on under After a workshop in the menu: agreed levels, action plan, papers.",
)
ALONE = (
    "Send the join address and the code to everybody who is to answer, with the day on which you close it.",
    "Open the facilitator link now and then to see how many have answered. It shows no results before you close it.",
    "Close it from the facilitator link. From then on the agenda of the consensus session knows where people differ.",
)
GROWING = (
    "Open the wall page on the computer at the projector.",
    "Let people join with the code or the QR code. They go through the questions at their own pace.",
    "The chart grows as they answer. Close it from the facilitator link when everybody is done.",
)


def show(made: Made, about: About) -> None:
    """Everything about a room that its facilitator needs, the secret among it."""
    root = addresses.base(st.context.url or "")
    link = addresses.join_link(root, made.code)
    with st.container(border=True, key="workshop-made"):
        html(f'<h3 role="status">Room {text(made.code)} is ready: {text(about.title)}</h3>')
        if about.dry_run:
            paragraph("Dry run: nothing of it is saved. Make the real room afterwards.", "csp-demo")
        if unreachable := addresses.unreachable(root):
            html(f'<p class="csp-takeaway" role="alert">{text(unreachable)}</p>')
        links, code = st.columns([3, 2], gap="large")
        with links:
            _links(made, root)
        with code:
            html(_join(made.code, addresses.join_at(root), qr.inline(link, f"QR code that opens {link}")))
        _next(about)
        _sheet(made, about, root, link)
        st.button("Prepare another room", icon=":material/add:", key="workshop-another", on_click=state.held().let_go)


def _links(made: Made, root: str) -> None:
    lead, wall = addresses.lead_link(root, made.key), addresses.wall_link(root, made.code)
    html(f'<h3>Facilitator link</h3><p class="csp-takeaway"><strong>Keep this.</strong> {text(KEEP)}</p>')
    st.code(lead, language=None, wrap_lines=True)
    st.link_button("Open the controls", lead, icon=":material/tune:", type="primary")
    html('<h3>Wall</h3><p class="csp-takeaway">For the projector. It can be shown to everybody.</p>')
    st.code(wall, language=None, wrap_lines=True)
    st.link_button("Open the wall page", wall, icon=":material/present_to_all:")


def _join(code: str, at: str, picture: str) -> str:
    spaced, shown = " ".join(code), base64.b64encode(_alone(picture).encode()).decode()
    return (
        f'<h3>People join at</h3><p class="csp-takeaway">{text(at)}</p>'
        f'<p class="csp-code" style="font-size:3rem;font-weight:700;letter-spacing:0.18em;margin:0;color:#12436D" '
        f'aria-label="Code {text(spaced)}">{text(code)}</p>'
        f'<img alt="QR code that opens the room on a phone" style="width:min(230px,100%)" '
        f'src="data:image/svg+xml;base64,{shown}">'
    )


def _alone(picture: str) -> str:
    """A picture that stands in a page, as one that stands alone: Streamlit shows no drawings inside its HTML."""
    return str(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _next(about: About) -> None:
    steps = TOGETHER if about.kind == CONSENSUS else ALONE if about.kind == CHECKLIST else GROWING
    items = "".join(f"<li>{text(one)}</li>" for one in steps)
    html(f"<h3>What to do next</h3><ol>{items}</ol>")


def _sheet(made: Made, about: About, root: str, link: str) -> None:
    """The sheet for the day, which says nothing secret: it lies about."""
    html(
        '<h3>For the day</h3><p class="csp-takeaway">One sheet to print: what to try out in the venue, the agenda with '
        "its times, and how to go on with raised hands when the network fails.</p>"
    )
    download(
        "Download the sheet for the day (HTML, to print)",
        lambda: day_sheet.page(about, made.code, addresses.join_at(root), link),
        file_name(f"sheet for the day {made.code}", {"Area": about.area_name}, demo=False, kind="html"),
        "text/html", key="workshop-sheet", about={"Area": about.area_name}, icon=":material/print:",
    )  # fmt: skip
    if about.demo:
        paragraph(f"{DEMO_LABEL}: the last round and the peers that are shown after the reveal.", "csp-mark")
