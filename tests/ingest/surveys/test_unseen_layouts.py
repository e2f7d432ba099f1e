"""Files that looked like another tool's: what tells a layout must be that tool's alone."""

from __future__ import annotations

from survey_reading import read_sheet, read_table

from csp_analytics.ingest.surveys.questionnaire import MATRIX, META, MULTIPLE, SINGLE


def test_a_table_with_a_respondent_id_is_not_therefore_from_surveymonkey():
    rows = [[f"R{n:03d}", 20 + n, ["PhD", "Masters"][n % 2], n % 5 + 1] for n in range(12)]
    found = read_table([["respondent_id", "age", "education", "q1_satisfaction"], *rows]).found
    assert found.layout == "plain"
    assert found.questions[0].personal == "respondent number"


def test_surveymonkey_with_nothing_but_its_own_number_is_known():
    rows = [[3436139758 + n, ["Never", "Often"][n % 2]] for n in range(12)]
    assert read_table([["RespondentID", "How often do you fly?"], *rows]).found.layout == "surveymonkey-condensed"


def test_numbered_titles_with_components_are_citizen_space_not_jisc():
    head = ["Response ID", "Date Submitted", "3 Are you responding for a body? - I respond as:"]
    head += [f"4 Which priorities? - {one}" for one in ("Violence", "Roads", "Water")]
    head += ["6 How important? - Leadership", "6 How important? - Engagement"]
    rows = []
    for n in range(10):
        ticks = ["Violence" if n % 2 else "", "Roads" if n % 3 else "", "Water" if n % 4 == 0 else ""]
        marks = [["High", "Medium", "Low"][(n + k) % 3] for k in range(2)]
        rows.append([f"ANON-ZK7{n}-{n}P", f"2025-09-{n + 10} 11:00:12", ["Person", "Body"][n % 2], *ticks, *marks])
    found = read_table([head, *rows])
    assert found.found.layout == "citizen-space"
    assert [found.at(c).type for c in (1, 2, 3, 6)] == [META, SINGLE, MULTIPLE, MATRIX]
    assert found.at(3).options == ("Violence", "Roads", "Water")


def test_a_labelled_jisc_grid_is_a_matrix():
    head = [
        "Unique Response Number",
        "1. Which service?",
        "2. How confident? - Chairing",
        "2. How confident? - Analysis",
    ]
    levels = ["Very", "Quite", "Not"]
    rows = [
        [
            f"104833-104829-1049{n:04d}",
            ["Council", "Fire"][n % 2],
            levels[n % 3],
            levels[(n + 1) % 3],
            f"2025-10-{n + 1:02d}",
        ]
        for n in range(12)
    ]
    found = read_sheet([[*head, "Completion Date/Time"], *rows])
    assert found.found.layout == "jisc-online-surveys"
    assert found.at(2).type == MATRIX
    assert found.at(2).rows == ("Chairing", "Analysis")
