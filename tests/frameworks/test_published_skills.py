"""Published figures of the skills survey: what the shipped file holds, and what is said of a wrong one."""

import csv

import pytest

from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.published import NUMBERS, TEXTS, published_skills, read_published_skills

# Community Safety Research 2021, Project 1, Skills and learning needs: percentages of returns, and words.
SHARES = {
    "Deliberative skills": 28,
    "Facilitation": 23,
    "Performance management and self-evaluation": 40,
    "Communication and marketing": 34,
    "Data analysis": 50,
    "Workforce development and training": 50,
    "Digital communication and engagement": 50,
    "Project planning and delivery": 50,
    "Mediation": 50,
}
VERY_HIGH = {
    "Strategic partnership working", "Frontline partnership working", "Community engagement",
    "Education and youth work",
}  # fmt: skip
GOOD = {
    "skill_id": "knots", "skill": "Tying knots", "share_in_place": "40", "words": "", "principle_id": "evidence",
    "assigned_by": "project", "n_returns": "50", "n_areas": "18", "of_areas": "32", "year": "2021",
    "source": "A survey",
}  # fmt: skip


def said(tmp_path, *rows):
    """What is said of a file with these rows: the shares that can be used, and sentences."""
    path = tmp_path / "skills-survey.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, GOOD)
        writer.writeheader()
        writer.writerows(rows)
    frame, problems = read_published_skills(path, set(principles()))
    return list(frame["share_in_place"]), [one.sentence for one in problems]


def test_every_published_figure_is_there_and_no_other():
    frame, problems = published_skills()
    assert problems == []
    with_share = frame[frame["share_in_place"].notna()]
    assert dict(zip(with_share["skill"], with_share["share_in_place"], strict=True)) == SHARES
    in_words = frame[frame["share_in_place"].isna()]
    assert (set(in_words["skill"]), set(in_words["words"])) == (VERY_HIGH, {"very high"})


def test_about_half_is_said_where_no_exact_figure_was_published():
    frame, _ = published_skills()
    assert set(frame.loc[frame["share_in_place"] == 50, "words"]) == {"about half"}


def test_it_says_how_many_answered_and_that_the_principles_are_ours():
    frame, _ = published_skills()
    assert frame[["n_returns", "n_areas", "of_areas"]].drop_duplicates().to_numpy().tolist() == [[50, 18, 32]]
    assert set(frame["year"]) == {"2021"}
    assert set(frame["assigned_by"]) == {"project"}
    assert set(frame["principle_id"]) == set(principles())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"share_in_place": "140"}, "found 'share_in_place '140''. Expected a percentage, 0 to 100."),
        ({"share_in_place": "-1"}, "found 'share_in_place '-1''. Expected a percentage, 0 to 100."),
        ({"share_in_place": "around 50"}, "found 'share_in_place 'around 50''. Expected a number."),
        ({"share_in_place": "nan"}, "found 'share_in_place 'nan''. Expected a number."),
        ({"share_in_place": ""}, "found 'nothing'. Expected a value in 'share_in_place' or in 'words'."),
        ({"n_returns": ""}, "found 'n_returns '''. Expected a number."),
        ({"source": ""}, "Expected a value in 'source'."),
        (
            {"principle_id": "evidnce"},
            "found 'principle 'evidnce''. Expected one of evidence, governance, leadership, outcomes. Did you mean "
            "'evidence'?",
        ),
    ],
)
def test_one_fault_one_sentence(tmp_path, change, sentence):
    assert said(tmp_path, GOOD | change) == ([], [f"skills-survey.csv, row 2: {sentence}"])


def test_a_skill_twice_and_the_good_rows_stay(tmp_path):
    assert said(tmp_path, GOOD, GOOD | {"share_in_place": "10"}) == (
        [40.0],
        ["skills-survey.csv, row 3: found 'knots'. Expected each skill_id once."],
    )


def test_without_the_file_there_are_no_figures(tmp_path):
    frame, problems = read_published_skills(tmp_path / "none.csv", set(principles()))
    assert (len(frame), problems, set(frame.columns)) == (0, [], {*TEXTS, *NUMBERS})
