"""Up to three areas row by row beside their peers: a spine an area, in two columns when there is only one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.analysis.spine import largest_gap_first
from csp_analytics.charts import radar, spine, spine_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.spine_figure import FEWER_LETTERS, LETTERS, Block, halves, place
from csp_analytics.charts.spine_words import Subject
from csp_analytics.charts.words import count, listed, short_titles, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area import area_names, peer_words
from csp_analytics.pictures.profile_choices import DOCUMENT, EACH, LARGEST_GAP, row_choices
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

MOST_PEERS_NAMED = 15


@dataclass(frozen=True)
class ProfilePicture:
    """Everything that the page shows.

    Attributes:
        finding: one sentence an area, also of those without an assessment.
        notes: who the peers of each area are, and how the figures are made.
        panels: what stands side by side.
        files: the same rows for files, one exhibit an area.
        radar: the extra; None when it has no shape.
        about: what one is looking at.
        demo: whether any of it is demonstration data.
    """

    finding: str
    notes: str = ""
    panels: tuple[Exhibit, ...] = ()
    files: tuple[Exhibit, ...] = ()
    radar: Exhibit | None = None
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False


@dataclass(frozen=True)
class _Wanted:
    framework: Framework
    round: str
    grouping_id: str
    by: str
    order: str
    published: bool
    by_heading: bool


@dataclass(frozen=True)
class _Found:
    code: str
    subject: Subject
    rows: pd.DataFrame


def profile_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    areas: Sequence[str],
    by: str,
    *,
    order: str = DOCUMENT,
    published: bool = False,
    by_heading: bool = False,
) -> ProfilePicture:
    """Areas side by side, the first of them the own one.

    Args:
        store: the database.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers; each area has its own.
        areas: codes, at most three.
        by: a key of :func:`csp_analytics.pictures.profile_choices.row_choices`.
        order: ``document`` (under its principles) or ``gap`` (the largest gap of the first area first).
        published: peers' mean with the area counted, in place of their median without it.
        by_heading: one area's rows under each heading by themselves, not in two columns.
    """
    framework = framework_of(framework_id)
    by = scoring.CRITERION if by == EACH else by
    wanted = _Wanted(framework, round_, grouping_id, by, order, published, by_heading)
    names, there = area_names(store), reading.assessments(store)
    there = there[there["framework"] == framework_id]
    found, said = [], []
    for code in areas:
        own = sorted(there.loc[there["area_code"] == code, "round"], key=reading.round_order)
        if round_ not in own:
            said.append(_absent(names[code], framework, round_, own))
            continue
        before = own[own.index(round_) - 1] if own.index(round_) else ""
        subject = Subject(names[code], framework, by, round_, before, mean=published)
        found.append(_Found(code, subject, _rows(store, wanted, code, before, by)))
        said.append(spine_words.finding(found[-1].rows, subject))
    finding = " ".join(said)
    return _picture(store, wanted, found, finding) if found else ProfilePicture(finding)


def _picture(store: Store, wanted: _Wanted, found: list[_Found], finding: str) -> ProfilePicture:
    framework, first = wanted.framework, found[0]
    demo = {one.code: _demo(store, wanted, one) for one in found}
    blocks, left_out = _blocks(wanted, found)
    letters = FEWER_LETTERS if len(found) > 2 else LETTERS
    layout = place(blocks, unit_titles(framework, wanted.by), _letters(found), first.subject.axis, letters)
    method = _method(first.subject, published=wanted.published)
    peers = {one.code: _peers(store, wanted, one, alone=len(found) == 1) for one in found}
    about = _about(store, wanted)
    whole = [
        spine.exhibit(
            one.rows,
            layout,
            one.subject,
            name=f"profile-{number}",
            headline=one.subject.area,
            method=" ".join(part for part in (peers[one.code], method, left_out) if part),
            about={"Area": one.subject.area, **about},
            demo=demo[one.code],
        )
        for number, one in enumerate(found, start=1)
    ]
    return ProfilePicture(
        finding=finding,
        notes=" ".join(part for part in (*peers.values(), method, left_out) if part),
        panels=tuple(whole) if len(found) > 1 else _parts(whole[0], first, blocks, wanted.by_heading),
        files=tuple(whole),
        radar=_radar(store, wanted, found, about, demo=any(demo.values())),
        about={"Area": listed(one.subject.area for one in found), **about},
        demo=any(demo.values()),
    )


def _rows(store: Store, wanted: _Wanted, code: str, before: str, by: str) -> pd.DataFrame:
    return findings.spine(
        store,
        wanted.framework.framework_id,
        wanted.round,
        wanted.grouping_id,
        code,
        by=by,
        before=before,
        include_self=wanted.published,
        statistic="mean" if wanted.published else "median",
    )


def _demo(store: Store, wanted: _Wanted, one: _Found) -> bool:
    """Whether its figures rest on demonstration data: its own, or anybody's when it has peers."""
    framework_id, rounds = wanted.framework.framework_id, tuple({wanted.round, one.subject.before} - {""})
    own = findings.rests_on_demo(store, framework_id, rounds, one.code)
    return own or (bool(one.rows["n_peers"].any()) and findings.rests_on_demo(store, framework_id, (wanted.round,)))


def _blocks(wanted: _Wanted, found: list[_Found]) -> tuple[list[Block], str]:
    """Rows under their headings, and the sentence about rows where neither an area nor a peer has anything."""
    first = found[0]
    shown = pd.concat([one.rows[one.rows["value"].notna() | (one.rows["n_peers"] > 0)]["unit"] for one in found])
    rows = first.rows[first.rows["unit"].isin(set(shown))]
    order = largest_gap_first(rows) if wanted.order == LARGEST_GAP else []
    n = len(first.rows) - len(rows)
    words = spine_words.row_words(wanted.framework, wanted.by)
    left_out = f"Left out: {count(n, *words)} without a {first.subject.figure_word} here or among the peers."
    return spine.blocks(rows, first.subject, order), left_out if n else ""


def _letters(found: list[_Found]) -> dict[str, int]:
    """How many letters stand at the right of each title, the most of all areas: their rows stay level."""
    letters: dict[str, int] = {}
    for one in found:
        for unit, mark in zip(one.rows["unit"], spine.marks(one.rows, one.subject), strict=True):
            letters[unit] = max(letters.get(unit, 0), len(mark))
    return letters


def _parts(whole: Exhibit, one: _Found, blocks: list[Block], by_heading: bool) -> tuple[Exhibit, ...]:
    """One area's rows in two columns, when there are enough of them, or heading by heading."""
    parts = [[block] for block in blocks] if by_heading else halves(blocks)
    if len(parts) == 1:
        return (whole,)
    titles = unit_titles(one.subject.framework, one.subject.by)
    return tuple(
        spine.exhibit(
            one.rows,
            place(part, titles, _letters([one]), one.subject.axis),
            one.subject,
            name=f"{whole.name}-part-{number}",
            headline=" · ".join(block.heading for block in part if block.heading) or whole.headline,
            method=whole.method,
            about=whole.about,
            demo=whole.demo,
        )
        for number, part in enumerate(parts, start=1)
    )


def _radar(store: Store, wanted: _Wanted, found: list[_Found], about: dict[str, str], *, demo: bool) -> Exhibit | None:
    by = scoring.PRINCIPLE if wanted.by == scoring.CRITERION else wanted.by
    columns = {}
    for one in found:
        rows = one.rows if by == wanted.by else _rows(store, wanted, one.code, "", by)
        rows = rows.set_index("unit")
        columns[one.subject.area] = rows["value"]
        enough = rows["n_peers"] - (rows["value"].notna() & wanted.published) >= MIN_PEERS
        if len(found) == 1 and enough.any():
            columns[f"Peers' {'mean' if wanted.published else 'median'}"] = rows["peer_value"].where(enough)
    titles = short_titles(wanted.framework) if by == scoring.PRINCIPLE else unit_titles(wanted.framework, by)
    return radar.radar(
        pd.DataFrame(columns),
        titles,
        unit_words=spine_words.row_words(wanted.framework, by),
        peers=len(columns) > len(found),
        basis=f"Round {wanted.round}; maturity scores, 0 to 100.",
        source=wanted.framework.title,
        about={"Area": listed(one.subject.area for one in found), **about},
        demo=demo,
    )


def _about(store: Store, wanted: _Wanted) -> dict[str, str]:
    each = f"Every {wanted.framework.row_word}"
    return {
        "Framework": wanted.framework.framework_id,
        "Round": wanted.round,
        "Peers": findings.grouping(store, wanted.grouping_id).title,
        "Rows": row_choices(wanted.framework).get(wanted.by, each),
        **({"Peers' middle": "mean, own area counted"} if wanted.published else {}),
    }


def _peers(store: Store, wanted: _Wanted, one: _Found, *, alone: bool) -> str:
    n = int(one.rows["n_peers_all"].max()) - wanted.published
    if n > MOST_PEERS_NAMED:
        words = f"{one.rows['group'].iloc[0]}, {count(n, 'area')}."
    else:
        words = peer_words(store, wanted.grouping_id, one.code)
    return f"Peers{'' if alone else f' of {one.subject.area}'}: {words}"


def _method(subject: Subject, *, published: bool) -> str:
    framework = subject.framework
    how = "Peers' middle is their median, the own area left out."
    if published:
        how = "As published: peers' middle is their mean, the own area counted."
        if subject.in_levels:
            how += f" A mean takes levels as numbers, {framework.lowest} to {framework.highest}."
    near = f"{framework.similar_within:.0f} points of 100"
    near = "half a level" if subject.in_levels and framework.similar_within_levels == 0.5 else near
    return (
        f"{how} Middle half: between the quartiles (type 7). Similar: within {near} of the peers' middle. "
        f"Not compared under {MIN_PEERS} peers with a {subject.figure_word}. A lower self-score can mean a stricter "
        "partnership."
    )


def _absent(name: str, framework: Framework, round_: str, rounds: list[str]) -> str:
    tail = f" It was assessed in {listed(rounds)}." if rounds else ""
    return f"{name} has no assessment of {framework.title} in round {round_}.{tail}"
