"""What a cell in a level column means. Nothing is guessed: what is not in these tables is a problem."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.cell_text import LONGEST_NAME, plain, shown
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.problems import did_you_mean

# The same words as in `analysis.scores` (a test holds them together): what is read knows nothing of what it is for.
RATED, NOT_APPLICABLE, DONT_KNOW, MISSING = ANSWERS = ("rated", "not applicable", "don't know", "missing")
NOT_APPLICABLE_LABEL, DONT_KNOW_LABEL = "Not applicable", "Don't know"

# All in small letters, hyphens as spaces, apostrophes straight.
SAME_AS_NOT_APPLICABLE = frozenset(("not applicable", "n/a", "na", "n.a.", "n.a", "n / a", "does not apply"))
SAME_AS_DONT_KNOW = frozenset(
    ("don't know", "dont know", "do not know", "dk", "d/k", "unknown", "unsure", "not sure", "?")
)
SAME_AS_MISSING = frozenset(("", "-", "--"))
SAME_AS_YES = frozenset(("yes", "y", "true", "✓", "✔", "☑"))
SAME_AS_NO = frozenset(("no", "n", "false"))
TICKED = frozenset(("x", "✓", "✔", "☑", "✗", "✘", "☒", "yes", "y", "true", "1"))
NOT_TICKED = frozenset(("", "-", "no", "n", "false", "0", "☐"))

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*(%|per\s?cent)")
_NUMBER_FIRST = re.compile(r"(?:level )?\(?(\d+)\)?\s*[-:.=]?\s*\(?(\D+?)\)?")
_NUMBER_LAST = re.compile(r"(\D+?)\s*[-:=,]?\s*[(\[]?(?:level )?(\d+)[)\]]?")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]\d{{2,4}}|\d{{1,2}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[- ]\d{{2,4}}"
    r"|\d{4}-\d\d-\d\d(?:[ t].*)?"
)
_BETWEEN = re.compile(r"\d+\s*(?:[-/,&+]|to|or)\s*\d+")


@dataclass(frozen=True)
class Answer:
    """What a cell means: one of the four answers and, when rated, the level's value (else None)."""

    answer: str
    level: int | None = None


@dataclass(frozen=True)
class Misread:
    """Why a cell is not an answer, in the words of a problem."""

    code: str
    found: str
    expected: str
    advice: str = ""
    suggestion: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The words of a problem."""
        return {"found": self.found, "expected": self.expected, "advice": self.advice, "suggestion": self.suggestion}


class AnswerBook:
    """What may stand in a level column of one framework.

    Args:
        framework: the framework whose levels count.
    """

    def __init__(self, framework: Framework):
        self.framework = framework
        self.labels = tuple(level.label for level in framework.levels)

    @cached_property
    def expected(self) -> str:
        """The answers that are possible, as the end of the sentence 'Expected ...'."""
        levels = ", ".join(f"{level.label} ({level.value})" for level in self.framework.levels)
        return f"one of {levels}, {NOT_APPLICABLE_LABEL}, {DONT_KNOW_LABEL}, or a blank cell"

    def read(self, value: Value) -> Answer | Misread:
        """What one cell means.

        Args:
            value: the cell's value; text in any case, a level's number, a yes or no, or None.
        """
        if value is None or value != value:
            return Answer(MISSING)
        if isinstance(value, bool):
            return self._text("yes" if value else "no", value) if self.framework.is_checklist else self._unknown(value)
        if isinstance(value, (int, float)):
            return self._number(float(value), shown(value))
        if isinstance(value, (datetime.date, datetime.time)):
            return self._date(value)
        return self._text(plain(value), value)

    def _text(self, text: str, value: Value) -> Answer | Misread:
        if len(text) > LONGEST_NAME:
            return Misread("unknown-level", shown(value), self.expected)
        if _NUMBER.fullmatch(text):
            return self._number(float(text.replace(",", ".")), shown(value))
        if known := self._table.get(text.rstrip(".") if len(text) > 1 else text) or self._table.get(_spaced(text)):
            return known
        if _PERCENT.fullmatch(text):
            advice = "Write the level that was agreed; a percentage is not a level."
            return Misread("percent-for-level", shown(value), self.expected, advice)
        if _DATE.fullmatch(text):
            return Misread("date-for-level", shown(value), self.expected, _DATE_ADVICE)
        if _BETWEEN.fullmatch(text):
            return Misread("unknown-level", shown(value), self.expected, _WHOLE_LEVEL)
        if text.startswith("="):
            return Misread("uncalculated-formula", shown(value), self.expected, "Write the answer, not a formula.")
        return self._numbered(_spaced(text)) or self._unknown(value)

    def _number(self, number: float, found: str) -> Answer | Misread:
        values = [level.value for level in self.framework.levels]
        if number in values:
            return Answer(RATED, int(number))
        if number.is_integer():
            advice = f"Levels of {self.framework.short_title} go from {values[0]} to {values[-1]}."
            return Misread("level-out-of-scale", found, self.expected, advice)
        return Misread("unknown-level", found, self.expected, _WHOLE_LEVEL)

    def _numbered(self, text: str) -> Answer | None:
        """A level given twice, by number and by label, where the two agree."""
        if match := _NUMBER_FIRST.fullmatch(text):
            number, label = match.groups()
        elif match := _NUMBER_LAST.fullmatch(text):
            label, number = match.groups()
        else:
            return None
        return self._levels.get((int(number), label.strip()))

    def _date(self, value: datetime.date | datetime.time) -> Misread:
        word = "date" if isinstance(value, datetime.date) else "time"
        return Misread("date-for-level", f"a {word}, {shown(value)}", self.expected, _DATE_ADVICE)

    def _unknown(self, value: Value) -> Misread:
        labels = [*self.labels, NOT_APPLICABLE_LABEL, DONT_KNOW_LABEL]
        without_numbers = re.sub(r"[\d()\[\]]", "", shown(value)) if isinstance(value, str) else ""
        meant = did_you_mean(without_numbers.strip(" -:"), labels, whole=True)
        return Misread("unknown-level", shown(value), self.expected, suggestion=meant)

    @cached_property
    def _table(self) -> dict[str, Answer]:
        table = {_spaced(plain(level.label)): Answer(RATED, level.value) for level in self.framework.levels}
        if self.framework.is_checklist:
            table |= dict.fromkeys(SAME_AS_YES, Answer(RATED, self.framework.highest))
            table |= dict.fromkeys(SAME_AS_NO, Answer(RATED, self.framework.lowest))
        table |= dict.fromkeys(SAME_AS_NOT_APPLICABLE, Answer(NOT_APPLICABLE))
        table |= dict.fromkeys(SAME_AS_DONT_KNOW, Answer(DONT_KNOW))
        return table | dict.fromkeys(SAME_AS_MISSING, Answer(MISSING))

    @cached_property
    def _levels(self) -> dict[tuple[int, str], Answer]:
        levels = {}
        for level in self.framework.levels:
            for label in (_spaced(plain(level.label)), "level"):
                levels[level.value, label] = Answer(RATED, level.value)
        return levels


_DATE_ADVICE = (
    "Spreadsheet programs turn entries such as '1-2' into dates: write the level again, in a cell formatted as text."
)
_WHOLE_LEVEL = "An answer is one whole level: agree on one, do not write a value between two."


def _spaced(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").split())
