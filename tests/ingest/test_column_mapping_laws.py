"""What holds of every mapping: no answer changes its cell, and every problem is at the cell that is to blame."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import mapped
from csp_analytics.ingest.columns.reading import read_mapped
from csp_analytics.ingest.files.workbook import Sheet, Workbook, address
from csp_analytics.ingest.reading import Wanted
from csp_analytics.problems import ERROR
from tests.ingest.assessments.assessment_files import LEVELS, MINI_IDS, MINI_TEXT
from tests.ingest.own_sheets import COLOURS, OWN, RAG

pytestmark = pytest.mark.usefixtures("small_frameworks")
NO_CHECK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
AREAS = {"Fife": "S12000047", "Moray": "S12000020"}
ROLES = ("criterion", "level", "evidence", "area")
TITLES = st.lists(
    st.lists(st.sampled_from([None, "Criterion", "Level", "Area", "A title", MINI_IDS[0], "Score", 3]), max_size=5),
    max_size=4,
)
JUNK = ("Rating", "Area", "Criterion", "Cost", "Evidence", "Id")


@st.composite
def tables(draw):
    """Rows of (criterion, colour or a word that is none, area), columns in any order among others, titles above."""
    pairs = [(criterion, area) for criterion in range(3) for area in AREAS]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True))
    colours = [draw(st.sampled_from([*COLOURS, "Purple", "n/a"])) for _ in chosen]
    junk = draw(st.lists(st.sampled_from(JUNK), max_size=3, unique=True))
    headings = draw(st.permutations([*OWN.columns, *junk]))
    titles = draw(TITLES)
    rows = []
    for number, ((criterion, area), colour) in enumerate(zip(chosen, colours, strict=True), len(titles) + 1):
        cells = {"Question": MINI_TEXT[criterion], "RAG": colour, "Local authority": area}
        cells["Comments"] = address(number, headings.index("Comments"))  # the evidence says where it stands
        rows.append([cells.get(heading, "Blue") for heading in headings])
    answers = list(zip(chosen, colours, strict=True))
    return [*titles, list(headings), *rows], len(titles), list(headings), answers


def book(rows: list[list[object]]) -> Workbook:
    return Workbook("own.xlsx", "0" * 64, "xlsx", (Sheet("S", True, [list(row) for row in rows]),))


@NO_CHECK
@given(table=tables(), stated=st.integers(1, 8))
def test_no_cell_of_the_table_moves_and_only_answers_that_are_named_change(table, stated):
    rows, header, headings, _ = table
    workbook = book(rows)
    changed = mapped(workbook, replace(OWN, header_row=stated)).sheets[0]
    level = headings.index("RAG")
    assert workbook.sheets[0].rows == rows  # what was read stays as it was
    for row in range(header + 1, len(rows)):
        for column, heading in enumerate(headings):
            before, after = rows[row][column], changed.value(row, column)
            if column == level:
                assert after == RAG.get(before, before)
            elif heading in OWN.columns:
                assert after == before
    assert [changed.value(header, headings.index(one)) for one in OWN.columns] == [
        "Criterion", "Level", "Evidence", "Area",
    ]  # fmt: skip


@NO_CHECK
@given(table=tables())
def test_every_rating_comes_from_the_row_of_its_criterion_and_every_error_from_its_own_cell(table):
    rows, header, headings, answers = table
    reading = read_mapped(book(rows), OWN, Wanted(round="2026", framework="mini"))
    level = headings.index("RAG")
    wrong = [address(header + 1 + place, level) for place, (_, colour) in enumerate(answers) if colour == "Purple"]
    assert [one.cell for one in reading.problems if one.severity == ERROR and one.code == "unknown-level"] == wrong
    assert {one.code for one in reading.problems if one.severity == ERROR} <= {"unknown-level", "no-answers"}
    if reading.refused:
        assert wrong
        return
    got = reading.tables["rating"].set_index(["area_code", "criterion_id"])
    for place, ((criterion, area), colour) in enumerate(answers):
        row = got.loc[(AREAS[area], MINI_IDS[criterion])]
        assert row["evidence"] == address(header + 1 + place, headings.index("Comments"))
        value = {label: number for number, label in enumerate(LEVELS, 1)}.get(RAG.get(colour, ""))
        assert (row["level"] == value) if value else (row["answer"] == "not applicable")


@NO_CHECK
@given(data=st.data())
def test_it_holds_with_one_column_for_each_criterion_too(data):
    """Every cell holds a colour of its own; the rating of an area and criterion is that of its row and column."""
    headings = data.draw(st.permutations(["Where", "First", "Second", "Third", "Left out"]))
    columns = {"Where": "area", "Left out": "-"}
    columns |= {name: f"criterion:{MINI_IDS[place]}" for place, name in enumerate(["First", "Second", "Third"])}
    rows = [
        [area if one == "Where" else data.draw(st.sampled_from(COLOURS)) for one in headings]
        for area in data.draw(st.permutations(list(AREAS)))
    ]
    titles = data.draw(TITLES)
    mapping = ColumnMapping("assessment", columns, RAG)
    reading = read_mapped(book([*titles, headings, *rows]), mapping, Wanted(round="2026"))
    assert not reading.refused, [one.sentence for one in reading.problems]
    got = reading.tables["rating"].set_index(["area_code", "criterion_id"])["level"]
    for row in rows:
        for place, name in enumerate(["First", "Second", "Third"]):
            colour = row[headings.index(name)]
            code = AREAS[row[headings.index("Where")]]
            assert got[(code, MINI_IDS[place])] == COLOURS.index(colour) + 1
