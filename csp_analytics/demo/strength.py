"""How strong the areas of the demonstration data are: drawn from a seed, alike where areas are alike.

Every area has a strength, and a deviation from it on each principle. Both vary in part smoothly over the context
variables of nearest neighbours (a Gaussian process with a squared-exponential kernel), so that similar areas resemble
each other. Strengths drift from round to round, mostly upwards. Each purpose has a stream of chance of its own (seed,
purpose), so that drawing more of one thing changes nothing in the others. No area is named: the register gives them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from csp_analytics.analysis.groupings import model_variables
from csp_analytics.analysis.neighbours import distances
from csp_analytics.areas.groupings import COMPUTED, context, groupings
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import principles

SEED = 152
# Rounds, and how many of the areas did not answer in each.
ABSENT = {"2021": 1, "2023": 2, "2025": 2}
ROUNDS = tuple(ABSENT)

# All in points of the 0 to 100 score. EASE is what a principle lies above or below the mean; others lie on it.
MEAN, EASE = 53.0, {"leadership": 9.5, "governance": 3.5, "outcomes": -2.5, "evidence": -9.0}
AREA_SD, PRINCIPLE_SD = 6.0, 3.2
DRIFT, DRIFT_SD, SHOCK_SD = 2.6, 2.6, 1.5
SMOOTH_SHARE, KERNEL_LENGTH = 0.85, 1.4


@dataclass(frozen=True)
class Strengths:
    """What lies behind the ratings.

    Attributes:
        seed: what it was drawn from.
        codes: area codes, sorted.
        points: array areas x principles x rounds, in points of the 0 to 100 score.
        smooth: areas x areas; turns independent normal draws into ones that vary smoothly over the context.
    """

    seed: int
    codes: tuple[str, ...]
    points: np.ndarray
    smooth: np.ndarray

    def alike(self, *purpose: str) -> np.ndarray:
        """One draw for each area that resembles that of similar areas; mean 0, standard deviation about 1."""
        return _alike(stream(self.seed, *purpose), self.smooth)


def stream(seed: int, *purpose: str) -> np.random.Generator:
    """The stream of chance of one purpose."""
    return np.random.default_rng([seed, *(zlib.crc32(word.encode()) for word in purpose)])


def strengths(seed: int = SEED) -> Strengths:
    """Draws the strength of every area on every principle in every round."""
    codes = tuple(sorted(register().areas))
    smooth, rng, n = _smoothing(codes), stream(seed, "strengths"), len(codes)
    ease = np.array([EASE.get(principle, 0.0) for principle in principles()])
    area = AREA_SD * _alike(rng, smooth)
    deviation = np.stack([PRINCIPLE_SD * _alike(rng, smooth) for _ in ease], axis=1)
    drift = DRIFT + DRIFT_SD * centred(rng.normal(size=n))
    shock = SHOCK_SD * rng.normal(size=(n, len(ease), len(ROUNDS)))
    steps = np.arange(len(ROUNDS)) - len(ROUNDS) // 2
    points = MEAN + ease[None, :, None] + (area[:, None] + deviation)[:, :, None]
    return Strengths(seed, codes, points + drift[:, None, None] * steps + shock, smooth)


def answering(seed: int = SEED) -> dict[str, tuple[str, ...]]:
    """Codes of the areas that answered, by round; no area is absent twice and the keen one never."""
    everyone = sorted(register().areas)
    order = [str(code) for code in stream(seed, "absent").permutation(everyone) if code != keen_area()]
    absent = {name: {order.pop() for _ in range(n)} for name, n in ABSENT.items()}
    return {name: tuple(code for code in everyone if code not in absent[name]) for name in ROUNDS}


def keen_area() -> str:
    """The area that answers in every round and fills in our own template: the one with the shortest name."""
    return min(register().areas.values(), key=lambda area: (len(area.name), area.name)).area_code


def centred(values: np.ndarray) -> np.ndarray:
    """Values less their mean, so that the national picture does not hang on the seed."""
    return values - values.mean()


def _alike(rng: np.random.Generator, smooth: np.ndarray) -> np.ndarray:
    shared, own = smooth @ rng.normal(size=len(smooth)), rng.normal(size=len(smooth))
    drawn = np.sqrt(SMOOTH_SHARE) * centred(shared) / shared.std() + np.sqrt(1 - SMOOTH_SHARE) * own
    return centred(drawn)


def _smoothing(codes: tuple[str, ...]) -> np.ndarray:
    """Cholesky factor of a squared-exponential kernel over the distances of the first computed peer grouping.

    The identity (no likeness) when no grouping is computed from context.
    """
    model = next((one for one in groupings().values() if one.kind == COMPUTED), None)
    if model is None:
        return np.eye(len(codes))
    apart = distances(context(), model_variables(model)).loc[list(codes), list(codes)].to_numpy()
    return np.linalg.cholesky(np.exp(-((apart / KERNEL_LENGTH) ** 2) / 2) + 1e-6 * np.eye(len(codes)))
