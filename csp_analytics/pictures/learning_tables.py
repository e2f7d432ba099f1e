"""Every pair, every pair that could have been, and every area, as tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis import learning_pairs as pairing
from csp_analytics.areas.register import register
from csp_analytics.charts import learning_words
from csp_analytics.pictures.learning_asked import Asked
from csp_analytics.pictures.learning_cards import LearnerCard


def pairs(learners: Sequence[LearnerCard]) -> pd.DataFrame:
    """A row a pair: who learns from whom, what, with the figures, why alike, what goes back, the score."""
    return pd.DataFrame(
        {
            "Learner": card.name,
            "Learns from": one.name,
            "Turn": turn,
            "What, with the figures": "; ".join(one.lessons),
            "Alike": one.alike,
            "Could give back": one.gives_back,
            "Score": one.score,
            "Next in line": one.next_best,
        }
        for card in learners
        for turn, one in enumerate(card.mentors, start=1)
    )


def told(asked: Asked, area_code: str = "") -> pd.DataFrame:
    """A row a pair that could have been, with the parts of its score and what came of it; of one area when named."""
    names, rows = register().names, asked.found.told
    if area_code:
        rows = rows[(rows["learner"] == area_code) | (rows["mentor"] == area_code)]
    table = pd.DataFrame(
        {
            "Learner": rows["learner"].map(names),
            "Could learn from": rows["mentor"].map(names),
            "Score": rows["score"],
            "Needs on which it is stronger": rows["n_topics"],
            "Needs": rows["n_needs"],
            "Strength (0 to 1)": rows["strength"].round(3),
            "Likeness (0 to 1)": rows["likeness"].round(3),
            "Could give back": ["yes" if one else "" for one in rows["mutual"]],
            "What came of it": rows["came_of_it"].map(learning_words.CAME_OF_IT),
        }
    )
    order = ["Learner", "Score", "Could learn from"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def areas(asked: Asked) -> pd.DataFrame:
    """A row an area: needs, mentors it could have, mentors and learners it has, or why it has no mentor."""
    names, rows = register().names, asked.found.outcomes
    why = [
        "" if one == pairing.MATCHED else learning_words.why_none(one, asked.wanted.topics, asked.wanted.most_mentored)
        for one in rows["outcome"]
    ]
    table = pd.DataFrame(
        {
            "Area": rows["area_code"].map(names),
            "Needs": rows["n_needs"],
            "Mentors it could have": rows["n_candidates"],
            "Mentors": rows["n_mentors"],
            "Mentors how many": rows["n_mentored"],
            "Why it has none": why,
        }
    )
    return table.sort_values("Area", ignore_index=True)
