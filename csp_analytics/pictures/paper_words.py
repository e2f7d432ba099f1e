"""What a board paper says in sentences of its own: summary, recommendations, header block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS, NOT_COMPARED, rank_words
from csp_analytics.charts.peers import without_advice
from csp_analytics.charts.words import count, listed, points, share
from csp_analytics.pictures.area import AreaPicture
from csp_analytics.pictures.officer_difference import difference_sentence
from csp_analytics.pictures.officer_subject import OfficerSubject
from csp_analytics.pictures.officer_support import Help
from csp_analytics.pictures.officer_words import finding
from csp_analytics.pictures.paper_plan import PaperPlan

DECISION, DISCUSSION, INFORMATION = "decision", "discussion", "information"
PURPOSES = (DECISION, DISCUSSION, INFORMATION)
TITLE, DATE = "Title", "Date"
HEADER = (TITLE, "Prepared by", "Present", "Leading partners", DATE)
STATEMENTS = ("Financial and human resources", "Equality and diversity")
WORK_ON = "What to work on"
NAMED, ASKED = 3, 2


@dataclass(frozen=True)
class Told:
    """What a paper is written from, beside the area itself.

    Attributes:
        officer: the area, its upload and what is published.
        own: the picture of the area's page.
        levels: own levels in the distribution of the peers, from ``level_rows``.
        helps: what helps with each weak criterion.
        actions: the action plan.
    """

    officer: OfficerSubject
    own: AreaPicture
    levels: pd.DataFrame
    helps: dict[str, Help]
    actions: PaperPlan


def title(one: OfficerSubject) -> str:
    """Title of the paper."""
    framework = one.area.framework
    what = "answers of" if framework.is_checklist else "self-assessment"
    return f"{one.area.name}: {framework.short_title}, {what} {one.area.nation.rounds_in_words}"


def header(one: OfficerSubject, today: date, filled: Mapping[str, str]) -> dict[str, str]:
    """The header block; what nobody has filled in is empty, but for title and date."""
    known = {TITLE: title(one), DATE: f"{today:%-d %B %Y}"}
    return {label: filled.get(label) or known.get(label, "") for label in HEADER}


def summary(told: Told) -> list[str]:
    """Content and issues, in short."""
    one, area, framework = told.officer, told.officer.area, told.officer.area.framework
    grouping = findings.grouping(area.store, area.nation.grouping_id).title
    theirs = "" if area.nation.others_round == area.round else f", the peers' of round {area.nation.others_round}"
    beside = f" beside {count(len(area.peers), 'peer')} ({grouping}){theirs}" if area.peers else ""
    if one.groups is not None:
        beside = f" beside figures of groups of areas: its peer group ({grouping}) and the other areas of the nation"
    what = f"the {count(len(framework.criteria), framework.row_word, framework.row_word_plural)} of {framework.title}"
    lines = [
        f"This paper sets out the answers of {area.name} to {what} in round {area.round}{beside}.",
        paper_finding(told),
        overall(one),
        strongest(told),
        difference_sentence(one),
        coverage(one),
    ]
    return [line for line in lines if line]


def paper_finding(told: Told) -> str:
    """Where the area stands, without the advice that is for the screen."""
    return without_advice(finding(told.officer, told.own))


def overall(one: OfficerSubject) -> str:
    """The overall score beside the peers' and the published one, with the rank."""
    row = one.area.own(scoring.OVERALL).iloc[0].to_dict()
    if pd.isna(row["value"]):
        return f"There is no overall score: {row['note']}."
    said = f"The overall score is {points(row['value'])} of 100"
    if row["band"] != NOT_COMPARED:
        said += (
            f"; the peers' median is {points(row['peer_median'])}, of {count(int(row['n_peers']), 'peer')} from "
            f"{points(row['lowest'])} to {points(row['highest'])}"
        )
    if one.groups is not None and one.groups.overall:
        said += f"; {one.groups.overall}"
    if row["n_ranked"] > 1 and one.groups is None:
        said += f"; rank of all areas: {rank_words(row['rank_best'], row['rank_worst'], row['n_ranked'])}"
    scores = one.published_scores
    beside = "" if scores is None else f" {one.sides.published}: {points(scores[scoring.ALL])}."
    return f"{said}.{beside}"


def strongest(told: Told) -> str:
    """The strongest and the weakest criteria by name; empty when none stands out."""
    strong, weak = ([row["short"] for row in rows[:NAMED]] for rows in (told.own.strengths, told.own.weaknesses))
    parts = [f"Strongest: {listed(strong)}." if strong else "", f"Weakest: {listed(weak)}." if weak else ""]
    return " ".join(part for part in parts if part)


def lowest(told: Told) -> str:
    """The weakest criteria by name; where more stand at their level, that these are furthest below the peers."""
    area, rows = told.officer.area, told.own.weaknesses[:NAMED]
    beside = area.beside.set_index("criterion_id").loc[[row["criterion_id"] for row in rows]]
    ties = []
    for level, n in beside["level"].value_counts().sort_index().items():
        of = int((area.beside["level"] == level).sum())
        ties += [f"{n} of {of} at {area.framework.label_of(float(str(level)))}"] if of > n else []
    further = bool(ties) and bool(((beside["n_peers"] >= MIN_PEERS) & (beside["gap"] < 0)).all())
    verb = "is" if len(rows) == 1 else "are"
    also, told_ties = ", and furthest below the peers" if further else "", f" ({listed(ties)})" if ties else ""
    return f"Note that {listed(row['short'] for row in rows)} {verb} lowest{also}{told_ties}."


def coverage(one: OfficerSubject) -> str:
    """How many of the criteria that apply are rated."""
    row, framework = one.area.own(scoring.OVERALL).iloc[0], one.area.framework
    rated, applicable = int(row["n_rated"]), int(row["n_applicable"])
    return (
        f"{rated} of {count(applicable, framework.row_word, framework.row_word_plural)} that apply "
        f"{'is' if rated == 1 else 'are'} rated ({share(rated, applicable)})."
    )


def recommendations(told: Told, purpose: str, today: date) -> list[str]:
    """What the board is asked to do."""
    one, weak = told.officer, [row["short"] for row in told.own.weaknesses[:NAMED]]
    lines = ["Note where the partnership stands, and what the figures rest on (see the appendix)."]
    lines += [lowest(told)] if weak else []
    if purpose == INFORMATION:
        return lines
    if purpose == DISCUSSION:
        talk = f"Discuss what stands behind the answers on {listed(weak)}." if weak else ""
        return [*lines, *([talk] if talk else []), "Discuss which actions should follow."]
    return [*lines, *_on_the_plan(told), *_on_learning(told), _next_round(one, today)]


def _on_the_plan(told: Told) -> list[str]:
    plan, n = told.actions.open, sum(bool(one.proposed) for one in told.helps.values())
    if plan.empty:
        drafts = f"; {count(n, 'draft')} stand{'s' if n == 1 else ''} under “{WORK_ON}”" if n else ""
        return [f"Agree an action plan{drafts}."]
    of, late = (f" of round {told.actions.round}" if told.actions.round else ""), told.actions.n_late
    past = f", of which {late} {'is past its' if late == 1 else 'are past their'} date" if late else ""
    lines = [f"Agree the action plan{of}, with {count(len(plan), 'action')} still to be done{past}."]
    if without := int((plan["owner"].str.strip() == "").sum()):
        who = "it" if without == 1 else "each of them"
        lines.append(f"Name an owner for {who}: {count(without, 'action')} without one.")
    return lines + ([f"Consider the {count(n, 'action')} proposed in “{WORK_ON}”."] if n else [])


def _on_learning(told: Told) -> list[str]:
    """Whom to ask, from the first that are named for the weakest criteria; letters cannot be asked."""
    if told.officer.behind_letters:
        return []
    asked: dict[str, list[str]] = {}
    for row in told.own.weaknesses:
        name = told.helps[row["criterion_id"]].first
        if name:
            asked.setdefault(name, []).append(row["short"])
    names = sorted(asked, key=lambda name: -len(asked[name]))[:ASKED]
    return [f"Agree to ask {name} about {listed(asked[name], most=NAMED)}." for name in names]


def _next_round(one: OfficerSubject, today: date) -> str:
    """When to assess again: after as long as between the last two rounds, where rounds are years."""
    area = one.area
    if area.before.isdigit() and area.round.isdigit():
        year = 2 * int(area.round) - int(area.before)
        if year >= today.year:
            return f"Agree to assess again in {year}."
    return "Agree when to assess again."
