"""What a person is shown of a table that is not known: headings, samples, guesses, and the answers that stand in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.answers import answers_written
from csp_analytics.ingest.columns.offer import offer_of, offered
from csp_analytics.ingest.columns.reading import read_mapped
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.surveys.likeness import MARGIN
from tests.ingest.assessments.assessment_files import LEVELS, MINI_IDS, MINI_SHORT, MINI_TEXT, YESNO_IDS, answers_of
from tests.ingest.own_sheets import HEADINGS, OWN, RAG, ROWS, WORTH, opened

pytestmark = pytest.mark.usefixtures("small_frameworks")


def table(folder, rows, **how):
    (found,) = offered(opened(folder, {"S": rows}, **how))
    return found


def guesses(found):
    return {one.key: one.role for one in found.columns}


def test_the_sheet_of_a_council_in_full(tmp_path):
    found = table(tmp_path, [["Our self-assessment", None, None, None], [], HEADINGS, *ROWS], merged={"S": ["A1:D1"]})
    assert (found.sheet, found.header_row, found.kind, found.framework, found.rows) == ("S", 3, "assessment", "mini", 5)
    question, rag, comments, area = found.columns
    assert (question.key, question.role, question.score, question.filled) == ("Question", "criterion", 100.0, 5)
    assert question.samples == MINI_TEXT[:3]
    assert (rag.role, rag.samples) == ("level", ("Amber", "red", "Blue"))
    assert rag.score < 100  # somebody else's scale: likely, not certain
    assert (comments.role, comments.filled) == ("evidence", 3)
    assert (area.role, area.score, area.samples) == ("area", 100.0, ("Fife", "Moray"))


def test_the_guesses_are_a_mapping_that_lacks_only_what_the_colours_mean(tmp_path):
    workbook = opened(tmp_path, {"S": [HEADINGS, *ROWS]})
    (found,) = offered(workbook)
    mapping = found.mapping(anywhere=True)
    assert mapping == replace(OWN, levels={}, framework="mini")
    assert answers_of(read_mapped(workbook, replace(mapping, levels=RAG), Wanted(round="2026"))) == WORTH


def test_samples_and_headings_are_cut_and_shown_as_in_the_file(tmp_path):
    found = table(tmp_path, [["Question", "x" * 300], [MINI_TEXT[0], "y" * 300], [MINI_TEXT[1], 3.0], ["z", True]])
    long = found.columns[1]
    assert (len(long.heading), len(long.key)) == (120, 300)
    assert long.samples == ("y" * 57 + "...", "3", "TRUE")


def test_content_tells_what_headings_do_not(tmp_path):
    rows = [["x", "y", "z", "w", "v"]]
    rows += [[MINI_IDS[n], MINI_TEXT[n], LEVELS[n], area, "2026"] for n in range(3) for area in ("Fife", "Angus")]
    assert guesses(table(tmp_path, rows)) == {
        "x": "criterion id", "y": "criterion", "z": "level", "w": "area", "v": "round",
    }  # fmt: skip


def test_codes_of_areas_and_titles_of_frameworks(tmp_path):
    rows = [["x", "y", "Question", "RAG"]]
    rows += [[code, "Mini framework", MINI_TEXT[n], "Red"] for n, code in enumerate(["S12000047", "S12000020"])]
    assert guesses(table(tmp_path, rows)) == {
        "x": "area code", "y": "framework", "Question": "criterion", "RAG": "level",
    }  # fmt: skip


def test_reworded_criteria_are_still_likely_to_be_criteria(tmp_path):
    reworded = ["Someone clearly leads the work", "The partners share one plan", "The data is sound and recent"]
    found = table(tmp_path, [["x", "RAG"], *([text, "Red"] for text in reworded)])
    (column,) = [one for one in found.columns if one.key == "x"]
    assert column.role == "criterion"
    assert column.score < 100


def test_two_candidates_within_six_points_are_no_guess(tmp_path):
    """Two columns of levels under headings that say nothing: either could be this year's."""
    rows = [["Question", "First", "Second"]]
    rows += [[MINI_TEXT[n], LEVELS[n], LEVELS[2 - n]] for n in range(3)]
    found = table(tmp_path, rows)
    assert guesses(found) == {"Question": "criterion", "First": "", "Second": ""}
    assert [one.candidates[0] for one in found.columns[1:]] == [("level", 100.0)] * 2


def test_of_two_columns_for_one_role_the_clearly_likelier_has_it(tmp_path):
    rows = [["Question", "Level", "Previously"], *([MINI_TEXT[n], LEVELS[n], n + 1] for n in range(3))]
    found = table(tmp_path, rows)
    scores = {one.key: dict(one.candidates)["level"] for one in found.columns[1:]}
    assert scores["Level"] - scores["Previously"] >= MARGIN
    assert guesses(found) == {"Question": "criterion", "Level": "level", "Previously": ""}


def test_a_column_for_each_criterion(tmp_path):
    rows = [["Council", MINI_SHORT[0], MINI_TEXT[1], "The data is sound and fairly recent"]]
    rows += [["Fife", "Red", "Amber", "Red"], ["Moray", "Blue", "Red", "Green"]]
    found = table(tmp_path, rows)
    assert list(guesses(found).values()) == ["area", *(f"criterion:{one}" for one in MINI_IDS[:3])]
    assert found.columns[1].score == found.columns[2].score == 100.0 > found.columns[3].score


def test_an_action_plan(tmp_path):
    rows = [["Objective", "What we will do", "By", "Lead officer", "Progress"]]
    rows += [["Aims", "Agree them", "June", "A. Reid", "begun"], ["Chair", "Elect one", "May", "", ""]]
    found = table(tmp_path, rows)
    assert found.kind == "actions"
    assert list(guesses(found).values()) == ["issue", "action", "when", "owner", "status"]
    as_assessment = offer_of(opened(tmp_path, {"S": rows}), "S", 1, "assessment")
    assert as_assessment.kind == "assessment"


class TestTheRowOfHeadings:
    def test_a_smaller_table_above_is_another_choice(self, tmp_path):
        rows = [["Area", "Score"], ["Fife", 2], ["Moray", 3], [], HEADINGS, *ROWS]
        found = table(tmp_path, rows)
        assert (found.header_row, found.other_rows) == (5, (1,))

    def test_a_person_can_name_another(self, tmp_path):
        rows = [["Area", "Score"], ["Fife", 2], ["Moray", 3], [], HEADINGS, *ROWS]
        found = offer_of(opened(tmp_path, {"S": rows}), "S", 1)
        assert (found.header_row, found.other_rows) == (1, (5,))
        assert [one.key for one in found.columns] == ["Area", "Score", "(column C)", "(column D)"]
        with pytest.raises(KeyError):
            offer_of(opened(tmp_path, {"S": rows}), "T", 1)

    def test_headings_that_nobody_knows(self, tmp_path):
        rows = [["Ceist", "Dath", "Àite"], [MINI_TEXT[0], "Uaine", "Fife"], [MINI_TEXT[1], "Dearg", "Moray"]]
        assert table(tmp_path, rows).header_row == 1

    def test_sheets_without_a_table_and_hidden_sheets_are_not_offered(self, tmp_path):
        sheets = {"Cover": [["Welcome"], ["to our return"]], "Hidden": [HEADINGS, *ROWS], "S": [HEADINGS, *ROWS]}
        assert [one.sheet for one in offered(opened(tmp_path, sheets, hidden=["Hidden"]))] == ["S"]


class TestAnswers:
    def written(self, folder, answers, mapping=OWN, framework_id="mini"):
        rows = [HEADINGS, *([MINI_TEXT[0], one, None, "Fife"] for one in answers)]
        found = answers_written(opened(folder, {"S": rows}), mapping, framework(framework_id))
        return {one.written: (one.count, one.cell, one.level, one.how) for one in found}

    def test_each_once_with_its_count_its_first_cell_and_what_it_means(self, tmp_path):
        answers = ["Purple", "purple ", 3, "3 - Some success", "N/A", None, "-", "Amber", "Working toward", "?"]
        assert self.written(tmp_path, answers) == {
            "Purple": (2, "B2", "", ""),
            "3": (1, "B4", "Some success", "exact"),
            "3 - Some success": (1, "B5", "Some success", "exact"),
            "N/A": (1, "B6", "Not applicable", "exact"),
            "Amber": (1, "B9", "Working towards", "mapping"),
            "Working toward": (1, "B10", "Working towards", "similar"),
            "?": (1, "B11", "Don't know", "exact"),
        }

    def test_a_colour_alone_means_nothing(self, tmp_path):
        """A guess that red is the lowest would be right most of the time, and never noticed when it is not."""
        found = self.written(tmp_path, ["Red", "Amber", "Green"], replace(OWN, levels={}))
        assert {level for _, _, level, _ in found.values()} == {""}

    def test_what_is_only_alike_is_not_read(self, tmp_path):
        rows = [HEADINGS, [MINI_TEXT[0], "Working toward", None, "Fife"]]
        workbook = opened(tmp_path, {"S": rows})
        (one,) = answers_written(workbook, OWN, framework("mini"))
        assert not one.is_settled
        assert 72 <= one.score < 100
        assert read_mapped(workbook, OWN, Wanted(round="2026")).refused

    def test_answers_that_stand_in_columns_of_their_own(self, tmp_path):
        rows = [["Where", "A", "B"], ["Fife", "Red", "Amber"], ["Moray", "Red", None]]
        columns = {"Where": "area", "A": f"criterion:{YESNO_IDS[0]}", "B": f"criterion:{YESNO_IDS[1]}"}
        mapping = ColumnMapping("assessment", columns, {"Red": "No"}, framework="yesno")
        found = answers_written(opened(tmp_path, {"S": rows}), mapping, framework("yesno"))
        assert [(one.written, one.count, one.cell, one.level) for one in found] == [
            ("Red", 2, "B2", "No"), ("Amber", 1, "C2", ""),
        ]  # fmt: skip

    def test_an_answer_that_is_still_to_be_decided_is_not_settled(self, tmp_path):
        found = self.written(tmp_path, ["Red"], replace(OWN, levels={"Red": ""}))
        assert found == {"Red": (1, "B2", "", "")}
