"""The command skills: shares, coverage and needs of a survey, with small numbers taken out as on the pages."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

import pandas as pd

from csp_analytics.analysis.survey_units import ALL, BY, EVERYBODY, GROUP, within_area, within_group
from csp_analytics.areas.groupings import default_grouping
from csp_analytics.charts.survey_words import FORM_WORDS, STATUS_WORDS
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, show
from csp_analytics.findings import surveys as asked_of_surveys
from csp_analytics.findings.survey_plans import groups
from csp_analytics.problems import did_you_mean
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store, open_store
from csp_analytics.surveys.load import UnknownSurvey, survey
from csp_analytics.surveys.model import AREA, ROLE, SECTOR, Survey, SurveyQuestion

COVERAGE, NEEDS = "coverage", "needs"
WAYS = (*BY, COVERAGE, NEEDS)
HIDING = (
    "Nothing is shown of fewer than 5 people, nor what would give them away; roles and sectors within an area or group "
    "take 10 people."
)


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds skills."""
    one = command("skills", "What people answered: who has which skill, how sure that is, what is needed.")
    one.add_argument(
        "--by", choices=WAYS, default=ALL, help="everybody, parts of them, coverage or needs (default: all)"
    )
    one.add_argument("--round", help="default: the newest")
    one.add_argument("--area", help="only this area; with --by role or sector: within it")
    one.add_argument(
        "--group", metavar="NAME", help="only this group of the grouping; with --by role or sector: within it"
    )
    one.add_argument("--grouping", help="whose groups, own:NAME for a saved list (default: as for compare)")
    one.add_argument("--survey", default=asked_of_surveys.SKILLS, metavar="ID", help="another survey (default: skills)")
    one.add_argument("--question", metavar="ID", help="the question (default: the first that has a scale)")
    one.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """``skills [--by ...] [--round R] [--area A] [--group NAME --grouping G] [--survey ID] [--question Q]``."""
    store = open_store(chosen.db)
    asked = _survey(chosen.survey)
    question = _question(asked, chosen)
    round_ = _round(store, asked, chosen.round)
    grouping = choose.grouping(chosen.grouping, store) if chosen.grouping or chosen.group or chosen.by == GROUP else ""
    by, within, only = _part(store, chosen, grouping or default_grouping())
    frame = _answered(store, asked, round_, question, by, grouping, within)
    if only:
        frame = frame[frame["unit"] == only]
    leading = {"survey": asked.survey_id, "round": round_, "question": question.question_id, "by": by, "within": within}
    titles = _titles(store, asked, by)
    frame = frame.assign(
        **leading,
        grouping=grouping,
        title=[titles.get(unit, unit) for unit in frame["unit"]],
        item=[question.by_id[item].title if item else question.title for item in frame["item_id"]],
        why=frame["status"].map(STATUS_WORDS),
        demo=survey_reading.rests_on_demo(store, asked.survey_id, round_),
    )
    first = [*leading, "grouping", "unit", "title", "item_id", "item"]
    show(frame[[*first, *(name for name in frame if name not in first)]], chosen.format, basis=_basis(frame))
    return 0


def _answered(
    store: Store, asked: Survey, round_: str, question: SurveyQuestion, by: str, grouping: str, within: str
) -> pd.DataFrame:
    survey_id, at = asked.survey_id, {"grouping_id": grouping, "within": within}
    if by == COVERAGE:
        found = asked_of_surveys.coverage(store, round_, definition=survey_id, question_id=question.question_id)
        return found.rename(columns={"area_code": "unit", "words": "covered_by"})
    if by == NEEDS:
        view = AREA if within.startswith(f"{AREA}:") else GROUP if within else ALL
        return asked_of_surveys.needs(store, round_, by=view, grouping_id=grouping, definition=survey_id)
    found = asked_of_surveys.shares(store, survey_id, round_, question.question_id, by=by, **at)
    published = by == ALL and (survey_id, question.question_id) == (asked_of_surveys.SKILLS, asked_of_surveys.IN_PLACE)
    return asked_of_surveys.beside_published(found) if published else found


def _survey(written: str) -> Survey:
    try:
        return survey(written)
    except UnknownSurvey as error:
        raise Refused(str(error)) from None


def _question(asked: Survey, chosen: argparse.Namespace) -> SurveyQuestion:
    with_scale = [one.question_id for one in asked.questions if one.scale]
    if not with_scale:
        raise Refused(f"{asked.title} has no question with a scale.")
    if chosen.by == NEEDS:
        if chosen.question:
            raise Refused("--by needs sets importance against confidence: leave out --question.")
        wanted = asked_of_surveys.IMPORTANCE
        if not {wanted, asked_of_surveys.CONFIDENCE} <= set(with_scale):
            raise Refused(f"{asked.title} does not ask importance and confidence.")
        return asked.by_id[wanted]
    try:
        found = asked_of_surveys.question(asked.survey_id, chosen.question or with_scale[0])
    except LookupError as error:
        raise Refused(str(error.args[0])) from None
    if chosen.by == COVERAGE and not found.is_ticked:
        raise Refused(f"--by coverage takes a question that is answered by yes or no, not '{found.question_id}'.")
    return found


def _round(store: Store, asked: Survey, written: str | None) -> str:
    known = survey_reading.rounds(store, asked.survey_id)
    if not known:
        raise Refused(f"No answers to {asked.title} have been loaded yet. Load them with: import FILE")
    if written and written not in known:
        raise Refused(f"There is no round '{written}' of {asked.title}. Expected one of {', '.join(known)}.")
    return written or known[-1]


def _part(store: Store, chosen: argparse.Namespace, grouping: str) -> tuple[str, str, str]:
    """What to tell apart, within what, and the only unit that is wanted."""
    if chosen.area and chosen.group:
        raise Refused("Give --area or --group, not both.")
    by = chosen.by
    if chosen.group:
        names = next(list(one.members) for one in groups(store) if one.grouping_id == grouping)
        group = _named(chosen.group, names, f"group of '{grouping}'")
        if by in (ROLE, SECTOR):
            return by, within_group(group), ""
        if by not in (ALL, GROUP, NEEDS):
            raise Refused(f"--by {by} cannot be narrowed to a group: leave out --group.")
        return (NEEDS, within_group(group), group) if by == NEEDS else (GROUP, EVERYBODY, group)
    if chosen.area:
        code = choose.area_code(chosen.area, store)
        if by in (ROLE, SECTOR):
            return by, within_area(code), ""
        if by == GROUP:
            raise Refused("--by group tells groups apart: leave out --area, or name the group with --group.")
        return (AREA if by in (ALL, AREA) else by), (within_area(code) if by == NEEDS else EVERYBODY), code
    return by, EVERYBODY, ""


def _named(written: str, names: Iterable[str], noun: str) -> str:
    """One of the names, in any case; a saved list and an area's neighbours by their own."""
    known = list(names)
    for name in known:
        if name.casefold() == written.casefold():
            return name
    near = did_you_mean(written, known)
    hint = f" Did you mean '{near}'?" if near else ""
    raise Refused(f"There is no {noun} named '{written}'. Expected one of {', '.join(known)}.{hint}")


def _titles(store: Store, asked: Survey, by: str) -> dict[str, str]:
    if by in (ROLE, SECTOR):
        return asked.respondent_titles(by)
    return {ALL: "Everybody", **choose.area_names(store)}


def _basis(frame: pd.DataFrame) -> str:
    forms = [FORM_WORDS[form] for form in dict.fromkeys(frame.get("form", ())) if form]
    return " ".join([HIDING, *forms])
