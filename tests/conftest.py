"""Databases for tests: an empty one, and one with the demonstration data, built once however many workers there are."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from csp_analytics.store.connection import Store, open_store

PATIENCE = 120.0

# No test asserts how long something takes, an example of a property neither: machines differ and are busy.
settings.register_profile("unhurried", deadline=None, max_examples=50)
# What lands is tried with the same examples every time; new ones are drawn where somebody can look into what they find.
settings.register_profile("same", deadline=None, max_examples=25, derandomize=True)
settings.load_profile("same" if os.environ.get("CI") else "unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One test with the demonstration data, all without it, then the rest with it.

    So one worker builds the data at once, the others have enough to do meanwhile, and nobody waits for it.
    """
    fixtures = [getattr(item, "fixturenames", ()) for item in items]
    with_data = [item for item, names in zip(items, fixtures, strict=True) if "demo_database" in names]
    without = [item for item, names in zip(items, fixtures, strict=True) if "demo_database" not in names]
    items[:] = [*with_data[:1], *without, *with_data[1:]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new database in a file of its own."""
    opened = open_store(tmp_path / "csp.duckdb")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the demonstration data. Nobody opens it: copy it, or take one of the stores below.

    The first worker that asks builds it; the others wait for it. Two processes cannot have one file open.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the one folder that all workers of a run share
    done, failed = folder / "demonstration.duckdb", folder / "demonstration.failed"
    try:
        (folder / "demonstration.begun").touch(exist_ok=False)
    except FileExistsError:
        _wait_for(done, failed)
        return done
    try:
        _build(folder / "demonstration-unfinished.duckdb").replace(done)
    except BaseException:
        failed.touch()
        raise
    return done


@pytest.fixture(scope="session")
def demo_store(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration data, to read. Shared by the tests of a worker: never write into it."""
    opened = open_store(shutil.copy(demo_database, tmp_path_factory.mktemp("demonstration") / "to-read.duckdb"))
    yield opened
    opened.close()


@pytest.fixture
def own_demo_store(demo_database: Path, tmp_path: Path) -> Iterator[Store]:
    """The demonstration data in a copy of the test's own, to write into."""
    opened = open_store(shutil.copy(demo_database, tmp_path / "own-demonstration.duckdb"))
    yield opened
    opened.close()


def _build(place: Path) -> Path:
    from csp_analytics.demo.build import build  # the readers of workbooks, which most workers never need

    opened = open_store(place)
    build(opened)
    _decide(opened)
    opened.close()
    return place


def _decide(store: Store) -> None:
    """Decides once which figures of the surveys are shown, as first visits would: it takes seconds a survey."""
    from csp_analytics.findings import survey_plans, surveys
    from csp_analytics.findings.survey_deciding import decide
    from csp_analytics.store import survey_reading

    held = survey_reading.surveys(store)[["definition", "round"]].drop_duplicates()
    for definition, round_ in held.itertuples(index=False):
        decide(store, definition, round_)
    surveys.level_counts(store, "themes", "2025", "agreement", by="area")
    surveys.shares(store, "skills", "2025", "in-place", by="sector", within="area:S12000017")
    survey_plans.write_decisions(store)


def _wait_for(done: Path, failed: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not done.exists():
        if failed.exists() or time.monotonic() > end:
            pytest.fail("the demonstration database was not built: see the worker that began it")
        time.sleep(0.1)
