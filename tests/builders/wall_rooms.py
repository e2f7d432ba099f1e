"""Rooms in every state of the wall, for its tests: numbers are those of the answers given here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from csp_analytics.workshop.screens import wall
from csp_analytics.workshop.session.about import CHECKLIST, SKILLS, About, Question
from csp_analytics.workshop.session.room import Room
from tests.builders.rooms import lead, prepared, say

CODE, JOIN_AT, NOW = "K7XQM", "csp.example.org/join", 1_800_000_000.0
POLICE, COUNCIL, FIRE = ROLES = ("Police", "Council", "Fire and rescue")
SHOWN = {
    "join_at": JOIN_AT, "join_link": f"https://{JOIN_AT}/{CODE}", "holds": True, "contrast": False, "now": NOW + 5,
}  # fmt: skip


def page(room: Room, before: pd.DataFrame | None = None, **other: object) -> str:
    """The whole wall page of a room."""
    return wall.page(room, CODE, before=before, **{**SHOWN, **other})


def known(about: About, level: float = 2, peers: Iterable[int] = (1, 2, 3, 4), *, demo: bool = True) -> pd.DataFrame:
    """What was known before, the same of every question: the last level, and peers at each level, lowest first."""
    peers = list(peers)
    columns = {f"level_{option.answer}": n for option, n in zip(about.scale, peers, strict=True)}
    return pd.DataFrame(
        [
            {
                "criterion_id": question.question_id, "last_level": level, "last_round": "2023", "reworded": False,
                "peers_round": "2025", **columns, "n_peers": sum(peers), "peer_median": 2.5,
                "compared": sum(peers) >= 5, "demo": demo,
            }
            for question in about.questions
        ]
    )  # fmt: skip


def room_of(about: About, n: int) -> Room:
    """A room with so many phones, whose roles go round."""
    room = Room(about)
    for place in range(n):
        say(room, f"v{place}", "join", role=about.roles[place % len(about.roles)] if about.roles else "")
    return room


def vote(room: Room, answers: Iterable[str]) -> None:
    """One phone after the other answers the open question; an empty answer is none."""
    for place, answer in enumerate(answers):
        if answer:
            question = room.question.question_id
            say(room, f"v{place}", "answer", question=question, vote=room.standing.vote, answer=answer)


def revealed(about: About, *votes: Iterable[str], n: int = 18) -> Room:
    """A room at its first question after these votes, revealed."""
    room = room_of(about, n)
    lead(room, "step")
    for place, answers in enumerate(votes):
        lead(room, "revote" if place else "open", at=NOW)
        vote(room, answers)
        lead(room, "close")
        lead(room, "reveal")
    return room


def consensus(about: About, first: list[str], again: list[str]) -> dict[str, tuple[Room, bool]]:
    """Rooms of a consensus session in every state, and whether answers may be seen in it."""
    found = {"lobby": (room_of(about, len(first)), False)}
    room = room_of(about, len(first))
    lead(room, "step")
    found["waiting"] = (room, False)
    for state, steps in {"open": (), "closed": ("close",), "revealed": ("close", "reveal")}.items():
        room = room_of(about, len(first))
        lead(room, "step")
        lead(room, "open", at=NOW)
        vote(room, first)
        for step in steps:
            lead(room, step)
        found[state] = (room, state == "revealed")
    re_voted = revealed(about, first, again, n=len(first))
    found["revealed again"] = (re_voted, True)
    found["agreed"] = (agreed(revealed(about, first, again, n=len(first)), "2", "Minutes of May."), True)
    for stage in ("queue", "dots", "dots-shown", "ended"):
        room = agreed(revealed(about, first, n=len(first)), "2", "")
        if stage.startswith("dots"):
            lead(room, "dots", candidates=[question.question_id for question in about.questions])
            for place in range(len(first)):
                say(room, f"v{place}", "spend", spent={about.questions[place % len(about.questions)].question_id: 2})
        if stage in ("queue", "dots-shown"):
            lead(room, "show", stage=stage)
        if stage == "ended":
            lead(room, "end")
        found[stage] = (room, stage not in ("dots", "ended"))
    return found


def agreed(room: Room, answer: str, evidence: str) -> Room:
    """The room agrees on the question that it is at."""
    lead(room, "agree", question=room.question.question_id, answer=answer, evidence=evidence)
    return room


def own_pace(kind: str, n_questions: int, n: int, answers: list[str], *, steps: tuple[str, ...] = ()) -> Room:
    """A checklist or a skills snapshot in which every phone gave the same answers, one a question ("" for none)."""
    questions = tuple(Question(f"q{i}", f"Thing number {i} to be good at", f"How is {i}?") for i in range(n_questions))
    room = room_of(replace(prepared(kind), questions=questions), n)
    for question, answer in zip(questions, answers, strict=False):
        for place in range(n):
            if answer:
                say(room, f"v{place}", "answer", question=question.question_id, vote=1, answer=answer)
    for step in steps:
        lead(room, step)
    return room


def every_state(**other: object) -> dict[str, Room]:
    """A room in each state of each kind; ``other`` changes what was prepared."""
    about = prepared(roles=ROLES, seconds=30, grouping_id="peers", **other)
    votes = [*"112233441122331122"], [*"222233222233222", "na", "dk", "2"]
    found = {name: room for name, (room, _) in consensus(about, *votes).items()}
    found |= {
        "checklist open": own_pace(CHECKLIST, 9, 6, ["1", "2", "3"]),
        "checklist closed": own_pace(CHECKLIST, 9, 6, ["1", "2", "3"], steps=("close",)),
        "checklist revealed": own_pace(CHECKLIST, 9, 6, ["1", "2", "3"], steps=("close", "reveal")),
        "skills open": own_pace(SKILLS, 24, 6, ["1", "2", "3", "4", "na", "dk"] * 4),
    }
    return found
