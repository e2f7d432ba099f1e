"""What can be matched with what on the page Load a survey, in words: questions, things asked about, answers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, listed
from csp_analytics.ingest.surveys.matching import Matching, Proposal
from csp_analytics.ingest.surveys.option_matching import EXACT, MAPPED, SIMILAR, OptionMatch
from csp_analytics.surveys.mapping import LEAVE_OUT
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Survey
from csp_analytics.ui.survey_loading_recognised import filled

ITEMS = "items"
LEFT_OUT, UNDECIDED = "Leave it out", "Not decided: left out for now"
CHOSEN = "chosen by you"


def how(kind: str, score: float) -> str:
    """How a match came about: ``same text``, ``similar 87``, ``chosen by you``."""
    return {EXACT: "same text", MAPPED: CHOSEN, SIMILAR: f"similar {score:.0f}"}.get(kind, "")


def targets(survey: Survey) -> dict[str, str]:
    """Everything that a column can answer, title by target, in the order of the survey definition."""
    found = {about: survey.respondent[about].title for about in ABOUT_RESPONDENT}
    for question in survey.questions:
        found[question.question_id] = f"{question.title} (all of it)" if question.items else question.title
        for item in question.items:
            found[f"{question.question_id}/{item.item_id}"] = f"{question.title}: {item.title}"
    return found


def meanings(survey: Survey, target: str) -> dict[str, str]:
    """Everything that an answer to a target can mean, title by meaning.

    Args:
        survey: the definition.
        target: ``area``, ``role``, ``sector``, a question, or :data:`ITEMS` for the options of ticked questions.
    """
    if target == AREA:
        return register().names
    if target in survey.respondent_ids:
        return survey.respondent_titles(target)
    question = survey.by_id.get(target.partition("/")[0])
    if target == ITEMS or (question and question.items and question.is_ticked and "/" not in target):
        asked = survey.questions if target == ITEMS or question is None else (question,)
        return {item.item_id: item.title for one in asked for item in one.items}
    return {str(step.value): step.label for step in question.scale} if question else {}


def target_title(survey: Survey, target: str) -> str:
    """A target in words; of the options of ticked questions, what they are."""
    return "What is ticked" if target == ITEMS else targets(survey).get(target, target)


def matched(matching: Matching) -> pd.DataFrame:
    """What is matched: our question, the heading of the form, and how."""
    titles = targets(matching.survey)
    rows = [one for one in matching.proposals if one.target != LEAVE_OUT]
    return pd.DataFrame(
        {
            "Our question": [titles.get(one.target, one.target) for one in rows],
            "Heading of the form": [one.heading or f"({count(len(one.columns), 'column')} together)" for one in rows],
            "How": [how(one.how, one.score) for one in rows],
            "Loaded": ["yes" if one.is_accepted() else "not yet: confirm it" for one in rows],
        }
    )


def answers(matching: Matching) -> pd.DataFrame:
    """What the written answers mean: to which question, as written, what it stands for, and how."""
    rows = []
    for target, found in matching.options.items():
        title, titles = target_title(matching.survey, target), meanings(matching.survey, target)
        for one in found.matches:
            meaning = titles.get(one.meaning, one.meaning) if one.meaning else "no answer" if one.how else "left out"
            rows.append((title, one.written, meaning, how(one.how, one.score)))
    return pd.DataFrame(rows, columns=["Answers to", "As written", "Means", "How"])


def left_over(matching: Matching) -> pd.DataFrame:
    """Columns of the form that answer none of our questions, with what they may be."""
    titles = targets(matching.survey)
    table = pd.DataFrame(
        {
            "Heading of the form": [one.heading for one in matching.unmatched],
            "May be": [
                " or ".join(f"{titles.get(target, target)} ({score:.0f})" for target, score in one.candidates)
                for one in matching.unmatched
            ],
            "Note": [one.note for one in matching.unmatched],
        }
    )
    return filled(table)


def summary(matching: Matching) -> str:
    """What of a survey is matched, in a sentence or two."""
    survey, taken = matching.survey, {one.target for one in matching.accepted()}
    waiting = n_waiting(matching)
    named = [_asked(matching, key) for key in survey.by_id if any(t.partition("/")[0] == key for t in taken)]
    about = [survey.respondent[key].title.lower() for key in ABOUT_RESPONDENT if key in taken]
    said = f"Matched: {listed(named)}" if named else "None of its questions is matched yet"
    said += f"; and of who answered: {listed(about)}." if about else "; nothing about who answered."
    if waiting:
        said += f" To confirm: {count(waiting, 'likeness', 'likenesses')}."
    if matching.unmatched:
        said += f" Left out: {count(len(matching.unmatched), 'column')} of the form."
    return said


def n_waiting(matching: Matching) -> int:
    """How many likenesses wait for a person."""
    return len(waiting_columns(matching)) + len(waiting_answers(matching))


def waiting_columns(matching: Matching) -> list[Proposal]:
    """Columns that are only similar, so that a person has to say."""
    return [one for one in matching.similar() if one.key]


def waiting_answers(matching: Matching) -> list[tuple[str, OptionMatch]]:
    """Written answers that are only similar: what a mapping calls their question, and the match.

    An area that the register does not know waits with the one that was probably meant.
    """
    waiting = []
    for found in matching.options.values():
        waiting += [(found.key, one) for one in found.matches if one.how == SIMILAR]
        if found.target == AREA:
            unknown = [one for one in found.matches if not one.how and one.alternatives]
            waiting += [
                (found.key, replace(one, meaning=one.alternatives[0][0], score=one.alternatives[0][1]))
                for one in unknown
            ]
    return waiting


def _asked(matching: Matching, question_id: str) -> str:
    """A question with how many of its things the form asks about."""
    question = matching.survey.by_id[question_id]
    if not question.items:
        return question.title
    rows = {one.target for one in matching.accepted() if one.target.startswith(f"{question_id}/")}
    ticked = matching.options.get(question_id)
    n = len(rows) or (
        len({one.meaning for one in ticked.matches if one.meaning and one.how != SIMILAR}) if ticked else 0
    )
    return f"{question.title} ({n} of {len(question.items)})"
