(() => {
  "use strict";
  const main = document.getElementById("part");
  const saidAt = document.getElementById("said");
  const lostAt = document.getElementById("lost");
  const code = location.pathname.split("/").pop();
  const SOON = 1000, HIDDEN = 15000, LONGEST = 10000, PATIENCE = 8000, STEADY = 600;
  let seen = "", failures = 0, busy = false, asking = false, timer = 0, ahead = 0, timeUp = "", over = false, here = "";
  document.documentElement.classList.add("js");

  // Draws the new part into the old one, so that focus, what is typed and what is unfolded stay.
  function draw(from, to) {
    for (const { name, value } of [...to.attributes]) {
      if (name === "open" && from.nodeName === "DETAILS") continue;
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      if (to.hasAttribute(name) || name === "aria-disabled" || (name === "open" && from.nodeName === "DETAILS")) continue;
      from.removeAttribute(name);
    }
    let at = from.firstChild;
    const without = (until) => { while (at !== until) { const next = at.nextSibling; at.remove(); at = next; } };
    for (const want of [...to.childNodes]) {
      const have = want.id ? [...from.children].find((one) => one.id === want.id && follows(at, one)) : at;
      if (have && have.nodeName === want.nodeName && (want.id || !have.id)) {
        without(have);
        at = have.nextSibling;
        if (have.nodeType === 1) draw(have, want);
        else if (have.data !== want.data) have.data = want.data;
      } else from.insertBefore(want, at);
    }
    without(null);
  }
  function follows(at, one) {
    for (let here = at; here; here = here.nextSibling) if (here === one) return true;
    return false;
  }

  function show(html, pressed) {
    const before = standing(), label = nextLabel();
    const fresh = document.createElement("template");
    fresh.innerHTML = `<main>${html}</main>`;
    const held = document.activeElement;
    draw(main, Object.assign(fresh.content.firstChild, { id: "part", tabIndex: -1 }));
    if (held && !held.isConnected) main.focus();
    const after = standing();
    ahead = Number(after.at) - Date.now() / 1000;
    if (nextLabel() !== label) steady();
    tidy();
    if (after.holds === "no" && before.holds === "yes") say("Another laptop has taken the controls. You can watch. What you typed is kept.", true);
    else if (after.holds === "yes" && before.holds === "no") say("You hold the controls now.");
    else if (!pressed && after.say !== before.say) say(after.say);
  }
  const standing = () => ({ ...document.getElementById("stand")?.dataset });
  const nextLabel = () => document.querySelector("#f-next button")?.textContent;

  // A second click on a button that has just become another one must not press that.
  function steady() {
    for (const button of main.querySelectorAll("#go button")) {
      button.setAttribute("aria-disabled", "true");
      setTimeout(() => button.removeAttribute("aria-disabled"), STEADY);
    }
  }

  function say(words, refused = false) {
    saidAt.classList.toggle("refused", refused);
    saidAt.textContent = words;
  }

  async function ask(address, settings) {
    const answer = await fetch(address, { ...settings, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 502 || answer.status === 504) throw new Error("away");
    failures = 0;
    if (answer.ok || answer.status === 409) tell("");
    return answer;
  }
  // Said once, however often it is found again: a screen reader would say it each time.
  function tell(words) { if (lostAt.textContent !== words) lostAt.textContent = words; }
  function lost() {
    failures += 1;
    tell("Not connected. What you typed is kept. This page will try again by itself; press again when this message is gone.");
  }

  async function look() {
    clearTimeout(timer);
    if (!busy && !asking) {
      asking = true;
      try {
        const answer = await ask(`${location.pathname}/now?seen=${encodeURIComponent(seen)}`, {});
        // A press that was answered in the meantime has shown something newer.
        if (busy) { /* its answer comes */ }
        else if (answer.status === 200) { const html = await answer.text(); if (!busy) { seen = answer.headers.get("X-Seen") || ""; show(html, false); } }
        else if (answer.status === 403) tell("This browser may not control the room. Open the facilitator link again.");
        else if (answer.status === 404 || answer.status === 410) { over = true; tell("This session is over. Load this page again to go to its results."); }
        else if (!answer.ok) lost();
      } catch { lost(); }
      asking = false;
    }
    again();
  }
  function again() {
    clearTimeout(timer);
    if (over || standing().stage === "ended") return;
    const wait = failures ? Math.min(SOON * 2 ** failures, LONGEST) : SOON;
    timer = setTimeout(look, document.hidden ? HIDDEN : wait);
  }

  async function press(form, button) {
    if (busy || button?.getAttribute("aria-disabled") === "true") return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(form.getAttribute("action"), {
        method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form, button)),
      });
      const told = await answer.json().catch(() => ({}));
      if (told.go) { forgetAll(); location.assign(told.go); return; }
      const refused = told.refused || (answer.ok ? "" : "This did not work. Look again, then press.");
      if (!refused && form.dataset.clears) forget(form.dataset.clears);
      if (told.seen !== undefined) seen = String(told.seen);
      if (told.part) show(told.part, true);
      if (!refused && form.isConnected) { form.reset(); tidy(); }
      say(refused || told.said || standing().say, Boolean(refused));
    } catch { lost(); }
    form.removeAttribute("aria-busy");
    busy = false;
    again();
  }

  // Evidence that is not saved yet stays on this laptop, for a reload and for a lost connection.
  const name = (key) => `csp-evidence:${code}:${key}`;
  function keep(key, words) { try { words === null ? localStorage.removeItem(name(key)) : localStorage.setItem(name(key), words); } catch { /* private window */ } }
  function kept(key) { try { return localStorage.getItem(name(key)); } catch { return null; } }
  const forget = (key) => keep(key, null);
  function forgetAll() {
    try { Object.keys(localStorage).filter((one) => one.startsWith(name(""))).forEach((one) => localStorage.removeItem(one)); } catch { /* private window */ }
  }

  function tidy() {
    for (const field of main.querySelectorAll("[data-draft]")) {
      const words = kept(field.dataset.draft);
      if (words !== null && field.value === field.defaultValue) field.value = words;
      const note = document.getElementById(field.getAttribute("aria-describedby"));
      const changed = field.value !== field.defaultValue;
      const left = `${field.maxLength - field.value.length} letters left.`;
      const words2 = changed ? `Not saved yet. Kept on this laptop. ${left}` : `At most ${field.maxLength} letters.`;
      if (note && note.textContent !== words2) note.textContent = words2;
    }
    for (const form of main.querySelectorAll("[data-total]")) {
      const n = [...form.querySelectorAll("input[type=number]")].reduce((sum, one) => sum + (Number(one.value) || 0), 0);
      form.querySelector("[data-sum]").textContent = n;
    }
    for (const one of main.querySelectorAll("[data-finish]")) {
      const end = new Date(Date.now() + Number(one.dataset.finish) * 60000);
      const words = end.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      one.textContent = `At the planned pace you finish at about ${words}.`;
    }
    // A long agenda shows where the room is, whenever that has changed.
    const now = main.querySelector(".long .here");
    if (now && now.id !== here) { here = now.id; now.parentNode.scrollTop = now.offsetTop - now.parentNode.offsetTop - 60; }
    tick();
    if (standing().stage === "ended") forgetAll();
  }
  function tick() {
    const clock = document.getElementById("timer");
    if (!clock) return;
    const left = Math.max(0, Math.round(Number(clock.dataset.ends) - ahead - Date.now() / 1000));
    const words = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left` : "Time is up";
    if (clock.textContent !== words) clock.textContent = words;
    if (!left && timeUp !== clock.dataset.ends) { timeUp = clock.dataset.ends; say("Time is up. Voting stays open until you close it."); }
  }

  document.addEventListener("submit", (event) => {
    if (!main.contains(event.target)) return;
    event.preventDefault();
    press(event.target, event.submitter);
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.dataset.draft) keep(field.dataset.draft, field.value === field.defaultValue ? null : field.value);
    tidy();
  });
  document.addEventListener("click", async (event) => {
    const there = event.target.closest("a[href^='#']");
    if (there) document.querySelectorAll(`${there.getAttribute("href")} details`).forEach((one) => { one.open = true; });
    const from = event.target.closest("[data-copy]");
    if (!from) return;
    const words = document.getElementById(from.dataset.copy);
    try { await navigator.clipboard.writeText(words.textContent); say("Copied."); }
    catch { getSelection().selectAllChildren(words); say("Marked: copy it with your keyboard."); }
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("online", look);
  setInterval(tick, 250);
  ahead = Number(standing().at) - Date.now() / 1000;
  tidy();
  again();
})();
