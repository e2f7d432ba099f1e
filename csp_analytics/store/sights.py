"""What a person may see of the database: enforced here, below every page, link, download and command.

Analysts, facilitators and administrators see the database itself. A mere officer looks through one of three views,
one for each publishing rule; own areas are in all of them, in every round. Rounds of different rules never meet in one
view, so a name in one round cannot be set beside an alias in another. See docs/roles.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from csp_analytics.access.person import Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED, PUBLISHING
from csp_analytics.access.rules import LOOK, NotAllowed, may, refusal
from csp_analytics.areas.aliases import EVERYTHING, Aliases, Sight
from csp_analytics.areas.register import written_names
from csp_analytics.store import sight_views
from csp_analytics.store.connection import Store
from csp_analytics.store.look_only import BENEATH, LookOnly

SEED = "aliases"  # name of the secret that letters are drawn from
VIEWS = ("current_rating", "current_answer")


class SeenBy(LookOnly):
    """The database as a mere officer sees it in the rounds of one rule. What they write goes to the database.

    Whether they may write it is for the functions that write: see :mod:`csp_analytics.access.rules`.
    """

    def __init__(self, base: Store, who: Person, what: Sight):
        super().__init__(base)
        self._who, self._what = who, what
        self._digits = _secret(base)
        self.lay_beneath(self._connection)

    def lay_beneath(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Lays what the person may see of every table, for a connection: a table that nobody thought of is empty."""
        super().lay_beneath(connection)
        codes = self._what.aliases.hidden if self._what.aliases else {}
        names = [self._what.aliases.name(code) for code in codes] if self._what.aliases else []
        connection.execute(
            "create temp table rule_own as select unnest($codes::varchar[]) as code", {"codes": sorted(self._who.areas)}
        )
        connection.execute(
            "create temp table rule_code as select unnest($codes::varchar[]) as code, unnest($seen::varchar[]) as "
            "seen, unnest($names::varchar[]) as name",
            {"codes": list(codes), "seen": list(codes.values()), "names": names},
        )
        for name, sql in sight_views.made_once(self._main, self._what.rule):
            given = {"seed": self._digits} if "$seed" in sql else {}
            connection.execute(f"create temp table {name} as {sql}", given)
        there = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main' and not temporary and database_name = "
            "current_database()"
        ).fetchall()
        for (table,) in there:
            sql = sight_views.seen(self._main, table, self._what.rule)
            connection.execute(f'create temp view "{BENEATH}{table}" as {sql}')
            connection.execute(f'create temp view "{table}" as select * from "{BENEATH}{table}"')
        for view in VIEWS:
            connection.execute(f"create temp view {view} as {self._sql_of(view)}")

    @property
    def version(self) -> int:
        """That of the database."""
        return self.base.version

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """As the database."""
        with self.base.one_writer():
            yield

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """As the database: those who write ask whether the person may."""
        with self.base.transaction() as cursor:
            yield cursor

    def append(self, *args: Any, **kwargs: Any) -> None:
        """As the database."""
        self.base.append(*args, **kwargs)

    def note(self, *args: Any, **kwargs: Any) -> None:
        """As the database: what is noted is kept by what it was decided for."""
        self.base.note(*args, **kwargs)


def seen_by(base: Store, who: Person, rule: str = NAMED) -> Store:
    """The database as somebody may see it.

    Args:
        base: the database.
        who: the person.
        rule: the publishing rule of the rounds that are looked at: other areas are seen in rounds of this rule alone.

    Raises:
        NotAllowed: when the person has no role.
    """
    if not may(who, LOOK):
        raise NotAllowed(refusal(who, LOOK))
    what = sight_of(base, who, rule)
    return base if what == EVERYTHING else SeenBy(base, who, what)


def sight_of(base: Store, who: Person, rule: str = NAMED) -> Sight:
    """What somebody may see of the areas in rounds of a rule: everything, where they see the database itself.

    Registers, groupings and what is kept follow it: see :mod:`csp_analytics.areas.aliases`.
    """
    if who.sees_everything or not rules(base):
        return EVERYTHING
    rule = rule if rule in PUBLISHING else GROUP
    return Sight(_aliases(base, who) if rule == ALIASES else None, rule=rule)


def rules(base: Store) -> dict[str, str]:
    """Publishing rule of every round that is not published with names; a word that nobody knows is the strictest."""
    rows = base.frame("select round, publishing from round_rule")
    return {
        str(round_): rule if rule in PUBLISHING else GROUP
        for round_, rule in rows.itertuples(index=False)
        if rule != NAMED
    }


def rule_of(base: Store, round_: str) -> str:
    """The publishing rule of a round."""
    return rules(base).get(round_, NAMED)


def who_set(base: Store, round_: str) -> tuple[str, str]:
    """Who set the rule of a round, and the day in words; empty where nobody did."""
    rows = base.frame("select set_by, set_at from round_rule where round = $round", {"round": round_})
    return (str(rows["set_by"].iloc[0]), f"{rows['set_at'].iloc[0]:%-d %B %Y}") if len(rows) else ("", "")


def behind(store: Store) -> Store:
    """The database behind what somebody sees, for figures of groups alone: :mod:`csp_analytics.findings.group_only`."""
    return store.base if isinstance(store, LookOnly) else store


def own_areas(store: Store) -> frozenset[str]:
    """The areas that somebody sees in full through a store; none where everything is seen."""
    seen = _seen_by(store)
    return seen._who.areas if seen else frozenset()


def rule_seen(store: Store) -> str:
    """The publishing rule that somebody sees the others by through a store; empty where everything is seen."""
    seen = _seen_by(store)
    return seen._what.rule if seen else ""


def sees_groups_alone(store: Store) -> bool:
    """Whether of other areas somebody sees figures of groups alone."""
    return rule_seen(store) == GROUP


def sees_letters(store: Store) -> bool:
    """Whether letters stand for the other areas."""
    return rule_seen(store) == ALIASES


def may_be_summed(base: Store, round_: str) -> bool:
    """Whether figures of groups of a round may be told; behind aliases they would tell which letters are in a group."""
    return rule_of(base, round_) != ALIASES


def _seen_by(store: Store) -> SeenBy | None:
    while isinstance(store, LookOnly) and not isinstance(store, SeenBy):
        store = store._under or store.base
    return store if isinstance(store, SeenBy) else None


def _aliases(base: Store, who: Person) -> Aliases:
    """Letters of their own for everybody who sees other areas, so that two of them cannot compare whom they see."""
    outside = base.frame("select area_code, name from area")
    written = {**written_names(), **{str(code): (str(name),) for code, name in outside.itertuples(index=False)}}
    own = sorted(who.areas)
    seed = f"{_secret(base)} {' '.join(own)}"
    return Aliases(written, seed, own[0] if own else "", also=own, strictly=True)


def _secret(base: Store) -> str:
    """What is drawn by lot once for a database, and never shown."""
    asked = "select min(value) from kept_secret where name = $name"
    found = base.value(asked, {"name": SEED})
    if found:
        return str(found)
    with base.transaction() as cursor:
        there = cursor.execute(asked, {"name": SEED}).fetchall()[0][0]
        if there is None:
            cursor.execute(
                "insert into kept_secret (name, value) values ($name, $value)",
                {"name": SEED, "value": secrets.token_hex(16)},
            )
    return str(base.value(asked, {"name": SEED}))
