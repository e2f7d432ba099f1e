"""Aliases in the place of names: who gets which, what is hidden in what people wrote, and what an address says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.areas import groupings
from csp_analytics.areas.aliases import EVERYTHING, Aliases, Sight, letters, seeing, sight
from csp_analytics.areas.register import register, written_names

NORTH, EAST, WEST, PLACE, ELSEWHERE = "X01", "X02", "X03", "X04", "outside:new-town"
WRITTEN = {
    NORTH: ("Northshire", "N Shire", "", "X90", "No"),
    EAST: ("East Northshire", "East N'shire"),
    WEST: ("West and Far", "West & Far"),
    PLACE: ("Ness", "Ness Town"),
    ELSEWHERE: ("New Town",),
}


@pytest.fixture
def aliases():
    return Aliases(WRITTEN, "7", PLACE)


def test_letters_go_on_after_z():
    assert [letters(place) for place in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_every_area_has_its_own_and_the_named_one_keeps_its_code(aliases):
    stand_ins = [aliases.code(code) for code in WRITTEN]

    assert len(set(stand_ins)) == len(WRITTEN)
    assert aliases.code(PLACE) == PLACE
    assert aliases.code("nowhere") == "nowhere"
    assert aliases.code(ELSEWHERE) == f"outside:area-{aliases.letter(ELSEWHERE).lower()}"
    assert PLACE not in aliases.hidden
    assert aliases.name(NORTH) == f"Area {aliases.letter(NORTH)}"


@given(st.integers(0, 10**6), st.sampled_from(list(WRITTEN)))
def test_a_letter_depends_on_the_seed_and_on_nobody_who_is_named(seed, named):
    drawn, other = Aliases(WRITTEN, str(seed)), Aliases(WRITTEN, str(seed), named)

    assert {code: drawn.letter(code) for code in WRITTEN} == {code: other.letter(code) for code in WRITTEN}


def test_letters_follow_neither_the_codes_nor_the_names_nor_another_seed():
    """Of 32 areas a drawn order agrees with any given one in about one place: ten would be no accident."""
    one, other = (Aliases(written_names(), seed) for seed in ("1", "2"))
    by_letter = list(one.hidden)
    names = {code: names[0] for code, names in written_names().items()}

    for told in (sorted(names), sorted(names, key=names.get), list(other.hidden)):
        assert sum(a == b for a, b in zip(by_letter, told, strict=True)) < 10


@pytest.mark.parametrize(
    ("wrote", "seen"),
    [
        ("As in Northshire.", "As in {X01}."),
        ("As in NORTHSHIRE and in n  shire", "As in {X01} and in {X01}"),  # any case, any space
        ("East Northshire, not Northshire", "{X02}, not {X01}"),  # the longest first
        ("X01 was X90. No.", "{X01} was {X01}. No."),  # codes too; two letters are too few to be looked for
        ("Northshires", "Northshires"),  # a part of a word is no name
        ("Ness Town and West & Far", "Ness Town and {X03}"),  # the named area stays
        ("the new town", "the {outside}"),
    ],
)
def test_what_people_wrote(aliases, wrote, seen):
    expected = seen.format(**{code.partition(":")[0]: aliases.name(code) for code in WRITTEN})

    assert aliases.words(wrote) == expected


def test_a_group_tells_when_a_word_of_it_stands_in_one_areas_names_alone(aliases):
    assert aliases.tells("Far places")  # of West and Far
    assert not aliases.tells("Far places".replace("Far", "Most rural"))
    assert not Aliases(WRITTEN | {"X05": ("Far and Near",)}, "7", PLACE).tells("the far ones")  # of two areas


def test_an_address_says_stand_ins_and_comes_back(aliases):
    said = f"{NORTH},{PLACE},{ELSEWHERE}~{EAST}.3"

    hidden = aliases.for_address(said)

    assert not {NORTH, EAST, ELSEWHERE} & {*hidden.replace("~", ",").replace(".3", "").split(",")}
    assert PLACE in hidden
    assert aliases.from_address(hidden) == said


def test_sight_ends_with_what_ran_inside():
    inside = Sight(Aliases(WRITTEN, "7"))
    with seeing(inside):
        assert sight() == inside
    assert sight() == EVERYTHING
    assert Sight().key == ""


def test_register_groups_and_facts_are_behind_them():
    own = "S12000047"
    real, members = register(), groupings.membership()
    aliases = Aliases(written_names(), "3", own)
    with seeing(Sight(aliases)):
        seen, shown, facts = register(), groupings.membership(), groupings.context()

    assert seen.areas[own].name == real.areas[own].name
    told = [one for area in seen.areas.values() if area.area_code != own for one in (area.area_code, area.name)]
    assert not {*told} & {one for area in real.areas.values() for one in (area.area_code, area.name)}
    assert {area.tile_col for area in seen.areas.values()} == {None}  # a place on the map tells a name
    assert list(seen.names) == [own, *aliases.hidden.values()]
    assert seen.resolve("Glasgow City") is None
    assert set(facts["area_code"]) == set(shown["area_code"]) == set(seen.areas)
    # The same groups, member by member, whatever they are called.
    whole = {
        grouping: {frozenset(map(aliases.code, part["area_code"])) for _, part in rows.groupby("group_id")}
        for grouping, rows in members.groupby("grouping_id")
    }
    assert whole == {
        grouping: {frozenset(part["area_code"]) for _, part in rows.groupby("group_id")}
        for grouping, rows in shown.groupby("grouping_id")
    }
    names = dict(shown.drop_duplicates("grouping_id")[["grouping_id", "group"]].itertuples(index=False))
    assert names["police-division"].startswith("Group ")  # 'Fife', 'Edinburgh' ... would tell
    assert names["urban-rural"] in set(members["group"])  # 'Mainly rural' does not
    assert register().names == real.names
