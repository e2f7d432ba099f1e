"""Requirements of the hallmarks checklist: met, in hand or not met. DESIGN section 5.

Worked on real rows: requirement lead.05 has two questions, lead.06 three, lead.09 is answered as it stands and applies
where counties and districts share the work.
"""

import pandas as pd
import pytest

from csp_analytics.analysis.checklist import STATUSES, requirement_status
from csp_analytics.frameworks.load import framework

ANSWERS = {"yes": ("rated", 1.0), "no": ("rated", 0.0), "n/a": ("not applicable", None), "?": ("don't know", None)}
BLANK = ("missing", None)


def answered(
    *written: str, requirement: str = "hallmarks.lead.06", area: str = "X", year: str = "2025"
) -> pd.DataFrame:
    """Answers to the questions of a requirement in order; ``no + text`` has an action required beside it."""
    rows = []
    for number, one in enumerate(written, start=1):
        word, _, action = (part.strip() for part in one.partition("+"))
        answer, level = ANSWERS.get(word, BLANK)
        rows.append((area, year, f"{requirement}.{number:02}", answer, level, action))
    return pd.DataFrame(rows, columns=["area_code", "round", "criterion_id", "answer", "level", "action"])


def status(*written: str) -> str:
    (row,) = requirement_status(answered(*written), framework("hallmarks")).to_dict("records")
    return row["status"]


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("yes", "yes", "yes"), "met"),
        (("yes", "yes", "n/a"), "met"),  # what does not apply is not asked
        (("n/a", "n/a", "n/a"), "not applicable"),
        (("yes", "no", "yes"), "not met"),
        (("no", "no", "no"), "not met"),
        (("yes", "no + Write it down", "yes"), "in hand"),
        (("no + Ask police", "no + Write it down", "n/a"), "in hand"),
        (("no + Ask police", "no", "yes"), "not met"),  # any no without an action
        (("yes", "no + Write it down", ""), "in hand"),  # every no has one, though a question is open
        (("yes", "no", ""), "not met"),  # already certain
        (("yes", "yes", ""), "not answered"),
        (("yes", "yes", "?"), "not answered"),  # a don't know is not a yes
        (("", "", ""), "not answered"),
        (("n/a", "n/a", ""), "not answered"),
        (("yes + Keep it up", "yes", "yes"), "met"),  # an action beside a yes changes nothing
    ],
)
def test_status_of_a_requirement(questions, expected):
    assert status(*questions) == expected


def test_an_action_of_spaces_is_none():
    rows = answered("no", "yes", "yes")
    for nothing in ("   ", "", None, float("nan")):
        rows["action"] = pd.Series([nothing, "", ""], dtype=object)
        assert requirement_status(rows, framework("hallmarks"))["status"].tolist() == ["not met"]


def test_counts_behind_the_status():
    (row,) = requirement_status(answered("yes", "no + Ask", "n/a"), framework("hallmarks")).to_dict("records")
    assert row["requirement_id"] == "hallmarks.lead.06"
    assert (row["n_yes"], row["n_no"], row["n_no_with_action"], row["n_questions"]) == (1, 1, 1, 2)


def test_a_row_without_questions_is_its_own_requirement():
    rows = answered("yes", requirement="hallmarks.lead").assign(criterion_id="hallmarks.lead.09")
    (row,) = requirement_status(rows, framework("hallmarks")).to_dict("records")
    assert (row["requirement_id"], row["status"], row["n_questions"]) == ("hallmarks.lead.09", "met", 1)


def test_areas_and_rounds_are_kept_apart():
    rows = pd.concat(
        [answered("yes", "yes", "yes"), answered("no", "no", "no", area="Y"), answered("yes", "no", "", year="2023")]
    )
    found = requirement_status(rows, framework("hallmarks")).set_index(["area_code", "round"])["status"]
    assert found.to_dict() == {("X", "2025"): "met", ("Y", "2025"): "not met", ("X", "2023"): "not met"}


def test_a_whole_checklist_of_one_area():
    # 100 answers: two-tier rows not applicable, every other question yes. 41 requirements: 9 of them not applicable
    # (6 about the county strategy group, 3 about two-tier working), 32 met.
    chosen = framework("hallmarks")
    rows = pd.DataFrame(
        [
            ("X", "2025", row.criterion_id, *(ANSWERS["yes"] if row.applies_in("single") else ANSWERS["n/a"]), "")
            for row in chosen.criteria
        ],
        columns=["area_code", "round", "criterion_id", "answer", "level", "action"],
    )
    assert len(rows) == 100
    found = requirement_status(rows, chosen)
    assert found["status"].value_counts().to_dict() == {"met": 32, "not applicable": 9}
    assert found["requirement_id"].tolist() == [row.criterion_id for row in chosen.rows if row.kind == "requirement"]
    assert set(found["status"]) <= set(STATUSES)


def test_answers_to_another_framework_are_left_out():
    rows = answered("yes", "yes", "yes", requirement="elsewhere.lead.06")
    assert requirement_status(rows, framework("hallmarks")).empty
