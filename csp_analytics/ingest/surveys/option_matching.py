"""What a written answer means: a step of a scale, an item, a role or sector, an area, or that there is no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

from csp_analytics.areas.register import is_summary, register
from csp_analytics.ingest.cell_text import LONGEST_NAME
from csp_analytics.ingest.surveys.likeness import LIKELY, SAME, alike, best, comparable, decided
from csp_analytics.ingest.surveys.vocabulary import NO_ANSWER, Wordings
from csp_analytics.surveys.mapping import LEAVE_OUT, normalised
from csp_analytics.surveys.model import SurveyQuestion

EXACT, SIMILAR, MAPPED, NO_ANSWER_GIVEN, UNKNOWN = "exact", "similar", "mapping", "no answer", ""
_NUMBERED = re.compile(r"^\s*(\d{1,2})(?:\s*[-–—:.)=]\s*|\s+\(?|\s*\()(.*?)\)?\s*$")
_NUMBER_LAST = re.compile(r"^(.*?)\s*[-–—:=(]\s*(\d{1,2})\s*\)?\s*$")
_WHOLE = re.compile(r"(\d{1,2})(?:\.0+)?")
_TICKS = frozenset(("x", "✓", "✔", "☑", "☒", "√"))


@dataclass(frozen=True)
class OptionMatch:
    """One written answer and what it stands for.

    Attributes:
        written: as the form writes it.
        meaning: item id, value of the scale as text, id of a role or sector, area code; empty when nothing is matched.
        how: ``exact``, ``similar`` (a proposal), ``mapping`` (a person said so), ``no answer`` or empty.
        score: likeness, 0 to 100.
        alternatives: other meanings with their scores, likeliest first.
    """

    written: str
    meaning: str = ""
    how: str = UNKNOWN
    score: float = 0.0
    alternatives: tuple[tuple[str, float], ...] = ()


def match_words(written: Sequence[str], wordings: Wordings, said: Table[str, str]) -> dict[str, OptionMatch]:
    """Answers matched onto wordings.

    Args:
        written: the answers of a form, each once.
        wordings: what is known.
        said: normalised answer to meaning, from a mapping; it goes before everything else.
    """
    known = dict(wordings)
    return {text: _said(text, said, set(known.values())) or _worded(text, wordings, known) for text in written}


def match_scale(written: Sequence[str], question: SurveyQuestion, wordings: Wordings, said: Table[str, str]) -> dict[
    str, OptionMatch
]:  # fmt: skip
    """Answers matched onto the steps of a question's scale, by words, by numbers, or by both ("5 - Essential").

    Numbers alone count only when every number that was given is a step of the scale: 0 to 10 is another scale. A
    number beside words counts only when the words do not name another step.
    """
    known = dict(wordings)
    values = {str(step.value) for step in question.scale}
    numbers = {found[1] for text in written if (found := _WHOLE.fullmatch(text.strip()))}
    matched = {}
    for text in written:
        bare = _WHOLE.fullmatch(text.strip())
        if (one := _said(text, said, values)) is not None:
            matched[text] = one
        elif bare:
            fits = numbers <= values
            matched[text] = OptionMatch(text, bare[1], EXACT, SAME) if fits else OptionMatch(text)
        elif question.is_ticked and text.strip().casefold() in _TICKS:
            matched[text] = OptionMatch(text, "1", EXACT, SAME)
        else:
            matched[text] = _numbered(text, values, wordings, known) or _worded(text, wordings, known)
    return matched


def match_areas(written: Sequence[str], said: Table[str, str]) -> dict[str, OptionMatch]:
    """Answers matched onto areas: only names that the register knows, or that a mapping names."""
    codes = set(register().areas)
    return {text: _said(text, said, codes) or _area(text) for text in written}


def _area(text: str) -> OptionMatch:
    if found := register().resolve(text):
        return OptionMatch(text, found.area_code, EXACT, SAME)
    if comparable(text) in NO_ANSWER or is_summary(text):
        return OptionMatch(text, "", NO_ANSWER_GIVEN)
    meant = register().resolve(register().suggest(text))
    if meant is None:
        return OptionMatch(text)
    # Never more than a proposal below the mark of being sure: names of areas are near to each other.
    return OptionMatch(text, "", UNKNOWN, 0.0, ((meant.area_code, LIKELY),))


def _said(text: str, said: Table[str, str], allowed: set[str]) -> OptionMatch | None:
    meaning = said.get(normalised(text))
    if meaning is None:
        return None
    if meaning == LEAVE_OUT:
        return OptionMatch(text, "", NO_ANSWER_GIVEN)
    return OptionMatch(text, meaning, MAPPED, SAME) if meaning in allowed else None


def _worded(text: str, wordings: Wordings, known: Table[str, str]) -> OptionMatch:
    bare = comparable(text)
    if bare in known:
        return OptionMatch(text, known[bare], EXACT, SAME)
    if bare in NO_ANSWER:
        return OptionMatch(text, "", NO_ANSWER_GIVEN)
    candidates = best(bare, wordings)
    chosen = decided(candidates)
    others = tuple((one.meaning, one.score) for one in candidates if one is not chosen)[:4]
    if chosen is None:
        return OptionMatch(text, alternatives=others)
    return OptionMatch(text, chosen.meaning, SIMILAR, chosen.score, others)


def _numbered(text: str, values: set[str], wordings: Wordings, known: Table[str, str]) -> OptionMatch | None:
    """A number with words, such as "5 - Essential" or "Essential (5)"; one whose words are no step is a proposal."""
    if len(text) > LONGEST_NAME:
        return None
    if first := _NUMBERED.match(text):
        number, words = first[1], comparable(first[2])
    elif last := _NUMBER_LAST.match(text):
        number, words = last[2], comparable(last[1])
    else:
        return None
    if number not in values or not words:
        return None
    if words in known:
        # Turned round: the form counts the other way. Neither number nor words are believed.
        return OptionMatch(text, number, EXACT, SAME) if known[words] == number else OptionMatch(text)
    other = max((alike(words, wording) for wording, meaning in wordings if meaning != number), default=0.0)
    score = max((alike(words, wording) for wording, meaning in wordings if meaning == number), default=0.0)
    if other >= LIKELY and other > score:
        return OptionMatch(text)
    return OptionMatch(text, number, SIMILAR, round(max(score, LIKELY), 1))
