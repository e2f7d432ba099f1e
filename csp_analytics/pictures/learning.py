"""Learning matches: who could learn from whom, over all areas and for one, with the reason for each pair."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import learning_pairs as pairing
from csp_analytics.analysis.learning import SKILL, WEIGHTS
from csp_analytics.areas.register import register
from csp_analytics.charts import learning_topics, learning_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures import learning_cards, learning_tables
from csp_analytics.pictures.learning_asked import Asked
from csp_analytics.pictures.learning_cards import LearnerCard


@dataclass(frozen=True)
class LearningPicture:
    """Everything that the page shows of the pairs.

    Attributes:
        finding: the sentence that the page opens with: of the own area, else of all areas.
        cards: big numbers.
        own: what the own area could learn and from whom; None without an own area.
        teaches: who could learn from the own area, a card each.
        learners: a card for every area with a mentor, by name.
        without: areas without a mentor, each with the reason.
        topics: what areas need, met and not met; None when there is no need.
        tables: tables by title: pairs, everything that could have been, areas.
        rules: what a need, a mentor and likeness are.
        note: what it rests on.
        about: what one is looking at.
        demo: whether any of it is demonstration data.
    """

    finding: str
    cards: list[dict[str, str]]
    own: LearnerCard | None
    teaches: list[LearnerCard]
    learners: list[LearnerCard]
    without: list[str]
    topics: Exhibit | None
    tables: dict[str, pd.DataFrame]
    rules: str
    note: str
    about: dict[str, str]
    demo: bool


def learning_picture(asked: Asked, area_code: str = "") -> LearningPicture:
    """The pairs of all areas, with one area first when ``area_code`` names one."""
    learners = learning_cards.learners(asked)
    counts = _topic_counts(asked)
    about = {**asked.about, **({"Area": asked.names[area_code]} if area_code else {})}
    own = next((card for card in learners if card.code == area_code), None)
    n_back = sum(pair.gives_back != "" for card in learners for pair in card.mentors)
    met = [
        (row.title, row.n_met) for row in counts.sort_values(["n_met", "title"], ascending=[False, True]).itertuples()
    ]
    everybody = learning_words.everybody(asked.found.outcomes, asked.found.chosen, n_back, met)
    teaches = [card for card in learners if area_code in {pair.code for pair in card.mentors}]
    return LearningPicture(
        finding=_of_area(asked, area_code, own, teaches) if area_code else everybody,
        cards=_own_cards(asked, area_code, own, teaches) if own else _cards(asked, n_back),
        own=own,
        teaches=teaches,
        learners=learners,
        without=_without(asked),
        topics=learning_topics.topics(
            counts, basis=asked.basis, source=asked.source, demo=asked.demo, about=asked.about
        )
        if counts["n_needs"].sum()
        else None,
        tables={
            "Every pair": learning_tables.pairs(learners),
            "Every pair that could have been, and what came of it": learning_tables.told(asked, area_code),
            "Every area": learning_tables.areas(asked),
        },
        rules=asked.rules,
        note=f"{asked.basis} {asked.rules} {learning_words.HOW_SCORED}",
        about=about,
        demo=asked.demo,
    )


def _of_area(asked: Asked, area_code: str, own: LearnerCard | None, teaches: list[LearnerCard]) -> str:
    name = asked.names[area_code]
    outcomes = asked.found.outcomes.set_index("area_code")["outcome"]
    if area_code not in outcomes.index:
        return f"{name} is outside the register of areas, so it has no peers to be matched with."
    mentors = [(pair.name, pair.briefly) for pair in own.mentors] if own else []
    absent = ""
    if not mentors:
        absent = learning_words.why_none(outcomes[area_code], asked.wanted.topics, asked.wanted.most_mentored)
    return learning_words.of_area(name, mentors, [card.name for card in teaches], absent)


def _cards(asked: Asked, n_back: int) -> list[dict[str, str]]:
    outcomes, chosen = asked.found.outcomes, asked.found.chosen
    known = outcomes[outcomes["outcome"] != pairing.NO_FIGURES]
    n_mentors = int((outcomes["n_mentored"] > 0).sum())
    most = int(outcomes["n_mentored"].max()) if len(outcomes) else 0
    score = asked.found.told
    scores = score.loc[score["came_of_it"] == pairing.CHOSEN, "score"]
    middle = f"{scores.median():.0f}" if len(scores) else "–"
    return [
        {"name": "Areas with a mentor", "number": str(int((outcomes["n_mentors"] > 0).sum())),
         "unit": f"of {len(known)}", "rest": f"{count(len(outcomes) - len(known), 'area')} without figures."},
        {"name": "Areas that mentor", "number": str(n_mentors), "unit": f"of {len(known)}",
         "rest": f"At most {count(most, 'other')} each, so the work is shared."},
        {"name": "Pairs", "number": str(len(chosen)), "unit": "",
         "rest": f"In {n_back} the learner could give something back."},
        {"name": "Score of the middle pair", "number": middle, "unit": f"of {WEIGHTS.total:.0f}",
         "rest": "Much to learn, alike, and both could learn."},
    ]  # fmt: skip


def _own_cards(asked: Asked, area_code: str, own: LearnerCard, teaches: list[LearnerCard]) -> list[dict[str, str]]:
    """The numbers of one area: from whom, who from it, and how many of its needs its mentors meet."""
    topic = ["kind", "topic_id"]
    needed = asked.found.needs
    wanted = needed.loc[needed["area_code"] == area_code, topic]
    learned = [asked.lessons[area_code, pair.code][topic] for pair in own.mentors]
    met = wanted.merge(pd.concat(learned).drop_duplicates(), on=topic)
    back = [pair.name for pair in own.mentors if pair.gives_back]
    return [
        {"name": "Could learn from", "number": str(len(own.mentors)), "unit": _areas(len(own.mentors)),
         "rest": f"{listed(pair.name for pair in own.mentors)}."},
        {"name": "Could learn from it", "number": str(len(teaches)), "unit": _areas(len(teaches)),
         "rest": f"{listed(card.name for card in teaches)}." if teaches else "Nobody is matched with it."},
        {"name": "Needs that they meet", "number": str(len(met)), "unit": f"of {len(wanted)}",
         "rest": "Its lowest skills and criteria, by what it needs."},
        {"name": "Could give back", "number": str(len(back)), "unit": f"of {len(own.mentors)}",
         "rest": f"To {listed(back)}." if back else "To none of them."},
    ]  # fmt: skip


def _areas(number: int) -> str:
    """``area`` or ``areas``."""
    return "area" if number == 1 else "areas"


def _without(asked: Asked) -> list[str]:
    """Areas without a mentor under each reason, most areas first."""
    rows = asked.found.outcomes[asked.found.outcomes["outcome"] != pairing.MATCHED]
    names = register().names
    said = []
    for outcome, part in sorted(rows.groupby("outcome"), key=lambda one: (-len(one[1]), one[0])):
        why = learning_words.why_none(str(outcome), asked.wanted.topics, asked.wanted.most_mentored)
        said.append(f"{listed(sorted(names[code] for code in part['area_code']), most=12)}: {why}.")
    return said


def _topic_counts(asked: Asked) -> pd.DataFrame:
    """Topics by how many areas need them, have a mentor for them, and stand over the need line; most needed first."""
    found = asked.found
    lines = {kind: line.below for kind, line in asked.lines.items()}
    counts = pairing.topic_counts(found.standings, found.needs, found.lessons, found.chosen, lines)
    keys = zip(counts["kind"], counts["topic_id"], strict=True)
    counts = counts.assign(title=[asked.topics.name(*key) for key in keys], is_skill=counts["kind"] == SKILL)
    order = ["n_needs", "is_skill", "title"]
    return counts.sort_values(order, ascending=[False, False, True], ignore_index=True)
