"""What the picture rests on: how much each area answered."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, share
from csp_analytics.frameworks.model import Framework

PARTS = (
    ("n_rated", "rated", "#12436D"),
    ("n_dont_know", "don't know", "#6BACE6"),
    ("n_missing", "not answered", "#F46A25"),
    ("n_not_applicable", "not applicable", "#949494"),
)
MARGIN_FOR_NAMES, MOST_DRAWN = 160, 12


def by_area(scores: pd.DataFrame, names: dict[str, str], round_: str, framework: Framework, *, demo: bool) -> Exhibit:
    """Answers of every area by kind.

    Args:
        scores: overall scores of one round (``area_code, n_rated, n_dont_know, n_missing, n_not_applicable,
            n_applicable, coverage, note``).
        names: name of every area of the register by code.
        round_: the round.
        framework: the framework.
        demo: whether it is demonstration data.
    """
    frame = scores.assign(name=scores["area_code"].map(names)).sort_values(["coverage", "name"], ignore_index=True)
    assessed = set(scores["area_code"])
    absent = [name for code, name in names.items() if code not in assessed]
    withheld = frame.loc[frame["note"] != "", "name"]
    answered, applicable = int(frame["n_rated"].sum()), int(frame["n_applicable"].sum())
    takeaway = f"{share(answered, applicable)} of applicable {framework.row_word_plural} are rated. "
    takeaway += f"Not assessed in this round: {listed(absent)}." if absent else "Every area is assessed."
    if len(withheld):
        takeaway += f" No overall score for {listed(withheld)}: not enough answers."
    partly = frame[frame["n_rated"] < frame[["n_rated", "n_dont_know", "n_missing", "n_not_applicable"]].sum(axis=1)]
    drawn = partly.head(MOST_DRAWN)
    chart = theme.figure(
        26 * len(drawn) + 80, barmode="stack", bargap=0.25, margin={"t": 40, "b": 34, "l": MARGIN_FOR_NAMES}
    )
    for column, word, colour in PARTS:
        chart.add_bar(
            x=drawn[column],
            y=drawn["name"],
            orientation="h",
            name=word,
            marker={"color": colour},
            hovertemplate=f"%{{y}}: %{{x}} {word}<extra></extra>",
        )
    chart.update_yaxes(autorange="reversed", fixedrange=True, tickfont={"size": 14}, automargin=False, showgrid=False)
    chart.update_xaxes(fixedrange=True, nticks=5)
    chart.add_annotation(
        xref="paper",
        yref="paper",
        x=0,
        xshift=-MARGIN_FOR_NAMES,
        y=1,
        yshift=22,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        text="  ".join(f"<span style='color:{colour}'>■</span> {word}" for _, word, colour in PARTS),
        font={"size": 14.5},
    )
    table = pd.DataFrame(
        {
            "Area": [*frame["name"], *absent],
            **{word.capitalize(): [*frame[column], *[None] * len(absent)] for column, word, _ in PARTS},
            "Coverage": [*[share(value) for value in frame["coverage"]], *["no assessment"] * len(absent)],
            "Note": [*frame["note"], *[""] * len(absent)],
        }
    )
    return Exhibit(
        name="coverage",
        headline="What the picture rests on",
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=table,
        basis=f"{count(len(frame), 'assessment')} of {len(names)} areas, round {round_}; the picture shows "
        f"{f'the {len(drawn)} least complete' if len(drawn) < len(partly) else 'those not answered in full'}, the "
        "table all. Don't know and blank lower the coverage, never the score; not applicable counts in neither.",
        alt="Stacked bars, one for each area that is not answered in full, least answered first: rated, don't know, "
        f"not answered, not applicable. {takeaway}",
        source=framework.title,
        demo=demo,
    )
