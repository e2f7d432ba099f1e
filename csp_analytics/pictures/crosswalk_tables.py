"""The tables and lists of the crosswalk: contradictions as cards, every link, counts by topic and area, ranks."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.crosswalk import AGREE, CONTRADICT, DIFFER, SIDES, VERDICTS, contradictions, summary
from csp_analytics.charts import crosswalk as charts
from csp_analytics.charts.words import share
from csp_analytics.frameworks.crosswalk import PROJECT
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.model import Framework

MOST_LETTERS = 300  # of evidence on a card; the table of links has all of it
NO_EVIDENCE = "No evidence is written on either side."


def contradiction_cards(found: pd.DataFrame) -> list[dict[str, str]]:
    """Each contradiction as a card: the topic (``text``), what both sides say (``peers``) and the evidence for it.

    The keys are those of a criterion's card on other pages: ``text, level, peers, evidence, action, principle,
    source``.
    """
    defined, titles = frameworks(), principles()
    return [
        {
            "text": row["topic"],
            "level": charts.WORDS[CONTRADICT],
            "peers": f"{charts.says(row, defined)}.",
            "evidence": _evidence(row, defined),
            "action": "",
            "principle": titles[row["principle_id"]].name,
            "source": f"Link assigned by {_origin(row)}. {row['note']}".strip(),
        }
        for row in contradictions(found).to_dict("records")
    ]


def links_of_area(found: pd.DataFrame) -> pd.DataFrame:
    """Every link of one area with both answers, contradictions first."""
    defined, order = frameworks(), {CONTRADICT: 0, DIFFER: 1, AGREE: 2}
    rows = found.sort_values("verdict", key=lambda said: said.map(order).fillna(3), kind="stable").to_dict("records")
    table = _both_criteria(rows, defined).assign(Verdict=[charts.WORDS[row["verdict"]] for row in rows])
    for side, word in zip(SIDES, ("First", "Second"), strict=True):
        table[f"{word} says"] = [charts.side_answer(row, defined[row[f"framework_{side}"]], side) for row in rows]
        table[f"{word} round"] = [row[f"round_{side}"] for row in rows]
        table[f"{word} evidence"] = [row[f"evidence_{side}"] for row in rows]
    return _with_origin(table, rows)


def links_of_all(found: pd.DataFrame) -> pd.DataFrame:
    """Every link with how many areas agree, differ and contradict themselves, in the order of the file."""
    links = found.drop_duplicates("link_id")
    counts = summary(found, ["link_id"]).set_index("link_id").reindex(links["link_id"])
    rows = links.to_dict("records")
    table = _both_criteria(rows, frameworks())
    for verdict in VERDICTS:
        table[verdict.capitalize()] = counts[verdict].to_numpy()
    return _with_origin(table, rows)


def counts_table(found: pd.DataFrame, column: str, title: str, names: dict[str, str] | None = None) -> pd.DataFrame:
    """How many pairs agree, differ and contradict by topic or area, most contradictions first.

    Args:
        found: from ``agreements``.
        column: what to count by.
        title: heading of that column.
        names: what its values are called, where they are codes.
    """
    counts = summary(found, [column]).sort_values([CONTRADICT, DIFFER], ascending=False, kind="stable")
    table = pd.DataFrame({title: [(names or {}).get(key, key) for key in counts[column]]})
    for verdict in VERDICTS:
        table[verdict.capitalize()] = counts[verdict].to_numpy()
    table["Share that agree"] = [share(a, n) for a, n in zip(counts[AGREE], counts["n_compared"], strict=True)]
    if column != "area_code":
        table["Areas compared"] = counts["n_areas"].to_numpy()
        table["Areas with a contradiction"] = counts["n_areas_contradict"].to_numpy()
    return table


def pairs_table(rates: pd.DataFrame) -> pd.DataFrame:
    """How often two frameworks agree and contradict each other, beside what chance gives.

    Args:
        rates: from ``expected`` by ``framework_a, framework_b``.
    """
    defined = frameworks()
    pairs = zip(rates["framework_a"], rates["framework_b"], strict=True)
    return pd.DataFrame(
        {
            "Frameworks": [f"{defined[a].short_title} and {defined[b].short_title}" for a, b in pairs],
            "Pairs compared": rates["n_compared"],
            "Agree (%)": 100 * rates[AGREE],
            "Would agree at random (%)": 100 * rates["expected_agree"],
            "Contradict (%)": 100 * rates[CONTRADICT],
            "Would contradict at random (%)": 100 * rates["expected_contradict"],
        }
    )


def ranks_table(ranks: pd.DataFrame) -> pd.DataFrame:
    """Whether two frameworks put the areas in the same order (``ranks``: from ``rank_agreement``)."""
    defined, titles = frameworks(), principles()
    pairs = zip(ranks["framework_a"], ranks["framework_b"], strict=True)
    return pd.DataFrame(
        {
            "Principle": [titles[key].name for key in ranks["principle_id"]],
            "Frameworks": [f"{defined[a].short_title} and {defined[b].short_title}" for a, b in pairs],
            "Spearman's rho": [f"{rho:.2f}".replace("-", "−") if rho == rho else "–" for rho in ranks["rho"]],
            "Areas with both scores": ranks["n_areas"],
        }
    )


def _evidence(row: dict, defined: dict[str, Framework]) -> str:
    said = []
    for side in SIDES:
        written = str(row[f"evidence_{side}"]).strip()
        short = written if len(written) <= MOST_LETTERS else f"{written[:MOST_LETTERS].rstrip()}…"
        title = defined[row[f"framework_{side}"]].short_title
        said.append(f"Evidence for {title}: {short.rstrip('.')}." if written else f"No evidence written for {title}.")
    return " ".join(said) if str(row["evidence_a"]).strip() or str(row["evidence_b"]).strip() else NO_EVIDENCE


def _both_criteria(rows: list[dict], defined: dict[str, Framework]) -> pd.DataFrame:
    def criterion(row: dict, side: str) -> str:
        framework = defined[row[f"framework_{side}"]]
        return f"{framework.short_title}: {framework.by_id[row[f'criterion_{side}']].short}"

    return pd.DataFrame(
        {
            "Topic": [row["topic"] for row in rows],
            "First": [criterion(row, "a") for row in rows],
            "Second": [criterion(row, "b") for row in rows],
        }
    )


def _with_origin(table: pd.DataFrame, rows: list[dict]) -> pd.DataFrame:
    return table.assign(**{"Link assigned by": [*map(_origin, rows)], "Note": [row["note"] for row in rows]})


def _origin(row: dict) -> str:
    return "the project" if row["assigned_by"] == PROJECT else row["source"]
