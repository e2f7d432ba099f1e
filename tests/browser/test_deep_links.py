"""A link to any page works on a server that nobody has visited yet: the right page, with its frame."""

from pathlib import PurePath

import pytest
from playwright.sync_api import expect

from csp_analytics.ui.navigation import SPECS
from tests.browser.server import serve
from tests.browser.visit import opened


def kind(spec):
    """What the first request to a server can depend on: Streamlit finds a page by the name of its file or by what the
    menu calls it, and some pages speak before there is data. That every address opens its page: ``test_address``.
    """
    return spec.default, PurePath(spec.file).stem == spec.address, spec.anyway


KINDS = {kind(spec): spec for spec in SPECS}.values()


@pytest.mark.parametrize("spec", KINDS, ids=[spec.address for spec in KINDS])
def test_the_first_request_to_a_fresh_server_may_be_any_page(page, fresh_database, spec):
    with serve(fresh_database) as server:
        opened(page, server.address("" if spec.default else spec.address))

        expect(page).to_have_title(f"{spec.title} – CSP maturity")
        menu = page.get_by_role("navigation", name="App pages").get_by_role("link")
        assert [link.inner_text().split("\n")[-1] for link in menu.all()] == [one.title for one in SPECS]
        expect(page.get_by_role("note").first).to_contain_text("Demonstration data.")
        expect(page.locator(".csp-footer")).to_contain_text("data version")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_text("Page not found")).to_have_count(0)
