"""Pages of people who have signed in, without a browser: roles are asked each time, a sign-in is noted once."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from csp_analytics.access import acting
from csp_analytics.access.person import NOBODY
from csp_analytics.access.sign_in_settings import Incomplete
from csp_analytics.store import audit, people
from csp_analytics.ui import sign_in, who_acts
from tests.access.test_sign_in_settings import WHOLE
from tests.pages.seen import MAIN, PATIENCE, Seen, opened

FIFE = "S12000047"


@pytest.fixture
def sign_in_is_set_up(monkeypatch):
    """As when the server starts with sign-in; afterwards as before."""
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(who_acts, "_hand_over", lambda found: None)  # what Streamlit is given lasts as long as it does
    who_acts.settings.cache_clear()
    sign_in._noted.clear()
    yield
    who_acts.settings.cache_clear()
    acting.as_at_the_start()


def visited_by(email, **claims):
    app = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    app.user = {
        "is_logged_in": True,
        "aud": WHOLE["CSP_OIDC_CLIENT_ID"],
        "iat": int(time.time()),
        "email": email,
        "email_verified": True,
        **claims,
    }
    return Seen(app.run())


def buttons(seen):
    return [one.key for one in seen.app.button]


def test_a_role_that_is_given_or_taken_counts_from_the_next_click(empty, sign_in_is_set_up):
    page = visited_by("olive@example.org")
    assert "has no role in the dashboard" in page.text
    assert "sign-out" in buttons(page)
    _as_at_home(lambda: people.give(empty, "olive@example.org", "officer", FIFE))
    page.app.run()
    assert "Signed in as olive@example.org (officer)" in page.text
    _as_at_home(lambda: people.take(empty, "olive@example.org", "officer", FIFE))
    page.app.run()
    assert "has no role in the dashboard" in page.text


def test_a_sign_in_is_noted_once_whatever_pages_are_opened(empty, sign_in_is_set_up, monkeypatch):
    monkeypatch.setenv("CSP_ADMINISTRATORS", "anna@example.org")
    now = int(time.time())
    for begun in (now, now, now - 1, now - 3600):  # the last from before the server was started
        visited_by("Anna@example.org", iat=begun)
    noted = _as_at_home(lambda: audit.entries(empty, what=[audit.SIGNED_IN]))
    assert list(noted["who"]) == ["anna@example.org"] * 2
    assert list(noted["about"]) == ["anna@example.org"] * 2


def test_nobody_acts_where_it_is_not_known_who_does(empty, sign_in_is_set_up):
    who_acts.begin()
    assert acting.person() == NOBODY  # no page runs here
    assert who_acts.of_cookies({}) == NOBODY
    assert who_acts.is_signed_in({"_streamlit_user": "anything"}) is False


def test_settings_in_part_let_nobody_in(empty, sign_in_is_set_up, monkeypatch):
    monkeypatch.delenv("CSP_OIDC_CLIENT_SECRET")
    who_acts.settings.cache_clear()
    page = visited_by("anna@example.org")
    assert "CSP_OIDC_CLIENT_SECRET must be set too" in page.text
    assert buttons(page) == []
    with pytest.raises(Incomplete):
        who_acts.person()


def test_headers_do_not_say_who_somebody_is(sign_in_is_set_up, monkeypatch):
    """A header that stands for the e-mail address would let everybody be anybody."""
    monkeypatch.setattr(who_acts.st, "get_option", lambda name: {"X-Forwarded-Email": "email"})
    with pytest.raises(Incomplete, match="trustedUserHeaders"):
        who_acts.settings()


def test_without_sign_in_the_page_says_so(demonstration):
    page = opened("methods")
    assert sign_in.OPEN in page.text
    assert "sign-out" not in buttons(page)


def _as_at_home(do):
    with acting.acting(acting.everybody_here()):
        return do()
