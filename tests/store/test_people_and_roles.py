"""Roles as data: given, taken, asked for by address; the last administrator stays; every change has a line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, NOBODY, OFFICER, Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.store import audit
from csp_analytics.store.peer_lists import delete_peer_list, save_peer_list
from csp_analytics.store.people import PersonRefused, give, people, person_of, take

FIFE, MORAY = "S12000047", "S12000020"
ANN, BOB = "ann@example.org", "bob@example.org"


def rows(store) -> list[tuple[str, str, str]]:
    """Who is what, of which area."""
    return list(people(store)[["email", "role", "area_code"]].itertuples(index=False, name=None))


def test_an_address_nobody_gave_anything_to_has_no_role(store):
    assert person_of(store, "Stranger@Example.org") == Person("stranger@example.org")
    assert rows(store) == []


def test_an_address_is_kept_in_small_letters_and_found_in_any(store):
    assert give(store, "  Ann@Example.ORG ", ANALYST)
    assert rows(store) == [(ANN, ANALYST, "")]
    assert person_of(store, "ANN@example.org") == Person(ANN, frozenset({ANALYST}))


def test_giving_twice_changes_nothing_and_leaves_no_line(store):
    assert give(store, ANN, FACILITATOR)
    before, version = people(store), store.version
    assert not give(store, ANN.upper(), FACILITATOR)
    assert people(store).equals(before)
    assert store.version == version
    assert len(audit.entries(store, what=[audit.ROLE_GIVEN])) == 1


def test_somebody_in_several_roles_and_of_several_areas_has_them_all(store):
    for role, area in ((OFFICER, FIFE), (OFFICER, MORAY), (FACILITATOR, "")):
        give(store, ANN, role, area)
    assert person_of(store, ANN) == Person(ANN, frozenset({OFFICER, FACILITATOR}), frozenset({FIFE, MORAY}))
    assert take(store, ANN, OFFICER, FIFE)
    assert person_of(store, ANN).areas == {MORAY}
    assert take(store, ANN, OFFICER, MORAY)
    assert person_of(store, ANN) == Person(ANN, frozenset({FACILITATOR}))


def test_taking_what_somebody_does_not_have_changes_nothing(store):
    give(store, ANN, OFFICER, FIFE)
    assert not take(store, ANN, OFFICER, MORAY)
    assert not take(store, ANN, ANALYST)
    assert not take(store, BOB, OFFICER, FIFE)
    assert rows(store) == [(ANN, OFFICER, FIFE)]


def test_every_change_has_a_line_with_who_did_it(store):
    give(store, ANN, ADMINISTRATOR)
    with acting(person_of(store, ANN)):
        give(store, BOB, OFFICER, FIFE)
        take(store, BOB, OFFICER, FIFE)
    lines = audit.entries(store)[::-1]
    assert list(lines["what"]) == [audit.ROLE_GIVEN, audit.ROLE_GIVEN, audit.ROLE_TAKEN]
    assert list(lines["about"]) == [ANN, BOB, BOB]
    assert list(lines["who"][1:]) == [ANN, ANN]
    assert json.loads(lines["detail"].iloc[1]) == {"role": OFFICER, "area": FIFE}


def test_who_gave_a_role_is_kept_with_it(store):
    give(store, ANN, ADMINISTRATOR)
    with acting(person_of(store, ANN)):
        give(store, BOB, ANALYST)
    assert people(store).set_index("email").loc[BOB, "given_by"] == ANN


def test_the_last_administrator_stays(store):
    give(store, ANN, ADMINISTRATOR)
    with pytest.raises(PersonRefused, match="last administrator"):
        take(store, ANN, ADMINISTRATOR)
    assert rows(store) == [(ANN, ADMINISTRATOR, "")]
    give(store, BOB, ADMINISTRATOR)
    assert take(store, ANN, ADMINISTRATOR)
    assert rows(store) == [(BOB, ADMINISTRATOR, "")]


def test_those_of_the_setting_are_administrators_whatever_the_table_says(store, monkeypatch):
    monkeypatch.setenv("CSP_ADMINISTRATORS", f" Carol@example.org, {ANN.upper()},,")
    assert person_of(store, "carol@EXAMPLE.org").roles == {ADMINISTRATOR}
    assert person_of(store, BOB).roles == set()
    give(store, ANN, ADMINISTRATOR)
    assert take(store, ANN, ADMINISTRATOR)  # Carol is left
    monkeypatch.setenv("CSP_ADMINISTRATORS", ANN)
    give(store, ANN, ADMINISTRATOR)
    with pytest.raises(PersonRefused):  # the only one of the setting is the one who would go
        take(store, ANN, ADMINISTRATOR)


@pytest.mark.parametrize(
    "address",
    [
        *("", "ann", "@example.org", "ann@", "ann@@example.org", "ann@example.org, bob@example.org", "a b@example.org"),
        *("ann\u200b@example.org", "ann@exam\u0440le.org", "<ann@example.org>", "ann@-example.org"),
        "a" * 250 + "@b.org",
    ],
)
def test_what_is_no_address_is_refused(store, address):
    with pytest.raises(PersonRefused, match="no e-mail address"):
        give(store, address, ANALYST)
    assert rows(store) == []


@pytest.mark.parametrize("address", ["o'brien@example.org", "a.b+c@sub.example.org", "jörg@example.org", "x@localhost"])
def test_addresses_as_people_have_them(store, address):
    assert give(store, address, ANALYST)


@pytest.mark.parametrize(
    ("role", "area", "said"),
    [
        ("anlyst", "", "Did you mean 'analyst'"),
        (OFFICER, "", "which area"),
        (OFFICER, "S99999999", "no area"),
        (OFFICER, "outside:nowhere", "no area"),
        (OFFICER, "Fife", "no area"),  # codes alone: names are resolved by who asks
        (ANALYST, FIFE, "Only an officer"),
        (ADMINISTRATOR, FIFE, "Only an officer"),
    ],
)
def test_roles_and_areas_that_are_none_are_refused(store, role, area, said):
    with pytest.raises(PersonRefused, match=said):
        give(store, ANN, role, area)
    assert rows(store) == []


def test_an_officer_may_be_of_an_area_outside_the_register_that_is_in_the_database(store):
    with store.transaction() as cursor:
        cursor.execute("insert into area values ('outside:york', 'York', true)")
    assert give(store, ANN, OFFICER, "outside:york")
    assert person_of(store, ANN).areas == {"outside:york"}


@pytest.mark.parametrize("role", [ANALYST, FACILITATOR, OFFICER, ""])
def test_only_an_administrator_may_look_at_people_or_change_them(store, role):
    give(store, ANN, ADMINISTRATOR)
    who = Person(BOB, frozenset({role}), frozenset({FIFE})) if role else NOBODY
    with acting(who):
        for ask in (
            lambda: people(store),
            lambda: give(store, BOB, ADMINISTRATOR),
            lambda: take(store, ANN, ADMINISTRATOR),
        ):
            with pytest.raises(NotAllowed):
                ask()
    assert rows(store) == [(ANN, ADMINISTRATOR, "")]


@settings(max_examples=10)  # each opens a database
@drawn(st.lists(st.tuples(st.booleans(), st.sampled_from([ANN, BOB]), st.sampled_from([ADMINISTRATOR, ANALYST]))))
def test_there_is_always_an_administrator_once_there_was_one(tmp_path_factory, steps):
    """Any order of giving and taking: a plain set says who has what."""
    from contextlib import closing

    from csp_analytics.store.connection import open_store

    with closing(open_store(tmp_path_factory.mktemp("roles") / "csp.duckdb")) as store:
        there: set[tuple[str, str]] = set()
        for giving, email, role in steps:
            last = {one for one in there if one[1] == ADMINISTRATOR} == {(email, role)}
            if giving:
                assert give(store, email, role) == ((email, role) not in there)
                there.add((email, role))
            elif last:
                with pytest.raises(PersonRefused):
                    take(store, email, role)
            else:
                assert take(store, email, role) == ((email, role) in there)
                there.discard((email, role))
        assert {(email, role) for email, role, _ in rows(store)} == there


def test_what_somebody_else_saved_under_a_name_is_theirs(store):
    ann, bob = (Person(f"{name}@example.org", frozenset({ANALYST})) for name in ("ann", "bob"))
    boss = Person("boss@example.org", frozenset({ADMINISTRATOR}))
    with acting(ann):
        save_peer_list(store, "Coast", ["S12000047", "S12000020"])
        save_peer_list(store, "Coast", ["S12000047"])  # one's own is replaced
    with acting(bob):
        with pytest.raises(NotAllowed, match="Somebody else saved Coast"):
            save_peer_list(store, "Coast", ["S12000020"])
        with pytest.raises(NotAllowed, match="Somebody else saved Coast"):
            delete_peer_list(store, "Coast")
    assert store.frame("select area_code from peer_list")["area_code"].tolist() == ["S12000047"]
    with acting(boss):
        assert delete_peer_list(store, "Coast")
