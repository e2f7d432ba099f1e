"""From answers as written to the tidy table of ratings: every rated row of every assessment, blanks as missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.ingest.assessments.answers import ANSWERS, MISSING, NOT_APPLICABLE, Misread
from csp_analytics.ingest.assessments.desk import Desk, distinct
from csp_analytics.ingest.assessments.entries import Entries
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.findings import LIMIT
from csp_analytics.ingest.reading import COLUMNS

TEXT_LIMIT = 4000
_MISSING, _NOT_APPLICABLE = ANSWERS.index(MISSING), ANSWERS.index(NOT_APPLICABLE)
# Words that say that there is no action, in a framework that asks of each answer whether an action is required.
_NO_ACTION = frozenset(("no", "n", "none", "-", "false", "no action", "not required"))


@dataclass(frozen=True)
class Rated:
    """The answers of one sheet, read: what they mean and the texts beside them.

    Attributes:
        entries: where they stand and what they answer.
        answers: place of each answer in :data:`~csp_analytics.ingest.assessments.answers.ANSWERS`.
        levels: the level's value, NaN when not rated.
        evidence: text of each, '' where there is none.
        actions: text of each, '' where there is none.
        applies: mask of those whose criterion applies in their area.
    """

    entries: Entries
    answers: np.ndarray
    levels: np.ndarray
    evidence: np.ndarray
    actions: np.ndarray
    applies: np.ndarray

    @property
    def said(self) -> np.ndarray:
        """Mask of the entries that say anything; nothing is said of a row that does not apply."""
        return ((self.answers != _MISSING) & self.applies) | (self.evidence != "") | (self.actions != "")


def read_answers(desk: Desk, entries: Entries) -> Rated:
    """What the cells of one sheet mean; everything that is not an answer is told.

    Args:
        desk: where the definitions are and the problems go.
        entries: the answers as written.
    """
    answers = np.full(len(entries.rows), _MISSING)
    levels = np.full(len(entries.rows), np.nan)
    for framework in np.unique(entries.frameworks[entries.frameworks >= 0]):
        chosen = np.flatnonzero(entries.frameworks == framework)
        codes, values = distinct(entries.values[chosen])
        read = [desk.books[framework].read(value) for value in values]
        meant = [None if isinstance(one, Misread) else one for one in read]
        answers[chosen] = np.array([*(ANSWERS.index(a.answer) if a else _MISSING for a in meant), _MISSING])[codes]
        values_of = [a.level if a and a.level is not None else np.nan for a in meant]
        levels[chosen] = np.array([*values_of, np.nan])[codes]
        wrong = {i: one for i, one in enumerate(read) if isinstance(one, Misread)}
        if wrong:
            _tell_misread(desk, entries, chosen, codes, wrong)
    evidence = _texts(desk, entries, entries.evidence, entries.evidence_column)
    actions = _texts(desk, entries, entries.actions, entries.action_column)
    asks = np.array([framework.action_required for framework in desk.frameworks])[entries.frameworks]
    if asks.any():
        none = np.array([text.casefold() in _NO_ACTION for text in actions], dtype=bool)
        actions = np.where(asks & none, "", actions)
    return Rated(entries, answers, levels, evidence, actions, _applies(desk, entries))


def assemble(desk: Desk, sheets: Sequence[Rated]) -> pd.DataFrame:
    """The table ``rating`` of all sheets, one row for every rated row of every assessment.

    Rows that only two-tier areas have are *not applicable* in an area of another tier, whatever the file says.

    Args:
        desk: where the definitions are.
        sheets: answers whose names are all known, no criterion twice.

    Returns:
        Columns as in :data:`~csp_analytics.ingest.reading.COLUMNS`, assessments in the order of the file, criteria in
        the framework's order. An assessment without any answer is left out.
    """
    grids = [_grid(desk, rated, framework) for rated in sheets for framework in np.unique(rated.entries.frameworks)]
    parts = [grid for grid in grids if len(grid)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS["rating"]))
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _grid(desk: Desk, rated: Rated, framework: int) -> pd.DataFrame:
    """Every criterion of every assessment of one framework on one sheet."""
    e = rated.entries
    chosen = np.flatnonzero(e.frameworks == framework)
    n_rounds, criteria = len(desk.rounds.items), desk.frameworks[framework].table
    said = rated.said[chosen]
    pair, pairs = pd.factorize(e.areas[chosen] * n_rounds + e.rounds[chosen])
    has_answers = np.bincount(pair[said], minlength=len(pairs)) > 0
    _tell_empty(desk, e, pairs[~has_answers] // n_rounds)
    chosen, pair, pairs = (
        chosen[has_answers[pair]],
        (np.cumsum(has_answers) - 1)[pair[has_answers[pair]]],
        pairs[has_answers],
    )
    cell = pair * len(criteria) + e.criteria[chosen]
    size = len(pairs) * len(criteria)
    answer, level = np.full(size, _MISSING), np.full(size, np.nan)
    answer[cell], level[cell] = rated.answers[chosen], rated.levels[chosen]
    area = np.repeat(pairs // n_rounds, len(criteria))
    applies = _applying(desk, framework)[pairs // n_rounds].reshape(-1)
    _tell_not_applicable(desk, rated, chosen[~rated.applies[chosen]])
    answer[~applies], level[~applies] = _NOT_APPLICABLE, np.nan
    return pd.DataFrame(
        {
            "area_code": _text([a.area_code for a in desk.areas.items]).take(area),
            "framework": _text([desk.frameworks[framework].framework_id]).take(np.zeros(size, dtype=int)),
            "round": _text(desk.rounds.items).take(np.repeat(pairs % n_rounds, len(criteria))),
            "criterion_id": _text(criteria["criterion_id"].tolist()).take(
                np.tile(np.arange(len(criteria)), len(pairs))
            ),
            "answer": _text(list(ANSWERS)).take(answer),
            "level": level,
            "evidence": _spread(rated.evidence[chosen], cell, size),
            "action": _spread(rated.actions[chosen], cell, size),
        }
    )


def _applies(desk: Desk, entries: Entries) -> np.ndarray:
    """Mask of the answers whose criterion applies in its area; where names are unknown, they do."""
    applies = np.ones(len(entries.rows), dtype=bool)
    for framework in np.unique(entries.frameworks[entries.known]):
        chosen = np.flatnonzero(entries.known & (entries.frameworks == framework))
        applies[chosen] = _applying(desk, framework)[entries.areas[chosen], entries.criteria[chosen]]
    return applies


def _applying(desk: Desk, framework: int) -> np.ndarray:
    """Whether each criterion (column) applies in each area on the desk (row); where the tier is unknown, all do."""
    criteria = desk.frameworks[framework].criteria
    rows = [[not area.tier or criterion.applies_in(area.tier) for criterion in criteria] for area in desk.areas.items]
    return np.array(rows, dtype=bool).reshape(-1, len(criteria))


def _text(values: list[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")


def _spread(texts: np.ndarray, cell: np.ndarray, size: int) -> pd.api.extensions.ExtensionArray:
    """Texts laid out over a grid, '' where there is none."""
    codes, uniques = pd.factorize(texts)
    grid = np.full(size, len(uniques))
    grid[cell] = codes
    return _text([*uniques, ""]).take(grid)


def _texts(desk: Desk, entries: Entries, values: np.ndarray | None, column: int) -> np.ndarray:
    """Texts as they are stored; one that is too long is told."""
    if values is None:
        return np.full(len(entries.rows), "", dtype=object)
    codes, uniques = distinct(values)
    texts = [kept(value) for value in uniques]
    too_long = np.array([len(text) > TEXT_LIMIT for text in (*texts, "")])[codes]
    for position in np.flatnonzero(too_long)[:LIMIT].tolist():
        text = texts[codes[position]]
        desk.findings.error(
            "text-too-long",
            entries.sheet,
            (int(entries.rows[position]), column),
            found=f"{len(text):,} characters: {text[:40]}...",
            expected=f"at most {TEXT_LIMIT:,} characters",
            advice="Keep the gist here, and say where the full text can be found.",
        )
    desk.findings.more("text-too-long", int(too_long.sum()) - LIMIT)
    return np.array([*texts, ""], dtype=object)[codes]


def _tell_misread(
    desk: Desk, entries: Entries, chosen: np.ndarray, codes: np.ndarray, wrong: dict[int, Misread]
) -> None:
    positions = np.flatnonzero(np.isin(codes, list(wrong)))
    for position in positions[:LIMIT].tolist():
        misread = wrong[int(codes[position])]
        desk.findings.error(misread.code, entries.sheet, entries.at(int(chosen[position])), **misread.words)
    desk.findings.more("unknown-level", max(0, len(positions) - LIMIT))


def _tell_empty(desk: Desk, entries: Entries, areas: np.ndarray) -> None:
    names = list(dict.fromkeys(desk.areas.items[area].name for area in areas))
    if names:
        desk.findings.note(
            "no-answers",
            entries.sheet,
            found=f"no answers from {', '.join(names)}",
            advice="Areas without any answer are left out: they are not counted as having taken part.",
        )


def _tell_not_applicable(desk: Desk, rated: Rated, positions: np.ndarray) -> None:
    """A warning for each area that answered rows which its tier does not have."""
    answered = positions[np.isin(rated.answers[positions], (_MISSING, _NOT_APPLICABLE), invert=True)]
    for area in np.unique(rated.entries.areas[answered]):
        rows = answered[rated.entries.areas[answered] == area]
        count = f"{len(rows)} answer{'s' if len(rows) > 1 else ''}"
        desk.findings.warning(
            "does-not-apply",
            rated.entries.sheet,
            rated.entries.at(int(rows[0])),
            found=f"{count} from {desk.areas.items[area].name} to rows that do not apply there",
            expected="Not applicable",
            advice="Stored as not applicable, because of how local government is set up in that area.",
        )
