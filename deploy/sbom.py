"""``python3 dev.py run deploy.sbom``: writes docs/sbom.cdx.json, what an installation is built of (CycloneDX).

Name, version, licence and what needs what, of the packages of requirements-shared.txt: read from the environment that
runs this, which holds the tools of developers too; those are left out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
PINNED, FILE = HERE / "requirements-shared.txt", HERE / "docs" / "sbom.cdx.json"


def pinned() -> dict[str, str]:
    """Version by name of everything that an installation gets on the platform that runs this."""
    from packaging.requirements import Requirement

    lines = [line.split("#")[0].strip() for line in PINNED.read_text("utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if line]
    return {
        plain(one.name): next(iter(one.specifier)).version
        for one in wanted
        if not one.marker or one.marker.evaluate({"extra": ""})
    }


def plain(name: str) -> str:
    """A name as package registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reduced(told: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The list of parts with these packages alone, without addresses of anything but their projects."""
    parts = [one for one in told["components"] if plain(one["name"]) in names]
    kept = {one["bom-ref"] for one in parts} | {told["metadata"]["component"]["bom-ref"]}
    for one in parts:
        one["externalReferences"] = [
            link
            for link in one.get("externalReferences", [])
            if link["type"] in ("website", "vcs") and "pypi." not in link["url"]
        ]
    needs = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in kept]}
        for one in told.get("dependencies", [])
        if one["ref"] in kept
    ]
    return {**told, "components": parts, "dependencies": needs}


def main() -> None:
    """Asks the environment and writes the file."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--pyproject", "pyproject.toml"]
    done = subprocess.run(
        [*command, "--output-reproducible", "--of", "JSON"], cwd=HERE, capture_output=True, text=True, check=True
    )
    FILE.write_text(json.dumps(reduced(json.loads(done.stdout), set(pinned())), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
