"""What one is looking at stands in the address: a link, a reload and the way back restore it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visit import choices, choose, finding, go, opened, settled

HALLMARKS = "Hallmarks of Effective Partnerships, implementation checklist"
FIFE = "S12000047"


def said(page):
    """Page and choices of the address."""
    parts = urlsplit(page.url)
    return parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()}


def test_the_address_of_a_first_visit_says_what_is_shown_by_permanent_ids(page, dashboard):
    opened(page, dashboard.address())

    assert said(page) == ("/", {"framework": "safer-communities", "round": "2025", "measure": "all"})


def test_a_choice_survives_a_change_of_page_and_a_reload(page, dashboard):
    opened(page, dashboard.address())
    choose(page, "Framework", HALLMARKS)
    choose(page, "Round", "2023")
    go(page, "Area")  # heading is the area's name: see below
    chosen = {"framework": "hallmarks", "round": "2023"}
    assert chosen.items() <= said(page)[1].items()
    choose(page, "Area", "Moray")
    before = finding(page)

    page.reload()
    settled(page)

    assert finding(page) == before
    assert choices(page) == {"Area": "Moray", "Framework": HALLMARKS, "Round": "2023", "Peers": "Family group (people)"}
    go(page, "National picture")
    assert said(page) == ("/", chosen | {"measure": "all"})
    go(page, "Area")
    assert page.get_by_role("heading", level=1).inner_text() == "Moray"


VIEWS = {
    "National picture": ("", {"framework": "excellence", "round": "2023", "measure": "evidence"}),
    "Area": ("area", {"framework": "hallmarks", "round": "2023", "peers": "nearest", "area": FIFE}),
    "Get a template": ("templates", {"framework": "excellence", "area": FIFE}),
    "How scores are made": ("methods", {"framework": "hallmarks", "peers": "nearest", "part": "peers"}),
}


@pytest.mark.parametrize("title", VIEWS)
def test_a_link_opened_in_another_browser_restores_every_choice(new_context, dashboard, title):
    path, query = VIEWS[title]
    address = dashboard.address(path, "&".join(f"{key}={value}" for key, value in query.items()))

    page = opened(new_context().new_page(), address)

    assert said(page) == (f"/{path}", query)
