"""The key of a coded export, found by its content among the files that were given with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.surveys.key_file import is_key_file, read_key
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.ingest.surveys.wording import tidy
from csp_analytics.problems import ERROR, Problem
from csp_analytics.surveys.layouts import layouts

LARGEST = 5_000_000  # bytes; a key is a list of questions and options
LIKELY_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx")


def needs_key(q: Questionnaire) -> bool:
    """Whether a questionnaire is written in codes whose meaning stands in another file."""
    known = layouts()
    return q.layout in known and known[q.layout].needs_key


def key_among(workbook: Workbook, beside: Sequence[Path | bytes]) -> Workbook | None:
    """The key of a coded export: the one that explains most of its headings, and at least half of them.

    Args:
        workbook: the coded export.
        beside: where other files lie, or their bytes.
    """
    headings = {tidy(value) for one in workbook.sheets if one.visible for value in (one.rows or [[]])[0]} - {""}
    best: tuple[int, Workbook | None] = (0, None)
    for source in beside:
        other, _ = read_workbook(source)
        if other is None or other.digest == workbook.digest or not is_key_file(other):
            continue
        codes = set(read_key(other))
        explained = sum(bool({one, one.rpartition("_")[0], one.partition("_")[0]} & codes) for one in headings)
        if 2 * explained >= len(headings) and explained > best[0]:
            best = (explained, other)
    return best[1]


def neighbours(file: Path) -> list[Path]:
    """Files in the same folder that are small enough to be a key."""
    every = sorted(one for one in file.parent.iterdir() if one.suffix.lower() in LIKELY_ENDINGS and one != file)
    return [one for one in every if one.is_file() and one.stat().st_size <= LARGEST]


def key_missing(q: Questionnaire) -> Problem:
    """Why a coded export is refused without its key, and how to get the key."""
    return Problem(
        ERROR,
        q.file,
        sheet=q.sheet,
        found="codes instead of questions and answers",
        expected="the key file beside it, which says what the codes mean",
        advice="Export the response data again, coded and with its key (two files), and give both: import RESULTS.csv "
        "KEY.csv. Or export it with the text of the answers instead of codes.",
        code="needs-key",
    )
