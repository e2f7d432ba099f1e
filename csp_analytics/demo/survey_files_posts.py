"""How many people were asked in the demonstration surveys, as a table: the whole country at first, then each area."""

from __future__ import annotations

import numpy as np

from csp_analytics.demo.setting import Setting
from csp_analytics.demo.survey_people import ASKED, RETURNS
from csp_analytics.demo.surveys import Wave

HEADER = ("Round", "Area", "People asked", "Source")
EVERYWHERE = "All areas"
SOURCE = "Demonstration figures drawn from a seed"
LEAST_ANSWERING, MOST_ANSWERING, WITHOUT_ANSWER = 0.35, 0.85, (8, 25)


def posts(setting: Setting, wave: Wave, *, by_area: bool) -> list[tuple[str, str, int, str]]:
    """Rows of :data:`HEADER` of one wave.

    Args:
        setting: where chance comes from, and the names of the areas.
        wave: who answered.
        by_area: one number for each area; else one for the whole country, in the proportion of the published survey.
    """
    if not by_area:
        return [(wave.round, EVERYWHERE, round(len(wave.people) * ASKED / RETURNS), SOURCE)]
    answered = wave.people["area_code"].value_counts()
    rng = setting.stream("survey posts")
    share = rng.uniform(LEAST_ANSWERING, MOST_ANSWERING, size=len(setting.codes))
    silent = rng.integers(*WITHOUT_ANSWER, size=len(setting.codes))
    asked = {
        code: int(np.ceil(answered[code] / share[n])) if code in answered else int(silent[n])
        for n, code in enumerate(setting.codes)
    }
    return [(wave.round, name, asked[code], SOURCE) for code, name in setting.names.items()]
