"""What the answers of one column look like: numbers, dates, a few words again and again, or text.

Every question is asked of the different values of a column with their counts, never of each cell.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.metadata import is_date
from csp_analytics.ingest.surveys.wording import folded, label

NUMBER_SHARE = 0.95  # so many of the answers must be numbers for a column to be one of numbers
SAMPLE = 2000  # different values that are looked at one by one
# What official tables and scripts write where there is no number; it is no number and no text either.
MISSING = frozenset(("", "na", "n a", "dna", "nan", "none", "null", "n a n"))
_MISSING_MARKS = frozenset(("*", "-", "--", "..", ".", "!", ":", "–"))
_NUMBER = re.compile(r"[-+−]?\s?[£$€]?\s?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s?%?")
_LABELLED = re.compile(r"(\d{1,2})\s?[-–=:]\s?[^\W\d].*", re.DOTALL)  # the ends of a scale: "5 - extroverted"
_NOUGHTS = re.compile(r"0\d+")
_CODES = re.compile(r"\d{1,3}([,;] ?\d{1,3})+")


@dataclass
class Column:
    """The answers of one column.

    Attributes:
        number: zero-based column of the sheet.
        values: one value a respondent, blanks as None.
        counts: how often each different value is there, blanks left out.
    """

    number: int
    values: Sequence[Value] = field(repr=False)
    counts: Counter[Value] = field(repr=False)

    @cached_property
    def filled(self) -> int:
        """How many answers there are."""
        return self.counts.total()

    @cached_property
    def many(self) -> bool:
        """Whether nearly every answer is another one, in a long column: not worth a look at each."""
        return len(self.counts) > SAMPLE and len(self.counts) > 0.3 * self.filled

    @cached_property
    def sample(self) -> list[tuple[Value, int]]:
        """Different values with their counts: all, or evenly many from a long list."""
        step = max(1, -(-len(self.counts) // SAMPLE))
        return list(islice(self.counts.items(), 0, None, step))

    @cached_property
    def labels(self) -> Counter[str]:
        """The answers as a person reads them, in order of first use: those that differ only in spaces or capitals are
        one, in its most frequent wording. Of a column with very many different values only a sample.
        """
        read: Counter[str] = Counter()
        for value, count in self.sample:
            text = label(value)
            if text:
                read[text] += count
        best = wordings([read])
        merged: Counter[str] = Counter()
        for text, count in read.items():
            merged[best[text.casefold()]] += count
        return merged

    @cached_property
    def words(self) -> frozenset[str]:
        """The different answers, folded."""
        return frozenset(folded(text) or text for text in self.labels)

    @cached_property
    def is_number(self) -> bool:
        """Whether at least 95 per cent of the answers are numbers; codes such as ``1,2,3`` are none."""
        numbers = others = 0
        for value, count in self.sample:
            if isinstance(value, str):
                text = value.strip()
                if text in _MISSING_MARKS or folded(text) in MISSING:
                    continue
                if _CODES.fullmatch(text) and not _NUMBER.fullmatch(text):
                    return False
                if _NOUGHTS.fullmatch(text):
                    others += count
                    continue
            if number(value) is None or (not self.has_labelled_ends and _is_labelled(value)):
                others += count
            else:
                numbers += count
        return numbers > 0 and numbers >= NUMBER_SHARE * (numbers + others)

    @cached_property
    def has_labelled_ends(self) -> bool:
        """Whether this is a scale of whole numbers whose ends carry words: ``1 - introverted``, ``2``, ``3`` ..."""
        if not 3 <= len(self.counts) <= 15:
            return False
        ends = [text for text in self.labels if _LABELLED.fullmatch(text)]
        return len(ends) in (1, 2, 3) and all(text in ends or text.isdigit() for text in self.labels)

    @cached_property
    def is_date(self) -> bool:
        """Whether at least 95 per cent of the answers are dates."""
        dates = sum(count for value, count in self.sample if is_date(value))
        return dates > 0 and dates >= NUMBER_SHARE * sum(count for _, count in self.sample)

    @cached_property
    def are_codes(self) -> bool:
        """Whether the answers are whole numbers below a thousand, few different ones, or lists of them (``1,2,3``)."""
        texts = list(self.labels)
        listed = [text for text in texts if _CODES.fullmatch(text)]
        if all(_NUMBER.fullmatch(text) for text in listed):
            return False  # 1,234 is a number
        return bool(listed) and all(text in listed or re.fullmatch(r"\d{1,3}", text) for text in texts)


def wordings(labels: Sequence[Mapping[str, int]]) -> dict[str, str]:
    """For each answer without its capitals the wording in which it is most frequent, in order of first use.

    Args:
        labels: for each column its answers with their counts.
    """
    counts: dict[str, Counter[str]] = {}
    for column in labels:
        for text, count in column.items():
            counts.setdefault(text.casefold(), Counter())[text] += count
    return {plain: found.most_common(1)[0][0] for plain, found in counts.items()}


def number(value: Value) -> float | None:
    """The number that a value is: ``8%`` is 8, ``£1,234`` is 1234, ``5 - very`` is 5; None when it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if value == value else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _LABELLED.fullmatch(text):
        return float(match[1])
    if not text or not _NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[£$€,%\s]", "", text).replace("−", "-"))


def few_whole_numbers(column: Column, most: int = 12) -> bool:
    """Whether the answers are few different whole numbers, as codes and points on a scale are."""
    if not column.is_number or len(column.counts) > most + 3:
        return False
    numbers = {number(value) for value in column.counts if not _is_labelled(value)} - {None}
    return len(numbers) <= most and all(one is not None and one.is_integer() and abs(one) < 1000 for one in numbers)


def has_stray_dates(column: Column) -> bool:
    """Whether some answers of words or numbers are dates, such as a spreadsheet makes of ``10/10`` or ``1-2``."""
    stray = sum(count for value, count in column.sample if isinstance(value, datetime.date | datetime.time))
    return 0 < stray < NUMBER_SHARE * column.filled


def _is_labelled(value: Value) -> bool:
    return isinstance(value, str) and _LABELLED.fullmatch(value.strip()) is not None
