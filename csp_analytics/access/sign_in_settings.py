"""How people sign in: settings of the organisation's own OpenID Connect provider, from the environment.

Either every setting is there and sound, or the server does not start: it is never half open. Without any of them there
is no sign-in, and everybody who reaches the server may do everything (see ``csp_analytics.server.listening``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

METADATA, CLIENT, SECRET, COOKIE, PUBLIC = (
    "CSP_OIDC_METADATA_URL", "CSP_OIDC_CLIENT_ID", "CSP_OIDC_CLIENT_SECRET", "CSP_COOKIE_SECRET", "CSP_PUBLIC_ADDRESS",
)  # fmt: skip
NAME, ADDRESS, TRUSTED, HOURS, CONTACT = (
    "CSP_OIDC_NAME", "CSP_OIDC_ADDRESS", "CSP_OIDC_TRUSTED", "CSP_SIGN_IN_HOURS", "CSP_CONTACT",
)  # fmt: skip
# The settings that switch sign-in on: one of them is enough to want all.
WANTED = (METADATA, CLIENT, SECRET, COOKIE)
NATIVE = {
    "server_metadata_url": METADATA, "client_id": CLIENT, "client_secret": SECRET, "cookie_secret": COOKIE,
}  # fmt: skip
CALLBACK = "/oauth2callback"
EMAIL = "email"
USUAL_HOURS, MOST_HOURS = 12.0, 30 * 24.0  # Streamlit's own cookie lasts 30 days
FEWEST_SIGNS = 32
# Of Microsoft's addresses, those that let people of any organisation in.
ANYBODY = ("common", "organizations", "consumers")


class Incomplete(Exception):
    """Sign-in is set up in part or wrongly; the message is a sentence that says what is missing."""


@dataclass(frozen=True)
class SignIn:
    """How people sign in.

    Attributes:
        metadata_url: address of the provider's description of itself (``.well-known/openid-configuration``).
        client_id, client_secret: what the provider knows this dashboard by.
        cookie_secret: signs the cookie that keeps somebody signed in; 32 characters or more.
        redirect_uri: where the provider sends people back to.
        name: the organisation, on the button.
        address_claim: the claim of the ID token that holds a person's e-mail address.
        trusted: whether addresses count that the provider does not call verified (it never says that they are not).
        hours: how long a sign-in lasts.
        contact: whom to ask for a role, in words.
        native: whether Streamlit has them already, from its own ``secrets.toml``.
    """

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    redirect_uri: str = ""
    name: str = "your organisation"
    address_claim: str = EMAIL
    trusted: bool = False
    hours: float = USUAL_HOURS
    contact: str = "an administrator of the dashboard"
    native: bool = False

    def secrets(self) -> dict[str, Any]:
        """The settings as Streamlit wants them beside its own ``secrets.toml``."""
        return {
            "auth": {
                "redirect_uri": self.redirect_uri,
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.metadata_url,
            }
        }


def read(environment: Mapping[str, str], native: Mapping[str, Any] | None = None) -> SignIn | None:
    """The settings in use; None without any.

    Args:
        environment: environment variables; ``NAME_FILE`` names a file that holds the value of NAME.
        native: the section ``[auth]`` of Streamlit's ``secrets.toml``, when there is one.

    Raises:
        Incomplete: when some are missing, cannot be read or cannot be right.
    """
    said = {name: _value(environment, name) for name in (*WANTED, PUBLIC, NAME, ADDRESS, TRUSTED, HOURS, CONTACT)}
    here = any(said[name] for name in WANTED)
    if native and here:
        raise Incomplete(
            "Sign-in is set up twice: by the section [auth] of secrets.toml and by settings of the environment "
            f"({', '.join(name for name in WANTED if said[name])}). Take one of them away."
        )
    if native:
        return _sound(_native(native, said))
    if not here:
        if hints := [name for name in (NAME, ADDRESS, TRUSTED, HOURS) if said[name]]:
            # A name that was mistyped among the others must not open the dashboard to everybody.
            raise Incomplete(f"{_and(hints)} is set, and {_and(list(WANTED))} are not. Nothing was started.")
        return None
    missing = [name for name in (*WANTED, PUBLIC) if not said[name]]
    if missing:
        raise Incomplete(f"Sign-in is set up in part: {_and(missing)} must be set too. Nothing was started.")
    return _sound(_made(said, said[PUBLIC].rstrip("/") + CALLBACK))


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _value(environment: Mapping[str, str], name: str) -> str:
    file = environment.get(f"{name}_FILE", "")
    if not file:
        return environment.get(name, "").strip()
    if environment.get(name):
        raise Incomplete(f"{name} and {name}_FILE are both set. Take one of them away.")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Incomplete(f"The file that {name}_FILE names cannot be read.") from None


def _native(native: Mapping[str, Any], said: Mapping[str, str]) -> SignIn:
    missing = [key for key in (*NATIVE, "redirect_uri") if not str(native.get(key) or "").strip()]
    if missing:
        raise Incomplete(
            f"The section [auth] of secrets.toml lacks {_and(missing)}. The dashboard has one provider: "
            "its keys stand in [auth] itself. Nothing was started."
        )
    values = {**said, **{name: str(native[key]) for key, name in NATIVE.items()}}
    return _made(values, str(native["redirect_uri"]), native=True)


def _made(said: Mapping[str, str], redirect_uri: str, *, native: bool = False) -> SignIn:
    optional: dict[str, Any] = {"name": said[NAME], "address_claim": said[ADDRESS], "contact": said[CONTACT]}
    return SignIn(
        metadata_url=said[METADATA],
        client_id=said[CLIENT],
        client_secret=said[SECRET],
        cookie_secret=said[COOKIE],
        redirect_uri=redirect_uri,
        trusted=_yes(said[TRUSTED]),
        hours=_hours(said[HOURS]),
        native=native,
        **{key: value for key, value in optional.items() if value},
    )


def _yes(said: str) -> bool:
    if said.lower() not in ("", "yes", "no"):
        raise Incomplete(f"{TRUSTED} is '{said}'; expected yes or no.")
    return said.lower() == "yes"


def _hours(said: str) -> float:
    try:
        hours = float(said or USUAL_HOURS)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= MOST_HOURS:
        raise Incomplete(f"{HOURS} is '{said}'; expected hours between 0 and {MOST_HOURS:g}.")
    return hours


def _sound(made: SignIn) -> SignIn:
    for what, address in ((METADATA, made.metadata_url), (PUBLIC, made.redirect_uri)):
        if not _private(address):
            raise Incomplete(
                f"{what} must be a whole address that begins with https:// (http:// is for this computer alone)."
            )
    if not made.redirect_uri.endswith(CALLBACK):
        raise Incomplete(f"redirect_uri in [auth] must end with {CALLBACK}.")
    if set(urlsplit(made.metadata_url).path.split("/")) & set(ANYBODY):
        raise Incomplete(
            f"{METADATA} lets people of any organisation sign in. Put the number of your own tenant in its place."
        )
    if len(made.cookie_secret) < FEWEST_SIGNS:
        raise Incomplete(
            f"{COOKIE} must have {FEWEST_SIGNS} characters or more, drawn at random: "
            'python -c "import secrets; print(secrets.token_hex(32))"'
        )
    return made


def _private(address: str) -> bool:
    """Whether what goes to an address is read by nobody on the way."""
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
    except ValueError:
        return False
    return bool(name) and (parts.scheme == "https" or (parts.scheme == "http" and loopback(name)))


def loopback(name: str) -> bool:
    """Whether a name or address of a machine means this computer alone."""
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name.lower().rstrip(".") == "localhost"
