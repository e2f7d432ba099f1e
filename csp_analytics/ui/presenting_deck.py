"""The screens of a page on a wall: each exhibit, list or row of big numbers is one, and one is drawn at a time.

The first has the title and the finding of the page. What is not drawn is not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

from csp_analytics.areas.aliases import sight
from csp_analytics.ui import address, navigation
from csp_analytics.ui.messages import html, text

SLIDE = "slide"
NEXT_PAGE = "wall-next-page"  # a key of its own: the press of "Next" that led here must not count for it
NAMES_HIDDEN = "Names are hidden: letters stand for the other areas, in no order."
OTHERS_HIDDEN = "The other areas are hidden: everything here counts this area alone."
_now: ContextVar[Deck | None] = ContextVar("deck", default=None)


class Deck:
    """The screens of the page that runs.

    Attributes:
        page: the page's part of the address.
        wanted: number of the screen that is asked for, from 1.
        n: how many screens there have been so far.
        others_wait: whether nothing of other areas may be shown yet.
    """

    def __init__(self, page: str):
        self.page = page
        said = address.said(SLIDE)
        self.wanted = max(int(said), 1) if said.isascii() and said.isdecimal() and len(said) < 4 else 1
        self.n = 0
        self.others_wait = False
        with st.container(
            horizontal=True, key="wall-bar", vertical_alignment="center", horizontal_alignment="distribute"
        ):
            self._title = st.container(key="wall-title")
            self._steps = st.container(horizontal=True, width="content", key="wall-steps", wrap=False)
        self._head = st.container(key="wall-head")
        self._body = st.container(key="present")
        self._foot = st.container(key="wall-foot")
        self._notes: list[str] = []
        with self._steps:
            self._others = st.container(width="content", key="wall-others")
            self._fold = st.popover("Choices", icon=":material/tune:", key="wall-fold", width="content")

    @property
    def first(self) -> bool:
        """Whether the first screen is shown."""
        return self.wanted == 1

    def turn(self, title: str = "") -> bool:
        """Counts one more screen. Gives whether it is the one to draw; its title then stands in the bar."""
        self.n += 1
        if self.n != self.wanted:
            return False
        if title and not self.first:
            self.title(title)
        return True

    def open(self, title: str, finding: str, vain: Sequence[str]) -> None:
        """The title and the finding of the page, on its first screen; later screens have titles of their own."""
        if self.first:
            self.title(title)
            said = "".join(f'<p class="csp-wall-basis" role="status">{text(one)}</p>' for one in vain)
            with self._head:
                html(f'<p class="csp-wall-finding">{text(finding)}</p>{said}')

    def title(self, words: str) -> None:
        """The title of the screen."""
        with self._title:
            html(f"<h1>{text(words)}</h1>")

    def note(self, words: str) -> None:
        """What goes with the finding, at the foot of the first screen."""
        if self.first and words:
            self._notes.append(words)

    def fold(self) -> Any:
        """Where choices stand: behind one button."""
        return self._fold

    def say(self, title: str, words: str) -> None:
        """A screen with one sentence, in the place of what there is."""
        self.wanted = self.n = 1
        self.title(title)
        with self._body:
            html(f'<p class="csp-waits" role="status">{text(words)}</p>')

    def finish(self, more: Callable[[], Any], demonstration: str) -> None:
        """The bar and the foot, when the page has run and it is known how many screens there are.

        Args:
            more: draws the other buttons of the bar.
            demonstration: HTML that says that there is demonstration data; empty when there is none.
        """
        n = max(self.n, 1)
        if self.wanted > n:
            address.say(SLIDE, str(n))
            st.rerun()
        if self.wanted > 1:
            address.note(SLIDE, str(self.wanted))
        with self._others:
            more()
        with self._steps:
            _step("Back", ":material/arrow_back:", self.wanted - 1, self.wanted > 1)
            if self.wanted < n:
                _step(f"Next ({self.wanted} of {n})", ":material/arrow_forward:", self.wanted + 1, True)
            else:
                self._next_page()
            if not self._hides():
                _stop_button("Stop")
        if self._hides():
            with self._fold:
                _stop_button("Stop, and show everything that is hidden")
        with self._fold, st.container(horizontal=True, key="present-pages"):
            for spec in _pages():
                st.page_link(navigation.page_at(spec.address), label=spec.title)
        notes = "".join(f'<p class="csp-wall-basis">{text(one)}</p>' for one in self._notes)
        said = [words for words, so in ((OTHERS_HIDDEN, sight().alone), (NAMES_HIDDEN, sight().aliases)) if so]
        hidden = f'<p class="csp-wall-basis">{text(" ".join(said))}</p>' if said else ""
        for place, words in ((self._body, notes), (self._foot, hidden + demonstration)):
            if words:
                place.html(words)

    def _hides(self) -> bool:
        """Whether something is hidden from the room: then one press beside Next must not show it."""
        return bool(sight().aliases or sight().alone or self.others_wait)

    def body(self) -> Any:
        """Where the page draws."""
        return self._body

    def _next_page(self) -> None:
        specs = _pages()
        here = next(i for i, s in enumerate(specs) if self.page == s.address or (not self.page and s.default))
        there = specs[(here + 1) % len(specs)]
        if st.button(f"Next: {there.title}", icon=":material/arrow_forward:", key=NEXT_PAGE, shortcut="PageDown"):
            st.switch_page(navigation.page_at(there.address))


@contextmanager
def deck(page: str) -> Iterator[Deck]:
    """The deck of a page while it runs, and the place where the page draws."""
    made = Deck(page)
    token = _now.set(made)
    try:
        with made.body():
            yield made
    finally:
        _now.reset(token)


def is_on() -> bool:
    """Whether the page that runs is presented."""
    return _now.get() is not None


def now() -> Deck:
    """The deck of the page that runs; only where one is."""
    found = _now.get()
    assert found is not None, "no page is presented"
    return found


def turn(title: str = "") -> bool:
    """Whether what comes next is drawn: at a desk always, on a wall when its screen is the one that is shown."""
    return now().turn(title) if is_on() else True


def with_finding() -> bool:
    """Whether what stands beside the finding is drawn: at a desk always, on a wall on the first screen."""
    return now().first if is_on() else True


def with_heading() -> bool:
    """Whether a heading is drawn in the page: on a wall it stands in the bar, but for the first screen."""
    return now().first if is_on() else True


def _pages() -> list[navigation.PageSpec]:
    return [spec for spec in navigation.SPECS if spec.section == navigation.EXPLORE]


def _step(label: str, icon: str, to: int, there: bool) -> None:
    forward = label.startswith("Next")
    st.button(
        label, icon=icon, key=f"wall-{'next' if forward else 'back'}", disabled=not there, on_click=address.say,
        args=(SLIDE, str(to)), shortcut="PageDown" if forward else "PageUp",
    )  # fmt: skip


def _stop_button(words: str) -> None:
    st.button(words, icon=":material/close:", key="wall-stop", help="Stop presenting", on_click=_stop)


def _stop() -> None:
    address.say("present", "off")
