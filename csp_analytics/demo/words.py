"""How the texts of the demonstration data are put together: evidence, actions required and rows of action plans.

All of it is invented, neutral and general, so that nothing here could be taken for a statement about an area.
"""

from __future__ import annotations

import numpy as np

from csp_analytics.demo.topics import Step, topic_of
from csp_analytics.frameworks.model import Criterion

NOTICE = "Demonstration data, drawn from a seed. It is not about the real areas: their names show where figures go."
NOTICE_INVENTED = "Demonstration data, drawn from a seed. Its areas are invented."

# How strong the answer is, from the lowest level to the highest, and how such evidence reads.
BANDS: tuple[tuple[str, ...], ...] = (
    (
        "Nothing is agreed yet on {thing}.",
        "We have talked about {thing} but have not started.",
        "A gap: no one leads on {thing} so far.",
        "{Thing} is not in place, and no date is set.",
        "Partners see the need for {thing}; work has not begun.",
    ),
    (
        "A first draft of {thing} is with {body}.",
        "Work on {thing} has started; results cannot be shown yet.",
        "{Body} has asked for proposals on {thing}.",
        "Early days for {thing}: {part} have joined in.",
        "{Thing} is there on paper and little used.",
    ),
    (
        "{Thing} works well in some services, less so in others.",
        "{Part} make use of {thing}; the others are to follow.",
        "{Thing} is in use, and {body} has looked at it once.",
        "Good examples of {thing} in two service areas.",
        "{Thing} is sound, but {body} sees it too seldom.",
    ),
    (
        "{Thing} is in use by all partners and reviewed {often}.",
        "{Body} checks {thing} {often} and acts on what it finds.",
        "All partners can show how {thing} makes a difference.",
        "{Thing} is well established; changes are agreed {often}.",
        "Papers of {body} show {thing} at work.",
    ),
)
BODIES = ("the board", "the delivery group", "the executive group", "the lead officers' group", "the planning group")
PARTS = ("three of the partners", "most partners", "about half of the partners", "the statutory partners")
OFTEN = ("every quarter", "twice a year", "every year", "at each meeting")
OWNERS = (
    "Community safety manager",
    "Partnership analyst",
    "Chair of the delivery group",
    "Police partnership lead",
    "Fire and rescue partnership lead",
    "Third sector lead",
    "Performance officer",
    "Community engagement officer",
    "Housing services lead",
    "Health partnership lead",
)


def evidence(rng: np.random.Generator, criterion: Criterion, position: float) -> str:
    """One sentence of evidence for a level.

    Args:
        rng: where chance comes from.
        criterion: what is rated.
        position: place of the level on its scale, 0 (lowest) to 1 (highest).
    """
    sentence = _one(rng, band(position))
    thing, body, part = _one(rng, topic_of(criterion).things), _one(rng, BODIES), _one(rng, PARTS)
    words = {"thing": thing, "body": body, "part": part, "often": _one(rng, OFTEN)}
    return sentence.format(**words, Thing=_opening(thing), Body=_opening(body), Part=_opening(part))


def action_required(rng: np.random.Generator, criterion: Criterion) -> str:
    """What is to be done about a criterion, in one sentence that ends with who leads (a role)."""
    owner = _one(rng, OWNERS)
    return f"{_step(rng, criterion).action}; {owner[0].lower()}{owner[1:]} takes it on."


def band(position: float) -> tuple[str, ...]:
    """The sentences for a level by its place on the scale, 0 (lowest) to 1 (highest)."""
    return BANDS[0 if position <= 0 else 3 if position >= 1 else 1 if position <= 0.5 else 2]


def _step(rng: np.random.Generator, criterion: Criterion) -> Step:
    steps = topic_of(criterion).steps
    return steps[int(rng.integers(len(steps)))]


def _one(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(rng.integers(len(choices)))]


def _opening(words: str) -> str:
    return words[0].upper() + words[1:]
