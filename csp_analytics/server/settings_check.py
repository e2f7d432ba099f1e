"""Settings that cannot be right, told before anything starts: each in a sentence that names the setting.

Sign-in has its own look at its settings (``csp_analytics.access.sign_in_settings``), and so has the log. An empty value
always means that a setting is not set. Values that may hold a secret are not repeated.
"""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from csp_analytics import paths

DAYS = "a whole number of days, from 1 to 99999"
MINUTES = "a number of minutes above 0"
SWITCH = "on or off"
FOLDER = "a folder that exists"
ADDRESS = (
    "an address that begins with http:// or https://, without path or question mark, such as https://csp.example.org"
)
SITES = "addresses that begin with http:// or https://, without path, with spaces between them"
_MACHINE = r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])(?::(?P<port>[0-9]{1,5}))?/?"
_ADDRESS = re.compile(r"https?://" + _MACHINE)
# This one is sent in a header, whose letters are ASCII; browsers take *. for every name below another.
_SITE = re.compile(r"https?://(?:\*\.)?" + _MACHINE, re.ASCII)
_MAY_BE_SECRET = re.compile(r"[@?=]|://[^/\s]*:(?![0-9]{1,5}(?:\D|$))")
MOST_REPEATED = 120


def begin() -> None:
    """Looks at the settings of this process.

    Raises:
        SystemExit: when one cannot be right; every sentence stands in the standard error stream.
    """
    if wrong := problems(os.environ):
        print(*wrong, sep="\n", file=sys.stderr, flush=True)
        raise SystemExit(1)


def problems(environment: Mapping[str, str]) -> list[str]:
    """What cannot be right, a sentence for each setting, in the order of the looks below.

    Args:
        environment: environment variables. Folders are looked up, nothing is changed.
    """
    told = [
        f"{name} {_shown(environment[name])}; expected {expected}."
        for name, (fits, expected) in LOOKS.items()
        if environment.get(name) and not fits(environment[name])
    ]
    return told + _of_the_database(environment.get("CSP_DATABASE", ""))


def _shown(value: str) -> str:
    if _MAY_BE_SECRET.search(value) or not value.isprintable() or len(value) > MOST_REPEATED:
        return "is set to something else, which is not repeated here"
    return f"is '{value}'"


def _days(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,5}", value.strip()) is not None and int(value) >= 1


def _minutes(value: str) -> bool:
    try:
        return 0 < float(value) < math.inf
    except ValueError:
        return False


def _on_or_off(value: str) -> bool:
    return value.strip().lower() in ("on", "off")


def _folder(value: str) -> bool:
    return os.path.isdir(value)


def _folder_for_copies(value: str) -> bool:
    return os.path.isdir(os.path.expanduser(value.strip()))


def _is(shape: re.Pattern[str], value: str) -> bool:
    found = shape.fullmatch(value)
    return found is not None and 0 < int(found["port"] or 1) < 65536


def _address(value: str) -> bool:
    return _is(_ADDRESS, value)


def _sites(value: str) -> bool:
    sites = [one for one in value.split(" ") if one]
    return bool(sites) and all(_is(_SITE, one) for one in sites)


def _of_the_database(value: str) -> list[str]:
    if not value:
        return []
    try:
        place = paths.place(value, "CSP_DATABASE")
    except paths.NotAPlace as problem:
        return [f"{problem}."]
    if isinstance(place, str):
        return _of_a_shared_one(place)
    place = Path(os.path.abspath(os.path.expanduser(place)))
    # os.path, unlike Path, answers False for a name that cannot be looked up.
    if os.path.isdir(place):
        return [f"CSP_DATABASE {_shown(value)}; expected a file, and this is a folder."]
    if not os.path.isdir(place.parent):
        return [f"CSP_DATABASE {_shown(value)}; expected a file in a folder that exists."]
    return []


def _of_a_shared_one(written: str) -> list[str]:
    # Imported for those who share a data set: it brings the database with it, which other starts need not wait for.
    from csp_analytics.store.engines.address import address
    from csp_analytics.store.engines.engine import StoreProblem

    try:
        address(written)
    except StoreProblem as problem:  # its sentence repeats nothing
        return [f"CSP_DATABASE cannot be used. {problem}"]
    return []


# Setting: whether a value can be right, and what is expected.
LOOKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "CSP_ROOM_DAYS": (_days, DAYS),
    "CSP_UPLOAD_MINUTES": (_minutes, MINUTES),
    "CSP_DEMO": (_on_or_off, SWITCH),
    "CSP_AHEAD": (_on_or_off, SWITCH),
    "CSP_DATA": (_folder, FOLDER),
    "CSP_BACKUPS": (_folder_for_copies, FOLDER),
    "CSP_BACKUP_DAYS": (_days, DAYS),
    "CSP_PUBLIC_ADDRESS": (_address, ADDRESS),
    "CSP_SERVER_ADDRESS": (_address, ADDRESS),
    "CSP_FRAMED_BY": (_sites, SITES),
}
