"""How alike two wordings are, so that a slip of the pen is found and two different things are never taken for one.

The score is rapidfuzz's ratio of the sorted words (0 to 100), held down where a word that carries meaning has no
counterpart: "Strategic partnership working" and "Frontline partnership working" share 80 letters in 100 and are two
different skills.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from csp_analytics.surveys.mapping import normalised

SURE = 90.0  # from here on only the spelling differs, or words that carry no meaning
LIKELY = 72.0  # below this nothing is proposed
MARGIN = 6.0  # two candidates nearer to each other than this: neither is proposed
SAME = 100.0
_MOST_WITH_A_WORD_MORE, _MOST_WITH_ANOTHER_WORD = 89.0, 65.0
_LETTERS = 80.0  # least likeness of two words that may be one word with a slip
_SHORT = 4  # words up to this length are the same or not: 'now' and 'not' are no slip
_GENERIC_WORDS = (
    "a an and any are as at be been by can do does each feel following for from had has have how i in is it its "
    "me my of on one or our please select tick choose so that the their them these they this those to us was we were "
    "what when which who will with would you your"
)
GENERIC = frozenset(_GENERIC_WORDS.split())
# With one of these more or less a text says the opposite.
_TURNING = frozenset(("no", "non", "not", "never", "none", "nor", "without", "neither", "under", "over", "less"))
_TURNED = re.compile(r"(un|in|im|dis|non|mis|ir|il)(\w{4,})")
_INSTRUCTION = re.compile(
    r"[(\[]?\s*\b(please\s+)?(tick|select|choose|check|mark)\s+(all|any|as many|one|every|each)\b[^.)\]]*[.)\]]?\s*$"
    r"|[(\[]\s*(please|required|optional)\b[^)\]]*[)\]]\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Likeness:
    """One candidate for a text: what it stands for, and how alike they are (0 to 100; 100 is the same words)."""

    meaning: str
    score: float
    wording: str = ""


def comparable(text: str) -> str:
    """A heading or an answer as it is compared: normalised, without brackets, slashes and "tick all that apply"."""
    return _comparable(str(text))


@lru_cache(maxsize=20_000)
def _comparable(text: str) -> str:
    text = " ".join(text.split())  # what is looked for in blanks takes the square of their number
    bare = _INSTRUCTION.sub("", text) or text
    return " ".join(re.sub(r"[\[\]/]", " ", normalised(bare)).split())


def alike(written: str, wording: str) -> float:
    """Likeness of two comparable texts, 0 to 100.

    100: the same. 90 or more: the same words, spelled a little differently, or words without meaning between them.
    At most 89: one says a word that the other lacks. At most 65: each says something that the other does not, or one
    says the opposite of the other.
    """
    if written == wording:
        return SAME if written else 0.0
    ratio = fuzz.token_sort_ratio(written, wording)
    if ratio < LIKELY - 10:
        return ratio
    mine, theirs = _unpaired(written.split(), wording.split())
    if (mine and theirs) or _TURNING & {*mine, *theirs}:
        return min(ratio, _MOST_WITH_ANOTHER_WORD)
    if mine or theirs:
        return min(ratio, _MOST_WITH_A_WORD_MORE)
    # Only spelling and small words differ: never quite the same, so that a person can see that it was not exact.
    return min(max(ratio, SURE), 99.0)


def best(written: str, known: Iterable[tuple[str, str]], *, least: float = LIKELY) -> list[Likeness]:
    """Candidates for a text, the likeliest first, each meaning once with its likeliest wording.

    Args:
        written: comparable text.
        known: comparable wordings and what each means.
        least: candidates below this score are left out.
    """
    return best_by(alike, written, known, least=least)


def best_by(
    score_of: Callable[[str, str], float], written: str, known: Iterable[tuple[str, str]], *, least: float = LIKELY
) -> list[Likeness]:
    """As :func:`best`, by another score."""
    found: dict[str, Likeness] = {}
    for wording, meaning in known:
        score = score_of(written, wording)
        if score >= least and (meaning not in found or score > found[meaning].score):
            found[meaning] = Likeness(meaning, round(score, 1), wording)
    return sorted(found.values(), key=lambda one: -one.score)


def decided(candidates: list[Likeness], *, least: float = LIKELY) -> Likeness | None:
    """The first candidate, unless another is so near that it could be meant as well. An exact one is always decided."""
    if not candidates or candidates[0].score < least:
        return None
    first, *others = candidates
    if first.score == SAME and (not others or others[0].score < SAME):
        return first
    return first if not others or first.score - others[0].score >= MARGIN else None


def _unpaired(written: list[str], wording: list[str]) -> tuple[list[str], list[str]]:
    """The words with meaning on either side that have no counterpart on the other, each word paired once."""
    left = list(wording)
    mine = []
    for word in written:
        pair = next((other for other in left if other == word), None)
        pair = pair or next((other for other in left if _one_word(word, other)), None)
        if pair is not None:
            left.remove(pair)
        elif word not in GENERIC:
            mine.append(word)
    return mine, [word for word in left if word not in GENERIC]


def _one_word(first: str, second: str) -> bool:
    if min(len(first), len(second)) <= _SHORT or any(letter.isdigit() for letter in first + second):
        return False
    if {first, second} & GENERIC or _says_the_opposite(first, second):
        return False
    return fuzz.ratio(first, second) >= _LETTERS


def _says_the_opposite(first: str, second: str) -> bool:
    """Whether one word is the other with a syllable of denial in front, such as important and unimportant."""
    short, long = sorted((first, second), key=len)
    turned = _TURNED.fullmatch(long)
    return bool(turned) and len(long) > len(short) and fuzz.ratio(turned[2], short) >= _LETTERS  # type: ignore[index]
