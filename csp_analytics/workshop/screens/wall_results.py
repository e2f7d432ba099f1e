"""What the wall shows of one question once it is revealed: counts, agreement, roles, last round and peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.agreement import CAMPS, agreement
from csp_analytics.charts import theme
from csp_analytics.charts.words import count
from csp_analytics.workshop.session.about import NO_ROLE, About
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.to_discuss import seen_counts

SHORT_MARK = 4
FEW = "{}: too few to show. They are shown from {} on, so that nobody's own answer can be told."
NOT_COMPARED = "Peers: under five have a level, not compared."


@dataclass(frozen=True)
class LevelMark:
    """A level as it looks on every screen: its label, a short mark, its colour and the ink on it, its place from 0."""

    answer: str
    label: str
    meaning: str
    mark: str
    colour: str
    ink: str
    place: int


@dataclass(frozen=True)
class Bar:
    """A count and the width of its bar in percent."""

    n: int
    width: float


@dataclass(frozen=True)
class LevelRow:
    """One level: a bar for each vote shown, how many peers are there (None: not compared), whether it was the last."""

    level: LevelMark
    bars: tuple[Bar, ...]
    peers: int | None
    last: bool


@dataclass(frozen=True)
class RoleRow:
    """Answers of one role: ``counts`` on the scale, lowest first, and ``beside`` the others together."""

    title: str
    n: int
    counts: tuple[int, ...]
    beside: int


@dataclass(frozen=True)
class Result:
    """One question, revealed.

    Attributes:
        title, text: the question.
        heads: over each column of bars, such as "First: 12".
        rows: one for each level, lowest first.
        beside: ``(label, counts)`` of the answers beside the scale.
        few: why there is no distribution, a sentence; empty when there is one.
        words: agreement in words.
        measures: the two measures with what they mean; empty when there are none.
        discuss: whether lowest and highest should say why, where the words do not say so.
        roles: by role; empty unless every role has enough.
        peers: over the column of peers; empty when it is not there.
        notes: last round and peers, as sentences.
        demo: whether what stands beside the votes is demonstration data.
        agreed, evidence: the agreed level's label and the line of evidence.
        parked: put aside for later.
    """

    title: str
    text: str
    heads: tuple[str, ...]
    rows: tuple[LevelRow, ...]
    beside: tuple[tuple[str, tuple[int, ...]], ...]
    few: str
    words: str
    measures: tuple[str, ...]
    discuss: bool
    roles: tuple[RoleRow, ...]
    peers: str
    notes: tuple[str, ...]
    demo: bool
    agreed: str
    evidence: str
    parked: bool


def levels(about: About) -> tuple[LevelMark, ...]:
    """The levels of a room, lowest first."""
    colours = theme.level_colours(len(about.scale))
    short = all(len(option.label) <= SHORT_MARK for option in about.scale)
    return tuple(
        LevelMark(
            one.answer, one.label, one.meaning, one.label if short else one.answer, colour, theme.ink_on(colour), place
        )
        for place, (one, colour) in enumerate(zip(about.scale, colours, strict=True))
    )


def vote_name(vote: int) -> str:
    """The name of a vote: the first vote, a re-vote."""
    return {1: "First vote", 2: "Re-vote"}.get(vote, f"Re-vote {vote - 1}")


def result_of(room: Room, before: pd.DataFrame | None) -> Result:
    """The question that the room is at; it must be revealed.

    Args:
        room: the room.
        before: as in :func:`csp_analytics.workshop.screens.wall.page`.
    """
    about, question, standing = room.about, room.question, room.standing
    newest = seen_counts(room, question.question_id, standing.vote)
    counts: Mapping[str, int] = newest or {}
    shown = _votes(room)
    known = _known(before, question.question_id)
    one = agreement([counts.get(option.answer, 0) for option in about.scale], room.least)
    few = "" if newest is not None else FEW.format(count(standing.n(), "answer"), room.least)
    return Result(
        title=question.title,
        text=question.text,
        heads=tuple(_head(room, vote, counts) for vote, counts in shown),
        rows=_rows(about, [counts for _, counts in shown], known),
        beside=tuple(
            (option.label, tuple(counts.get(option.answer, 0) for _, counts in shown))
            for option in about.options
            if not option.on_scale
        ),
        few=few,
        words=few if newest is None else one.words,
        measures=_measures(one.consensus, one.a),
        discuss=one.discuss and one.kind not in CAMPS,
        roles=() if newest is None else _roles(room),
        peers=_peers_head(known),
        notes=_notes(about, known),
        demo=bool(known) and (about.demo or bool(known["demo"])),
        agreed=about.labels.get(standing.agreed, ""),
        evidence=standing.evidence,
        parked=standing.parked,
    )


def _head(room: Room, vote: int, counts: Mapping[str, int]) -> str:
    n = sum(counts.values())
    if room.standing.vote == 1:
        return count(n, "answer")
    return f"{'First' if vote == 1 else vote_name(vote)}: {n}"


def _votes(room: Room) -> list[tuple[int, Mapping[str, int]]]:
    """The first vote and the newest, as far as they may be seen."""
    key, newest = room.question.question_id, room.standing.vote
    found = [(vote, seen_counts(room, key, vote)) for vote in dict.fromkeys((1, newest))]
    return [(vote, counts) for vote, counts in found if counts is not None]


def _rows(about: About, votes: list[Mapping[str, int]], known: Mapping[str, object]) -> tuple[LevelRow, ...]:
    most = max((counts.get(option.answer, 0) for counts in votes for option in about.scale), default=0) or 1
    return tuple(
        LevelRow(
            level,
            tuple(Bar(counts.get(level.answer, 0), 100 * counts.get(level.answer, 0) / most) for counts in votes),
            int(known[f"level_{level.answer}"]) if _compared(known) else None,  # type: ignore[call-overload]
            bool(known) and known["last_level"] == float(level.answer),
        )
        for level in levels(about)
    )


def _roles(room: Room) -> tuple[RoleRow, ...]:
    about = room.about
    found = room.by_role(room.question.question_id)
    order = [role for role in (*about.roles, NO_ROLE) if role in found]
    return tuple(
        RoleRow(
            role or "No role given",
            sum(found[role].values()),
            tuple(found[role][option.answer] for option in about.scale),
            sum(found[role][option.answer] for option in about.options if not option.on_scale),
        )
        for role in order
    )


def _measures(consensus: float | None, a: float | None) -> tuple[str, ...]:
    said = []
    if consensus is not None:
        said.append(f"Tastle-Wierman consensus {consensus:.2f}: 0 is half at each end, 1 all at one level.")
    if a is not None:
        said.append(f"Van der Eijk A {_signed(a)}: below 0 is two camps, 1 all at one level.")
    return tuple(said)


def _signed(a: float) -> str:
    return f"{a:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _known(before: pd.DataFrame | None, criterion_id: str) -> dict[str, object]:
    """The row of a criterion; empty when nothing is known of it."""
    if before is None:
        return {}
    rows = before[before["criterion_id"] == criterion_id].to_dict("records")
    return {str(key): value for key, value in rows[0].items()} if rows else {}


def _compared(known: Mapping[str, object]) -> bool:
    return bool(known) and bool(known["compared"])


def _peers_head(known: Mapping[str, object]) -> str:
    return "Peers" if _compared(known) else ""


def _notes(about: About, known: Mapping[str, object]) -> tuple[str, ...]:
    if not known:
        return ()
    said = []
    level = _label(about, float(known["last_level"]))  # type: ignore[arg-type]
    if level:
        words = ", asked in other words" if known.get("reworded") else ""
        said.append(f"◆ Last round ({known['last_round']}{words}): {level}.")
    if _compared(known):
        said.append(f"{known['n_peers']} peers ({known['peers_round']}).")
    elif about.grouping_id:
        said.append(NOT_COMPARED)
    return tuple(said)


def _label(about: About, value: float) -> str:
    """The label of a level; of a value between two, both."""
    if value != value:
        return ""
    near = sorted(about.scale, key=lambda option: abs(float(option.answer) - value))[:2]
    if float(near[0].answer) == value:
        return near[0].label
    low, high = sorted(near, key=lambda option: float(option.answer))
    return f"between {low.label} and {high.label}"
