"""Everything that is asked of the database. A question gives a frame; the SQL stands nowhere else."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import pandas as pd

from csp_analytics.frameworks.wording import round_order
from csp_analytics.store.connection import Store
from csp_analytics.store.look_only import LookOnly

# What every page asks first, some of them ten times, of every assessment there is: by store, with its version.
_known: WeakKeyDictionary[Store, tuple[int, pd.DataFrame]] = WeakKeyDictionary()


def ratings(
    store: Store,
    framework: str,
    *,
    rounds: tuple[str, ...] = (),
    area_code: str = "",
    also: str = "",
    texts: bool = False,
) -> pd.DataFrame:
    """Ratings of the current assessments of a framework.

    Args:
        store: where from.
        framework: framework id.
        rounds: only these; all when empty.
        area_code: only this area; all when empty.
        also: an area to add to all those of the register. Areas outside the register are not part of the national
            picture, so they come only when named here or as ``area_code``.
        texts: with ``evidence`` and ``action`` too.

    Returns:
        Frame ``area_code, round, criterion_id, answer, level`` (level a float, empty unless rated), ordered by area,
        round and criterion id.
    """
    columns = "area_code, round, criterion_id, answer, level::double as level"
    columns += ", coalesce(evidence, '') as evidence, coalesce(action, '') as action" if texts else ""
    sql = f"select {columns} from current_rating where framework = $framework"
    given: dict[str, object] = {"framework": framework}
    if rounds:
        sql += " and round in (select unnest($rounds))"
        given["rounds"] = list(rounds)
    if area_code:
        sql += " and area_code = $area_code"
        given["area_code"] = area_code
    else:
        sql += " and (area_code not like 'outside:%' or area_code = $also)"
        given["also"] = also
    return store.frame(sql + " order by area_code, round, criterion_id", given)


def assessments(store: Store) -> pd.DataFrame:
    """Current assessments: ``framework, round, area_code, source_file, imported_at, imported_by, demo, left_out,
    n_rated``.
    """
    if isinstance(store, LookOnly):
        return _assessments(store)
    version, found = _known.get(store, (None, None))
    if found is None or version != store.version:
        version = store.version  # before the look: what comes in between is looked up again
        _known[store] = version, (found := _assessments(store))
    return found.copy(deep=False)  # who changes theirs changes nothing of what is kept (copy on write)


def _assessments(store: Store) -> pd.DataFrame:
    return store.frame(
        "select framework, round, area_code, any_value(source_file) as source_file, any_value(imported_at) as "
        "imported_at, any_value(imported_by) as imported_by, any_value(demo) as demo, any_value(left_out) as left_out, "
        "count(*) filter (answer = 'rated') as n_rated from assessment join rating using (assessment_id) "
        "where status = 'current' group by framework, round, area_code order by all"
    )


def rounds(store: Store, framework: str) -> list[str]:
    """Rounds in which a framework was assessed, earliest first (numbers in names count as numbers)."""
    found = store.frame(
        "select distinct round from assessment where status = 'current' and framework = $framework",
        {"framework": framework},
    )["round"]
    return sorted(found, key=round_order)


def framework_ids(store: Store) -> list[str]:
    """Frameworks with at least one current assessment."""
    return list(
        store.frame("select distinct framework from assessment where status = 'current' order by 1")["framework"]
    )


def actions(store: Store, area_code: str = "") -> pd.DataFrame:
    """The newest action plan of each area, or of one: as :func:`plans`, in order of area and position."""
    every = plans(store, area_code)
    newest = {area: max(group, key=round_order) for area, group in every.groupby("area_code")["round"]}
    return every[every["round"] == every["area_code"].map(newest)].reset_index(drop=True)


def plans(store: Store, area_code: str = "") -> pd.DataFrame:
    """The action plans of all rounds: the columns of the table ``action`` without the import and the state.

    One plan for each area and round; in order of area, round as written, and position.
    """
    sql = (
        "select action_id, area_code, framework, criterion_id, position, stage, issue, action, when_text, due, "
        "milestone, owner, status, measure, round, demo from action where state = 'current'"
    )
    if area_code:
        return store.frame(sql + " and area_code = $area_code order by round, position", {"area_code": area_code})
    return store.frame(sql + " order by area_code, round, position")


def indicators(store: Store) -> pd.DataFrame:
    """Indicators, tidy: ``indicator_id, title, unit, area_code, period, value, source, demo``."""
    return store.frame(
        "select indicator_id, title, unit, area_code, period, value, source, demo from indicator "
        "order by indicator_id, period, area_code"
    )


def outside_areas(store: Store) -> pd.DataFrame:
    """Areas outside the register that were asked for: ``area_code, name``."""
    return store.frame("select area_code, name from area where outside order by name")


def peer_lists(store: Store) -> pd.DataFrame:
    """Saved lists of peers: ``name, area_code``, a row for each area of each list, in order of name."""
    return store.frame("select name, area_code from peer_list order by name, area_code")


def imports(store: Store) -> pd.DataFrame:
    """The log of imports, newest first."""
    return store.frame("select * from import_log order by import_id desc")


def submissions(store: Store, area_code: str = "") -> pd.DataFrame:
    """What was submitted, newest first: the columns of the table ``submission``; of one area when it is named."""
    where = " where area_code = $area_code" if area_code else ""
    given = {"area_code": area_code} if area_code else {}
    return store.frame(f"select * from submission{where} order by submission_id desc", given)


def demo_counts(store: Store) -> dict[str, int]:
    """How many current assessments, actions, indicator figures and surveys are demonstration data."""
    row = store.frame(
        "select (select count(*) from assessment where demo and status = 'current') as assessments, "
        "(select count(*) from action where demo and state = 'current') as actions, "
        "(select count(*) from indicator where demo) as indicators, "
        "(select count(*) from survey where demo and status = 'current') as surveys"
    ).iloc[0]
    return {name: int(row[name]) for name in row.index}


def has_real(store: Store) -> bool:
    """Whether any data in the database is not demonstration data."""
    tables = ("assessment", "action", "indicator", "survey", "post")
    return bool(store.value(" union all ".join(f"(select 1 from {table} where not demo limit 1)" for table in tables)))


def wants_demo(store: Store, n_files: int) -> bool:
    """Whether demonstration data is still to be loaded: a new database, or one whose first start was cut short.

    Args:
        store: the database.
        n_files: how many files of demonstration data there are.
    """
    others = store.value(
        "select count(*) from import_log where outcome = 'cleared' or (outcome = 'loaded' and not demo)"
    )
    loaded = store.value("select count(distinct digest) from import_log where outcome = 'loaded' and demo")
    return not others and int(loaded) < n_files
