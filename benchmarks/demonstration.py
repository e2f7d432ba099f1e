"""The demonstration database in a folder of its own, made by the ordinary importer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from csp_analytics.demo.build import build
from csp_analytics.store.connection import Store, open_store


@contextmanager
def demonstration() -> Iterator[Store]:
    """A store with the demonstration data, gone afterwards."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "demonstration.duckdb")
        build(store)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def demonstration_file() -> Iterator[Path]:
    """A database file with the demonstration data that no process has open, gone afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.duckdb"
        store = open_store(path)
        build(store)
        store.close()
        yield path
