"""A survey is never taken for an assessment, a plan or a table of figures, and none of these for a survey."""

from __future__ import annotations

import pytest

from csp_analytics.ingest.assessments import layouts as assessments
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.indicators import tables as indicators
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import KINDS, read_file
from csp_analytics.ingest.surveys import import_survey
from csp_analytics.paths import DEMO
from tests.builders.our_surveys import EXPORTS as OURS
from tests.builders.our_surveys import jisc_key
from tests.builders.survey_exports_all import EXPORTS

DEMONSTRATION = sorted(DEMO.glob("*.xlsx"))


def test_surveys_are_looked_for_last():
    assert [kind for kind, _, _ in KINDS] == ["assessment", "actions", "indicator", "posts", "survey"]


@pytest.mark.parametrize("name", OURS)
def test_no_other_reader_claims_a_survey_of_ours(name):
    workbook, _ = read_workbook(OURS[name](), name)
    assert [module.__name__ for _, module, _ in KINDS if module.matches(workbook)] == [import_survey.__name__]


@pytest.mark.parametrize("name", EXPORTS)
def test_no_other_reader_claims_an_export_of_somebody_elses_survey(name):
    export = EXPORTS[name]()
    workbook, _ = read_workbook(export.data, export.file)
    assert [module.__name__ for module in (assessments, actions, indicators) if module.matches(workbook)] == []
    reading = read_file(export.data, export.file, beside=[export.key] if export.key else [])
    assert reading.refused
    assert reading.tables == {}
    assert {"not-ours", "unrecognised"} & {problem.code for problem in reading.problems}


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_every_demonstration_workbook_is_what_it_is(file):
    """Each is claimed by one reader alone, and the survey reader claims no assessment."""
    workbook, _ = read_workbook(file)
    kind = read_file(file).kind
    assert (kind == "survey") == import_survey.matches(workbook)
    if "survey" in file.stem:
        assert kind in ("survey", "posts")
    else:
        assert kind in ("assessment", "actions", "indicator")


def test_a_plain_table_that_asks_nothing_of_ours_is_not_recognised():
    reading = read_file(b"Pet,Age\nCat,3\nDog,4\n", "pets.csv")
    assert [problem.code for problem in reading.problems] == ["unrecognised"]
    assert "survey" in reading.problems[0].expected


def test_a_file_that_somebody_calls_a_survey_is_read_as_one():
    reading = read_file(b"Pet,Age\nCat,3\nDog,4\nCat,7\n", "pets.csv", Wanted(kind="survey"))
    assert (reading.kind, [problem.code for problem in reading.problems if problem.severity == "error"]) == (
        "survey",
        ["not-ours", "no-round"],
    )


def test_only_the_definition_that_was_asked_for():
    reading = read_file(OURS["google-forms.csv"](), "x.csv", Wanted(definition="partners"), beside=[jisc_key()])
    assert [problem.code for problem in reading.problems if problem.severity == "error"] == ["not-ours"]
