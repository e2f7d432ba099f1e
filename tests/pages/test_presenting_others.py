"""Peers hidden until clicked: what is sent does not depend on any figure of another area."""

import re

import pytest

from csp_analytics.ui import navigation
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import Seen, opened
from tests.pages.sent import presented

FIFE = "S12000047"
EXPLORE = [spec.address for spec in SPECS if spec.section == navigation.EXPLORE]
ABOUT_OTHERS = ("national", "compare", "peers", "context", "report")
WAITS = "It waits until you press 'Show peers'"


def everything(choices):
    """What is sent for every page, without what tells one run from another."""
    sent = {address: presented(address, others="hidden", area=FIFE, **choices)[1] for address in EXPLORE}
    return {address: re.sub(r"(?m)^.*(?:id|hash|version|time)\w*: .*$", "", text) for address, text in sent.items()}


@pytest.mark.parametrize("choices", [{}, {"framework": "hallmarks", "names": "hidden", "mix": "7"}])
def test_it_is_the_same_whatever_the_others_rated_wrote_or_planned(own, choices):
    before = everything(choices)
    others = f"assessment_id in (select assessment_id from assessment where area_code <> '{FIFE}')"
    with own.transaction() as cursor:
        cursor.execute(f"update rating set level = 1, evidence = 'other', action = 'other' where {others}")
        cursor.execute(f"update action set issue = 'other', status = 'done' where area_code <> '{FIFE}'")
        cursor.execute(f"update indicator set value = value * 3 where area_code <> '{FIFE}'")

    after = everything(choices)

    assert [address for address in EXPLORE if before[address] != after[address]] == []


@pytest.mark.parametrize("address", EXPLORE)
def test_a_page_shows_the_own_area_or_says_that_it_waits(demonstration, address):
    said, sent = presented(address, area=FIFE, others="hidden")

    assert (WAITS in said[0]) == (address in ABOUT_OTHERS)
    assert ("Fife" in " ".join(said)) != (address in ABOUT_OTHERS)
    assert "Show peers" in sent


def test_all_areas_together_are_others_too(demonstration):
    for address in ("change", "crosswalk"):
        assert WAITS in presented(address, area="all", others="hidden")[0][0]


def test_a_press_shows_them_on_this_page_and_the_next_page_hides_them_again(demonstration):
    page = opened("area", present="on", others="hidden", area=FIFE)
    assert "similar to its peers" not in page.text

    page = press(page, "present-others")
    assert "similar to its peers" in page.text
    assert label(page) == "Hide peers"
    assert "similar to its peers" not in press(page, "present-others").text

    page = press(press(page, "present-others"), "wall-next")  # another screen of the page: still shown
    assert label(page) == "Hide peers"
    page = opened("compare", present="on", others="hidden", area=FIFE)
    assert label(page) == "Show peers"


def test_another_page_of_the_same_visit_hides_them_again(demonstration):
    page = press(opened("compare", present="on", others="hidden", area=FIFE), "present-others")
    assert label(page) == "Hide peers"
    page = press(page, "wall-next")

    page = press(page, "wall-next-page")

    assert page.one("<h1>(.*?)</h1>").startswith("Criteria")
    assert label(page) == "Show peers"
    assert page.address["others"] == "hidden"


def test_the_own_levels_are_all_there(demonstration):
    """37 criteria: those at a level and those without one."""
    said, sent = presented("criteria", area=FIFE, others="hidden")

    board = sent[sent.index('<div class="csp-board">') :]
    assert board[: board.index('class="csp-wall-basis"')].count("<li>") == 37
    assert "Fife rates 35 criteria" in said[0]


def press(page, key):
    return Seen(next(one for one in page.app.button if one.key == key).click().run())


def label(page):
    return next(one.label for one in page.app.button if one.key == "present-others")
