"""Brings people back to the page that they asked for before they signed in.

Streamlit sends everybody to the first page after sign-in. The page that the button was pressed on stands in the
Referer of the request that leads to the provider; it is kept in a cookie for the time of the sign-in. Nothing but a
path of this dashboard is ever gone to.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, MINUTES = "csp_back", 10
TO_PROVIDER, FROM_PROVIDER = "/auth/login", "/oauth2callback"
MOST_SIGNS = 1500  # an address of the dashboard with all its choices has a few hundred


class ComingBack:
    """Remembers the page on the way out, and goes there on the way in.

    Args:
        app: what answers.
        secure: whether people reach the server over https alone; then no cookie of the sign-in goes another way.
    """

    def __init__(self, app: ASGIApp, *, secure: bool = False):
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith((TO_PROVIDER, FROM_PROVIDER)):
            await self._app(scope, receive, send)
            return
        headers, out = Headers(scope=scope), path.endswith(TO_PROVIDER)
        page = place_of(headers.get("referer", ""), headers.get("host", "")) if out else _kept(headers)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                _turn(answered, page, out=out)
                if self._secure:
                    message["headers"] = [_over_https(header) for header in answered.raw]
            await send(message)

        await self._app(scope, receive, sent)


def place_of(address: str, host: str) -> str:
    """The path and query of an address of this server; empty when it is none, or one that is not to be gone to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not host or parts.netloc != host:
        return ""
    return local(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")


def local(path: str) -> str:
    """A path of this server, empty when a browser could take it for another server's."""
    plain = path.startswith("/") and not path.startswith("//") and path.isascii() and path.isprintable()
    return path if plain and "\\" not in path and " " not in path and len(path) <= MOST_SIGNS else ""


def _kept(headers: Headers) -> str:
    try:
        said = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return local(unquote(said.value)) if said else ""


def _over_https(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return header
    return name, value + b"; Secure"


def _turn(headers: MutableHeaders, page: str, *, out: bool) -> None:
    attributes = "Path=/; HttpOnly; SameSite=Lax"
    if out:
        if page:
            headers.append("set-cookie", f"{COOKIE}={quote(page, safe='')}; Max-Age={MINUTES * 60}; {attributes}")
        return
    # Signed in: Streamlit gave the cookie. After a sign-out or a refusal the way leads to the first page.
    signed_in = any(one.startswith("_streamlit_user=") for one in headers.getlist("set-cookie"))
    if page and signed_in and "location" in headers:
        headers["location"] = page
    headers.append("set-cookie", f"{COOKIE}=; Max-Age=0; {attributes}")
