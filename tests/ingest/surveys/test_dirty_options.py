"""Dirty data, cases 7 to 11: several options, in one cell or over several columns."""

from __future__ import annotations

import pytest

from tests.builders.survey_exports import PEOPLE, csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.ingest.surveys.survey_reading import read, read_table

MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name"]


def microsoft(answers: list[str | None], question: str = "Which of these do you use?") -> bytes:
    """A Microsoft Forms export, saved as CSV, with one question after the metadata."""
    meta = [[p.number, "4/23/25 11:14:04", "4/23/25 11:16:04", "anonymous", None] for p in PEOPLE]
    return csv_bytes([[*MICROSOFT, question], *([*m, a] for m, a in zip(meta, answers, strict=False))])


def test_case_07_commas_inside_options_are_learnt_from_all_answers():
    """Cells are joined with a comma and a space, and three of the four options have one inside."""
    circle, public, care, alone = (
        "I attend a group, or a circle",
        "I do it in public",
        "I don't care who knows, really",
        "I do it alone, with music",
    )
    picks = [(circle,), (public,), (care,), (alone,), (circle, public), (public, care), (circle, care), (care, alone)]
    picks += [(circle, public, alone), (public, alone), (circle,), (care,), (alone,), (public,)]
    rows = [
        ["Timestamp", "Where do you do it?"],
        *([f"4/{n}/2025 10:00:00", ", ".join(one)] for n, one in enumerate(picks, 1)),
    ]
    got = read_table(rows)
    question = got.at(1)
    assert question.type == "multiple"
    assert sorted(question.options) == sorted([circle, public, care, alone])
    assert got.counts(question)["", circle] == sum(circle in one for one in picks)


def test_case_07_free_text_with_commas_is_never_divided():
    texts = [f"In {p.area}, where I work, {p.number} people asked for it, and nobody minded" for p in PEOPLE]
    got = read_table(
        [["Timestamp", "What else?"], *([f"4/{p.number}/2025 10:00:00", t] for p, t in zip(PEOPLE, texts, strict=True))]
    )
    assert got.at(1).type == "text"
    assert got.values(got.at(1))[0] == texts[0]


def test_case_07_what_cannot_be_divided_for_sure_is_told():
    """ "Parks, paths" may be one option or two: each part also stands alone, and nothing tells which."""
    cells = ["Parks, paths", "Parks", "paths", "Parks, paths", "Roads", "Roads, Parks, paths", "Parks", "paths, Roads"]
    got = read_table([["Timestamp", "Where?"], *([f"4/{n}/2025 10:00:00", one] for n, one in enumerate(cells, 1))])
    question = got.at(1)
    assert question.type == "multiple"
    # Divided at every comma: the parts stand alone in other answers, so this is what the answers say.
    assert got.counts(question) == {("", "Parks"): 5, ("", "paths"): 5, ("", "Roads"): 3}


def test_case_08_semicolons_at_the_end_and_odd_spaces_make_no_further_options():
    cells = ["Other;", "Maps ;Other;", "Maps\xa0", "Maps; Other", "Plans;;Maps", None, "Plans;", "Maps;Plans;"]
    got = read(microsoft(cells))
    question = got.at(5)
    assert question.type == "multiple"
    assert sorted(question.options) == ["Maps", "Other", "Plans"]
    assert got.counts(question) == {("", "Other"): 3, ("", "Maps"): 5, ("", "Plans"): 3}
    assert got.answered(question) == 7


def test_case_08_one_option_each_with_a_semicolon_behind_it_is_no_single_choice():
    got = read(microsoft(["Maps;", "Plans;", "Maps;", "Maps;", "Plans;", "Maps;"]))
    assert got.at(5).type == "multiple"
    assert got.counts(got.at(5)) == {("", "Maps"): 4, ("", "Plans"): 2}


def test_case_08_semicolons_inside_sentences_do_not_make_options():
    texts = [f"Person {p.number} wrote this; then went on" for p in PEOPLE]
    assert read(microsoft(texts, "Anything else?")).at(5).type == "text"


def test_case_09_codes_with_commas_between_are_no_large_number():
    truth = EXPORTS["qualtrics_numbers_unsplit"]()
    got = read(truth.data, truth.file)
    question = got.at(truth.asked["skills"].columns[0])
    assert question.type == "multiple"
    assert set(question.options) == {"1", "2", "3", "4", "5"}
    cells = ["1,2,3", "1", "2,3", "3", "1,3", "2", "1,2", "3"]
    plain = read_table([["Area", "Which?"], *(["Fife", one] for one in cells)])
    assert plain.counts(plain.at(1)) == {("", "1"): 4, ("", "2"): 4, ("", "3"): 5}


TICKS = {
    "the option itself, else blank": ("Maps", "Plans", None),
    "x, else blank": ("x", "x", None),
    "1 and 0": ("1", "1", "0"),
    "the option itself, else Not selected": ("Maps", "Plans", "Not selected"),
    "Selected and Not selected": ("Selected", "Selected", "Not selected"),
    "TRUE and FALSE": ("TRUE", "TRUE", "FALSE"),
    "Yes, else blank": ("Yes", "Yes", None),
}


@pytest.mark.parametrize("words", TICKS)
def test_case_10_one_column_an_option_with_every_word_for_not_ticked(words):
    """Y and Yes, No, 0 and blanks of single tools are in the exports of test_export_truth.py."""
    maps, plans, no = TICKS[words]
    body = [
        [p.area, maps if p.number % 2 else no, plans if p.number % 3 == 0 else no, ("Officer", "Analyst")[p.number % 2]]
        for p in PEOPLE
    ]
    got = read_table([["Which area?", "Which do you use? [Maps]", "Which do you use? [Plans]", "Your role?"], *body])
    question = got.at(1)
    assert (question.type, question.columns, question.options) == ("multiple", (1, 2), ("Maps", "Plans"))
    # Odd numbers up to 24: 12; multiples of three: 8.
    assert got.counts(question) == {("", "Maps"): 12, ("", "Plans"): 8}


@pytest.mark.parametrize("no", [None, "Not selected"])
def test_case_10_surveymonkey_with_both_ways_to_say_not_ticked(no):
    above = ["Respondent ID", "Which area?", "Which do you use?", None, "Your role?"]
    below = [None, "Response", "Maps", "Plans", "Response"]
    body = [
        [12_700_000_000 + p.number, p.area, "Maps" if p.number % 2 else no, no if p.number % 3 else "Plans", "Officer"]
        for p in PEOPLE
    ]
    got = read_table([above, below, *body])
    assert got.at(2).options == ("Maps", "Plans")
    assert got.counts(got.at(2)) == {("", "Maps"): 12, ("", "Plans"): 8}


def test_case_10_not_asked_is_kept_apart_from_not_ticked():
    """LimeSurvey writes N/A where a question was not shown: half of the people were not asked."""
    heads = ["Response ID", "Date submitted", "Last page", "Start language", "Area"]
    heads += ["Which do you use? [Maps]", "Which do you use? [Plans]"]
    body = []
    for p in PEOPLE:
        ticks = ["N/A", "N/A"] if p.number > 12 else ["Yes" if p.number % 2 else "No", "No"]
        body.append([p.number, "2025-04-03 10:00:00", 3, "en", p.area, *ticks])
    got = read(csv_bytes([heads, *body]))
    question = got.at(5)
    assert (question.type, question.options) == ("multiple", ("Maps", "Plans"))
    assert got.answered(question) == 12
    assert got.counts(question) == {("", "Maps"): 6}
    assert got.asked_of(question)[10:14] == [True, True, False, False]


def test_case_11_all_zeros_of_a_person_who_answered_nothing_is_no_answer():
    truth = EXPORTS["jisc"]()
    skipped = b'"638954-638945-65461699","","0","0","0","0","","","","","","","","","2025-05-02"\r\n'
    got = read(truth.data + skipped, truth.file, key=truth.key)
    question = got.at(2)
    assert got.found.respondents == 25
    assert got.asked_of(question)[-1] is False
    assert got.values(got.at(1))[-1] is None
    assert got.said("zero") or got.said("0") or got.said("not answered")
