"""Which figures are shown, on small nations worked by hand. Families A-D and E-H; urban A B E F, rural C D G H."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis import suppression
from csp_analytics.analysis.survey_units import Groups
from tests.builders.small_nation import AREAS, FAMILIES, KINDS, counts, decided, people, plan, status

# Twelve people in every area, a third to two thirds of whom said yes: nothing to hide.
PLENTY = dict.fromkeys(AREAS, (12, 5))
ALL_SHOWN = dict.fromkeys(AREAS, "shown")


def told(of_area: dict[str, tuple[int, int]], by: str = "area", grouping_id: str = "") -> dict[str, str]:
    """Statuses of one view of a nation in which everybody has the same role and sector."""
    persons = people(of_area)
    return status(decided(persons, plan(persons)), by, grouping_id)


def test_with_plenty_of_people_everything_is_shown():
    assert told(PLENTY) == ALL_SHOWN
    assert told(PLENTY, "group", "family") == {"first": "shown", "second": "shown"}
    assert told(PLENTY, "group", "kind") == {"urban": "shown", "rural": "shown"}
    assert told(PLENTY, "all") == {"all": "shown"}


def test_one_area_with_few_people_hides_exactly_one_more():
    """C has 3 people. First family less A, B, D would give them away, so the smallest of these, B, is hidden."""
    of_area = PLENTY | {"B": (10, 4), "C": (3, 1)}
    assert told(of_area) == ALL_SHOWN | {"B": "hidden", "C": "few"}
    assert told(of_area, "group", "family") == {"first": "shown", "second": "shown"}
    # Urban holds B and no other hidden area, rural C: either would give both away.
    assert told(of_area, "group", "kind") == {"urban": "hidden", "rural": "hidden"}


def test_a_partner_in_the_same_group_of_every_grouping_keeps_the_groups():
    """C has 3 people and D, in the same family and kind, is the smallest."""
    of_area = PLENTY | {"C": (3, 1), "D": (10, 4)}
    assert told(of_area) == ALL_SHOWN | {"C": "few", "D": "hidden"}
    assert told(of_area, "group", "kind") == {"urban": "shown", "rural": "shown"}


def test_two_areas_with_few_people_in_one_family_guard_each_other():
    """C and D have 3 and 4 people, 7 together, of whom 3 said yes: nobody can tell whose they are."""
    of_area = PLENTY | {"C": (3, 1), "D": (4, 2)}
    assert told(of_area) == ALL_SHOWN | {"C": "few", "D": "few"}


def test_a_remainder_of_fewer_than_five_people_is_not_given_away():
    """C and D have 1 and 2 people: first family less A and B would be a figure about 3 people."""
    of_area = PLENTY | {"C": (1, 1), "D": (2, 0)}
    assert told(of_area) == ALL_SHOWN | {"B": "hidden", "C": "few", "D": "few"}


def test_a_remainder_of_whom_nobody_said_yes_is_not_given_away():
    """C and D have 3 people each, nobody said yes: 0 of 6 would tell it of every one of them."""
    of_area = PLENTY | {"C": (3, 0), "D": (3, 0)}
    assert told(of_area) == ALL_SHOWN | {"B": "hidden", "C": "few", "D": "few"}
    # With 1 of 6 it is not known who.
    assert told(of_area | {"C": (3, 1)}) == ALL_SHOWN | {"C": "few", "D": "few"}


def test_five_to_nine_people_of_whom_all_or_one_short_of_all_said_yes_are_told_in_words():
    of_area = PLENTY | {"A": (7, 7), "B": (7, 6), "E": (7, 0), "F": (7, 1)}
    assert told(of_area) == ALL_SHOWN | {"A": "nearly all", "B": "nearly all", "E": "nearly none", "F": "nearly none"}
    # Two short of all, and ten people, are told in figures.
    assert told(PLENTY | {"A": (7, 5), "B": (10, 10), "E": (10, 0)}) == ALL_SHOWN


def test_words_are_kept_from_being_worked_out():
    """A's 0 of 7 would follow from the first family less B, C and D: the smallest of them is hidden."""
    of_area = PLENTY | {"A": (7, 0), "D": (11, 5)}
    assert told(of_area) == ALL_SHOWN | {"A": "nearly none", "D": "hidden"}


def test_an_area_without_people_hides_nothing():
    assert told(PLENTY | {"C": (0, 0)}) == ALL_SHOWN | {"C": "few"}


def test_people_of_an_unknown_area_belong_to_the_nation_only():
    """Everybody less the two families would be the 2 people without an area: one family is hidden."""
    persons = pd.concat([people(PLENTY), people({"": (2, 1)})], ignore_index=True)
    found = decided(persons, plan(persons))
    assert status(found, "all") == {"all": "shown"}
    assert sorted(status(found, "group", "family").values()) == ["hidden", "shown"]
    assert "" not in status(found, "area")
    # Six people are a figure like any other.
    persons = pd.concat([people(PLENTY), people({"": (6, 3)})], ignore_index=True)
    assert status(decided(persons, plan(persons)), "group", "family") == {"first": "shown", "second": "shown"}


def test_a_nation_of_few_people_shows_nothing():
    persons = people({"A": (2, 1), "B": (2, 2)})
    found = decided(persons, plan(persons))
    assert set(found["status"]) == {"few"}


def test_a_question_that_some_left_out_is_decided_on_who_answered_it():
    """C has 5 respondents, one of whom left the question out: few for the question, not for the survey."""
    persons = people(PLENTY | {"C": (5, 2)})
    persons.loc[persons.index[persons["area_code"] == "C"][-1], "yes"] = -1
    made = plan(persons)
    of_respondents = dict(zip(made.units.names, made.respondents(), strict=True))
    assert of_respondents["C"] == "shown"
    areas = status(decided(persons, made), "area")
    assert areas["C"] == "few"
    assert list(areas.values()).count("hidden") == 1


def with_roles(area: dict[str, dict[str, tuple[int, int]]]) -> pd.DataFrame:
    """People by area and role."""
    parts = [people({code: of_role}, role=role) for code, roles in area.items() for role, of_role in roles.items()]
    return pd.concat(parts, ignore_index=True)


def test_roles_within_an_area_take_ten_people():
    mixed = {"lead": (6, 3), "analyst": (6, 2)}
    persons = with_roles(
        dict.fromkeys(AREAS, mixed) | {"F": {"lead": (5, 2), "analyst": (4, 2)}, "C": {"lead": (3, 1)}}
    )
    found = decided(persons, plan(persons))
    assert status(found, "role", within="area:A") == {"analyst": "shown", "elected": "few", "lead": "shown"}
    assert set(status(found, "role", within="area:F").values()) == {"no breakdown"}
    assert set(status(found, "role", within="area:C").values()) == {"few"}
    assert status(found, "role") == {"analyst": "shown", "elected": "few", "lead": "shown"}


def test_of_a_hidden_area_not_even_the_size_of_its_parts_is_told():
    """B of 9 is hidden for C of 4. "5 to 9 people: not broken down" would tell that of their 13 neither has fewer."""
    persons = people(PLENTY | {"B": (9, 4), "C": (4, 2)})
    found = decided(persons, plan(persons))
    assert status(found, "area") == ALL_SHOWN | {"B": "hidden", "C": "few"}
    assert set(status(found, "role", within="area:B").values()) == {"hidden"}


def respondents(of_area: dict[str, tuple[int, int]], groupings: tuple[Groups, ...] = (FAMILIES, KINDS)) -> dict:
    """Statuses as to how many people answered."""
    made = plan(people(of_area), groupings)
    return dict(zip(made.units.names, made.respondents(), strict=True))


def test_the_word_few_is_left_out_where_it_tells_how_many():
    """Four urban areas of one person each: fewer than five of them together would tell so."""
    found = respondents(dict.fromkeys("ABEF", (1, 0)) | dict.fromkeys("CDGH", (12, 5)))
    assert {found[area] for area in "ABEF"} == {"few"}
    assert found["urban"] == "hidden"
    # Of three areas with fewer than five together, one may have two people: the word is said.
    assert respondents(dict.fromkeys("ABE", (1, 0)) | dict.fromkeys("CDGH", (12, 5)))["urban"] == "few"


def test_that_what_is_hidden_has_five_or_more_people_does_not_tell_of_the_few_beside_it():
    """Of a family of 6, C has 1, so A is hidden; it has at least 5, which leaves 1: the family is hidden too."""
    of_area = PLENTY | {"A": (5, 2), "B": (0, 0), "C": (1, 0), "D": (0, 0)}
    assert respondents(of_area)["first"] == "hidden"
    # 6 and 1: A can have 5 or 6.
    assert respondents(of_area | {"A": (6, 2)})["first"] == "shown"


def test_a_role_with_few_people_in_an_area_hides_what_would_tell_of_it():
    """A has 6 leads, 6 analysts, 2 elected; A less leads and analysts would tell of the 2."""
    mixed = {"lead": (6, 3), "analyst": (6, 2), "elected": (2, 1)}
    persons = with_roles(dict.fromkeys(AREAS, mixed))
    found = decided(persons, plan(persons))
    within = status(found, "role", within="area:A")
    assert within["elected"] == "few"
    assert sorted(within.values()) == ["few", "hidden", "shown"]


def test_a_saved_list_is_shown_only_where_it_tells_nothing_new():
    lists = Groups(
        "own", {"shown areas": list("AE"), "with a hidden one": list("AC"), "both": list("BCE")}, fixed=False
    )
    persons = people(PLENTY | {"B": (10, 4), "C": (3, 1)})  # C is few, B is hidden
    found = decided(persons, plan(persons, (FAMILIES, KINDS, lists)))
    assert status(found, "group", "own") == {"shown areas": "shown", "with a hidden one": "hidden", "both": "shown"}


def test_of_a_saved_list_it_is_not_said_that_it_is_few():
    """Else lists of areas of few people, saved one after the other, would tell how many each has."""
    lists = Groups("own", {"few": list("AB"), "five": list("BC")}, fixed=False)
    found = respondents(PLENTY | {"A": (1, 0), "B": (1, 0), "C": (4, 0)}, (FAMILIES, KINDS, lists))
    assert (found["few"], found["five"]) == ("hidden", "hidden")


def test_saved_lists_change_nothing_else():
    """Else a list could be saved and removed again to see what changes."""
    persons = people(PLENTY | {"B": (10, 4), "C": (3, 1), "G": (4, 2)})
    own = Groups("own", {"one": list("C"), "two": list("ACDG")}, fixed=False)
    without, with_list = (
        decided(persons, plan(persons, groupings)) for groupings in ((FAMILIES, KINDS), (FAMILIES, KINDS, own))
    )
    with_list = with_list[with_list["grouping_id"] != "own"].reset_index(drop=True)
    pd.testing.assert_frame_equal(without, with_list)


def test_views_are_in_the_order_of_their_definition_whoever_answered():
    """An order by the number of answers would tell of hidden areas who has more."""
    made = plan(people(dict(zip(AREAS, [(k + 1, 1) for k in range(8)], strict=True))))
    assert list(made.units.names[made.units.rows_of("area")]) == list(AREAS)
    assert list(made.units.names[made.units.rows_of("role")]) == ["lead", "analyst", "elected"]


def test_the_order_of_the_rows_changes_nothing():
    persons = people(PLENTY | {"B": (10, 4), "C": (3, 1), "G": (8, 0)})
    mixed = persons.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(decided(persons, plan(persons)), decided(mixed, plan(mixed)))


def test_places_are_decided_alike_whether_or_not_roles_are_asked_for():
    """A page about areas does not wait for what only a page about roles needs."""
    mixed = {"lead": (6, 3), "analyst": (6, 2), "elected": (2, 1)}
    persons = with_roles(dict.fromkeys(AREAS, mixed) | {"C": {"lead": (3, 1)}})
    made = plan(persons)
    n, x = made.units.n, counts(persons[persons["yes"] == 1])[0]
    yes = made.units.cells.merge(x, how="left", on=["area_code", "role", "sector"])["n_y"].fillna(0).to_numpy()
    for stage in (0, 1):
        upto = made.units.stage <= stage
        assert (made.statuses(n, yes, stage=stage)[upto] == made.statuses(n, yes)[upto]).all()


@pytest.mark.parametrize("most", [1, 4])
def test_sums_are_guarded_like_counts(most):
    """Sums of steps from 0 to 4 above the lowest: all at one end, of 7 people, is told in words."""
    persons = people(PLENTY | {"A": (7, 0)})
    made = plan(persons)
    n = made.units.n
    at = made.units.rows_of("area")
    for x, expected in ((0 * n, "nearly none"), (most * n, "nearly all")):
        mixed = np.where(made.units.cells["area_code"] == "A", x, 0.4 * most * n // 1)
        assert made.statuses(n, mixed, most * n)[at][0] == expected


def test_kept_decisions_are_those_of_the_same_people():
    """One more respondent of C who left the question out: the same answers, another survey, another decision."""
    persons = people(PLENTY | {"C": (4, 2), "D": (8, 3)})
    more = pd.concat([persons, people({"C": (1, 0)}).assign(yes=-1)], ignore_index=True)
    kept: dict[str, str] = {}
    alone, alone_more = (status(decided(one, plan(one)), "area") for one in (persons, more))
    for _ in range(2):
        for one, expected in ((persons, alone), (more, alone_more)):
            made = suppression.plan(plan(one).units, kept)
            assert status(decided(one, made), "area") == expected
    assert len(kept) == 4
