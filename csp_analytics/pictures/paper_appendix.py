"""The appendix of a board paper: how the figures are made, what they rest on, who the peers are, every criterion."""

from __future__ import annotations

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts import officer_levels as drawing
from csp_analytics.charts.words import count, listed, share, unit_titles
from csp_analytics.pictures.officer_words import peers_in_words
from csp_analytics.pictures.paper_words import Told, coverage
from csp_analytics.pictures.report_subject import Part

OF_GROUPS = (
    f"Groups are summed up by median, quartiles and mean of at least {MIN_PEERS} other areas with a figure, the area "
    "itself left out; a group is left out where its figures beside others would give one area's away."
)


def method(told: Told) -> Part:
    """How the figures are made and what they can carry."""
    framework, by_groups = told.officer.area.framework, told.officer.groups is not None
    return Part(
        "How the figures are made",
        [
            "Scores run from 0 (everything at the lowest level) to 100 (everything at the highest); overall is the "
            "mean of the principle scores. A score needs two thirds of the "
            f"{framework.row_word_plural} that apply, and at least {scoring.MIN_RATED}, to be rated.",
            f"Levels: {listed(level.label for level in framework.levels)}.",
            OF_GROUPS
            if by_groups
            else "Peers are summed up by their median, the area itself left out; fewer than "
            f"{MIN_PEERS} peers with a figure are not compared. Similar is within {framework.similar_within:.0f} "
            "points of the peers' median.",
            "Change counts only what both rounds rate and ask in the same way.",
            "Areas rate themselves. A lower score can mean a stricter partnership, so a difference is a reason to ask, "
            "not a verdict.",
        ],
    )


def rests_on(told: Told) -> Part:
    """How complete the answers are, principle by principle."""
    one, area = told.officer, told.officer.area
    rows = area.measures[area.measures["area_code"] == area.area_code]
    titles = unit_titles(area.framework, scoring.PRINCIPLE) | {scoring.ALL: "Overall"}
    left = f" {count(one.left_out, 'answer')} left out on purpose." if one.left_out else ""
    table = pd.DataFrame(
        {
            "Part": rows["measure"].map(titles),
            "Rated": rows["n_rated"],
            "Applicable": rows["n_applicable"],
            "Coverage": [share(n, of) for n, of in zip(rows["n_rated"], rows["n_applicable"], strict=True)],
            "Don't know": rows["n_dont_know"],
            "Not answered": rows["n_missing"],
            "Not applicable": rows["n_not_applicable"],
            "Note": rows["note"],
        }
    ).reset_index(drop=True)
    return Part("What the figures rest on", [f"{coverage(one)}{left}"], table=table)


def peers(told: Told) -> Part:
    """Who the peers are, and who of them was not assessed."""
    area = told.officer.area
    if (groups := told.officer.groups) is not None:
        grouping = findings.grouping(area.store, area.nation.grouping_id)
        lines = [groups.rule, groups.note, f"{grouping.title}: {grouping.description}"]
        return Part("What stands beside the area", [line for line in lines if line])
    there = area.nation.assessments
    assessed = set(there.loc[there["round"] == area.round, "area_code"])
    absent = sorted(area.nation.names[code] for code in area.peers if code not in assessed)
    lines = [peers_in_words(told.officer)]
    lines += [f"Without an assessment in round {area.nation.others_round}: {listed(absent)}."] if absent else []
    return Part("Who the peers are", lines)


def sources(told: Told) -> Part:
    """Where definitions and answers come from."""
    one, area = told.officer, told.officer.area
    there = area.nation.assessments
    row = there[(there["area_code"] == area.area_code) & (there["round"] == area.round)].iloc[0]
    loaded = f"{row['source_file']}, loaded {row['imported_at']:%-d %B %Y}"
    own = f"{one.own_title[:1].lower()}{one.own_title[1:]}"
    answers = f"{own}, not submitted" if one.uploaded else loaded
    documents = "; ".join(area.framework.documents.values())
    return Part("Sources", [f"Definitions: {documents}.", f"Answers of {area.name}: {answers}."])


def every_criterion(told: Told) -> Part:
    """Each criterion beside the peers: own level, peers at each level, median, band."""
    framework, groups = told.officer.area.framework, told.officer.groups
    if groups is not None:
        said = (
            f"Points from 0 (the lowest level) to 100 (the highest), {told.officer.area.name} left out of the groups."
        )
        return Part(f"Every {framework.row_word} beside groups of areas", [said], table=groups.criteria)
    table = drawing.table(told.levels, framework, told.officer.sides)
    area = told.officer.area
    if not area.peers:
        return Part(f"Every {framework.row_word}", ["There are no peers."], table=table)
    said = f"Peers at each level, {area.name} left out."
    return Part(f"Every {framework.row_word} beside the peers", [said], table=table)


PARTS = (method, rests_on, peers, sources, every_criterion)
