"""A demonstration set of any size in a folder of its own: definitions of an invented country, and its workbooks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from csp_analytics import paths
from csp_analytics.areas.check import area_problems
from csp_analytics.areas.groupings import COMPUTED, FIXED, Grouping, context, groupings
from csp_analytics.demo import invented
from csp_analytics.demo.names import MOST as MOST_AREAS
from csp_analytics.demo.setting import SEED, of_definitions, stream
from csp_analytics.demo.words import NOTICE_INVENTED
from csp_analytics.demo.workbooks import write
from csp_analytics.frameworks.load import DefinitionProblem, frameworks

FEWEST_AREAS, MOST_ROUNDS, LAST_YEAR, YEARS_APART = 2, 60, 2025, 2
ABSENT_SHARES = (0.02, 0.04)
# As in the committed surveys: 450 people of 32 areas in the larger wave, 50 in the one before. One file holds no more
# people than MOST_PEOPLE.
PEOPLE_PER_AREA, EARLIER_SHARE, MOST_PEOPLE = 450 / 32, 50 / 450, 100_000
README = "README.md"
FIRST_LINE = "# A generated demonstration set"
NOT_COPIED = ("demo", "*.duckdb*", README)
ALL = "all"


class CannotGenerate(Exception):
    """A set of that size, or in that folder, cannot be made; the message says why."""


@dataclass(frozen=True)
class Size:
    """How large a set is to be."""

    areas: int = 376
    families: int = 13
    rounds: int = 10
    people: int = 0  # who answered the last survey; in proportion to the areas when 0


def generate(
    folder: Path,
    size: Size,
    *,
    framework_ids: Sequence[str] = (),
    seed: int = SEED,
    progress: Callable[[str], None] = lambda sentence: None,
) -> list[Path]:
    """Writes a folder that works as ``CSP_DATA``: definitions, and in ``demo`` workbooks in the ordinary layouts.

    Frameworks, principles and everything else that does not hang on areas are copied from the definitions in use.

    Args:
        folder: where to: absent, empty, or made by an earlier call (its files are then written anew).
        size: how many areas, families and rounds.
        framework_ids: the frameworks to draw ratings of; only the first of those defined when empty, ``all`` for all.
        seed: where chance comes from. The same seed gives the same bytes.
        progress: told what was written, a sentence at a time.

    Returns:
        The workbooks, in order of name.

    Raises:
        CannotGenerate: when the size makes no sense, a framework is unknown or the folder holds something else.
    """
    _check_size(size)
    chosen = _frameworks(framework_ids)
    _check_folder(folder)
    _write_definitions(folder, size, seed)
    progress(f"Definitions of {size.areas} areas in {size.families} families: {folder}")
    with paths.using(folder):
        absent = _absent(size, seed)
        setting = of_definitions(
            seed, absent=absent, framework_ids=chosen, notice=NOTICE_INVENTED, waves=_waves(size, list(absent))
        )
        return write(paths.demo(), setting, progress)


def _check_size(size: Size) -> None:
    limits = (
        (size.areas, "areas", FEWEST_AREAS, MOST_AREAS),
        (size.families, "families", 1, size.areas),
        (size.rounds, "rounds", 1, MOST_ROUNDS),
        (size.people or 1, "people", 1, MOST_PEOPLE),
    )
    for number, what, fewest, most in limits:
        if not fewest <= number <= most:
            every = " (each family has an area)" if what == "families" else ""
            raise CannotGenerate(f"{number} {what}: expected {fewest} to {most}{every}.")


def _frameworks(asked: Sequence[str]) -> list[str]:
    known = list(frameworks())
    if unknown := [name for name in asked if name not in (*known, ALL)]:
        raise CannotGenerate(f"There is no framework '{unknown[0]}'. Expected {ALL} or some of {', '.join(known)}.")
    return known if ALL in asked else [name for name in known if name in asked] or known[:1]


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CannotGenerate(f"{folder} is a file. Name a folder.")
    place = folder.resolve()
    for taken in (paths.DATA.resolve(), paths.definitions().resolve()):
        if place == taken or taken in place.parents:
            raise CannotGenerate(f"{folder} is in {taken}, which holds definitions already. Name a folder elsewhere.")
    if folder.is_dir() and any(folder.iterdir()) and not _is_generated(folder):
        raise CannotGenerate(f"{folder} holds other files. Name a new folder, an empty one or one generated before.")


def _is_generated(folder: Path) -> bool:
    readme = folder / README
    return readme.is_file() and readme.read_text("utf-8", errors="replace").startswith(FIRST_LINE)


def _write_definitions(folder: Path, size: Size, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # First of all, so that a folder whose making was cut short is known as a generated one.
    (folder / README).write_text(_readme(size, seed), "utf-8", newline="\n")
    _copy_definitions(paths.definitions(), folder)
    areas = invented.areas(size.areas, seed)
    figures = invented.context(areas, context(), seed)
    computed = [one for one in groupings().values() if one.kind == COMPUTED]
    likeness = computed[0] if computed else None
    tables = {
        "areas.csv": invented.with_population(areas, figures),
        "context.csv": figures,
        "peer_groups.csv": invented.peer_groups(areas, figures, likeness, size.families, seed),
    }
    for name, table in tables.items():
        table.to_csv(folder / name, index=False, lineterminator="\n")
    (folder / "peer_groupings.yaml").write_text(_groupings(computed), "utf-8", newline="\n")
    if problems := area_problems(folder):
        raise DefinitionProblem(problems)


def _copy_definitions(source: Path, folder: Path) -> None:
    """Everything of a folder of definitions but its demonstration workbooks, databases and README."""
    at_the_top = shutil.ignore_patterns(*NOT_COPIED)
    shutil.copytree(
        source, folder, dirs_exist_ok=True,
        ignore=lambda place, names: at_the_top(place, names) if Path(place) == source else set(),
    )  # fmt: skip


def _absent(size: Size, seed: int) -> dict[str, int]:
    """Rounds, the last in ``LAST_YEAR``, and how many areas do not answer in each: two or more always do."""
    rng, most = stream(seed, "absences"), (size.areas - FEWEST_AREAS) // size.rounds
    first = LAST_YEAR - YEARS_APART * (size.rounds - 1)
    return {
        str(year): min(most, max(1, round(size.areas * rng.uniform(*ABSENT_SHARES))))
        for year in range(first, LAST_YEAR + 1, YEARS_APART)
    }


def _waves(size: Size, rounds: list[str]) -> dict[str, int]:
    """Rounds of the last two surveys and how many people answered; one survey when there is one round."""
    people = size.people or max(1, round(PEOPLE_PER_AREA * size.areas))
    numbers = (max(1, round(EARLIER_SHARE * people)), people)
    return dict(zip(rounds[-2:], numbers[-len(rounds[-2:]) :], strict=True))


def _groupings(computed: list[Grouping]) -> str:
    """``peer_groupings.yaml``: families, regions, and the computed groupings as they were. JSON is YAML, too."""
    fixed = [
        _fixed(invented.FAMILY, "Invented areas that are alike in the figures of nearest neighbours.", default=True),
        _fixed(invented.REGION, "Invented areas that a police force might share. Some regions are small."),
    ]
    described = [
        {
            "id": one.grouping_id,
            "title": one.title,
            "short_title": one.short_title,
            "kind": one.kind,
            "description": one.description,
            "source": one.source,
            "k": one.k,
            "variables": [
                {"variable": v.name, "weight": v.weight, "transform": v.transform, "label": v.label}
                for v in one.variables
            ],
        }
        for one in computed
    ]
    return json.dumps({"groupings": [*fixed, *described]}, indent=2, ensure_ascii=False) + "\n"


def _fixed(named: tuple[str, str], description: str, *, default: bool = False) -> dict[str, object]:
    grouping_id, title = named
    about = {"id": grouping_id, "title": title, "short_title": title.split()[0], "kind": FIXED, "default": default}
    return about | {"description": description, "source": invented.SOURCE}


def _readme(size: Size, seed: int) -> str:
    return f"""{FIRST_LINE}

Everything about areas in this folder is invented: {size.areas} areas in {size.families} families, and {size.rounds}
rounds of ratings, drawn from seed {seed} by `python -m csp_analytics.demo`. No area is a real place. Context figures
only look like figures of real places: each is drawn by itself, so density is not population by land area. Frameworks
and principles are those of the dashboard.

To see it, set `CSP_DATA` to this folder and `CSP_DATABASE` to a new file, and start the dashboard.

The folder is written anew when its set is generated again.
"""
