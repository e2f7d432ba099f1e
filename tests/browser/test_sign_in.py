"""Sign-in against a real provider on this computer: who gets in, who does not, and what they are sent.

One provider and one server for all of it. Two tests use a browser; the others send what a browser would send, so that
every message can be read and cookies can be forged.
"""

from __future__ import annotations

import json
import re
import time
from secrets import token_hex
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import expect
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from csp_analytics.access.person import OFFICER, Person
from csp_analytics.areas.register import register
from csp_analytics.store import people
from csp_analytics.store.connection import open_store
from csp_analytics.ui.navigation import open_to
from csp_analytics.workshop.live.making import make
from tests.browser.server import free_port, serve
from tests.browser.visit import PATIENCE, settled
from tests.builders.identity_provider import CLIENT, PASSWORD, SECRET, provider
from tests.builders.people import JSON, Laptop, Phone
from tests.builders.rooms import FIRST, prepared
from tests.builders.signing_in import COOKIE_SECRET, signed_in, way_back
from tests.builders.websocket_visit import visited, words

FIFE = "S12000047"
OLIVE, ANNA = "olive.officer@example.org", "anna@example.org"
COOKIE, TOKENS = "_streamlit_user", "_streamlit_user_tokens"
WITHOUT_ROLE = "has no role in the dashboard"


@pytest.fixture(scope="module")
def place(demo_database, tmp_path_factory):
    """A provider, a dashboard that people sign in to, and a workshop room in it."""
    folder = tmp_path_factory.mktemp("sign-in")
    database = folder / "signed-in.duckdb"
    database.write_bytes(demo_database.read_bytes())
    store = open_store(database)
    people.give(store, OLIVE.title(), "officer", FIFE)
    people.give(store, "otto@example.org", "officer", "S12000033")
    people.give(store, "frank@example.org", "facilitator")
    room = make(store, prepared())
    store.close()
    port, other = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    with provider(other, f"{url}/oauth2callback", folder / "provider.log") as idp:
        settings = {
            "CSP_OIDC_METADATA_URL": idp.metadata,
            "CSP_OIDC_CLIENT_ID": CLIENT,
            "CSP_OIDC_CLIENT_SECRET": SECRET,
            "CSP_COOKIE_SECRET": COOKIE_SECRET,
            "CSP_PUBLIC_ADDRESS": url,
            "CSP_OIDC_NAME": "The *Organisation*",
            "CSP_ADMINISTRATORS": f"{ANNA.upper()}, root@example.org",
        }
        with serve(database, port=port, **settings) as server:
            yield SimpleNamespace(idp=idp, server=server, url=url, room=room, database=database)


@pytest.fixture(scope="module")
def cookies(place):
    """The cookies of people who have signed in, by user name; each signs in once."""
    known: dict[str, dict[str, str]] = {}

    def of(name: str) -> dict[str, str]:
        if name not in known:
            known[name] = dict(signed_in(place.url, name).cookies)
        return known[name]

    return of


@pytest.fixture
def another_browser(place, browser):
    """Opens browsers that visit the dashboard and the provider, and nobody else."""
    opened, asked = [], []

    def new():
        opened.append(browser.new_context(viewport={"width": 1440, "height": 900}))
        opened[-1].on("request", lambda request: asked.append(request.url))
        return opened[-1]

    yield new
    for context in opened:
        context.close()
    strange = [one for one in asked if not one.startswith((place.url, place.idp.url, "data:", "blob:"))]
    assert strange == []


def cookie_of(place, *, secret=COOKIE_SECRET, name=COOKIE, **claims) -> dict[str, str]:
    """A cookie as Streamlit would sign it, with claims of one's own."""
    said = {
        "is_logged_in": True,
        "origin": place.url,
        "provider": "default",
        "iss": f"{place.idp.url}/",
        "aud": [CLIENT],
        "iat": int(time.time()),
        "email": ANNA,
        "email_verified": True,
        **claims,
    }
    return {name: create_signed_value(secret, name, json.dumps(said)).decode()}


def sent(place, page="area", query=f"area={FIFE}", **more) -> str:
    return words(visited(place.url, page, query, **more))


def area_names(told: str) -> list[str]:
    return [one.name for one in register().areas.values() if re.search(rf"\b{re.escape(one.name)}\b", told)]


def test_an_officer_signs_in_through_the_providers_own_form_and_out_again(place, another_browser):
    page = another_browser().new_page()
    asked = place.server.address("area", f"area={FIFE}")
    page.goto(asked)
    button = page.get_by_role("button", name="Sign in with The *Organisation*")
    expect(button).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("navigation", name="App pages")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Fife")
    button.click()

    page.wait_for_url(f"{place.idp.url}/**")
    page.get_by_role("textbox").first.fill("olive")
    page.keyboard.press("Enter")
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(asked)
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fife")
    expect(page.get_by_text(f"Signed in as {OLIVE} (officer)")).to_be_visible()
    menu = page.get_by_role("navigation", name="App pages").get_by_role("link")
    own = open_to(Person(OLIVE, frozenset({OFFICER}), frozenset({FIFE})))
    assert [link.inner_text().split("\n")[-1] for link in menu.all()] == [one.title for one in own]

    page.get_by_role("button", name="Sign out").click()
    expect(button).to_be_visible(timeout=PATIENCE)
    assert [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")] == []
    page.goto(asked)
    expect(button).to_be_visible(timeout=PATIENCE)
    button.click()  # at the provider too: it asks who it is
    page.wait_for_url(f"{place.idp.url}/**")
    expect(page.get_by_role("textbox").first).to_be_visible()


def test_two_people_at_once_are_not_mixed_up(place, cookies, another_browser):
    tabs = {}
    for name in ("anna", "olive"):
        context = another_browser()
        context.add_cookies([{"name": key, "value": value, "url": place.url} for key, value in cookies(name).items()])
        tabs[name] = context.new_page()
    for _ in range(2):
        for page in tabs.values():
            page.goto(place.server.address("methods"), wait_until="commit")
        for name, who in (("anna", f"{ANNA} (administrator)"), ("olive", f"{OLIVE} (officer)")):
            settled(tabs[name])
            expect(tabs[name].get_by_text("Signed in as")).to_have_text(f"Signed in as {who}")
            prepares = tabs[name].get_by_role("link", name="Prepare a workshop")
            expect(prepares).to_have_count(1 if name == "anna" else 0)


@pytest.mark.parametrize("page", ["", "area", "your-partnership", "workshop", "people", "no-such-page"])
def test_somebody_signed_out_is_sent_the_button_and_no_data(place, page):
    told = sent(place, page)
    assert "Sign in with" in told
    assert area_names(told) == []
    assert "National picture" not in told  # no menu either
    assert "Traceback" not in told


def test_forged_and_foreign_cookies_are_those_of_nobody(place):
    good = cookie_of(place)
    told = sent(place, cookies=good)  # the cookies below differ from this one in one thing
    assert f"Signed in as {ANNA} (administrator)" in told
    assert "Fife" in area_names(told)
    value = good[COOKIE]
    forged = {
        "signed with another secret": cookie_of(place, secret="x" * 32),
        "one sign changed": {COOKIE: value[:10] + ("A" if value[10] != "A" else "B") + value[11:]},
        "signed for another cookie": {
            COOKIE: cookie_of(place, name="_streamlit_user_tokens")["_streamlit_user_tokens"]
        },
        "not signed": {COOKIE: value.split(".")[0]},
        "of another address": cookie_of(place, origin="https://elsewhere.example.org"),
        "empty": {COOKIE: ""},
        "in parts that are not there": cookie_chunks("chunks-2"),
        "in more parts than a cookie has": cookie_chunks("chunks-99999999"),
        "not signed in": cookie_of(place, is_logged_in=False),
        "signed in as a word": cookie_of(place, is_logged_in="yes"),
    }
    for what, cookies in forged.items():
        told = sent(place, cookies=cookies)
        assert "Signed in as" not in told, what
        assert area_names(told) == [], what
        assert requests.get(f"{place.url}/control/ABCDE", cookies=cookies, timeout=30).status_code == 403, what


def test_a_cookie_in_several_parts_is_that_of_one_person(place):
    """Providers with much to say of people: Streamlit splits what is larger than a cookie may be."""
    said = json.loads(URLSafeTimedSerializer(COOKIE_SECRET, salt=COOKIE).loads(cookie_of(place)[COOKIE]))
    parts: dict[str, str] = {}
    set_cookie_with_chunks(
        lambda name, value: parts.update({name: create_signed_value(COOKIE_SECRET, name, value).decode()}),
        lambda name, value: create_signed_value(COOKIE_SECRET, name, value),
        COOKIE,
        {**said, "groups": [token_hex(16) for _ in range(300)]},
        cookie_attr_size=60,
    )
    assert len(parts) > 2
    assert f"Signed in as {ANNA} (administrator)" in sent(place, "methods", "", cookies=parts)
    led = requests.get(f"{place.url}/lead/{place.room.key}", cookies=parts, allow_redirects=False, timeout=30)
    assert led.status_code == 303
    del parts[f"{COOKIE}_2"]
    assert "Signed in as" not in sent(place, "methods", "", cookies=parts)
    assert requests.get(f"{place.url}/lead/{place.room.key}", cookies=parts, timeout=30).status_code == 403


def cookie_chunks(said: str) -> dict[str, str]:
    return {COOKIE: create_signed_value(COOKIE_SECRET, COOKIE, said).decode()}


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"aud": ["another-program"]}, "another program"),
        ({"aud": None}, "another program"),
        ({"iat": int(time.time()) - 13 * 3600}, "more than 12 hours ago"),
        ({"iat": None}, "does not say when"),
        ({"iat": int(time.time()) + 86_400}, "does not say when"),
        ({"email": "anna@example.org.evil.org"}, WITHOUT_ROLE),
        ({"email": "xanna@example.org"}, WITHOUT_ROLE),
        ({"email": ""}, "no e-mail address"),
        ({"email": f"{ANNA},root@example.org"}, "no e-mail address"),
        ({"email_verified": False}, "is verified as yours"),
        ({"email_verified": None}, "is verified as yours"),
        ({"email_verified": "false"}, "is verified as yours"),
    ],
)
def test_a_signed_cookie_that_does_not_count_shows_a_sentence_and_no_data(place, claims, why):
    cookies = cookie_of(place, **claims)
    told = sent(place, cookies=cookies)
    assert why in told
    assert area_names(told) == []
    assert "National picture" not in told
    led = requests.get(f"{place.url}/lead/{place.room.key}", cookies=cookies, timeout=30)
    assert (led.status_code, "csp_lead" in str(led.cookies)) == (403, False)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nora", f"nora@example.org, and this address {WITHOUT_ROLE}"),
        ("ursula", "does not say that ursula@example.org is verified"),
        ("silas", "does not say that silas@example.org is verified"),
    ],
)
def test_people_whom_the_provider_knows_but_the_dashboard_does_not(place, cookies, name, why):
    told = sent(place, cookies=cookies(name))
    assert why in told
    assert "Sign out" in told
    assert area_names(told) == []


def test_a_token_for_another_program_signs_nobody_in(place):
    place.idp.says_tokens_are_for("another-program")
    try:
        person = signed_in(place.url, "anna")
    finally:
        place.idp.says_tokens_are_for(CLIENT)
    assert person.landed.headers["Location"] == "/"
    assert COOKIE not in person.cookies


def test_a_way_back_that_this_browser_did_not_begin_signs_nobody_in(place):
    """Forged requests across sites: somebody lures another into the attacker's own account, or guesses."""
    attacker, victim = requests.Session(), requests.Session()
    back = way_back(attacker, place.url, "nora")
    assert {"code", "state"} <= parse_qs(urlsplit(back).query).keys()
    for address in (back, f"{place.url}/oauth2callback?code=x&state=y", f"{place.url}/oauth2callback"):
        answer = victim.get(address, allow_redirects=False, timeout=30)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
        assert COOKIE not in victim.cookies
    wrong = attacker.get(back.replace("state=", "state=x"), allow_redirects=False, timeout=30)
    assert COOKIE not in wrong.cookies
    assert COOKIE in attacker.get(back, allow_redirects=False, timeout=30).cookies
    again = requests.Session().get(back, allow_redirects=False, timeout=30)
    assert COOKIE not in again.cookies


@pytest.mark.parametrize(
    ("page", "to"),
    [(f"/area?area={FIFE}&round=2025", f"/area?area={FIFE}&round=2025"), ("/", "/")],
)
def test_people_come_back_to_the_page_that_they_asked_for(place, page, to):
    assert signed_in(place.url, "nora", page=page).landed.headers["Location"] == to


def test_no_secret_reaches_the_log(place, cookies):
    cookies("otto")
    log = place.server.log.read_text(errors="replace")
    assert "/oauth2callback" in log
    for secret in (SECRET, COOKIE_SECRET, PASSWORD, place.room.key):
        assert secret not in log


def test_only_a_facilitator_leads_a_room_and_anybody_in_it_votes(place, cookies):
    url, room = place.url, place.room
    phone, stranger, officer = Phone(url, room.code), Laptop(url, room.code, room.key), Laptop(url, room.code, "")
    facilitator = Laptop(url, room.code, "")
    officer.browser.cookies.update(cookies("olive"))
    facilitator.browser.cookies.update(cookies("frank"))
    assert stranger.entered.status_code == 403
    assert "Sign in on the dashboard" in stranger.entered.text
    assert phone.join().status_code == 200
    assert stranger.get(f"/wall/{room.code}").status_code == 200
    assert stranger.post(f"/wall/{room.code}", do="open").status_code == 405

    for nobody in (stranger, officer):  # with the facilitator link in hand, whatever way it came
        nobody.browser.cookies.set(f"csp_lead_{room.code.lower()}", room.key)
        assert nobody.get(f"/lead/{room.key}").status_code == 403
        assert nobody.get(f"/control/{room.code}").status_code == 403
        assert nobody.get(f"/control/{room.code}/now").status_code == 403
        refused = nobody.post(f"/control/{room.code}", JSON, do="step", by=1)
        assert refused.status_code == 403
        assert refused.json()["refused"]
    assert "a facilitator or an administrator may" in refused.json()["refused"]

    assert facilitator.get(f"/control/{room.code}").status_code == 403  # a role alone is not enough: the link is needed
    assert facilitator.get(f"/lead/{room.key}").status_code == 200
    for what in ({"do": "step", "by": 1}, {"do": "open"}):
        assert facilitator.post(f"/control/{room.code}", JSON, **what).status_code == 200
    assert phone.answer(FIRST, "4").status_code == 200
    wall = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", stranger.get(f"/wall/{room.code}").text, flags=re.DOTALL)
    assert "1 of 1" in " ".join(wall.split())


def test_files_of_pages_are_for_people_who_are_signed_in(place, cookies):
    address = f"{place.url}/media/{'0' * 40}.csv"
    assert requests.get(address, timeout=30).status_code == 403
    assert requests.get(address, cookies=cookies("olive"), timeout=30).status_code == 404
    assert requests.get(address, cookies=cookie_of(place, secret="y" * 40), timeout=30).status_code == 403
