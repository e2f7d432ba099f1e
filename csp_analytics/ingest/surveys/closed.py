"""Whether the answers of a column were chosen from a list or typed: by how often they repeat and how long they are."""

from __future__ import annotations

import re
from collections import Counter

# Wording that tells when there are too few answers to see: "Please select ...", "Please explain ...".
_CHOOSE = re.compile(
    r"\b(select|choose|tick|which (of|one|type|best|sector|area)|to what extent|how (often|likely|satisfied|important|"
    r"confident|well|strongly)|agree)\b|(^|[-.?!:,] )(do|does|did|is|are|was|have|has|would|will|can|should) "
    r"(you|your|the|there|it)\b|\btype\W*$",
    re.IGNORECASE,
)
_WRITE = re.compile(
    r"\b(explain|describe|comments?|tell us|in your own words|use this space|please (give|provide|say)|reasons? for|"
    r"suggestions?|anything else|further|details?|why|what else|examples?|free text|list any|your view)\b",
    re.IGNORECASE,
)
MOST_OPTIONS = 250  # countries of the world
LONG = 80  # letters; longer answers are sentences


def is_closed(labels: Counter[str], header: str) -> bool:
    """Whether a column's answers were chosen from a list.

    Uniqueness and length together (one rule alone misleads: a list of 32 areas among 50 answers is as varied as short
    typed answers), and with few answers the wording of the question.

    Args:
        labels: answers and how often each was given.
        header: the question.
    """
    alike = Counter[str]()
    for text, count in labels.items():
        alike[text.casefold()] += count
    answers, different = alike.total(), len(alike)
    if not answers:
        return False
    length = sum(map(len, alike)) / different
    again = sum(count for count in alike.values() if count > 1) / answers
    if answers < 10:
        return _few(different, length, again, header)
    if different <= 12 and again >= 0.9 and different <= 0.5 * answers:
        return True
    if length > LONG or (_WRITE.search(header) and again < 0.9):
        return False
    if answers < 30:
        return again >= 0.6 and different <= 0.6 * answers
    once = sum(count == 1 for count in alike.values())
    repeats = again >= 0.9 or (again >= 0.75 and once <= 0.5 * different)
    return repeats and different <= max(12, 0.4 * answers) and different <= MOST_OPTIONS


def _few(different: int, length: float, again: float, header: str) -> bool:
    """Fewer than ten answers: only short ones, and either some repeat or the question says that one chooses."""
    if length > 60 or (_WRITE.search(header) and again < 1):
        return False
    if different == 1:
        return again == 1 or (length <= 25 and bool(_CHOOSE.search(header)))
    return again >= 0.5 or (length <= 40 and bool(_CHOOSE.search(header)))
