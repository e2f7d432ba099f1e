"""One survey as eight tools write it gives the same answers, whatever the tool; what is left out is told."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import is_key, read_file
from tests.builders.our_surveys import AREAS, EXPORTS, PEOPLE, ROLES, jisc_key, truth

ALL = pytest.mark.parametrize("name", EXPORTS)


def read(name, **wanted):
    return read_file(EXPORTS[name](), name, Wanted(**wanted), beside=[jisc_key()])


def counted(reading):
    answers = reading.tables["answer"]
    return answers.groupby(["question_id", "item_id", "value"], observed=True).size().to_dict()


@ALL
def test_every_answer_of_every_person(name):
    reading = read(name)
    assert (reading.kind, reading.refused, reading.layout) == ("survey", False, name.rpartition(".")[0])
    assert counted(reading) == truth()


@ALL
def test_who_answered_in_the_order_of_the_file(name):
    respondent = read(name).tables["respondent"]
    assert respondent["respondent_id"].tolist() == list(range(1, len(PEOPLE) + 1))
    assert respondent["area_code"].tolist() == [AREAS[person.area] for person in PEOPLE]
    assert respondent["role"].tolist() == [ROLES[person.role] for person in PEOPLE]
    assert respondent["sector"].unique().tolist() == [""]  # not asked


@ALL
def test_one_line_about_the_survey(name):
    tables = read(name).tables
    assert {table: tuple(frame.columns) for table, frame in tables.items()} == {
        table: COLUMNS[table] for table in ("survey", "respondent", "answer")
    }
    (survey,) = tables["survey"].to_dict("records")
    assert survey | {"dropped": "", "layout": ""} == {
        "definition": "skills", "round": "2025", "scope": "all", "layout": "", "n_rows": 36, "n_respondents": 36,
        "set_aside": "{}", "dropped": "",
    }  # fmt: skip
    reasons = dict(json.loads(survey["dropped"]))
    assert reasons["Any other comments?"] == "free text, not kept"


def test_free_text_only_when_asked_for_and_only_of_our_questions():
    reading = read("google-forms.csv", keep_text=True)
    texts = reading.tables["free_text"]
    assert texts["question_id"].unique().tolist() == ["training-wanted"]
    assert texts["text"].tolist() == [person.text for person in PEOPLE]
    assert "free_text" not in read("google-forms.csv").tables


def test_ids_are_kept_once_and_not_once_an_answer():
    answers = read("google-forms.csv").tables["answer"]
    assert all(
        isinstance(answers[name].dtype, pd.CategoricalDtype) for name in ("definition", "question_id", "item_id")
    )


def test_coded_answers_need_their_key_and_find_it_by_content():
    alone = read_file(EXPORTS["jisc-online-surveys.csv"](), "coded.csv")
    assert [problem.code for problem in alone.problems] == ["needs-key"]
    assert "key" in alone.problems[0].expected
    assert alone.tables == {}
    other = b'"Q1","Which pets?"\r\n"1","Cat"\r\n"2","Dog"\r\n"X9","Which food?"\r\n"1","Oats"\r\n"2","Hay"\r\n'
    beside = [EXPORTS["plain.csv"](), other, jisc_key()]
    assert counted(read_file(EXPORTS["jisc-online-surveys.csv"](), "coded.csv", beside=beside)) == truth()
    assert is_key(jisc_key())
    assert not is_key(EXPORTS["jisc-online-surveys.csv"]())


def test_a_key_alone_is_refused_with_what_else_is_needed():
    reading = read_file(jisc_key(), "key.csv")
    assert [problem.code for problem in reading.problems] == ["key-alone"]
