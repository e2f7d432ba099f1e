"""A board paper written by hand: every kind of part, chart and table, whose figures the tests know."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.native import BARS, LINES, STACKED, Native, Series
from csp_analytics.pictures.paper import PLAN_COLUMNS, Paper
from csp_analytics.pictures.report_subject import Part

STAMP = "Data version 12, csp-analytics 0.4.0, 22 November 2026"
UPLOAD = "Your upload, not submitted."
LEFT_OUT = "3 answers were left out, as you chose."
PRINCIPLES = ("Shared purpose", "Right people", "Evidence", "Accountability")
OWN, MEDIAN = (62.0, 40.0, None, 75.0), (55.0, 50.0, 45.0, 60.0)
LEVELS = {"Gap identified": (3, 0), "Working towards": (2, 4), "Some success": (2, 1), "Doing well": (0, 3)}
ROUNDS = {"Fife": (40.0, None, 62.0), "Peers' median": (45.0, 50.0, 55.0)}


def beside_peers() -> Exhibit:
    """Two bars a principle, one without a value."""
    table = pd.DataFrame({"Principle": PRINCIPLES, "Fife": OWN, "Peers' median": MEDIAN, "Peers": [7, 7, 6, 7]})
    series = (Series("Fife", OWN, theme.OWN), Series("Peers' median", MEDIAN, theme.PEERS))
    return Exhibit(
        "beside-peers",
        "Maturity score by principle, Fife and its peers",
        "Fife is higher than its peers on two of three principles, furthest on Accountability (75 against 60).",
        drawn(PRINCIPLES, OWN, demo=True),
        table,
        "7 of 7 peers, round 2025, 259 ratings.",
        "Bars of the score of each principle: Fife 62, 40 and 75, the median of its peers 55, 50 and 60.",
        "Partnership self-assessments",
        True,
        "Median of the peers, own area left out.",
        {"Area": "Fife"},
        Native(BARS, PRINCIPLES, series, "Maturity score (0 to 100)", 100),
    )


def levels() -> Exhibit:
    """Counts of levels in two principles."""
    names = PRINCIPLES[:2]
    series = tuple(
        Series(name, counts, colour)
        for (name, counts), colour in zip(LEVELS.items(), theme.level_colours(4), strict=True)
    )
    return Exhibit(
        "levels",
        "Criteria at each level",
        "3 of 15 criteria are at the lowest level, all in Shared purpose.",
        drawn(names, [sum(row) for row in zip(*LEVELS.values(), strict=True)]),
        pd.DataFrame({"Principle": names, **LEVELS}),
        "15 criteria, round 2025.",
        "Stacked bars of the criteria at each level: Shared purpose 3, 2, 2 and 0, Right people 0, 4, 1 and 3.",
        native=Native(STACKED, names, series, "Criteria"),
    )


def over_rounds() -> Exhibit:
    """A line for the area with a round left out, and one for its peers."""
    rounds = ("2021", "2023", "2025")
    series = tuple(
        Series(name, values, colour)
        for (name, values), colour in zip(ROUNDS.items(), (theme.OWN, theme.QUIET), strict=True)
    )
    return Exhibit(
        "over-rounds",
        "Overall score by round",
        "Fife rose from 40 to 62 points since 2021.",
        drawn(rounds, ROUNDS["Fife"]),
        pd.DataFrame({"Round": rounds, **ROUNDS}),
        "3 rounds; no assessment of Fife in 2023.",
        "Lines of the overall score: Fife 40 in 2021 and 62 in 2025, the median of its peers 45, 50 and 55.",
        native=Native(LINES, rounds, series, "Maturity score", 100),
    )


def without_chart() -> Exhibit:
    """A finding that neither Word nor PowerPoint can draw."""
    table = pd.DataFrame(
        {"Area": ["Moray", "Falkirk"], "Strength": ["Evidence", "Right people"], "Score": [80.0, 71.5]}
    )
    return Exhibit(
        "learn-from",
        "Who to learn from",
        "Moray and Falkirk are strong where Fife is weak.",
        drawn(table["Area"], table["Score"]),
        table,
        "31 areas, round 2025.",
        "Table of areas that are strong where Fife is weak.",
    )


def many_bars(n: int) -> Exhibit:
    """A bar for each of many areas, the highest last."""
    names, values = tuple(f"Area {place}" for place in range(n)), tuple(float(place) for place in range(n))
    return Exhibit(
        "every-area",
        "Every area",
        "The areas differ by 31 points.",
        drawn(names, values),
        pd.DataFrame({"Area": names, "Score": values}),
        f"{n} areas.",
        "Bars of the score of every area, from lowest to highest.",
        native=Native(BARS, names, (Series("Score", values, theme.OWN),), "Score"),
    )


def drawn(names: object, values: object, *, demo: bool = False) -> object:
    """The picture on the screen."""
    chart = theme.figure(220, margin={"l": 8, "r": 8, "t": 8, "b": 44})
    chart.add_bar(x=list(values), y=list(names), orientation="h", marker_color=theme.OWN)
    return theme.finish(chart, demo=demo)


def plan(n: int = 3) -> pd.DataFrame:
    """An action plan with blank cells and a column that nobody filled in."""
    rows = [
        [
            f"Data is not shared between agencies ({place})",
            "Agree one sharing protocol and name a person in each agency who keeps it up to date",
            "By March 2027",
            "Protocol signed by all partners" if place % 2 else "",
            "Community safety lead",
            "",
            "Number of agencies that have signed",
            "C1",
        ]
        for place in range(1, n + 1)
    ]
    return pd.DataFrame(rows, columns=list(PLAN_COLUMNS))


def paper(**changed: object) -> Paper:
    """The paper. What is ``changed`` takes the place of its field."""
    fields: dict = {
        "title": "Fife: community safety self-assessment 2025",
        "finding": "Fife's overall score is 62, higher than the median of its peers (55).",
        "headlines": ["Fife rose from 40 to 62 points since 2021."],
        "parts": [
            Part("Beside the peers", ["Fife is similar to its peers overall."], [beside_peers(), levels()]),
            Part("Change", ["Fife rose from 40 to 62 points since 2021."], [over_rounds()]),
            Part("Who to learn from", [], [without_chart()]),
            Part("Strengths", ["Accountability is the highest principle.", "Two criteria are at the top level."]),
            Part("Peers", ["Seven peers."], table=pd.DataFrame({"Area": ["Moray", "Falkirk"], "Score": [50.0, None]})),
        ],
        "about": {"Area": "Fife", "Framework": "Safer communities", "Round": "2025", "Peers": "Family group (people)"},
        "demo": True,
        "header": {"Prepared by": "", "Date": "22 November 2026", "Present": ""},
        "summary": ["Fife's overall score is 62.", "Right people is the lowest principle (40)."],
        "recommendations": ["Agree the action plan.", "Ask Moray how it gathers evidence."],
        "statements": {
            "Financial and human resources": "",
            "Equality and diversity": "No one is put at a disadvantage.",
        },
        "purpose": "decision",
        "plan": plan(),
        "appendix": [
            Part("Method", ["Scores run from 0 to 100."]),
            Part("Coverage", ["37 of 37 criteria were rated."]),
        ],
        "said": [UPLOAD, LEFT_OUT],
    }
    return Paper(**{**fields, **changed})


EVIL = "=1+1<script>window.hit = 1</script><img src=x onerror='window.hit = 2'>[a](javascript:window.hit=3)&\"\x0b*b*"


def hostile() -> Paper:
    """The paper with text of somebody who means harm in every place that people write in."""
    native = Native(BARS, (EVIL, "Evidence"), (Series(EVIL, (1.0, 2.0), theme.OWN),), EVIL)
    table = pd.DataFrame({EVIL: [EVIL, "Evidence"], "Score": [1.0, 2.0]})
    chart = drawn([theme.plain(EVIL), "Evidence"], [1.0, 2.0])
    exhibit = Exhibit(EVIL, EVIL, EVIL, chart, table, EVIL, EVIL, EVIL, True, EVIL, {"Area": EVIL}, native)
    return paper(
        title=EVIL,
        finding=EVIL,
        headlines=[EVIL],
        parts=[Part(EVIL, [EVIL, "Second."], [exhibit], table), Part(EVIL, [EVIL])],
        about={EVIL: EVIL},
        header={EVIL: EVIL},
        summary=[EVIL],
        recommendations=[EVIL],
        statements={EVIL: EVIL},
        plan=pd.DataFrame([[EVIL] * len(PLAN_COLUMNS)], columns=list(PLAN_COLUMNS)),
        appendix=[Part(EVIL, [EVIL])],
        said=[EVIL],
    )
