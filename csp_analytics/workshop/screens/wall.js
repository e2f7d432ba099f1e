(() => {
"use strict";
const body = document.body, main = document.getElementById("part"), root = document.documentElement;
const lost = document.getElementById("lost"), said = document.getElementById("said"), turn = document.getElementById("turn");
const off = document.getElementById("keys-off"), stop = document.getElementById("still");
const code = body.dataset.code, holds = "holds" in body.dataset;
let seen = body.dataset.seen, timer = 0, failures = 0, lastHeard = performance.now(), endsAt = 0;
let keys = true, busy = false, at = 0, pages = [], still = matchMedia("(prefers-reduced-motion: reduce)").matches;
let turned = performance.now(), refusedUntil = 0;

const wall = () => main.firstElementChild;
const tell = words => { if (lost.textContent !== words) lost.textContent = words; };

// Everything must be on the screen: what is unusually long becomes smaller, down to six tenths.
const wide = one => one.scrollWidth > one.clientWidth + 1;
const fits = () => main.scrollHeight <= main.clientHeight + 1 && ![main, ...main.querySelectorAll(".split > *")].some(wide);
function fit() {
  for (let scale = 1; scale >= 0.6; scale -= 0.04) {
    root.style.setProperty("--scale", scale.toFixed(2));
    if (matchMedia("(max-width: 800px)").matches) { root.style.setProperty("--scale", "1"); return; }
    if (fits()) return;
  }
}
// Long lists are turned like pages: as many rows as fit.
function paginate() {
  const list = main.querySelector("[data-pages]");
  pages = [];
  if (!list || matchMedia("(max-width: 800px)").matches) { turn.hidden = true; root.style.setProperty("--scale", "1"); return false; }
  root.style.setProperty("--scale", "1");
  const rows = [...list.children];
  const over = () => list.scrollHeight > list.clientHeight + 1 || list.scrollWidth > list.clientWidth + 1;
  turn.hidden = true;
  rows.forEach(row => { row.hidden = false; });
  if (over()) turn.hidden = false;
  for (let from = 0; from < rows.length;) {
    rows.forEach((row, place) => { row.hidden = place < from; });
    let to = rows.length;
    while (over() && to > from + 1) rows[--to].hidden = true;
    pages.push([from, to]);
    from = to;
  }
  stop.hidden = !turns();
  show(Math.min(at, pages.length - 1));
  return true;
}
function show(page) {
  at = pages.length ? (page + pages.length) % pages.length : 0;
  const list = main.querySelector("[data-pages]");
  if (!list || !pages.length) return;
  [...list.children].forEach((row, place) => { row.hidden = place < pages[at][0] || place >= pages[at][1]; });
  document.getElementById("where").textContent = `Page ${at + 1} of ${pages.length}`;
  turned = performance.now();
}
const turns = () => main.querySelector("[data-pages=turn]") !== null;
function lay() { if (!paginate()) fit(); }

function clock() {
  const shown = main.querySelector("[data-left]");
  if (!shown) return;
  const left = Math.max(0, Math.round((endsAt - performance.now()) / 1000));
  const words = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Time is up";
  const number = shown.querySelector(".n");
  if (number.textContent === words) return;
  number.textContent = words;
  shown.querySelector(".left-over").textContent = left ? " left" : "";
}
function begin(before) {
  const shown = main.querySelector("[data-left]");
  endsAt = shown ? performance.now() + 1000 * Number(shown.dataset.left) : 0;
  lay();
  clock();
  if (before !== wall().dataset.says) said.textContent = wall().dataset.says;
}
function put(html, version) {
  const before = wall() ? wall().dataset.says : "", state = wall() ? wall().dataset.state : "";
  main.innerHTML = html;
  seen = version;
  if (state !== wall().dataset.state) at = 0;
  begin(before);
}
async function ask(address, settings = {}) {
  const stop = new AbortController(), patience = setTimeout(() => stop.abort(), 4000);
  try { return await fetch(address, {cache: "no-store", signal: stop.signal, ...settings}); } finally { clearTimeout(patience); }
}
let asking = false, over = false;
async function poll() {
  clearTimeout(timer);
  if (asking || over) return;
  asking = true;
  try {
    const asked = new URLSearchParams(location.search);
    asked.set("seen", seen);
    const answer = await ask(`/wall/${code}/now?${asked}`);
    if (answer.status === 200) put(await answer.text(), answer.headers.get("X-Seen"));
    else if (answer.status === 410) { over = true; tell("This room is closed."); return; }
    else if (answer.status !== 204) throw new Error(String(answer.status));
    failures = 0;
    lastHeard = performance.now();
  } catch (error) { failures += 1; }
  asking = false;
  timer = setTimeout(poll, document.hidden ? 15000 : Math.min(1000 * 1.6 ** failures, 10000));
}
function watch() {
  if (over) return;
  clock();
  const now = performance.now();
  if (now - lastHeard > 3000 && failures) tell("Not connected. Trying again.");
  else if (now > refusedUntil) tell("");
  if (pages.length > 1 && turns() && !still && now - turned > 20000) show(at + 1);
}
async function lead(fields) {
  if (busy) return;
  busy = true;
  try {
    const sent = new URLSearchParams({...fields, moves: wall().dataset.moves});
    const answer = await ask(`/control/${code}`, {method: "POST", body: sent, headers: {Accept: "application/json"}});
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({}));
      refusedUntil = performance.now() + 6000;
      tell(told.refused || "This browser does not hold the controls.");
    }
  } catch (error) { refusedUntil = performance.now() + 6000; tell("Not connected. Press again."); }
  busy = false;
  poll();
}
function full() { if (document.fullscreenElement) document.exitFullscreen(); else if (root.requestFullscreen) root.requestFullscreen(); }

addEventListener("keydown", event => {
  if (!keys || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const onControl = event.target.closest("a, button");
  const key = event.key;
  if (key === "f" || key === "F") full();
  else if (key === "ArrowDown" && pages.length > 1) show(at + 1);
  else if (key === "ArrowUp" && pages.length > 1) show(at - 1);
  else if (!holds) return;
  else if (key === "ArrowRight" || key === "PageDown" || (key === " " && !onControl)) lead({do: "next"});
  else if (key === "ArrowLeft" || key === "PageUp") lead({do: "step", by: "-1"});
  else return;
  event.preventDefault();
});
off.hidden = false;
off.addEventListener("click", () => {
  keys = !keys;
  off.setAttribute("aria-pressed", String(!keys));
});
stop.setAttribute("aria-pressed", String(still));
stop.addEventListener("click", () => { still = !still; stop.setAttribute("aria-pressed", String(still)); });
document.getElementById("before").addEventListener("click", () => show(at - 1));
document.getElementById("after").addEventListener("click", () => show(at + 1));
addEventListener("resize", lay);
addEventListener("online", poll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
begin(wall().dataset.says);
setInterval(watch, 250);
timer = setTimeout(poll, 1000);
})();
