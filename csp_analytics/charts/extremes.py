"""Short lists of criteria with the areas at each level beside them, as strips of counts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.frameworks.model import Framework, Level

# A narrower part of a strip has no room for its number, which stands in the table of the download.
SMALLEST_LABELLED = 0.07


@dataclass(frozen=True)
class Piece:
    """One level of a strip: its number (empty without room for it), its share of the strip (0 to 1), its colours."""

    show: str
    share: float
    back: str
    ink: str


@dataclass(frozen=True)
class Strip:
    """One criterion of a list: its name, its figure in words, its strip, and the strip in words."""

    name: str
    words: str
    pieces: tuple[Piece, ...]
    say: str


@dataclass(frozen=True)
class Ranked:
    """One list: its title and its criteria, the most extreme first."""

    title: str
    strips: tuple[Strip, ...]


def ranked(lists: dict[str, pd.DataFrame], framework: Framework) -> tuple[Ranked, ...]:
    """Lists of criteria as strips.

    Args:
        lists: from :func:`csp_analytics.analysis.extremes.extremes`, by their titles.
        framework: gives levels and words.
    """
    return tuple(
        Ranked(title.capitalize(), tuple(_strip(row, framework) for row in rows.to_dict("records")))
        for title, rows in lists.items()
    )


def table(lists: dict[str, pd.DataFrame], framework: Framework, areas: str) -> pd.DataFrame:
    """The same as one table: ``Areas``, ``List``, the criterion, a column a level, ``Rated`` and ``Spread``."""
    rows = pd.concat([part.assign(list=title.capitalize()) for title, part in lists.items()], ignore_index=True)
    return pd.DataFrame(
        {
            "Areas": areas,
            "List": rows["list"],
            framework.row_word.capitalize(): [framework.by_id[key].short for key in rows["criterion_id"]],
            **{level.label: rows[f"level_{level.value}"] for level in framework.levels},
            "Rated": rows["n_rated"],
            "Spread": rows["spread"].round(2),
        }
    )


def upper_level(framework: Framework) -> Level:
    """The level from which an area stands in the upper half of the scale."""
    return framework.levels[len(framework.levels) // 2]


def high_number(row: dict, framework: Framework) -> str:
    """How many areas stand in the upper half of the scale on a criterion, such as ``24 of 31``."""
    level = upper_level(framework).value
    n = sum(int(row[f"level_{one.value}"]) for one in framework.levels if one.value >= level)
    return f"{n} of {int(row['n_rated'])}"


def high_words(row: dict, framework: Framework) -> str:
    """The same with its words, such as ``24 of 31 areas at 'Some success' or above``."""
    level = upper_level(framework)
    areas = "area" if int(row["n_rated"]) == 1 else "areas"
    above = " or above" if level.value < framework.highest else ""
    return f"{high_number(row, framework)} {areas} at '{level.label}'{above}"


def _strip(row: dict, framework: Framework) -> Strip:
    colours = theme.level_colours(len(framework.levels))
    numbers = [int(row[f"level_{level.value}"]) for level in framework.levels]
    total = sum(numbers)
    pieces = tuple(
        Piece(str(n) if n >= SMALLEST_LABELLED * total else "", n / total, colour, theme.ink_on(colour))
        for n, colour in zip(numbers, colours, strict=True)
        if n
    )
    said = ", ".join(f"{n} {level.label}" for n, level in zip(numbers, framework.levels, strict=True))
    spread = row["spread"]
    words = high_words(row, framework) + (f"; spread {spread:.2f}" if spread == spread else "")
    return Strip(framework.by_id[row["criterion_id"]].short, words, pieces, said)
