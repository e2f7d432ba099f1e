"""How many people could have answered: a table of areas, rounds and numbers."""

from __future__ import annotations

import pytest

from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import read_file


def read(text, **wanted):
    return read_file(text.encode(), "posts.csv", Wanted(**wanted))


def rows(reading):
    return list(reading.tables["post"].itertuples(index=False, name=None))


def codes(reading):
    return [(problem.code, problem.cell) for problem in reading.problems]


def test_areas_the_whole_country_and_one_survey():
    reading = read(
        "Area,Round,Posts,Survey,Source\n"
        "All areas,2021,111,,Published report\n"
        'Fife,2025,"1,240",Skills survey,\n'
        "Western Isles,2025,8,skills,Return\n"
        "Scotland,2025,400,All surveys,\n"
    )
    assert (reading.kind, reading.layout, reading.problems) == ("posts", "table of posts", [])
    assert tuple(reading.tables["post"].columns) == COLUMNS["post"]
    assert rows(reading) == [
        ("", "2021", "all", 111, "Published report"),
        ("skills", "2025", "S12000047", 1240, ""),
        ("skills", "2025", "S12000013", 8, "Return"),
        ("", "2025", "all", 400, ""),
    ]
    assert reading.facts == {"areas": 2, "round": "2021, 2025", "posts": 1759}


@pytest.mark.parametrize(
    "heading", ["Posts", "People asked", "Number of people asked", "Invited", "Staff", "people invited"]
)
def test_headings_that_mean_the_number(heading):
    assert rows(read(f"Local authority;Year;{heading}\nFife;2025;12\n")) == [("", "2025", "S12000047", 12, "")]


def test_the_round_as_said_where_the_file_has_none():
    assert rows(read("Area,Posts\nFife,12\n", round="2025")) == [("", "2025", "S12000047", 12, "")]
    assert codes(read("Area,Posts\nFife,12\n")) == [("missing-round", "A2")]


def test_everything_wrong_is_told_at_once_with_its_cell():
    reading = read(
        "Area,Round,Posts,Survey\nFyfe,2025,12,\nFife,2025,some,\nMoray,2025,3.5,\nAngus,2025,0,\n"
        "Falkirk,2025,9,skils\nStirling,2025,9,\nStirling,2025,10,\n"
    )
    assert reading.tables == {}
    assert codes(reading) == [
        ("unknown-area", "A2"),
        ("not-a-number", "C3"),
        ("not-a-number", "C4"),
        ("not-a-number", "C5"),
        ("unknown-survey", "D6"),
        ("double", "A8"),
    ]
    assert [problem.suggestion for problem in reading.problems][:1] == ["Fife"]
    assert reading.problems[4].suggestion == "skills"


def test_the_same_area_in_two_rounds_or_for_two_surveys_is_no_double():
    text = "Area,Round,Posts,Survey\nFife,2021,5,\nFife,2025,6,\nFife,2025,7,skills\n"
    assert len(rows(read(text))) == 3


def test_titles_above_and_blank_rows_are_understood():
    assert rows(read("People asked in 2025,,\n,,\nArea,Round,People asked\nFife,2025,12\n,,\nMoray,2025,4\n")) == [
        ("", "2025", "S12000047", 12, ""),
        ("", "2025", "S12000020", 4, ""),
    ]


def test_a_table_with_many_other_columns_is_no_table_of_posts():
    assert read("Area,Round,Staff,Pets,Cars,Trees,Lamps\nFife,2025,12,1,2,3,4\n").kind != "posts"
    assert read("Area,Round,Posts\n", kind="posts").refused
