"""What officers bring to the page Your partnership: our template filled in, that with mistakes, a sheet of their own.

Fife, Safer Communities, round 2025 unless said otherwise: the demonstration data has that assessment too, so that what
is brought stands beside something.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import cycle

import openpyxl
import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.templates.workbooks import entry_workbook

FIFE, MORAY = "S12000047", "S12000020"
FRAMEWORK = "safer-communities"
LABELS = {level.value: level.label for level in framework(FRAMEWORK).levels}
COLOURS = dict(zip(LABELS.values(), ("Red", "Amber", "Green", "Blue"), strict=True))
MISSPELT, MEANT, UNKNOWN = "Workng towards", "Working towards", "banana"
SHEET, LEVELS, FIRST_ROW = "Safer Communities", "D", 8


def levels(area_code: str = FIFE) -> dict[str, int]:
    """The answer to every criterion that applies: 2, 3, 4, 1, 2, 3, 4, 1 and so on."""
    tier = register().areas[area_code].tier
    rows = [one.criterion_id for one in framework(FRAMEWORK).criteria if one.applies_in(tier)]
    return {criterion_id: (n + 1) % 4 + 1 for n, criterion_id in enumerate(rows)}


def good(area_code: str = FIFE, round_: str = "2025", *, evidence: str | Sequence[str] = "", plus: int = 0) -> bytes:
    """The entry template, every criterion answered as :func:`levels` says.

    Args:
        area_code: whose it is.
        round_: of which round.
        evidence: what stands beside every answer, or several texts in turn.
        plus: how many of the first answers are one level higher (those of the highest level stay).
    """
    answers = levels(area_code)
    for one in list(answers)[:plus]:
        answers[one] = min(answers[one] + 1, 4)
    texts = cycle([evidence] if isinstance(evidence, str) else evidence)
    rows = pd.DataFrame(
        [(one, "rated", level, text) for (one, level), text in zip(answers.items(), texts, strict=False)],
        columns=["criterion_id", "answer", "level", "evidence"],
    )
    return entry_workbook(framework(FRAMEWORK), register().areas[area_code], round_, rows)


def bad(*, evidence: str = "") -> bytes:
    """The same with a slip of the pen in D8 and what nobody can guess in D9 and D12."""
    book = openpyxl.load_workbook(io.BytesIO(good(evidence=evidence)))
    sheet = book[SHEET]
    assert (sheet[f"{LEVELS}8"].value, sheet[f"{LEVELS}9"].value) == (MEANT, LABELS[3])
    sheet[f"{LEVELS}8"], sheet[f"{LEVELS}9"], sheet[f"{LEVELS}12"] = MISSPELT, UNKNOWN, UNKNOWN
    return _bytes(book)


def own_sheet(round_: str = "2025", *, area: str = "Fife", evidence: str = "") -> bytes:
    """A council's own sheet: its headings, levels in colours, a title above."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Health check"
    sheet.append(["Our community safety health check"])
    sheet.append(["What we asked", "How we stand", "How we know", "Council", "Year"])
    texts = {one.criterion_id: one.text for one in framework(FRAMEWORK).criteria}
    for criterion_id, level in levels().items():
        sheet.append([texts[criterion_id], COLOURS[LABELS[level]], evidence, area, round_])
    return _bytes(book)


def _bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
