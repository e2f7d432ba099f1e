"""Any file whatever is read, or refused in sentences: never a traceback, a place on the server, or a stand-still."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.recognise import read_file
from csp_analytics.paths import ROOT
from tests.builders.fuzzed import NAME, seeds, wrong_with
from tests.builders.mutations import mutated

FILES = seeds()
FOUND = sorted((Path(__file__).parent / "found").glob("*.bin"))
RUNS = 600


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_fuzzing_begins_with_is_read(name):
    reading = read_file(FILES[name], NAME)
    assert reading.kind != "unknown"
    assert wrong_with(reading) == []


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(FILES)), chance=st.integers(0, 2**32))
def test_a_real_file_changed_by_chance_is_read_or_refused_in_sentences(name, chance):
    assert wrong_with(read_file(mutated(FILES[name], Random(chance)), NAME)) == []


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"Area,Level\n", b"\xff\xfe", b'sep=;\n"']))
def test_any_bytes_whatever_are_refused_or_read(data, start):
    assert wrong_with(read_file(start + data, NAME)) == []


@pytest.mark.parametrize("place", FOUND, ids=lambda place: place.stem)
def test_what_was_found_once_stays_right(place):
    """The fuzzer, and the search for patterns that take too long, keep here what they find."""
    start = time.perf_counter()
    assert wrong_with(read_file(place.read_bytes(), NAME)) == []
    assert time.perf_counter() - start < 20  # the first of them took for ever


def test_the_fuzzer_of_the_workbook_reader_finds_nothing_in_a_short_run():
    command = [sys.executable, "-m", "tests.fuzz.workbook", "--seconds", "60", "--runs", str(RUNS), "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert f"{RUNS:,} executions" in done.stdout, done.stdout + done.stderr[-2000:]
    assert ", 0 faults" in done.stdout, done.stdout
    assert done.returncode == 0
