"""Believable ratings from a seed, for any framework whose definition is there.

To the strength of an area (see :mod:`csp_analytics.demo.strength`) come the ease of the criterion and what is peculiar
to the area and the criterion; the sum, in points of the 0 to 100 score, is rounded to the nearest level. Frameworks
share strengths, so an area's frameworks go together. No framework is named: scales and criteria are read.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from csp_analytics.analysis.scores import DONT_KNOW, MISSING, NOT_APPLICABLE, RATED
from csp_analytics.demo import words
from csp_analytics.demo.setting import Setting
from csp_analytics.demo.strength import EASE, Strengths
from csp_analytics.demo.topics import topic_of
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Framework

# Points of the 0 to 100 score. What is peculiar to area and criterion grows with the width of a step of the scale, so
# that a checklist spreads areas no further apart than four levels do.
FRAMEWORK_SD, CRITERION_SD = 2.5, 5.5
OWN_SD, OWN_PER_STEP, LASTING_SHARE = 18.0, 0.35, 0.85
NOT_APPLICABLE_SHARE, UNKNOWN_SHARE = 0.009, 0.020
# Share of rated rows with evidence: main framework in the last round, before that, other frameworks with room for it.
EVIDENCE_LAST, EVIDENCE_BEFORE, EVIDENCE_OTHERS, EVIDENCE_SPREAD = 0.60, 0.25, 0.12, 0.15
ACTION_SHARE = 0.55


def ratings(framework: Framework, behind: Strengths, *, main: bool = False) -> pd.DataFrame:
    """Ratings of one framework by all answering areas in all rounds.

    Args:
        framework: what is rated.
        behind: from :func:`csp_analytics.demo.strength.strengths`.
        main: the framework that most people look at: it gets most evidence, and has one area with too few answers on
            the weakest principle in the last round.

    Returns:
        Frame ``area_code, framework, round, criterion_id, answer, level, evidence, action`` (the columns of a
        reading's rating table), in the order of rounds, areas and rows.
    """
    answers, levels = _answers(framework, behind), _levels(framework, behind)
    if main:
        _leave_out(answers, framework, behind)
    setting = behind.setting
    ids = [criterion.criterion_id for criterion in framework.criteria]
    parts = []
    for place, name in enumerate(setting.rounds):
        there = setting.answering[name]
        rows = np.array([setting.codes.index(code) for code in there])
        part = pd.DataFrame(
            {
                "area_code": np.repeat(there, len(ids)),
                "framework": framework.framework_id,
                "round": name,
                "criterion_id": np.tile(ids, len(rows)),
                "answer": answers[rows, :, place].ravel(),
                "level": levels[rows, :, place].ravel(),
            }
        )
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True)
    frame["level"] = frame["level"].where(frame["answer"] == RATED)
    return _with_texts(frame, framework, setting, main)


def has_room_for_texts(framework: Framework, main: bool) -> bool:
    """Whether the framework's demonstration files have columns for evidence and action; national returns have none."""
    return main or framework.action_required


def _levels(framework: Framework, behind: Strengths) -> np.ndarray:
    """Areas x criteria x rounds: values of the framework's scale, whatever the answer is."""
    scale = np.array([level.value for level in framework.levels], dtype=float)
    step, places = 100.0 / (len(scale) - 1), list(principles())
    own_sd, ease = math.hypot(OWN_SD, OWN_PER_STEP * step), _ease(framework, behind.setting)
    lean = {name: FRAMEWORK_SD * behind.alike(framework.framework_id, name) for name in places}
    drawn, shape = [], _shape(behind.setting)
    for criterion in framework.criteria:
        rng = behind.setting.stream(criterion.criterion_id)
        lasting, fresh = rng.normal(size=shape[0]), rng.normal(size=shape)
        own = own_sd * (math.sqrt(LASTING_SHARE) * lasting[:, None] + math.sqrt(1 - LASTING_SHARE) * fresh)
        strength = behind.points[:, places.index(criterion.principle_id), :] + lean[criterion.principle_id][:, None]
        drawn.append(strength + ease[criterion.criterion_id] + own)
    nearest = np.rint(np.stack(drawn, axis=1) / step)
    return scale[np.clip(nearest, 0, len(scale) - 1).astype(int)]


def _shape(setting: Setting) -> tuple[int, int]:
    return len(setting.codes), len(setting.rounds)


def _ease(framework: Framework, setting: Setting) -> dict[str, float]:
    """Points by which each criterion comes out above or below the others of its principle."""
    drawn = pd.Series(
        {
            one.criterion_id: topic_of(one).ease + CRITERION_SD * setting.stream(one.criterion_id, "ease").normal()
            for one in framework.criteria
        }
    )
    by_principle = drawn.groupby([one.principle_id for one in framework.criteria])
    levelled = drawn - by_principle.transform("mean")
    return {str(criterion_id): float(points) for criterion_id, points in levelled.items()}


def _answers(framework: Framework, behind: Strengths) -> np.ndarray:
    """Areas x criteria x rounds: rated, or why there is no level. Some areas leave more open than others."""
    setting = behind.setting
    tiers, shape = [setting.areas[code].tier for code in setting.codes], _shape(setting)
    habit = UNKNOWN_SHARE * setting.stream(framework.framework_id, "habit").gamma(1.5, 1 / 1.5, size=shape)
    drawn = []
    for criterion in framework.criteria:
        rng = setting.stream(criterion.criterion_id, "answers")
        never = rng.uniform(size=shape[0]) < NOT_APPLICABLE_SHARE
        never |= ~np.array([criterion.applies_in(tier) for tier in tiers])
        unknown, why = rng.uniform(size=shape) < habit, rng.uniform(size=shape)
        open_ = np.where(unknown, np.where(why < 0.5, DONT_KNOW, MISSING), RATED)
        drawn.append(np.where(never[:, None], NOT_APPLICABLE, open_))
    return np.stack(drawn, axis=1).astype(object)


def _leave_out(answers: np.ndarray, framework: Framework, behind: Strengths) -> None:
    """One area leaves more than a third of the weakest principle unanswered in the last round."""
    setting = behind.setting
    rng = setting.stream(framework.framework_id, "left out")
    candidates = [code for code in setting.answering[setting.rounds[-1]] if code != setting.keen_area]
    area = setting.codes.index(str(rng.choice(candidates)))
    present = [criterion.principle_id for criterion in framework.criteria]
    weakest = min(set(present), key=lambda name: (EASE.get(name, 0.0), name))
    places = np.flatnonzero(np.array(present) == weakest)
    left = rng.choice(places, size=min(len(places), math.ceil(len(places) / 3) + 1), replace=False)
    answers[area, left, -1] = rng.choice([DONT_KNOW, MISSING], size=len(left))


def _with_texts(frame: pd.DataFrame, framework: Framework, setting: Setting, main: bool) -> pd.DataFrame:
    if not has_room_for_texts(framework, main):
        return frame.assign(evidence="", action="")
    rng = setting.stream(framework.framework_id, "texts")
    leaning = dict(zip(setting.names, EVIDENCE_SPREAD * rng.normal(size=len(setting.names)), strict=True))
    share = np.where(frame["round"] == setting.rounds[-1], EVIDENCE_LAST, EVIDENCE_BEFORE) if main else EVIDENCE_OTHERS
    rated = frame["answer"] == RATED
    wanted = rated & (rng.uniform(size=len(frame)) < share + frame["area_code"].map(leaning) * (share > 0))
    acted = rated & (frame["level"] == framework.lowest) & (rng.uniform(size=len(frame)) < ACTION_SHARE)
    position = (frame["level"].to_numpy(dtype=float) - framework.lowest) / (framework.highest - framework.lowest)
    evidence, action = [], []
    for criterion_id, place, tell, act in zip(frame["criterion_id"], position, wanted, acted, strict=True):
        criterion = framework.by_id[criterion_id]
        evidence.append(words.evidence(rng, criterion, place) if tell else "")
        action.append(words.action_required(rng, criterion) if act else "")
    return frame.assign(evidence=evidence, action=action)
