"""The demonstration data into a store: its workbooks go through the importer like anyone's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from csp_analytics import paths
from csp_analytics.demo.setting import SPREADSHEETS
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.connection import Store
from csp_analytics.store.writing import Outcome, load


def demonstration_files() -> list[Path]:
    """The demonstration workbooks for the definitions in use, and large surveys in CSV, in order of name."""
    return _spreadsheets(paths.demo())


def _spreadsheets(folder: Path) -> list[Path]:
    return sorted(file for kind in SPREADSHEETS for file in folder.glob(kind))


def is_demonstration(digest: str) -> bool:
    """Whether a file is one of the demonstration workbooks, whoever loads it and under whatever name.

    The committed ones are that under any definitions.
    """
    known = {*demonstration_files(), *_spreadsheets(paths.DEMO)}
    return any(hashlib.sha256(file.read_bytes()).hexdigest() == digest for file in known)


def build(store: Store, progress: Callable[[int, int, str], None] | None = None) -> list[Outcome]:
    """Loads every demonstration workbook for the definitions in use.

    Args:
        store: where to.
        progress: told before each file: its number from 1, how many there are, its name.

    Returns:
        How each import ended, in order of file name. A second call changes nothing.
    """
    files = demonstration_files()
    outcomes = []
    for number, file in enumerate(files, start=1):
        if progress:
            progress(number, len(files), file.name)
        outcomes.append(load(store, read_file(file, file.name, Wanted()), demo=True))
    return outcomes
