"""Names as people write them resolve; an unknown name is never guessed."""

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.areas.register import is_summary, key, register

SHARED = paths.ROOT.parent / "shared" / "data" / "areas.csv"

# The last two digits of the 32 current codes, S120000xx.
ENDINGS = (5, 6, 8, 10, 11, 13, 14, 17, 18, 19, 20, 21, 23, 26, 27, 28, 29, 30, 33, 34, 35, 36, 38, 39, 40, 41, 42, 45)
CODES = [f"S120000{n:02}" for n in (*ENDINGS, 47, 48, 49, 50)]


def resolved(written: object) -> str | None:
    area = register().resolve(written)
    return area.name if area else None


def test_there_are_32_areas_with_the_current_codes():
    assert sorted(register().areas) == CODES
    assert len(CODES) == 32
    assert len(set(register().names.values())) == 32
    assert list(register().names.values()) == sorted(register().names.values())


def test_population_adds_up_to_the_published_figure():
    # National Records of Scotland, mid-2023 as first released: 5,490,100
    assert sum(area.population for area in register().areas.values()) == 5_490_100


def test_every_area_has_a_tile_of_its_own():
    tiles = {(area.tile_col, area.tile_row) for area in register().areas.values()}
    assert len(tiles) == 32
    assert len({area.tile_label for area in register().areas.values()}) == 32
    assert {area.tier for area in register().areas.values()} == {"single"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Edinburgh, City of", "City of Edinburgh"),
        ("City of Edinburgh Council", "City of Edinburgh"),
        ("The City of Edinburgh Council", "City of Edinburgh"),
        ("Edinburgh", "City of Edinburgh"),
        ("EDINBURGH CITY", "City of Edinburgh"),
        ("Western Isles", "Na h-Eileanan Siar"),
        ("Na h-Eileanan Siar", "Na h-Eileanan Siar"),
        ("Na h-Eileanan an Iar", "Na h-Eileanan Siar"),
        ("Eilean Siar", "Na h-Eileanan Siar"),
        ("Comhairle nan Eilean Siar", "Na h-Eileanan Siar"),
        ("Argyll & Bute Council CSP", "Argyll and Bute"),
        ("ARGYLL AND BUTE", "Argyll and Bute"),
        ("argyll  &  bute ", "Argyll and Bute"),
        ("Argyll & Bute Community Planning Partnership", "Argyll and Bute"),
        ("Dumfries & Galloway Community Safety Partnership", "Dumfries and Galloway"),
        ("Perth & Kinross", "Perth and Kinross"),
        ("Perth and Kinross Council", "Perth and Kinross"),
        ("Safer Communities Partnership Fife", "Fife"),
        ("The Highland Council", "Highland"),
        ("Highlands", "Highland"),
        ("Aberdeen City Council", "Aberdeen City"),
        ("Aberdeen", "Aberdeen City"),
        ("Aberdeenshire", "Aberdeenshire"),
        ("Dundee City Council", "Dundee City"),
        ("Glasgow City Council", "Glasgow City"),
        ("Orkney", "Orkney Islands"),
        ("Shetland Islands Council", "Shetland Islands"),
        ("Scottish Borders Council", "Scottish Borders"),
        ("West Dumbartonshire", "West Dunbartonshire"),  # as the Scottish Household Survey spells it
        ("East Dumbartonshire", "East Dunbartonshire"),
        ("S12000047", "Fife"),
        ("s12000047", "Fife"),
        (" Fife\n", "Fife"),
        ("Fife CSP", "Fife"),
    ],
)
def test_names_as_people_write_them(written, name):
    assert resolved(written) == name


@pytest.mark.parametrize(
    ("code", "name"),
    # Recoded when a boundary moved: Fife and Perth and Kinross, then Glasgow and North Lanarkshire.
    [
        ("S12000015", "Fife"),
        ("S12000024", "Perth and Kinross"),
        ("S12000046", "Glasgow City"),
        ("S12000044", "North Lanarkshire"),
    ],
)
def test_former_codes_still_mean_their_area(code, name):
    assert resolved(code) == name


@pytest.mark.skipif(not SHARED.is_file(), reason="the compiled list of areas is not beside the repository")
def test_every_compiled_name_alias_and_former_code_resolves():
    table = pd.read_csv(SHARED, dtype=str, keep_default_na=False)
    written = [
        (row.area_code, name)
        for row in table.itertuples()
        for name in [row.area_code, row.area_name, *row.aliases.split(";"), *row.former_codes.split(";")]
        if name
    ]
    found = [(code, name, register().resolve(name)) for code, name in written]
    assert [(name, area) for code, name, area in found if area is None or area.area_code != code] == []
    assert len(written) > 100


@pytest.mark.skipif(not SHARED.is_file(), reason="the compiled list of areas is not beside the repository")
def test_facts_of_each_area_are_those_that_were_compiled():
    compiled = pd.read_csv(SHARED, dtype=str, keep_default_na=False).set_index("area_code").sort_index()
    ours = register().table.set_index("area_code").sort_index()
    same = {
        "name": "area_name",
        "population": "population",
        "police_division": "police_division_name",
        "fire_area": "fire_lso_area",
        "health_board": "health_board",
        "tile_col": "tile_col",
        "tile_row": "tile_row",
    }
    for column, theirs in same.items():
        assert ours[column].tolist() == compiled[theirs].tolist(), column


def test_no_spelling_means_two_areas():
    meant: dict[str, set[str]] = {}
    for row in register().table.to_dict("records"):
        for name in [row["name"], row["short_name"], *row["aliases"].split(";"), *row["former_codes"].split(";")]:
            if name:
                meant.setdefault(key(name), set()).add(row["area_code"])
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Abredeen City", "Aberdeen City"),
        ("Aberdeenshrie", "Aberdeenshire"),
        ("Clackmananshire", "Clackmannanshire"),
        ("Perth and Kinros", "Perth and Kinross"),
        ("Dumfires & Galloway", "Dumfries and Galloway"),
        ("Nort Lanarkshire", "North Lanarkshire"),
        ("Sterling", "Stirling"),
        ("Midlothain Council", "Midlothian"),
    ],
)
def test_a_slip_of_the_pen_gives_a_suggestion_but_no_area(written, meant):
    assert resolved(written) is None
    assert register().suggest(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Test Valley",
        "Manchester",
        "Cardiff",
        "Northumberland",
        "Belfast",
        "Sheffield",
        "Cumbria",
        "Devon",
        "Hampshire",
        "Eastleigh",
        "Westminster",
        "Lerwick",
        "Region 3",
        "Not stated",
        "xyzzy",
    ],
)
def test_a_name_from_elsewhere_gives_neither(written):
    assert resolved(written) is None
    assert register().suggest(written) == ""


@pytest.mark.parametrize("nothing", ["", " ", None, "-", "...", float("nan"), "nan", "N/A", "n/a", "None"])
def test_nothing_written_gives_neither(nothing):
    assert resolved(nothing) is None
    assert register().suggest(nothing) == ""


def test_a_name_that_could_be_several_areas_suggests_none_of_them():
    # Three Ayrshires, two Dunbartonshires and two Lanarkshires are equally near: to name one of them would be a guess.
    for shared in ("Ayrshire", "Dunbartonshire", "Lanarkshire"):
        assert resolved(shared) is None
        assert register().suggest(shared) == ""


@pytest.mark.parametrize(
    "label",
    [
        "Scotland",
        "SCOTLAND",
        "Average",
        "Family Group Average",
        "family group average",
        "National average",
        "Scottish Average",
        "Scotland Average",
        "Total",
        "Grand total:",
        "All areas",
        "Median",
        "Family Group Median",
        "Family group 1 average",
    ],
)
def test_rows_that_are_sums_or_averages_are_not_areas(label):
    assert is_summary(label)
    assert resolved(label) is None


def test_no_area_is_taken_for_a_sum():
    names = [name for row in register().table.to_dict("records") for name in [row["name"], *row["aliases"].split(";")]]
    assert [name for name in names if name and is_summary(name)] == []
    assert not is_summary("")
