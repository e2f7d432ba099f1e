"""One area: its principles beside its peers, strengths and weaknesses, change, context and action plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import DECLINED, IMPROVED
from csp_analytics.analysis.peers import NOT_COMPARED, peers_of
from csp_analytics.analysis.sensitivity import sensitivity_words
from csp_analytics.analysis.strengths import strongest_and_weakest
from csp_analytics.charts import change as change_charts
from csp_analytics.charts import checklist, peers
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import answer_words, count, listed, short_titles, unit_titles
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area_subject import AreaSubject
from csp_analytics.pictures.nation_subject import area_names
from csp_analytics.store.connection import Store

MOST = 3


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
    return picture_of(AreaSubject.of(store, framework_id, round_, grouping_id, area_code))


def picture_of(
    one: AreaSubject,
    *,
    most: int = MOST,
    called: tuple[str, str] = ("", ""),
    published: pd.Series | None = None,
) -> AreaPicture:
    """The same of an area that has been read.

    Args:
        one: the area.
        most: how many strong and weak criteria to name at most.
        called: what its own score and the published one are called; the area's name when empty.
        published: what is published of it, by principle and overall, to stand beside its upload.
    """
    if one.absent:
        return AreaPicture("", absent=one.absent)
    own_demo = one.nation.demo((one.round,), one.area_code)
    about = {"Area": one.name, "Framework": one.nation.framework_id, "Round": one.round}
    strengths, weaknesses = _strongest_weakest(one, most)
    change, moved = _change(one)
    requirements = _requirements(one, own_demo) if one.framework.is_checklist else None
    return AreaPicture(
        finding=" ".join(part for part in (_bands(one), change.takeaway if change else "") if part),
        position=replace(_position(one, called, published), about={**about, "Peers": one.nation.grouping_id}),
        sensitivity=_sensitivity(one),
        strengths=strengths,
        weaknesses=weaknesses,
        change=replace(change, about=about) if change else None,
        moved=moved,
        requirements=replace(requirements, about=about) if requirements else None,
        ratings=_ratings(one),
        demo=own_demo,
    )


def peer_words(store: Store, grouping_id: str, area_code: str) -> str:
    """Who the peers are, by name: the group's name and its members."""
    pairs = findings.pairs(store, grouping_id)
    own = pairs[pairs["area_code"] == area_code]
    known = area_names(store)
    names = [known[code] for code in peers_of(pairs, area_code)]
    grouping = findings.grouping(store, grouping_id)
    if not names:
        return f"{grouping.title}: no other area is in the same group."
    if own["group"].iloc[0] == area_code:
        return f"{grouping.title}: {listed(sorted(names))}."
    group = own["group"].iloc[0].replace(": ", ", ")
    kind = "" if group.split()[0] in grouping.title else f"{grouping.title}, "
    return f"{kind}{group}: {listed(sorted(names))}."


def _bands(one: AreaSubject) -> str:
    return peers.band_sentence(
        one.own(scoring.PRINCIPLE),
        unit_titles(one.framework, scoring.PRINCIPLE),
        unit="principle_id",
        area=one.name,
    )


def _position(one: AreaSubject, called: tuple[str, str], published: pd.Series | None) -> Exhibit:
    everyone, framework, names = one.measures, one.framework, one.nation.names
    own = everyone[everyone["area_code"] == one.area_code].reset_index(drop=True)
    theirs = everyone[everyone["area_code"].isin(one.peers)].assign(name=lambda f: f["area_code"].map(names))
    scored = int(own["n_peers"].max())
    similar = f"Similar: within {framework.similar_within:.0f} points of the peers' median."
    return peers.position(
        own,
        theirs,
        short_titles(framework),
        unit="measure",
        area=one.name,
        peers_are=count(len(one.peers), "peer"),
        basis=f"Round {one.nation.rounds_in_words}; {scored} of {count(len(one.peers), 'peer')} with a score, "
        f"own area left out. {similar} A lower self-score can mean a stricter partnership.",
        source=framework.title,
        demo=one.nation.demo((one.round,)),
        published=published,
        called=called,
    )


def _sensitivity(one: AreaSubject) -> list[str]:
    frame = one.sensitivity
    titles = unit_titles(one.framework, scoring.PRINCIPLE)
    groupings = {key: grouping.title for key, grouping in findings.groupings(one.store).items()}
    if len(groupings) < 2:
        return []  # behind letters there is one kind of peers: nothing to depend on
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


def _strongest_weakest(one: AreaSubject, most: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    texts = one.texts.set_index("criterion_id")
    plan = one.plan
    planned = plan[plan["framework"] == one.nation.framework_id].groupby("criterion_id")["action"].first()
    return tuple(  # type: ignore[return-value]
        [_criterion(row, one.framework, texts, planned) for row in part.to_dict("records")]
        for part in strongest_and_weakest(one.beside, one.framework, most)
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
        "criterion_id": criterion.criterion_id,
        "text": criterion.text,
        "short": criterion.short,
        "level": framework.label_of(row["level"]),
        "principle": unit_titles(framework, scoring.PRINCIPLE)[criterion.principle_id],
        "peers": beside,
        "evidence": said["evidence"],
        "action": said["action"] or planned.get(row["criterion_id"], ""),
        "source": criterion.source,
    }


def _change(one: AreaSubject) -> tuple[Exhibit | None, pd.DataFrame | None]:
    before, framework, framework_id = one.before, one.framework, one.nation.framework_id
    if not before:
        return None, None
    by_principle = findings.change(
        one.store, framework_id, before, one.round, area_code=one.area_code, by=scoring.PRINCIPLE
    )
    chart = change_charts.steps(
        by_principle,
        unit_titles(framework, scoring.PRINCIPLE),
        unit="principle_id",
        area=one.name,
        before=before,
        after=one.round,
        word=framework.row_word_plural,
        source=framework.title,
        demo=one.nation.demo((before, one.round), one.area_code),
    )
    moves = findings.change_by_criterion(one.store, framework_id, before, one.round, area_code=one.area_code)
    moves = moves[moves["change"].isin([IMPROVED, DECLINED])].sort_values("steps", ascending=False, kind="stable")
    table = pd.DataFrame(
        {
            framework.row_word.capitalize(): [framework.by_id[key].text for key in moves["criterion_id"]],
            before: [framework.label_of(level) for level in moves["level_before"]],
            one.round: [framework.label_of(level) for level in moves["level_after"]],
            "Change": ["▲ improved" if change == IMPROVED else "▼ declined" for change in moves["change"]],
        }
    )
    return chart, table


def _requirements(one: AreaSubject, demo: bool) -> Exhibit:
    status = findings.requirements(one.store, one.nation.framework_id, one.round, area_code=one.area_code)
    return checklist.requirements(status, one.framework, area=one.name, round_=one.round, demo=demo)


def _ratings(one: AreaSubject) -> pd.DataFrame:
    rows, framework = one.texts, one.framework
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
