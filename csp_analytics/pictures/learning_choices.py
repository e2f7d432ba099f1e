"""What areas can be matched by, of what has been loaded."""

from __future__ import annotations

from csp_analytics import findings
from csp_analytics.analysis import learning as learn
from csp_analytics.findings import learning, surveys
from csp_analytics.pictures.learning_asked import TITLES
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store


def topics(store: Store) -> dict[str, str]:
    """Both, skills alone, criteria alone: title by id, as far as there is data."""
    skills = bool(survey_reading.rounds(store, surveys.SKILLS))
    criteria = bool(findings.frameworks_in_use(store))
    there = {learning.BOTH: skills and criteria, learn.SKILL: skills, learn.CRITERION: criteria}
    return {key: TITLES[key] for key, known in there.items() if known}
