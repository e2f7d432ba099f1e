"""The problems of one file while it is read: each with its place, in the order of the cells, and not too many."""

from __future__ import annotations

from collections import Counter

from csp_analytics.ingest.files.workbook import Sheet, Workbook, address
from csp_analytics.problems import ERROR, NOTE, WARNING, Problem

# Nobody corrects more than this before loading the file again.
LIMIT = 200


class Findings:
    """Collects what is wrong with one file.

    Args:
        workbook: the file.
    """

    def __init__(self, workbook: Workbook):
        self.file = workbook.name
        self._order = {sheet.name: place for place, sheet in enumerate(workbook.sheets)}
        self._found: list[tuple[tuple[int, int, int], Problem]] = []
        self._counts: Counter[tuple[str, str]] = Counter()

    def error(self, code: str, sheet: Sheet | None = None, at: tuple[int, int] | None = None, **words: str) -> None:
        """Adds something that stops the file from being loaded; see :meth:`add`."""
        self.add(ERROR, code, sheet, at, **words)

    def warning(self, code: str, sheet: Sheet | None = None, at: tuple[int, int] | None = None, **words: str) -> None:
        """Adds something to look at, though the file is loaded; see :meth:`add`."""
        self.add(WARNING, code, sheet, at, **words)

    def note(self, code: str, sheet: Sheet | None = None, at: tuple[int, int] | None = None, **words: str) -> None:
        """Adds something for information; see :meth:`add`."""
        self.add(NOTE, code, sheet, at, **words)

    def add(
        self, severity: str, code: str, sheet: Sheet | None = None, at: tuple[int, int] | None = None, **words: str
    ) -> None:
        """Adds a problem.

        Args:
            severity: ``error``, ``warning`` or ``note``.
            code: short permanent name of the kind of problem.
            sheet: the sheet; None when the problem is about the whole file.
            at: zero-based row and column; None when the problem is about the whole sheet.
            words: ``found``, ``expected``, ``advice``, ``suggestion``, and ``cell`` where it is not just ``at``.
        """
        self._counts[severity, code] += 1
        if self._counts[severity, code] > LIMIT:
            return
        words.setdefault("cell", address(*at) if at else "")
        name = sheet.name if sheet else ""
        place = (self._order[name] if sheet else -1, *(at or (-1, -1)))
        self._found.append((place, Problem(severity, self.file, sheet=name, code=code, **words)))

    def more(self, code: str, count: int) -> None:
        """Counts further errors of a kind that are not worth describing one by one."""
        if count > 0:
            self._counts[ERROR, code] += count

    def enough(self, code: str) -> bool:
        """Whether further errors of a kind would only be counted, so that nobody need think about their wording."""
        return self._counts[ERROR, code] >= LIMIT

    @property
    def refused(self) -> bool:
        """Whether there is an error so far."""
        return any(severity == ERROR for severity, _ in self._counts)

    def problems(self) -> list[Problem]:
        """Everything found in the order of the cells: at most 200 errors, then how many more there are."""
        told = [problem for _, problem in sorted(self._found, key=lambda pair: pair[0])]
        errors = [problem for problem in told if problem.severity == ERROR][:LIMIT]
        others = [problem for problem in told if problem.severity != ERROR][:LIMIT]
        chosen = {id(problem) for problem in [*errors, *others]}
        told = [problem for problem in told if id(problem) in chosen]
        hidden = sum(n for (severity, _), n in self._counts.items() if severity == ERROR) - len(errors)
        if hidden > 0:
            told.append(_and_more(self.file, hidden))
        return told


def _and_more(file: str, hidden: int) -> Problem:
    return Problem(
        ERROR,
        file,
        found=f"{hidden:,} more problem{'' if hidden == 1 else 's'} of the same kinds",
        advice=f"Put the first {LIMIT} right and load the file again.",
        code="more-problems",
    )
