"""The parts of DuckDB that a shared data set needs: from packages that are installed, never fetched."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import duckdb

from csp_analytics.store.engines.engine import StoreProblem

# Package: the name that DuckDB looks for inside the file, which the file must have too.
NAMES = {"ducklake": "ducklake", "postgres": "postgres_scanner", "httpfs": "httpfs"}
MISSING = (
    "A shared database needs packages that are not installed ({names}). Install them with: "
    "pip install 'csp-analytics[shared]'"
)


def load(connection: duckdb.DuckDBPyConnection, *, objects: bool) -> None:
    """Loads what a shared data set needs.

    Args:
        connection: may still read files.
        objects: whether the data files are in object storage.

    Raises:
        StoreProblem: when a package is not installed or is of another version of DuckDB.
    """
    wanted = [name for name in NAMES if name != "httpfs" or objects]
    found = {name: _file(name) for name in wanted}
    if missing := [f"duckdb-extension-{name}=={duckdb.__version__}" for name, file in found.items() if file is None]:
        raise StoreProblem(MISSING.format(names=", ".join(missing)))
    with tempfile.TemporaryDirectory(prefix="csp-extensions-") as folder:
        for name, file in found.items():
            if file is None:
                continue
            wanted_name = Path(folder) / f"{NAMES[name]}.duckdb_extension"
            if file.name != wanted_name.name:
                file = _named(file, wanted_name)
            connection.execute(f"load '{str(file).replace(chr(39), chr(39) * 2)}'")


def _file(name: str) -> Path | None:
    spec = find_spec(f"duckdb_extension_{name}")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "extensions" / f"v{duckdb.__version__}"
    return next(iter(folder.glob("*.duckdb_extension")), None)


def _named(file: Path, wanted: Path) -> Path:
    """The same file under the name that it must have: a link where that is possible, otherwise a copy."""
    try:
        os.symlink(file, wanted)
    except OSError:
        shutil.copyfile(file, wanted)
    return wanted
