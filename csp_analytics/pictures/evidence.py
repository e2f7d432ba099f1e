"""What stands behind a cell: one area's answer to one criterion, or every area at one level of it, with their texts."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import heat
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts.heat import LEVEL, NO_LEVEL
from csp_analytics.charts.words import answer_words, count, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures import criteria_shown as shown
from csp_analytics.pictures.criteria_subject import Subject, subject
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class Entry:
    """What one area wrote: its name, its answer, evidence and action as written (may be empty), and the file."""

    area: str
    answer: str
    evidence: str
    action: str
    origin: str


@dataclass(frozen=True)
class Evidence:
    """What stands behind a cell.

    Attributes:
        cell: id of the cell.
        title: what it is, such as ``Fife: Clear shared vision``.
        wording: the criterion's wording.
        source: where the official wording stands.
        entries: what was written, one an area, by name.
        counts: how many areas are at each level, of all and of the peers; None for a count.
        note: what the counts rest on.
        demo: whether any of it is demonstration data.
    """

    cell: str
    title: str
    wording: str
    source: str
    entries: tuple[Entry, ...]
    counts: pd.DataFrame | None = None
    note: str = ""
    demo: bool = False
    about: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """The entries as a table, for the workbook of the page."""
        columns = {"area": "Area", "answer": "Answer", "evidence": "Evidence", "action": "Action", "origin": "File"}
        rows = [{title: getattr(one, name) for name, title in columns.items()} for one in self.entries]
        return pd.DataFrame(rows, columns=list(columns.values()))


def is_cell(cell: str, framework_id: str, areas: frozenset[str]) -> bool:
    """Whether an id is that of a cell: an area or a level, a point, and a criterion.

    Args:
        cell: an id from the address, which can be anything.
        framework_id: the framework.
        areas: codes of the areas that were assessed.
    """
    head, _, criterion_id = cell.partition(".")
    framework = framework_of(framework_id)
    heads = areas | {NO_LEVEL, *(f"{LEVEL}{level.value}" for level in framework.levels)}
    return head in heads and criterion_id in framework.by_id and framework.by_id[criterion_id].rated


def is_count(cell: str) -> bool:
    """Whether a cell is a count of areas at a level, not one area's answer."""
    return cell.startswith(LEVEL)


def evidence(store: Store, framework_id: str, round_: str, grouping_id: str, cell: str, *, published: bool) -> Evidence:
    """One area's answer to one criterion, with what the others said.

    Args:
        store: the database.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers.
        cell: ``<area_code>.<criterion_id>``.
        published: whether the area counts among its peers.
    """
    area_code, _, criterion_id = cell.partition(".")
    one = subject(store, framework_id, round_, grouping_id, area_code, published=published)
    criterion = one.framework.by_id[criterion_id]
    rows = findings.area_ratings(store, framework_id, round_, area_code)
    rows = rows[rows["criterion_id"] == criterion_id].assign(area_code=area_code)
    return Evidence(
        cell=cell,
        title=f"{one.area}: {criterion.short}",
        wording=criterion.text,
        source=_source(one.framework, criterion_id),
        entries=_entries(store, one, rows),
        counts=_counts(one, criterion_id),
        note=f"Round {round_}; {one.area} {'counted among' if published else 'left out of'} its peers "
        f"({one.grouping.title}).",
        demo=findings.rests_on_demo(store, framework_id, (round_,), area_code),
    )


def evidence_at_level(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, set_id: str, cell: str
) -> Evidence:
    """Every area of a set at one level of one criterion.

    Args:
        store: the database.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers.
        area_code: the own area.
        set_id: the areas that are counted, see ``criteria_shown.area_sets``.
        cell: ``level-<value>.<criterion_id>``, or ``level-none.<criterion_id>`` for areas without a level.
    """
    head, _, criterion_id = cell.partition(".")
    one = subject(store, framework_id, round_, grouping_id, area_code)
    criterion = one.framework.by_id[criterion_id]
    rows = reading.ratings(store, framework_id, rounds=(round_,), texts=True)
    rows = rows[(rows["criterion_id"] == criterion_id) & rows["area_code"].isin(shown.members(one, set_id))]
    level = next((level for level in one.framework.levels if f"{LEVEL}{level.value}" == head), None)
    rows = rows[rows["level"] == level.value] if level else rows[rows["answer"] != scoring.RATED]
    what = f"at '{level.label}'" if level else "without a level"
    return Evidence(
        cell=cell,
        title=f"{criterion.short}: {count(len(rows), 'area')} {what}",
        wording=criterion.text,
        source=_source(one.framework, criterion_id),
        entries=_entries(store, one, rows),
        note=f"{shown.area_sets(one)[set_id]}, round {round_}.",
        demo=findings.rests_on_demo(store, framework_id, (round_,)),
    )


def _entries(store: Store, one: Subject, rows: pd.DataFrame) -> tuple[Entry, ...]:
    loaded = reading.assessments(store)
    own = loaded[(loaded["framework"] == one.framework.framework_id) & (loaded["round"] == one.round_)]
    origins = {
        row.area_code: f"{row.source_file}, loaded {row.imported_at:%-d %B %Y}" for row in own.itertuples(index=False)
    }
    said = {row.area_code: row for row in rows.itertuples(index=False)}
    return tuple(
        Entry(
            one.names[code],
            answer_words(one.framework, said[code].answer, said[code].level),
            said[code].evidence,
            said[code].action,
            origins.get(code, ""),
        )
        for code in heat.by_name(said, one.names)
    )


def _counts(one: Subject, criterion_id: str) -> pd.DataFrame:
    """How many areas are at each level of a criterion: all of them, and the peers of the area."""
    peers = [code for code in one.group if one.published or code != one.area_code]
    rows = one.ratings[one.ratings["criterion_id"] == criterion_id].set_index("area_code")
    said = pd.Series(
        [answer_words(one.framework, a, lv) for a, lv in zip(rows["answer"], rows["level"], strict=True)], rows.index
    )
    kinds = [*(level.label for level in one.framework.levels), "Not applicable", "Don't know", "Not answered"]
    parts = {f"All areas ({len(one.nation)})": one.nation, f"Peers of {one.area} ({len(peers)})": peers}
    table = pd.DataFrame({"Answer": kinds})
    for title, codes in parts.items():
        table[title] = said[said.index.isin(codes)].value_counts().reindex(kinds, fill_value=0).to_numpy()
    return table


def _source(framework: Framework, criterion_id: str) -> str:
    criterion = framework.by_id[criterion_id]
    principle = unit_titles(framework, scoring.PRINCIPLE)[criterion.principle_id]
    return f"{principle} · {framework.title}: {criterion.source}"
