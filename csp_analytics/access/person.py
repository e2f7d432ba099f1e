"""Who uses the program, and in which roles. Nothing here knows how people sign in."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

ANALYST, FACILITATOR, OFFICER, ADMINISTRATOR = "analyst", "facilitator", "officer", "administrator"
ROLES = (ANALYST, FACILITATOR, OFFICER, ADMINISTRATOR)


@dataclass(frozen=True)
class Person:
    """Somebody, as the program knows them.

    Attributes:
        name: how they stand in the log: their e-mail address, or the account of the operating system.
        roles: what they are, of :data:`ROLES`; nobody without a role sees anything.
        areas: codes of the areas that they are an officer of.
    """

    name: str
    roles: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        """Whether they have one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def sees_everything(self) -> bool:
        """Whether results are named for them whatever the publishing rule of a round: all but mere officers."""
        return self.has(ANALYST, FACILITATOR, ADMINISTRATOR)


NOBODY = Person("not signed in")


def everybody_here() -> Person:
    """Whoever works at this computer's account: may do everything, as the file is theirs anyway."""
    return Person(account(), frozenset(ROLES))


def account() -> str:
    """Name of the account that the program runs under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
