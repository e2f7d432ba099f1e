"""A page of Explore for the wall of a room: large type, one screen at a time, and as much of the areas as is wanted.

Three choices stand in the address, so that a link opens the view: ``present=on``, ``names=hidden`` (aliases in the
place of the other areas' names) and ``others=hidden`` (nothing of the other areas until "Show peers" is pressed). What
a room may not see is not sent to the browser: see :mod:`csp_analytics.areas.aliases`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.areas.aliases import Aliases, narrow, sight
from csp_analytics.areas.aliases import seeing as in_sight
from csp_analytics.areas.groupings import OWN_PREFIX
from csp_analytics.areas.register import register, written_names
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.store import reading
from csp_analytics.ui import address, banner, cached, messages, navigation, presenting_deck, presenting_state, seeing
from csp_analytics.ui.messages import html
from csp_analytics.ui.presenting_style import CSS
from csp_analytics.ui.seeing import Waiting

PRESENT, NAMES, OTHERS = "present", "names", "others"
ON, OFF, HIDDEN, SHOWN = "on", "off", "hidden", "shown"
MIX, NAMED = "mix", "named"  # what the aliases are drawn from; the area that keeps its name
HELP = "Large type for a wall, one screen at a time. The address keeps it."
NAMES_HELP = (
    "Area A, Area B ... in the place of names, the same on every page. The area that was chosen when names were hidden "
    "keeps its name; an area that is chosen later does not."
)
OTHERS_HELP = "Figures of other areas are sent to this screen when 'Show peers' is pressed, page by page."
WAITS = "What this page shows is about other areas. It waits until you press 'Show peers'."
NO_MAP = "Names are hidden, so there is no map: the place of an area on it would tell its name."


def is_on() -> bool:
    """Whether the page that runs is presented."""
    return presenting_deck.is_on()


def switch(page: str) -> None:
    """The switch that starts it, at the foot of every page of Explore (``page``: its part of the address)."""
    if _explores(page):
        st.button(
            "Present", icon=":material/present_to_all:", key="present", help=HELP, on_click=address.say,
            args=(PRESENT, ON),
        )  # fmt: skip


@contextmanager
def frame(page: str) -> Iterator[bool]:
    """What a page runs in: at a desk nothing, on a wall the bar, the choices and what may be seen of the areas.

    Gives whether it is presented.
    """
    on = _explores(page) and address.wanted_unless_usual(PRESENT, (ON, OFF), OFF) == ON
    aliases = _aliases() if on else None
    _translate(aliases)
    if not on:
        address.forget(NAMED)
        with _at_a_desk(page):
            yield False
        return
    others = address.wanted_unless_usual(OTHERS, (HIDDEN, SHOWN), SHOWN) == HIDDEN
    presenting_state.arrived_at(page)
    html(CSS)
    marked = banner.demonstration_words()
    of_person = sight()  # a wall may show less than the person may see, never more
    aliases = of_person.aliases or aliases
    with in_sight(replace(of_person, aliases=aliases)), presenting_deck.deck(page) as deck:
        deck.others_wait = others and not presenting_state.others_shown()
        with deck.fold():
            _switches(deck)
        deck.note(seeing.said())
        try:
            yield True
        except Waiting as waiting:
            if waiting.instead:
                waiting.instead()
            else:
                deck.say(title_of(page), waiting.words or WAITS)
        finally:  # whatever goes wrong, there is a way out
            deck.finish(lambda: _others_button(page) if others else None, marked)


@contextmanager
def _at_a_desk(page: str) -> Iterator[None]:
    """The page with the line on what is published of its round, or what stands in its place."""
    if told := seeing.said():
        html(f'<p class="csp-basis" role="note">{messages.text(told)}</p>')
    try:
        yield
    except Waiting as waiting:
        if waiting.instead:
            waiting.instead()
        else:
            messages.title(title_of(page))
            html(f'<p class="csp-takeaway" role="status">{messages.text(waiting.words)}</p>')


def own_only(area_code: str = "", instead: Callable[[], None] | None = None) -> None:
    """Called by a page when its choices are made: while the others are hidden, it sees the own area alone.

    They are hidden from the wall until somebody presses the button, and from an officer in a round that is published
    as group figures.

    Args:
        area_code: the own area; empty where nothing of the page is about one area alone, so that all of it waits.
        instead: draws what is shown of the own area alone, where the page would compare it with others.
    """
    by_rule = seeing.group_only()
    if not by_rule and not (is_on() and presenting_deck.now().others_wait):
        return
    if not area_code or (by_rule and area_code not in person().areas):
        raise Waiting(words=seeing.instead() if by_rule else "")
    narrow(area_code)
    if instead:
        raise Waiting(instead)


def without_map(shown: Exhibit) -> Exhibit:
    """The map of areas, saying why it is none while names are hidden."""
    return replace(shown, basis=f"{NO_MAP} {shown.basis}") if sight().aliases else shown


def _explores(page: str) -> bool:
    specs = [spec for spec in navigation.SPECS if spec.section == navigation.EXPLORE]
    return any(page == spec.address or (not page and spec.default) for spec in specs)


def _switches(deck: Any) -> None:
    """The two choices of what may be seen, and the way out, first among the choices."""
    with st.container(horizontal=True, key="present-switches", vertical_alignment="center"):
        st.toggle(
            "Hide names", help=NAMES_HELP, **address.shown(NAMES, bool(sight().aliases), {True: HIDDEN, False: SHOWN})
        )
        hidden = address.chosen().get(OTHERS) == HIDDEN
        st.toggle("Hide peers until clicked", help=OTHERS_HELP, **address.shown(OTHERS, hidden, _ids()))


def _ids() -> dict[Any, str]:
    return {True: HIDDEN, False: SHOWN}


def _others_button(page: str) -> None:
    shown = presenting_state.others_shown()
    st.button(
        "Hide peers" if shown else "Show peers",
        icon=":material/visibility_off:" if shown else ":material/visibility:",
        key="present-others",
        type="secondary" if shown else "primary",
        on_click=presenting_state.turn_others,
        args=(page,),
    )


def _aliases() -> Aliases | None:
    """What stands for the names, when they are hidden."""
    if sight().aliases or address.wanted_unless_usual(NAMES, (HIDDEN, SHOWN), SHOWN) != HIDDEN:
        address.forget(NAMED)
        return None
    mix = address.asked(MIX)
    mix = mix if re.fullmatch(r"\d{1,6}", mix) else str(secrets.randbelow(10_000))
    named = _known(address.asked(NAMED)) or (_known(address.asked("area")) if not address.said(NAMED) else "")
    address.note(MIX, mix)
    if named:
        address.note(NAMED, named)
    return _made(mix, named)


def _known(said: str) -> str:
    """The real code of an area that is written so; empty when it is none."""
    found = register().resolve(said)
    outside = reading.outside_areas(cached.store())["area_code"]
    return found.area_code if found else said if said in set(outside) else ""


@cached.by_data_version
def _made(mix: str, named: str) -> Aliases:
    outside = {str(code): (str(name),) for code, name in reading.outside_areas(cached.store()).itertuples(index=False)}
    return Aliases({**written_names(), **outside}, mix, named)


def _translate(now: Aliases | None) -> None:
    """Puts stand-ins in the place of codes in the address while names are hidden, and back when they are not."""
    before = presenting_state.replace_aliases(now)
    if now is None and before is None:
        return

    def told(value: str) -> str:
        real = _real(value, before) if before and before != now else value
        if now and real.startswith(OWN_PREFIX):
            return now.words(real)
        return now.for_address(real) if now else real

    address.rewrite(told, kept=(NAMED, MIX))


def _real(value: str, aliases: Aliases) -> str:
    """What an address meant before names were hidden; a saved list is found by what its name became."""
    if value.startswith(OWN_PREFIX):
        lists = [f"{OWN_PREFIX}{name}" for name in reading.peer_lists(cached.store())["name"].unique()]
        return next((one for one in lists if aliases.words(one) == value), value)
    return aliases.from_address(value)


def title_of(page: str) -> str:
    """Title of a page by its part of the address."""
    return next(s.title for s in navigation.SPECS if page == s.address or (not page and s.default))
