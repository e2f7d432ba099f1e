"""A survey export as questions and respondents, whichever tool wrote it.

This is what the readers of exports hand over and all that the rest knows of them. What a person is called, where they
sit and what they wrote on is taken out while the file is read: no column of :class:`Questionnaire` holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from csp_analytics.problems import Problem

SINGLE, MULTIPLE, MATRIX, NUMBER, TEXT, DATE, META = (
    "single", "multiple", "matrix", "number", "text", "date", "meta",
)  # fmt: skip
TYPES = (SINGLE, MULTIPLE, MATRIX, NUMBER, TEXT, DATE, META)
# Why a row below the headings is no respondent. The order is the order in which they are told.
PASTED_HEADINGS, UNFINISHED, TEST, BLANK, TOTALS = "pasted headings", "unfinished", "test", "blank", "totals"
SET_ASIDE = (PASTED_HEADINGS, UNFINISHED, TEST, BLANK, TOTALS)


@dataclass(frozen=True)
class Question:
    """One question of a questionnaire, or one column about the response (``meta``).

    Attributes:
        number: place in the file, from 0; what other modules call it by.
        header: the question as the file words it, tidied (no non-breaking or doubled spaces, no trailing spaces).
        type: one of :data:`TYPES`.
        columns: zero-based columns of the sheet that hold its answers, those of typed "other" text left out. A grid
            with ticks has them row by row: as many as rows times options.
        options: the answers that can be chosen, in the order of the form where the file tells it, else of first use.
        rows: what each column stands for when ``columns`` are the rows of a matrix; the items of a ranking that shares
            one column; empty otherwise.
        other: columns that hold typed text beside the options ("Other, please specify").
        code: the tool's own short name, such as ``Q2``; empty when the file has none.
        personal: why the column is about a person (``name``, ``e-mail``, ``IP address``, ``device``, ``location``,
            ``telephone``, ``date of birth``, ``respondent number``); empty otherwise. Its values are not kept.
        role: what a meta column is for (``respondent number``, ``start``, ``end``, ``finished``, ``status``,
            ``language``, ``score`` ...); empty otherwise. A question that turns out to be about a person is no meta
            column: it has ``personal`` and no role.
        note: something that a person should know about it, such as "commas inside options, could not be divided".
    """

    number: int
    header: str
    type: str
    columns: tuple[int, ...]
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other: tuple[int, ...] = ()
    code: str = ""
    personal: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """One sheet of one file, read as a questionnaire.

    Attributes:
        file: the file's name without folders.
        digest: SHA-256 of its bytes.
        layout: id of the layout, a file name in ``data/survey_layouts`` (``microsoft-forms``, ``plain`` ...).
        sheet: the sheet's name, empty for a CSV.
        header_rows: how many rows are headings (junk rows above them not counted).
        first_row: zero-based row of the sheet where the data begins.
        questions: in the order of their first column, meta columns among them.
        rows: zero-based rows of the sheet of the real respondents, in the order of the file.
        set_aside: how many rows are no real respondents, by reason (:data:`SET_ASIDE`); reasons without a row left out.
        answers: the values of each column that is kept, by column: one value a real respondent, in the order of
            ``rows``, blanks as None. Columns about a person are not in it.
        times: for each respondent the date (ISO text) of the answer where a column tells it, else None.
        dropped: heading and reason of every column whose values were not kept.
        problems: what is to be said about it, never with a value of a personal column.
        other_sheets: other visible sheets with data that were not read.
    """

    file: str
    digest: str
    layout: str
    sheet: str
    header_rows: int
    first_row: int
    questions: tuple[Question, ...]
    rows: tuple[int, ...]
    set_aside: dict[str, int]
    answers: dict[int, list[object]] = field(repr=False, default_factory=dict)
    times: list[str | None] = field(repr=False, default_factory=list)
    dropped: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    other_sheets: tuple[str, ...] = ()

    @property
    def respondents(self) -> int:
        """How many real respondents there are."""
        return len(self.rows)
