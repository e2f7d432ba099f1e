"""A file in hand: read once, and again with all that its owner says; and files that stand in each other's way.

Every file is a real one. The small framework `mini` has four criteria, of which the last is for two-tier areas only.
"""

from __future__ import annotations

import io

import openpyxl
import pytest

from csp_analytics.exports.marked.marked import marked
from csp_analytics.ingest.brought import Brought, again, as_one, bring
from csp_analytics.ingest.corrections import Correction
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, SURVEY, UNKNOWN, Wanted
from csp_analytics.problems import ERROR
from tests import builders
from tests.ingest.assessments.assessment_files import FIFE, MINI_IDS, MINI_TEXT, answers_of
from tests.ingest.own_sheets import HEADINGS, OWN, RAG, ROWS, WORTH
from tests.pages.survey_form import skills_form

pytestmark = pytest.mark.usefixtures("small_frameworks")

LONG = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence"]
NONE = "not applicable"
PLAN = [["Issue", "Action", "When", "Milestone"], ["Theft", "Mark bicycles", "March 2027", "Marked"]]


@pytest.fixture
def file(tmp_path):
    """Writes a workbook and gives its bytes."""

    def written(name, sheets):
        return builders.workbook(tmp_path / name, sheets).read_bytes()

    return written


@pytest.fixture
def long(file):
    """Writes a long table of one area: three levels, in E2 to E4."""

    def written(*levels, area="Fife", round_="2026", evidence=None):
        rows = [[area, round_, "Mini", MINI_IDS[n], level, evidence] for n, level in enumerate(levels)]
        return file("long.xlsx", {"Ratings": [LONG, *rows]})

    return written


def own_sheet(rows=ROWS):
    return {"Our check": [HEADINGS, *rows]}


def stops(one: Brought) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in one.reading.problems if problem.severity == ERROR]


def test_a_good_file_is_ready_at_once(long):
    one = bring(long(3, 2, 1), "fife.xlsx")
    assert (one.is_ready, one.is_unknown, stops(one)) == (True, False, [])
    assert (one.reading.kind, one.reading.file) == (ASSESSMENT, "fife.xlsx")
    assert answers_of(one.reading) == [3, 2, 1, NONE]
    assert (one.suggestions, one.can_leave_out, one.left_out) == ([], 0, [])
    assert one.recognised is one.reading


def test_a_slip_of_the_pen_is_put_right_by_its_suggestion_and_taken_back(long):
    one = bring(long(3, "Workng towards", 1), "fife.xlsx")
    assert (one.is_ready, stops(one)) == (False, [("unknown-level", "E3")])
    assert one.suggestions == [Correction("Ratings", "E3", "Working towards")]
    right = again(one, corrections=tuple(one.suggestions))
    assert (right.is_ready, answers_of(right.reading), right.suggestions) == (True, [3, 2, 1, NONE], [])
    assert right.reading.left_out == 0
    assert right.reading.digest != one.reading.digest
    assert stops(again(right, corrections=())) == stops(one)


def test_what_nobody_can_guess_is_left_out_only_when_asked_for(long):
    one = bring(long(3, "banana", 1), "fife.xlsx")
    assert (one.is_ready, one.suggestions, one.can_leave_out) == (False, [], 1)
    without = again(one, leave_out=True)
    assert (without.is_ready, answers_of(without.reading)) == (True, [3, "missing", 1, NONE])
    assert (without.reading.left_out, len(without.left_out), without.can_leave_out) == (1, 1, 0)
    assert not again(without, leave_out=False).is_ready


def test_what_a_bad_file_is_can_be_said_before_it_is_put_right(long):
    one = bring(long(3, "banana", 1), "fife.xlsx")
    assert one.reading.tables == {}
    table = one.recognised.tables["rating"]
    assert (set(table["area_code"]), set(table["round"])) == ({FIFE}, {"2026"})


def test_both_ways_out_of_one_file(long):
    one = bring(long("Workng towards", "banana", 1), "fife.xlsx")
    assert (len(one.suggestions), one.can_leave_out) == (1, 2)
    one = again(one, corrections=tuple(one.suggestions))
    assert one.can_leave_out == 1
    one = again(one, leave_out=True)
    assert (answers_of(one.reading), one.reading.left_out) == ([2, "missing", 1, NONE], 1)


def test_a_file_without_area_or_round_is_ready_when_they_are_said(file):
    rows = [[MINI_IDS[n], MINI_TEXT[n], 2] for n in range(3)]
    one = bring(file("a.xlsx", {"Mini": [["Id", "Criterion", "Level"], *rows]}), "a.xlsx")
    assert {code for code, _ in stops(one)} >= {"missing-area"}
    one = again(one, wanted=Wanted(area="Fife", round="2026", framework="mini"))
    assert one.is_ready
    assert set(one.reading.tables["rating"]["area_code"]) == {FIFE}


def test_own_columns_are_read_as_the_person_maps_them(file):
    one = bring(file("own.xlsx", own_sheet()), "own.xlsx")
    assert (one.is_ready, one.is_unknown, one.reading.kind) == (False, True, UNKNOWN)
    one = again(one, mapping=OWN, wanted=Wanted(round="2026"))
    assert (one.is_ready, one.is_unknown) == (True, True)  # known now, and what was said can still be changed
    assert answers_of(one.reading) == WORTH
    assert again(one, mapping=None).reading.kind == UNKNOWN


def test_a_saved_mapping_reads_the_next_file_of_its_make_by_itself(file):
    other = type(OWN)(OWN.kind, {"Item": "criterion", "Mark": "level"}, OWN.levels)
    one = bring(file("own.xlsx", own_sheet()), "next.xlsx", {"another": other, "our return": OWN})
    assert (one.mapping, one.layout) == (OWN, "our return")
    one = again(one, wanted=Wanted(round="2026"))
    assert (one.is_ready, answers_of(one.reading)) == (True, WORTH)
    assert "our return" in one.reading.layout


def test_of_two_saved_mappings_that_fit_the_person_chooses(file):
    one = bring(file("own.xlsx", own_sheet()), "next.xlsx", {"ours": OWN, "theirs": OWN})
    assert (one.mapping, one.reading.kind, one.is_unknown) == (None, UNKNOWN, True)


def test_a_saved_mapping_leaves_alone_what_is_understood_without_it(long):
    mine = type(OWN)(OWN.kind, {"Criterion": "criterion", "Level": "level"})
    one = bring(long(3, 2, 1), "fife.xlsx", {"mine": mine})
    assert (one.is_ready, one.mapping, answers_of(one.reading)) == (True, None, [3, 2, 1, NONE])


@pytest.mark.parametrize("how", ["mapped now", "mapped before"])
def test_a_file_with_own_columns_has_the_same_ways_out(how, file):
    """Green is misspelt in B3, and nothing is like 'banana' in B4."""
    rows = [ROWS[0], [MINI_TEXT[1], "Gren", None, "Fife"], [MINI_TEXT[2], "banana", None, "Fife"]]
    data = file("own.xlsx", own_sheet(rows))
    one = again(bring(data, "own.xlsx"), mapping=OWN) if how == "mapped now" else bring(data, "own.xlsx", {"ours": OWN})
    one = again(one, wanted=Wanted(round="2026"))
    assert [cell for _, cell in stops(one)] == ["B3", "B4"]
    assert one.can_leave_out == 2
    without = again(one, leave_out=True)
    assert (without.is_ready, without.reading.left_out) == (True, 2)
    assert answers_of(without.reading) == [2, "missing", "missing", NONE]
    book = openpyxl.load_workbook(io.BytesIO(marked(one.data, one.name, one.reading.problems, as_ours=one.as_ours)))
    assert book["Our check"]["B4"].fill.fgColor.rgb != book["Our check"]["B2"].fill.fgColor.rgb


def test_a_survey_is_told_and_not_taken(file):
    one = bring(skills_form(), "forms.xlsx")
    assert (one.reading.kind, one.is_ready, one.is_unknown, one.can_leave_out) == (SURVEY, False, False, 0)


@pytest.mark.parametrize(
    ("build", "name", "code"),
    [
        (builders.other_zip, "paper.xlsx", "not-a-spreadsheet"),
        (builders.pdf_renamed, "paper.pdf", "not-a-spreadsheet"),
        (builders.picture_renamed, "photo.png", "not-a-spreadsheet"),
        (builders.old_excel, "old.xls", "old-format"),
        (builders.password_protected, "secret.xlsx", "password-protected"),
        (builders.truncated, "half.xlsx", "damaged-file"),
        (lambda path: path.write_bytes(b"") or path, "nothing.xlsx", "empty-file"),
        (lambda path: builders.many_sheets(path, 500), "sheets.xlsx", "too-many-sheets"),
        (lambda path: builders.zip_bomb(path, megabytes=60), "bomb.xlsx", "unpacks-too-large"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_what_to_do(build, name, code, tmp_path):
    one = bring(build(tmp_path / name).read_bytes(), name)
    (problem,) = one.reading.problems
    assert (problem.file, problem.severity) == (name, ERROR)
    assert problem.code == code
    assert problem.advice.endswith(".")
    assert (one.is_ready, one.is_unknown, one.suggestions, one.can_leave_out, one.workbook) == (
        False, False, [], 0, None,
    )  # fmt: skip
    assert again(one, leave_out=True, wanted=Wanted(kind=ASSESSMENT)).reading.problems == [problem]


def test_a_csv_file_is_as_good_as_a_workbook(tmp_path, long):
    rows = ["Area;Round;Framework;Criterion;Level", *(f"Fife;2026;Mini;{MINI_IDS[n]};{3 - n}" for n in range(3))]
    one = bring("\r\n".join(rows).encode("cp1252"), "fife.csv")
    other = bring(long(3, 2, 1), "fife.xlsx")
    assert one.is_ready
    assert answers_of(one.reading) == answers_of(other.reading)


def test_the_same_file_twice_counts_once(long):
    data = long(3, 2, 1)
    ready, told = as_one([bring(data, "fife.xlsx"), bring(data, "fife copy.xlsx")])
    assert [one.name for one in ready] == ["fife.xlsx"]
    assert told == ["'fife copy.xlsx' is the same as 'fife.xlsx': it counts once."]


def test_two_files_of_one_assessment_stand_in_each_others_way(long):
    files = [bring(long(3, 2, 1), "a.xlsx"), bring(long(4, 2, 1), "b.xlsx"), bring(long(1, area="Moray"), "c.xlsx")]
    ready, told = as_one(files)
    assert [one.name for one in ready] == ["c.xlsx"]
    assert told == ["'a.xlsx' and 'b.xlsx' hold the same assessment: remove one of them."]
    assert [one.name for one in as_one(files[1:])[0]] == ["b.xlsx", "c.xlsx"]


def test_three_files_of_one_assessment_are_all_named(long):
    _, told = as_one([bring(long(level), f"{level}.xlsx") for level in (1, 2, 3)])
    assert all(f"{level}.xlsx" in " ".join(told) for level in (1, 2, 3))


def test_another_round_and_a_plan_stand_in_nobodys_way(long, file):
    plan = again(bring(file("plan.xlsx", {"Plan": PLAN}), "plan.xlsx"), wanted=Wanted(area="Fife"))
    assert (plan.reading.kind, plan.is_ready) == (ACTIONS, True)
    files = [bring(long(3), "a.xlsx"), bring(long(3, round_="2024"), "b.xlsx"), plan]
    assert as_one(files) == (files, [])


def test_two_plans_of_one_round_stand_in_each_others_way(file):
    said = Wanted(area="Fife")
    plans = [
        again(
            bring(file("plan.xlsx", {"Plan": [*PLAN[:1], [issue, "Do", "March 2027", "Done"]]}), f"{issue}.xlsx"),
            wanted=said,
        )
        for issue in ("Theft", "Noise")
    ]
    assert as_one(plans) == ([], ["'Theft.xlsx' and 'Noise.xlsx' hold the same action plan: remove one of them."])


def test_a_file_with_a_problem_stands_in_nobodys_way(long):
    good, bad = bring(long(3, 2, 1), "good.xlsx"), bring(long(3, 2, "banana"), "bad.xlsx")
    assert as_one([bad, good]) == ([good], [])
    assert as_one([bad, bad]) == ([], [])


def test_every_colour_of_the_own_sheet_is_one_that_the_mapping_knows():
    assert {str(row[1]).capitalize() for row in ROWS} - {"N/a"} <= set(RAG)
