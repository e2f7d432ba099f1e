"""Settings of sign-in: all of them or none; what is missing or cannot be right is named, and no secret is."""

import itertools

import pytest

from csp_analytics.access.sign_in_settings import Incomplete, loopback, read

WHOLE = {
    "CSP_OIDC_METADATA_URL": "https://login.example.org/realms/csp/.well-known/openid-configuration",
    "CSP_OIDC_CLIENT_ID": "csp-analytics",
    "CSP_OIDC_CLIENT_SECRET": "client-secret-7",
    "CSP_COOKIE_SECRET": "cookie-secret-" * 3,
    "CSP_PUBLIC_ADDRESS": "https://csp.example.org",
}
NATIVE = {
    "redirect_uri": "https://csp.example.org/oauth2callback",
    "cookie_secret": WHOLE["CSP_COOKIE_SECRET"],
    "client_id": "csp-analytics",
    "client_secret": "client-secret-7",
    "server_metadata_url": WHOLE["CSP_OIDC_METADATA_URL"],
}


def refusal(environment, native=None):
    with pytest.raises(Incomplete) as refused:
        read(environment, native)
    return str(refused.value)


def test_without_any_setting_there_is_no_sign_in():
    assert read({}) is None
    assert read({"CSP_PUBLIC_ADDRESS": "https://csp.example.org", "CSP_CONTACT": "the desk"}) is None


def test_whole_settings_are_what_streamlit_is_given():
    made = read(WHOLE)
    assert made.secrets() == {"auth": NATIVE}
    assert (made.hours, made.address_claim, made.trusted, made.native) == (12, "email", False, False)


def test_no_part_of_the_settings_is_enough():
    """Every choice of some but not all of the five: refused, and exactly what is missing is named."""
    switches = [name for name in WHOLE if name != "CSP_PUBLIC_ADDRESS"]
    for n in range(1, len(WHOLE)):
        for there in itertools.combinations(WHOLE, n):
            if not set(there) & set(switches):
                continue
            said = refusal({name: WHOLE[name] for name in there})
            assert [name for name in WHOLE if name in said] == [name for name in WHOLE if name not in there]
            assert not any(WHOLE[name] in said for name in there)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CSP_COOKIE_SECRET": "short"}, "32 characters"),
        ({"CSP_OIDC_METADATA_URL": "http://login.example.org/.well-known/openid-configuration"}, "https://"),
        ({"CSP_OIDC_METADATA_URL": "login.example.org"}, "https://"),
        ({"CSP_PUBLIC_ADDRESS": "http://csp.example.org"}, "CSP_PUBLIC_ADDRESS"),
        ({"CSP_PUBLIC_ADDRESS": "http://localhost.evil.org"}, "CSP_PUBLIC_ADDRESS"),
        ({"CSP_OIDC_METADATA_URL": "https://login.microsoftonline.com/common/v2.0/x"}, "any organisation"),
        ({"CSP_OIDC_METADATA_URL": "https://login.microsoftonline.com/organizations/v2.0/x"}, "any organisation"),
        ({"CSP_OIDC_TRUSTED": "maybe"}, "yes or no"),
        ({"CSP_SIGN_IN_HOURS": "0"}, "hours between 0 and 720"),
        ({"CSP_SIGN_IN_HOURS": "nan"}, "hours between 0 and 720"),
        ({"CSP_SIGN_IN_HOURS": "soon"}, "hours between 0 and 720"),
    ],
)
def test_what_cannot_be_right_is_refused(changed, said):
    assert said in refusal({**WHOLE, **changed})


def test_a_secret_may_lie_in_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text("from-a-file\n")
    environment = {key: value for key, value in WHOLE.items() if key != "CSP_OIDC_CLIENT_SECRET"}
    assert read({**environment, "CSP_OIDC_CLIENT_SECRET_FILE": str(file)}).client_secret == "from-a-file"
    assert "cannot be read" in refusal({**environment, "CSP_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "none")})
    assert "both set" in refusal({**WHOLE, "CSP_OIDC_CLIENT_SECRET_FILE": str(file)})


def test_streamlits_own_settings_count_as_they_are():
    made = read({"CSP_SIGN_IN_HOURS": "8"}, NATIVE)
    assert (made.native, made.hours, made.secrets()) == (True, 8, {"auth": NATIVE})
    for key in NATIVE:
        assert key in refusal({}, {name: value for name, value in NATIVE.items() if name != key})
    assert "/oauth2callback" in refusal({}, {**NATIVE, "redirect_uri": "https://csp.example.org/elsewhere"})
    assert "twice" in refusal(WHOLE, NATIVE)


def test_secrets_are_not_printed():
    told = repr(read(WHOLE))
    assert WHOLE["CSP_OIDC_CLIENT_SECRET"] not in told
    assert WHOLE["CSP_COOKIE_SECRET"] not in told


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("localhost", True), ("LOCALHOST.", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True),
        ("[::1]", True), ("0.0.0.0", False), ("::", False), ("", False), ("192.0.2.7", False),
        ("localhost.evil.org", False), ("127.0.0.1.evil.org", False), ("csp.example.org", False),
    ],
)  # fmt: skip
def test_what_means_this_computer_alone(name, here):
    assert loopback(name) is here


@pytest.mark.parametrize(
    ("name", "value"), [("CSP_OIDC_NAME", "Us"), ("CSP_OIDC_TRUSTED", "yes"), ("CSP_SIGN_IN_HOURS", "8")]
)
def test_what_only_makes_sense_with_sign_in_never_leaves_the_dashboard_open(name, value):
    """Whoever sets these means people to sign in; the others may have been mistyped."""
    said = refusal({name: value, "CSP_OICD_CLIENT_ID": "csp"})
    assert said.startswith(f"{name} is set, and CSP_OIDC_METADATA_URL, ")
