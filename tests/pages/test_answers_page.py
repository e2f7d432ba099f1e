"""Survey answers: any survey definition, any part of the country, and nothing about few people."""

import csv
import io
import shutil

import pytest

from csp_analytics import paths
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.survey_answers import answers_picture
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import load
from csp_analytics.ui import cached
from tests.pages.seen import opened
from tests.store.loadable import FIFE, MORAY, assessment

OWN = """
survey_id: premises
title: Shared premises
questions:
  - question_id: useful
    title: How useful they are
    asked: ["How useful is each of these to you?"]
    scale: useful
    items:
      - {item_id: desk, title: A shared desk}
      - {item_id: car, title: A shared car}
  - question_id: often
    title: How often
    asked: ["How often are you there?"]
    options: {weekly: Every week, monthly: Every month, never: Never}
  - question_id: wish
    title: What is missing
    kind: text
    asked: ["What is missing?"]
scales:
  useful: {1: [Useless], 2: [Useful], 3: [Very useful]}
"""


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    """Our definitions with one survey more: a file that somebody wrote, and nothing else."""
    folder = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(paths.DATA, folder, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    (folder / "surveys" / "premises.yaml").write_text(OWN, "utf-8")
    return folder


def answers():
    """30 people of two areas: 18 and 12; who finds a desk or a car useful, and how often they are there."""
    useful = [f"How useful is each of these to you? [{what}]" for what in ("A shared desk", "A shared car")]
    rows = [["Area", *useful, "How often are you there?", "What is missing?"]]
    for n in range(30):
        desk = "Very useful" if n < 24 else "Useful"
        car = "Useless" if n % 2 else "Very useful"
        often = ("Every week", "Every month", "Never")[n // 10]
        rows.append(["Fife" if n < 18 else "Moray", desk, car, often, ""])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def own_survey(definitions, tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(definitions))
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "own.duckdb"))
    cached.forget()
    store = open_store(tmp_path / "own.duckdb")
    load(store, assessment(FIFE, MORAY))  # the dashboard opens with assessments only
    outcome = load(store, read_file(answers(), "premises.csv", Wanted(round="2026")))
    assert outcome.status == "loaded"
    yield store
    store.close()
    cached.forget()


def test_a_ticked_question_shows_every_item_with_its_share(demonstration):
    page = opened("answers", survey="skills", **{"survey-round": "2021"})

    header, *rows = page.table("Skills in place: all areas")
    cells = {row[0]: row[1:] for row in rows}
    assert header == ["Answer", "People", "Of", "Share (%)", "Low (%)", "High (%)"]
    assert cells["Deliberative skills"][:3] == ["14", "50", "28"]
    assert cells["Facilitation"][:3] == ["12", "50", "24"]
    assert len(rows) == 13
    assert page.alerts == []


def test_the_four_themes_stand_above_their_statements_with_a_finding(demonstration):
    page = opened("answers", survey="themes")

    assert page.finding.startswith("Relationships: ")
    assert "Capacity has the lowest" in page.finding
    assert page.headings == ["Agreement: all areas, by theme", "Complexity", "Approach", "Relationships", "Capacity"]
    assert len(page.charts) == 5


def test_the_overview_is_the_sum_of_its_statements(demonstration):
    shown = answers_picture(demonstration, "themes", "2025", "agreement", "family-people", "all", "")
    overview = shown.overview.table.set_index("Answer")

    for exhibit in shown.exhibits:
        # Agree and strongly agree are the fourth and fifth step, after the name; they are never put together with 3.
        agree = exhibit.table.iloc[:, 4:6].map(lambda cell: cell if isinstance(cell, int) else 0).to_numpy().sum()
        assert overview.loc[exhibit.headline, ["Answers", "Of"]].tolist() == [agree, exhibit.table["Answered"].sum()]


def test_one_area_one_role_and_one_group_are_chosen_from_the_lists(demonstration):
    page = opened("answers", survey="partners", question="now").choose("role", "practitioner")

    assert "Works with now: Frontline practitioner, all areas" in page.headings
    page = page.choose("role", "all").choose("where", f"area:{FIFE}")
    assert "Works with now: Fife" in page.headings
    assert page.address["where"] == f"area:{FIFE}"


def test_of_an_area_with_few_people_there_is_a_reason_and_no_figure(demonstration):
    sizes = demonstration.frame(
        "select area_code, count(*) as n from respondent join survey using (survey_id) "
        "where definition = 'skills' and round = '2025' group by 1 having n < 5"
    )
    assert len(sizes)

    for code in sizes["area_code"]:
        page = opened("answers", survey="skills", where=f"area:{code}")
        assert page.finding.endswith("fewer than 5 people.")
        assert page.charts == {}


def test_shares_by_role_and_group_never_count_few_people(demonstration):
    page = opened("answers", survey="skills", where="all")

    for caption in ("People who ticked it, by role", "People who ticked it, by group of areas"):
        header, *rows = page.table(caption)
        cells = [cell for row in rows for cell in row[1:]]
        counted = [int(cell.split(" of ")[1]) for cell in cells if "% of " in cell]
        assert len(rows) == 24
        assert len(header) > 4
        assert min(counted) >= 5


def test_a_survey_that_somebody_defined_appears_without_code(own_survey):
    page = opened("answers", survey="premises")

    # 24 of 30 find a desk very useful (80 per cent), 15 of 30 a car (50 per cent).
    assert page.finding == (
        "A shared desk: 80% of 30 people said 'Very useful', the highest share. A shared car has the lowest, 50%."
    )
    _, desk, car = page.table("How useful they are: all areas")
    assert desk == ["A shared desk", "0", "6", "24", "30", "80"]
    assert car == ["A shared car", "15", "0", "15", "30", "50"]
    assert page.choices["Question"] == "useful"


def test_its_question_with_a_list_of_answers_and_one_area_of_it(own_survey):
    page = opened("answers", survey="premises", question="often")

    _, *rows = page.table("How often: all areas")
    assert [row[:3] for row in rows] == [["Every week", "10", "30"], ["Every month", "10", "30"], ["Never", "10", "30"]]
    page = page.choose("question", "useful").choose("where", f"area:{MORAY}")
    # The 12 of Moray: 6 of them (numbers 18 to 23) find a desk very useful, and 6 (the even numbers) a car.
    assert page.finding == "The shares do not differ: 50% of 12 people said 'Very useful'."


def test_without_a_survey_the_page_says_so(empty):
    load(empty, assessment(FIFE))
    page = opened("answers")

    assert page.finding == "No survey has been loaded yet."
