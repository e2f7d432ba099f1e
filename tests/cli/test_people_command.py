"""The command about people: who has which role, giving one, taking one; the account of the machine may."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def run(run, tmp_path):
    """Over a new database, the same for every command of a test."""
    return lambda *arguments: run(*arguments, "--db", tmp_path / "csp.duckdb")


def test_nobody_has_a_role_at_first_then_those_who_got_one(run):
    assert run("people").out == "Nothing to show.\n"
    assert run("people", "give", "Ann@Example.org", "administrator").out == "ann@example.org is an administrator now.\n"
    assert run("people", "give", "bob@example.org", "officer", "--area", "fife").out == (
        "bob@example.org is an officer of Fife now.\n"
    )
    listed = json.loads(run("people", "--format", "json").out)
    assert [(one["email"], one["role"], one["area"], one["area_code"]) for one in listed] == [
        ("ann@example.org", "administrator", "", ""),
        ("bob@example.org", "officer", "Fife", "S12000047"),
    ]


def test_what_changes_nothing_says_so(run):
    run("people", "give", "ann@example.org", "analyst")
    assert run("people", "give", "ann@example.org", "analyst").out == (
        "ann@example.org was an analyst already. Nothing changed.\n"
    )
    assert run("people", "take", "ann@example.org", "facilitator").out == (
        "ann@example.org was not a facilitator. Nothing changed.\n"
    )
    assert json.loads(run("people", "take", "ann@example.org", "analyst", "--format", "json").out) == {
        **{"email": "ann@example.org", "role": "analyst", "area_code": "", "do": "take", "changed": True}
    }


def test_administrators_of_the_setting_are_told_below_the_list(run, monkeypatch):
    monkeypatch.setenv("CSP_ADMINISTRATORS", "carol@example.org")
    assert "CSP_ADMINISTRATORS): carol@example.org" in run("people").out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("give", "ann@example.org"), "people give name@example.org analyst"),
        (("take",), "people take name@example.org analyst"),
        (("list", "ann@example.org"), "without give or take"),
        (("give", "ann", "analyst"), "no e-mail address"),
        (("give", "ann@example.org", "anlyst"), "Did you mean 'analyst'"),
        (("give", "ann@example.org", "officer"), "which area"),
        (("give", "ann@example.org", "officer", "--area", "Fief"), "Did you mean 'Fife'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run, asked, said):
    answer = run("people", *asked)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
