"""The step for a table that is not known: what its headings and answers mean, said by the person and saved."""

from __future__ import annotations

import streamlit as st

from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.brought import Brought
from csp_analytics.ingest.column_mapping import ColumnMapping, of_saved
from csp_analytics.ingest.columns.answers import WrittenAnswer, answers_written
from csp_analytics.ingest.columns.offer import ColumnOffer, SheetColumns, offer_of, offered
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX, LEAVE_OUT, level_choices, role_words, roles
from csp_analytics.ingest.columns.table import fitting
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT
from csp_analytics.store import column_layouts
from csp_analytics.store.survey_layouts import LayoutRefused
from csp_analytics.ui import cached, officer_files
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import html, label, paragraph, text

MOST_COLUMNS = 60
AS_WRITTEN = ""
WHY = (
    "The headings of this table are its maker's own. Say what each column means; where one is likely, it is chosen. "
    "Only the headings and your choices are kept when you save them, never what stands below."
)


def show(hand: state.InHand, place: int, one: Brought) -> None:
    """The step for one file: which table, what each column means, what the answers mean, read it, save it."""
    tables = officer_files.kept_of(hand, one, "tables", lambda: offered(one.workbook) if one.workbook else [])
    if not tables:
        return
    html("<h3>What do its columns mean?</h3>")
    paragraph(WHY, "csp-takeaway")
    _saved(place, one)
    table = _table(place, one, tables)
    mapping = _columns(place, one, table, table.sheet if len(tables) > 1 else "")
    mapping, unsaid = _answers(place, one, mapping)
    faults = mapping.faults()
    if unsaid and not faults:
        faults = [f"Say what these answers mean: {listed([f'‘{each}’' for each in unsaid], most=8)}."]
    for fault in faults:
        html(f'<p class="csp-takeaway" role="status">{text(fault)}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom", key=state.key(f"map-{place}")):
        st.button(
            "Read it so", type="primary", icon=":material/table_view:", key=state.key(f"map-read-{place}"),
            disabled=bool(faults), on_click=_read_so, args=(one.name, mapping),
        )  # fmt: skip
        if one.mapping is not None:
            st.button("Forget what I said", key=state.key(f"map-forget-{place}"), on_click=_read_so,
                      args=(one.name, None))  # fmt: skip
    if one.mapping is not None and not one.reading.refused:
        _save(place, one)


def _table(place: int, one: Brought, tables: list[SheetColumns]) -> SheetColumns:
    """The table that is meant: its sheet, the row of its headings, whether it is an assessment or a plan."""
    with st.container(horizontal=True, key=f"scope-{state.key(f'table-{place}')}", vertical_alignment="bottom"):
        names = [each.sheet for each in tables]
        chosen = 0
        if len(names) > 1:
            chosen = st.selectbox(
                "Sheet", range(len(names)), format_func=lambda at: names[at] or "(the file)", width=260,
                key=state.key(f"sheet-{place}-{one.name}"),
            )  # fmt: skip
        found = tables[chosen or 0]
        row = st.number_input(
            "Row of the headings", 1, 40, found.header_row, key=state.key(f"row-{place}-{one.name}-{chosen}"), width=170
        )
        kinds = {ASSESSMENT: "An assessment", ACTIONS: "An action plan"}
        kind = st.selectbox(
            "What it is", list(kinds), index=list(kinds).index(found.kind), format_func=lambda each: kinds[each],
            key=state.key(f"mapped-kind-{place}-{one.name}-{chosen}"), width=200,
        )  # fmt: skip
    if (row, kind) == (found.header_row, found.kind) or one.workbook is None:
        return found
    return offer_of(one.workbook, found.sheet, int(row), kind)


def _columns(place: int, one: Brought, table: SheetColumns, sheet: str) -> ColumnMapping:
    """A drop-down for each column, with some of what stands in it. Without a ``sheet``: for the first that fits."""
    known = {LEAVE_OUT: "Left out"} | {role: role_words(role) for role in roles(table.kind)}
    framework = table.framework
    if table.kind == ASSESSMENT:
        titles = {"": "As in the file", **{key: each.title for key, each in frameworks().items()}}
        framework = st.selectbox(
            "Framework", list(titles), index=list(titles).index(framework), width=320,
            format_func=lambda key: titles[key], key=state.key(f"mapped-framework-{place}-{one.name}"),
        ) or ""  # fmt: skip
    chosen = {}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'columns-{place}')}"):
        for column in table.columns[:MOST_COLUMNS]:
            chosen[column.key] = _column(place, one, table, column, known, framework)
    if len(table.columns) > MOST_COLUMNS:
        paragraph(f"The table has {len(table.columns)} columns; the first {MOST_COLUMNS} can be used.", "csp-basis")
    return ColumnMapping(table.kind, chosen, {}, sheet, table.header_row, framework)


def _column(
    place: int, one: Brought, table: SheetColumns, column: ColumnOffer, known: dict[str, str], framework: str
) -> str:
    words = dict(known)
    if column.role.startswith(CRITERION_PREFIX) or _is_wide(table):
        criteria = frameworks()[framework].criteria if framework else ()
        words |= {f"{CRITERION_PREFIX}{each.criterion_id}": role_words(f"{CRITERION_PREFIX}{each.criterion_id}")
                  for each in criteria}  # fmt: skip
        words.setdefault(column.role or LEAVE_OUT, role_words(column.role))
    now = column.role or LEAVE_OUT
    samples = f" ({' · '.join(column.samples)})" if column.samples else ""
    name = state.key(f"column-{place}-{one.name}-{table.sheet}-{table.header_row}-{table.kind}-{column.column}")
    return st.selectbox(
        label(f"‘{column.heading or column.key}’{samples}"), list(words), index=list(words).index(now), key=name,
        format_func=lambda role: words.get(role, role), width=330,
    ) or LEAVE_OUT  # fmt: skip


def _is_wide(table: SheetColumns) -> bool:
    return any(column.role.startswith(CRITERION_PREFIX) for column in table.columns)


def _answers(place: int, one: Brought, mapping: ColumnMapping) -> tuple[ColumnMapping, list[str]]:
    """A drop-down for each written answer that is no level as it stands. Gives those that nothing was said of, too."""
    framework = frameworks().get(mapping.framework) or next(iter(frameworks().values()))
    if one.workbook is None or mapping.kind != ASSESSMENT:
        return mapping, []
    written = [each for each in answers_written(one.workbook, mapping, framework) if not each.is_settled]
    if not written:
        return mapping, []
    html("<h4>What do its answers mean?</h4>")
    paragraph(f"{count(len(written), 'answer')} in the table {'is' if len(written) == 1 else 'are'} no level of "
              f"{framework.title}.", "csp-takeaway")  # fmt: skip
    known = {AS_WRITTEN: "Not said yet", **{each: each for each in level_choices(mapping.framework)}}
    levels = {}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'answers-{place}')}"):
        for each in written:
            if meant := _answer(place, one, each, known):
                levels[each.written] = meant
    unsaid = [each.written for each in written if each.written not in levels]
    said = ColumnMapping(mapping.kind, mapping.columns, levels, mapping.sheet, mapping.header_row, mapping.framework)
    return said, unsaid


def _answer(place: int, one: Brought, answer: WrittenAnswer, known: dict[str, str]) -> str:
    likely = f", similar {answer.score:.0f}" if answer.level else ""
    return st.selectbox(
        label(f"‘{answer.written}’ ({count(answer.count, 'cell')}{likely})"), list(known), width=260,
        index=list(known).index(answer.level) if answer.level in known else 0, format_func=lambda each: known[each],
        key=state.key(f"answer-{place}-{one.name}-{answer.written}"),
    ) or ""  # fmt: skip


def _saved(place: int, one: Brought) -> None:
    """The saved layouts that fit, where there are several: one of them reads the file without a question."""
    saved = of_saved(column_layouts.saved(cached.store()))
    names = fitting(saved, one.workbook) if one.workbook and one.mapping is None else []
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'saved-{place}')}"):
        name = st.selectbox("A saved layout that fits", names, key=state.key(f"saved-name-{place}"), width=320)
        st.button("Use it", key=state.key(f"saved-use-{place}"), icon=":material/table_view:", on_click=_read_so,
                  args=(one.name, saved[name or names[0]], name or names[0]))  # fmt: skip


def _read_so(file: str, mapping: ColumnMapping | None, layout: str = "") -> None:
    officer_files.change(state.held(), file, mapping=mapping, layout=layout)


def _save(place: int, one: Brought) -> None:
    """Keeps what the headings and answers mean under a name: the next file of the same make is read by itself."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'keep-{place}')}"):
        name = st.text_input(
            "Save what the columns mean as", key=state.key(f"keep-name-{place}"), max_chars=60, width=300,
            placeholder="Such as: our council's return",
        )  # fmt: skip
        pressed = st.button("Save the layout", icon=":material/save:", key=state.key(f"keep-now-{place}"))
    if not pressed or one.mapping is None:
        return
    try:
        saved = column_layouts.save(cached.store(), name or "", one.mapping)
    except LayoutRefused as refused:
        html(f'<p class="csp-takeaway" role="alert">{text(refused)}</p>')
        return
    html(f'<p class="csp-takeaway" role="status">Saved as ‘{text(saved)}’: headings and answers only.</p>')
