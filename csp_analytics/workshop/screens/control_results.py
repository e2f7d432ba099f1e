"""What the facilitator sees of the answers, only after the reveal: counts, agreement in words, peers, last round."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.agreement import agreement
from csp_analytics.charts.words import DEMO_LABEL, count, listed
from csp_analytics.workshop.session.about import Question
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import AGREED, REVEALED
from csp_analytics.workshop.session.to_discuss import seen_counts

TOO_FEW = "{} gave an answer: too few to show ({} are needed)."


@dataclass(frozen=True)
class Results:
    """What the room answered on one question.

    Attributes:
        words: agreement in words, or why nothing can be shown.
        measures: the two measures, empty without.
        columns: heads of the table after the answer: votes, peers, last round.
        rows: the answer's label and its cells, one for each column.
        notes: what stands under the table: peers, last round, demonstration data.
        most_common: the answers that most gave, by answer with how many; empty when nothing is shown.
    """

    words: str
    measures: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    most_common: dict[str, int]


def results(room: Room, question: Question, before: pd.DataFrame | None = None) -> Results | None:
    """What the room answered, None before the reveal.

    Args:
        room: the room.
        question: one of its questions.
        before: what stands beside the votes, see :func:`csp_analytics.findings.agenda.before`.
    """
    standing = room.standing_of(question.question_id)
    if standing.state not in (REVEALED, AGREED):
        return None
    newest = seen_counts(room, question.question_id, standing.vote)
    columns = _votes(room, question)
    notes: list[str] = []
    row = _row_of(before, question.question_id)
    if row is not None:
        columns |= _beside(room, row, notes)
    rows = tuple(
        (option.label, tuple(cells[option.answer] for cells in columns.values())) for option in room.about.options
    )
    if newest is None:
        said = TOO_FEW.format(count(standing.n(), "person", "people"), room.least)
        return Results(said, "", tuple(columns), rows if columns else (), tuple(notes), {})
    agreed = agreement([newest[option.answer] for option in room.about.scale], room.least)
    most = max(newest.values())
    return Results(
        agreed.words,
        _measures(agreed.consensus, agreed.a),
        tuple(columns),
        rows,
        tuple(notes),
        {answer: most for answer in room.about.answers if newest[answer] == most},
    )


def hint(found: Results | None, labels: dict[str, str]) -> str:
    """The room's most common answer as a sentence, empty when it is not shown."""
    if found is None or not found.most_common:
        return ""
    names = listed(labels[answer] for answer in found.most_common)
    each = " each" if len(found.most_common) > 1 else ""
    return f"Most common answer: {names} ({next(iter(found.most_common.values()))}{each})."


def _votes(room: Room, question: Question) -> dict[str, dict[str, str]]:
    """A column for every vote that has enough answers."""
    standing = room.standing_of(question.question_id)
    found = {}
    for place in range(1, standing.vote + 1):
        counts = seen_counts(room, question.question_id, place)
        if counts is not None:
            name = "This room" if standing.vote == 1 else "First vote" if place == 1 else f"Re-vote {place - 1}"
            found[name] = {answer: str(counts[answer]) for answer in room.about.answers}
    return found


def _beside(room: Room, row: pd.Series, notes: list[str]) -> dict[str, dict[str, str]]:
    """Columns of the peers and of the last round, and what is to be said under them."""
    found: dict[str, dict[str, str]] = {}
    blank = dict.fromkeys(room.about.answers, "–")
    if row["compared"]:
        peers = {option.answer: str(int(row.get(f"level_{option.answer}", 0))) for option in room.about.scale}
        found[f"Peers ({int(row['n_peers'])})"] = blank | peers
        if row.get("peers_round"):
            notes.append(f"Peers: {row['peers_round']}, {room.about.area_name} left out.")
    elif room.about.grouping_id:
        notes.append("Peers: not compared, fewer than five have a level.")
    if pd.notna(row["last_level"]):
        at = [option.answer for option in room.about.scale if abs(float(option.answer) - row["last_level"]) < 1]
        # A level between two is marked at both.
        found["Last round"] = blank | dict.fromkeys(at, f"● {row['last_round']}")
        if len(at) > 1:
            notes.append("Last round: between the two levels that are marked.")
        if row.get("reworded", False):
            notes.append("The wording has changed since the last round.")
    elif row["last_round"]:
        notes.append(f"Last round ({row['last_round']}): no level.")
    if (room.about.demo or row["demo"]) and found:
        notes.append(f"{DEMO_LABEL} (peers, last round).")
    return found


def _measures(consensus: float | None, a: float | None) -> str:
    if consensus is None:
        return ""
    return f"Consensus {consensus:.2f}" + ("" if a is None else f", agreement A {a:.2f}".replace("-", "−")) + "."


def _row_of(before: pd.DataFrame | None, question_id: str) -> pd.Series | None:
    if before is None:
        return None
    found = before[before["criterion_id"] == question_id]
    return None if found.empty else found.iloc[0]
