"""Lists of peers that people save: kept under a name, replaced as a whole, refused in a sentence, and then peers."""

from __future__ import annotations

from statistics import median

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics import findings
from csp_analytics.areas.groupings import OWN, UnknownGrouping, groupings
from csp_analytics.areas.register import register
from csp_analytics.store import reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.peer_lists import MOST_LETTERS, ListRefused, delete_peer_list, save_peer_list

FIFE, MORAY, ORKNEY, SHETLAND = "S12000047", "S12000020", "S12000023", "S12000027"


def lists(store) -> dict[str, list[str]]:
    rows = reading.peer_lists(store)
    return {name: part["area_code"].tolist() for name, part in rows.groupby("name")}


def test_a_list_is_kept_under_its_name_with_who_saved_it(store):
    assert save_peer_list(store, "Islands", [SHETLAND, ORKNEY], by="ana") == "Islands"

    assert lists(store) == {"Islands": [ORKNEY, SHETLAND]}
    assert set(store.frame("select saved_by from peer_list")["saved_by"]) == {"ana"}
    assert store.value("select count(*) from peer_list where saved_at is null") == 0


def test_it_is_there_when_the_database_is_opened_again(store):
    save_peer_list(store, "Islands", [ORKNEY])
    place = store.path
    store.close()

    again = open_store(place)
    assert lists(again) == {"Islands": [ORKNEY]}
    again.close()


def test_the_same_name_replaces_the_whole_list_and_leaves_the_others(store):
    save_peer_list(store, "Islands", [ORKNEY, SHETLAND])
    save_peer_list(store, "Coast", [FIFE])
    save_peer_list(store, "  Islands ", [MORAY])

    assert lists(store) == {"Islands": [MORAY], "Coast": [FIFE]}


def test_spaces_are_tidied_and_an_area_named_twice_counts_once(store):
    assert save_peer_list(store, "  Far \t north\n ", [ORKNEY, ORKNEY]) == "Far north"
    assert lists(store) == {"Far north": [ORKNEY]}


@pytest.mark.parametrize(
    ("name", "codes", "said"),
    [
        ("", [FIFE], "Give the list a name"),
        (" \t\n", [FIFE], "Give the list a name"),
        ("x" * (MOST_LETTERS + 1), [FIFE], f"has {MOST_LETTERS + 1} letters; it may have {MOST_LETTERS} at most"),
        ("Nobody", [], "Choose at least one area"),
        ("Elsewhere", [FIFE, "outside:test-valley"], "There is no area 'outside:test-valley' in the register."),
    ],
)
def test_what_cannot_be_saved_is_refused_and_changes_nothing(store, name, codes, said):
    save_peer_list(store, "Elsewhere", [MORAY])
    before = store.version

    with pytest.raises(ListRefused, match=said):
        save_peer_list(store, name, codes)

    assert lists(store) == {"Elsewhere": [MORAY]}
    assert store.version == before


def test_the_longest_name_that_may_be_is_kept_whole(store):
    assert lists(store) == {}
    name = save_peer_list(store, "x" * MOST_LETTERS, [FIFE])
    assert list(lists(store)) == [name] == ["x" * MOST_LETTERS]


def test_a_deleted_list_is_gone_and_the_others_stay(store):
    save_peer_list(store, "Islands", [ORKNEY])
    save_peer_list(store, "Coast", [FIFE])

    assert delete_peer_list(store, "Islands")
    assert lists(store) == {"Coast": [FIFE]}
    assert not delete_peer_list(store, "Islands")
    assert not delete_peer_list(store, "coast")  # names are told apart as they are written


def test_every_change_raises_the_version_by_which_pages_forget(store):
    versions = [store.version]
    save_peer_list(store, "Islands", [ORKNEY])
    versions.append(store.version)
    delete_peer_list(store, "Islands")
    versions.append(store.version)
    delete_peer_list(store, "Islands")  # nothing there: nothing to forget
    assert versions == [versions[0], versions[0] + 1, versions[0] + 2]
    assert store.version == versions[-1]


def test_saved_lists_come_after_the_defined_groupings_and_are_the_peers_of_every_area(store):
    save_peer_list(store, "Islands", [ORKNEY, SHETLAND])

    known = findings.groupings(store)
    assert list(known) == [*groupings(), "own:Islands"]
    assert (known["own:Islands"].kind, known["own:Islands"].title) == (OWN, "Own list: Islands")
    pairs = findings.pairs(store, "own:Islands")
    by_area = {code: set(part["peer_code"]) for code, part in pairs.groupby("area_code")}
    assert by_area == {code: {ORKNEY, SHETLAND} - {code} for code in register().areas}
    assert set(pairs["group"]) == {"Islands"}
    assert "own:Islands" not in findings.groupings(None)


def test_an_area_alone_on_its_list_has_no_peers(store):
    save_peer_list(store, "Only one", [FIFE])
    own = findings.pairs(store, "own:Only one").set_index("area_code")["peer_code"]
    assert own[FIFE] == ""
    assert own[MORAY] == FIFE


def test_a_list_that_is_not_there_is_refused_with_a_suggestion(store):
    save_peer_list(store, "Islands", [ORKNEY])
    with pytest.raises(UnknownGrouping, match=r"Did you mean 'own:Islands'\?"):
        findings.grouping(store, "own:Island")
    with pytest.raises(UnknownGrouping):
        findings.pairs(None, "own:Islands")


@given(codes=st.lists(st.sampled_from(sorted(register().areas)), min_size=1, max_size=12), seed=st.randoms())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_a_list_is_irrelevant_to_every_figure(own_demo_store, codes, seed):
    """The comparison is the median of the others on the list, whichever way they were typed."""
    shuffled = seed.sample(codes, len(codes))
    save_peer_list(own_demo_store, "As typed", codes)
    save_peer_list(own_demo_store, "Shuffled", [*shuffled, shuffled[0]])

    one, other = (
        findings.comparison(own_demo_store, "excellence", "2025", f"own:{name}", by="overall").drop(columns="group")
        for name in ("As typed", "Shuffled")
    )

    assert one.equals(other)
    scores = one.set_index("area_code")["score"].dropna().to_dict()
    for row in one.to_dict("records"):
        theirs = [scores[code] for code in set(codes) - {row["area_code"]} if code in scores]
        assert row["n_peers"] == len(theirs)
        assert pd.isna(row["peer_median"]) if not theirs else row["peer_median"] == pytest.approx(median(theirs))
