"""Killed at random moments: what was acknowledged is there, nothing is half there, a restore is whole or not at all.

A hundred kills here; more with ``python -m tests.store.killed_trials --kills 1000 --seed 7`` or ``CSP_KILLS=1000``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from csp_analytics.paths import ROOT
from tests.store.killed_model import Data, Rooms, Said, possible

KILLS = int(os.environ.get("CSP_KILLS", "100"))
QUICK = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # nothing here calculates; forks are lighter so


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there():
    """A process of its own forks those that are killed: it has no threads and no database open."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killed_trials", "--kills", str(KILLS), "--seed", "1"],
        cwd=ROOT,
        env=os.environ | QUICK,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-6000:]
    figures = json.loads(done.stdout)
    assert figures["kills"] == KILLS
    # The trials were worth something: every kind of step was done, and kills fell into the middle of the larger ones.
    for step in ("load", "survey", "submit", "undo", "vote", "backup"):
        assert figures[f"{step} acknowledged"] > 0, figures
    for step in ("load", "submit", "vote", "restore"):
        assert figures[f"{step} cut off"] > 0, figures


def test_the_model_keeps_what_a_submission_replaced():
    """By hand: one file for two areas, a submission for one of them, then taken back."""
    data = Data()
    data.do(("load", {"file": "a", "level": 2, "areas": ["X", "Y"]}))
    data.do(("submit", {"file": "b", "level": 3, "area": "X", "number": 1}))
    assert data.picture()["assessments"] == [
        ["X", "a", "replaced", 37, 2],
        ["X", "b", "current", 37, 3],
        ["Y", "a", "current", 37, 2],
    ]
    assert data.newest_submission() == ("X", 1)
    data.do(("undo", {"area": "X", "number": 1}))
    assert data.picture()["assessments"] == [["X", "a", "current", 37, 2], ["Y", "a", "current", 37, 2]]
    assert (data.picture()["undone"], data.picture()["plans"]) == ([["X", "b", "undone"]], [])
    assert data.picture()["log"][-1] == ["submission 1", "undone", 1]


def test_the_model_allows_the_step_under_way_and_nothing_else():
    said = Said()
    for kind, step in (
        ("begin", ("make", {"room": "r"})),
        ("done", ("make", {"room": "r"})),
        ("begin", ("vote", {"room": "r", "bodies": ["1", "2"]})),
    ):
        said.hear(kind, step)
    assert [one.open for one in possible(Rooms(), said)] == [{"r": []}, {"r": ["1", "2"]}]
