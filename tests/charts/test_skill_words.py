"""Sentences about skills have their numbers, their interval, and no figure where none may be shown."""

import pandas as pd
import pytest

from csp_analytics.charts import skill_words as words


def rows(*given, status="shown"):
    """Skills ``name, n, share``, their interval five either side."""
    found = pd.DataFrame(given, columns=["short", "n", "share"])
    return found.assign(said=found["short"], status=status, low=found["share"] - 5, high=found["share"] + 5)


FIVE = rows(("Facilitation", 50, 23.0), ("Deliberation", 50, 28.0), ("Marketing", 50, 34.0), ("Analysis", 50, 50.0))


def test_the_finding_has_the_lowest_with_its_interval_and_those_that_follow():
    assert words.in_place(FIVE) == (
        "Facilitation is in place for 23% of 50 people (95% interval 18 to 28), the lowest of 4 skills; "
        "Deliberation (28%) and Marketing (34%) follow."
    )


def test_it_says_of_whom_it_is():
    assert words.in_place(FIVE, "In Fife", brief=True) == (
        "In Fife, Facilitation is in place for 23% of 50 people (95% interval 18 to 28), the lowest of 4 skills."
    )


def test_skills_with_the_same_whole_percentage_share_the_lowest_place():
    tied = rows(("A", 50, 23.2), ("B", 50, 22.9), ("C", 50, 40.0), ("D", 50, 41.0))

    assert words.in_place(tied).startswith("B and A are in place for 23% of 50 people")


def test_all_the_same_is_said_so():
    same = rows(("A", 50, 40.0), ("B", 50, 40.0))

    assert words.in_place(same) == "Every one of the 2 skills is in place for 40% of 50 people (95% interval 35 to 45)."


def test_the_lowest_is_said_of_those_that_can_be_shown_only():
    # Two of the three: the third may be lower and nobody knows.
    some = pd.concat([rows(("A", 39, 23.0), ("B", 39, 28.0)), rows(("C", None, None), status="hidden")])

    assert words.in_place(some, brief=True) == (
        "A is in place for 23% of 39 people (95% interval 18 to 28), the lowest of the 2 skills that can be shown "
        "(1 cannot)."
    )


def test_those_that_follow_the_words_are_all_named_when_they_are_the_same():
    few = pd.concat(
        [rows(("A", 7, 28.6), ("B", 7, 28.6), ("C", 7, 57.1)), rows(("Z", None, None), status="nearly none")]
    )

    assert words.in_place(few).endswith("; A and B follow (29% each, 95% interval 24 to 34).")


def test_on_a_wall_the_lowest_is_one_short_sentence():
    assert words.lowest_in_short(rows(("A", 50, 23.0), ("B", 50, 40.0)), "In all areas") == (
        "In all areas A is lowest: 23% of 50 people (95% interval 18 to 28)."
    )
    assert words.lowest_in_short(rows(("A", None, None), status="hidden"), "In all areas") == ""


def test_of_few_people_the_lowest_are_in_words():
    few = pd.concat([FIVE, rows(("Mediation", None, None), status="nearly none")], ignore_index=True)

    assert words.in_place(few, "In Fife") == (
        "In Fife, Mediation is in place for nobody or nearly nobody of 5 to 9 people; "
        "Facilitation follows (23%, 95% interval 18 to 28)."
    )


@pytest.mark.parametrize("status", ["few", "hidden", "no breakdown"])
def test_nothing_shown_gives_the_reason_and_no_number(status):
    said = words.in_place(FIVE.assign(status=status, share=float("nan"), n=float("nan")), "In Moray")

    assert said == f"In Moray, no share can be shown: {words.reason(status)}."
    assert "%" not in said


def test_the_largest_need_has_its_share_and_its_weighted_gap():
    needs = pd.DataFrame(
        {"short": ["A", "B"], "said": ["A", "B"], "n_pairs": [40, 40], "mwds": [7.24, 2.0], "share_gap": [82.5, 50.0],
         "status": "shown"}
    )  # fmt: skip

    assert words.needs(needs) == (
        "A has the largest need: 83% of 40 people rate it more important than they are confident in it "
        "(weighted gap 7.2, from −20 to 20); B (2.0) follows."
    )
    assert words.needs(needs.head(0)).endswith("they were not asked in this round.")
    none = words.needs(needs.assign(mwds=[-1.0, -2.0]))
    assert none == "On the mean no skill is more important than people are confident in it."


@pytest.mark.parametrize(("value", "said"), [(3.25, "3.2"), (-0.44, "−0.4"), (-0.04, "0.0"), (float("nan"), "–")])
def test_weighted_gaps_have_one_decimal(value, said):
    assert words.weighted(value) == said


def counts(*given):
    """Skills ``name, nobody, at most one, one, two or more`` areas."""
    found = pd.DataFrame(given, columns=["said", "n_nobody", "n_at_most_one", "n_one", "n_several"])
    parts = ["n_nobody", "n_at_most_one", "n_one"]
    return found.assign(
        short=found["said"], thin=found[parts].sum(axis=1), n_areas=found[[*parts, "n_several"]].sum(axis=1)
    )


def test_coverage_names_the_thinnest_skill_and_counts_areas():
    said = words.coverage(counts(("Insight", 3, 0, 2, 20), ("Marketing", 1, 0, 0, 24)))

    assert said == (
        "Insight is the thinnest skill: of 25 areas with enough answers 3 with nobody who has it and 2 with one "
        "person only. Next: Marketing (1)."
    )


def test_single_points_of_failure_are_counted_over_areas_and_skills():
    said = words.single_points(counts(("Insight", 3, 1, 2, 20), ("Marketing", 0, 0, 1, 24)))

    # One person: 2 + 1. Nobody, or at most one: 3 + 1.
    assert said == (
        "Single points of failure: in 3 cases one person alone has a skill in an area, most often Insight (2 areas) "
        "and Marketing (1 area). In 4 others nobody has it, or one at most."
    )
    assert words.single_points(counts(("A", 0, 0, 0, 5))) == "No skill rests on one person in any area."


def test_coverage_of_one_area_says_who_is_missing():
    said = words.coverage_of("Fife", counts(("A", 1, 0, 0, 0), ("B", 0, 0, 1, 0), ("C", 0, 0, 0, 1)))

    assert said == "In Fife, nobody who answered has A; one person only has B."
    assert words.coverage_of("Fife", counts(("C", 0, 0, 0, 1))) == "In Fife at least two people have each of 1 skill."


def test_what_it_rests_on_says_whether_posts_are_known():
    known = words.basis(50, 18, 32, "2021", 111.0, "posts known")
    unknown = words.basis(50, 18, 32, "2021", float("nan"), "posts unknown")

    assert known.startswith("50 people answered of 111 posts in 18 of 32 areas, round 2021. 95% Wilson intervals.")
    assert "finite-population" in known
    assert "not known how many could have answered" in unknown


def test_a_comma_of_a_name_does_not_look_like_one_of_a_list():
    assert words.in_sentence("Education, youth work") == "Education and youth work"
