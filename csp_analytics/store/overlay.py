"""An upload laid over the database, for its owner's eyes: every question can be asked of both together.

The uploaded assessments and plans stand where they would stand if they were submitted. They are frames in memory,
seen through views of one connection: nothing of them is in the file, and no other connection can see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from csp_analytics.ingest.reading import COLUMNS, Reading
from csp_analytics.store import reading
from csp_analytics.store.connection import Store
from csp_analytics.store.look_only import LookOnly

UPLOAD = "your upload"
_KEYS = ["framework", "area_code", "round"]
# What an upload changes in what is there, table by table: the view takes the place of the table for this connection.
_VIEWS = {
    "area": "select * from {area} union all by name select area_code, name, true as outside from laid_area "
    "where area_code not in (select area_code from {area})",
    "assessment": "select * replace (case when status = 'current' and (framework, area_code, round) in "
    "(select (framework, area_code, round) from laid_assessment) then 'replaced' else status end as status) "
    "from {assessment} union all by name select * from laid_assessment "
    # The same answers once more, in the round that they are set beside.
    "union all by name select a.* replace (b.round as round) from {assessment} a join laid_beside b on "
    "a.framework = b.framework and a.round = b.others_round and a.area_code <> b.area_code "
    "where a.status = 'current'",
    "rating": "select * from {rating} union all by name select * from laid_rating",
    # A demonstration plan is nobody's: it does not stand beside what somebody brought.
    "action": "select * replace (case when state = 'current' and (exists (from laid_action l where l.area_code = "
    "a.area_code and (l.round in (a.round, '') or a.round = '' or a.demo)) or (a.demo and a.area_code in "
    "(select area_code from laid_assessment))) then 'replaced' else state end as state) "
    "from {action} a union all by name select * from laid_action",
}


@dataclass(frozen=True)
class Beside:
    """One area's round that nobody else has, and the round of the others that it is set beside."""

    framework: str
    area_code: str
    round: str
    others_round: str


BESIDE = ["framework", "area_code", "round", "others_round"]


class Overlay(LookOnly):
    """A store with an upload laid over it: can be asked everything and told nothing."""

    REFUSAL = "Your upload is not stored, so nothing can be changed through it."

    def __init__(self, base: Store, laid: dict[str, pd.DataFrame], beside: Sequence[Beside] = ()):
        super().__init__(base)
        self._beside = {(one.framework, one.round): one.others_round for one in beside}
        for name, table in laid.items():
            self._connection.register(f"laid_{name}", table)
        others = pd.DataFrame([vars(one) for one in beside], columns=BESIDE, dtype=str)
        self._connection.register("laid_beside", others.astype(object))
        for name, sql in _VIEWS.items():
            told = sql.format(**{table: self._of(table) for table in _VIEWS})
            self._connection.execute(f"create or replace temp view {name} as {told}")

    def others_round(self, framework: str, round_: str) -> str:
        """The round that the others' answers are of, which stand in this round; the round itself unless set beside."""
        return self._beside.get((framework, round_), round_)


def laid_over(base: Store, readings: Sequence[Reading], beside: Sequence[Beside] = ()) -> Overlay:
    """The store with these readings in the place of what it has of the same area, framework and round.

    Args:
        base: the store with what is published.
        readings: what was read of the uploaded files, none of them refused; there can be none.
        beside: rounds in which the others' answers of another round stand too, see :func:`beside_of`.

    Raises:
        ValueError: when one of them is refused.
    """
    if refused := [one.file for one in readings if one.refused]:
        raise ValueError(f"not to be compared: {', '.join(refused)}")
    tables = {
        name: pd.concat([empty(name), *(one.tables[name] for one in readings if name in one.tables)], ignore_index=True)
        for name in ("area", "rating", "action")
    }
    left_out = {
        tuple(key): one.left_out
        for one in readings
        for key in one.tables.get("rating", empty("rating"))[_KEYS].drop_duplicates().itertuples(index=False)
    }
    return Overlay(base, _laid(tables, left_out), beside)


def beside_of(base: Store, area_code: str, rounds: Iterable[tuple[str, str]]) -> list[Beside]:
    """Which of an area's rounds nobody else has, each with the newest round of the others.

    Args:
        base: the store with what is published.
        area_code: the area.
        rounds: framework and round of its answers, stored or not.
    """
    there = reading.assessments(base)
    others = there[there["area_code"] != area_code]
    pairs, found = list(rounds), []
    for framework, round_ in dict.fromkeys(pairs):
        known = set(others.loc[others["framework"] == framework, "round"])
        newest = max(known, key=reading.round_order, default=round_)
        if round_ not in known and (framework, newest) not in pairs:
            found.append(Beside(framework, area_code, round_, newest))
    return found


def set_beside(base: Store, framework: str, round_: str, area_code: str) -> Store:
    """The store with the others' newest round beside an area's stored answers that nobody else has the round of.

    The store itself when others have the round, when the area has no answers of it, or when it is an overlay already.
    """
    there = reading.assessments(base)
    mine = (there["framework"] == framework) & (there["area_code"] == area_code) & (there["round"] == round_)
    if isinstance(base, Overlay) or not mine.any():
        return base
    found = beside_of(base, area_code, [(framework, round_)])
    return laid_over(base, [], found) if found else base


def empty(name: str) -> pd.DataFrame:
    """A table of readings without rows, for those that have none."""
    return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS[name]})


def _laid(tables: dict[str, pd.DataFrame], left_out: dict[tuple, int]) -> dict[str, pd.DataFrame]:
    """The rows as the tables of the database have them; ids below zero, which the database never gives."""
    rating = tables["rating"]
    keys = rating[_KEYS].drop_duplicates().reset_index(drop=True)
    now = pd.Timestamp.now("UTC").tz_localize(None)
    assessment = keys.assign(
        assessment_id=-1 - keys.index.to_numpy(),
        status="current",
        source_file=UPLOAD,
        source_digest="",
        imported_at=now,
        imported_by="",
        import_id=0,
        demo=False,
        replaced_by=None,
        left_out=[left_out.get(tuple(key), 0) for key in keys.itertuples(index=False)],
    )
    rated = rating.merge(assessment[[*_KEYS, "assessment_id"]], on=_KEYS)
    rated = rated[["assessment_id", "criterion_id", "answer", "level", "evidence", "action"]]
    action = tables["action"].reset_index(drop=True)
    action = action.assign(
        action_id=-1 - action.index.to_numpy(), import_id=0, demo=False, state="current", replaced_by=None
    )
    types = {
        "assessment_id": pa.int32(), "imported_at": pa.timestamp("us"), "import_id": pa.int32(), "demo": pa.bool_(),
        "replaced_by": pa.int32(), "left_out": pa.int32(), "level": pa.int16(), "action_id": pa.int32(),
        "position": pa.int32(), "due": pa.date32(),
    }  # fmt: skip
    return {
        name: _arrow(frame, types)
        for name, frame in {"area": tables["area"], "assessment": assessment, "rating": rated, "action": action}.items()
    }


def _arrow(frame: pd.DataFrame, types: dict[str, pa.DataType]) -> pd.DataFrame:
    """The frame with the types of the database, as pandas keeps them: joins cannot filter Arrow tables of texts."""
    schema = pa.schema([(str(name), types.get(str(name), pa.string())) for name in frame.columns])
    # As plain values: an empty column has no type of its own that could be trusted.
    columns = {
        str(name): [None if not isinstance(value, str) and pd.isna(value) else value for value in frame[name]]
        for name in frame.columns
    }
    if "level" in columns:
        columns["level"] = [None if value is None else int(value) for value in columns["level"]]
    if "due" in columns:
        columns["due"] = [None if value is None else pd.Timestamp(value).date() for value in columns["due"]]
    nullable = {pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype()}
    return pa.table(columns, schema=schema).to_pandas(types_mapper=nullable.get, strings_to_categorical=False)
