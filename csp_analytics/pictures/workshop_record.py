"""What is shown and taken away of a session that was held in a room."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts import workshop_votes as drawing
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count
from csp_analytics.pictures import workshop_tables as tables
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_subject import Part
from csp_analytics.pictures.workshop_votes import Votes
from csp_analytics.pictures.workshop_words import (
    about,
    finding,
    most_disputed,
    must_be_said,
    why,
    words_of,
)
from csp_analytics.workshop.session.about import CONSENSUS, KIND_TITLES
from csp_analytics.workshop.session.agreed import name_of
from csp_analytics.workshop.session.record import Record

MOST_BARS = 30
NOT_DRAWN_YET = 10  # height of the figure that the drawing takes the place of
WHAT_WAS_FOUND = "What the session found"
WHAT_WAS_AGREED = "What was agreed"
METHOD = (
    "Consensus after Tastle and Wierman (2007) runs from 0 (half at each end) to 1 (all at one level); A after van der "
    "Eijk (2001) from -1 (two opposite halves) over 0 (spread evenly) to 1. The words for them are a convention of "
    "this project. Answers beside the scale are counted and enter neither."
)
NO_TOKENS = "Counts only: nobody's own answer, no name, no phone."


@dataclass(frozen=True)
class SessionReport(Report):
    """The record of a session as a report; ``said``: what must be said wherever it goes."""

    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SessionPicture:
    """Everything that is shown of a session.

    Attributes:
        title: what it is called, such as ``Workshop of 22 November 2026, Fife``.
        finding: what came of it, in sentences.
        said: what must be said with all of it: a dry run, what is not shown.
        agreed: a row for each agreed criterion; empty before.
        levels: answers of the last vote of each criterion, least agreement first; None when none may be shown.
        revotes: first and last vote of what was voted on again; None without.
        dots: dots of each criterion; None when none may be shown.
        queue: what was voted on in order of disagreement.
        priorities: what the room wants to work on, in order, and ``why`` it is in that order.
        priority_ids: ids of the same criteria.
        parked: what was parked, in a sentence; empty for nothing.
        votes: a row for each vote that is shown.
        by_role: a row for each vote and role, where every role has five or more.
        about: what one is looking at.
        dry_run: whether the people were simulated.
    """

    title: str
    finding: str
    said: list[str]
    agreed: pd.DataFrame
    levels: Exhibit | None
    revotes: Exhibit | None
    dots: Exhibit | None
    queue: pd.DataFrame
    priorities: pd.DataFrame
    priority_ids: tuple[str, ...]
    why: str
    parked: str
    votes: pd.DataFrame
    by_role: pd.DataFrame
    about: dict[str, str]
    dry_run: bool

    @property
    def for_the_appendix(self) -> Part:
        """The part of a board paper that tells what the session found: counts of each vote, agreement, agreed level."""
        exhibits = [one for one in (self.levels, self.dots) if one is not None]
        lines = [self.finding, *self.said, *([self.parked] if self.parked else [])]
        table = self.votes if len(self.votes) else None
        return Part(WHAT_WAS_FOUND, lines, exhibits, table, below=[METHOD, NO_TOKENS])

    @property
    def agreed_for_the_appendix(self) -> list[Part]:
        """The part of a board paper with the agreed levels and the evidence typed; none when none was agreed."""
        if self.agreed.empty:
            return []
        return [Part(WHAT_WAS_AGREED, [], table=self.agreed[[self.agreed.columns[0], "Agreed", "Evidence"]])]

    @property
    def report(self) -> SessionReport:
        """The record of the session as a report, for one web page or a workbook."""
        parts = [
            Part(WHAT_WAS_AGREED, [], table=self.agreed) if len(self.agreed) else None,
            Part("What was answered", [], [one for one in (self.levels, self.revotes) if one], self.votes,
                 below=[METHOD, NO_TOKENS]) if len(self.votes) else None,
            Part("Answers by role", [], table=self.by_role) if len(self.by_role) else None,
            Part("In order of disagreement", [self.parked] if self.parked else [], table=self.queue)
            if len(self.queue) else None,
            Part("What to work on first", [self.why], [self.dots] if self.dots else [], self.priorities)
            if len(self.priorities) else None,
        ]  # fmt: skip
        there = [one for one in parts if one is not None]
        return SessionReport(self.title, self.finding, [], there, self.about, False, said=self.said)


def session_picture(record: Record) -> SessionPicture:
    """What is shown of a session: of one that goes on only what was revealed in the room.

    Args:
        record: what stays of it.
    """
    votes = Votes(record)
    dry_run, kind = record.about.dry_run, KIND_TITLES[record.about.kind]
    called = name_of(record) if record.about.kind == CONSENSUS else f"{kind}: {name_of(record)}"
    consensus = record.about.kind == CONSENSUS
    return SessionPicture(
        title=f"{drawing.DRY_RUN}. {called}" if dry_run else called,
        finding=finding(votes),
        said=must_be_said(votes),
        agreed=tables.agreed(votes),
        levels=_levels(votes),
        revotes=_revotes(votes),
        dots=_dots(votes),
        queue=tables.queue(votes),
        priorities=tables.priorities(votes) if consensus else pd.DataFrame(),
        priority_ids=tuple(votes.priorities[0]["item_id"]) if consensus else (),
        why=why(votes),
        parked=tables.parked(votes),
        votes=tables.every_vote(votes),
        by_role=tables.by_role(votes),
        about=about(record),
        dry_run=dry_run,
    )


def _levels(votes: Votes) -> Exhibit | None:
    """The last vote of each question that is shown, least agreement first."""
    last = {key: given[-1] for key, given in votes.shown.items() if given and given[-1].counts}
    order = [key for key in votes.queue["item_id"] if key in last]
    if not order:
        return None
    drawn = order[:MOST_BARS]
    counts = pd.DataFrame([votes.labelled(last[key]) for key in drawn])
    rest = f" The first {MOST_BARS} of {len(order)} are drawn." if len(order) > MOST_BARS else ""
    takeaway = most_disputed(votes, counts=True) or "Nobody gave an answer on the scale."
    table = tables.every_vote(votes, order)
    return drawing.answer_bars(
        counts, [f"{votes.titles[key]} ({last[key].n})" for key in drawn], votes.answers,
        _exhibit(votes, "workshop-answers", "What the room answered, least agreement first", takeaway, table,
                 f"Last vote on each {words_of(votes.record)[0]}; in brackets how many answered.{rest}",
                 "Stacked bars, one for each question, with the number of people at each answer."),
        dry_run=votes.record.about.dry_run,
    )  # fmt: skip


def _revotes(votes: Votes) -> Exhibit | None:
    """First and last vote of what was voted on again, where both are shown."""
    again = {k: g for k, g in votes.shown.items() if len(g) > 1 and g[0].counts and g[-1].counts}
    if not again:
        return None
    counts = pd.DataFrame([votes.labelled(vote) for given in again.values() for vote in (given[0], given[-1])])
    rows = [f"{votes.titles[key]}: {which}" for key in again for which in ("first vote", "re-vote")]
    closer = sum(_closer(votes, key) for key in again)
    one, many = words_of(votes.record)
    takeaway = f"On {closer} of {count(len(again), one, many)} that the room voted on again it came closer."
    return drawing.answer_bars(
        counts, rows, votes.answers,
        _exhibit(votes, "workshop-re-votes", "Before and after a re-vote", takeaway, tables.every_vote(votes, [*again]),
                 "First and last vote.", "Stacked bars in pairs: the first vote and the last one."),
        dry_run=votes.record.about.dry_run,
    )  # fmt: skip


def _closer(votes: Votes, key: str) -> bool:
    """Whether consensus rose from the first vote to the last."""
    first, last = (votes.agreement_of(votes.shown[key][place]).consensus for place in (0, -1))
    return first is not None and last is not None and round(last - first, 12) > 0


def _dots(votes: Votes) -> Exhibit | None:
    table = tables.dots(votes)
    if table.empty:
        return None
    word, record = words_of(votes.record)[0].capitalize(), votes.record
    placed = table[table["Dots"] > 0]
    first, none = placed.iloc[0], len(table) - len(placed)
    takeaway = f"Most dots: {first[word]}, {first['Dots']} of {placed['Dots'].sum()}."
    one, many = words_of(record)
    rest = f" {count(none, one, many)} got none." if none else ""
    return drawing.dot_bars(
        placed["Dots"].tolist(), placed[word].tolist(),
        _exhibit(votes, "workshop-dots", "What the dots were placed on", takeaway, table,
                 f"{count(record.dotted, 'person', 'people')} placed dots, up to {record.about.dots} each.{rest}",
                 "Bars, one for each that got dots, as long as their number."),
        dry_run=record.about.dry_run,
    )  # fmt: skip


def _exhibit(
    votes: Votes, name: str, headline: str, takeaway: str, table: pd.DataFrame, basis: str, alt: str
) -> Exhibit:
    record = votes.record
    mark = f"{drawing.DRY_RUN}. " if record.about.dry_run else ""
    return Exhibit(
        name=name, headline=headline, takeaway=takeaway, figure=theme.figure(NOT_DRAWN_YET), table=table,
        basis=f"{mark}{count(record.joined, 'phone')} joined. {basis}", alt=f"{mark}{alt} {takeaway}",
        source=record.about.framework_title, about=about(record),
    )  # fmt: skip
