// Draws a grid of cells that can be pressed and walked through with the arrow keys (the ARIA grid pattern).
// What it draws comes as JSON (see charts/grid.py) and is set as text, never as HTML. Called again whenever the data
// changes; what has not changed stays, with its focus and its place.

const drawn = new WeakMap(); // by root: what stands there
const PAGE = 10;
const FEW = 16; // columns that have room to spare on a desk screen
const THIN = 3; // columns: a title above fewer has no room for its words
const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-PAGE, 0], PageDown: [PAGE, 0], Home: [0, -Infinity], End: [0, Infinity],
};

export default function ({ data, parentElement: root, setTriggerValue }) {
  const { grid, selected } = JSON.parse(new TextDecoder().decode(data));
  const sent = JSON.stringify(grid);
  let state = drawn.get(root);
  if (!state || state.sent !== sent) {
    state = { ...draw(root, grid), grid, sent, root, press: () => {} };
    drawn.set(root, state);
    listen(state);
  }
  state.press = (id) => setTriggerValue("pressed", id);
  choose(state, selected);
}

function make(tag, text, more = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

function draw(root, grid) {
  const box = root.querySelector(".box");
  const table = make("table", "", { role: "grid", "aria-label": grid.label });
  if (grid.upright) table.classList.add("upright");
  if (grid.columns.length <= FEW) table.classList.add("few");
  table.append(head(grid));
  const body = make("tbody"), rows = [], cells = [];
  for (const [id, name, numbers] of grid.rows) {
    body.append(id ? row(grid, id, name, numbers, rows, cells) : title(grid, name));
  }
  table.append(body);
  box.replaceChildren(table);
  return { box, table, rows, cells, at: null, now: root.querySelector(".now"), said: root.querySelector(".said") };
}

function head(grid) {
  const part = make("thead");
  if (grid.spans.length) {
    const line = make("tr", "", { class: "spans" });
    line.append(make("td"));
    for (const [name, n] of grid.spans) {
      const cell = make("th", "", { colspan: n, scope: "colgroup", title: name });
      cell.append(make("span", name, n < THIN ? { class: "said" } : {}));
      line.append(cell);
    }
    part.append(line);
  }
  const line = make("tr", "", { class: "heads" });
  line.append(make("th", grid.corner, { scope: "col" }));
  for (const [, name, say, kind] of grid.columns) {
    const cell = make("th", "", { scope: "col", class: kind, title: say });
    cell.append(make("span", name));
    line.append(cell);
  }
  part.append(line);
  return part;
}

function title(grid, name) {
  const line = make("tr", "", { class: "band" });
  const cell = make("th", "", { colspan: grid.columns.length + 1, scope: "rowgroup" });
  cell.append(make("span", name));
  line.append(cell);
  return line;
}

function row(grid, id, name, numbers, rows, cells) {
  const line = make("tr");
  line.append(make("th", name, { scope: "row" }));
  const own = numbers.map((number, place) => {
    const [show, say, back, ink, marks, press] = grid.cells[number];
    const [, , , kind] = grid.columns[place];
    const cell = make("td", show, { tabindex: "-1", "aria-label": say, ...(kind && { class: kind }) });
    if (back) cell.style.background = back; else cell.classList.add("bare");
    if (ink) cell.style.color = ink;
    if (marks) {
      cell.classList.add(...[...marks].map((sign) => ({ "●": "here", "◇": "peers" })[sign]));
      cell.append(make("span", ` ${marks}`, { "aria-hidden": "true" }));
    }
    cell.place = [cells.length, place];
    if (press) cell.pressId = `${grid.columns[place][0]}.${id}`;
    line.append(cell);
    return cell;
  });
  cells.push(own);
  rows.push(line);
  return line;
}

function listen(state) {
  const cellOf = (event) => event.target.closest("td[tabindex]");
  state.table.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (cell) { stand(state, cell); press(state, cell); }
  });
  state.table.addEventListener("keydown", (event) => key(state, event, cellOf(event)));
  for (const kind of ["focusin", "mouseover"]) {
    state.table.addEventListener(kind, (event) => { const cell = cellOf(event); if (cell) tell(state, cell); });
  }
}

function key(state, event, cell) {
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    press(state, cell);
  } else if (event.key === "Escape" && state.selected) {
    state.press("");
  } else if (MOVES[event.key] && !event.altKey && !event.metaKey) {
    event.preventDefault();
    let [down, right] = MOVES[event.key];
    if (event.ctrlKey && Math.abs(right) === Infinity) down = right;
    const clamp = (wanted, n) => Math.max(0, Math.min(n - 1, wanted));
    const line = state.cells[clamp(cell.place[0] + down, state.cells.length)];
    const next = line[clamp(cell.place[1] + right, line.length)];
    stand(state, next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// One cell at a time can be reached with the Tab key.
function stand(state, cell) {
  state.at?.setAttribute("tabindex", "-1");
  cell.setAttribute("tabindex", "0");
  state.at = cell;
}

// Row, column and cell in words above the grid, for people who see it; a screen reader says heads and cell itself.
function tell(state, cell) {
  const [down, right] = cell.place, [, , say] = state.grid.columns[right];
  state.now.textContent = `${say} · ${state.rows[down].firstChild.textContent} · ${cell.ariaLabel}`;
  for (const marked of state.marked ?? []) marked.classList.remove("at");
  state.marked = [state.rows[down].firstChild, state.table.tHead.lastChild.children[right + 1]];
  for (const marked of state.marked) marked.classList.add("at");
}

function press(state, cell) {
  if (!cell.pressId) return;
  const closes = cell.pressId === state.selected;
  state.press(closes ? "" : cell.pressId);
  if (!closes) reveal(state, cell.pressId, 50);
}

function choose(state, selected) {
  state.selected = selected;
  state.table.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
  const cell = selected && state.cells.flat().find((one) => one.pressId === selected);
  if (cell) cell.setAttribute("aria-selected", "true");
  if (cell || !state.at) stand(state, cell || state.cells[0][0]);
  if (!cell) state.said.textContent = "";
}

// What the cell opens is drawn by the page below the grid: it is brought into view when it is there, and announced.
function reveal(state, id, tries) {
  const panel = document.querySelector(`[data-evidence="${CSS.escape(id)}"]`);
  if (!panel) {
    if (tries) setTimeout(() => reveal(state, id, tries - 1), 100);
    return;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  panel.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  state.said.textContent = `${panel.dataset.title}. It stands below the table.`;
}
