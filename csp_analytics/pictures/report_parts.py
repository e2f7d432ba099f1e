"""The sections of a report, in order. A new section is a function here and a line in ``PARTS``."""

from __future__ import annotations

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import national as summarising
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import change_summary
from csp_analytics.analysis.group_figures import by_group
from csp_analytics.analysis.heat import level_counts
from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.analysis.spread import by_spread
from csp_analytics.areas.register import register
from csp_analytics.charts import coverage, groups, levels
from csp_analytics.charts.words import count, listed, share, short_titles, signed, unit_titles
from csp_analytics.pictures import national
from csp_analytics.pictures.report_subject import Part, Subject, members_of, names
from csp_analytics.store import reading

MOST_LISTED = 5


def finding(subject: Subject) -> str:
    """The report's first sentence."""
    framework = subject.framework
    summary = summarising.summary(subject.scores(scoring.PRINCIPLE), framework, unit="principle_id")
    return national.finding(summary, unit_titles(framework, scoring.PRINCIPLE), framework)


def who_took_part(subject: Subject) -> Part:
    """How many areas, how complete their answers are, and who is missing."""
    overall = subject.scores(scoring.OVERALL)
    framework, round_ = subject.framework, subject.round
    rated = overall[overall["n_rated"] > 0]
    assessed = set(rated["area_code"])
    absent = [code for code in subject.codes if code not in assessed]
    n_rated, n_applicable = int(overall["n_rated"].sum()), int(overall["n_applicable"].sum())
    sentences = [
        f"{len(rated)} of {count(len(subject.codes), 'area')} were assessed in {round_} and rated "
        f"{share(n_rated, n_applicable)} of the {framework.row_word_plural} that apply to them.",
        f"Not assessed: {names(absent, most=12)}." if absent else "No area is missing.",
    ]
    return Part("Who took part", sentences)


def principles(subject: Subject) -> Part:
    """The middle area on each principle, beside that of all areas, and how ratings spread over the levels."""
    framework = subject.framework
    frame = subject.scores(scoring.PRINCIPLE)
    titles = unit_titles(framework, scoring.PRINCIPLE)
    summary = summarising.summary(frame, framework, unit="principle_id")
    everyone = summarising.summary(
        subject.scores(scoring.PRINCIPLE, everyone=True), framework, unit="principle_id"
    ).set_index("principle_id")["middle"]
    table = pd.DataFrame(
        {
            "Principle": summary["principle_id"].map(titles),
            "Middle area": summary["middle"],
            "Lowest": summary["lowest"],
            "Highest": summary["highest"],
            "Areas with a score": summary["n_areas"],
            "Ratings": summary["n_ratings"],
        }
    )
    if not subject.everywhere:
        table.insert(2, "Middle of all areas", summary["principle_id"].map(everyone))
    few = summary["n_areas"].max() < MIN_PEERS
    sentences = [f"Fewer than {MIN_PEERS} areas have a score, so their middle says little."] if few else []
    pooled = scoring.national(frame, framework, scoring.PRINCIPLE)
    chart = levels.by_principle(pooled, titles, framework, basis=subject.basis(frame), demo=subject.demo)
    return Part("The principles", sentences, [chart], table, headline=False)


def groups_compared(subject: Subject) -> Part | None:
    """The groups of the peer grouping beside each other; nothing when the grouping has none."""
    members = members_of(subject.store, subject.grouping_id)
    if members["group"].nunique() < 2:
        return None
    frame = subject.scores(scoring.PRINCIPLE, everyone=True)
    overall = subject.scores(scoring.OVERALL, everyone=True).rename(columns={"unit": "principle_id"})
    both = pd.concat([frame, overall], ignore_index=True)
    chart = groups.groups_by_unit(
        by_group(both, members, "principle_id"),
        short_titles(subject.framework),
        unit="principle_id",
        grouping=findings.grouping(subject.store, subject.grouping_id).title,
        mark="" if subject.everywhere else subject.group,
        basis=f"Round {subject.round}.",
        source=subject.framework.title,
        demo=subject.demo,
    )
    return Part("The peer groups", [], [chart])


def strengths(subject: Subject) -> Part:
    """The strongest and the weakest criteria."""
    framework = subject.framework
    frame = subject.scores(scoring.CRITERION)
    ranked = summarising.by_strength(scoring.national(frame, framework, scoring.CRITERION))
    most = min(MOST_LISTED, len(ranked) // 2)
    word = framework.row_word_plural
    exhibits = [
        levels.by_criterion(
            rows, framework, name=name, headline=f"{name.capitalize()} {word}", basis=subject.basis(frame),
            demo=subject.demo,
        )
        for name, rows in (("strongest", ranked.head(most)), ("weakest", ranked.iloc[::-1].head(most)))
        if len(rows)
    ]  # fmt: skip
    if not exhibits:
        return Part("Strengths and weaknesses", [f"Too few {word} are rated by half of the areas."])
    counts = ranked[[column for column in ranked if column.startswith("level_")]]
    if len(counts.drop_duplicates()) == 1:
        return Part("Strengths and weaknesses", [f"No {framework.row_word} stands out: all are rated alike."])
    best, least = (framework.by_id[ranked["criterion_id"].iloc[place]].short for place in (0, -1))
    first = f"Strongest: {best}. Weakest: {least}."
    return Part("Strengths and weaknesses", [first], exhibits)


def differences(subject: Subject) -> Part | None:
    """Where the areas are furthest apart; nothing when too few rated anything."""
    framework = subject.framework
    rows = reading.ratings(subject.store, framework.framework_id, rounds=(subject.round,))
    apart = by_spread(level_counts(rows, framework, subject.codes)).head(MOST_LISTED)
    if apart.empty:
        return None
    frame = subject.scores(scoring.CRITERION)
    chart = levels.by_criterion(
        apart, framework, name="furthest-apart", basis=subject.basis(frame), demo=subject.demo,
        headline=f"{framework.row_word_plural.capitalize()} on which areas differ most",
    )  # fmt: skip
    first = f"Areas differ most on {framework.by_id[apart['criterion_id'].iloc[0]].short}."
    return Part("Where areas differ", [first], [chart])


def skills(subject: Subject) -> Part | None:
    """The criteria about skills, knowledge and capacity of people; nothing when the framework has none."""
    framework = subject.framework
    ids = framework.table.loc[framework.table["skills"], "criterion_id"]
    frame = subject.scores(scoring.CRITERION)
    frame = frame[frame["criterion_id"].isin(ids) & (frame["n_rated"] > 0)]
    if frame.empty:
        return None
    pooled = scoring.national(frame, framework, scoring.CRITERION)
    low = summarising.low_level(framework)
    below = int(pooled[[f"level_{v.value}" for v in framework.levels if v.value <= low]].sum(axis=None))
    total = int(pooled["n_rated"].sum())
    chart = levels.by_criterion(
        pooled, framework, name="skills", headline=f"{framework.row_word_plural.capitalize()} about skills",
        basis=subject.basis(frame), demo=subject.demo,
    )  # fmt: skip
    at = f"at '{framework.label_of(low)}'" + ("" if low == framework.lowest else " or below")
    first = (
        f"{count(len(pooled), framework.row_word, framework.row_word_plural)} ask about skills, knowledge or capacity: "
        f"{share(below, total)} of their {total:,} ratings are {at}."
    )
    return Part("Skills", [first], [chart])


def change(subject: Subject) -> Part | None:
    """What moved since the round before, like for like; nothing when there is no round before."""
    if not subject.before:
        return None
    framework = subject.framework
    moved = findings.change_by_criterion(subject.store, framework.framework_id, subject.before, subject.round)
    moved = moved[moved["area_code"].isin(subject.codes)]
    by_area = change_summary(moved, framework)
    by_area = by_area[by_area["n_compared"] > 0]
    if by_area.empty:
        return Part("Change", [f"No area was assessed in both {subject.before} and {subject.round}."])
    up, down = int((by_area["net"] > 0).sum()), int((by_area["net"] < 0).sum())
    typical = by_area["points"].median() if len(by_area) >= MIN_PEERS else float("nan")
    shift = "" if typical != typical else f"; the typical area moved by {_points_moved(typical)}"
    word = framework.row_word_plural
    sentences = [
        f"Since {subject.before}, {up} of {count(len(by_area), 'area')} moved up on more {word} "
        f"than they moved down, {down} the other way{shift}.",
    ]
    top = by_area[by_area["net"] == by_area["net"].max()]
    if by_area["net"].max() > 0:
        most = count(int(top["net"].iloc[0]), framework.row_word, word)
        sentences.append(f"Most {word} up: {names(list(top['area_code']), most=4)} ({most} more up than down).")
    sentences.append(f"Like for like: only {word} rated by an area in both rounds count.")
    table = pd.DataFrame(
        {
            "Area": by_area["area_code"].map(register().names),
            "Improved": by_area["improved"],
            "Same": by_area["same"],
            "Declined": by_area["declined"],
            f"Like-for-like score {subject.before}": by_area["score_before"],
            f"Like-for-like score {subject.round}": by_area["score_after"],
            "Change in points": by_area["points"],
        }
    ).sort_values(["Change in points", "Area"], ascending=[False, True], ignore_index=True)
    return Part("Change", sentences, table=table)


def areas(subject: Subject) -> Part:
    """Every area with its scores: the table that the other sections rest on."""
    frame = pd.concat(
        [
            subject.scores(scoring.OVERALL).rename(columns={"unit": "principle_id"}),
            subject.scores(scoring.PRINCIPLE),
        ],
        ignore_index=True,
    )
    titles = short_titles(subject.framework)
    shown = frame.assign(title=frame["principle_id"].map(titles), area=frame["area_code"].map(register().names))
    wide = shown.pivot(index="area", columns="title", values="score")[list(dict.fromkeys(shown["title"]))]
    wide.columns.name = None
    rated = shown[shown["principle_id"] == scoring.ALL].set_index("area")
    table = wide.reset_index().rename(columns={"area": "Area"})
    table["Rated"] = table["Area"].map(rated["n_rated"])
    table["Applicable"] = table["Area"].map(rated["n_applicable"])
    table["Note"] = table["Area"].map(rated["note"])
    table["Code"] = table["Area"].map(rated["area_code"])
    without = int(table["Overall"].isna().sum())
    words = f"The table gives the scores of {count(len(table), 'area')}"
    words += (
        f"; {count(without, 'area')} {'has' if without == 1 else 'have'} too few answers for one overall."
        if without
        else "."
    )
    return Part("Area by area", [words], table=table, headline=False)


def method(subject: Subject) -> Part:
    """How the figures were made and what they can carry."""
    framework = subject.framework
    own = {code: register().names[code] for code in subject.codes}
    rests = coverage.by_area(subject.scores(scoring.OVERALL), own, subject.round, framework, demo=subject.demo)
    return Part(
        "How to read this",
        [
            "Scores run from 0 (everything at the lowest level) to 100 (everything at the highest); overall is the "
            "mean of the principle scores. A score needs two thirds of the applicable "
            f"{framework.row_word_plural}, and at least three, to be rated.",
            "Areas rate themselves. A lower score can mean a stricter partnership, so differences are a reason to ask, "
            "not a verdict. All areas are asked, so there is no sampling error; what is uncertain is in the answers.",
            f"Levels: {listed(level.label for level in framework.levels)}.",
        ],
        [rests],
        headline=False,
    )


def _points_moved(points_: float) -> str:
    moved = signed(points_, none="less than a point")
    return moved if moved.startswith("less") else f"{moved} {'point' if moved[1:] == '1' else 'points'}"


PARTS = (who_took_part, principles, groups_compared, strengths, differences, skills, change, areas, method)
