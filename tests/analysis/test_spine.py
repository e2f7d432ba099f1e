"""One area row by row beside its peers: figures worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.peers import pairs_of_groups
from csp_analytics.analysis.spine import largest_gap_first, spine, tally

SIZES = {"leadership": 4, "evidence": 3}
OWN = "X"


def pairs(*codes):
    members = pd.DataFrame({"grouping_id": "one", "group": "Group", "area_code": list(codes)})
    return pairs_of_groups(members, "one")


@pytest.fixture(scope="module")
def ratings(rated):
    """X with five peers and Z, which is nobody's peer."""
    now = {
        OWN: {"leadership": "3 - ? .", "evidence": "4 1 2"},
        "A": {"leadership": "1 2 2 2", "evidence": "4 1 3"},
        "B": {"leadership": "2 2 2 2", "evidence": "4 1 3"},
        "C": {"leadership": "2 2 2 2", "evidence": "4 2 3"},
        "D": {"leadership": "3 2 2 2", "evidence": "4 2 3"},
        "E": {"leadership": "4 2 2 ?", "evidence": "4 . 3"},
        "Z": {"leadership": "4 4 4 4", "evidence": "1 4 4"},
    }
    then = {OWN: {"leadership": "2 3 3 3", "evidence": "4 2 ?"}}
    return pd.concat([rated(now), rated(then, round_="2023")], ignore_index=True)


@pytest.fixture(scope="module")
def rows(ratings, made_up):
    found = spine(ratings, pairs(OWN, *"ABCDE"), made_up(SIZES), OWN, "2025", before="2023")
    return found.set_index("unit")


def test_the_figures_of_one_criterion(rows):
    # Peers of leadership.01: 1 2 2 3 4. Type 7 places: 0.25 × 4 = the second, 0.75 × 4 = the fourth.
    row = rows.loc["toy.leadership.01"]

    assert row[["value", "lowest", "q1", "peer_median", "q3", "highest"]].tolist() == [3, 1, 2, 2, 3, 4]
    assert row[["n_peers", "n_peers_all", "n_below", "n_same", "n_above"]].tolist() == [5, 5, 3, 1, 1]
    assert (row["gap"], row["band"]) == (1, "higher")
    assert (row["before"], row["moved"], row["change"]) == (2, 1, "improved")


def test_a_median_between_two_levels_and_fewer_than_five_peers(rows):
    # Peers of evidence.02: 1 1 2 2 (one is blank): median 1.5, own 1, and four are too few to compare.
    row = rows.loc["toy.evidence.02"]

    assert (row["peer_median"], row["n_peers"], row["gap"], row["band"]) == (1.5, 4, -0.5, "not compared")
    assert (row["before"], row["moved"], row["change"]) == (2, -1, "declined")


def test_within_half_a_level_is_similar_and_beyond_it_is_not(rows):
    assert rows.loc["toy.evidence.01", "band"] == "similar"  # 4 among 4 4 4 4 4
    assert rows.loc["toy.evidence.03", "band"] == "lower"  # 2 below 3 3 3 3 3


def test_why_there_is_no_level_is_said_and_is_never_nought(rows):
    why = rows["why"]

    assert why["toy.leadership.02"] == "not applicable"
    assert why["toy.leadership.03"] == "don't know"
    assert why["toy.leadership.04"] == "not rated"
    assert (why[rows["value"].notna()] == "").all()
    missing = rows[rows["why"] != ""]
    assert missing["value"].isna().all()
    assert (missing["band"] == "not compared").all()
    assert missing[["n_below", "n_same", "n_above"]].to_numpy().sum() == 0


def test_change_is_like_for_like(rows):
    assert rows["change"].tolist() == [
        "improved",
        *["not like for like"] * 3,
        "same",
        "declined",
        "not like for like",
    ]
    assert rows["unlike"].tolist() == [
        "",
        "not applicable now",
        "don't know now",
        "not answered now",
        "",
        "",
        "don't know before",
    ]


def test_without_an_earlier_round_there_is_no_change(ratings, made_up):
    found = spine(ratings, pairs(OWN, *"ABCDE"), made_up(SIZES), OWN, "2025")

    assert (found["change"] == "").all()
    assert found[["before", "moved"]].isna().all(axis=None)


def test_an_area_without_an_assessment_in_the_round_has_no_rows(ratings, made_up):
    assert spine(ratings, pairs("A", OWN), made_up(SIZES), "A", "2023").empty


def test_an_area_without_peers_has_its_own_levels_alone(ratings, made_up):
    found = spine(ratings, pairs("A", "B"), made_up(SIZES), OWN, "2025", before="2023")

    assert found["value"].tolist()[0] == 3
    assert (found["n_peers"] == 0).all()
    assert (found["band"] == "not compared").all()
    assert found[["lowest", "q1", "peer_median", "q3", "highest"]].isna().all(axis=None)
    assert found["change"].tolist()[0] == "improved"


def test_the_published_convention_counts_the_area_and_takes_the_mean(ratings, made_up):
    options = {"include_self": True, "statistic": "mean"}
    found = spine(ratings, pairs(OWN, *"ABCDE"), made_up(SIZES), OWN, "2025", **options).set_index("unit")

    # leadership.01 with X: 1 2 2 3 3 4, mean 2.5, so X (3) is half a level higher and counts as similar.
    row = found.loc["toy.leadership.01"]
    assert (row["peer_value"], row["gap"], row["band"], row["n_peers"]) == (2.5, 0.5, "similar", 6)
    assert row[["n_below", "n_same", "n_above"]].tolist() == [3, 1, 1]  # of its peers, still without itself


def test_by_principle_rows_are_points_and_too_few_answers_give_no_score(ratings, made_up):
    found = spine(ratings, pairs(OWN, *"ABCDE"), made_up(SIZES), OWN, "2025", by="principle", before="2023")
    leadership, evidence = found.set_index("unit").loc[["leadership", "evidence"]].to_dict("records")

    # Evidence of X: 4 1 2, mean 7/3, so 100 × (7/3 − 1) / 3 = 44.4. Peers: A and B 8/3 (55.6), C and D 3 (66.7),
    # E two of three (4 . 3), too few for a score.
    assert evidence["value"] == pytest.approx(100 * (7 / 3 - 1) / 3)
    assert evidence["peer_median"] == pytest.approx((500 / 9 + 200 / 3) / 2)
    assert (evidence["n_peers"], evidence["n_above"], evidence["band"]) == (4, 4, "not compared")
    assert np.isnan(leadership["value"])
    assert (leadership["why"], leadership["note"]) == ("no score", "not enough answers (1 of 3)")
    # Like for like only two criteria of evidence: too few for points.
    assert (evidence["change"], evidence["unlike"]) == ("not like for like", "too few in both rounds")


def test_points_that_round_to_nothing_are_no_change(rated, made_up):
    # Leadership: one criterion up and one down, so the like-for-like score is the same.
    both = pd.concat(
        [
            rated({OWN: {"leadership": "3 2 1 4", "evidence": "2 2 3"}}),
            rated({OWN: {"leadership": "2 3 1 4", "evidence": "2 2 2"}}, round_="2023"),
        ]
    )
    found = spine(both, pairs(OWN, "A"), made_up(SIZES), OWN, "2025", by="principle", before="2023").set_index("unit")

    assert found.loc["leadership", ["moved", "change"]].tolist() == [0, "same"]
    # One step up on one of three criteria with four levels: 100 / 3 / 3 = 11.1 points.
    assert found.loc["evidence", "moved"] == pytest.approx(100 / 9)
    assert found.loc["evidence", "change"] == "improved"


def test_a_checklist_question_is_similar_only_when_the_answer_is_that_of_the_peers(rated, made_up):
    framework = made_up({"leadership": 3}, levels=(0, 1), kind="checklist")
    answers = {OWN: "1 0 1", "A": "1 1 0", "B": "1 1 0", "C": "1 1 1", "D": "1 0 1", "E": "0 0 1"}
    ratings = rated({code: {"leadership": marks} for code, marks in answers.items()})

    found = spine(ratings, pairs(*answers), framework, OWN, "2025")

    assert found["peer_median"].tolist() == [1, 1, 1]
    assert found["band"].tolist() == ["similar", "lower", "similar"]


def test_the_largest_gap_comes_first_and_what_is_not_compared_last(rows):
    # Gaps: leadership.01 +1 (three of five peers below, one above), evidence.03 −1 (all five above), evidence.01 0.
    order = largest_gap_first(rows.reset_index())

    assert order[:3] == ["toy.evidence.03", "toy.leadership.01", "toy.evidence.01"]
    assert order[3:] == ["toy.leadership.02", "toy.leadership.03", "toy.leadership.04", "toy.evidence.02"]


def test_the_tally_counts_every_row_once(rows):
    counted = tally(rows.reset_index())

    assert counted == {
        "higher": 1,
        "similar": 1,
        "lower": 1,
        "not compared": 4,
        "compared": 3,
        "too_few": 1,
        "without": 3,
        "improved": 1,
        "same": 1,
        "declined": 1,
        "like_for_like": 3,
    }
