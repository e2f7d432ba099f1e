"""The command about who has which role: the list, giving one and taking one."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from csp_analytics.access.person import OFFICER, ROLES
from csp_analytics.areas.register import register
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, say, show
from csp_analytics.store import people as store_people
from csp_analytics.store.connection import Store, open_store
from csp_analytics.store.people import PersonRefused

LIST, GIVE, TAKE = "list", "give", "take"
DONE = {
    (GIVE, True): "{email} is {role} now.",
    (GIVE, False): "{email} was {role} already. Nothing changed.",
    (TAKE, True): "{email} is no longer {role}.",
    (TAKE, False): "{email} was not {role}. Nothing changed.",
}


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds people."""
    one = command("people", "Who has which role when people sign in; gives a role to somebody, or takes one away.")
    one.add_argument("do", nargs="?", choices=(LIST, GIVE, TAKE), default=LIST, help="what to do (default: list)")
    one.add_argument("email", nargs="?", metavar="EMAIL", help="the e-mail address that the person signs in with")
    one.add_argument("role", nargs="?", metavar="ROLE", help=f"one of {', '.join(ROLES)}")
    one.add_argument("--area", metavar="AREA", help="the area that an officer is of")
    one.set_defaults(run=people)


def people(chosen: argparse.Namespace) -> int:
    """``people``, ``people give EMAIL ROLE [--area AREA]``, ``people take EMAIL ROLE [--area AREA]``."""
    if chosen.do != LIST and not (chosen.email and chosen.role):
        raise Refused(f"Say whom and what: people {chosen.do} name@example.org analyst")
    if chosen.do == LIST and (chosen.email or chosen.area):
        raise Refused("The list is of everybody: people takes no address without give or take.")
    store = open_store(chosen.db)
    if chosen.do != LIST:
        return _change(store, chosen)
    found = store_people.people(store)
    names = choose.area_names(store)
    found.insert(2, "area", [names.get(code, code) for code in found["area_code"]])
    show(found, chosen.format)
    if always := store_people.always_administrators():
        _also(always, chosen.format)
    return 0


def _change(store: Store, chosen: argparse.Namespace) -> int:
    area = choose.area_code(chosen.area, store) if chosen.area else ""
    try:
        done = getattr(store_people, chosen.do)(store, chosen.email, chosen.role, area)
    except PersonRefused as refused:
        raise Refused(str(refused)) from None
    email = chosen.email.strip().lower()
    if chosen.format == "json":
        say({"email": email, "role": chosen.role, "area_code": area, "do": chosen.do, "changed": done})
        return 0
    role = f"{'an' if chosen.role[0] in 'aeiou' else 'a'} {chosen.role}"
    if chosen.role == OFFICER:
        role += f" of {register().names.get(area, area)}"
    print(DONE[chosen.do, done].format(email=email, role=role))
    return 0


def _also(always: list[str], format_: str) -> None:
    if format_ == "table":
        print(f"\nAdministrators whatever stands here ({store_people.ALWAYS}): {', '.join(always)}")
