"""What a person names on the command line, looked up; an unknown name is refused with a suggestion."""

from __future__ import annotations

from pathlib import Path

from csp_analytics.analysis.scores import ways_to_divide
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.cli.output import Refused
from csp_analytics.findings import NothingThere, frameworks_in_use, latest_round
from csp_analytics.findings import grouping as find_grouping
from csp_analytics.frameworks.load import DefinitionProblem, UnknownFramework
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.problems import did_you_mean
from csp_analytics.store import reading
from csp_analytics.store.connection import Store, is_there, open_store


def framework(written: str) -> Framework:
    """A framework by its id."""
    try:
        return framework_of(written)
    except (UnknownFramework, DefinitionProblem) as error:
        raise Refused(str(error)) from None


def framework_with_data(store: Store, written: str | None) -> Framework:
    """A framework by its id, or the first one with data."""
    if written:
        return framework(written)
    used = frameworks_in_use(store)
    if not used:
        raise Refused(
            "No assessment has been loaded yet. Load files with: import FILE, or demonstration data with: demo"
        )
    return framework(used[0])


def round_of(store: Store, framework_id: str, written: str | None) -> str:
    """A round of a framework, or the one that is taken when none is named, see ``findings.latest_round``."""
    try:
        newest = latest_round(store, framework_id)
    except NothingThere as error:
        raise Refused(str(error)) from None
    if not written:
        return newest
    known = reading.rounds(store, framework_id)
    if written not in known:
        raise Refused(f"There is no round '{written}' of {framework_id}. Expected one of {', '.join(known)}.")
    return written


def round_of_any(store: Store, framework_ids: list[str], written: str) -> None:
    """Refuses a round that none of the frameworks has."""
    known = {name for framework_id in framework_ids for name in reading.rounds(store, framework_id)}
    if written not in known:
        there = ", ".join(sorted(known, key=reading.round_order))
        raise Refused(f"There is no round '{written}'. Expected one of {there}.")


def area_code(written: str, store: Store | None = None) -> str:
    """The code of an area by any of its names; also of an outside area that the database holds."""
    found = register().resolve(written)
    if found:
        return found.area_code
    outside = dict(reading.outside_areas(store).itertuples(index=False)) if store else {}
    for code, name in outside.items():
        if written == code or written.casefold() == name.casefold():
            return code
    suggestion = register().suggest(written) or did_you_mean(written, outside.values())
    hint = f" Did you mean '{suggestion}'?" if suggestion else ""
    raise Refused(f"There is no area '{written}'.{hint}")


def grouping(written: str | None, store: Store | None = None) -> str:
    """A peer grouping by its id, or the default one; with a store, saved lists (``own:<name>``) too."""
    if not written:
        return peer_definitions.default_grouping()
    try:
        return find_grouping(store, written).grouping_id
    except peer_definitions.UnknownGrouping as error:
        raise Refused(str(error)) from None


def store_of_lists(written: str | None, database: Path | str) -> Store | None:
    """The database, when there is one and a saved list is asked for: nothing else about peer groupings needs it."""
    own = (written or "").startswith(peer_definitions.OWN_PREFIX)
    return open_store(database) if own and is_there(database) else None


def way_to_divide(framework_: Framework, written: str) -> str:
    """A way to divide a framework: overall, principle, group, criterion or one of its own facets."""
    known = ways_to_divide(framework_)
    if written in known:
        return written
    suggestion = did_you_mean(written, known)
    hint = f" Did you mean '{suggestion}'?" if suggestion else ""
    raise Refused(f"{framework_.title} cannot be divided by '{written}'. Expected one of {', '.join(known)}.{hint}")


def area_with_peers(store: Store, written: str) -> str:
    """The code of an area of the register by any of its names; an outside area has no peers."""
    code = area_code(written, store)
    if code not in register().areas:
        raise Refused(f"{area_names(store)[code]} is outside the register of areas, so it is in no peer group.")
    return code


def area_names(store: Store | None = None) -> dict[str, str]:
    """Name of every area by code, outside areas of the database included."""
    names = register().names
    if store is not None:
        names |= dict(reading.outside_areas(store).itertuples(index=False))
    return names
