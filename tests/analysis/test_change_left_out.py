"""What is not like for like, why, and how the headline would read had it been kept. Worked by hand."""

from dataclasses import replace

import pandas as pd
import pytest

from csp_analytics.analysis.change import change_summary, criterion_change, headline_if_kept, wording_between
from csp_analytics.frameworks.model import WordingChange

BEFORE, AFTER = "2023", "2025"


@pytest.fixture
def both(rated):
    """Marks of areas before and after as one ratings frame."""

    def join(before, after):
        return pd.concat([rated(before, BEFORE), rated(after, AFTER)])

    return join


@pytest.fixture
def worked(made_up, both):
    # leadership   2023: 1 2 3 4 2 1     evidence  2023: 1 2 3 .
    #              2025: 2 2 4 1 - 3               2025: 1 3 ? 4
    # leadership 4 (4 to 1) was reworded in 2024, evidence 4 was added in 2025.
    toy = replace(
        made_up({"leadership": 6, "evidence": 4}),
        wording=(
            WordingChange("2024", "toy.leadership.04", "reworded", "Asks about results"),
            WordingChange("2025", "toy.evidence.04", "added"),
        ),
    )
    ratings = both(
        {"X": {"leadership": "1 2 3 4 2 1", "evidence": "1 2 3 ."}},
        {"X": {"leadership": "2 2 4 1 - 3", "evidence": "1 3 ? 4"}},
    )
    return toy, criterion_change(ratings, toy, BEFORE, AFTER)


def test_each_criterion_says_why_it_is_not_like_for_like(worked):
    _, rows = worked
    assert rows.set_index("criterion_id")["why"].to_dict() == {
        "toy.leadership.01": "",
        "toy.leadership.02": "",
        "toy.leadership.03": "",
        "toy.leadership.04": "reworded",
        "toy.leadership.05": "not applicable now",
        "toy.leadership.06": "",
        "toy.evidence.01": "",
        "toy.evidence.02": "",
        "toy.evidence.03": "don't know now",
        "toy.evidence.04": "added",
    }
    assert (rows["change"].eq("not like for like") == rows["why"].ne("")).all()
    assert rows["steps"].isna().eq(rows["why"] != "").all()


def test_a_reworded_criterion_does_not_count_although_both_rounds_rate_it(worked):
    # like for like: leadership 1 2 3 1 to 2 2 4 3, evidence 1 2 to 1 3: up 4, same 2
    # leadership means 7/4 and 11/4 = 25 and 58.33; evidence 3/2 and 2 = 16.67 and 33.33
    # overall (25 + 16.67) / 2 = 20.83, then (58.33 + 33.33) / 2 = 45.83: up 25
    toy, rows = worked
    (row,) = change_summary(rows, toy).to_dict("records")
    counts = [row[key] for key in ("improved", "same", "declined", "n_compared", "n_dropped", "n_reworded")]
    assert counts == [4, 2, 0, 6, 4, 1]
    assert row["score_before"] == pytest.approx(125 / 6)
    assert row["score_after"] == pytest.approx(275 / 6)
    assert row["points"] == pytest.approx(25)


def test_the_headline_had_everything_been_kept(worked):
    # before: leadership 1 2 3 4 2 1 = 13/6 = 38.89 points, evidence 1 2 3 = 2 = 33.33: overall 36.11
    # after: leadership 2 2 4 1 3 = 12/5 = 46.67, evidence 1 3 4 = 8/3 = 55.56: overall 51.11. Up 15 and not 25.
    toy, rows = worked
    (row,) = headline_if_kept(rows, toy).to_dict("records")
    assert row["kept_before"] == pytest.approx(36.1111, abs=1e-4)
    assert row["kept_after"] == pytest.approx(51.1111, abs=1e-4)
    assert row["kept_points"] == pytest.approx(15)


@pytest.mark.parametrize(
    ("round_", "counts"),
    [("2022", True), ("2023", True), ("2024", False), ("2025", False), ("2026", True)],
)
def test_a_rewording_holds_from_its_round_on(made_up, both, round_, counts):
    """Reworded in the earlier round or before, or after the later one: both rounds ask the same."""
    wording = (WordingChange(round_, "toy.leadership.01", "reworded"),)
    toy = replace(made_up({"leadership": 3}), wording=wording)
    rows = criterion_change(both({"X": {"leadership": "1 1 1"}}, {"X": {"leadership": "2 2 2"}}), toy, BEFORE, AFTER)
    assert (rows["why"] == "").tolist() == [counts, True, True]
    assert bool(wording_between(toy, BEFORE, AFTER)) != counts


def test_rounds_named_in_words_are_in_order_of_their_numbers(made_up, rated):
    toy = replace(made_up({"leadership": 1}), wording=(WordingChange("wave 10", "toy.leadership.01", "reworded"),))
    marks = {"X": {"leadership": "1"}}
    ratings = pd.concat([rated(marks, "wave 9"), rated(marks, "wave 10"), rated(marks, "wave 11")])
    assert criterion_change(ratings, toy, "wave 9", "wave 10")["why"].tolist() == ["reworded"]
    assert criterion_change(ratings, toy, "wave 10", "wave 11")["why"].tolist() == [""]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("1", "-", "not applicable now"),
        ("1", "?", "don't know now"),
        ("1", ".", "not answered now"),
        ("-", "1", "not applicable before"),
        ("?", "1", "don't know before"),
        (".", "1", "not answered before"),
    ],
)
def test_what_was_answered_instead_of_a_rating(made_up, both, before, after, why):
    rows = criterion_change(
        both({"X": {"leadership": before}}, {"X": {"leadership": after}}), made_up({"leadership": 1}), BEFORE, AFTER
    )
    assert rows["why"].tolist() == [why]


def test_an_area_or_a_criterion_that_is_not_in_a_round_at_all(made_up, both):
    toy = made_up({"leadership": 2})
    rows = criterion_change(
        both({"X": {"leadership": "1"}, "Y": {"leadership": "1 1"}}, {"X": {"leadership": "1 2"}}), toy, BEFORE, AFTER
    )
    assert rows[["area_code", "why"]].to_numpy().tolist() == [
        ["X", ""],
        ["X", "not asked before"],
        ["Y", "no assessment now"],
        ["Y", "no assessment now"],
    ]


def test_added_and_dropped_explain_only_what_they_can(made_up, both):
    """Added explains a missing earlier rating, dropped a missing later one; the other way round the answer does."""
    toy = replace(
        made_up({"leadership": 4}),
        wording=tuple(
            WordingChange("2025", f"toy.leadership.0{n}", change)
            for n, change in ((1, "added"), (2, "added"), (3, "dropped"), (4, "dropped"))
        ),
    )
    ratings = both({"X": {"leadership": ". 1 1 ?"}}, {"X": {"leadership": "1 ? . 1"}})
    assert criterion_change(ratings, toy, BEFORE, AFTER)["why"].tolist() == [
        "added",
        "don't know now",
        "dropped",
        "don't know before",
    ]
    # backwards the earlier round stands second, and the same words fit the same criteria
    assert criterion_change(ratings, toy, AFTER, BEFORE)["why"].tolist() == [
        "added",
        "don't know before",
        "dropped",
        "don't know now",
    ]


def test_an_area_without_an_assessment_is_told_so_and_not_that_the_wording_changed(made_up, both):
    toy = replace(made_up({"leadership": 1}), wording=(WordingChange("2025", "toy.leadership.01", "reworded"),))
    rows = criterion_change(
        both({"X": {"leadership": "1"}}, {"X": {"leadership": "1"}, "Y": {"leadership": "2"}}), toy, BEFORE, AFTER
    )
    assert rows["why"].tolist() == ["reworded", "no assessment before"]


def test_a_criterion_that_left_the_framework_is_listed_and_kept_in_what_if(made_up, both):
    # leadership 1 1 1 to 2 2 2: 0 to 33.33. The old one was rated 4 before: (1 + 1 + 1 + 4) / 4 = 1.75 = 25 points
    gone = WordingChange("2025", "toy.old", "dropped", "Merged", "Note", "leadership", "An old question")
    toy = replace(made_up({"leadership": 3}), wording=(gone,))
    ratings = both({"X": {"leadership": "1 1 1"}}, {"X": {"leadership": "2 2 2"}})
    old = {"area_code": "X", "round": BEFORE, "criterion_id": "toy.old", "answer": "rated", "level": 4.0}
    unknown = old | {"criterion_id": "toy.unheard-of"}
    rows = criterion_change(pd.concat([ratings, pd.DataFrame([old, unknown])]), toy, BEFORE, AFTER)
    assert rows["why"].tolist() == ["", "", "", "dropped"]
    assert rows["principle_id"].tolist() == ["leadership"] * 4
    (like,) = change_summary(rows, toy).to_dict("records")
    (kept,) = headline_if_kept(rows, toy).to_dict("records")
    assert [like["n_dropped"], like["score_before"], like["points"]] == [1, 0, pytest.approx(100 / 3)]
    assert [kept["kept_before"], kept["kept_points"]] == [pytest.approx(25), pytest.approx(100 / 3 - 25)]
    # it has no group and no facet, so it is in no row by these
    assert change_summary(rows, toy, ["area_code", "group_id"])["n_dropped"].tolist() == [0, 0]


def test_no_headline_over_fewer_than_three_ratings(made_up, both):
    toy = made_up({"leadership": 3})
    rows = criterion_change(both({"X": {"leadership": "1 1 1"}}, {"X": {"leadership": "2 2 ."}}), toy, BEFORE, AFTER)
    (row,) = headline_if_kept(rows, toy).to_dict("records")
    assert row["kept_before"] == 0
    assert pd.isna(row["kept_after"])
    assert pd.isna(row["kept_points"])
