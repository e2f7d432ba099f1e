"""Which of our questions a heading asks, by its words: about the respondent, about one item, or on its own."""

from __future__ import annotations

import re
from functools import lru_cache

from csp_analytics.areas.register import register
from csp_analytics.ingest.surveys.form import Source
from csp_analytics.ingest.surveys.likeness import (
    GENERIC,
    LIKELY,
    SAME,
    Likeness,
    alike,
    best,
    comparable,
)
from csp_analytics.ingest.surveys.questionnaire import NUMBER, SINGLE, TEXT
from csp_analytics.ingest.surveys.vocabulary import (
    frames,
    item_wordings,
    question_wordings,
    respondent_wordings,
)
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Survey, SurveyQuestion

BY_ANSWERS = 78.0  # a heading that says nothing to us over answers that are ours; a word that only one question has
_MOST_ANSWERS, _SOME_ANSWERS = 0.8, 0.6
_PARTS = (" - ", " – ", ": ")
# What Qualtrics writes behind a question that lets people type another answer beside its list.
_TOOLS_OWN = re.compile(r"\s*[-–]\s*selected choice\s*$", re.IGNORECASE)


def candidates(source: Source, survey: Survey) -> list[Likeness]:
    """Targets that a column of its own may answer, likeliest first: ``area``, a question, ``question/item``."""
    if source.kind not in (SINGLE, NUMBER, TEXT):
        return []
    found = [*_about_respondent(source, survey), *_without_items(source, survey)]
    if source.kind != TEXT:
        found += _about_items(source, survey)
    return likeliest(found)


def likeliest(found: list[Likeness]) -> list[Likeness]:
    """Each meaning once with its highest score, likeliest first."""
    kept: dict[str, Likeness] = {}
    for one in found:
        if one.meaning not in kept or one.score > kept[one.meaning].score:
            kept[one.meaning] = one
    return sorted(kept.values(), key=lambda one: -one.score)


def heading_score(heading: str, question: SurveyQuestion, survey: Survey) -> float:
    """Likeness of a heading with the wordings of a question, 0 to 100.

    A title in front ("Skills - Which of these skills are in place?") does no harm unless it holds a number or a word
    that tells another question.
    """
    wordings, heading = question_wordings(question), _TOOLS_OWN.sub("", heading)
    whole = max((alike(comparable(heading), wording) for wording in wordings), default=0.0)
    for mark in _PARTS:
        title, _, rest = heading.partition(mark)
        if rest and whole < SAME and not _tells_another(title, question, survey):
            whole = max(whole, *(alike(comparable(rest), wording) for wording in wordings))
    return whole


@lru_cache(maxsize=256)
def telling_words(question: SurveyQuestion, survey: Survey) -> frozenset[str]:
    """Words with meaning that the wordings of this question have and those of no other question of the survey."""
    return _words(question) - frozenset(
        word for other in survey.questions if other.question_id != question.question_id for word in _words(other)
    )


def tells(heading: str, question: SurveyQuestion, survey: Survey) -> bool:
    """Whether a heading holds a telling word of this question and of no other."""
    words = set(comparable(heading).split())
    told = [one.question_id for one in survey.questions if words & telling_words(one, survey)]
    return told == [question.question_id]


def _words(question: SurveyQuestion) -> frozenset[str]:
    items = {word for wording, _ in item_wordings(question) for word in wording.split()}
    asked = {word for wording in question_wordings(question) for word in wording.split()}
    return frozenset(asked - items - GENERIC)


def _tells_another(title: str, question: SurveyQuestion, survey: Survey) -> bool:
    words = set(comparable(title).split())
    others = (one for one in survey.questions if one.question_id != question.question_id)
    return bool(re.search(r"\d", title)) or any(words & telling_words(other, survey) for other in others)


def _about_respondent(source: Source, survey: Survey) -> list[Likeness]:
    found = []
    for about in ABOUT_RESPONDENT:
        asked = survey.respondent[about]
        score = heading_score(source.label, asked, survey)
        if score < LIKELY and _share_known(source, survey, about) >= (
            _MOST_ANSWERS if about == AREA else _SOME_ANSWERS
        ):
            score = BY_ANSWERS
        if score >= LIKELY and source.kind != NUMBER:
            found.append(Likeness(about, score))
    return found


def _share_known(source: Source, survey: Survey, about: str) -> float:
    """Share of the answers that are areas, roles or sectors as the register or the definition writes them."""
    if about == AREA:
        known = [one.n for one in source.written if register().resolve(one.text)]
    else:
        words = {wording for wording, _ in respondent_wordings(survey, about)}
        known = [one.n for one in source.written if comparable(one.text) in words]
    every = sum(one.n for one in source.written) + source.hidden
    return sum(known) / every if every and len(known) > 1 else 0.0


def _without_items(source: Source, survey: Survey) -> list[Likeness]:
    found = []
    for question in survey.questions:
        # The answers to a free text question look like a list when few people wrote, or many the same.
        if question.items or (source.kind == TEXT and question.kind != TEXT):
            continue
        score = heading_score(source.label, question, survey)
        if score >= LIKELY:
            found.append(Likeness(question.question_id, score))
    return found


def _about_items(source: Source, survey: Survey) -> list[Likeness]:
    """Headings that name the question and the item, such as "Importance of facilitation"."""
    heading = comparable(source.label)
    found = []
    for question in survey.questions:
        for before, after in frames(question) if question.items else ():
            middle = _between(heading, before, after)
            for one in best(middle, item_wordings(question)) if middle else ():
                found.append(Likeness(f"{question.question_id}/{one.meaning}", one.score))
        if question.items and not found and tells(heading, question, survey):
            found += [
                Likeness(f"{question.question_id}/{item}", BY_ANSWERS) for item in _items_inside(heading, question)
            ]
    return found


def _between(heading: str, before: str, after: str) -> str:
    """What stands between two wordings at the ends of a heading; empty when they are not there."""
    if before and not heading.startswith(f"{before} "):
        return ""
    if after and not heading.endswith(f" {after}"):
        return ""
    return heading[len(before) : len(heading) - len(after)].strip()


def _items_inside(heading: str, question: SurveyQuestion) -> list[str]:
    """Items whose wording stands in a heading, those left out that stand inside the wording of another one."""
    padded = f" {heading} "
    inside = [(wording, item) for wording, item in item_wordings(question) if f" {wording} " in padded]
    longest = [
        item
        for wording, item in inside
        if not any(f" {wording} " in f" {other} " and wording != other for other, _ in inside)
    ]
    return list(dict.fromkeys(longest))
