"""The same SQL on both engines: whatever is done leaves the same rows, and whatever is asked gets the same answer."""

from __future__ import annotations

import inspect

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.areas.aliases import Aliases, Sight
from csp_analytics.areas.register import written_names
from csp_analytics.findings import surveys as survey_findings
from csp_analytics.store import (
    column_layouts,
    health,
    peer_lists,
    reading,
    room_log,
    survey_decisions,
    survey_layouts,
    survey_reading,
)
from csp_analytics.store.connection import Store, StoreProblem, open_store
from csp_analytics.store.copying import columns_of, counts
from csp_analytics.store.in_sight import in_sight
from csp_analytics.store.moving import move
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.submitting import standing, submit, undo
from csp_analytics.store.writing import clear_demo, load
from csp_analytics.surveys.mapping import Mapping
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, MORAY, assessment, figures, plan, refused

# When and where something was done is not the same twice.
APART = ("_at", "digest", "server", "seq", "detail")
OUTSIDE = {"outside:test-valley": "Test Valley"}


def rows_of(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table, without what cannot be the same twice, in an order of their own."""
    with store._cursor() as cursor:
        tables = columns_of(cursor)
    found = {}
    for table, columns in tables.items():
        kept = [name for name in columns if not name.strip('"').endswith(APART)]
        frame = store.frame(f"select {', '.join(kept)} from {table}").astype(object)
        found[table] = sorted(frame.where(frame.notna(), None).itertuples(index=False, name=None), key=repr)
    return found


def a_day_of_work(store: Store) -> dict[str, object]:
    """Imports, submissions, what is taken back, names that are saved: what each step said."""
    said: dict[str, object] = {"version at first": store.version}
    said["first"] = load(store, assessment(FIFE, ANGUS, outside=OUTSIDE), by="ann").status
    said["again"] = load(store, assessment(FIFE, ANGUS, outside=OUTSIDE), by="ann").status
    said["tried"] = load(store, assessment(FIFE, level=1, file="try.xlsx"), by="ann", dry_run=True).status
    said["refused"] = load(store, refused(), by="ann").status
    said["figures"] = load(store, figures({(FIFE, "2024"): 3.5, (MORAY, "2024"): 1.0})).status
    said["newer figures"] = load(store, figures({(FIFE, "2024"): 4.5}, file="newer.csv")).status
    said["demo plan"] = load(store, plan(FIFE, ["Noise", "Dogs"], round_="2023"), demo=True).status
    said["demo plan 2"] = load(store, plan(FIFE, ["Noise"], round_="2021", file="old.xlsx"), demo=True).status
    brought = [assessment(FIFE, level=1, file="mine.xlsx"), plan(FIFE, ["Theft", "Fires"], round_="2025")]
    first = submit(store, brought, seen=standing(store, brought), by="bo")
    said["submitted"] = first.number
    other = [assessment(FIFE, level=4, file="mine again.xlsx")]
    second = submit(store, other, seen=standing(store, other), by="bo")
    said["marks"] = standing(store, other)
    said["taken back"] = [undo(store, number, by="bo") for number in (second.number, first.number)]
    third = submit(store, brought, seen=standing(store, brought), by="bo")
    said["submitted again"] = third.number
    said["list"] = [peer_lists.save_peer_list(store, "Coast", [FIFE, MORAY]) for _ in range(2)]
    mapping = Mapping(definition="skills", columns={"Q1": "area"})
    said["layout"] = [survey_layouts.save_layout(store, "Form", mapping) for _ in range(2)]
    said["deleted"] = [survey_layouts.delete_layout(store, "Form") for _ in range(2)]
    survey_decisions.remember(store, {"a": "xyz", "b": "x"})
    survey_decisions.remember(store, {"b": "other", "c": "z"})
    said["decided"] = survey_decisions.remembered(store)
    said["cleared"] = clear_demo(store)
    said["version"] = store.version
    said["problems"] = [problem.code for problem in health.database_problems(store)]
    said["column layouts"] = len(column_layouts.listed(store))
    return said


def a_room(store: Store) -> dict[str, object]:
    """A room is made, votes come in two batches, and it is closed for good."""
    about = {"kind": "consensus", "area_code": FIFE, "framework_id": FRAMEWORK, "survey_id": "", "round": "2025"}
    room_log.make(store, room_id="r1", code="ABCDE", key_digest="k", about=about, by="ann")
    version = store.version
    for first in (1, 51):
        numbers = range(first, first + 50)
        room_log.append(store, [room_log.Row("r1", n, float(n), "answer", f"v{n}", '{"a": 1}') for n in numbers])
    found = room_log.find(store, code="ABCDE")
    said: dict[str, object] = {"found": found.about, "votes": room_log.happened(store, "r1")}
    said["version stays"] = store.version == version
    room_log.close_for_good(store, "r1", {"counts": [1, 2]})
    said["left"] = store.value("select count(*) from vote_log")
    said["records"] = room_log.records(store, FIFE, FRAMEWORK, "consensus")
    said["over"] = room_log.find(store, code="ABCDE").ended
    return said


@pytest.mark.parametrize("what", [a_day_of_work, a_room])
def test_the_same_work_leaves_the_same_rows(store, shared, what):
    assert what(shared) == what(store)
    ours, theirs = rows_of(shared), rows_of(store)
    assert ours.keys() == theirs.keys()
    assert {table: rows for table, rows in ours.items() if rows != theirs[table]} == {}
    assert sum(len(rows) for rows in ours.values()) > 0


def test_what_was_refused_half_way_leaves_nothing(shared):
    load(shared, assessment(FIFE), by="ann")
    before, version = rows_of(shared), shared.version

    def half_way() -> None:
        with shared.transaction() as cursor:
            cursor.execute("delete from rating")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()
    assert rows_of(shared) == before
    assert shared.version == version


def every_reading(store: Store) -> dict[str, object]:
    """What every question of the store's two rooms of questions answers about the demonstration data."""
    said: dict[str, object] = {}
    for name, ask in inspect.getmembers(reading, inspect.isfunction):
        given = inspect.signature(ask).parameters
        if ask.__module__ == reading.__name__ and next(iter(given), "") == "store" and len(given) == 1:
            said[name] = ask(store)
    for framework in reading.framework_ids(store):
        said[framework, "rounds"] = reading.rounds(store, framework)
        said[framework, "ratings"] = reading.ratings(store, framework, texts=True)
    held = survey_reading.surveys(store)
    said["surveys"] = held
    for definition, round_ in held[["definition", "round"]].drop_duplicates().itertuples(index=False):
        said[definition, round_, "people"] = survey_reading.respondent_counts(store, definition, round_)
        said[definition, round_, "posts"] = survey_reading.posts(store, definition, round_)
    said["answers"] = survey_reading.answer_counts(store, "skills", "2025", "in-place")
    return said


def every_finding(store: Store) -> dict[str, object]:
    """Findings that pages rest on, for every framework with data."""
    said: dict[str, object] = {}
    for framework in findings.frameworks_in_use(store):
        round_ = findings.latest_round(store, framework)
        said[framework, "scores"] = findings.scores(store, framework, by="principle")
        said[framework, "round"] = round_
    said["levels"] = survey_findings.level_counts(store, "themes", "2025", "agreement", by="area")
    return said


def differing(ours: dict[str, object], theirs: dict[str, object]) -> list[object]:
    """The keys under which two answers are not the same."""
    assert ours.keys() == theirs.keys()
    return [
        key
        for key, value in ours.items()
        if not (value.equals(theirs[key]) if isinstance(value, pd.DataFrame) else repr(value) == repr(theirs[key]))
    ]


def test_the_demonstration_data_there_and_back_row_by_row_and_finding_by_finding(own_demo_store, shared, tmp_path):
    moved = move(own_demo_store, shared)
    assert sum(one.rows for one in moved.tables) > 50_000
    assert shared.version == own_demo_store.version + 1
    assert differing(every_reading(shared), every_reading(own_demo_store)) == []
    assert differing(every_finding(shared), every_finding(own_demo_store)) == []
    with pytest.raises(StoreProblem, match="is not empty"):
        move(own_demo_store, shared)

    sight = Sight(Aliases(written_names(), "5", FIFE))
    assert differing(every_reading(in_sight(shared, sight)), every_reading(in_sight(own_demo_store, sight))) == []
    brought = [assessment(FIFE, level=1, round_="2030", file="mine.xlsx"), plan(FIFE, ["Theft"], round_="2030")]
    ours, theirs = (reading.ratings(laid_over(one, brought), FRAMEWORK) for one in (shared, own_demo_store))
    assert ours.equals(theirs)
    assert (ours["round"] == "2030").sum() > 0

    back = open_store(tmp_path / "back.duckdb")
    move(shared, back)
    with own_demo_store._cursor() as first, back._cursor() as second:
        tables = {name: kinds for name, kinds in columns_of(first).items() if name != '"audit_log"'}
        assert counts(first, tables) == counts(second, tables)
    back.close()
