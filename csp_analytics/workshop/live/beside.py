"""What stands beside the votes after a reveal: the last round, and the peers."""

from __future__ import annotations

import logging

import pandas as pd

from csp_analytics.findings import agenda
from csp_analytics.store.connection import Store
from csp_analytics.workshop.session.about import CONSENSUS, About

log = logging.getLogger(__name__)


def beside(store: Store, about: About) -> pd.DataFrame | None:
    """As :func:`csp_analytics.findings.agenda.before`; None when the session rates no framework, or wants no peers."""
    if about.kind != CONSENSUS or not about.framework_id or not about.grouping_id:
        return None
    try:
        return agenda.before(store, about.area_code, about.framework_id, about.grouping_id, about.round)
    except Exception:
        # A room must open whatever becomes of the comparison, in front of people who wait.
        log.exception("nothing can be shown beside the votes")
        return None
