"""Which criterion each row of a table with one criterion a row is about, and of which framework."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.ingest.assessments.criterion_names import CriterionNames, best_framework
from csp_analytics.ingest.assessments.desk import Cells, Desk, distinct, filled
from csp_analytics.ingest.assessments.entries import unreadable
from csp_analytics.ingest.assessments.headers import CRITERION, CRITERION_ID, Header
from csp_analytics.ingest.assessments.names import UNKNOWN, UNSAID
from csp_analytics.ingest.cell_text import fold, kept, shown
from csp_analytics.ingest.files.workbook import Sheet, Value, address
from csp_analytics.ingest.findings import LIMIT

SKIP = -2


def resolve(
    desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray, frameworks: np.ndarray, said: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """The criterion of each row.

    Args:
        desk: where the definitions are and the problems go.
        sheet: the sheet.
        header: the table's header.
        rows: zero-based rows of the table that are read.
        frameworks: number of each row's framework; UNSAID where nothing names it.
        said: mask of the rows that answer something.

    Returns:
        Frameworks, places among the rated criteria (UNKNOWN where told to be unknown), and a mask of the rows that are
        about a criterion (headings and prompts without an answer are not); None when no framework fits.
    """
    cells = _naming_cells(desk, sheet, header, rows)
    codes, values, _ = cells.distinct()
    if (frameworks == UNSAID).any():
        found = _find_frameworks(desk, cells, values)
        if found is None:
            return None
        frameworks = np.where(frameworks == UNSAID, np.array([*found, UNKNOWN])[codes], frameworks)
    _tell_blank(desk, cells, np.flatnonzero((codes < 0) & said))
    places = _places(desk, cells, values, codes, frameworks, said)
    _tell_disagreeing(desk, sheet, header, rows, frameworks)
    return frameworks, places, (places != SKIP) & ((codes >= 0) | said)


def _naming_cells(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray) -> Cells:
    """The cells that name the criterion: real ids where there are any, else the texts.

    A column of running numbers beside the texts is not trusted: people number as they like.
    """
    texts = desk.cells(sheet, header.column(CRITERION), rows) if header.has(CRITERION) else None
    ids = desk.cells(sheet, header.column(CRITERION_ID), rows) if header.has(CRITERION_ID) else None
    if ids is None or texts is None:
        return ids or texts  # type: ignore[return-value]
    if not _real_ids(desk, ids):
        return texts
    given = filled(ids.values)
    return ids if given.all() else Cells(sheet, ids.column, rows, np.where(given, ids.values, texts.values))


def _real_ids(desk: Desk, ids: Cells) -> bool:
    known = {fold(row.criterion_id) for framework in desk.frameworks for row in framework.rows}
    return any(fold(value) in known for value in ids.distinct()[1])


def _find_frameworks(desk: Desk, cells: Cells, values: list[Value]) -> list[int] | None:
    """The framework of each name, when no cell states one: by id, and for the rest the one that fits best."""
    order = {framework.framework_id: place for place, framework in enumerate(desk.frameworks)}
    owners = {
        fold(row.criterion_id): order[framework.framework_id] for framework in desk.frameworks for row in framework.rows
    }
    by_id = [owners.get(fold(value), UNKNOWN) for value in values]
    if UNKNOWN not in by_id:
        return by_id
    best, fitting = best_framework(values, desk.names)
    chosen = order[best] if best else desk.framework_place(cells.sheet.name)
    if chosen < 0:
        tell_no_framework(desk, cells.sheet, fitting, len(values))
        return None
    return [place if place >= 0 else chosen for place in by_id]


def tell_no_framework(desk: Desk, sheet: Sheet, fitting: list[str], count: int) -> None:
    """The problem that the criteria of a sheet belong to no framework, or could belong to several.

    Args:
        desk: where the problem goes.
        sheet: the sheet.
        fitting: ids of the frameworks that fit equally well.
        count: number of different names that may be criteria.
    """
    titles = [one.short_title for one in desk.frameworks if one.framework_id in fitting]
    desk.findings.error(
        "unknown-framework",
        sheet,
        found=f"criteria that fit {' and '.join(titles)} equally well" if titles else f"{count} unknown criteria",
        expected=f"criteria of one of {', '.join(desk.framework_titles)}",
        advice="Name the framework in a cell beside 'Framework' above the table, or say --framework.",
    )


def _places(
    desk: Desk, cells: Cells, values: list[Value], codes: np.ndarray, frameworks: np.ndarray, said: np.ndarray
) -> np.ndarray:
    known = (codes >= 0) & (frameworks >= 0)
    pairs = np.where(known, frameworks * (len(values) + 1) + codes, -1)
    pair_codes, pair_values = pd.factorize(pairs)
    first = np.zeros(len(pair_values), dtype=int)
    first[pair_codes[::-1]] = np.arange(len(pairs))[::-1]
    answered = np.bincount(pair_codes[said], minlength=len(pair_values))
    counts = np.bincount(pair_codes, minlength=len(pair_values))
    meant = []
    for i, position in enumerate(first.tolist()):
        if pair_values[i] < 0:
            meant.append(UNKNOWN)
            continue
        names = desk.names[desk.frameworks[frameworks[position]].framework_id]
        meant.append(_place(desk, cells, names, position, (int(answered[i]), int(counts[i]))))
    return np.array(meant, dtype=int)[pair_codes]


def _place(desk: Desk, cells: Cells, names: CriterionNames, position: int, counts: tuple[int, int]) -> int:
    written, (answered, count) = cells.values[position], counts
    meaning = names.meaning(written)
    if meaning.position >= 0:
        return meaning.position
    if not answered and (meaning.prompt or fold(written) in names.headings):
        return SKIP
    framework = names.framework
    words = {"found": shown(written), "expected": f"one of the {len(framework.criteria)} rows to answer "}
    words["expected"] += f"of {framework.short_title}, by id or wording"
    if count > 1:
        words["advice"] = f"It stands in {count:,} rows."
    if meaning.candidates:
        words["advice"] = f"It could mean {' or '.join(meaning.candidates)}: write the id."
    elif meaning.prompt:
        words["advice"] = (
            f"This row gets no answer of its own: move the answer to the {framework.row_word} it goes with."
        )
    elif not desk.findings.enough("unknown-criterion"):
        words["suggestion"] = names.suggest(written)
    code = "not-answerable" if meaning.prompt else "ambiguous-criterion" if meaning.candidates else "unknown-criterion"
    desk.findings.error(code, cells.sheet, _cell_of(cells, position), **words)
    return UNKNOWN


def _cell_of(cells: Cells, position: int) -> tuple[int, int]:
    row, column = cells.at(position)
    if cells.sheet.value(row, column) == cells.values[position]:
        return row, column
    return row, next((c for c, v in enumerate(cells.sheet.rows[row]) if v == cells.values[position]), column)


def _tell_blank(desk: Desk, cells: Cells, blanks: np.ndarray) -> None:
    told = [position for position in blanks.tolist() if not unreadable(cells.sheet, *cells.at(position))]
    for position in told[:LIMIT]:
        desk.findings.error(
            "missing-criterion",
            cells.sheet,
            cells.at(position),
            found="an answer without a criterion",
            expected="the criterion that it answers",
        )
    desk.findings.more("missing-criterion", max(0, len(told) - LIMIT))


def _tell_disagreeing(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray, frameworks: np.ndarray) -> None:
    """Problems for rows whose id and wording are of two criteria: part of the table was sorted or pasted over."""
    if not header.has(CRITERION) or not header.has(CRITERION_ID):
        return
    ids = distinct(desk.cells(sheet, header.column(CRITERION_ID), rows).values)
    texts = distinct(desk.cells(sheet, header.column(CRITERION), rows).values)
    pairs = pd.DataFrame({"id": ids[0], "text": texts[0], "framework": frameworks}).drop_duplicates()
    for position, pair in pairs[(pairs >= 0).all(axis=1)].iterrows():
        names = desk.names[desk.frameworks[pair["framework"]].framework_id]
        by_id, by_text = names.meaning(ids[1][pair["id"]]), names.meaning(texts[1][pair["text"]])
        named = by_id.by == by_text.by == "name"
        if named and by_id.position != by_text.position:
            row = int(rows[int(position)])
            desk.findings.error(
                "criterion-mismatch",
                sheet,
                (row, header.column(CRITERION)),
                cell=f"{address(row, header.column(CRITERION_ID))}, {address(row, header.column(CRITERION))}",
                found=f"{kept(ids[1][pair['id']])} beside the wording of {_id_of(names, by_text.position)}",
                expected="an id and a wording of the same row",
                advice="Part of the table may have been sorted or pasted over: restore the id and the wording.",
            )


def _id_of(names: CriterionNames, position: int) -> str:
    return names.framework.criteria[position].criterion_id
