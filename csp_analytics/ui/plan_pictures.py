"""The pictures of action plans, kept until the data changes. The day is in the key: overdue depends on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from csp_analytics.pictures import action_plans
from csp_analytics.ui import cached


def plan(area_code: str) -> action_plans.PlanPicture:
    """See :func:`csp_analytics.pictures.action_plans.plan_picture`."""
    return _plan(area_code, _today())


def every_plan() -> action_plans.AllPlansPicture:
    """See :func:`csp_analytics.pictures.action_plans.all_plans_picture`."""
    return _every_plan(_today())


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


@cached.by_data_version
def _plan(area_code: str, today: str) -> action_plans.PlanPicture:
    return action_plans.plan_picture(cached.store(), area_code, date.fromisoformat(today))


@cached.by_data_version
def _every_plan(today: str) -> action_plans.AllPlansPicture:
    return action_plans.all_plans_picture(cached.store(), date.fromisoformat(today))
