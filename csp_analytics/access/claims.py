"""What a provider says of somebody who has signed in, and whether it is enough: one address, that is surely theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from csp_analytics.access.sign_in_settings import EMAIL, SignIn

# Whether somebody has shown that the address is theirs: the standard's claim, and Microsoft's (the domain is theirs).
VERIFIED = ("email_verified", "xms_edov")
AHEAD = 300.0  # seconds that the clocks of two machines may differ
_ADDRESS = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")


class NotAccepted(Exception):
    """Somebody has signed in with the provider and is not let in; the message is a sentence for them."""


def address_of(claims: Mapping[str, Any], settings: SignIn, now: float) -> str:
    """The e-mail address of somebody who has signed in, in small letters; empty when nobody has.

    The signature of the token was checked when it came (Authlib), that of the cookie before this (Streamlit).

    Args:
        claims: of the ID token, as Streamlit keeps them, with ``is_logged_in``.
        settings: how people sign in.
        now: seconds since 1970.

    Raises:
        NotAccepted: when the sign-in is over, was for another program, or gives no address that counts.
    """
    if claims.get("is_logged_in") is not True:
        return ""
    if settings.client_id not in _list(claims.get("aud")):
        raise NotAccepted("You signed in to another program than this dashboard. Sign out, then sign in here.")
    begun = claims.get("iat")
    if isinstance(begun, bool) or not isinstance(begun, int | float) or begun > now + AHEAD:
        raise NotAccepted("Your organisation does not say when you signed in. Tell whoever runs the dashboard.")
    if now - begun > settings.hours * 3600:
        raise NotAccepted(f"You signed in more than {settings.hours:g} hours ago. Sign in again.")
    return _address(claims, settings)


def _address(claims: Mapping[str, Any], settings: SignIn) -> str:
    written = str(claims.get(settings.address_claim) or "").strip()
    said = written.lower()
    if becomes_another(written) or not _ADDRESS.fullmatch(said):
        raise NotAccepted(
            f"Your organisation gives no e-mail address of yours ('{settings.address_claim}' in its token). "
            "Tell whoever runs the dashboard."
        )
    if settings.address_claim != EMAIL:  # a name that the organisation gives out itself; nobody chooses their own
        return said
    told = [claims[key] for key in VERIFIED if claims.get(key) is not None]
    if told and all(_is_yes(value) for value in told):
        return said
    if told or not settings.trusted:
        there = "Verify your address there, then sign in again, or tell" if told else "Tell"
        raise NotAccepted(
            f"Your organisation does not say that {said} is verified as yours. {there} whoever runs the dashboard."
        )
    return said


def becomes_another(written: str) -> bool:
    """Whether a sign of an address is a plain letter when made small (the Kelvin sign: k), so that it is another's."""
    return any(not sign.isascii() and sign.lower().isascii() for sign in written)


def _is_yes(value: object) -> bool:
    return value is True or value == 1 or str(value).lower() in ("true", "1")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
