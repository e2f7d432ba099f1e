"""The answers of a questionnaire as tables for the store: one row an answer, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from csp_analytics.ingest.reading import COLUMNS
from csp_analytics.ingest.surveys.coded import NOT_ANSWERED, Coded, Columns
from csp_analytics.ingest.surveys.columns import number
from csp_analytics.ingest.surveys.likeness import comparable
from csp_analytics.ingest.surveys.matching import Matching, Proposal
from csp_analytics.ingest.surveys.option_matching import EXACT, MAPPED, NO_ANSWER_GIVEN, OptionMatch
from csp_analytics.ingest.surveys.options_of_target import meanings
from csp_analytics.ingest.surveys.questionnaire import MULTIPLE, Question, Questionnaire
from csp_analytics.ingest.surveys.wording import label
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, ROLE, SECTOR, TEXT, SurveyQuestion
from csp_analytics.surveys.model import NUMBER as ANY_NUMBER

_PIECE = tuple[str, str, np.ndarray]  # question id, item id, a value for each respondent or nan


@dataclass
class Answers:
    """What one survey definition takes from a questionnaire.

    Attributes:
        matching: how they fit.
        pieces: question, item, and the value of each respondent (nan where there is none).
        who: area, role and sector of each respondent, empty where not said or not matched.
        texts: question id -> what each respondent wrote, None for nothing; empty unless free text is kept.
        no_answer: by target, how many answers say that there is none ("Don't know").
        lost: by target, how many answers are in words that are not matched.
        columns: columns of the sheet that are kept.
    """

    matching: Matching
    pieces: list[_PIECE] = field(default_factory=list)
    who: dict[str, np.ndarray] = field(default_factory=dict)
    texts: dict[str, list[str | None]] = field(default_factory=dict)
    no_answer: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    columns: set[int] = field(default_factory=set)

    @property
    def answered(self) -> np.ndarray:
        """Whether each respondent answered anything that is kept; who answers does not count."""
        some = np.zeros(self.matching.form.respondents, dtype=bool)
        for _, _, values in self.pieces:
            some |= ~np.isnan(values)
        for texts in self.texts.values():
            some |= np.array([text is not None for text in texts], dtype=bool)
        return some


def answers_of(q: Questionnaire, matching: Matching, *, keep_text: bool, columns: Columns | None = None) -> Answers:
    """The answers of a questionnaire to the questions of one definition.

    Args:
        q: the questionnaire.
        matching: how they fit; only what is exact or said by a person is taken.
        keep_text: whether free text is kept.
        columns: the columns of the questionnaire, where they are read more than once.
    """
    found, read = Answers(matching), columns or Columns(q)
    questions = {one.number: one for one in q.questions}
    blank = np.full(q.respondents, "", dtype=object)
    found.who = dict.fromkeys(ABOUT_RESPONDENT, blank)
    single: dict[str, list[tuple[Proposal, str]]] = {}
    for one in matching.accepted():
        name, _, item = one.target.partition("/")
        question = questions[one.number]
        if question.type == MULTIPLE:
            _take_ticked(read, question, name, found)
        elif not one.is_block:
            single.setdefault(name, []).append((one, item))
    for name, several in single.items():
        if name in matching.survey.by_id and matching.survey.by_id[name].kind == TEXT:
            _take_text(q, several[0][0], name, found, keep_text)
        else:
            _take_columns(read, name, several, found)
    return found


def tables(found: Sequence[Answers], area_code: str) -> dict[str, pd.DataFrame]:
    """Tables ``respondent``, ``answer`` and ``free_text`` (:data:`~csp_analytics.ingest.reading.COLUMNS`).

    Respondents are numbered from 1 within each definition; those who answered nothing of it are not among them.

    Args:
        found: what each definition takes.
        area_code: the area of everybody whose area the form does not ask; empty when it is not known.
    """
    numbers = [np.cumsum(one.answered).astype(np.int32) for one in found]
    made = {
        "respondent": pd.concat([_respondents(*pair, area_code) for pair in zip(found, numbers, strict=True)]),
        "answer": _answers(found, numbers),
    }
    texts = [_texts(one, *text, n) for one, n in zip(found, numbers, strict=True) for text in one.texts.items()]
    if sum(map(len, texts)):
        made["free_text"] = pd.concat(texts)
    return {name: frame[list(COLUMNS[name])].reset_index(drop=True) for name, frame in made.items()}


def _respondents(one: Answers, number: np.ndarray, area_code: str) -> pd.DataFrame:
    answered = one.answered
    who = {name: values[answered] for name, values in one.who.items()}
    if area_code and AREA not in {proposal.target for proposal in one.matching.accepted()}:
        who[AREA] = np.full(int(answered.sum()), area_code, dtype=object)
    return pd.DataFrame(
        {
            "definition": one.matching.survey.survey_id,
            "respondent_id": number[answered],
            "area_code": pd.Series(who[AREA], dtype="str"),
            "role": pd.Series(who[ROLE], dtype="str"),
            "sector": pd.Series(who[SECTOR], dtype="str"),
        }
    )


def _take_ticked(read: Columns, question: Question, name: str, found: Answers) -> None:
    """A multiple question: every option that is an item of ours, 1 or 0 for whoever answered the question."""
    survey = found.matching.survey
    ticked = read.ticks(question)
    matched = meanings(name, list(ticked), survey, found.matching.said, items=True) or {}
    by_item: dict[str, np.ndarray] = {}
    for option, states in ticked.items():
        one = matched[option]
        if one.how in (EXACT, MAPPED) and one.meaning:
            # Two options may stand for one item; it is in place when either is ticked.
            by_item[one.meaning] = np.maximum(by_item.get(one.meaning, np.int8(NOT_ANSWERED)), states)
        elif one.how != NO_ANSWER_GIVEN:
            found.lost[name] = found.lost.get(name, 0) + int((states == 1).sum())
    for item, states in by_item.items():
        found.pieces.append((name, item, np.where(states == NOT_ANSWERED, np.nan, states.astype(float))))
    found.columns |= set(question.columns)


def _take_columns(read: Columns, name: str, several: list[tuple[Proposal, str]], found: Answers) -> None:
    """Columns with one answer each; those of one question share a scale, so their answers are matched together."""
    survey = found.matching.survey
    given = [(item, read.coded(one.columns[0])) for one, item in several]
    found.columns |= {one.columns[0] for one, _ in several}
    question = survey.by_id.get(name)
    if question is not None and question.kind == ANY_NUMBER:
        for item, one in given:
            found.pieces.append((name, item, one.values(_numbers(one))))
        return
    texts = list(dict.fromkeys(text for _, one in given for text in one.texts))
    matched = meanings(name, texts, survey, found.matching.said, items=False) or {}
    sure = {text: one.meaning for text, one in matched.items() if one.how in (EXACT, MAPPED) and one.meaning}
    for _, one in given:
        _count_left(name, one, sure, matched, found)
    if question is None:
        found.who[name] = given[0][1].words(sure)
        return
    values = {text: float(meaning) for text, meaning in sure.items()}
    pieces = [(name, item, one.values(values)) for item, one in given]
    found.pieces += _with_unticked(pieces, question, set(values.values()))


def _with_unticked(pieces: list[_PIECE], question: SurveyQuestion, values: set[float]) -> list[_PIECE]:
    """Columns that were only ever ticked: a blank is not ticked for whoever ticked another of them."""
    if not question.is_ticked or values != {1.0} or len(pieces) < 2:
        return pieces
    ticked = np.logical_or.reduce([~np.isnan(found) for _, _, found in pieces])
    return [(name, item, np.where(np.isnan(found) & ticked, 0.0, found)) for name, item, found in pieces]


def _numbers(one: Coded) -> dict[str, float]:
    read = {text: number(text) for text in one.texts}
    return {text: value for text, value in read.items() if value is not None}


def _count_left(name: str, one: Coded, sure: dict[str, str], matched: dict[str, OptionMatch], found: Answers) -> None:
    for text, count in one.counts.items():
        if text in sure:
            continue
        table = found.no_answer if matched[text].how == NO_ANSWER_GIVEN else found.lost
        table[name] = table.get(name, 0) + count


def _take_text(q: Questionnaire, one: Proposal, name: str, found: Answers, keep_text: bool) -> None:
    if keep_text:
        texts = [_written(value) for value in q.answers[one.columns[0]]]
        found.texts[name] = texts
        found.columns.add(one.columns[0])


def _written(value: object) -> str | None:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    else:
        text = label(value) or ""  # type: ignore[arg-type]
    return text if comparable(text) else None


def _answers(found: Sequence[Answers], numbers: Sequence[np.ndarray]) -> pd.DataFrame:
    """Every answer that was given; ids that come again and again are kept once, as categories."""
    names, lengths, places, values = [], [], [], []
    for one, own in zip(found, numbers, strict=True):
        for name, item, given in one.pieces:
            there = np.flatnonzero(~np.isnan(given))
            names.append((one.matching.survey.survey_id, name, item))
            lengths.append(len(there))
            places.append(own[there])
            values.append(given[there])
    definitions, questions, items = zip(*names, strict=True) if names else ((), (), ())
    return pd.DataFrame(
        {
            "definition": _repeated(definitions, lengths),
            "respondent_id": np.concatenate([np.empty(0, dtype=np.int32), *places]),
            "question_id": _repeated(questions, lengths),
            "item_id": _repeated(items, lengths),
            "value": np.concatenate([np.empty(0), *values]),
        }
    )


def _repeated(names: Sequence[str], lengths: Sequence[int]) -> pd.Categorical:
    known = list(dict.fromkeys(names))
    codes = np.repeat(np.array([known.index(name) for name in names], dtype=np.int16), lengths)
    return pd.Categorical.from_codes(codes, pd.Index(known, dtype="str"))


def _texts(one: Answers, name: str, texts: list[str | None], number: np.ndarray) -> pd.DataFrame:
    definition = one.matching.survey.survey_id
    rows = [(definition, int(n), name, text) for n, text in zip(number, texts, strict=True) if text is not None]
    return pd.DataFrame(rows, columns=list(COLUMNS["free_text"]))
