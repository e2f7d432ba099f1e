"""The areas and their names. Names as people write them resolve; an unknown name is never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from csp_analytics import paths
from csp_analytics.areas.aliases import Aliases, sight

# Words that say what kind of body it is, not which area; dropped before names are compared.
BODY_WORDS = re.compile(
    r"\b(community safety partnership|community planning partnership|safer communities partnership"
    r"|safety partnership|council area|city council|council|csp|cpp|partnership|local authority|the)\b"
)
# Rows of national returns that are sums or averages, not areas.
SUMMARY_ROWS = frozenset(
    {
        "scotland",
        "average",
        "mean",
        "median",
        "total",
        "national",
        "national average",
        "scotland average",
        "scottish average",
        "all areas",
        "all",
        "minimum",
        "maximum",
        "min",
        "max",
        "family group average",
        "scotland total",
        "grand total",
        "overall",
    }
)

GROUP_FIGURE = re.compile(r"\b(group|family|peer|scottish|scotland|national)\b.*\b(average|mean|median|total)$")
CODE = re.compile(r"[a-z]\d{5,}")
NOTHING = frozenset({"", "n a", "na", "nan", "none", "null"})


@dataclass(frozen=True)
class Area:
    """The place whose partnership is assessed."""

    area_code: str
    name: str
    short_name: str
    tile_label: str
    tier: str
    tile_col: int | None
    tile_row: int | None
    population: int | None
    outside: bool = False


class Register:
    """All areas by code, and the way from a written name to an area."""

    def __init__(self, table: pd.DataFrame, *, ordered: bool = False):
        self.table = table
        self._ordered = ordered  # in the order of names already
        self.areas = {row["area_code"]: _area(row) for row in table.to_dict("records")}

    def resolve(self, written: object) -> Area | None:
        """The area that a name, alias, current or former code means, or None when it is not known."""
        code = self._names.get(key(written))
        return self.areas[code] if code else None

    def suggest(self, written: object) -> str:
        """The name of the area that was probably meant; empty when none is close, or several are equally close."""
        folded = key(written)
        if folded in NOTHING or is_summary(written) or CODE.fullmatch(folded):
            return ""
        near = process.extract(folded, list(self._names), scorer=fuzz.WRatio, score_cutoff=75, limit=5)
        best = {self._names[name] for name, score, _ in near if score >= near[0][1] - 1}
        return self.areas[best.pop()].name if len(best) == 1 else ""

    @property
    def names(self) -> dict[str, str]:
        """Name of each area by code, in alphabetical order."""
        areas = self.areas.values()
        return {one.area_code: one.name for one in (areas if self._ordered else sorted(areas, key=lambda a: a.name))}

    @cached_property
    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self.table.to_dict("records"):
            written = [row["area_code"], row["name"], row["short_name"]]
            written += [*row["aliases"].split(";"), *row["former_codes"].split(";")]
            for name in written:
                if key(name):
                    found.setdefault(key(name), row["area_code"])
        return found


def key(written: object) -> str:
    """A name reduced to what identifies the area: case, punctuation, accents and words like 'Council' removed."""
    text = unicodedata.normalize("NFKD", str(written or "")).encode("ascii", "ignore").decode().casefold()
    text = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).strip()
    stripped = " ".join(BODY_WORDS.sub(" ", text).split())
    return stripped or text


def is_summary(written: object) -> bool:
    """Whether a row label means a sum or an average of areas, as national returns have below the last area."""
    return key(written) in SUMMARY_ROWS or bool(GROUP_FIGURE.search(key(written)))


def register() -> Register:
    """The register of ``data/areas.csv``; behind aliases while these stand for the names (areas/aliases.py)."""
    path = paths.definitions() / "areas.csv"
    return _register(path, path.stat().st_mtime_ns, sight().aliases)


def written_names() -> dict[str, tuple[str, ...]]:
    """Every way to write the name of each area by its code: what aliases have to hide."""
    path = paths.definitions() / "areas.csv"
    rows = _register(path, path.stat().st_mtime_ns, None).table.to_dict("records")
    return {
        row["area_code"]: (row["name"], row["short_name"], *row["aliases"].split(";"), *row["former_codes"].split(";"))
        for row in rows
    }


@lru_cache(maxsize=8)
def _register(path: Path, stamp: int, aliases: Aliases | None) -> Register:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return Register(_behind(aliases, table), ordered=True) if aliases else Register(table)


def _behind(aliases: Aliases, table: pd.DataFrame) -> pd.DataFrame:
    """The table with nothing left that tells which area is which, in the order of the aliases.

    No area has a place on the map, because a place tells the name; that of the named area would tell its neighbours'.
    """
    kept = ("tier",) if aliases.strictly else ("tier", "population")
    rows = []
    for row in table.to_dict("records"):
        code = str(row["area_code"])
        if code not in aliases.kept:
            row = {name: value if name in kept else "" for name, value in row.items()}
            row |= {"area_code": aliases.code(code), "name": aliases.name(code), "tile_label": aliases.letter(code)}
            row["short_name"] = row["name"]
        rows.append(row | {"tile_col": "", "tile_row": ""})
    order = {code: place for place, code in enumerate([*sorted(aliases.kept), *aliases.hidden.values()])}
    return pd.DataFrame(sorted(rows, key=lambda row: order[row["area_code"]]), columns=table.columns)


def _area(row: dict[str, str]) -> Area:
    return Area(
        area_code=row["area_code"],
        name=row["name"],
        short_name=row["short_name"] or row["name"],
        tile_label=row["tile_label"],
        tier=row["tier"] or "single",
        tile_col=_whole(row["tile_col"]),
        tile_row=_whole(row["tile_row"]),
        population=_whole(row["population"]),
    )


def _whole(text: str) -> int | None:
    return int(float(text)) if text else None
