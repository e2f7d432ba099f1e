"""Demonstration data and real data in one database: each is told from the other, and real data is never lost."""

from __future__ import annotations

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.demo.build import build
from csp_analytics.ingest.recognise import read_file
from csp_analytics.problems import NOTE
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, UNCHANGED, clear_demo, load
from tests.store.loadable import FIFE, FRAMEWORK, MORAY, assessment, counts, figures, plan

CLEAR = "python -m csp_analytics demo --clear"


def real_rows(store) -> dict[str, pd.DataFrame]:
    """Everything in a store that is not demonstration data."""
    ratings = "from rating join assessment using (assessment_id) where not demo order by all"
    return {
        "rating": store.frame(f"select rating.* {ratings}"),
        **{table: store.frame(f"from {table} where not demo order by all") for table in ("action", "indicator")},
    }


def load_real(store) -> list:
    """Real data that meets demonstration data: an assessment, a plan and figures of indicators."""
    period = store.value("select max(period) from indicator") or "2024"
    indicator = store.value("select min(indicator_id) from indicator") or "fires"
    files = [
        assessment(FIFE, level=4, file="fife.xlsx"),
        plan(FIFE, ["Theft"], file="fife-plan.xlsx"),
        figures({(FIFE, period): 1.5, (MORAY, "1999"): 2.5}, indicator=indicator),
    ]
    return [load(store, file) for file in files]


def test_an_import_says_that_demonstration_data_is_there_and_how_to_clear_it(own_demo_store):
    there = reading.demo_counts(own_demo_store)["assessments"]
    for outcome in load_real(own_demo_store):
        (note,) = outcome.problems
        assert (note.severity, note.code) == (NOTE, "demo-present")
        assert f"{there} assessments" in note.found or f"{there - 1} assessments" in note.found
        assert note.advice.endswith(CLEAR)


def test_an_import_into_real_data_says_nothing_of_the_kind(store):
    assert [outcome.problems for outcome in load_real(store)] == [[], [], []]


def test_real_data_takes_the_place_of_demonstration_data(own_demo_store):
    before = reading.demo_counts(own_demo_store)
    load_real(own_demo_store)
    fife = reading.ratings(own_demo_store, FRAMEWORK, rounds=("2025",), area_code=FIFE)
    assert fife["level"].tolist() == [4.0] * 37
    assert reading.actions(own_demo_store, FIFE)["issue"].tolist() == ["Theft"]
    after = reading.demo_counts(own_demo_store)
    assert after["assessments"] == before["assessments"] - 1
    assert after["indicators"] == before["indicators"] - 1  # Moray's 1999 is new, Fife's newest is replaced
    assert after["actions"] < before["actions"]
    marks = reading.assessments(own_demo_store).set_index(["framework", "area_code", "round"])["demo"]
    assert not marks[FRAMEWORK, FIFE, "2025"]
    assert marks[FRAMEWORK, FIFE, "2023"]


def test_clearing_removes_all_demonstration_data_and_keeps_real_data(own_demo_store):
    load_real(own_demo_store)
    kept = real_rows(own_demo_store)
    there = {
        table: own_demo_store.value(f"select count(*) from {table} where demo")
        for table in ("assessment", "action", "indicator", "survey", "post")
    }
    version = own_demo_store.version
    assert clear_demo(own_demo_store, by="ann") == there
    assert counts(own_demo_store) | {"import_log": 0} == {
        "area": 0,
        "assessment": 1,
        "rating": 37,
        "action": 1,
        "indicator": 2,
        "import_log": 0,
    }
    for table, rows in real_rows(own_demo_store).items():
        pd.testing.assert_frame_equal(rows, kept[table])
    assert reading.demo_counts(own_demo_store) == {"assessments": 0, "actions": 0, "indicators": 0, "surveys": 0}
    line = reading.imports(own_demo_store).iloc[0]
    assert (line["outcome"], line["imported_by"], line["demo"]) == ("cleared", "ann", True)
    assert own_demo_store.version == version + 1


def test_clearing_twice_does_nothing_the_second_time(own_demo_store):
    clear_demo(own_demo_store)
    before, version = counts(own_demo_store), own_demo_store.version
    assert clear_demo(own_demo_store) == {"assessment": 0, "action": 0, "indicator": 0, "survey": 0, "post": 0}
    assert (counts(own_demo_store), own_demo_store.version) == (before, version)


def test_a_cleared_database_is_not_taken_for_a_new_one(own_demo_store):
    """Otherwise the next start would put the demonstration data back that someone has just removed."""
    clear_demo(own_demo_store)
    assert not reading.wants_demo(own_demo_store, 12)


def test_demonstration_data_never_takes_the_place_of_real_data(own_demo_store):
    load_real(own_demo_store)
    kept, before, version = real_rows(own_demo_store), counts(own_demo_store), own_demo_store.version
    outcomes = build(own_demo_store)
    assert {outcome.status for outcome in outcomes} == {UNCHANGED}
    assert (counts(own_demo_store), own_demo_store.version) == (before, version)
    for table, rows in real_rows(own_demo_store).items():
        pd.testing.assert_frame_equal(rows, kept[table])


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_files_beside_real_ones_load_what_is_left(store, demo):
    load(store, assessment(FIFE, level=4, file="fife.xlsx"))
    load(store, plan(FIFE, ["Theft"]))
    load(store, figures({(FIFE, "2024"): 1.5}))
    load(store, assessment(FIFE, MORAY, level=1, file="d.xlsx"), demo=demo)
    load(store, plan(FIFE, ["Made up"], file="d.xlsx"), demo=demo)
    load(store, plan(MORAY, ["Made up"], file="d.xlsx"), demo=demo)
    assert load(store, figures({(FIFE, "2024"): 9.0, (MORAY, "2024"): 9.0}), demo=demo).status == LOADED
    levels = reading.ratings(store, FRAMEWORK).groupby("area_code")["level"].max()
    assert levels.to_dict() == {FIFE: 4.0 if demo else 1.0, MORAY: 1.0}
    issues = reading.actions(store).set_index("area_code")["issue"]
    assert issues.to_dict() == {FIFE: "Theft" if demo else "Made up", MORAY: "Made up"}
    values = reading.indicators(store).set_index("area_code")["value"]
    assert values.to_dict() == {FIFE: 1.5 if demo else 9.0, MORAY: 9.0}


def test_a_first_start_that_was_cut_short_goes_on_with_the_files_that_are_missing(store):
    files = sorted(paths.DEMO.glob("*.xlsx"))
    for file in files[:3]:
        load(store, read_file(file), demo=True)
    assert reading.wants_demo(store, len(files))
    build(store)
    assert not reading.wants_demo(store, len(files))
    # Whoever clears it does not want it back at the next start.
    clear_demo(store)
    assert not reading.wants_demo(store, len(files))
