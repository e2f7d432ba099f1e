#!/usr/bin/env python3
"""Everything that a fresh machine needs, in one command. Python 3.11 or newer is all that must be there.

    python3 dev.py start     the dashboard, with demonstration data in it, at http://localhost:8501
    python3 dev.py test      every test, browser tests included

Both make an environment of their own in .venv and install what is pinned in requirements*.txt; nothing else on the
machine changes, except that ``test`` fetches a Chromium when the machine has none.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def main(arguments: list[str]) -> int:
    """Runs ``start``, ``test`` or ``run COMMAND...`` (any program of the environment) and returns its exit code."""
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    command, *rest = arguments or ["help"]
    if command == "start":
        prepare("requirements.txt")
        return call("-m", "streamlit", "run", "app.py", *rest)
    if command == "test":
        prepare("requirements-dev.txt")
        browser()
        return call("-m", "pytest", *(rest or ["-n", "auto"]))
    if command == "run" and rest:
        prepare("requirements-dev.txt")
        return call("-m", *rest)
    print(__doc__)
    return 0 if command in ("help", "-h", "--help") else 2


def prepare(requirements: str) -> None:
    """Makes the environment and installs the pinned packages, unless exactly these are there already."""
    wanted = (HERE / requirements).read_bytes()
    stamp = ENVIRONMENT / f"installed-{requirements}"
    digest = hashlib.sha256(wanted).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    print(f"Installing {requirements} (a few minutes the first time) ...", flush=True)
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    subprocess.run(install, cwd=HERE, check=True)
    stamp.write_text(digest)


def browser() -> None:
    """Makes sure that there is a Chromium for the browser tests; Playwright fetches its own when there is none."""
    if os.environ.get("CSP_BROWSER") or any(shutil.which(name) for name in BROWSERS):
        return
    print("No Chromium on this machine: fetching one for the browser tests ...", flush=True)
    if call("-m", "playwright", "install", "chromium"):
        print("No browser could be fetched. Install one (Debian: apt-get install chromium) and run this again.")


def call(*arguments: str) -> int:
    """Runs the environment's Python in this folder."""
    try:
        return subprocess.run([PYTHON, *arguments], cwd=HERE).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
