"""Who acts now. The person belongs to the thread that runs a page or answers a request, never to a parameter.

So whatever a page, a link or an export asks of the store, the store knows for whom. A program without sign-in (the
command line, the dashboard on one's own computer) acts for the account that it runs under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from csp_analytics.access.person import Person, everybody_here

_acting: ContextVar[Person | None] = ContextVar("acting", default=None)
_otherwise: list[Callable[[], Person]] = [everybody_here]


def person() -> Person:
    """Who acts now, in this thread."""
    return _acting.get() or _otherwise[0]()


@contextmanager
def acting(who: Person) -> Iterator[Person]:
    """Lets what runs inside be done by somebody."""
    token = _acting.set(who)
    try:
        yield who
    finally:
        _acting.reset(token)


def otherwise(found_by: Callable[[], Person]) -> None:
    """Who acts where nobody was named (a pressed button, a fragment of a page): asked each time.

    Set once, when a server starts with sign-in; it must give nobody rather than everybody when it does not know.
    """
    _otherwise[0] = found_by


def as_at_the_start() -> None:
    """Back to the account of the process, for tests."""
    _otherwise[0] = everybody_here
