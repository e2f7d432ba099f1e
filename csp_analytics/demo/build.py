"""The demonstration data into a store: its workbooks go through the importer like anyone's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from csp_analytics import paths
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.connection import Store
from csp_analytics.store.writing import Outcome, load


def is_demonstration(digest: str, folder: Path = paths.DEMO) -> bool:
    """Whether a file is one of the demonstration workbooks, whoever loads it and under whatever name."""
    return any(hashlib.sha256(file.read_bytes()).hexdigest() == digest for file in folder.glob("*.xlsx"))


def build(
    store: Store, folder: Path = paths.DEMO, progress: Callable[[int, int, str], None] | None = None
) -> list[Outcome]:
    """Loads every workbook of a folder as demonstration data.

    Args:
        store: where to.
        folder: where the workbooks are.
        progress: told before each file: its number from 1, how many there are, its name.

    Returns:
        How each import ended, in order of file name. A second call changes nothing.
    """
    files = sorted(folder.glob("*.xlsx"))
    outcomes = []
    for number, file in enumerate(files, start=1):
        if progress:
            progress(number, len(files), file.name)
        outcomes.append(load(store, read_file(file, file.name, Wanted()), demo=True))
    return outcomes
