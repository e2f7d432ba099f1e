"""People who sign in without a browser: through the provider's own forms, with cookies of their own."""

from __future__ import annotations

import re
import time
from html import unescape
from urllib.parse import urljoin

import requests
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.builders.identity_provider import PASSWORD

COOKIE_SECRET = "of these tests alone, and long enough for it"
PROVIDER_COOKIE = "canaille"


def way_in(url: str) -> str:
    """The address that Streamlit's button leads to: it names the provider and counts for two minutes."""
    token = {"provider": "default", "exp": int(time.time()) + 120}
    return f"{url}/auth/login?provider={jwt.encode({'alg': 'HS256'}, token, OctKey.import_key(COOKIE_SECRET))}"


def signed_in(url: str, name: str, *, page: str = "/") -> requests.Session:
    """Somebody who has pressed the button on a page of the dashboard and gone through the provider's forms.

    Args:
        url: where the dashboard is.
        name: the user name at the provider.
        page: the page that the button was pressed on.
    """
    person = requests.Session()
    back = way_back(person, url, name, page=page)
    person.landed = person.get(back, allow_redirects=False, timeout=30)  # type: ignore[attr-defined]
    return person


def way_back(person: requests.Session, url: str, name: str, *, page: str = "/") -> str:
    """The address that the provider sends somebody back to: what proves who they are stands in it."""
    answer = person.get(way_in(url), headers={"Referer": f"{url}{page}"}, timeout=30)
    for _ in range(6):
        fields = _fields(answer.text)
        known = {"login": name, "username": name, "password": PASSWORD}
        sent = {key: known.get(key, value) for key, value in fields.items()}
        answer = person.post(answer.url, data=sent, allow_redirects=False, timeout=30)
        while answer.is_redirect:
            to = urljoin(answer.url, answer.headers["Location"])
            if to.startswith(url):
                return to
            answer = person.get(to, allow_redirects=False, timeout=30)
    raise AssertionError(f"the provider did not send {name} back: {answer.url}")


def _fields(page: str) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<(?:input|button)\b[^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in told:
            found[told["name"]] = unescape(told.get("value", ""))
    return found
