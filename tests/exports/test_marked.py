"""The marked copy of a workbook: what it marks and lists, what it keeps, and that it loads once it is put right."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from csp_analytics.areas.register import register
from csp_analytics.exports.marked.marked import marked
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.corrections import Correction, read_corrected, suggested
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file, read_opened
from csp_analytics.ingest.templates.workbooks import entry_workbook
from csp_analytics.problems import Problem
from tests import builders

ONE = next(iter(frameworks().values()))
IDS = [criterion.criterion_id for criterion in ONE.criteria]
HEADER = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence"]
FIRST = 8  # row of the first criterion of the entry workbook
FILL, CHANGED = "00FFF2CC", "00DAE8F5"


def book_of(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def template(levels: dict[str, object]) -> bytes:
    """Our own workbook for Fife 2025, some answers given by id."""
    book = book_of(entry_workbook(ONE, register().resolve("Fife"), "2025"))
    for criterion, value in levels.items():
        book.worksheets[1].cell(FIRST + IDS.index(criterion), 4).value = value
    return bytes_of(book)


def marked_of(data: bytes, name="fife.xlsx", corrections=(), wanted=None, problems=None):
    """The marked copy, opened, and the problems of the file."""
    workbook, _ = read_workbook(data, name)
    told = problems if problems is not None else read_opened(workbook, wanted).problems
    return book_of(marked(data, name, told, corrections)), told


def listed(book) -> list[tuple]:
    """The lines of the sheet Problems below its header."""
    return [tuple(cell or "" for cell in row) for row in book.worksheets[0].iter_rows(min_row=6, values_only=True)]


def comments(book) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.fixture(scope="module")
def bad() -> bytes:
    """Rows 8 to 11: a slip of the pen, a level that is none, a good one, and an uncalculated formula."""
    return template({IDS[0]: ONE.levels[0].label[:-2], IDS[1]: 99, IDS[2]: ONE.levels[0].label, IDS[3]: "=1+1"})


@pytest.fixture(scope="module")
def copy(bad) -> openpyxl.Workbook:
    return marked_of(bad)[0]


class TestMarks:
    def test_every_problem_has_ground_border_comment_and_can_be_typed_in(self, copy):
        sheet = copy.worksheets[2]
        assert list(comments(copy)) == ["D8", "D9", "D11"]
        for address in ("D8", "D9", "D11"):
            cell = sheet[address]
            assert cell.fill.start_color.rgb == FILL
            assert {side.style for side in (cell.border.left, cell.border.top)} == {"medium"}
            assert not cell.protection.locked
        assert sheet["D10"].fill.start_color.rgb != FILL

    def test_the_comment_says_what_was_found_expected_and_meant(self, copy):
        said = comments(copy)["D8"]
        label = ONE.levels[0].label
        assert said.startswith(f"Found: {label[:-2]}\nExpected: one of {label} (1)")
        assert said.endswith(f"\nDid you mean: {label}?")
        assert comments(copy)["D11"].endswith("Here it is text: write the value in its place.")

    def test_one_problem_of_a_name_in_many_cells_marks_them_all(self, tmp_path):
        rows = [[name, "2025", ONE.framework_id, IDS[0], 1] for name in ("Fiffe", "Moray", "Fiffe")]
        path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": [HEADER, *rows]})
        book, told = marked_of(path.read_bytes())
        assert [problem.cell for problem in told] == ["A2"]
        assert list(comments(book)) == ["A2", "A4"]

    def test_two_problems_of_one_cell_share_its_comment(self, tmp_path):
        data = builders.workbook(tmp_path / "a.xlsx").read_bytes()
        two = [Problem("error", "a", "Ratings", "B2", found="3"), Problem("warning", "a", "Ratings", "B2, B3", "2")]
        book, _ = marked_of(data, problems=two)
        assert comments(book) == {"B2": "Found: 3\n\nFound: 2", "B3": "Found: 2"}

    def test_a_row_a_range_and_a_merged_cell(self, tmp_path):
        path = builders.workbook(
            tmp_path / "a.xlsx", {"One": [["a"], ["b"], ["c", "d"], [], ["e"]]}, merged={"One": ["A5:B6"]}
        )
        told = [Problem("error", "a", "One", cell, cell) for cell in ("row 2", "A3:B3", "B6")]
        book, _ = marked_of(path.read_bytes(), problems=told)
        assert list(comments(book)) == ["A2", "A3", "B3", "A5"]

    def test_a_comment_that_was_there_is_kept(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.title = "One"
        book.active["A1"] = "x"
        book.active["A1"].comment = Comment("Ask Moira", "Iain")
        told = [Problem("error", "a", "One", "A1", found="x")]
        first = marked(bytes_of(book), "a.xlsx", told)
        assert comments(book_of(first)) == {"A1": "Found: x\n\nThe comment that stood here:\nAsk Moira"}
        assert comments(book_of(marked(first, "a.xlsx", []))) == {"A1": "Ask Moira"}

    def test_notes_are_listed_and_not_marked(self, tmp_path):
        data = builders.workbook(tmp_path / "a.xlsx").read_bytes()
        book, _ = marked_of(data, problems=[Problem("note", "a", "Ratings", "A1", found="Area")])
        assert comments(book) == {}
        assert listed(book) == [("Ratings", "A1", "Area", "", "", "", "For information")]


class TestList:
    def test_it_is_the_first_sheet_with_a_title_what_to_do_and_a_header(self, copy):
        sheet = copy.worksheets[0]
        assert (sheet.title, copy.active.title, sheet.freeze_panes) == ("Problems", "Problems", "A6")
        assert sheet["A1"].value == "Problems found in this workbook"
        assert sheet["A2"].value == "fife.xlsx: 3 to put right, 0 to look at, 0 changed as you chose."
        assert sheet["A3"].value.startswith("Put each cell right on its own sheet")
        header = [cell.value for cell in sheet[5]]
        assert header == ["Sheet", "Cell", "Found", "Expected", "What to do", "Did you mean", "State"]
        assert sheet.column_dimensions["D"].width == 44
        assert all(cell.alignment.wrap_text for cell in sheet[6])

    def test_each_line_is_a_problem_with_a_link_to_its_cell(self, copy):
        name = copy.worksheets[2].title
        assert [(line[0], line[1], line[2]) for line in listed(copy)] == [
            (name, "D8", ONE.levels[0].label[:-2]),
            (name, "D9", "99"),
            (name, "D11", "=1+1"),
        ]
        links = [copy.worksheets[0].cell(row, 2).hyperlink for row in (6, 7, 8)]
        assert [link.location for link in links] == [f"'{name}'!{cell}" for cell in ("D8", "D9", "D11")]
        assert {link.target for link in links} == {None}

    def test_only_the_first_sheet_is_selected_or_typing_would_go_into_both(self, copy):
        assert [sheet.title for sheet in copy.worksheets if sheet.sheet_view.tabSelected] in ([], ["Problems"])

    def test_an_apostrophe_in_the_name_of_a_sheet(self, tmp_path):
        data = builders.workbook(tmp_path / "a.xlsx", {"Moira's": [["x"]]}).read_bytes()
        book, _ = marked_of(data, problems=[Problem("error", "a", "Moira's", "A1", found="x")])
        assert book.worksheets[0]["B6"].hyperlink.location == "'Moira''s'!A1"

    def test_a_sheet_of_that_name_that_is_not_ours_stays(self, tmp_path):
        data = builders.workbook(tmp_path / "a.xlsx", {"Problems": [["Crime", "Fire"]]}).read_bytes()
        book, _ = marked_of(data, problems=[])
        assert [(sheet.title, sheet["A1"].value) for sheet in book.worksheets][1] == ("Problems", "Crime")


class TestCorrections:
    def test_what_was_accepted_is_written_and_said(self, bad):
        workbook, _ = read_workbook(bad, "fife.xlsx")
        told = read_opened(workbook).problems
        book = book_of(marked(bad, "fife.xlsx", told, suggested(workbook, told)))
        cell, label = book.worksheets[2]["D8"], ONE.levels[0].label
        assert (cell.value, cell.fill.start_color.rgb) == (label, CHANGED)
        assert cell.comment.text == f"Now '{label}', as you chose. It held '{label[:-2]}'."
        assert listed(book)[-1][1:3] == ("D8", label[:-2])
        assert listed(book)[-1][-2:] == (label, "Put right")
        assert [line[1] for line in listed(book)] == ["D9", "D11", "D8"]

    def test_the_problems_may_be_those_of_the_corrected_file(self, bad):
        workbook, _ = read_workbook(bad, "fife.xlsx")
        chosen = suggested(workbook, read_opened(workbook).problems)
        after = read_corrected(workbook, corrections=chosen).problems
        assert [line[1] for line in listed(book_of(marked(bad, "f.xlsx", after, chosen)))] == ["D9", "D11", "D8"]

    def test_an_answer_left_out_is_blank(self, bad):
        name = book_of(bad).worksheets[1].title
        book, _ = marked_of(bad, corrections=[Correction(name, "D9")])
        assert book.worksheets[2]["D9"].value is None
        assert comments(book)["D9"] == "Left out, as you chose. It held '99'."
        assert listed(book)[-1][-1] == "Left out"

    def test_a_correction_that_is_wrong_again_is_still_marked(self, bad):
        name = book_of(bad).worksheets[1].title
        workbook, _ = read_workbook(bad, "fife.xlsx")
        chosen = [Correction(name, "D9", "perhaps")]
        book = book_of(marked(bad, "f.xlsx", read_corrected(workbook, corrections=chosen).problems, chosen))
        assert "Found: perhaps" in comments(book)["D9"]

    def test_a_correction_that_looks_like_a_formula_is_text(self, bad):
        name = book_of(bad).worksheets[1].title
        cell = marked_of(bad, corrections=[Correction(name, "E9", "=HYPERLINK(1)")])[0].worksheets[2]["E9"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)

    def test_under_a_merged_cell_as_the_reader_takes_it(self, tmp_path):
        path = builders.workbook(tmp_path / "a.xlsx", {"One": [["a"], [], [None, "x"]]}, merged={"One": ["A1:A3"]})
        book, _ = marked_of(path.read_bytes(), problems=[], corrections=[Correction("One", "A2", "b")])
        assert [row[0] for row in book.worksheets[1].iter_rows(values_only=True)] == ["a", "b", "a"]


class TestRoundTrip:
    def test_a_bad_template_loads_from_its_marked_copy_once_its_cells_are_right(self, bad):
        assert read_file(bad, "fife.xlsx").refused
        book, _ = marked_of(bad)
        sheet = book.worksheets[2]
        sheet["D8"], sheet["D9"], sheet["D11"] = ONE.levels[0].label, 1, "Don't know"
        reading = read_file(bytes_of(book), "fife marked.xlsx")
        assert ([p.sentence for p in reading.problems], reading.counts["rated"]) == ([], 3)
        answers = reading.tables["rating"].set_index("criterion_id")
        assert answers.loc[IDS[:4], "answer"].tolist() == ["rated"] * 3 + ["don't know"]
        assert answers.loc[IDS[:3], "level"].tolist() == [ONE.levels[0].value, 1, ONE.levels[0].value]

    def test_unmended_it_has_the_same_problems(self, bad):
        assert [p.cell for p in read_file(bytes_of(marked_of(bad)[0]), "f.xlsx").problems] == ["D8", "D9", "D11"]

    def test_marked_again_it_has_one_list_and_marks_of_today(self, bad):
        book, _ = marked_of(bad)
        book.worksheets[2]["D9"] = 1
        again, told = marked_of(bytes_of(book), "fife marked.xlsx")
        assert [problem.cell for problem in told] == ["D8", "D11"]
        assert [sheet.title for sheet in again.worksheets].count("Problems") == 1
        assert list(comments(again)) == ["D8", "D11"]
        assert again.worksheets[2]["D9"].fill.fill_type is None

    def test_a_plan(self, tmp_path):
        rows = [["Area: Fife"], ["Issue", "Action", "When", "Milestone", "Status"], ["A", "B", "2026", "C", "Wnird"]]
        data = builders.workbook(tmp_path / "plan.xlsx", {"Plan": rows}).read_bytes()
        book, told = marked_of(data, "plan.xlsx")
        assert [problem.cell for problem in told] == ["E3"]
        book["Plan"]["E3"] = "Done"
        reading = read_file(bytes_of(book), "plan.xlsx")
        assert (reading.problems, reading.tables["action"]["status"].tolist()) == ([], ["done"])

    @pytest.mark.parametrize("write", [builders.ods, builders.csv_file])
    def test_an_ods_and_a_csv_become_an_xlsx(self, tmp_path, write):
        rows = [HEADER, ["Fife", "2025", ONE.framework_id, IDS[0], "nonsense", "007"]]
        path = write(tmp_path / "a", {"Ratings": rows} if write is builders.ods else rows)
        book, told = marked_of(path.read_bytes(), path.name)
        title = "Ratings" if write is builders.ods else "Table"
        assert [sheet.title for sheet in book.worksheets] == ["Problems", title]
        assert (told[0].cell, book[title]["E2"].value, book[title]["F2"].value) == ("E2", "nonsense", "007")
        assert book.worksheets[0]["B6"].hyperlink.location == f"'{title}'!E2"
        book[title]["E2"] = 1
        reading = read_file(bytes_of(book), "a.xlsx")
        assert [problem.code for problem in reading.problems] == ["criteria-not-mentioned"]
        assert reading.tables["rating"].iloc[0][["level", "evidence"]].tolist() == [1.0, "007"]


class TestWhatIsKept:
    def test_drop_downs_widths_and_protection_of_our_template(self, bad, copy):
        before, after = book_of(bad).worksheets[1], copy.worksheets[2]
        rules = {str(rule.sqref): rule.formula1 for rule in after.data_validations.dataValidation}
        assert rules == {str(r.sqref): r.formula1 for r in before.data_validations.dataValidation}
        assert len(rules) == 2
        widths = {letter: d.width for letter, d in before.column_dimensions.items()}
        assert {letter: after.column_dimensions[letter].width for letter in widths} == widths
        assert after.protection.sheet
        assert after.print_title_rows == before.print_title_rows

    def test_hidden_sheets_number_formats_dates_and_bold(self, tmp_path):
        day = datetime.datetime(2026, 4, 1)
        path = builders.workbook(
            tmp_path / "a.xlsx",
            {"One": [[day, 0.5, True]], "Old": [["x"]]},
            hidden=["Old"],
            formats={"One": {"B1": "0%"}},
        )
        source = openpyxl.load_workbook(path)
        source["One"]["B1"].font = Font(bold=True)
        book, _ = marked_of(bytes_of(source), problems=[])
        assert [(s.title, s.sheet_state) for s in book.worksheets[1:]] == [("One", "visible"), ("Old", "hidden")]
        assert [cell.value for cell in book["One"][1]] == [day, 0.5, True]
        assert (book["One"]["B1"].number_format, book["One"]["B1"].font.bold) == ("0%", True)

    def test_drop_downs_as_newer_excel_writes_them(self, tmp_path):
        """A list on another sheet comes in an extension of the sheet's XML, which openpyxl by itself drops."""
        path = builders.workbook(tmp_path / "a.xlsx", {"One": [["x"]], "List": [["x"], ["y"]]})
        rule = (
            '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
            'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
            '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
            '<x14:dataValidation type="list" allowBlank="1" errorTitle="Not in the list" xr:uid="{1}" '
            'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision">'
            "<x14:formula1><xm:f>List!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>A1:A9</xm:sqref>"
            "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
        )
        content = builders.parts_of(path)[builders.SHEET_PART].decode().replace("</worksheet>", rule)
        builders.replace_parts(path, {builders.SHEET_PART: content})
        (kept,) = marked_of(path.read_bytes(), problems=[])[0]["One"].data_validations.dataValidation
        assert (str(kept.sqref), kept.formula1, kept.errorTitle) == ("A1:A9", "List!$A$1:$A$2", "Not in the list")

    def test_a_list_written_out_stays_and_a_rule_that_calculates_goes(self):
        book = openpyxl.Workbook()
        for cell, kind, formula in (
            ("A1", "list", '"Yes,No"'),
            ("B1", "custom", "=1=1"),
            ("C1", "list", "INDIRECT(A1)"),
        ):
            rule = DataValidation(kind, formula1=formula, sqref=cell)
            book.active.add_data_validation(rule)
        book.active["A1"] = "Yes"
        (left,) = marked_of(bytes_of(book), problems=[])[0].worksheets[1].data_validations.dataValidation
        assert left.formula1 == '"Yes,No"'


def test_no_part_of_the_copy_is_written_to_the_disk(bad, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    assert zipfile.is_zipfile(io.BytesIO(marked(bad, "fife.xlsx", [])))
    assert not (tmp_path / "nowhere").exists()


def test_the_area_given_by_hand(tmp_path):
    rows = [["Criterion", "Level"], [IDS[0], 99]]
    data = builders.workbook(tmp_path / "a.xlsx", {"One": rows}).read_bytes()
    book, told = marked_of(data, wanted=Wanted(area="Fife", round="2025", framework=ONE.framework_id))
    assert ([problem.cell for problem in told], list(comments(book))) == (["B2"], ["B2"])
