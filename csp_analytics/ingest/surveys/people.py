"""Whether a column holds what tells who somebody is: looked for in what is read, told by column and kind, never quoted.

The readers have taken out the columns that are about a person by heading or shape. This is the second look, at
everything that is left: a file in which it finds something is refused, so that nothing of it is stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from csp_analytics.ingest.surveys.coded import Columns
from csp_analytics.ingest.surveys.given_names import GIVEN_NAMES
from csp_analytics.ingest.surveys.questionnaire import DATE, META, Question, Questionnaire
from csp_analytics.problems import ERROR, Problem

EMAIL, TELEPHONE, INSURANCE, CHI = "e-mail addresses", "telephone numbers", "National Insurance numbers", "CHI numbers"
IP, POSTCODE, NAME = "IP addresses", "full postcodes", "names of people"
# A column that is not kept is only a column about people when so many of its answers are: in comments that are thrown
# away an address here and there does no harm.
LEAST_SHARE, LEAST_NAMES = 0.2, 0.5
_EMAIL = re.compile(r"(?<![^@\s])[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_TELEPHONE = re.compile(r"(?<![\w.])(?:\(?(?:\+|00)44\)?[\s().-]*|\(?0(?!\.))(?:[\s().-]*\d){9,10}(?![\w])")
_DATE = re.compile(r"\b\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T]\d{1,2}[:.]\d{2}([:.]\d{2})?)?\b")
_MOBILE = re.compile(r"7\d{9}")  # a mobile number whose first nought a spreadsheet has eaten
_INSURANCE = re.compile(
    r"(?<![A-Za-z])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?(?:\d\s?){6}[A-D](?![A-Za-z])", re.IGNORECASE
)
_CHI = re.compile(r"(?<!\d)(\d{6})\s?(\d{4})(?!\d)")
_IP = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
    r"|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){3,7}:?[0-9A-Fa-f]{0,4}(?![\w:])"
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z\d])(?:GIR\s?0AA|[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)\s?\d[ABD-HJLNP-UW-Z]{2})"
    r"(?![A-Za-z\d])",
    re.IGNORECASE,
)
_MAY_HOLD = re.compile(r"[@\d]")
_WORD = re.compile(r"[A-Z][\w'’-]*\.?", re.UNICODE)
# A text with one of these is an organisation or a place, though it begins with what is a first name elsewhere.
_BODY_WORDS = """
    council councils csp partnership service services board trust team police scotland nhs group association authority
    area city county court house centre university college school academy north south east west islands isles region
"""
_BODIES = frozenset(_BODY_WORDS.split())
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof", "pc", "ps", "sgt", "insp", "cllr"))


@dataclass(frozen=True)
class Found:
    """What one column holds about people: its kind, how many of its cells do, and of how many."""

    heading: str
    kind: str
    cells: int
    filled: int
    kinds: tuple[str, ...] = ()  # the kind first, then the others that were met


def personal_columns(q: Questionnaire, kept: Iterable[int], columns: Columns | None = None) -> list[Found]:
    """Columns of a questionnaire that hold what tells who somebody is.

    Args:
        q: the questionnaire.
        kept: columns that are kept: one cell is enough.
        columns: the columns of the questionnaire, where they are read more than once.

    Returns:
        One entry a column, with the kind that most of its cells are, and all kinds.
    """
    strict, asked, read = set(kept), _questions(q), columns or Columns(q)
    found = []
    for column in q.answers:
        question = asked.get(column)
        if question is None or question.type in (META, DATE) or question.personal:
            continue
        one = _look(question.header, read.coded(column).counts)
        if one is not None and (column in strict or one.kind == NAME or one.cells >= LEAST_SHARE * one.filled):
            found.append(one)
    return found


def problems(file: str, sheet: str, found: Sequence[Found]) -> list[Problem]:
    """An error for every column that holds what tells who somebody is; no value is quoted."""
    return [
        Problem(
            ERROR,
            file,
            sheet=sheet,
            found=f"{one.heading[:40]}: {one.cells:,} of {one.filled:,} "
            + (f"look like {one.kind}" if len(one.kinds) < 2 else "hold people's details"),
            expected="no column that tells who somebody is",
            advice=(f"They look like {' or '.join(one.kinds)}. " if len(one.kinds) > 1 else "")
            + "Delete the column, or take the details out of its cells, and load again. Nothing was kept.",
            code="personal-data",
        )
        for one in found
    ]


def holds(text: str) -> str:
    """What a text holds that tells who somebody is, as one of the kinds of this module; empty for nothing.

    Names are not looked for: a text may name the minister. :func:`is_name` asks whether a text is a name and no more.
    """
    if not _MAY_HOLD.search(text):
        return ""
    return next((kind for kind, looks in _KINDS if looks(text)), "")


def is_name(text: str) -> bool:
    """Whether a text is a person's name: a usual first name or a title, then one to three words with a capital."""
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 4 or not all(_WORD.fullmatch(word) for word in words):
        return False
    folded = [word.casefold().rstrip(".") for word in words]
    if _BODIES & set(folded):
        return False
    first = folded[0] in GIVEN_NAMES or folded[0] in _TITLES
    turned = "," in text and folded[-1] in GIVEN_NAMES
    return first or turned


def _look(heading: str, counts: dict[str, int]) -> Found | None:
    kinds: Counter[str] = Counter()
    names = 0
    for text, count in counts.items():
        if kind := holds(text):
            kinds[kind] += count
        elif is_name(text):
            names += count
    filled = sum(counts.values())
    if kinds:
        every = tuple(kind for kind, _ in kinds.most_common())
        return Found(heading, every[0], kinds.total(), filled, every)
    # Single names among other answers are people whom somebody writes about; a column of them is who answered.
    return Found(heading, NAME, names, filled) if names > 1 and names >= LEAST_NAMES * filled else None


def _questions(q: Questionnaire) -> dict[int, Question]:
    return {column: one for one in q.questions for column in (*one.columns, *one.other)}


def _is_chi(text: str) -> bool:
    """Ten digits that begin with a date and end with the right check digit (modulus 11)."""
    for match in _CHI.finditer(text):
        digits = [int(digit) for digit in match[1] + match[2]]
        day, month = int(match[1][:2]), int(match[1][2:4])
        check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
        if 1 <= day <= 31 and 1 <= month <= 12 and check % 11 == digits[9] and check != 10:
            return True
    return False


_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (EMAIL, _EMAIL.search),
    (INSURANCE, _INSURANCE.search),
    (IP, _IP.search),
    (CHI, _is_chi),
    (TELEPHONE, lambda text: _TELEPHONE.search(_DATE.sub(" ", text)) or _MOBILE.fullmatch(text.strip())),
    (POSTCODE, _POSTCODE.search),
)
