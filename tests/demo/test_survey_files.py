"""The survey files as the tools write them: their layout, what the readers find, and that they say what they are."""

import io

import pytest
from openpyxl import load_workbook

from csp_analytics import paths
from csp_analytics.demo import workbooks as module
from csp_analytics.demo.setting import of_definitions
from csp_analytics.demo.strength import strengths
from csp_analytics.demo.survey_files_smartsurvey import smartsurvey_csv
from csp_analytics.demo.surveys import waves
from csp_analytics.ingest.surveys.inspect import inspect_file
from csp_analytics.ingest.surveys.questionnaire import BLANK, MATRIX, MULTIPLE, SINGLE, TEXT, UNFINISHED

FORMS, SMART, ASKED = (
    "survey-2021-microsoft-forms.xlsx",
    "survey-2025-smartsurvey.xlsx",
    "survey-people-asked.xlsx",
)


def book(name):
    return load_workbook(paths.DEMO / name)


def rows(name, sheet=0):
    return list(book(name).worksheets[sheet].iter_rows(values_only=True))


def kinds(found):
    return [(one.type, len(one.columns)) for one in found.questions if one.type != "meta"]


def test_forms_writes_a_table_with_its_five_columns_of_metadata_and_real_times():
    sheet = book(FORMS)["Sheet1"]
    header, *people = rows(FORMS)

    assert list(sheet.tables) == ["OfficeForms.Table"]
    assert sheet.tables["OfficeForms.Table"].ref == sheet.dimensions == "A1:K51"
    assert header[:5] == ("ID", "Start time", "Completion time", "Email", "Name")
    assert {(row[3], row[4]) for row in people} == {("anonymous", None)}
    assert all(row[1] < row[2] and row[1].year == 2021 and row[1].month in (2, 3) for row in people)
    assert sheet["B2"].number_format == "m/d/yy h:mm:ss"


def test_forms_ends_some_lists_with_a_semicolon_and_keeps_stray_spaces_in_headings():
    header, *people = rows(FORMS)

    ended = [row[8].endswith(";") for row in people]
    assert ended == [True] * 12 + [False] * 38
    assert any(title.endswith("\xa0") for title in header)
    assert not any("; " in row[8] for row in people)


def test_the_forms_file_is_read_as_50_respondents_and_six_questions():
    found, problems = inspect_file(paths.DEMO / FORMS)

    assert problems == []
    assert (found.layout, found.header_rows, found.respondents, found.set_aside) == ("microsoft-forms", 1, 50, {})
    assert kinds(found) == [(SINGLE, 1)] * 3 + [(MULTIPLE, 1)] * 3
    assert [len(one.options) for one in found.questions if one.type == MULTIPLE] == [13, 16, 16]


def test_the_smartsurvey_file_is_read_as_450_respondents_and_two_rows_that_are_none():
    found, problems = inspect_file(paths.DEMO / SMART)

    assert problems == []
    assert (found.layout, found.header_rows, found.respondents) == ("smartsurvey", 2, 450)
    assert found.set_aside == {UNFINISHED: 1, BLANK: 1}
    scales = [(MULTIPLE, 24), (MATRIX, 24), (MATRIX, 24), (MULTIPLE, 16), (MULTIPLE, 16), (MULTIPLE, 16), (MATRIX, 18)]
    assert kinds(found) == [*[(SINGLE, 1)] * 3, *scales, (TEXT, 1)]


def test_smartsurvey_writes_yes_or_no_under_every_option_and_british_dates():
    above, below, *people = rows(SMART)
    ticked = [row[5:29] for row in people]  # question 4, after number, time, area, role and sector

    assert above[:3] == ("UserID", "Ended", "Q1. Which local authority area do you work in?")
    assert below[5] == "Strategic partnership working"
    assert above[6:29] == (None,) * 23
    assert {frozenset(row) for row in ticked} <= {frozenset({"Yes", "No"}), frozenset({None}), frozenset({"Yes"})}
    days = [int(row[1][:2]) for row in people if row[1]]
    assert max(days) > 12
    assert all(row[1][5] == "/" for row in people if row[1])


def test_people_asked_are_111_of_the_country_in_2021_and_a_number_for_each_area_in_2025():
    lines = [row for row in rows(ASKED) if row[0] in ("2021", "2025")]

    assert [row[:3] for row in lines if row[0] == "2021"] == [("2021", "All areas", 111)]
    assert round(100 * 50 / 111) == 45
    assert len(lines) == 1 + 32


def test_nobody_answered_more_often_than_people_were_asked():
    _, last = waves(strengths(of_definitions()))
    asked = {row[1]: row[2] for row in rows(ASKED) if row[0] == "2025"}
    names = {code: area.name for code, area in of_definitions().areas.items()}

    for code, n in last.people["area_code"].value_counts().items():
        assert n <= asked[names[code]]


@pytest.mark.parametrize("name", [FORMS, SMART])
def test_a_second_sheet_and_the_properties_say_what_it_is_so_that_the_layout_stays_whole(name):
    made = book(name)

    assert made.sheetnames == ["Sheet1", "About"]
    assert made["About"]["A1"].value.startswith("Demonstration data, drawn from a seed.")
    assert "demonstration data" in made.properties.title
    assert not any("emonstration" in str(cell) for row in rows(name) for cell in row)


def test_a_large_survey_comes_as_csv_with_its_notice_as_a_question_without_answers():
    setting = of_definitions(waves={"2025": 60})
    (wave,) = waves(strengths(setting))

    found, problems = inspect_file(smartsurvey_csv(wave, setting.areas, setting.notice), "results.csv")

    assert problems == []
    assert (found.layout, found.respondents) == ("smartsurvey", 60)
    assert [reason for heading, reason in found.dropped if "Demonstration data" in heading] == ["no answers"]


def test_the_same_seed_writes_the_same_bytes():
    again = dict(module.survey_files(of_definitions(), strengths(of_definitions())))

    for name in (FORMS, SMART, ASKED):
        written = io.BytesIO((paths.DEMO / name).read_bytes()).getvalue()
        assert again[name] == written, f"{name}: run python -m csp_analytics.demo"
