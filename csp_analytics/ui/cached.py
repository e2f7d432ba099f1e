"""The one place where results are kept. Keys are small and frozen, with the version of the data: never frames.

Results are shared between sessions and must not be changed by those who get them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from csp_analytics import paths
from csp_analytics.store.connection import Store, open_store

P = ParamSpec("P")
R = TypeVar("R")


def store() -> Store:
    """The database of this process."""
    return open_store(paths.database())


def by_data_version(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps the results of a function of the store until the data or a definition file changes."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        place = store()
        key = (str(place.path), place.version, _definitions_stamp())
        return _kept(name, key, args, tuple(sorted(kwargs.items())), lambda: function(*args, **kwargs))

    return asked


# One kept function with the name of the asked one in its key: Streamlit tells cached functions apart by their source,
# and functions made by one decorator all have the same.
@st.cache_resource(max_entries=2048, show_spinner=False)
def _kept(name: str, key: tuple[str, int, int], args: tuple, kwargs: tuple, _ask: Callable[[], R]) -> R:
    return _ask()


def _definitions_stamp() -> int:
    folder = paths.definitions()
    files = [*folder.glob("*.csv"), *folder.glob("*.yaml"), *(folder / "frameworks").glob("*/*")]
    return max(file.stat().st_mtime_ns for file in files)
