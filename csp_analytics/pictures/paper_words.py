"""What a board paper says in sentences of its own: summary, recommendations, header block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import NOT_COMPARED, rank_words
from csp_analytics.analysis.proposals import DONE
from csp_analytics.charts.words import count, listed, points, share
from csp_analytics.frameworks.load import frameworks
from csp_analytics.pictures.area import AreaPicture
from csp_analytics.pictures.officer_difference import difference_sentence
from csp_analytics.pictures.officer_subject import OfficerSubject
from csp_analytics.pictures.officer_support import Help
from csp_analytics.pictures.officer_words import finding

DECISION, DISCUSSION, INFORMATION = "decision", "discussion", "information"
PURPOSES = (DECISION, DISCUSSION, INFORMATION)
TITLE, DATE = "Title", "Date"
HEADER = (TITLE, "Prepared by", "Present", "Leading partners", DATE)
STATEMENTS = ("Financial and human resources", "Equality and diversity")
PLAN_COLUMNS = ("Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure", "Criterion")
_OF_ACTION = ("issue", "action", "when_text", "milestone", "owner", "status", "measure")
NAMED, ASKED = 3, 2


@dataclass(frozen=True)
class Told:
    """What a paper is written from, beside the area itself.

    Attributes:
        officer: the area, its upload and what is published.
        own: the picture of the area's page.
        levels: own levels in the distribution of the peers, from ``level_rows``.
        helps: what helps with each weak criterion.
        plan: the action plan, in the columns of :data:`PLAN_COLUMNS`.
    """

    officer: OfficerSubject
    own: AreaPicture
    levels: pd.DataFrame
    helps: dict[str, Help]
    plan: pd.DataFrame


def title(one: OfficerSubject) -> str:
    """Title of the paper."""
    framework = one.area.framework
    what = "answers of" if framework.is_checklist else "self-assessment"
    return f"{one.area.name}: {framework.short_title}, {what} {one.area.round}"


def header(one: OfficerSubject, today: date, filled: Mapping[str, str]) -> dict[str, str]:
    """The header block; what nobody has filled in is empty, but for title and date."""
    known = {TITLE: title(one), DATE: f"{today:%-d %B %Y}"}
    return {label: filled.get(label) or known.get(label, "") for label in HEADER}


def summary(told: Told) -> list[str]:
    """Content and issues, in short."""
    one, area, framework = told.officer, told.officer.area, told.officer.area.framework
    grouping = findings.grouping(area.store, area.nation.grouping_id).title
    beside = f" beside {count(len(area.peers), 'peer')} ({grouping})" if area.peers else ""
    what = f"the {count(len(framework.criteria), framework.row_word, framework.row_word_plural)} of {framework.title}"
    lines = [
        f"This paper sets out the answers of {area.name} to {what} in round {area.round}{beside}.",
        finding(one, told.own),
        overall(one),
        strongest(told),
        difference_sentence(one),
        coverage(one),
    ]
    return [line for line in lines if line]


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
    if row["n_ranked"] > 1:
        said += f"; rank of all areas: {rank_words(row['rank_best'], row['rank_worst'], row['n_ranked'])}"
    scores = one.published_scores
    beside = "" if scores is None else f" {one.sides.published}: {points(scores[scoring.ALL])}."
    return f"{said}.{beside}"


def strongest(told: Told) -> str:
    """The strongest and the weakest criteria by name; empty when none stands out."""
    strong, weak = ([row["short"] for row in rows[:NAMED]] for rows in (told.own.strengths, told.own.weaknesses))
    parts = [f"Strongest: {listed(strong)}." if strong else "", f"Weakest: {listed(weak)}." if weak else ""]
    return " ".join(part for part in parts if part)


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
    lines += [f"Note that {listed(weak)} {'is' if len(weak) == 1 else 'are'} rated lowest."] if weak else []
    if purpose == INFORMATION:
        return lines
    if purpose == DISCUSSION:
        talk = f"Discuss what stands behind the answers on {listed(weak)}." if weak else ""
        return [*lines, *([talk] if talk else []), "Discuss which actions should follow."]
    return [*lines, *_on_the_plan(told), *_on_learning(told), _next_round(one, today)]


def action_plan(one: OfficerSubject, plan: pd.DataFrame | None) -> pd.DataFrame:
    """A plan in the columns of a paper, all texts.

    Args:
        one: the area.
        plan: what the officer has edited, in these columns or in those of the table ``action``; the plan of the store
            when None.
    """
    rows = one.area.plan if plan is None else plan
    if set(PLAN_COLUMNS) <= set(rows.columns):
        return _texts(rows[list(PLAN_COLUMNS)])
    known = {key: row.short for framework in frameworks().values() for key, row in framework.by_id.items()}
    named = dict(zip(_OF_ACTION, PLAN_COLUMNS, strict=False))
    rows = rows.reindex(columns=[*_OF_ACTION, "due", "criterion_id"])
    found = rows[list(_OF_ACTION)].rename(columns=named)
    when = [f"{day:%-d %B %Y}" if pd.notna(day) else "" for day in pd.to_datetime(rows["due"])]
    found["When"] = [said or due for said, due in zip(_texts(found)["When"], when, strict=True)]
    ids = rows["criterion_id"].fillna("")
    found["Criterion"] = [known.get(key, key) for key in ids]
    return _texts(found)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), "").astype(str).reset_index(drop=True)


def _on_the_plan(told: Told) -> list[str]:
    plan = told.plan[told.plan["Status"] != DONE]
    if plan.empty:
        n = sum(bool(one.proposed) for one in told.helps.values())
        drafts = f"; {count(n, 'draft')} stand{'s' if n == 1 else ''} under “What to work on”" if n else ""
        return [f"Agree an action plan{drafts}."]
    without = int((plan["Owner"].str.strip() == "").sum())
    lines = [f"Agree the action plan, with {count(len(plan), 'action')} still to be done."]
    who = "it" if without == 1 else "each of them"
    return lines + ([f"Name an owner for {who}: {count(without, 'action')} without one."] if without else [])


def _on_learning(told: Told) -> list[str]:
    """Whom to ask, from the first that are named for the weakest criteria."""
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
