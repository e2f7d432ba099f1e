"""``python3 dev.py run deploy.audit``: asks for every pinned package whether a weakness of it is known (pip-audit).

Ends with 1 when one is known, or when a part of the packages could not be asked for. Where the service that knows
cannot be reached at all (a build machine without internet), nothing was found out: that is said in capitals, and it
ends with 0 unless ``--required`` is given, so that a machine without internet can still build.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
# Everything that an installation or a developer gets; requirements.txt is a part of the first.
LISTS = ("requirements-shared.txt", "requirements-dev.txt")
NOT_AUDITED = "NOT AUDITED: the service that knows of weaknesses cannot be reached from this machine."


@dataclass(frozen=True)
class Findings:
    """What was found: how many packages were asked for, weaknesses by package, and packages without an answer."""

    asked: int
    weak: dict[str, list[str]]
    unanswered: list[str]

    @property
    def reached(self) -> bool:
        """Whether there was an answer for any."""
        return len(self.unanswered) < self.asked


def read(answer: dict[str, Any]) -> Findings:
    """What pip-audit said, from its JSON."""
    packages = answer.get("dependencies", [])
    weak = {
        f"{one['name']} {one['version']}": [
            f"{found['id']}{' (mended in ' + ', '.join(found['fix_versions']) + ')' if found['fix_versions'] else ''}"
            for found in one["vulns"]
        ]
        for one in packages
        if one.get("vulns")
    }
    return Findings(len(packages), weak, [one["name"] for one in packages if "skip_reason" in one])


def told(file: str, found: Findings | None) -> tuple[str, bool | None]:
    """A sentence on one list, and whether it is sound; None when nothing could be found out."""
    if found is None or not found.asked or not found.reached:
        return f"{file}: {NOT_AUDITED}", None
    lines = [f"{file}: {found.asked} packages, {len(found.weak)} with a known weakness."]
    lines += [f"  {name}: {', '.join(which)}" for name, which in found.weak.items()]
    lines += [f"  {name}: no answer" for name in found.unanswered]
    return "\n".join(lines), not found.weak and not found.unanswered


def ask(file: str) -> Findings | None:
    """Asks pip-audit about a list of pinned packages; None when it could not ask."""
    command = [sys.executable, "-m", "pip_audit", "-r", file, "--no-deps", "--disable-pip", "-f", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off"], cwd=HERE, capture_output=True, text=True)
    try:
        return read(json.loads(done.stdout))
    except ValueError:
        print(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip-audit said nothing")
        return None


def verdict(sound: Iterable[bool | None], *, required: bool) -> int:
    """The exit code: 1 for a weakness, and for knowing nothing where knowing is required."""
    outcomes = list(sound)
    return int(False in outcomes or (required and None in outcomes))


def main(arguments: list[str]) -> int:
    """Asks for every list."""
    outcomes = []
    for file in LISTS:
        words, sound = told(file, ask(file))
        print(words, flush=True)
        outcomes.append(sound)
    return verdict(outcomes, required="--required" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
