"""Tables of a session that was held: what was agreed, every vote, what to discuss, what was parked, priorities."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.words import listed
from csp_analytics.pictures.workshop_votes import Votes
from csp_analytics.pictures.workshop_words import changed, counted, words_of
from csp_analytics.workshop.session.record import Vote

NO_ROLE = "No role given"


def agreed(votes: Votes) -> pd.DataFrame:
    """Each agreed criterion in the order of the agenda: level, evidence, votes, what a re-vote changed, agreement."""
    rows = []
    for key, one in votes.record.agreed.items():
        given = votes.shown[key]
        rows.append(
            {
                _word(votes): votes.titles[key],
                "Agreed": votes.said_by(one.agreed),
                "Evidence": one.evidence,
                "First vote": counted(votes, given[0]) if given else "",
                "Last vote": counted(votes, given[-1]) if len(given) > 1 else "",
                "Change": changed(votes, key),
                "Agreement in the last vote": votes.agreement_of(given[-1]).words if given else "",
            }
        )
    table = pd.DataFrame(rows, columns=[_word(votes), "Agreed", "Evidence", "First vote", *_LATER, _AGREEMENT])
    return table if table["Last vote"].any() else table.drop(columns=_LATER)


def every_vote(votes: Votes, order: list[str] | None = None) -> pd.DataFrame:
    """Each vote that is shown: how many answered, the counts of each answer, agreement, and the agreed level.

    Counts that are not kept are empty. ``order``: ids of the questions; that of the agenda when None.
    """
    of = {one.question_id: one for one in votes.record.outcomes}
    rows = [
        _vote(votes, key, place, vote) | {"Agreed level": votes.said_by(of[key].agreed)}
        for key in order or list(of)
        for place, vote in enumerate(votes.shown[key], start=1)
    ]
    columns = [_word(votes), "Vote", "Answered", *votes.answers.labels, *_MEASURES, "Agreed level"]
    table = pd.DataFrame(rows, columns=columns)
    table[list(votes.answers.labels)] = table[list(votes.answers.labels)].astype(float)
    return table if votes.record.agreed else table.drop(columns="Agreed level")


def queue(votes: Votes) -> pd.DataFrame:
    """What was voted on or parked, in order of disagreement."""
    of = {one.question_id: one for one in votes.record.outcomes}
    rows, kept = votes.queue, votes.queue["item_id"].isin(votes.counts["item_id"])
    table = pd.DataFrame(
        {
            _word(votes): rows["item_id"].map(votes.titles),
            "Place": rows["place"],
            "Agreement": rows["words"],
            "Discuss": ["yes" if one else "" for one in rows["discuss"]],
            "Answers on the scale": rows["n"].where(kept),
            "Other answers": rows["n_beside"].where(kept),
            "Agreed": [votes.said_by(of[key].agreed) for key in rows["item_id"]],
            "Parked": ["yes" if one else "" for one in rows["parked"]],
        }
    )
    return table.drop(columns=[name for name in ("Agreed", "Parked") if not table[name].any()])


def by_role(votes: Votes) -> pd.DataFrame:
    """Each vote by role, where every role has five or more."""
    labels = votes.record.about.labels
    rows = [
        {_word(votes): votes.titles[key], "Vote": place, "Role": role or NO_ROLE}
        | {labels[answer]: found.get(answer, 0) for answer in votes.record.about.answers}
        for key, given in votes.shown.items()
        for place, vote in enumerate(given, start=1)
        for role, found in vote.by_role.items()
    ]
    return pd.DataFrame(rows, columns=[_word(votes), "Vote", "Role", *votes.answers.labels])


def dots(votes: Votes) -> pd.DataFrame:
    """Dots of each criterion that they could be placed on, most first; empty when none may be shown."""
    record = votes.record
    of = {one.question_id: one for one in record.outcomes}
    rows = [(votes.titles[key], of[key].dots, votes.said_by(of[key].agreed)) for key in record.candidates]
    table = pd.DataFrame(rows, columns=[_word(votes), "Dots", "Agreed level"])
    if not table["Dots"].sum():
        return table.iloc[:0]
    return table.sort_values("Dots", ascending=False, kind="stable", ignore_index=True)


def priorities(votes: Votes) -> pd.DataFrame:
    """What the room wants to work on, in order."""
    rows, _ = votes.priorities
    of = {one.question_id: one for one in votes.record.outcomes}
    words = dict(zip(votes.queue["item_id"], votes.queue["words"], strict=True))
    return pd.DataFrame(
        {
            _word(votes): rows["item_id"].map(votes.titles),
            "Place": rows["place"],
            "Dots": rows["dots"],
            "Agreed": [votes.said_by(of[key].agreed) for key in rows["item_id"]],
            "Agreement": [words.get(key, "") for key in rows["item_id"]],
        }
    )


def parked(votes: Votes) -> str:
    """The criteria that were parked, in a sentence; empty when none was."""
    there = [votes.titles[one.question_id] for one in votes.record.outcomes if one.parked]
    return f"Parked for later: {listed(there)}." if there else ""


_LATER, _AGREEMENT = ["Last vote", "Change"], "Agreement in the last vote"
MEASURED = ("Consensus", "A")
_MEASURES = ["Agreement", *MEASURED]


def _vote(votes: Votes, key: str, place: int, vote: Vote) -> dict[str, object]:
    row: dict[str, object] = {_word(votes): votes.titles[key], "Vote": place, "Answered": vote.n}
    if not vote.counts:
        return row | {"Agreement": "Too few answers: not shown" if vote.n else "Nobody answered"}
    found = votes.agreement_of(vote)
    # As texts: every paper and page rounds figures to one decimal, which would say other than the wall did.
    measures = [None if one is None else f"{one:.2f}".replace("-0.00", "0.00") for one in (found.consensus, found.a)]
    return row | votes.labelled(vote) | dict(zip(_MEASURES, (found.words, *measures), strict=True))


def _word(votes: Votes) -> str:
    return words_of(votes.record)[0].capitalize()
