"""How strong the areas of the demonstration data are: drawn from a seed, alike where areas are alike.

Every area has a strength, and a deviation from it on each principle. Both vary in part smoothly over the context
variables of nearest neighbours (a Gaussian process with a squared-exponential kernel), so that similar areas resemble
each other. Strengths drift from round to round, mostly upwards. No area is named: the setting gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from csp_analytics.analysis.groupings import model_variables
from csp_analytics.analysis.neighbours import distances
from csp_analytics.demo.setting import Setting
from csp_analytics.frameworks.load import principles

# All in points of the 0 to 100 score. EASE is what a principle lies above or below the mean; others lie on it.
MEAN, EASE = 53.0, {"leadership": 9.5, "governance": 3.5, "outcomes": -2.5, "evidence": -9.0}
AREA_SD, PRINCIPLE_SD = 6.0, 3.2
DRIFT, DRIFT_SD, SHOCK_SD = 2.6, 2.6, 1.5
SMOOTH_SHARE, KERNEL_LENGTH = 0.85, 1.4


@dataclass(frozen=True)
class Strengths:
    """What lies behind the ratings.

    Attributes:
        setting: what it was drawn for.
        points: array areas x principles x rounds, in points of the 0 to 100 score; areas sorted by code.
        smooth: areas x areas; turns independent normal draws into ones that vary smoothly over the context.
    """

    setting: Setting
    points: np.ndarray
    smooth: np.ndarray

    def alike(self, *purpose: str) -> np.ndarray:
        """One draw for each area that resembles that of similar areas; mean 0, standard deviation about 1."""
        return _alike(self.setting.stream(*purpose), self.smooth)


def strengths(setting: Setting) -> Strengths:
    """Draws the strength of every area on every principle in every round."""
    n, n_rounds = len(setting.codes), len(setting.rounds)
    smooth, rng = _smoothing(setting), setting.stream("strengths")
    ease = np.array([EASE.get(principle, 0.0) for principle in principles()])
    area = AREA_SD * _alike(rng, smooth)
    deviation = np.stack([PRINCIPLE_SD * _alike(rng, smooth) for _ in ease], axis=1)
    drift = DRIFT + DRIFT_SD * centred(rng.normal(size=n))
    shock = SHOCK_SD * rng.normal(size=(n, len(ease), n_rounds))
    points = MEAN + ease[None, :, None] + (area[:, None] + deviation)[:, :, None]
    return Strengths(setting, points + drift[:, None, None] * _steps(n_rounds) + shock, smooth)


def centred(values: np.ndarray) -> np.ndarray:
    """Values less their mean, so that the national picture does not hang on the seed."""
    return values - values.mean()


def _steps(n_rounds: int) -> np.ndarray:
    """How far each round lies from the middle one, in drifts: -1, 0, 1 for three rounds.

    The span grows with the root of the number of rounds, so that many rounds do not drive areas to the ends of the
    scale.
    """
    return np.linspace(-1, 1, n_rounds) * np.sqrt((n_rounds - 1) / 2)


def _alike(rng: np.random.Generator, smooth: np.ndarray) -> np.ndarray:
    shared, own = smooth @ rng.normal(size=len(smooth)), rng.normal(size=len(smooth))
    drawn = np.sqrt(SMOOTH_SHARE) * centred(shared) / shared.std() + np.sqrt(1 - SMOOTH_SHARE) * own
    return centred(drawn)


def _smoothing(setting: Setting) -> np.ndarray:
    """Cholesky factor of a squared-exponential kernel over the distances between areas.

    The identity (no likeness) when no grouping is computed from context.
    """
    codes = list(setting.codes)
    if setting.likeness is None:
        return np.eye(len(codes))
    apart = distances(setting.context, model_variables(setting.likeness)).loc[codes, codes].to_numpy()
    return np.linalg.cholesky(np.exp(-((apart / KERNEL_LENGTH) ** 2) / 2) + 1e-6 * np.eye(len(codes)))
