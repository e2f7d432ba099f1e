"""Peer groupings as data: who is whose peer."""

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.areas.groupings import (
    UnknownGrouping,
    context,
    context_labels,
    default_grouping,
    grouping,
    groupings,
    membership,
)
from csp_analytics.areas.register import register

SHARED = paths.ROOT.parent / "shared" / "data"
FIXED = {"family-people": 4, "family-other": 4, "urban-rural": 4, "police-division": 13}  # number of groups

# Local Government Benchmarking Framework, families by deprivation: group 1 least deprived ... 4 most deprived.
PEOPLE = {
    "1": "Aberdeen City, Aberdeenshire, City of Edinburgh, East Dunbartonshire, East Renfrewshire, Orkney Islands, "
    "Perth and Kinross, Shetland Islands",
    "2": "Angus, Argyll and Bute, East Lothian, Highland, Midlothian, Moray, Scottish Borders, Stirling",
    "3": "Clackmannanshire, Dumfries and Galloway, Falkirk, Fife, Renfrewshire, South Ayrshire, South Lanarkshire, "
    "West Lothian",
    "4": "Dundee City, East Ayrshire, Glasgow City, Inverclyde, Na h-Eileanan Siar, North Ayrshire, "
    "North Lanarkshire, West Dunbartonshire",
}


def test_the_five_groupings_in_the_order_in_which_they_are_offered():
    assert list(groupings()) == [*FIXED, "nearest-neighbours"]
    assert [one.kind for one in groupings().values()] == ["fixed"] * 4 + ["computed"]
    assert default_grouping() == "family-people"
    assert all(one.title and one.description and one.source for one in groupings().values())


@pytest.mark.parametrize(("grouping_id", "number"), FIXED.items())
def test_every_fixed_grouping_puts_each_area_in_one_group(grouping_id, number):
    rows = membership().query("grouping_id == @grouping_id")
    assert sorted(rows["area_code"]) == sorted(register().areas)
    assert rows["group_id"].nunique() == rows["group"].nunique() == number
    assert rows.drop_duplicates(["group_id", "group"]).shape[0] == number
    assert (rows["source"] != "").all()


@pytest.mark.parametrize("grouping_id", ["family-people", "family-other"])
def test_families_are_four_of_eight(grouping_id):
    rows = membership().query("grouping_id == @grouping_id")
    assert rows.groupby("group_id").size().to_dict() == {f"{grouping_id}-{n}": 8 for n in (1, 2, 3, 4)}


def test_families_by_deprivation_have_the_published_members():
    names = register().names
    rows = membership().query("grouping_id == 'family-people'")
    found = rows.groupby("group_id")["area_code"].agg(lambda codes: ", ".join(sorted(names[code] for code in codes)))
    assert found.to_dict() == {f"family-people-{n}": members for n, members in PEOPLE.items()}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the compiled list of areas is not beside the repository")
@pytest.mark.parametrize(
    ("grouping_id", "column"),
    [
        ("family-people", "lgbf_family_people"),
        ("family-other", "lgbf_family_other"),
        ("urban-rural", "urban_rural_class"),
        ("police-division", "police_division"),
    ],
)
def test_members_are_those_of_the_compiled_list(grouping_id, column):
    compiled = pd.read_csv(SHARED / "areas.csv", dtype=str).groupby(column)["area_code"].agg(frozenset)
    ours = membership().query("grouping_id == @grouping_id").groupby("group_id")["area_code"].agg(frozenset)
    assert set(ours) == set(compiled)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the compiled context is not beside the repository")
def test_context_figures_are_those_that_were_compiled():
    compiled = pd.read_csv(SHARED / "context.csv").set_index(["area_code", "variable"])["value"]
    ours = context().set_index(["area_code", "variable"])["value"]
    assert len(ours) == 800
    pd.testing.assert_series_equal(ours.sort_index(), compiled.sort_index(), check_exact=True, check_index_type=False)


def test_context_has_25_figures_for_each_area_each_with_its_source():
    table = context()
    assert table.groupby("variable")["area_code"].agg(frozenset).eq(frozenset(register().areas)).all()
    assert table["variable"].nunique() == 25
    assert not table.duplicated(["area_code", "variable"]).any()
    assert table["value"].notna().all()
    assert (table[["source", "year", "unit"]] != "").all(axis=None)
    assert set(context_labels().index) == set(table["variable"])


def test_neighbours_use_variables_that_every_area_has_and_no_crime_figure():
    model = grouping("nearest-neighbours")
    assert model.k == 7
    assert {v.name for v in model.variables} <= set(context()["variable"])
    assert all(v.weight > 0 for v in model.variables)
    assert {v.transform for v in model.variables} <= {"none", "log"}
    assert not [v.name for v in model.variables if "crime" in v.name]


def test_an_unknown_grouping_says_what_was_probably_meant():
    with pytest.raises(UnknownGrouping, match=r"no peer grouping 'familly-people'.*Did you mean 'family-people'"):
        grouping("familly-people")


def test_what_a_reader_changes_does_not_stay():
    mine, figures = membership(), context()
    mine["group"], figures["value"] = "changed", 0
    assert "changed" not in set(membership()["group"])
    assert context()["value"].abs().sum() > 0


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    for name in ("areas.csv", "peer_groups.csv", "peer_groupings.yaml", "context.csv"):
        (tmp_path / name).write_bytes((paths.DATA / name).read_bytes())
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    return tmp_path


def test_a_grouping_that_a_user_adds_as_rows_is_offered(own_data):
    with open(own_data / "peer_groups.csv", "a", encoding="utf-8", newline="") as file:
        file.writelines(
            f"coast,Coastal areas,coast-1,On the coast,{code},ours\n" for code in ("S12000047", "S12000027")
        )
    assert list(groupings()) == [*FIXED, "nearest-neighbours", "coast"]
    assert groupings()["coast"].title == "Coastal areas"
    assert grouping("coast").kind == "fixed"


def test_an_area_and_an_alias_that_a_user_adds_are_known(own_data):
    text = (own_data / "areas.csv").read_text("utf-8")
    header = text.splitlines()[0].split(",")
    row = dict.fromkeys(header, "") | {"area_code": "E07000093", "name": "Test Valley", "aliases": "TVBC;Test Vale"}
    row |= {"tier": "two-tier"}
    (own_data / "areas.csv").write_text(text + ",".join(row[c] for c in header) + "\n", "utf-8")
    assert register().resolve("TVBC").name == "Test Valley"
    assert register().resolve("Test Valley Council").tier == "two-tier"
    assert len(register().areas) == 33
