"""What an officer submits: everything in one transaction, after a look at what is there, and it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd

from csp_analytics.access.acting import person
from csp_analytics.access.rules import SUBMIT, UNDO, may, require
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, Reading
from csp_analytics.store import audit
from csp_analytics.store.connection import Store
from csp_analytics.store.import_log import account, log
from csp_analytics.store.may_write import require_for_room
from csp_analytics.store.numbers import give
from csp_analytics.store.standing_rules import closed_sentences, refuse_closed
from csp_analytics.store.writing import LOADED, UNCHANGED, Outcome, is_there, write

UNDONE = "undone"


class SubmissionRefused(ValueError):
    """A submission cannot be made or taken back; the message says why and what to do."""


@dataclass(frozen=True)
class Submission:
    """What came of a submission; ``number`` is 0 when everything was there already and nothing was written."""

    number: int
    outcomes: list[Outcome]


def standing(store: Store, readings: Sequence[Reading]) -> tuple[str, ...]:
    """What stands where the readings would go, as marks that change whenever somebody puts something else there.

    Taken when a person is shown the difference and handed back to :func:`submit`, so that nobody replaces what they
    have not seen.
    """
    assessments = store.frame(
        "select framework, area_code, round, assessment_id, source_file, imported_at from assessment "
        "where status = 'current'"
    )
    plans = store.frame("select distinct area_code, round, import_id from action where state = 'current'")
    marks = []
    for one in readings:
        if one.kind == ASSESSMENT:
            keys = one.tables["rating"][["framework", "area_code", "round"]].drop_duplicates()
            marks += [f"assessment {number}" for number in keys.merge(assessments)["assessment_id"]]
        elif one.kind == ACTIONS:
            keys = one.tables["action"][["area_code", "round"]].drop_duplicates()
            marks += [f"plan {number}" for number in keys.merge(plans)["import_id"]]
    return tuple(sorted(marks))


def submit(
    store: Store, readings: Sequence[Reading], *, seen: tuple[str, ...], by: str = "", room: str = ""
) -> Submission:
    """Writes assessments and plans of one area in one transaction: all or nothing.

    Args:
        store: where to.
        readings: what was read, none of it refused, all about one area.
        seen: what :func:`standing` gave when the person looked at the difference.
        by: who submits; the account of the process when empty.
        room: the code of the workshop room that agreed on it: then whoever runs rooms may save it for the room's area.

    Raises:
        NotAllowed: when who acts may not submit for the area.
        SubmissionRefused: when a reading is refused or of another kind, when they are about several areas, or when
            somebody else changed what is there since the person looked.
    """
    area_code = _area_of(readings)
    if room and not may(person(), SUBMIT, area_code):
        require_for_room(store, room, area_code, readings)
    else:
        require(SUBMIT, area_code)
    started = datetime.now(UTC).replace(tzinfo=None)
    by = by or account()
    with store.one_writer():
        if standing(store, readings) != seen:
            raise SubmissionRefused(
                "Somebody else has submitted for this area since you looked. Nothing of yours was submitted. "
                "Look at the difference again, then decide."
            )
        new = [one for one in readings if not is_there(store, one)]
        if not new:
            return Submission(0, [_outcome(one, UNCHANGED) for one in readings])
        if closed := refuse_closed(store, new):
            raise SubmissionRefused(f"Nothing was submitted. {' '.join(closed)}")
        with store.transaction() as cursor:
            number = give(cursor, "submission")
            what = "; ".join(_what(one) for one in new)
            cursor.execute(
                "insert into submission (submission_id, area_code, what, submitted_at, submitted_by) "
                "values ($number, $area, $what, $at, $by)",
                {"number": number, "area": area_code, "what": what, "at": started, "by": by},
            )
            for one in new:
                import_id = log(cursor, one, started, by, LOADED, one.counts, False, submission_id=number)
                write(cursor, one, import_id, by, False)
            said = {"submission": number, "what": [_what(one) for one in new], "files": [one.file for one in new]}
            audit.note_in(cursor, store, audit.SUBMITTED, area_code, **said)
    return Submission(number, [_outcome(one, LOADED if one in new else UNCHANGED) for one in readings])


def undo(store: Store, number: int, *, by: str = "") -> str:
    """Takes a submission back: what it took the place of stands again. Returns what was taken back, in words.

    Raises:
        SubmissionRefused: when there is no such submission, when it was taken back already, or when something newer
            stands in its place.
    """
    by = by or account()
    now = datetime.now(UTC).replace(tzinfo=None)
    with store.one_writer():
        found = store.frame("select * from submission where submission_id = $number", {"number": number})
        if found.empty:
            raise SubmissionRefused(f"There is no submission {number}.")
        row = found.iloc[0]
        require(UNDO, str(row["area_code"]))
        if row["undone_by"] and row["undone_by"] == row["undone_by"]:
            raise SubmissionRefused(f"Submission {number} was taken back already.")
        newer = store.value(
            "select count(*) from (select replaced_by from assessment where status = 'replaced' and import_id in "
            "(select import_id from import_log where submission_id = $number) union all "
            "select replaced_by from action where state = 'replaced' and import_id in "
            "(select import_id from import_log where submission_id = $number))",
            {"number": number},
        )
        if newer:
            raise SubmissionRefused(
                f"Something newer has taken the place of submission {number}. Take that back first, then this one."
            )
        if closed := _closed(store, number):
            raise SubmissionRefused(f"Submission {number} was not taken back. {' '.join(closed)}")
        with store.transaction() as cursor:
            taken = "(select import_id from import_log where submission_id = $number)"
            for table, column in (("assessment", "status"), ("action", "state")):
                cursor.execute(f"update {table} set {column} = 'undone' where import_id in {taken}", {"number": number})
                cursor.execute(
                    f"update {table} set {column} = 'current', replaced_by = null where {column} = 'replaced' "
                    f"and replaced_by in {taken}",
                    {"number": number},
                )
            cursor.execute(
                "update submission set undone_at = $now, undone_by = $by where submission_id = $number",
                {"now": now, "by": by, "number": number},
            )
            taken_back = Reading(f"submission {number}", "", "submission")
            log(cursor, taken_back, now, by, UNDONE, {}, False, submission_id=number)
            said = {"submission": number, "what": str(row["what"]), "submitted_by": str(row["submitted_by"])}
            audit.note_in(cursor, store, audit.TAKEN_BACK, str(row["area_code"]), **said)
    return str(row["what"])


def only_of(reading: Reading, area_code: str) -> Reading:
    """The part of a reading that is about one area, for a return that holds several."""
    tables = {
        name: table[table["area_code"] == area_code].reset_index(drop=True) if "area_code" in table else table
        for name, table in reading.tables.items()
    }
    return replace(reading, tables=tables)


def _closed(store: Store, number: int) -> list[str]:
    """Why a submission cannot be taken back now: what is closed for returns changes neither way."""
    held = store.frame(
        "select framework, round from assessment where import_id in "
        "(select import_id from import_log where submission_id = $number) union select '', round from action where "
        "import_id in (select import_id from import_log where submission_id = $number)",
        {"number": number},
    )
    return closed_sentences(store, set(held["round"].dropna()), set(held["framework"]))


def _area_of(readings: Sequence[Reading]) -> str:
    if not readings:
        raise SubmissionRefused("There is nothing to submit.")
    if refused := [one.file for one in readings if one.refused]:
        raise SubmissionRefused(f"Nothing was submitted: {', '.join(refused)} has problems to put right first.")
    if other := [one.file for one in readings if one.kind not in (ASSESSMENT, ACTIONS)]:
        raise SubmissionRefused(f"Nothing was submitted: {', '.join(other)} is no assessment and no action plan.")
    areas = {code for one in readings for code in _table(one)["area_code"].unique()}
    if len(areas) != 1:
        raise SubmissionRefused(f"Nothing was submitted: the files are about {len(areas)} areas, not one.")
    return str(areas.pop())


def _table(reading: Reading) -> pd.DataFrame:
    return reading.tables["rating" if reading.kind == ASSESSMENT else "action"]


def _what(reading: Reading) -> str:
    if reading.kind == ACTIONS:
        rounds = [name for name in reading.tables["action"]["round"].unique() if name]
        return f"action plan{' ' + ', '.join(rounds) if rounds else ''}"
    keys = reading.tables["rating"][["framework", "round"]].drop_duplicates()
    left = f" ({reading.left_out} answers left out)" if reading.left_out else ""
    known = frameworks()
    titles = [known[key].short_title if key in known else key for key in keys["framework"]]
    return ", ".join(f"{title} {round_}" for title, round_ in zip(titles, keys["round"], strict=True)) + left


def _outcome(reading: Reading, status: str) -> Outcome:
    return Outcome(reading.file, reading.kind, reading.layout, status, reading.counts, reading.problems)
