"""What is said of a session that was held: the finding, what must be said with it, votes and their change in words."""

from __future__ import annotations

from csp_analytics.analysis import room_results
from csp_analytics.analysis.agreement import LEAST
from csp_analytics.analysis.room_priorities import BY_DOTS
from csp_analytics.charts.words import count, signed
from csp_analytics.charts.workshop_votes import DRY_RUN
from csp_analytics.frameworks.load import frameworks
from csp_analytics.pictures.workshop_votes import Votes
from csp_analytics.workshop.session.about import CONSENSUS, KIND_TITLES, LEAST_LOWERED, SKILLS
from csp_analytics.workshop.session.agreed import day_of
from csp_analytics.workshop.session.record import Record, Vote

NOBODY = "Nobody has answered yet."
NOT_SHOWN = "too few answers, not shown"
NUMBERS = {LEAST: "five", LEAST_LOWERED: "three"}
WHY_DOTS = (
    "In the order of the dots. Among equal dots: where the room agrees least, then the lower agreed level, then the "
    "order of the agenda."
)
WHY_RESULT = (
    "No dots were placed, so these are parked, worth discussing, or agreed in the lower half of the scale: where "
    "the room agrees least first, then the lower agreed level."
)


def words_of(record: Record) -> tuple[str, str]:
    """What one question is called, and several: the framework's word."""
    framework = frameworks().get(record.about.framework_id)
    if record.about.kind == SKILLS or framework is None:
        return "item", "items"
    return framework.row_word, framework.row_word_plural


def about(record: Record) -> dict[str, str]:
    """What one is looking at, for files that leave the dashboard."""
    said = record.about
    found = {
        "Area": said.area_name,
        "Framework": said.framework_title,
        "Round": said.round,
        "Session": KIND_TITLES[said.kind],
        "Held": day_of(record) if record.ended_at else "",
        "Marked": DRY_RUN if said.dry_run else "",
    }
    return {name: value for name, value in found.items() if value}


def must_be_said(votes: Votes) -> list[str]:
    """What stands with everything that is shown of the session."""
    record, said = votes.record, []
    if record.about.dry_run:
        said.append(f"{DRY_RUN}. Nobody gave these answers, and nothing of them can be saved.")
    if not record.ended_at:
        said.append("The room is still open: what was not revealed in it is not shown here.")
    few = sum(bool(vote.n) and not vote.counts for given in votes.shown.values() for vote in given)
    if few:
        verb = "is" if few == 1 else "are"
        said.append(f"{count(few, 'vote')} with fewer than {NUMBERS[votes.least]} answers {verb} not shown.")
    if votes.least < LEAST:
        said.append("The facilitator chose to show counts from three answers on.")
    if 0 < record.dotted < LEAST and not any(one.dots for one in record.outcomes):
        said.append("Fewer than five people placed dots, so the dots are not shown.")
    return said


def finding(votes: Votes) -> str:
    """What came of the session, in a few sentences."""
    record = votes.record
    if votes.counts.empty and not record.agreed:
        few = any(vote.n for given in votes.shown.values() for vote in given)
        return "Too few people have answered for anything to be shown." if few else NOBODY
    who = f"{count(record.joined, 'phone')} joined."
    first = _agreed(record) if record.about.kind == CONSENSUS else _answered(votes)
    last = _lowest(votes) if record.about.kind == SKILLS else most_disputed(votes)
    mark = f"{DRY_RUN}. " if record.about.dry_run else ""
    return mark + " ".join(part for part in (first, who, last) if part)


def most_disputed(votes: Votes, *, counts: bool = False) -> str:
    """Where the room agrees least (``counts``: with its votes); empty when nothing was voted on."""
    rows = votes.queue[votes.queue["discuss"].astype(bool)]
    if rows.empty:
        return "No vote was so far apart that it needs discussing." if votes.queue["n"].sum() else ""
    row = rows.iloc[0]
    vote = votes.shown[row["item_id"]][int(row["vote"]) - 1]
    words = str(row["words"])
    said = f"{words[:1].lower()}{words[1:]}"
    given = f", with {counted(votes, vote)}" if counts else ""
    return f"Least agreement: {votes.titles[row['item_id']]} ({said}){given}."


def counted(votes: Votes, vote: Vote) -> str:
    """A vote in words, such as ``Working towards 8, Some success 3, Don't know 1``; answers of nobody are left out."""
    if not vote.counts:
        return NOT_SHOWN if vote.n else "nobody"
    return ", ".join(f"{label} {n}" for label, n in votes.labelled(vote).items() if n)


def changed(votes: Votes, question_id: str) -> str:
    """What a re-vote changed, such as ``Gap identified −2, Working towards +3``; empty without one."""
    given = votes.shown[question_id]
    if len(given) < 2:
        return ""
    rows = room_results.before_and_after(votes.counts, question_id, least=1)
    if not (given[0].counts and given[-1].counts) or rows.empty:
        return NOT_SHOWN
    moved = rows[rows["change"] != 0]
    if moved.empty:
        return "nothing changed"
    return ", ".join(f"{votes.said_by(row.answer)} {signed(row.change)}" for row in moved.itertuples())


def why(votes: Votes) -> str:
    """How the priorities are ordered, in words."""
    return WHY_DOTS if votes.priorities[1] == BY_DOTS else WHY_RESULT


def _agreed(record: Record) -> str:
    one, many = words_of(record)
    n, parked = len(record.agreed), sum(outcome.parked for outcome in record.outcomes)
    of = count(len(record.outcomes), one, many)
    aside = f"; {parked} {'is' if parked == 1 else 'are'} parked for later" if parked else ""
    return f"The room agreed on {n} of {of}{aside}."


def _answered(votes: Votes) -> str:
    record, (one, many) = votes.record, words_of(votes.record)
    shown = votes.counts["item_id"].nunique()
    return f"{shown} of {count(len(record.outcomes), one, many)} have enough answers to be shown."


def _lowest(votes: Votes) -> str:
    """The item that most people put into the lower half of the scale."""
    low = [one.answer for one in votes.record.about.scale][: len(votes.record.about.scale) // 2]
    scale = [one.answer for one in votes.record.about.scale]
    wide = votes.counts.pivot_table(index="item_id", columns="answer", values="n", sort=False)
    n = wide.reindex(columns=scale).sum(axis=1)
    share = (wide.reindex(columns=low).sum(axis=1) / n)[n >= votes.least]
    if share.empty or not share.max():
        return ""
    key = share.idxmax()
    labels = " or ".join(f"'{votes.said_by(answer)}'" for answer in low)
    return f"Lowest: {votes.titles[key]}, where {int(wide.loc[key, low].sum())} of {int(n[key])} answered {labels}."
