"""The shared engine for tests: one PostgreSQL for the worker, a new data set for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_analytics.store.connection import Store, open_store
from tests.builders.shared_engine import PASSWORD, Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that runs. Whoever stops it starts it again."""
    there = Cluster()
    yield there
    there.remove()


@pytest.fixture
def address(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a new data set; the password is in the environment, as an administrator would keep it."""
    monkeypatch.setenv("CSP_DATABASE_PASSWORD", PASSWORD)
    return cluster.address(tmp_path / "data")


@pytest.fixture
def shared(address: str) -> Iterator[Store]:
    """A new shared data set."""
    opened = open_store(address)
    yield opened
    opened.close()
