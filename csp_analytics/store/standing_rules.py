"""What holds for a round and for a framework: what officers see of it, and whether returns are taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from csp_analytics.access.publishing import PUBLISHING, USUAL
from csp_analytics.access.rules import MANAGE_FRAMEWORKS, MANAGE_ROUNDS, require
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.reading import Reading
from csp_analytics.problems import ERROR, Problem
from csp_analytics.store import audit
from csp_analytics.store.connection import Store

MOST_LETTERS = 60  # of the name of a round


class RuleRefused(ValueError):
    """A rule cannot be set; the message says why and what to do."""


@dataclass(frozen=True)
class RoundRule:
    """What holds for a round.

    Attributes:
        publishing: what officers see of other areas, of :data:`csp_analytics.access.publishing.PUBLISHING`.
        open: whether returns of the round are taken.
        set_by: who set it; empty when nobody did and the usual rule holds.
        set_at: when (UTC); None when nobody did.
    """

    publishing: str = USUAL
    open: bool = True
    set_by: str = ""
    set_at: datetime | None = None


def rules(store: Store) -> dict[str, RoundRule]:
    """The rules that were set, by round. A round that is not in it is published as usual and open."""
    rows = store.frame("select round, publishing, open, set_by, set_at from round_rule order by round")
    return {
        str(row.round): RoundRule(str(row.publishing), bool(row.open), str(row.set_by), row.set_at.to_pydatetime())
        for row in rows.itertuples(index=False)
    }


def rule_of(store: Store, round_: str) -> RoundRule:
    """What holds for a round."""
    return rules(store).get(round_, RoundRule())


def closed_frameworks(store: Store) -> list[str]:
    """Ids of the frameworks of which no returns are taken."""
    return list(store.frame("select framework from framework_rule where not open order by framework")["framework"])


def set_round(store: Store, round_: str, publishing: str, open_: bool) -> bool:
    """Sets what holds for a round, whether or not it has data yet.

    Args:
        store: the database.
        round_: name of the round; spaces at the ends go.
        publishing: what officers see of other areas.
        open_: whether returns of the round are taken.

    Returns:
        Whether that is anything else than held before; if not, nothing is written.

    Raises:
        NotAllowed: when who asks may not.
        RuleRefused: when the round has no name or too long a one, or when there is no such way of publishing.
    """
    who = require(MANAGE_ROUNDS)
    round_ = " ".join(round_.split())
    if not round_ or len(round_) > MOST_LETTERS:
        raise RuleRefused(f"Give the round a name of 1 to {MOST_LETTERS} letters, as the returns write it.")
    if publishing not in PUBLISHING:
        raise RuleRefused(f"There is no way of publishing '{publishing}'. Expected one of {', '.join(PUBLISHING)}.")
    with store.one_writer():
        before = rule_of(store, round_)
        if (before.publishing, before.open) == (publishing, open_):
            return False
        with store.transaction() as cursor:
            given = {"name": round_, "publishing": publishing, "open": open_, "now": _now(), "who": who.name}
            cursor.execute("delete from round_rule where round = $name", {"name": round_})
            cursor.execute("insert into round_rule values ($name, $publishing, $open, $now, $who)", given)
            now = {"publishing": publishing, "open": open_}
            was = {"publishing_before": before.publishing, "open_before": before.open}
            audit.note_in(cursor, store, audit.ROUND_SET, round_, **now, **was)
    return True


def set_framework(store: Store, framework_id: str, open_: bool) -> bool:
    """Opens a framework for returns, or closes it. Returns whether it was the other way before.

    Raises:
        NotAllowed: when who asks may not.
        RuleRefused: when there is no such framework.
    """
    who = require(MANAGE_FRAMEWORKS)
    if framework_id not in frameworks():
        raise RuleRefused(f"There is no framework '{framework_id}'. Expected one of {', '.join(frameworks())}.")
    with store.one_writer():
        if (framework_id not in closed_frameworks(store)) == open_:
            return False
        with store.transaction() as cursor:
            given = {"name": framework_id, "open": open_, "now": _now(), "who": who.name}
            cursor.execute("delete from framework_rule where framework = $name", {"name": framework_id})
            cursor.execute("insert into framework_rule values ($name, $open, $now, $who)", given)
            audit.note_in(cursor, store, audit.FRAMEWORK_SET, framework_id, open=open_)
    return True


def refuse_closed(store: Store, readings: Sequence[Reading]) -> list[str]:
    """Why returns cannot be taken, because their round or framework is closed: sentences; empty when they can.

    Assessments, plans that state a round, surveys and posts belong to a round. Figures of context belong to none.
    """
    return [f"{name} is closed for returns. {advice}" for name, advice in _closed_of(store, readings)]


def closed_sentences(store: Store, rounds: Iterable[str], framework_ids: Iterable[str]) -> list[str]:
    """The same for names of rounds and ids of frameworks."""
    return [f"{name} is closed for returns. {advice}" for name, advice in _closed(store, rounds, framework_ids)]


def closed_problems(store: Store, reading: Reading) -> list[Problem]:
    """The same for one file, as problems that refuse it."""
    return [
        Problem(
            ERROR,
            reading.file,
            found=f"{name}, which is closed",
            expected="what is open for returns",
            advice=advice,
            code="closed",
        )
        for name, advice in _closed_of(store, [reading])
    ]


def _closed_of(store: Store, readings: Sequence[Reading]) -> list[tuple[str, str]]:
    tables = [table for one in readings for table in one.tables.values()]
    rounds = {str(name) for table in tables if "round" in table for name in table["round"].unique()}
    used = {str(name) for table in tables if "framework" in table for name in table["framework"].unique()}
    return _closed(store, rounds, used)


def _closed(store: Store, rounds: Iterable[str], framework_ids: Iterable[str]) -> list[tuple[str, str]]:
    """What is closed among some rounds and frameworks, and what to do: (name, advice)."""
    held, shut, known = rules(store), closed_frameworks(store), frameworks()
    closed = [(f"Round {name}", "Rounds") for name in sorted(rounds) if name in held and not held[name].open]
    for key in sorted(framework_ids):
        if key in shut:
            closed.append((known[key].short_title if key in known else key, "Frameworks"))
    return [(name, f"An administrator can open it on the page {page}.") for name, page in closed]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
