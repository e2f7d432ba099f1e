"""The command `peers`: members and why they are, as the page shows them; lists that are saved and deleted."""

from __future__ import annotations

import math

import pytest

from csp_analytics.areas.groupings import context, grouping, groupings
from csp_analytics.pictures.peers import peers_picture
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem

FIFE = "S12000047"
ISLANDS = ["Orkney Islands", "Shetland", "Western Isles", "Highland", "Argyll & Bute", "Moray"]


@pytest.fixture
def ours(run, own_demo_store):
    """Commands over a copy of the demonstration data that the test may change."""
    return lambda *arguments: run(*arguments, "--db", own_demo_store.path)


@pytest.mark.parametrize("grouping_id", groupings())
def test_members_are_those_of_the_page_in_its_order_with_its_figures(ask, demo_store, grouping_id):
    told = ask("peers", "Fife", "--grouping", grouping_id, "--format", "json").json
    second = next(key for key in groupings() if key != grouping_id)
    shown = peers_picture(demo_store, "safer-communities", "2025", grouping_id, second, FIFE).members
    assert [row["peer"] for row in told if row["peer"]] == shown.for_files["Peer"].tolist()
    for row, expected in zip(told, shown.shown.to_dict("records"), strict=False):
        assert f"{row['place']}" in expected["How near"]
        assert f"of {row['n_others']}, distance {row['distance']:.2f}" in expected["How near"]
        for kind in ("alike", "unlike"):
            assert row[f"most_{kind}"] == "; ".join(expected[f"Most {kind} (Fife first)"])


def test_facts_have_the_values_of_the_file_and_add_up_to_the_distance(ask):
    values = {(row.area_code, row.variable): row.value for row in context().itertuples()}
    model = grouping("nearest-neighbours")
    options = ["peers", "Fife", "--grouping", "family-other", "--format", "json"]
    distance = {row["peer"]: row["distance"] for row in ask(*options).json}
    facts = ask(*options, "--facts").json
    assert len(facts) == len(distance) * len(model.variables) == 7 * 8
    for fact in facts:
        assert fact["own_value"] == values[FIFE, fact["variable"]]
        assert fact["peer_value"] == values[fact["peer_code"], fact["variable"]]
        assert (fact["grouping"], fact["area"]) == ("family-other", "Fife")
    for peer, far in distance.items():
        steps = [fact["difference"] for fact in facts if fact["peer"] == peer]
        assert far == pytest.approx(math.sqrt(sum(step**2 for step in steps) / 8), abs=1e-5)  # weights are equal
        kinds = [
            fact["kind"] for fact in sorted(facts, key=lambda fact: abs(fact["difference"])) if fact["peer"] == peer
        ]
        assert kinds == ["most alike"] * 3 + [""] * 2 + ["most unlike"] * 3


def test_nearest_neighbours_say_whether_they_are_mutual(ask):
    told = {
        row["peer"]: row for row in ask("peers", "Fife", "--grouping", "nearest-neighbours", "--format", "json").json
    }
    assert [row["place"] for row in told.values()] == [1, 2, 3, 4, 5, 6, 7]
    for name, row in told.items():
        back = ask("peers", name, "--grouping", "nearest-neighbours", "--format", "json").json
        assert row["mutual"] == ("Fife" in [one["peer"] for one in back])


def test_facts_are_sentences_in_tables_and_csv(ask):
    frame = ask("peers", "Fife", "--grouping", "family-people", "--format", "csv").frame
    row = frame[frame["peer"] == "Clackmannanshire"].iloc[0]
    assert row["most_unlike"].startswith("Population: 373,210 and 51,940 persons (2023); ")
    assert (row["place"], row["n_others"]) == ("14", "31")


def test_several_areas_at_once(ask):
    told = ask("peers", "Fife", "Moray", "--grouping", "family-people", "--format", "json").json
    assert [row["area"] for row in told] == ["Fife"] * 7 + ["Moray"] * 7


class TestLists:
    def test_save_choose_compare_and_delete(self, ours, own_demo_store):
        kept = ours("peers", "--save", "Island areas", *ISLANDS, "--format", "json")
        assert (kept.code, kept.err) == (0, "")
        assert {(row["grouping"], row["status"]) for row in kept.json} == {("own:Island areas", "saved")}
        codes = sorted(row["area_code"] for row in kept.json)
        assert codes == reading.peer_lists(own_demo_store)["area_code"].tolist()

        assert ours("peers", "--format", "json").json[-1]["title"] == "Own list: Island areas"
        told = ours("peers", "Fife", "--grouping", "own:Island areas", "--format", "json").json
        assert sorted(row["peer_code"] for row in told) == codes
        assert all(row["most_alike"].count("; ") == 2 for row in told)
        assert {row["grouping"] for row in ours("peers", "Moray", "--format", "json").json} >= {"own:Island areas"}

        rows = ours("compare", "Fife", "--grouping", "own:Island areas", "--format", "json").json
        assert {(row["group"], row["n_peers_all"]) for row in rows} == {("Island areas", 6)}

        assert ours("peers", "--delete", "Island areas", "--format", "json").json == [
            {"grouping": "own:Island areas", "status": "deleted"}
        ]
        gone = ours("compare", "Fife", "--grouping", "own:Island areas")
        assert (gone.code, gone.out) == (1, "")
        assert "There is no peer grouping 'own:Island areas'. Expected one of family-people" in gone.err

    def test_saving_again_says_that_it_replaced(self, ours):
        ours("peers", "--save", "One", "Fife")
        again = ours("peers", "--save", "One", "Moray", "Fife", "Moray", "--format", "json").json
        assert [(row["area"], row["status"]) for row in again] == [("Fife", "replaced"), ("Moray", "replaced")]

    def test_any_table_can_be_benchmarked_against_a_list(self, ours, tmp_path):
        """Fife 8 beside 1, 2, 4, 5 and 9 on the list: median 4."""
        numbers = {"Orkney Islands": 1, "Highland": 2, "Moray": 4, "Angus": 5, "Stirling": 9, "Fife": 8, "Falkirk": 70}
        file = tmp_path / "numbers.csv"
        file.write_text("Council,Rate\n" + "".join(f"{name},{value}\n" for name, value in numbers.items()))
        ours("peers", "--save", "Five", "Orkney Islands", "Highland", "Moray", "Angus", "Stirling")
        options = ["--area-column", "Council", "--value-column", "Rate", "--grouping", "own:Five", "--format", "json"]
        (own,) = [row for row in ours("benchmark", file, *options).json if row["area"] == "Fife"]
        assert (own["peer_value"], own["gap"], own["n_peers"], own["grouping"]) == (4, 4, 5, "own:Five")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--save", "Nobody"], "Choose at least one area for the list."),
            (["--save", " ", "Fife"], "Give the list a name"),
            (["--save", "x" * 61, "Fife"], "it may have 60 at most"),
            (["--save", "One", "Fief"], "There is no area 'Fief'. Did you mean 'Fife'?"),
            (["--delete", "Islnd areas"], "There is no list 'Islnd areas'. Did you mean 'Island areas'?"),
            (["--delete", "Island areas", "Fife"], "give its name alone"),
            (["--facts"], "name one"),
            (["Fife", "--grouping", "own:Islnd areas"], "Did you mean 'own:Island areas'?"),
        ],
    )
    def test_what_cannot_be_done_is_said_and_nothing_changes(self, ours, own_demo_store, arguments, said):
        ours("peers", "--save", "Island areas", "Orkney Islands")
        answer = ours("peers", *arguments)
        assert (answer.code, answer.out) == (1, "")
        assert said in answer.err
        assert reading.peer_lists(own_demo_store)["name"].tolist() == ["Island areas"]

    def test_saving_and_deleting_at_once_is_wrong_usage(self, ours):
        answer = ours("peers", "--save", "One", "--delete", "One")
        assert (answer.code, answer.out) == (2, "")


class TestWithoutADatabase:
    """Definitions need none: the command makes none, and a database in use is no reason to fail."""

    def test_the_defined_groupings_are_listed_and_no_database_is_made(self, run, tmp_path):
        place = tmp_path / "new.duckdb"
        assert len(run("peers", "--db", place, "--format", "json").json) == len(groupings())
        assert len(run("peers", "Fife", "--grouping", "family-people", "--db", place, "--format", "json").json) == 7
        assert run("peers", "--grouping", "own:Any", "--db", place).code == 1
        assert not place.exists()

    def test_a_database_in_use_leaves_out_saved_lists_and_says_so(self, ours, own_demo_store, monkeypatch):
        def in_use(path):
            raise StoreProblem("csp.duckdb is in use by another process.")

        monkeypatch.setattr("csp_analytics.cli.definitions.open_store", in_use)
        answer = ours("peers", "--format", "json")
        assert (answer.code, len(answer.json)) == (0, len(groupings()))
        assert answer.err == "note: saved lists are left out. csp.duckdb is in use by another process.\n"
