"""After sign-in one is back where one was, and never on another site."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from csp_analytics.server.coming_back import COOKIE, local, place_of
from csp_analytics.server.signed_in_only import layers


async def _login(request):
    return RedirectResponse("https://provider.example.org/authorize", 302)


async def _callback(request):
    answer = RedirectResponse("/", 302)
    if "code" in request.query_params:
        answer.set_cookie("_streamlit_user", "signed")
    return answer


def browser_of(address):
    routes = [Route("/auth/login", _login), Route("/oauth2callback", _callback), Route("/media/{file}", _login)]
    knows_anna = layers(lambda cookies: cookies.get("who") == "anna", f"{address}/oauth2callback")
    app = Starlette(routes=routes, middleware=knows_anna)
    return TestClient(app, base_url=address, follow_redirects=False)


@pytest.fixture
def browser():
    return browser_of("http://csp.example.org")


def back(browser, referer, code="?code=1"):
    browser.get("/auth/login", headers={"referer": referer} if referer else {})
    return browser.get(f"/oauth2callback{code}").headers["location"]


def test_one_comes_back_to_the_page_and_its_choices_once(browser):
    asked = "/area?area=S12000047&round=2025%2F26"
    assert back(browser, f"http://csp.example.org{asked}") == asked
    assert COOKIE not in browser.cookies
    assert browser.get("/oauth2callback?code=2").headers["location"] == "/"


def test_who_did_not_get_in_begins_at_the_first_page(browser):
    assert back(browser, "http://csp.example.org/area", code="?error=denied") == "/"


@pytest.mark.parametrize(
    "referer", ["", "https://evil.org/area", "http://csp.example.org.evil.org/area", "http://csp.example.org//evil.org"]
)
def test_another_site_is_never_gone_to(browser, referer):
    assert back(browser, referer) == "/"


@pytest.mark.parametrize("said", ["//evil.org", "https://evil.org", "/\\evil.org", "evil", "/a\r\nSet-Cookie: x=y", ""])
def test_a_cookie_that_somebody_else_wrote_leads_nowhere(browser, said):
    browser.cookies.set(COOKIE, quote(said, safe=""))
    assert browser.get("/oauth2callback?code=1").headers["location"] == "/"


@given(st.text())
def test_what_is_gone_to_is_a_path_of_this_server(said):
    for path in (local(said), place_of(f"http://csp.example.org{said}", "csp.example.org")):
        assert path == "" or (path[0] == "/" and path[1:2] not in ("/", "\\") and "\n" not in path and "\r" not in path)


@pytest.mark.parametrize(("address", "n"), [("https://csp.example.org", 3), ("http://localhost:8501", 0)])
def test_where_people_come_by_https_no_cookie_of_the_sign_in_goes_another_way(address, n):
    browser = browser_of(address)
    out = browser.get("/auth/login", headers={"referer": f"{address}/area"})
    back = browser.get("/oauth2callback?code=1")
    given = [*out.headers.get_list("set-cookie"), *back.headers.get_list("set-cookie")]
    assert len(given) == 3  # the page, who it is, and the page taken away
    assert sum("; Secure" in one for one in given) == n


def test_what_a_page_was_given_is_for_those_who_are_known(browser):
    assert browser.get("/media/a.csv").status_code == 403
    assert browser.get("//media//a.csv").status_code in (403, 404)
    browser.cookies.set("who", "anna")
    assert browser.get("/media/a.csv").status_code == 302
