"""The page Rounds: what officers see of each round, whether returns are taken, and what that means in words."""

from __future__ import annotations

import streamlit as st

from csp_analytics.access.publishing import ALIASES, GROUP, NAMED, PUBLISHING, TOLD
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures import administration
from csp_analytics.store import holdings, standing_rules
from csp_analytics.ui import address, admin_parts, admin_state, cached, components, scope
from csp_analytics.ui.messages import html, paragraph

PAGE = "rounds"
WORDS = {NAMED: "Named", ALIASES: "Aliases", GROUP: "Group figures only"}
FINDING = {NAMED: "with names", ALIASES: "with aliases", GROUP: "with group figures only"}
ANOTHER = "another"
NO_ROUND = "No round has data yet. A rule can be set before the first return comes."
FOR_WHOM = "Analysts, facilitators and administrators see every area by name, whatever is set here."
OPEN_HELP = (
    "Off: nothing of the round is submitted, loaded or taken back, by nobody, until the round is opened again. What is "
    "there stays."
)


def finding() -> str:
    """How many rounds are published how, and how many are open."""
    names, held = administration.rounds_held(cached.store()), standing_rules.rules(cached.store())
    if not names:
        return NO_ROUND
    rules = [held.get(name, standing_rules.RoundRule()) for name in names]
    ways = {way: sum(rule.publishing == way for rule in rules) for way in PUBLISHING}
    told = [f"{n if len(names) > n else 'all'} {FINDING[way]}" for way, n in ways.items() if n]
    n_open = sum(rule.open for rule in rules)
    taken = "all open for returns" if n_open == len(names) else f"{n_open} open for returns"
    return f"{count(len(names), 'round')}: {listed(told)} for officers; {taken}."


def show() -> None:
    """The page below its finding."""
    admin_parts.tell(PAGE)
    admin_parts.open_mode()
    names = administration.rounds_held(cached.store())
    if names:
        admin_parts.table(administration.rounds_table(cached.store(), WORDS), f"Rounds ({len(names)})")
    left, right = components.columns([3, 2])
    with left:
        round_, publishing = _change(names)
    with right:
        _preview(round_, publishing)


def _change(names: list[str]) -> tuple[str, str]:
    """The choices for one round and the button. Returns what is chosen, for the preview."""
    html("<h2>Set a round</h2>")
    with scope.row():
        titles = {name: name for name in names} | {ANOTHER: "Another round …"}
        picked = scope.one_of("Round to set", "set-round", titles, width=200)
        if picked == ANOTHER:
            said = st.text_input(
                "Its name, as returns write it", key=admin_state.fresh_key("round"), max_chars=60, width=220
            )
            picked = " ".join(str(said or "").split())
    rule = standing_rules.rule_of(cached.store(), picked)
    # A widget of its own for each round: what is shown first is what holds.
    publishing = st.radio(
        "What officers see of other areas", PUBLISHING, index=PUBLISHING.index(rule.publishing),
        format_func=lambda way: WORDS[way], captions=[TOLD[way] for way in PUBLISHING],
        key=admin_state.key(f"publishing-{picked}"),
    )  # fmt: skip
    open_ = st.toggle("Returns are taken", value=rule.open, key=admin_state.key(f"open-{picked}"), help=OPEN_HELP)
    same = (publishing, open_) == (rule.publishing, rule.open)
    st.button(
        "Set it", type="primary", key=admin_state.key("set-it"), disabled=not picked or same,
        on_click=admin_parts.attempt, args=(PAGE, _set, picked, publishing, open_),
    )  # fmt: skip
    if picked and same:
        paragraph(f"Round {picked} stands so now. Choose something else to set it.", "csp-basis")
    return picked, str(publishing)


def _set(round_: str, publishing: str, open_: bool) -> str:
    if not standing_rules.set_round(cached.store(), round_, publishing, open_):
        return f"Round {round_} stood so already. Nothing changed."
    admin_state.renew()
    address.say("set-round", round_)
    returns = "returns are taken" if open_ else "it is closed for returns"
    return f"Round {round_}: {WORDS[publishing].lower()}, and {returns}. It holds from now on."


def _preview(round_: str, publishing: str) -> None:
    """What an officer of an area would see."""
    html("<h2>What an officer would see</h2>")
    if not round_:
        paragraph("Name the round first.", "csp-takeaway")
        return
    names, there = administration.area_names(cached.store()), holdings.areas_of_round(cached.store(), round_)
    codes = sorted(there or names, key=lambda code: names.get(code, code))
    area = st.selectbox(
        "As an officer of", codes, format_func=lambda code: names.get(code, code), key=admin_state.key("preview"),
        width=300,
    )  # fmt: skip
    said = administration.as_seen(publishing, names.get(area, area), len(set(there) - {area}), round_)
    paragraph(said, "csp-takeaway")
    paragraph(FOR_WHOM, "csp-basis")
