"""Who may do what, by really doing it: the page docs/role-matrix.md is what was observed, and what it must say."""

from __future__ import annotations

import pytest

from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR
from csp_analytics.paths import ROOT
from csp_analytics.ui.navigation import SPECS
from tests.access.role_matrix import FAILED, NAMES, SAYS, observed
from tests.access.subjects import NOT_SIGNED_IN, OF_FIFE, OF_TWO
from tests.access.writes_walked import DONE, REFUSED
from tests.access.writing_functions import writing_functions

ALWAYS_DONE = {
    "room_log.append",
    "room_log.take_charge",
    "survey_decisions.remember",
    "audit.note",
}  # why: test_every_write_asks.py


@pytest.fixture(scope="module")
def matrix(tmp_path_factory):
    """Everything, walked once."""
    folder = tmp_path_factory.mktemp("matrix")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATABASE", str(folder / "nation.duckdb"))
        patch.setenv("CSP_DEMO", "off")
        patch.delenv("CSP_ADMINISTRATORS", raising=False)
        yield observed(folder)


def column(rows: dict, name: str) -> dict:
    """What one person got."""
    return {what: cells[NAMES.index(name)] for what, cells in rows.items()}


def test_the_page_says_what_was_observed(matrix):
    """Write it anew with: python -m tests.access.role_matrix docs/role-matrix.md"""
    assert matrix.page() == (ROOT / "docs" / "role-matrix.md").read_text("utf-8")


def test_nothing_failed(matrix):
    assert [row for rows in (matrix.pages, matrix.files) for row in rows.items() if FAILED in str(row)] == []


def test_every_page_route_and_function_that_writes_was_walked(matrix):
    assert list(matrix.pages) == [spec.title for spec in SPECS]
    tried = {name for name, _ in matrix.writes}
    assert {one.called for one in writing_functions()} - tried == set()


def test_nobody_gets_anything_before_signing_in(matrix):
    assert set(column(matrix.pages, NOT_SIGNED_IN).values()) == {SAYS}
    done = {name for (name, _), cell in column(matrix.writes, NOT_SIGNED_IN).items() if cell == DONE}
    assert done == ALWAYS_DONE
    routes = column(matrix.routes, NOT_SIGNED_IN)
    assert {cell for route, cell in routes.items() if "/control" in route or "/lead" in route} == {"refused"}


def test_an_administrator_gets_everything(matrix):
    assert SAYS not in column(matrix.pages, ADMINISTRATOR).values()
    assert set(column(matrix.writes, ADMINISTRATOR).values()) == {DONE}


def test_an_officer_does_nothing_for_another_area_and_one_of_two_for_both(matrix):
    one, two = column(matrix.writes, OF_FIFE), column(matrix.writes, OF_TWO)
    for what in ("for {}", "of {}", "the survey of {}"):
        for area, cell in (("Fife", DONE), ("Moray", REFUSED)):
            asked = [key for key in one if key[1] == what.format(area)]
            assert asked, what
            assert {one[key] for key in asked} == {cell}
            assert {two[key] for key in asked} == {DONE}
    assert {key for key in one if one[key] != two[key]} == {key for key in one if key[1].endswith("Moray")}


def test_an_analyst_changes_nothing_but_lists_of_their_own(matrix):
    done = {name for (name, _), cell in column(matrix.writes, ANALYST).items() if cell == DONE}
    assert done == ALWAYS_DONE | {"named.replace_rows"}  # what somebody else saved is theirs


def test_a_facilitator_saves_what_a_room_agreed_and_nothing_else(matrix):
    done = {key for key, cell in column(matrix.writes, FACILITATOR).items() if cell == DONE}
    assert {what for name, what in done if name.startswith(("submitting", "writing"))} == {"what a room of Fife agreed"}


def test_controls_are_for_those_who_run_rooms_and_hold_the_link(matrix):
    for route, cells in matrix.routes.items():
        if "/control" in route or "/lead" in route:
            got = dict(zip(NAMES, cells, strict=True))
            assert {name for name, cell in got.items() if cell == "with link"} == {FACILITATOR, ADMINISTRATOR}
            assert {cell for name, cell in got.items() if name not in (FACILITATOR, ADMINISTRATOR)} == {"refused"}


def test_without_names_no_file_of_an_officer_names_another_area(matrix):
    for title, (named, aliases, _) in matrix.files.items():
        assert aliases == "–" or aliases.startswith("0 of "), title
        assert named == "–" or " of " in named, title
