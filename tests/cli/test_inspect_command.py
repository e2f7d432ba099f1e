"""`inspect`: any survey export read and described, and the matching written out to be corrected."""

from __future__ import annotations

import json

import openpyxl
import pytest

from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping
from tests.builders.our_surveys import EXPORTS, PEOPLE, SKILLS, jisc_key
from tests.builders.survey_exports_all import EXPORTS as OTHERS

CONTRACT = ["layout", "sheet", "header_rows", "respondents", "set_aside", "questions", "dropped", "problems"]


@pytest.fixture
def file(tmp_path):
    """Writes one of our exports (or bytes under a name) and gives its path."""

    def written(name, data=None):
        path = tmp_path / name
        path.write_bytes(EXPORTS[name]() if data is None else data)
        return path

    return written


def of_type(answer, type_):
    return [one for one in answer.json["questions"] if one["type"] == type_]


@pytest.mark.parametrize("name", [name for name in EXPORTS if not name.startswith("jisc")])
def test_json_says_layout_headings_respondents_questions_and_what_is_not_kept(run, file, name):
    answer = run("inspect", file(name), "--format", "json")
    assert answer.code == 0
    assert set(CONTRACT) <= set(answer.json)
    rows = {"surveymonkey": 2, "smartsurvey": 2, "qualtrics": 3}.get(answer.json["layout"], 1)
    assert (answer.json["layout"], answer.json["header_rows"]) == (name.rpartition(".")[0], rows)
    assert (answer.json["respondents"], answer.json["set_aside"]) == (len(PEOPLE), {})
    assert answer.json["dropped"]
    assert all(set(one) == {"header", "reason"} for one in answer.json["dropped"])
    for one in answer.json["questions"]:
        assert {"header", "type", "options", "rows"} <= set(one)


def test_questions_have_their_options_and_rows(run, file):
    answer = run("inspect", file("google-forms.csv"), "--format", "json")
    (multiple,) = of_type(answer, "multiple")
    assert set(SKILLS) <= set(multiple["options"])
    assert multiple["columns"] == ["E"]
    importance, confidence = of_type(answer, "matrix")
    assert importance["rows"] == confidence["rows"] == list(SKILLS)
    assert importance["columns"] == ["F", "G", "H", "I", "J"]
    assert set(importance["options"]) >= {"Essential", "Not important"}
    assert [one["personal"] for one in of_type(answer, "meta")] == ["", "e-mail"]
    answered = sum(any(step is not None for step in person.important) for person in PEOPLE)
    assert importance["answered"] == answered


def test_it_says_which_of_our_questions_are_in_it(run, file):
    (ours,) = run("inspect", file("plain.csv"), "--format", "json").json["surveys"]
    assert ours["survey"] == "skills"
    matched = {one["target"]: one for one in ours["matched"]}
    assert matched["importance/mediation"] | {"heading": ""} == {
        "target": "importance/mediation", "heading": "", "score": 100.0, "how": "exact",
    }  # fmt: skip
    assert ours["not_asked"] == ["sector"]
    assert [one["heading"] for one in ours["unmatched"]] == ["Any other comments?"]


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_it_works_on_any_questionnaire_and_not_only_on_ours(run, file, name):
    export = OTHERS[name]()
    path = file(export.file.replace("/", "-"), export.data)
    key = ["--key", file("explains.csv", export.key)] if export.key else []
    answer = run("inspect", path, *key, "--format", "json")
    assert (answer.code, answer.json["layout"], answer.json["respondents"]) == (0, export.layout, export.respondents)
    assert answer.json["surveys"] == []


def test_the_table_is_in_words(run, file):
    answer = run("inspect", file("smartsurvey.csv"))
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0] == "smartsurvey.csv: SmartSurvey (smartsurvey)"
    assert lines[1:3] == ["Heading rows: 2; the answers begin in row 3.", "Respondents: 36."]
    assert lines[3].startswith("Not kept: UserID (respondent number); ")
    assert any(line.startswith("Skills survey: ") and "to be confirmed" not in line for line in lines)
    assert any("How important is each of these skills" in line and "matrix" in line for line in lines)


def test_csv_has_a_row_for_every_question(run, file):
    frame = run("inspect", file("surveymonkey.xlsx"), "--format", "csv").frame
    assert frame.columns.tolist() == ["columns", "type", "question", "asks about", "options"]
    assert frame.loc[frame["type"] == "matrix", "columns"].tolist() == ["Q to U", "V to Z"]


def test_the_key_beside_a_coded_file_is_found_by_content(run, file):
    coded = file("jisc-online-surveys.csv")
    alone = run("inspect", coded, "--format", "json")
    assert alone.code == 0
    assert "key-missing" in {one["code"] for one in alone.json["problems"]}
    file("another.csv", b"Pet,Age\nCat,3\n")
    file("a name that says nothing.csv", jisc_key())
    beside = run("inspect", coded, "--format", "json")
    assert beside.json["surveys"][0]["survey"] == "skills"
    assert "key-missing" not in {one["code"] for one in beside.json["problems"]}


def test_the_sheet_the_layout_and_the_heading_rows_can_be_said(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Large"
    for row in [["A", "B"], *([n, n] for n in range(50))]:
        book.active.append(row)
    small = book.create_sheet("Survey")
    for row in [["Area", "Importance of mediation"], ["Fife", "Essential"], ["Moray", "Essential"]]:
        small.append(row)
    path = tmp_path / "two.xlsx"
    book.save(path)
    answer = run("inspect", path, "--sheet", "Survey", "--layout", "plain", "--header-rows", "1", "--format", "json")
    assert (answer.json["sheet"], answer.json["respondents"], answer.json["header_rows"]) == ("Survey", 2, 1)
    wrong = run("inspect", path, "--sheet", "Surveys")
    assert wrong.code == 1
    assert "'Survey'" in wrong.err
    unknown = run("inspect", path, "--layout", "microsoft-form")
    assert unknown.code == 1
    assert "Did you mean 'microsoft-forms'?" in unknown.err


def test_rows_of_people_are_never_shown_as_headings(run, file):
    answer = run("inspect", file("plain.csv"), "--header-rows", "2")
    assert (answer.code, answer.out) == (1, "")
    assert "smaller number" in answer.err
    assert "zebedee" not in answer.err.lower()


@pytest.mark.parametrize("rows", ["0", "-1", "many", "11"])
def test_a_number_of_heading_rows_that_cannot_be_is_wrong_usage(run, file, rows):
    assert run("inspect", file("plain.csv"), "--header-rows", rows).code == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03", b"%PDF-1.4 x"])
@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_what_cannot_be_read_is_exit_1_with_the_problems(run, file, data, format_):
    answer = run("inspect", file("bad.csv", data), "--format", format_)
    assert answer.code == 1
    assert "bad.csv" in answer.out
    assert "Traceback" not in answer.err
    if format_ == "json":
        assert answer.json["problems"][0]["severity"] == "error"


def test_a_key_alone_is_told_so(run, file):
    answer = run("inspect", file("key.csv", jisc_key()), "--format", "json")
    assert (answer.code, [one["code"] for one in answer.json["problems"]]) == (1, ["key-alone"])


def test_the_mapping_is_written_with_every_column_so_that_it_can_be_corrected(run, file, tmp_path):
    out = tmp_path / "mapping.json"
    assert run("inspect", file("plain.csv"), "--mapping-out", out).code == 0
    mapping = Mapping.of_json(out.read_text("utf-8"))
    assert mapping.definition == "skills"
    assert mapping.columns["importance of mediation"] == "importance/mediation"
    assert mapping.columns["any other comments"] == LEAVE_OUT
    assert mapping.options["area"]["western isles"] == "S12000013"
    assert mapping.options["role"]["prefer not to say"] == LEAVE_OUT


def test_the_mapping_of_a_form_of_somebody_else_needs_the_survey(run, file, tmp_path):
    export, out = OTHERS["google_forms_csv"](), tmp_path / "mapping.json"
    path = file("theirs.csv", export.data)
    refused = run("inspect", path, "--mapping-out", out)
    assert refused.code == 1
    assert ", ".join(surveys()) in refused.err
    assert run("inspect", path, "--mapping-out", out, "--survey", "skills").code == 0
    assert set(json.loads(out.read_text("utf-8"))["columns"].values()) == {LEAVE_OUT, "area"}
    assert run("inspect", path, "--mapping-out", out, "--survey", "skils").code == 1
