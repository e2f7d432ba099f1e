"""Maturity scores, worked by hand. DESIGN section 5: level, then distribution, then score."""

import pandas as pd
import pytest

from csp_analytics.analysis.scores import at_or_above, distribution, maturity_scores, national, ways_to_divide
from csp_analytics.frameworks.load import framework

FOUR = ("leadership", "governance", "evidence", "outcomes")


def one(scores: pd.DataFrame, **where: str) -> pd.Series:
    for column, value in where.items():
        scores = scores[scores[column] == value]
    (row,) = [row for _, row in scores.iterrows()]
    return row


def by_principle(ratings: pd.DataFrame, framework, principle: str = "leadership") -> pd.Series:
    return one(maturity_scores(ratings, framework, "principle"), principle_id=principle)


# --- one group of criteria -----------------------------------------------------------------------------------------


def test_score_is_the_mean_level_as_a_share_of_the_range_of_the_scale(made_up, rated):
    # 4 3 3 2 on levels 1 to 4: mean 12/4 = 3; 100 * (3 - 1) / (4 - 1) = 66.67. The classic error 100 * 3/4 gives 75.
    row = by_principle(rated({"X": {"leadership": "4 3 3 2"}}), made_up({"leadership": 4}))
    assert row["mean_level"] == 3
    assert row["score"] == pytest.approx(200 / 3)
    assert row["note"] == ""


def test_counts_by_level_come_with_every_score(made_up, rated):
    row = by_principle(rated({"X": {"leadership": "4 3 3 2 - ? . ."}}), made_up({"leadership": 8}))
    assert [row[f"level_{v}"] for v in (1, 2, 3, 4)] == [0, 1, 2, 1]
    assert (row["n_rated"], row["n_not_applicable"], row["n_dont_know"], row["n_missing"]) == (4, 1, 1, 2)
    assert row["n_applicable"] == 7  # 4 rated + 1 don't know + 2 blank


@pytest.mark.parametrize(
    ("marks", "median"),
    [
        ("1 2 4", 2),  # the middle of three
        ("4 1 2", 2),  # in any order
        ("2 3 3 4", 3),  # second and third are both 3
        ("1 2 3 4", 2.5),  # between 2 and 3
        ("1 1 4 4", 2.5),  # halfway between the two in the middle, though nobody rated 2 or 3
        ("1 1 1 4", 1),
        ("4", 4),
        ("- ? .", float("nan")),
    ],
)
def test_median_level(made_up, rated, marks, median):
    row = by_principle(rated({"X": {"leadership": marks}}), made_up({"leadership": len(marks.split())}))
    assert row["median_level"] == pytest.approx(median, nan_ok=True)


@pytest.mark.parametrize(
    ("marks", "coverage", "score", "note"),
    [
        # two thirds exactly, six of nine: shown. Mean 2.5, so 50.
        ("2 3 2 3 2 3 . ? .", 6 / 9, 50, ""),
        # just under: five of nine; the words of the design
        ("2 3 2 3 2 . ? . .", 5 / 9, None, "not enough answers (5 of 9)"),
        # three of four: shown
        ("1 1 4 .", 3 / 4, 100 / 3, ""),
        # two of two: complete, but fewer than three, and more answers would not help
        ("4 4", 1, None, "too few criteria for a score (2 of 2)"),
        # three of three: enough
        ("4 4 4", 1, 100, ""),
        # three of five is 60 %: under two thirds
        ("4 4 4 . .", 3 / 5, None, "not enough answers (3 of 5)"),
        # not applicable makes the five into four: three of four
        ("4 4 4 . -", 3 / 4, 100, ""),
        # nothing rated
        (". ? .", 0, None, "not enough answers (0 of 3)"),
        # nothing applies: that is not a lack of answers
        ("- - -", None, None, "not applicable"),
    ],
)
def test_a_score_needs_two_thirds_and_three(made_up, rated, marks, coverage, score, note):
    row = by_principle(rated({"X": {"leadership": marks}}), made_up({"leadership": len(marks.split())}))
    nan = float("nan")
    assert row["coverage"] == pytest.approx(nan if coverage is None else coverage, nan_ok=True)
    assert row["score"] == pytest.approx(nan if score is None else score, nan_ok=True)
    assert row["note"] == note


@pytest.mark.parametrize("size", [6, 9, 12, 15, 21, 30, 33, 36, 48, 99])
def test_two_thirds_is_exact_at_every_size(made_up, rated, size):
    toy = made_up({"leadership": size})
    enough, short = 2 * size // 3, 2 * size // 3 - 1
    shown = by_principle(rated({"X": {"leadership": " ".join(["3"] * enough + ["."] * (size - enough))}}), toy)
    withheld = by_principle(rated({"X": {"leadership": " ".join(["3"] * short + ["."] * (size - short))}}), toy)
    assert shown["score"] == pytest.approx(200 / 3)
    assert withheld["note"] == f"not enough answers ({short} of {size})"


def test_not_applicable_and_missing_are_not_the_lowest_level(made_up, rated):
    # 4 4 4 with a fourth: not applicable, don't know, blank leave the score at 100; only a real 1 takes it to
    # mean 13/4 = 3.25, 100 * 2.25/3 = 75.
    toy = made_up({"leadership": 4})
    got = {m: by_principle(rated({"X": {"leadership": f"4 4 4 {m}"}}), toy) for m in "-?.1"}
    assert {m: row["score"] for m, row in got.items()} == pytest.approx({"-": 100, "?": 100, ".": 100, "1": 75})
    assert {m: row["coverage"] for m, row in got.items()} == {"-": 1, "?": 0.75, ".": 0.75, "1": 1}


# --- overall -------------------------------------------------------------------------------------------------------


def test_overall_is_the_mean_of_the_four_principle_scores_not_of_all_criteria(made_up, rated):
    # leadership 4 4 4 -> 100; governance 1 1 1 -> 0; evidence 2 2 2 2 2 2 -> 33.33; outcomes 3 3 3 -> 66.67
    # mean of four = 200/4 = 50. Mean of all criteria would be (12 + 3 + 12 + 9)/15 = 2.4 -> 46.67.
    toy = made_up({"leadership": 3, "governance": 3, "evidence": 6, "outcomes": 3})
    marks = {"leadership": "4 4 4", "governance": "1 1 1", "evidence": "2 2 2 2 2 2", "outcomes": "3 3 3"}
    row = one(maturity_scores(rated({"X": marks}), toy))
    assert row["score"] == pytest.approx(50)
    assert row["mean_level"] == pytest.approx(2.4)
    assert row["unit"] == "all"


def test_overall_needs_every_principle_that_applies(made_up, rated):
    # evidence has 1 of 3: no score, so no mean of four although 10 of 12 criteria are rated
    toy = made_up(dict.fromkeys(FOUR, 3))
    marks = {"leadership": "4 4 4", "governance": "4 4 4", "evidence": "4 . .", "outcomes": "4 4 4"}
    row = one(maturity_scores(rated({"X": marks}), toy))
    assert pd.isna(row["score"])
    assert row["note"] == "not enough answers on 1 of 4 principles"


def test_overall_leaves_out_a_principle_of_which_nothing_applies(made_up, rated):
    # leadership 100, governance 0, outcomes 33.33 -> 133.33/3 = 44.44
    toy = made_up(dict.fromkeys(FOUR, 3))
    marks = {"leadership": "4 4 4", "governance": "1 1 1", "evidence": "- - -", "outcomes": "2 2 2"}
    assert one(maturity_scores(rated({"X": marks}), toy))["score"] == pytest.approx(400 / 9)


@pytest.mark.parametrize("name", ["safer-communities", "excellence", "hallmarks"])
@pytest.mark.parametrize("by", ["overall", "principle", "group", "criterion"])
def test_all_lowest_is_0_and_all_highest_is_100(name, by):
    chosen = framework(name)
    ids = [row.criterion_id for row in chosen.criteria]
    for level, expected in ((chosen.lowest, 0), (chosen.highest, 100)):
        ratings = pd.DataFrame(
            {"area_code": "X", "round": "2025", "criterion_id": ids, "answer": "rated", "level": float(level)}
        )
        shown = maturity_scores(ratings, chosen, by).query("note == ''")
        assert not shown.empty
        assert set(shown["score"]) == {expected}


@pytest.mark.parametrize(
    ("levels", "marks", "score"),
    [
        ((1, 2, 3, 4, 5), "1 3 5 4", 56.25),  # mean 13/4 = 3.25; 2.25/4
        ((0, 1, 2, 3), "0 1 3 2", 50),  # mean 1.5 of 3
        ((1, 3, 5), "1 3 3 5", 50),  # steps of two: mean 3; 2/4
        ((0, 10, 20), "0 10 20 20", 62.5),  # mean 12.5 of 20
        ((0, 1), "1 1 1 0", 75),  # a checklist: the share answered yes
    ],
)
def test_other_scales(made_up, rated, levels, marks, score):
    toy = made_up({"leadership": 4}, levels)
    assert by_principle(rated({"X": {"leadership": marks}}), toy)["score"] == pytest.approx(score)


def test_checklist_score_is_the_share_of_applicable_questions_answered_yes(made_up, rated):
    # 5 yes, 1 no, 2 not applicable, 1 blank: 5 of 6 answered = 83.33; coverage 6 of 7
    toy = made_up({"leadership": 9}, (0, 1), "checklist")
    row = by_principle(rated({"X": {"leadership": "1 1 1 1 1 0 - - ."}}), toy)
    assert row["score"] == pytest.approx(500 / 6)
    assert row["coverage"] == pytest.approx(6 / 7)


# --- other divisions -----------------------------------------------------------------------------------------------


def test_groups_and_facets_are_scored_over_their_own_criteria(made_up, rated):
    # early: leadership 4 4, evidence 1 1 -> mean 2.5 -> 50; late: 3 3, 2 2 -> 2.5 -> 50
    # odd (1st and 3rd): 4 3 1 2 -> 2.5 -> 50, with the 4th of evidence not applicable even: 4 3 1 -> 8/3 -> 55.56
    toy = made_up({"leadership": 4, "evidence": 4})
    ratings = rated({"X": {"leadership": "4 4 3 3", "evidence": "1 1 2 -"}})
    groups = maturity_scores(ratings, toy, "group").set_index("group_id")
    assert groups["score"].to_dict() == pytest.approx({"early": 50, "late": 500 / 9})
    side = maturity_scores(ratings, toy, "side").set_index("side")
    assert side["score"].to_dict() == pytest.approx({"odd": 50, "even": 500 / 9})
    assert side["n_applicable"].to_dict() == {"odd": 4, "even": 3}


def test_a_single_criterion_is_shown_as_it_is(made_up, rated):
    toy = made_up({"leadership": 4})
    rows = maturity_scores(rated({"X": {"leadership": "3 ? - ."}}), toy, "criterion")
    assert rows["criterion_id"].tolist() == [f"toy.leadership.0{i}" for i in (1, 2, 3, 4)]
    assert rows["score"].tolist() == pytest.approx([200 / 3, *[float("nan")] * 3], nan_ok=True)
    assert rows["note"].tolist() == ["", "not enough answers (0 of 1)", "not applicable", "not enough answers (0 of 1)"]


def test_facets_of_a_framework_are_ways_to_divide_it():
    assert ways_to_divide(framework("hallmarks")) == (
        "overall",
        "principle",
        "group",
        "criterion",
        "hallmark",
        "heading",
    )


def test_an_unknown_division_says_what_there_is(made_up, rated):
    with pytest.raises(ValueError, match="'theme' does not divide Toy; expected overall, principle, group, criterion"):
        distribution(rated({"X": {"leadership": "1"}}), made_up({"leadership": 1}), "theme")


@pytest.mark.parametrize("wrong", [5, 0, 2.5, float("nan")])
def test_a_rated_answer_off_the_scale_is_refused(made_up, rated, wrong):
    ratings = rated({"X": {"leadership": "1 2 3 4"}})
    ratings.loc[2, "level"] = wrong
    with pytest.raises(ValueError, match=r"toy\.leadership\.03.*is not on the scale"):
        maturity_scores(ratings, made_up({"leadership": 4}))


def test_rounds_and_areas_are_kept_apart_in_order_of_appearance(made_up, rated):
    toy = made_up({"leadership": 3})
    ratings = pd.concat(
        [
            rated({"Y": {"leadership": "4 4 4"}}, "2025"),
            rated({"X": {"leadership": "1 1 1"}, "Y": {"leadership": "2 2 2"}}, "2023"),
        ]
    )
    scores = maturity_scores(ratings, toy, "principle")
    assert list(zip(scores["area_code"], scores["round"], strict=True)) == [("Y", "2025"), ("X", "2023"), ("Y", "2023")]
    assert scores["score"].tolist() == pytest.approx([100, 0, 100 / 3])


def test_share_at_or_above_a_level_is_of_rated_criteria_only(made_up, rated):
    # 4 3 2 1 ? - : three and above: 2 of 4 rated
    toy = made_up({"leadership": 6, "evidence": 1})
    counts = distribution(rated({"X": {"leadership": "4 3 2 1 ? -", "evidence": "."}}), toy, "principle")
    assert at_or_above(counts, toy, 3).tolist() == pytest.approx([0.5, float("nan")], nan_ok=True)


# --- national ------------------------------------------------------------------------------------------------------


def test_national_pools_the_ratings_of_all_areas(made_up, rated):
    # X 4 4 4 .   Y 1 1 2 2   Z all blank.  Levels: 1 1 2 2 4 4 4 -> mean 18/7, score 100 * (11/7)/3 = 52.38
    # median of seven: 2; coverage 7 of 12 is under two thirds, so without Z: 7 of 8.
    toy = made_up({"leadership": 4})
    marks = {"X": {"leadership": "4 4 4 ."}, "Y": {"leadership": "1 1 2 2"}}
    row = one(national(distribution(rated(marks), toy, "principle"), toy, "principle"), principle_id="leadership")
    assert row["score"] == pytest.approx(1100 / 21)
    assert (row["median_level"], row["n_areas"], row["n_rated"], row["n_applicable"]) == (2, 2, 7, 8)
    marks["Z"] = {"leadership": ". . . ."}
    row = one(national(distribution(rated(marks), toy, "principle"), toy, "principle"), principle_id="leadership")
    assert (row["n_areas"], row["note"]) == (2, "not enough answers (7 of 12)")


def test_a_national_overall_score_is_the_mean_of_four_principles_or_none(made_up, rated):
    # Two areas alike: leadership 4 4 4 -> 100, the others all 1 -> 0, so each scores 25 and so does the nation.
    # Pooling all criteria would give (3 * 4 + 15 * 1) / 18 = 1.5 -> 16.67, because evidence has nine of the 18.
    toy = made_up({"leadership": 3, "governance": 3, "evidence": 9, "outcomes": 3})
    alike = {"leadership": "4 4 4", "governance": "1 1 1", "evidence": "1 1 1 1 1 1 1 1 1", "outcomes": "1 1 1"}
    ratings = rated({"X": alike, "Y": alike})
    assert maturity_scores(ratings, toy)["score"].tolist() == pytest.approx([25, 25])
    nation = one(national(distribution(ratings, toy), toy, "overall"))["score"]
    assert pd.isna(nation) or nation == pytest.approx(25)


def test_no_ratings_give_no_rows_and_no_error(made_up, rated):
    toy = made_up({"leadership": 3})
    none = rated({"X": {"leadership": "1 1 1"}}).iloc[:0]
    for by in ("overall", "principle", "group", "criterion", "side"):
        empty = maturity_scores(none, toy, by)
        assert empty.empty
        assert {"area_code", "round", "score", "coverage", "note", "level_1", "n_rated"} <= set(empty.columns)
    assert national(distribution(none, toy, "principle"), toy, "principle").empty


def test_ratings_of_another_framework_are_left_out(made_up, rated):
    toy = made_up({"leadership": 3})
    mixed = rated({"X": {"leadership": "4 4 4", "evidence": "1 1 1"}})
    assert maturity_scores(mixed, toy)["score"].tolist() == [100]
