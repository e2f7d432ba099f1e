"""Two ways to run a command: inside the test, which is quick, and as a program of its own, as people do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csp_analytics.cli.main import main
from csp_analytics.paths import ROOT
from csp_analytics.store.connection import Store
from tests.cli.answers import Answer, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """``run("scores", "--by", "group")`` inside the test; without ``--db`` there is no place for a database."""
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "none" / "csp.duckdb"))

    def command(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return command


@pytest.fixture
def ask(run: Run, demo_store: Store) -> Run:
    """The same over the demonstration data, to read only."""
    return lambda *arguments: run(*arguments, "--db", demo_store.path)


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """``program("scores")`` as ``python -m csp_analytics scores`` in a process of its own."""

    def command(*arguments: object, **environment: object) -> Answer:
        given = {"CSP_DATABASE": tmp_path / "csp.duckdb"} | environment
        done = subprocess.run(
            [sys.executable, "-m", "csp_analytics", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {name: str(value) for name, value in given.items()},
            capture_output=True,
            timeout=60,
        )
        return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return command
