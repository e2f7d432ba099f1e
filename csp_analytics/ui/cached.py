"""The one gate to the database, and the one place where results are kept.

Pages, parts of pages and rooms get here what the person who acts may see, and nothing else opens the database for them.
Keys of what is kept are small and frozen, with the version of the data and what may be seen of it: never frames.
Results are shared between sessions that see the same and must not be changed by those who get them.
"""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from csp_analytics import paths
from csp_analytics.access.person import OFFICER, Person
from csp_analytics.access.publishing import NAMED
from csp_analytics.access.rules import LOOK, require
from csp_analytics.areas.aliases import EVERYTHING, Sight, sight
from csp_analytics.store import sights
from csp_analytics.store.connection import Store, open_store
from csp_analytics.store.in_sight import in_sight

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def store() -> Store:
    """The database as who acts now may see it; while a room may see less of the areas, only that.

    Raises:
        NotAllowed: when they may not look at anything.
    """
    base, who, seen = whole(), _viewer(), sight()
    return base if who is None and seen == EVERYTHING else _seen(base, base.version, who, seen)


def whole() -> Store:
    """The database itself, for what is about no area: whether there is data, which rounds, what the rules say.

    Nothing of it that is about an area may reach a page: that is what :func:`store` is for.
    """
    return open_store(paths.database())


def publishing_rules() -> dict[str, str]:
    """Publishing rule of every round that is not published with names, see :func:`csp_analytics.store.sights.rules`."""
    base = whole()
    return _rules(base, base.version)


def who_set(round_: str) -> tuple[str, str]:
    """Who set the rule of a round, and the day; empty where nobody did."""
    base = whole()
    return _who_set(base, base.version, round_)


def sight_under(rule: str) -> Sight:
    """What who acts now may see of the areas in rounds of a publishing rule."""
    base, who = whole(), _viewer()
    return EVERYTHING if who is None else _sight(base, base.version, who, rule)


def _viewer() -> Person | None:
    """Who looks, without the name: officers of the same areas see the same. None for who sees everything."""
    who = require(LOOK)
    if who.sees_everything or not publishing_rules():
        return None
    return Person("", frozenset({OFFICER}), who.areas)


@lru_cache(maxsize=8)
def _rules(base: Store, version: int) -> dict[str, str]:
    return sights.rules(base)


@lru_cache(maxsize=64)
def _who_set(base: Store, version: int, round_: str) -> tuple[str, str]:
    return sights.who_set(base, round_)


@lru_cache(maxsize=64)
def _sight(base: Store, version: int, who: Person, rule: str) -> Sight:
    return sights.sight_of(base, who, rule)


@lru_cache(maxsize=32)
def _seen(base: Store, version: int, who: Person | None, seen: Sight) -> Store:
    """What a person may see, and of that what the room may see; aliases of a rule are in the first already."""
    there = base if who is None else sights.seen_by(base, who, seen.rule or NAMED)
    strict = seen.aliases is not None and seen.aliases.strictly
    of_room = replace(seen, rule="", aliases=None if strict else seen.aliases)
    return there if of_room == EVERYTHING else in_sight(there, of_room)


def by_data_version(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps the results of a function of the store until the data or a definition file changes."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        place, who, stamp = whole(), _viewer(), _definitions_stamp()
        seen = (sorted(who.areas) if who else None, sight().key)
        key = (name, str(place.path), place.version, stamp, seen, args, sorted(kwargs.items()))
        return _kept(_Question(json.dumps(key), lambda: function(*args, **kwargs)))

    return asked


def for_life(function: Callable[[T], R]) -> Callable[[T], R]:
    """Keeps what a function makes of an object (HTML of a frame, JSON of a figure) until the object is gone.

    By identity: frames have no hash, and kept results are never changed by those who get them.
    """
    kept: dict[int, R] = {}

    @wraps(function)
    def asked(thing: T) -> R:
        if id(thing) not in kept:
            made = function(thing)
            weakref.finalize(thing, kept.pop, id(thing), None).atexit = False
            kept[id(thing)] = made
        return kept[id(thing)]

    return asked


@dataclass(frozen=True)
class _Question:
    """What is asked, told apart by its key alone. The key is JSON, which refuses what is not small and plain."""

    key: str
    ask: Callable[[], Any] = field(compare=False)


# Not st.cache_resource: it looks at the signature of its function at every call, a tenth of the run of a page.
@lru_cache(maxsize=2048)
def _answer(question: _Question) -> _Answer:
    return _Answer()


class _Answer:
    """What came of a question. Who asks while somebody else's asking is under way waits for it, and asks not again."""

    def __init__(self) -> None:
        self._asking = threading.RLock()
        self._there, self._found = False, None

    def of(self, question: _Question) -> Any:
        """The answer; asked for once, and again after it failed."""
        if not self._there:
            with self._asking:
                if not self._there:
                    self._found = question.ask()
                    self._there = True
        return self._found


def _kept(question: _Question) -> Any:
    return _answer(question).of(question)


def forget() -> None:
    """Forgets every result, for tests."""
    _answer.cache_clear()
    for known in (_seen, _rules, _who_set, _sight):
        known.cache_clear()


def _definitions_stamp() -> int:
    return _stamp_of(paths.definitions(), int(time.monotonic()))


@lru_cache(maxsize=4)
def _stamp_of(folder: Path, second: int) -> int:
    """When a definition was last changed; looked up once a second, because one page asks eight times."""
    files = [*folder.glob("*.csv"), *folder.glob("*.yaml"), *(folder / "frameworks").glob("*/*")]
    files += [*(folder / "published").glob("*.csv"), *(folder / "surveys").glob("*.yaml")]
    return max(file.stat().st_mtime_ns for file in files)
