"""Matrices, grids with ticks, rankings and statements, whichever way the columns stand."""

from __future__ import annotations

from csp_analytics.ingest.surveys import answers
from tests.builders.survey_exports import csv_bytes
from tests.ingest.surveys.survey_reading import Read, read, read_table

STAMP = "2025-03-01 10:00:00"


def google(headings: list[str], *body: list[object]) -> Read:
    """A Google Forms export."""
    return read(csv_bytes([["Timestamp", *headings], *([STAMP, *row] for row in body)]))


def test_a_grid_of_one_choice_a_row_is_one_matrix():
    heads = ["How often? [Maps]", "How often? [Plans]"]
    got = google(heads, ["Often", "Never"], ["Never", "Never"], ["Often", "Often"], [None, "Often"])
    (question,) = got.questions
    assert (question.header, question.type, question.rows) == ("How often?", "matrix", ("Maps", "Plans"))
    assert question.options == ("Often", "Never")
    assert answers.matrix(got.found, question) == {
        "Maps": ["Often", "Never", "Often", None],
        "Plans": ["Never", "Never", "Often", "Often"],
    }


def test_a_grid_of_ticks_that_share_cells():
    heads = ["When? [Maps]", "When? [Plans]"]
    rows = [["Before, After", "Before"], ["After", "Before, After"], ["Before", None], ["After", "After"]] * 4
    got = google(heads, *rows)
    (question,) = got.questions
    assert (question.type, question.rows, set(question.options)) == ("matrix", ("Maps", "Plans"), {"Before", "After"})
    assert answers.matrix(got.found, question)["Plans"][:4] == ["Before", "Before; After", None, "After"]
    assert answers.ticked(got.found, question)["Plans - After"][:4] == [False, True, None, True]


def test_a_grid_of_ticks_with_a_column_for_each():
    """SurveyMonkey, several answers a row: "row - option" below the question, and the option in the cell."""
    above = ["Respondent ID", "When do you use them?", None, None, None]
    below = [None, "Maps - Before", "Maps - After", "Plans - Before", "Plans - After"]
    body = [
        [10_000_000_001, "Before", "After", None, "After"],
        [10_000_000_002, None, "After", "Before", None],
        [10_000_000_003, None, None, None, None],
    ]
    got = read(csv_bytes([above, below, *body]))
    (question,) = got.questions
    assert (question.type, question.columns) == ("matrix", (1, 2, 3, 4))
    assert (question.rows, question.options) == (("Maps", "Plans"), ("Before", "After"))
    assert answers.matrix(got.found, question) == {
        "Maps": ["Before; After", "After"],
        "Plans": ["After", "Before"],
    }
    assert got.found.set_aside == {"blank": 1}


def test_a_ranking_in_one_cell_gives_each_item_its_place():
    heads = ["Id", "Start time", "Completion time", "Email", "Name", "Put them in order"]
    cells = ["Maps;Plans;Visits;", "Visits;Maps;Plans;", "Maps;Visits;Plans;", "Plans;Maps;Visits;"]
    got = read(csv_bytes([heads, *([n, STAMP, STAMP, "anonymous", None, cell] for n, cell in enumerate(cells, 1))]))
    question = got.at(5)
    assert (question.type, set(question.rows)) == ("matrix", {"Maps", "Plans", "Visits"})
    assert answers.matrix(got.found, question)["Visits"] == ["3", "1", "2", "3"]


def test_statements_that_lost_their_question_are_matrices_of_one_row_each():
    scale = ["Agree", "Neither", "Disagree"]
    heads = ["Area", "We share data", "We meet often", "We know our figures", "Do you want a visit?"]
    body = [["Fife", scale[n % 3], scale[n // 2 % 3], scale[n // 3 % 3], ["Yes", "No"][n % 2]] for n in range(12)]
    got = read_table([heads, *body])
    assert [q.type for q in got.questions] == ["single", "matrix", "matrix", "matrix", "single"]
    assert (got.at(2).header, got.at(2).rows, set(got.at(2).options)) == (
        "We meet often",
        ("We meet often",),
        set(scale),
    )


def test_two_neighbours_with_one_scale_are_no_statements():
    heads = ["Now?", "Before?", "Area"]
    body = [[("Good", "Fair", "Poor")[n % 3], ("Good", "Fair", "Poor")[n // 2 % 3], "Fife"] for n in range(12)]
    assert [q.type for q in read_table([heads, *body]).questions] == ["single", "single", "single"]


def test_columns_under_one_title_that_ask_different_things_stay_apart():
    heads = ["Skills - Which level?", "Skills - Please explain", "Skills - How many people?", "Area - Where?"]
    body = [[("Low", "High")[n % 2], f"Because of reason {n} and the next", n, "Fife"] for n in range(12)]
    got = read_table([heads, *body])
    assert [q.type for q in got.questions] == ["single", "text", "number", "single"]
    assert got.at(0).header == "Skills - Which level?"


def test_options_whose_question_is_lost_are_one_question_that_says_so():
    """Typeform: a column an option, headed with the option, filled with the option."""
    heads = ["#", "Maps", "Plans", "Where?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    body = [
        [f"id{n}", "Maps" if n % 2 else None, "Plans" if n % 3 else None, "Fife", STAMP, STAMP, f"n{n}"]
        for n in range(9)
    ]
    got = read(csv_bytes([heads, *body]))
    assert (got.at(1).type, got.at(1).columns, got.at(1).options) == ("multiple", (1, 2), ("Maps", "Plans"))
    assert "not in the file" in got.at(1).note


def test_a_column_with_one_option_nobody_else_shares_keeps_it():
    heads = ["Respondent ID", "Which?", None, None, "Where?"]
    below = [None, "Maps", "Plans", "Visits", "Response"]
    body = [[10_000_000_001 + n, "Maps" if n % 2 else None, "Plans" if n % 3 else None, None, "Fife"] for n in range(9)]
    question = read(csv_bytes([heads, below, *body])).at(1)
    assert question.options == ("Maps", "Plans", "Visits")  # nobody ticked Visits; it is an option all the same
