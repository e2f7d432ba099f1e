"""What the criteria of partnership frameworks are about, as far as the demonstration data needs to know.

A topic is found by the words of a criterion, so a framework that someone adds gets sensible texts without a line of
code. All texts are invented and neutral: none names a person, a place or an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from csp_analytics.frameworks.model import Criterion


@dataclass(frozen=True)
class Step:
    """One row of an action plan without its date: what is to be put right, what will be done, how one will know."""

    issue: str
    action: str
    milestone: str


@dataclass(frozen=True)
class Topic:
    """What a criterion is about.

    Attributes:
        pattern: regular expression that finds the topic in a criterion's label or text.
        ease: points of the 0 to 100 score by which criteria of the topic come out above or below the rest.
        things: what evidence can be about, each in the singular and something that can be drafted, used and reviewed.
        steps: what an action plan can hold.
    """

    pattern: str
    ease: float
    things: tuple[str, ...]
    steps: tuple[Step, ...]


# The first topic whose pattern is found wins: the narrow ones come before the wide ones.
TOPICS = (
    Topic(
        r"evaluat|impact|intended outcome|lesson|last plan|what works|falters|more achieved|gains",
        -10,
        ("the evaluation plan", "the yearly look back at finished projects", "the check of what joint work achieves"),
        (
            Step("Projects end without a look back", "Write one page of evaluation a project", "First pages seen"),
            Step("The difference made is not known", "Agree a baseline for each priority", "Baselines agreed"),
            Step("Lessons stay with one partner", "Hold a yearly session on lessons learnt", "First session held"),
        ),
    ),
    Topic(
        r"pool|resourc|budget|money|fund|spending",
        -13,
        ("the joint budget for agreed priorities", "the record of what each partner puts in", "the resource plan"),
        (
            Step("No shared view of what partners put in", "List the people and money of each partner", "List agreed"),
            Step("Priorities are not costed", "Set out the cost of each priority and who pays", "Costs in the plan"),
            Step("Partners plan spending one by one", "Try out a joint budget for one priority", "Six-month report"),
        ),
    ),
    Topic(
        r"\brisk",
        -3,
        ("the shared risk register", "the yearly review of risks", "the agreed way of rating risks"),
        (
            Step("Each partner keeps its own risks", "Start one risk register for the partnership", "Register in use"),
            Step("Risks are not looked at again", "Put risks on the agenda twice a year", "First review minuted"),
        ),
    ),
    Topic(
        r"meetings|public|summary|communicat|report|promot|feedback|audience|fed back|told the outcome",
        2,
        ("the yearly report to the public", "the communications plan", "the summary for residents and staff"),
        (
            Step("Residents hear little of the work", "Publish a two-page summary in plain English", "Summary out"),
            Step("Partners send different messages", "Agree one communications plan", "Plan agreed by the board"),
            Step("Reports come late", "Fix a reporting calendar for the year", "Two reports on time"),
        ),
    ),
    Topic(
        r"perform|measure|monitor|target|progress|improvement|satisfaction|crime in focus|repeat victims",
        -3,
        ("the performance report", "the set of outcome measures", "the quarterly review of progress"),
        (
            Step("Measures count activity, not outcomes", "Choose two outcome measures a priority", "Measures agreed"),
            Step("Reports are read but not acted on", "Note one decision for each report", "Decisions in the minutes"),
            Step("Progress is looked at once a year", "Review progress every quarter", "Two reviews held"),
        ),
    ),
    Topic(
        r"communit(y|ies)|engage|consult|views|reach people|listening|needs and",
        0,
        ("the calendar of joint consultation", "the residents' panel", "the plan for working with community councils"),
        (
            Step("The same residents are asked twice", "Keep one calendar of consultation", "Calendar shared"),
            Step("Some groups are seldom heard", "Ask three local groups how to take part", "Replies reviewed"),
            Step("People do not hear what came of it", "Tell those who took part what changed", "First note sent"),
        ),
    ),
    Topic(
        r"equal|fair|divers|vulnerable",
        3,
        ("the equality check of new plans", "the equality training for board members"),
        (
            Step("Equality is looked at late", "Check each plan for equality at the start", "Check in the template"),
            Step("Who benefits is not recorded", "Record who uses each service", "First figures discussed"),
        ),
    ),
    Topic(
        r"analy|assessment|intelligence|evidence|options",
        -7,
        ("the yearly strategic assessment", "the agreement on analyst time", "the analysis behind the priorities"),
        (
            Step("Analysis rests on one post", "Agree cover for analysis among partners", "Cover agreed in writing"),
            Step("Priorities are older than the figures", "Review priorities after each assessment", "Review minuted"),
            Step("Analysis is not used day to day", "Send a one-page briefing to groups", "Three briefings sent"),
        ),
    ),
    Topic(
        r"information|protocol|data|sharing|liaison",
        -4,
        ("the information sharing protocol", "the quarterly exchange of data", "the list of data that partners hold"),
        (
            Step("The protocol is out of date", "Revise the protocol and have it signed", "All partners signed"),
            Step("Data arrive in different shapes", "Agree one form for the quarterly data", "Form in use"),
            Step("Staff are unsure what may be shared", "Write a one-page guide to sharing", "Guide sent to all staff"),
        ),
    ),
    Topic(
        r"problem|models used|new issue|flexible",
        -2,
        ("the problem-solving approach", "the shared problem-solving record", "the group that takes on new issues"),
        (
            Step("Problem solving is left to a few", "Train two people from each partner", "Training held"),
            Step("Solutions are not written down", "Keep one record of problems and responses", "Record open to all"),
        ),
    ),
    Topic(
        r"skill|training|capacity|equipped|development",
        -6,
        ("the yearly review of training needs", "the induction for new members", "the joint training calendar"),
        (
            Step("Training needs are not known", "Ask every partner about training needs", "Summary to the board"),
            Step("New members learn as they go", "Write an induction for new members", "Induction in use"),
            Step("Skills sit with single people", "Pair people across partners for key skills", "Pairs agreed"),
        ),
    ),
    Topic(
        r"decision|open",
        3,
        ("the record of decisions", "the agreed way of making decisions"),
        (
            Step("Reasons for decisions are not recorded", "Note the evidence for each decision", "New minute form"),
            Step("Papers come on the day", "Send papers a week before each meeting", "Three meetings on time"),
        ),
    ),
    Topic(
        r"vision|purpose|idea|look ahead|strateg",
        5,
        ("the shared statement of purpose", "the yearly note on direction", "the long-term strategy"),
        (
            Step("The vision is not known below the board", "Present the vision to every team", "All teams done"),
            Step("The strategy is older than the priorities", "Refresh the strategy with partners", "Strategy agreed"),
        ),
    ),
    Topic(
        r"role|responsib|accountab|duties|chair|challenge|owner|assigned|their part|each other's|knows",
        3,
        ("the note on roles", "the paper with terms of reference", "the yearly check of who answers for what"),
        (
            Step("Roles differ from those on paper", "Revise the terms of reference", "Terms agreed by the board"),
            Step("Actions have no owner", "Name a role for each action in the plan", "All actions have an owner"),
        ),
    ),
    Topic(
        r"lead|elected|senior|political|board|officer|commit|councillor|influence|valued|joining",
        6,
        ("the board's workplan", "the note of what senior people take on", "the briefing for elected members"),
        (
            Step("Senior people send deputies", "Agree what each meeting needs from members", "Attendance reviewed"),
            Step("Elected members hear late", "Brief elected members twice a year", "First briefing held"),
            Step("Commitment differs by partner", "Ask each partner what it can commit to", "Commitments noted"),
        ),
    ),
    Topic(
        r"structure|model|group|framework|deliver|link|sector|network|bodies|partner",
        2,
        ("the structure of delivery groups", "the chart of groups and how they report", "the agreed way of working"),
        (
            Step("Groups overlap", "Map the groups and merge where they overlap", "New structure agreed"),
            Step("Groups and priorities do not match", "Review groups against priorities", "Review seen by the board"),
        ),
    ),
    Topic(
        r"plan|action|priorit",
        1,
        ("the partnership plan", "the check of partners' own plans against ours", "the action plan for each priority"),
        (
            Step("Plans of partners do not refer to ours", "Compare partners' plans with ours", "Comparison seen"),
            Step("The plan has too many actions", "Cut the plan to the main priorities", "Shorter plan agreed"),
        ),
    ),
    Topic(
        r"",
        0,
        ("the agreed way of working", "the written note on this"),
        (
            Step("Practice differs among partners", "Compare practice and agree a shared way", "Shared way agreed"),
            Step("Little is written down", "Write down how this is done", "Note agreed by partners"),
        ),
    ),
)


def topic_of(criterion: Criterion) -> Topic:
    """What a criterion is about, by its label first and its text second; the last topic fits everything."""
    for words in (criterion.short, criterion.text):
        for topic in TOPICS[:-1]:
            if re.search(topic.pattern, words.casefold()):
                return topic
    return TOPICS[-1]
