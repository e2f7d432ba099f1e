"""A page for the wall: one finding and one chart a screen, readable from the back of a room, nothing told by a pointer.

A screen is laid out for 1280 x 720 pixels, with words of 32 and numbers of 48, and half as large again for 1920 x 1080.
The menu, the choices and everything else are folded away; the address keeps the screen, so a link opens it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

import streamlit as st

from csp_analytics.charts.sizes import Screen
from csp_analytics.ui import address, components
from csp_analytics.ui.messages import html, text

SIZE, DESK, WALL = "size", "desk", "wall"
SCREEN = "screen"
HELP = "One finding and one chart a screen, in letters for the back of a room. The address keeps it."
CSS = """<style>
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], .csp-footer, .st-key-share {display: none !important;}
.block-container {max-width: none !important; padding: 0.3rem 1.6rem 0 !important;}
.block-container [data-testid="stVerticalBlock"] {gap: 0.35rem !important;}
.csp-demo {font-size: 22px; padding: 0 0.8rem; line-height: 1.3;}
.csp-wall-finding {font-size: 32px; line-height: 1.22; font-weight: 600; color: #12436D; margin: 0;}
.csp-wall-basis {font-size: 22px; line-height: 1.25; color: #404040; margin: 0; padding-right: 10rem;}
.st-key-wall-bar {align-items: center;}
.st-key-wall-bar button, .st-key-wall-choices button {min-height: 50px; padding: 0 16px;}
.st-key-wall-bar button p, .st-key-wall-choices button p {font-size: 24px;}
.st-key-wall-bar button:disabled p {color: #595959;}
.st-key-wall-choices {position: fixed; right: 1.6rem; bottom: 0.4rem; z-index: 5; width: auto;}
.st-key-wall-large {display: none !important;}
@media (min-width: 1900px) and (min-height: 1000px) {
  .st-key-wall-usual {display: none !important;}
  .st-key-wall-large {display: flex !important;}
  .block-container {padding: 0.4rem 2.4rem 0 !important;}
  .csp-demo, .csp-wall-basis {font-size: 33px;}
  .csp-wall-finding, h1 {font-size: 48px !important;}
  .csp-wall-basis {padding-right: 14rem;}
  .st-key-wall-bar button, .st-key-wall-choices button {min-height: 74px; padding: 0 24px;}
  .st-key-wall-bar button p, .st-key-wall-choices button p {font-size: 36px;}
}
</style>"""  # noqa: E501


def is_on() -> bool:
    """Whether the page is shown for a wall; asked before anything of the page is drawn."""
    return address.wanted(SIZE, (DESK, WALL), DESK) == WALL


def switch() -> None:
    """The switch between desk and wall, among the choices."""
    on = is_on()
    st.toggle("For the wall", help=HELP, **address.shown(SIZE, on, {True: WALL, False: DESK}))


@contextmanager
def choices(on: bool) -> Iterator[None]:
    """Where the choices of the page stand: in sight at a desk, folded into one button on a wall."""
    place = st.container(key="wall-choices") if on else nullcontext()
    with place:
        if not on:
            yield
            return
        with st.popover("Choices", icon=":material/tune:", key="wall-fold", width="content"):
            yield


def show(title: str, screens: Sequence[Screen], absent: str = "") -> None:
    """The screen that was chosen, with the way to the next and back, and how many there are.

    Args:
        title: of the page.
        screens: each with its finding, picture and basis.
        absent: what is said when there is no screen.
    """
    html(CSS)
    if not screens:
        html(f'<h1>{text(title)}</h1><p class="csp-wall-finding">{text(absent)}</p>')
        return
    numbers = [str(place) for place in range(1, len(screens) + 1)]
    now = int(address.wanted(SCREEN, numbers, "1"))
    screen, shown = screens[now - 1], screens[now - 1].usual
    _bar(shown.headline, now, len(screens))
    html(f'<p class="csp-wall-finding">{text(shown.takeaway)}</p>')
    for name, drawn in (("usual", shown), ("large", screen.large)):
        with st.container(key=f"wall-{name}"):
            components.chart(drawn)
    html(f'<p class="csp-wall-basis">{text(shown.basis)}</p>')


def _bar(title: str, now: int, n: int) -> None:
    with st.container(horizontal=True, key="wall-bar", vertical_alignment="center", horizontal_alignment="distribute"):
        html(f"<h1>{text(title)}</h1>")
        with st.container(horizontal=True, width="content", key="wall-steps"):
            _step("Back", ":material/arrow_back:", now - 1, now > 1)
            _step(f"Next ({now} of {n})", ":material/arrow_forward:", now + 1, now < n)


def _step(label: str, icon: str, to: int, there: bool) -> None:
    st.button(
        label, icon=icon, key=f"wall-{label.split()[0].lower()}", disabled=not there, on_click=address.say,
        args=(SCREEN, str(to)),
    )  # fmt: skip
