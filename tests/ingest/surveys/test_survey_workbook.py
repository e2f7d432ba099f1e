"""The entry workbook of a survey: what it offers, and that what is typed into it comes back."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from csp_analytics.areas.register import register
from csp_analytics.cli.main import main as program
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.templates.survey_workbook import DATE_HEADING, HEADER_ROW, survey_workbook
from csp_analytics.surveys.load import survey, surveys

FIFE, MORAY = "S12000047", "S12000020"


def headings(sheet):
    return [cell.value for cell in sheet[HEADER_ROW]]


def offered(book, heading):
    """What the drop-down under a heading offers."""
    sheet = book["Answers"]
    place = sheet.cell(HEADER_ROW + 1, headings(sheet).index(heading) + 1).coordinate
    rules = [rule for rule in sheet.data_validations.dataValidation if place in rule.sqref]
    if not rules:
        return None
    (rule,) = rules
    if "!" not in rule.formula1:
        return rule.formula1.strip('"').split(",")
    name, cells = rule.formula1.split("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]


def filled(definition, people, **made):
    """A workbook with one row a person: answers by heading."""
    book = load_workbook(io.BytesIO(survey_workbook(survey(definition), **made)))
    sheet = book["Answers"]
    for row, person in enumerate(people, start=HEADER_ROW + 1):
        for heading, answer in person.items():
            sheet.cell(row, headings(sheet).index(heading) + 1, answer)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def person(area="Fife", has=()):
    """Somebody who has some of the skills and answers No to the others."""
    every = survey("skills").by_id["in-place"].items
    said = {f"Skills in place [{item.title}]": "Yes" if item.item_id in has else "No" for item in every}
    return {
        DATE_HEADING: datetime.date(2026, 3, 2),
        "Which local authority area do you work in?": area,
        "What is your role in the partnership?": "Analyst or researcher",
        "Which sector do you work in?": "Third sector",
        **said,
    }


def about(area="Fife"):
    """What is asked of the person, in any survey."""
    return {key: value for key, value in person(area).items() if "[" not in key}


@pytest.mark.parametrize("definition", list(surveys()))
def test_every_question_and_item_has_a_column_and_every_scale_a_list(definition):
    book = load_workbook(io.BytesIO(survey_workbook(survey(definition))))
    columns = headings(book["Answers"])

    assert len(columns) == len(set(columns)) == 4 + sum(max(1, len(q.items)) for q in survey(definition).questions)
    assert columns[0] == DATE_HEADING
    for question in survey(definition).questions:
        wanted = {step.label for step in question.scale}
        for heading in [one for one in columns if one.startswith(min(question.asked, key=len) + " [")]:
            assert set(offered(book, heading)) == wanted


def test_lists_offer_areas_roles_yes_before_no_and_steps_from_low_to_high():
    book = load_workbook(io.BytesIO(survey_workbook(survey("skills"))))

    assert offered(book, "Which local authority area do you work in?") == list(register().names.values())
    assert offered(book, "What is your role in the partnership?")[0] == "Community safety lead officer"
    assert offered(book, "Skills in place [Facilitation]") == ["Yes", "No"]
    assert offered(book, "Importance [Facilitation]")[::4] == ["Not important", "Essential"]
    assert offered(book, "What training or learning would help you most?") is None


def test_nothing_asks_for_a_name_and_the_first_sheet_says_so():
    book = load_workbook(io.BytesIO(survey_workbook(survey("skills"))))

    said = " ".join(str(cell.value) for row in book["Instructions"] for cell in row if cell.value)
    assert "Write no names, e-mail addresses or telephone numbers anywhere." in said
    assert not any("name" in heading.lower() or "mail" in heading.lower() for heading in headings(book["Answers"]))


def test_what_is_typed_in_comes_back():
    people = [
        {**person(has=["data-analysis"]), "Importance [Facilitation]": "Essential"},
        {**person("Moray"), "Confidence [Facilitation]": "Not confident"},
        person("Moray", has=["data-analysis", "facilitation"]),
    ]

    found = read_file(filled("skills", people), "office.xlsx", Wanted())

    assert (found.kind, found.refused, found.facts["round"]) == ("survey", False, "2026")
    respondents = found.tables["respondent"]
    assert respondents["area_code"].tolist() == [FIFE, MORAY, MORAY]
    assert set(respondents["role"]) == {"analyst"}
    assert set(respondents["sector"]) == {"third"}
    rows = found.tables["answer"][["respondent_id", "question_id", "item_id", "value"]].to_numpy().tolist()
    assert [row for row in rows if row[1] != "in-place"] == [
        [1, "importance", "facilitation", 5],
        [2, "confidence", "facilitation", 1],
    ]
    ticked = [row for row in rows if row[1] == "in-place"]
    assert len(ticked) == 3 * 24
    assert sorted((row[0], row[2]) for row in ticked if row[3] == 1) == [
        (1, "data-analysis"),
        (3, "data-analysis"),
        (3, "facilitation"),
    ]


@pytest.mark.parametrize("definition", list(surveys()))
def test_every_answer_of_every_question_comes_back(definition):
    """One person for each step of the longest scale, who gives that step, or the last, everywhere."""
    asked, columns = survey(definition), {}
    steps = max(len(question.scale) for question in asked.questions)
    for question in asked.questions:
        for item in question.items:
            columns[f"{min(question.asked, key=len)} [{item.title}]"] = (question, item.item_id)
    people = [
        {**about(), **{heading: q.scale[min(place, len(q.scale) - 1)].label for heading, (q, _) in columns.items()}}
        for place in range(steps)
    ]

    found = read_file(filled(definition, people), "office.xlsx", Wanted())

    answers = found.tables["answer"].set_index(["respondent_id", "question_id", "item_id"])["value"]
    assert len(answers) == steps * len(columns)
    for place in range(steps):
        for question, item_id in columns.values():
            expected = question.scale[min(place, len(question.scale) - 1)].value
            assert answers[place + 1, question.question_id, item_id] == expected


def test_without_a_date_the_round_is_asked_for():
    people = [{k: v for k, v in person(has=["facilitation"]).items() if k != DATE_HEADING} for _ in range(3)]
    content = filled("skills", people)

    assert [p.code for p in read_file(content, "office.xlsx", Wanted()).problems if p.severity == "error"] == [
        "no-round"
    ]
    assert read_file(content, "office.xlsx", Wanted(round="2026")).facts["round"] == "2026"


def test_the_command_writes_it_for_one_area_and_round(tmp_path, capsys):
    file = tmp_path / "skills.xlsx"

    assert program(["template", "skills", "-o", str(file), "--area", "Fife", "--round", "2026"]) == 0

    book = load_workbook(file)
    assert "skills.xlsx" in capsys.readouterr().out
    assert book["Answers"]["A1"].value == "Skills survey, Fife, 2026"
    assert offered(book, "Which local authority area do you work in?") == ["Fife"]
