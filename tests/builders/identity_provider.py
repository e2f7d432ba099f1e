"""A real OpenID Connect provider (Canaille) in a process of its own: people, one client, everything in memory.

``python -m tests.builders.identity_provider PORT REDIRECT`` is that process; tests take :func:`provider`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from csp_analytics.paths import ROOT

PATIENCE = 60.0
CLIENT, SECRET, PASSWORD = (
    "csp-analytics",
    "what-the-dashboard-and-the-provider-know",
    "a password of the organisation's",
)
# User name, address, and what the provider says of the address: verified, not verified, or nothing.
PEOPLE = (
    ("olive", "Olive.Officer@example.org", "true"),
    ("otto", "otto@example.org", "true"),
    ("anna", "anna@example.org", "true"),
    ("frank", "frank@example.org", "true"),
    ("nora", "nora@example.org", "true"),
    ("ursula", "ursula@example.org", "false"),
    ("silas", "silas@example.org", ""),
)


@dataclass(frozen=True)
class Provider:
    """A running provider: its address, and the process."""

    url: str
    process: subprocess.Popen

    @property
    def metadata(self) -> str:
        """Where it describes itself."""
        return f"{self.url}/.well-known/openid-configuration"

    def says_tokens_are_for(self, client: str) -> None:
        """From now on, its tokens for the dashboard name another audience."""
        with urllib.request.urlopen(f"{self.url}/for-tests/audience/{client}", timeout=10):
            pass


@contextmanager
def provider(port: int, redirect: str, log: Path) -> Iterator[Provider]:
    """Starts a provider on this computer and stops it at the end.

    Args:
        port: where it listens.
        redirect: the one address that it sends people back to.
        log: the file that what it says goes to.
    """
    command = [sys.executable, "-m", "tests.builders.identity_provider", str(port), redirect]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ})
    running = Provider(f"http://127.0.0.1:{port}", process)
    try:
        _wait_until_up(running, log)
        yield running
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_up(running: Provider, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.process.poll() is None:
        try:
            with urllib.request.urlopen(running.metadata, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The provider did not start:\n{log.read_text(errors='replace')}")


def main(port: int, redirect: str) -> None:
    """Runs a provider until it is stopped."""
    import canaille
    from canaille.app import models
    from canaille.backends import Backend

    settings = {"SECRET_KEY": "of this test alone", "CANAILLE": {"DATABASE": "memory", "NAME": "The Organisation"}}
    app = canaille.create_app(config={**settings, "CANAILLE_SQL": None, "CANAILLE_LDAP": None}, env_file="")
    # What a provider knows of an address it says in the token. Canaille has no such field: the title stands for it.
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = "{{ user.title or '' }}"
    with app.app_context(), Backend.instance.session():
        for name, address, verified in PEOPLE:
            person = models.User(
                user_name=name, formatted_name=name.title(), family_name=name.title(), emails=[address],
                password=PASSWORD, title=verified or None,
            )  # fmt: skip
            Backend.instance.save(person)
        for client_id in (CLIENT, "another-program"):
            Backend.instance.save(_client(models, client_id, redirect))
        _audience(CLIENT)

    @app.route("/for-tests/audience/<client>")
    def audience(client: str) -> str:
        _audience(client)
        return "done"

    app.run("127.0.0.1", port, threaded=True, use_reloader=False)


def _client(models: object, client_id: str, redirect: str) -> object:
    return models.Client(  # type: ignore[attr-defined]
        client_id=client_id,
        client_secret=SECRET,
        client_name=client_id,
        client_uri=redirect.rpartition("/")[0],
        redirect_uris=[redirect],
        post_logout_redirect_uris=[redirect],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "email", "profile"],
        token_endpoint_auth_method="client_secret_basic",
    )


def _audience(client_id: str) -> None:
    from canaille.app import models
    from canaille.backends import Backend

    dashboard = Backend.instance.get(models.Client, client_id=CLIENT)
    dashboard.audience = [Backend.instance.get(models.Client, client_id=client_id)]
    Backend.instance.save(dashboard)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
