"""What is said of the pinned packages: a known weakness stops the build, and not knowing is never told as soundness."""

import json

import pytest

from deploy import audit, sbom
from deploy.audit import Findings

SOUND = {"name": "duckdb", "version": "1.5.5", "vulns": []}
WEAK = {"name": "x", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": []}]}
UNKNOWN = {"name": "y", "skip_reason": "Dependency not found"}


def test_a_known_weakness_is_told_with_its_number_and_cure():
    words, sound = audit.told("list.txt", audit.read({"dependencies": [SOUND, WEAK]}))
    assert words == ("list.txt: 2 packages, 1 with a known weakness.\n  x 1.0: PYSEC-2026-1 (mended in 1.1)")
    assert sound is False


def test_sound_is_said_only_when_every_package_had_an_answer():
    assert audit.told("list.txt", audit.read({"dependencies": [SOUND]}))[1] is True
    assert audit.told("list.txt", audit.read({"dependencies": [SOUND, UNKNOWN]}))[1] is False


@pytest.mark.parametrize("found", [None, Findings(0, {}, []), audit.read({"dependencies": [UNKNOWN, UNKNOWN]})])
def test_nothing_found_out_is_said_as_that(found):
    words, sound = audit.told("list.txt", found)
    assert words.startswith("list.txt: NOT AUDITED")
    assert sound is None


@pytest.mark.parametrize(
    ("outcomes", "required", "code"),
    [
        ([True, True], False, 0),
        ([True, False], False, 1),
        ([None, None], False, 0),
        ([None, None], True, 1),
        ([None, False], False, 1),
    ],
)
def test_the_exit_code(outcomes, required, code):
    assert audit.verdict(outcomes, required=required) == code


def test_the_list_of_parts_names_every_pinned_package_in_its_version():
    told = json.loads(sbom.FILE.read_text("utf-8"))
    parts = {sbom.plain(one["name"]): one for one in told["components"]}
    assert {name: one["version"] for name, one in parts.items()} == sbom.pinned()
    # Their makers declare no licence where a program can read it; their files say BSD, Apache and MIT.
    assert {name for name, one in parts.items() if not one.get("licenses")} <= {"protobuf", "pydeck", "gptables"}
