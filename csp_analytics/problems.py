"""One thing wrong with an input, with its address and the way out.

Every reader returns a list of problems instead of raising: an officer who corrects a spreadsheet wants to see
everything that is wrong with it at once, not one thing at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from rapidfuzz import fuzz, process, utils

ERROR = "error"
WARNING = "warning"
NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input.

    Attributes:
        severity: ``error`` (the file is refused), ``warning`` (loaded, but look at it) or ``note`` (for information).
        file: the file's name as the person knows it, without folders.
        sheet: the sheet's name, empty when the problem is about the whole file or the file is a CSV.
        cell: address such as ``D14``, or a row such as ``row 14``; empty when the problem is about a whole sheet.
        found: what was there, as it was written.
        expected: what should have been there.
        advice: what to do about it, in one sentence.
        suggestion: the one value that was probably meant ("did you mean"), empty when nothing is close.
        code: short permanent name of the kind of problem, such as ``unknown-area``.
    """

    severity: str
    file: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    expected: str = ""
    advice: str = ""
    suggestion: str = ""
    code: str = ""

    @property
    def sentence(self) -> str:
        """The problem as one line of plain English, address first."""
        where = ", ".join(
            part for part in (self.file, f"sheet {self.sheet}" if self.sheet else "", _cell_words(self.cell)) if part
        )
        said = []
        if self.found:
            said.append(f"found {_quoted(self.found)}.")
        if self.expected:
            said.append(f"Expected {self.expected.rstrip('.')}.")
        if self.suggestion:
            said.append(f"Did you mean {_quoted(self.suggestion)}?")
        if self.advice:
            said.append(self.advice)
        text = " ".join(said)
        return f"{where}: {text}" if where else text[:1].upper() + text[1:]

    def as_dict(self) -> dict[str, str]:
        """All fields plus ``sentence``, for JSON and for the log."""
        return {**asdict(self), "sentence": self.sentence}

    def for_file(self, name: str) -> Problem:
        """The same problem, told of another file name."""
        return replace(self, file=name)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops a file from being loaded."""
    return any(problem.severity == ERROR for problem in problems)


# A place on the server: two names or more with slashes before or between them, but no address and no "and/or".
_PLACE = re.compile(r"(?<![\w:/.\\<])(?:[A-Za-z]:)?(?:[/\\]{1,2}[^\s/\\'\",;:<>|]+)+[/\\]?")


def without_folders(words: str, known: Iterable[str] = ()) -> str:
    """A sentence about a file as a stranger may read it: the names of files stay, the folders that lead there go.

    Args:
        words: the sentence.
        known: folders that may be in it, also such as have blanks in their names.
    """
    for folder in sorted({one.rstrip("/\\") for one in known} - {""}, key=len, reverse=True):
        words = words.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    return _PLACE.sub(lambda found: re.split(r"[/\\]", found[0].rstrip("/\\"))[-1], words)


# A longer text is no slip of the pen, and comparing it takes long.
LONGEST_SLIP = 500
_DENIED = re.compile(r"\b(no|non|not|never|none|without|cannot|dont|isnt|wont)\b|n't\b")


def did_you_mean(written: object, choices: Iterable[str], *, cutoff: float = 74.0, whole: bool = False) -> str:
    """The choice that was probably meant, or an empty string when none is close.

    Only ever a suggestion that a person confirms: nothing in the product loads a value on the strength of it.

    Args:
        written: what the person wrote.
        choices: the values that would have been right.
        cutoff: least similarity, 0 to 100 (rapidfuzz's weighted ratio; 74 takes one or two slips in a short word).
        whole: whether the whole text must be alike, and say yes where the choice does: for answers, where half a
            likeness can mean the opposite ('Not doing well' is no slip of the pen for 'Doing well').
    """
    text = str(written or "").strip()
    if not 2 <= len(text) <= LONGEST_SLIP:
        return ""
    known = list(dict.fromkeys(choices))
    if whole:
        known = [one for one in known if bool(_DENIED.search(one.lower())) == bool(_DENIED.search(text.lower()))]
    best = process.extractOne(
        text, known, scorer=fuzz.ratio if whole else fuzz.WRatio, processor=utils.default_process, score_cutoff=cutoff
    )
    return best[0] if best else ""


def _cell_words(cell: str) -> str:
    if not cell or cell.startswith("row"):
        return cell
    return f"cells {cell}" if ":" in cell or "," in cell else f"cell {cell}"


def _quoted(text: str) -> str:
    shown = text if len(text) <= 80 else text[:77] + "..."
    return f"'{shown}'"
