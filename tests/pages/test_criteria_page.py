"""The Criteria page sends the grids that its choices ask for, and opens what the address names."""

import json

import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load
from tests.pages.seen import opened
from tests.store.loadable import assessment

FIFE = "S12000047"
FIRST = framework("safer-communities").criteria[0]
SCRIPT = "<script>window.hacked = 1</script> **bold** & more"
VIEW = {"area": FIFE, "framework": "safer-communities", "round": "2025", "peers": "family-people"}


def grids(page):
    """What is sent to the grids of the page: the areas by criteria, then the levels by criteria."""
    return [json.loads(one.proto.bytes) for one in page.app.get("bidi_component")]


def rows(grid):
    return [name for row_id, name, _ in grid["grid"]["rows"] if row_id]


def areas(grid):
    return [column[0] for column in grid["grid"]["columns"]]


@pytest.mark.parametrize("name", ["safer-communities", "excellence", "hallmarks"])
def test_two_grids_with_the_same_criteria_in_the_same_order(demonstration, name):
    page = opened("criteria", framework=name)

    heat, levels = grids(page)

    assert rows(heat) == rows(levels)
    assert len(rows(heat)) >= 0.8 * len(framework(name).criteria)
    assert len(areas(heat)) == 30
    assert areas(levels)[:-3] == [f"level-{level.value}" for level in framework(name).levels]
    assert heat["selected"] == levels["selected"] == ""


def test_choices_of_areas_and_orders_change_what_is_sent_and_the_address(demonstration):
    page = opened("criteria", **VIEW)
    before = grids(page)[0]

    page = page.choose("order", "name")
    named = grids(page)[0]
    page = page.choose("criteria-order", "document").choose("shown", "own")
    own = grids(page)[0]

    names = register().names
    assert sorted(areas(before)) == sorted(areas(named))
    assert [names[code] for code in areas(named)] == sorted(names[code] for code in areas(named))
    assert set(areas(own)) < set(areas(named))
    assert FIFE in areas(own)
    assert rows(own) == [row.short for row in framework("safer-communities").criteria]
    assert {"order": "name", "criteria-order": "document", "shown": "own"}.items() <= page.address.items()


def test_the_published_convention_is_said(demonstration):
    assert "peers' median (own area left out)" in opened("criteria", **VIEW).text

    page = opened("criteria", **VIEW, published="yes")

    assert "peers' mean (own area counted, as published)" in page.text
    assert "Fife rates itself higher than its peers' mean" in page.text


def test_a_cell_in_the_address_opens_its_evidence(demonstration):
    cell = f"{FIFE}.{FIRST.criterion_id}"
    said = reading.ratings(demonstration, "safer-communities", rounds=("2025",), area_code=FIFE, texts=True)
    written = said.set_index("criterion_id").loc[FIRST.criterion_id, "evidence"]

    page = opened("criteria", **VIEW, cell=cell)

    assert page.one(r"<h3>(Fife: .*?)</h3>") == f"Fife: {FIRST.short}"
    assert written
    assert written in page.text
    assert [one["selected"] for one in grids(page)] == [cell, cell]
    assert page.address["cell"] == cell


@pytest.mark.parametrize("cell", ["x", f"{FIFE}.nothing", "<b>.leadership", f"level-9.{FIRST.criterion_id}", "."])
def test_what_is_no_cell_opens_nothing_and_leaves_the_address(demonstration, cell):
    page = opened("criteria", **VIEW, cell=cell)

    assert page.alerts == []
    assert "csp-evidence" not in page.html.replace(".csp-evidence", "")
    assert "cell" not in page.address


def test_a_cell_of_another_framework_closes_when_the_framework_changes(demonstration):
    page = opened("criteria", **VIEW, cell=f"{FIFE}.{FIRST.criterion_id}")

    page = page.choose("framework", "excellence")

    assert "cell" not in page.address
    assert page.alerts == []


def test_texts_of_people_are_escaped(own):
    unkind = assessment(FIFE, evidence=SCRIPT, action=SCRIPT, round_="2030", file=f"{SCRIPT[:8]}.xlsx")
    assert load(own, unkind).status == LOADED

    page = opened("criteria", **{**VIEW, "round": "2030"}, cell=f"{FIFE}.{FIRST.criterion_id}")

    assert "<script" not in page.html
    assert page.text.count(SCRIPT) == 2
    assert SCRIPT[:8] in page.text


def test_what_is_sent_is_small(demonstration):
    for name in ("safer-communities", "excellence", "hallmarks"):
        page = opened("criteria", framework=name)
        assert max(len(one.proto.bytes) for one in page.app.get("bidi_component")) < 25_000
