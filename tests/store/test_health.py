"""`check`: a sound database has nothing to say, and each fault is found and named."""

from __future__ import annotations

import pytest

from csp_analytics.problems import ERROR, WARNING
from csp_analytics.store.health import database_problems
from csp_analytics.store.writing import load
from tests.store.loadable import ALL_ROWS, FIFE, FRAMEWORK, assessment, figures

ANOTHER = (
    "insert into assessment select 2, framework, area_code, round, status, source_file, "
    "source_digest, imported_at, imported_by, import_id, demo, replaced_by, left_out from assessment "
    "where assessment_id = 1"
)
# What somebody did to the database, and the problems that must be found: code, severity, words of the sentence.
FAULTS = {
    "a rating without its assessment": (
        ["insert into rating select 99, criterion_id, answer, level, evidence, action from rating limit 5"],
        [("orphan-rating", ERROR, "found '99 (5)'. Expected no rating without an assessment.")],
    ),
    "two current assessments": (
        [ANOTHER, f"insert into rating values (2, '{ALL_ROWS[0]}', 'missing', null, null, null)"],
        [("two-current", ERROR, f"found '{FRAMEWORK} {FIFE} 2025 (2)'. Expected no area with two current assessments")],
    ),
    "an assessment without rows": (
        [ANOTHER, "update assessment set status = 'replaced' where assessment_id = 2"],
        [("empty-assessment", ERROR, "found '2 (1)'. Expected no assessment without any rows.")],
    ),
    "a number twice": (
        ["insert into import_log from import_log where import_id = 1"],
        [("double-number", ERROR, "found 'import_log 1 (2)'. Expected no number that was given twice.")],
    ),
    "a criterion twice": (
        [f"insert into rating from rating where criterion_id = '{ALL_ROWS[3]}'"],
        [("double-rating", ERROR, f"found '1 {ALL_ROWS[3]} (2)'. Expected no criterion rated twice")],
    ),
    "rated without a level": (
        [f"update rating set level = null where criterion_id = '{ALL_ROWS[3]}'"],
        [("level-without-rating", ERROR, f"{ALL_ROWS[3]} (1)")],
    ),
    "a level where nothing is rated": (
        [f"update rating set answer = 'missing' where criterion_id = '{ALL_ROWS[3]}'"],
        [("level-without-rating", ERROR, f"{ALL_ROWS[3]} (1)")],
    ),
    "a level off the scale": (
        [f"update rating set level = 7 where criterion_id = '{ALL_ROWS[3]}'"],
        [("level-out-of-scale", ERROR, f"found 'levels 7 to 7 on {ALL_ROWS[3]}'. Expected 1 to 4.")],
    ),
    "a criterion that is not defined": (
        [f"update rating set criterion_id = 'gone.01' where criterion_id = '{ALL_ROWS[3]}'"],
        [
            (
                "undefined-criterion",
                ERROR,
                f"found '1 ratings of gone.01'. Expected a criterion that is defined in data/frameworks/{FRAMEWORK}.",
            )
        ],
    ),
    "a framework that is not defined": (
        ["update assessment set framework = 'gone'", f"delete from rating where criterion_id <> '{ALL_ROWS[3]}'"],
        [
            (
                "undefined-criterion",
                ERROR,
                f"found '1 ratings of {ALL_ROWS[3]}'. Expected a criterion that is defined in data/frameworks/gone.",
            )
        ],
    ),
    "an area that is not in the register": (
        ["update assessment set area_code = 'S99'"],
        [("undefined-area", WARNING, "area S99, which is not in the register")],
    ),
    "a figure twice": (
        ["insert into indicator from indicator"],
        [("double-indicator", ERROR, f"found 'fires {FIFE} 2024 (2)'. Expected no second figure")],
    ),
}


def test_a_sound_database_has_no_problems(demo_store):
    assert database_problems(demo_store) == []


def test_an_empty_database_has_no_problems(store):
    assert database_problems(store) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_and_named(store, fault):
    load(store, assessment(FIFE))
    load(store, figures({(FIFE, "2024"): 1.0}))
    changes, expected = FAULTS[fault]
    with store.transaction() as cursor:
        for sql in changes:
            cursor.execute(sql)
    found = database_problems(store)
    assert [(problem.code, problem.severity) for problem in found] == [one[:2] for one in expected]
    for problem, (_, _, words) in zip(found, expected, strict=True):
        assert words in problem.sentence
        assert problem.file == "csp.duckdb"


def test_replaced_assessments_and_outside_areas_are_sound(store):
    load(store, assessment(FIFE, level=1))
    load(store, assessment(FIFE, "outside:test-valley", level=2, outside={"outside:test-valley": "Test Valley"}))
    assert database_problems(store) == []
