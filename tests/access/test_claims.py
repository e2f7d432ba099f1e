"""Whose address a token proves: the standard's claim, Microsoft's, an organisation's own names; and nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.access.claims import NotAccepted, address_of
from csp_analytics.access.sign_in_settings import SignIn

NOW = 1_800_000_000.0
USUAL = {"metadata_url": "", "client_id": "csp", "client_secret": "", "cookie_secret": ""}
GOOD = {
    "is_logged_in": True,
    "aud": "csp",
    "iat": NOW - 60,
    "email": "Anna@Example.org",
    "email_verified": True,
}


def address(settings=None, **claims):
    return address_of({**GOOD, **claims}, SignIn(**{**USUAL, **(settings or {})}), NOW)


@pytest.mark.parametrize(
    ("settings", "claims", "expected"),
    [
        ({}, {}, "anna@example.org"),
        ({}, {"aud": ["other", "csp"]}, "anna@example.org"),
        ({}, {"email_verified": "true"}, "anna@example.org"),  # some providers send words
        ({}, {"email_verified": None, "xms_edov": True}, "anna@example.org"),  # Entra ID
        ({}, {"email_verified": None, "xms_edov": "1"}, "anna@example.org"),
        ({"trusted": True}, {"email_verified": None}, "anna@example.org"),  # Entra ID without that claim
        ({"address_claim": "preferred_username"}, {"preferred_username": "A.B@example.org"}, "a.b@example.org"),
        ({"address_claim": "upn"}, {"upn": "a.b@example.org", "email": "root@example.org"}, "a.b@example.org"),
        ({}, {"iat": NOW - 12 * 3600}, "anna@example.org"),
        ({"hours": 0.5}, {"iat": NOW - 1800}, "anna@example.org"),
    ],
)
def test_an_address_that_counts(settings, claims, expected):
    assert address(settings, **claims) == expected


@pytest.mark.parametrize(
    ("settings", "claims"),
    [
        ({}, {"email_verified": None}),
        ({}, {"email_verified": 0}),
        ({}, {"email_verified": "no"}),
        ({"trusted": True}, {"email_verified": False}),  # trust is for what is not said, never against what is
        ({"trusted": True}, {"email_verified": None, "xms_edov": False}),
        ({"address_claim": "preferred_username"}, {}),  # never another claim instead
        ({"address_claim": "preferred_username"}, {"preferred_username": "anna"}),
        ({}, {"email": "anna@example.org root@example.org"}),
        ({}, {"email": "anna@example"}),
        ({}, {"email": ["anna@example.org"]}),
        ({}, {"aud": "csp2"}),
        ({}, {"aud": []}),
        ({}, {"iat": NOW - 12 * 3600 - 1}),
        ({}, {"iat": NOW + 301}),
        ({}, {"iat": True}),
        ({}, {"iat": "1800000000"}),
    ],
)
def test_an_address_that_does_not(settings, claims):
    with pytest.raises(NotAccepted):
        address(settings, **claims)


@given(st.dictionaries(st.sampled_from([*GOOD, "preferred_username", "sub"]), st.none() | st.booleans() | st.text()))
def test_nothing_but_a_sign_in_gives_an_address(claims):
    """Whatever the claims: without ``is_logged_in`` there is nobody, with it an address or a refusal."""
    settings = SignIn(**USUAL)
    assert address_of({**claims, "is_logged_in": None}, settings, NOW) == ""
    with pytest.raises(NotAccepted):
        address_of({**claims, "is_logged_in": True, "iat": None}, settings, NOW)


def test_a_letter_that_becomes_another_when_made_small_is_no_way_into_somebodys_address():
    """U+212A, the Kelvin sign, is 'k' in small letters."""
    with pytest.raises(NotAccepted, match="no e-mail address"):
        address(email="fran\u212a@example.org")


def test_one_no_is_enough():
    with pytest.raises(NotAccepted, match="verified"):
        address(email_verified=False, xms_edov=True)
