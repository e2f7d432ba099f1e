"""The words of a survey definition as they are compared with those of a form: its items, its answers, its questions."""

from __future__ import annotations

import re
from functools import lru_cache

from csp_analytics.ingest.surveys.likeness import comparable
from csp_analytics.surveys.model import AREA, Survey, SurveyQuestion

Wordings = tuple[tuple[str, str], ...]  # comparable wording, what it means

# Answers that say that there is none. A definition that has one of them among its own answers goes before this list.
_NO_ANSWER = """
    Don't know; Do not know; Dont know; DK; Unknown; Not known; Unsure; Not sure; Uncertain; N/A; NA; Not applicable;
    Not relevant; No answer; Not answered; No response; No opinion; No view; No basis; No basis to judge; Not stated;
    Prefer not to say; Prefer not to answer; Would rather not say; Rather not say; Unfamiliar (N/A); Cannot say;
    Can't say; Skip; Skipped; Not asked; None given; Don't know / not sure; Don't know / not applicable;
    Don't know / N/A;    Don't know or not applicable; Don't know or not sure; Undecided
"""
NO_ANSWER = frozenset(comparable(text) for text in _NO_ANSWER.split(";"))
# Options of a multiple question that say that none of the others applies: the question was answered.
NONE_OF_THEM = frozenset(map(comparable, ("None", "None of these", "None of the above", "None of them", "Nothing")))
# Words of a question in whose place the thing asked about stands when every thing has a question of its own.
_PLACE = re.compile(r"\b(?:each of )?(?:these|this|those|the following|each)(?: of the)? (\w+)\b")
_JOINS = ("of", "in", "for", "with", "at", "on")
_KEYWORD = 3  # wordings of up to so many words are names of a question rather than sentences


@lru_cache(maxsize=64)
def item_wordings(question: SurveyQuestion) -> Wordings:
    """Wordings of the items of a question with their ids."""
    return _each_once(
        (comparable(text), item.item_id) for item in question.items for text in (item.title, item.short, *item.also)
    )


@lru_cache(maxsize=64)
def step_wordings(question: SurveyQuestion) -> Wordings:
    """Wordings of the answers to a question with their values as text."""
    return _each_once((comparable(text), str(s.value)) for s in question.scale for text in (s.label, *s.also))


@lru_cache(maxsize=64)
def respondent_wordings(survey: Survey, about: str) -> Wordings:
    """Wordings of the answers to role or sector with their ids; nothing for the area, which the register knows."""
    if about == AREA:
        return ()
    pairs = zip(survey.respondent_ids[about], survey.respondent[about].scale, strict=True)
    return _each_once((comparable(text), key) for key, s in pairs for text in (s.label, *s.also))


@lru_cache(maxsize=64)
def question_wordings(question: SurveyQuestion) -> tuple[str, ...]:
    """Comparable wordings of a question, its title included."""
    return tuple(dict.fromkeys(comparable(text) for text in (*question.asked, question.title)))


@lru_cache(maxsize=64)
def frames(question: SurveyQuestion) -> tuple[tuple[str, str], ...]:
    """What stands before and after the name of an item in headings that ask about one item.

    "How important is this skill to your role?" gives ``("how important is", "to your role")``; the name of a question,
    such as "Importance", gives ``("importance", "")``, ``("importance of", "")`` and ``("", "importance")``.
    """
    found: dict[tuple[str, str], None] = {}
    for wording in question_wordings(question):
        if place := _PLACE.search(wording):
            found[wording[: place.start()].strip(), wording[place.end() :].strip()] = None
        found[wording, ""] = None
        found["", wording] = None
        if len(wording.split()) <= _KEYWORD:
            found |= {(f"{wording} {join}", ""): None for join in _JOINS}
    return tuple(frame for frame in found if any(frame))


def _each_once(pairs: object) -> Wordings:
    """Pairs without blanks; a wording that stands for two things stands for neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for wording, meaning in pairs:  # type: ignore[attr-defined]
        if wording and found.setdefault(wording, meaning) != meaning:
            twice.add(wording)
    return tuple((wording, meaning) for wording, meaning in found.items() if wording not in twice)
