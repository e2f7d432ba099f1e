"""The workbooks that we hand out: what is in them, and that they come back exactly as they were filled in."""

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.assessments.ratings import _NO_ACTION
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.templates.workbooks import entry_workbook

FIFE = register().resolve("Fife")
IDS = list(frameworks())


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet) -> tuple[int, dict[str, int]]:
    """The header's row and the column of each heading."""
    row = next(cell.row for cell in sheet["A"] if cell.value == "Id")
    return row, {cell.value: cell.column for cell in sheet[row] if cell.value}


def filled_in(framework_id: str, answers: dict[str, str], **texts: str) -> bytes:
    """The empty template with Fife, 2025 and some levels typed in, by criterion id."""
    book = opened(entry_workbook(framework(framework_id)))
    sheet = book.worksheets[1]
    row, columns = table(sheet)
    sheet["C4"], sheet["C5"] = "Fife", "2025"
    for line in sheet.iter_rows(min_row=row + 1):
        if line[0].value in answers:
            line[columns.get("Level", columns.get("Answer")) - 1].value = answers[line[0].value]
            for name, text in texts.items():
                line[columns[name] - 1].value = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("framework_id", IDS)
def test_the_sheets_and_the_columns(framework_id):
    one = framework(framework_id)
    book = opened(entry_workbook(one, FIFE, "2025"))
    assert book.sheetnames == ["Instructions", one.short_title, "Areas"]
    sheet = book.worksheets[1]
    row, columns = table(sheet)
    assert [sheet.cell(r, 1).value for r in range(row + 1, sheet.max_row + 1)] == [c.criterion_id for c in one.criteria]
    assert [sheet.cell(r, columns[one.row_word.capitalize()]).value for r in range(row + 1, sheet.max_row + 1)] == [
        c.text for c in one.criteria
    ]
    assert (sheet["B4"].value, sheet["C4"].value, sheet["B5"].value, sheet["C5"].value) == (
        "Area:",
        "Fife",
        "Round:",
        "2025",
    )
    assert {"Evidence", "Level", "Action"} <= set(columns) or {"Evidence", "Answer", "Action required"} <= set(columns)


def test_prompts_stand_beside_their_standard():
    sheet = opened(entry_workbook(framework("excellence"))).worksheets[1]
    row, columns = table(sheet)
    prompts = sheet.cell(row + 1, columns["Things to look for"]).value.split("\n")
    under = framework("excellence").children_of("excellence.leadership.01")
    assert prompts == [f"• {indicator.text}" for indicator in under]
    assert len(prompts) > 1


@pytest.mark.parametrize("framework_id", IDS)
def test_the_levels_and_areas_to_choose_from(framework_id):
    one = framework(framework_id)
    book = opened(entry_workbook(one))
    sheet = book.worksheets[1]
    row, columns = table(sheet)
    letter = sheet.cell(row, columns.get("Level") or columns["Answer"]).column_letter
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    offered = {
        cells: [cell.value for (cell,) in book[source.split("'")[1]][source.split("!")[1]]]
        for cells, source in rules.items()
    }
    assert offered == {
        "C4": sorted(area.name for area in register().areas.values()),
        f"{letter}{row + 1}:{letter}{row + len(one.criteria)}": [
            *(level.label for level in one.levels),
            "Not applicable",
            "Don't know",
        ],
    }


@pytest.mark.parametrize("framework_id", IDS)
def test_only_the_cells_to_fill_in_are_open_and_nothing_is_a_formula(framework_id):
    book = opened(entry_workbook(framework(framework_id)))
    sheet = book.worksheets[1]
    row, columns = table(sheet)
    names = [name for name in ("Level", "Answer", "Evidence", "Action", "Action required") if name in columns]
    places = {(r, columns[name]) for r in range(row + 1, sheet.max_row + 1) for name in names} | {(4, 3), (5, 3)}
    unlocked = {(cell.row, cell.column) for line in sheet.iter_rows() for cell in line if not cell.protection.locked}
    assert unlocked == places
    assert all(one.protection.sheet and one.protection.password is None for one in book.worksheets)
    assert {cell.data_type for one in book.worksheets for line in one.iter_rows() for cell in line} <= {"s", "n"}
    assert all(cell.alignment.wrap_text for line in sheet.iter_rows(min_row=row) for cell in line[1:])
    assert all(not one.merged_cells.ranges for one in book.worksheets)


def test_it_prints_on_landscape_pages_with_the_header_on_each():
    book = opened(entry_workbook(framework("hallmarks")))
    sheet = book.worksheets[1]
    row, _ = table(sheet)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes) == (f"${row}:${row}", f"A{row + 1}")
    assert (book.properties.title, book.properties.language) == (
        "Hallmarks of Effective Partnerships, implementation checklist: self-assessment",
        "en-GB",
    )


def test_the_instructions_say_what_each_answer_means():
    sheet = opened(entry_workbook(framework("excellence"))).worksheets[0]
    meanings = {line[1].value: line[2].value for line in sheet.iter_rows() if line[1].value}
    assert sheet["A1"].value == "How to fill in this workbook"
    for level in framework("excellence").levels:
        assert meanings[level.label] == level.meaning
    assert "left out of the score" in meanings["Not applicable"]
    assert "lowers coverage" in meanings["Don't know"]
    assert "never counted as the lowest level" in meanings["(left blank)"]


def test_a_typed_template_is_read_with_its_texts():
    one = framework("safer-communities").criteria[4].criterion_id
    reading = read_file(filled_in("safer-communities", {one: "Doing well"}, Evidence="N/A", Action="007"), "fife.xlsx")
    assert (reading.layout, reading.problems) == ("template", [])
    row = reading.tables["rating"].set_index("criterion_id").loc[one]
    assert tuple(row) == (FIFE.area_code, "safer-communities", "2025", "rated", 4.0, "N/A", "007")


def test_a_misspelt_level_in_a_template_has_its_cell():
    one = framework("safer-communities").criteria[2].criterion_id
    reading = read_file(filled_in("safer-communities", {one: "Doing wel"}), "fife.xlsx")
    (problem,) = reading.problems
    # Criteria begin in row 8; the third stands in row 10, and the level is the fourth column.
    assert (problem.sheet, problem.cell, problem.suggestion) == ("Safer Communities", "D10", "Doing well")
    assert reading.tables == {}


def test_an_empty_template_is_not_an_assessment():
    reading = read_file(entry_workbook(framework("hallmarks"), FIFE, "2025"), "empty.xlsx")
    assert [problem.code for problem in reading.problems] == ["no-answers"]
    assert reading.tables == {}


def test_rows_for_two_tier_areas_are_closed_in_a_single_tier_area():
    one = framework("hallmarks")
    sheet = opened(entry_workbook(one, FIFE)).worksheets[1]
    row, columns = table(sheet)
    two_tier = [r for r, criterion in enumerate(one.criteria, row + 1) if criterion.applies_to == "two-tier"]
    assert {sheet.cell(r, columns["Answer"]).value for r in two_tier} == {"Not applicable"}
    assert all(sheet.cell(r, columns["Answer"]).protection.locked for r in two_tier)
    assert sheet.cell(two_tier[0], columns["Things to look for"]).value == (
        "Only where counties and districts share the work.\nDoes not apply in Fife."
    )
    elsewhere = opened(entry_workbook(one, outside_area("Test Valley"))).worksheets[1]
    assert {elsewhere.cell(r, columns["Answer"]).value for r in two_tier} == {None}


@pytest.mark.parametrize("text", ["=1+1", "+44 131", "-5", "@home", '=HYPERLINK("http://a")', "#REF!", "_x0041_"])
def test_text_that_looks_like_a_formula_stays_text(text):
    one = framework("safer-communities")
    content = entry_workbook(one, FIFE, "2025", ratings(one, {0: ("rated", 2.0, text, text)}))
    assert {cell.data_type for line in opened(content).worksheets[1].iter_rows() for cell in line} <= {"s", "n"}
    assert tuple(read_file(content, "a.xlsx").tables["rating"].loc[0, ["evidence", "action"]]) == (text, text)


def ratings(one, answers: dict[int, tuple[str, float, str, str]]) -> pd.DataFrame:
    """Ratings of Fife, 2025: (answer, level, evidence, action) by place of the criterion, the rest missing."""
    rows = [
        (
            FIFE.area_code,
            one.framework_id,
            "2025",
            criterion.criterion_id,
            *answers.get(place, ("missing", None, "", "")),
        )
        for place, criterion in enumerate(one.criteria)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS["rating"]))
    return frame.astype({name: "str" for name in COLUMNS["rating"] if name != "level"} | {"level": "float64"})


TEXT = st.one_of(
    st.sampled_from(
        ["", "=A1", "- one\n- two", "N/A", "007", "1.50", "TRUE", "2025-01-02", "'quoted'", "<b>&amp;</b>"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40),
).map(kept)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_filled_template_comes_back_exactly(data):
    one = framework(data.draw(st.sampled_from(IDS)))
    answer = st.one_of(
        st.sampled_from([("not applicable", None), ("don't know", None), ("missing", None)]),
        st.sampled_from([("rated", float(level.value)) for level in one.levels]),
    )
    applies = [place for place, criterion in enumerate(one.criteria) if criterion.applies_in(FIFE.tier)]
    drawn = data.draw(st.dictionaries(st.sampled_from(applies), st.tuples(answer, TEXT, TEXT), min_size=1, max_size=12))
    given_ = {place: (*level, evidence, action) for place, (level, evidence, action) in drawn.items()}
    assume(any(answer != "missing" or evidence or action for answer, _, evidence, action in given_.values()))
    assume(not any(action.casefold() in _NO_ACTION for *_, action in given_.values()))
    frame = ratings(one, given_)
    reading = read_file(entry_workbook(one, FIFE, "2025", frame), "fife.xlsx")
    expected = frame.copy()
    expected.loc[~expected.index.isin(applies), "answer"] = "not applicable"
    assert reading.problems == []
    pd.testing.assert_frame_equal(reading.tables["rating"], expected)


def test_an_outside_area_comes_back_when_it_is_named():
    one, area = framework("hallmarks"), outside_area("Test Valley")
    place = next(place for place, criterion in enumerate(one.criteria) if criterion.applies_to == "two-tier")
    content = entry_workbook(one, area, "2008", ratings(one, {place: ("rated", 1.0, "", "")}))
    assert [p.code for p in read_file(content, "a.xlsx").problems] == ["unknown-area"]
    reading = read_file(content, "a.xlsx", Wanted(area="Test Valley"))
    assert [p.code for p in reading.problems] == ["outside-area"]
    assert reading.tables["rating"].loc[place, ["area_code", "answer", "level"]].tolist() == [
        "outside:test-valley",
        "rated",
        1.0,
    ]
