"""A card for every learner: its mentors, what there is to learn and the figures, why alike, what could go back."""

from __future__ import annotations

from dataclasses import dataclass

from csp_analytics.analysis import learning_pairs as pairing
from csp_analytics.areas.register import register
from csp_analytics.charts import learning_words
from csp_analytics.charts.learning_words import MOST_LESSONS
from csp_analytics.charts.words import listed
from csp_analytics.pictures.learning_asked import Asked


@dataclass(frozen=True)
class MentorPart:
    """One mentor of a learner.

    Attributes:
        code, name: the mentor.
        briefly: what there is to learn, by name.
        further: all but the first of it.
        lessons: the same with the figures it rests on, the largest gain first.
        alike: why the two are alike.
        gives_back: what the learner could share in return, by name; empty when nothing.
        score: of the pair.
        next_best: who would come next, with the score; empty when nobody.
    """

    code: str
    name: str
    briefly: str
    further: str
    lessons: list[str]
    alike: str
    gives_back: str
    score: float
    next_best: str


@dataclass(frozen=True)
class LearnerCard:
    """One learner with its mentors, in the order in which they were found."""

    code: str
    name: str
    mentors: list[MentorPart]


def learners(asked: Asked) -> list[LearnerCard]:
    """A card for every area with a mentor, in order of names."""
    names = register().names
    by_learner = {str(code): list(rows["mentor"]) for code, rows in asked.found.chosen.groupby("learner")}
    return [
        LearnerCard(code, names[code], [mentor_part(asked, code, mentor) for mentor in by_learner[code]])
        for code in sorted(by_learner, key=lambda code: (names[code], code))
    ]


def mentor_part(asked: Asked, learner: str, mentor: str) -> MentorPart:
    """One pair in words."""
    names = register().names
    rows = asked.lessons[learner, mentor]
    back = asked.lessons.get((mentor, learner))
    told = asked.found.told
    own = told[told["learner"] == learner].set_index("mentor")
    others = own[own["came_of_it"] != pairing.CHOSEN]
    following = ""
    if len(others):
        first = others.iloc[0]
        following = f"{names[others.index[0]]} ({first['score']:.0f}: {learning_words.CAME_OF_IT[first['came_of_it']]})"
    return MentorPart(
        code=mentor,
        name=names[mentor],
        briefly=briefly(asked, learner, mentor),
        further=briefly(asked, learner, mentor, 1) if len(rows) > 1 else "",
        lessons=[
            learning_words.lesson(
                asked.topics, row.kind, row.topic_id,
                asked.standings[mentor, row.kind, row.topic_id], asked.standings[learner, row.kind, row.topic_id],
                sure=row.sure,
            )
            for row in rows.itertuples()
        ],
        alike=why(asked, learner, mentor),
        gives_back=briefly(asked, mentor, learner) if back is not None else "",
        score=float(own.loc[mentor, "score"]),
        next_best=following,
    )  # fmt: skip


def briefly(asked: Asked, learner: str, mentor: str, first: int = 0) -> str:
    """What there is to learn, by name, the largest gain first, from place ``first`` on."""
    rows = asked.lessons[learner, mentor].iloc[first:]
    named = [asked.topics.name(row.kind, row.topic_id) for row in rows.itertuples()]
    return listed(named, most=MOST_LESSONS)


def why(asked: Asked, learner: str, mentor: str) -> str:
    """Why two areas are alike."""
    group = asked.groups.get(learner, "")
    return learning_words.why_alike(asked.alike[learner, mentor], group, len(register().areas) - 1)
