"""Where things lie. Nothing else in the package knows a path."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DEMO = DATA / "demo"


def definitions() -> Path:
    """The folder of definitions (frameworks, areas, peer groups); ``CSP_DATA`` names another one."""
    return Path(os.environ.get("CSP_DATA") or DATA)


def database() -> Path:
    """The database file: ``CSP_DATABASE``, else ``data/csp.duckdb``."""
    return Path(os.environ.get("CSP_DATABASE") or DATA / "csp.duckdb")
