"""The one place where results are kept. Keys are small and frozen, with the version of the data: never frames.

Results are shared between sessions and must not be changed by those who get them.
"""

from __future__ import annotations

import json
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from csp_analytics import paths
from csp_analytics.areas.aliases import EVERYTHING, Sight, sight
from csp_analytics.store.connection import Store, open_store
from csp_analytics.store.in_sight import in_sight

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def store() -> Store:
    """The database of this process; while a room may not see everything of the areas, only what it may see."""
    base = open_store(paths.database())
    return base if sight() == EVERYTHING else _in_sight(base, base.version, sight())


@lru_cache(maxsize=16)
def _in_sight(base: Store, version: int, seen: Sight) -> Store:
    return in_sight(base, seen)


def by_data_version(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps the results of a function of the store until the data or a definition file changes."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        place, stamp = open_store(paths.database()), _definitions_stamp()
        key = (name, str(place.path), place.version, stamp, sight().key, args, sorted(kwargs.items()))
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
def _kept(question: _Question) -> Any:
    return question.ask()


def forget() -> None:
    """Forgets every result, for tests."""
    _kept.cache_clear()
    _in_sight.cache_clear()


def _definitions_stamp() -> int:
    return _stamp_of(paths.definitions(), int(time.monotonic()))


@lru_cache(maxsize=4)
def _stamp_of(folder: Path, second: int) -> int:
    """When a definition was last changed; looked up once a second, because one page asks eight times."""
    files = [*folder.glob("*.csv"), *folder.glob("*.yaml"), *(folder / "frameworks").glob("*/*")]
    files += [*(folder / "published").glob("*.csv"), *(folder / "surveys").glob("*.yaml")]
    return max(file.stat().st_mtime_ns for file in files)
