"""One area: its principles beside its peers, strengths and weaknesses, change, context and action plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import DECLINED, IMPROVED
from csp_analytics.analysis.peers import NOT_COMPARED, peers_of
from csp_analytics.analysis.sensitivity import sensitivity_words
from csp_analytics.analysis.strengths import beside_peers, strongest_and_weakest
from csp_analytics.areas.register import register
from csp_analytics.charts import change as change_charts
from csp_analytics.charts import checklist, peers
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import answer_words, count, listed, short_titles, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class AreaPicture:
    """Everything that the page of one area shows. ``absent`` says why there is nothing, else it is empty."""

    finding: str
    absent: str = ""
    position: Exhibit | None = None
    sensitivity: list[str] = field(default_factory=list)
    strengths: list[dict[str, str]] = field(default_factory=list)
    weaknesses: list[dict[str, str]] = field(default_factory=list)
    change: Exhibit | None = None
    moved: pd.DataFrame | None = None
    requirements: Exhibit | None = None
    ratings: pd.DataFrame | None = None
    demo: bool = False


def area_picture(store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> AreaPicture:
    """One area in one round beside one kind of peers."""
    framework = framework_of(framework_id)
    name = area_names(store)[area_code]
    there = reading.assessments(store)
    own = there[(there["framework"] == framework_id) & (there["area_code"] == area_code)]
    if round_ not in set(own["round"]):
        other = sorted(own["round"], key=reading.round_order)
        tail = f" It was assessed in {listed(other)}." if other else ""
        return AreaPicture("", absent=f"{name} has no assessment of {framework.title} in round {round_}.{tail}")
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    own_demo = findings.rests_on_demo(store, framework_id, (round_,), area_code)
    about = {"Area": name, "Framework": framework_id, "Round": round_}
    position = _position(store, framework, round_, grouping_id, area_code, demo)
    strengths, weaknesses = _strengths(store, framework, round_, grouping_id, area_code)
    change, moved = _change(store, framework, round_, area_code)
    requirements = _requirements(store, framework, round_, area_code, own_demo) if framework.is_checklist else None
    bands = _bands(store, framework, round_, grouping_id, area_code)
    return AreaPicture(
        finding=" ".join(part for part in (bands, change.takeaway if change else "") if part),
        position=replace(position, about={**about, "Peers": grouping_id}),
        sensitivity=_sensitivity(store, framework, round_, grouping_id, area_code),
        strengths=strengths,
        weaknesses=weaknesses,
        change=replace(change, about=about) if change else None,
        moved=moved,
        requirements=replace(requirements, about=about) if requirements else None,
        ratings=_ratings(store, framework, round_, area_code),
        demo=own_demo,
    )


def area_names(store: Store) -> dict[str, str]:
    """Name of every area that has a page: those of the register, then outside areas that were loaded."""
    return register().names | dict(reading.outside_areas(store).itertuples(index=False))


def peer_words(store: Store, grouping_id: str, area_code: str) -> str:
    """Who the peers are, by name: the group's name and its members."""
    pairs = findings.pairs(store, grouping_id)
    own = pairs[pairs["area_code"] == area_code]
    names = [register().areas[code].name for code in peers_of(pairs, area_code)]
    grouping = findings.grouping(store, grouping_id)
    if not names:
        return f"{grouping.title}: no other area is in the same group."
    if own["group"].iloc[0] == area_code:
        return f"{grouping.title}: {listed(sorted(names))}."
    group = own["group"].iloc[0].replace(": ", ", ")
    kind = "" if group.split()[0] in grouping.title else f"{grouping.title}, "
    return f"{kind}{group}: {listed(sorted(names))}."


def _bands(store: Store, framework: Framework, round_: str, grouping_id: str, area_code: str) -> str:
    frame = findings.comparison(store, framework.framework_id, round_, grouping_id, also=area_code)
    return peers.band_sentence(
        frame[frame["area_code"] == area_code],
        unit_titles(framework, scoring.PRINCIPLE),
        unit="principle_id",
        area=area_names(store)[area_code],
    )


def _position(store: Store, framework: Framework, round_: str, grouping_id: str, area_code: str, demo: bool) -> Exhibit:
    parts = []
    for by in (scoring.PRINCIPLE, scoring.OVERALL):
        frame = findings.comparison(store, framework.framework_id, round_, grouping_id, by=by, also=area_code)
        parts.append(frame.rename(columns={scoring.unit_column(by): "measure"}))
    everyone = pd.concat(parts, ignore_index=True)
    pairs = findings.pairs(store, grouping_id)
    peer_codes = peers_of(pairs, area_code)
    own = everyone[everyone["area_code"] == area_code].reset_index(drop=True)
    names = area_names(store)
    theirs = everyone[everyone["area_code"].isin(peer_codes)].assign(name=lambda f: f["area_code"].map(names))
    scored = int(own["n_peers"].max())
    similar = f"Similar: within {framework.similar_within:.0f} points of the peers' median."
    return peers.position(
        own,
        theirs,
        short_titles(framework),
        unit="measure",
        area=names[area_code],
        peers_are=count(len(peer_codes), "peer"),
        basis=f"Round {round_}; {scored} of {count(len(peer_codes), 'peer')} with a score, own area left out. "
        f"{similar} A lower self-score can mean a stricter partnership.",
        source=framework.title,
        demo=demo,
    )


def _sensitivity(store: Store, framework: Framework, round_: str, grouping_id: str, area_code: str) -> list[str]:
    frame = findings.sensitivity(
        store, framework.framework_id, round_, area_code, by=scoring.PRINCIPLE, own=grouping_id
    )
    titles = unit_titles(framework, scoring.PRINCIPLE)
    groupings = {key: one.title for key, one in findings.groupings(store).items()}
    said: dict[str, list[str]] = {}
    for key, rows in frame.groupby("principle_id", sort=False):
        bands = rows["band"].tolist()
        compared = [band for band in bands if band != NOT_COMPARED]
        most = max(compared, key=compared.count, default=NOT_COMPARED)
        others = rows[~rows["band"].isin([most, NOT_COMPARED])]
        exceptions = [
            f"{band} under {groupings[name]}" for name, band in zip(others["grouping_id"], others["band"], strict=True)
        ]
        words = sensitivity_words(bands) + (f"; {listed(exceptions)}" if exceptions else "")
        said.setdefault(words, []).append(titles[str(key)])
    return [
        f"{'Every principle' if len(names) == len(titles) else listed(names)}: {words}."
        for words, names in said.items()
    ]


def _strengths(
    store: Store, framework: Framework, round_: str, grouping_id: str, area_code: str
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    rows = reading.ratings(store, framework.framework_id, rounds=(round_,), also=area_code)
    beside = beside_peers(rows, findings.pairs(store, grouping_id), area_code, framework)
    texts = findings.area_ratings(store, framework.framework_id, round_, area_code).set_index("criterion_id")
    plan = reading.actions(store, area_code)
    planned = plan[plan["framework"] == framework.framework_id].groupby("criterion_id")["action"].first()
    return tuple(  # type: ignore[return-value]
        [_criterion(row, framework, texts, planned) for row in part.to_dict("records")]
        for part in strongest_and_weakest(beside, framework)
    )


def _criterion(row: dict, framework: Framework, texts: pd.DataFrame, planned: pd.Series) -> dict[str, str]:
    criterion = framework.by_id[row["criterion_id"]]
    said = texts.loc[row["criterion_id"]]
    n = row["n_peers"]
    beside = (
        f"{row['n_above']} of {count(n, 'peer')} rate it higher, {row['n_same']} the same, {row['n_below']} lower."
        if n
        else "No peer rated it."
    )
    return {
        "text": criterion.text,
        "short": criterion.short,
        "level": framework.label_of(row["level"]),
        "principle": unit_titles(framework, scoring.PRINCIPLE)[criterion.principle_id],
        "peers": beside,
        "evidence": said["evidence"],
        "action": said["action"] or planned.get(row["criterion_id"], ""),
        "source": criterion.source,
    }


def _change(
    store: Store, framework: Framework, round_: str, area_code: str
) -> tuple[Exhibit | None, pd.DataFrame | None]:
    own = reading.ratings(store, framework.framework_id, area_code=area_code)
    known = sorted(own["round"].unique(), key=reading.round_order)
    place = known.index(round_)
    if place == 0:
        return None, None
    before = known[place - 1]
    by_principle = findings.change(
        store, framework.framework_id, before, round_, area_code=area_code, by=scoring.PRINCIPLE
    )
    chart = change_charts.steps(
        by_principle,
        unit_titles(framework, scoring.PRINCIPLE),
        unit="principle_id",
        area=area_names(store)[area_code],
        before=before,
        after=round_,
        word=framework.row_word_plural,
        source=framework.title,
        demo=findings.rests_on_demo(store, framework.framework_id, (before, round_), area_code),
    )
    moves = findings.change_by_criterion(store, framework.framework_id, before, round_, area_code=area_code)
    moves = moves[moves["change"].isin([IMPROVED, DECLINED])].sort_values("steps", ascending=False, kind="stable")
    table = pd.DataFrame(
        {
            framework.row_word.capitalize(): [framework.by_id[key].text for key in moves["criterion_id"]],
            before: [framework.label_of(level) for level in moves["level_before"]],
            round_: [framework.label_of(level) for level in moves["level_after"]],
            "Change": ["▲ improved" if change == IMPROVED else "▼ declined" for change in moves["change"]],
        }
    )
    return chart, table


def _requirements(store: Store, framework: Framework, round_: str, area_code: str, demo: bool) -> Exhibit:
    status = findings.requirements(store, framework.framework_id, round_, area_code=area_code)
    return checklist.requirements(status, framework, area=area_names(store)[area_code], round_=round_, demo=demo)


def _ratings(store: Store, framework: Framework, round_: str, area_code: str) -> pd.DataFrame:
    rows = findings.area_ratings(store, framework.framework_id, round_, area_code)
    titles = unit_titles(framework, scoring.PRINCIPLE)
    return pd.DataFrame(
        {
            framework.row_word.capitalize(): rows["text"],
            "Principle": rows["principle_id"].map(titles),
            "Level": [answer_words(framework, a, lv) for a, lv in zip(rows["answer"], rows["level"], strict=True)],
            "Evidence": rows["evidence"],
            "Action": rows["action"],
        }
    )
