// Helps the plain forms of phone.py, which work without it. What it adds: an answer is sent as it is pressed, kept on
// the phone until the room has acknowledged it, and sent again when the connection is back.
(() => {
const $ = id => document.getElementById(id), part = $('part'), here = location.pathname, key = 'csp ' + here;
const LOST = 'Not connected. Your answer is kept and will be sent.';
let seen = part.dataset.seen, turn = 0, round = 0, fails = 0, tries = 0, why = '', ends = 0, sending, retry, wait, next, store;
try { store = localStorage; store[key] = store[key] || '{}'; } catch (e) { store = {}; }

// What was pressed and is not acknowledged: name of the form -> [fields, when]. The tabs of one phone share it.
const outbox = () => {
  let box = {};
  try { box = JSON.parse(store[key]); } catch (e) {}
  for (const name in box) if (!(Date.now() - box[name][1] < 3e7)) delete box[name];
  return box;
};
const keep = box => { try { store[key] = JSON.stringify(box); } catch (e) { store = {[key]: JSON.stringify(box)}; } };
const ask = (query, more) => fetch(here + query, {...more, signal: AbortSignal.timeout && AbortSignal.timeout(9000)});
const write = (id, words) => { if ($(id) && $(id).textContent !== words) $(id).textContent = words; };
const nameOf = body => ['do', 'question', 'vote'].map(one => body.get(one)).join(' ');
const now = () => $('at').dataset;
const numbers = () => [...part.querySelectorAll('[type=number]')];

// The line at the foot says what has become of the answer.
function tell() {
  const kept = Object.keys(outbox()).some(name => name[0] !== 'j'), lost = tries || fails > 1;
  write('status', kept ? lost ? why || LOST : 'Sending your answer' : lost ? 'Not connected. Trying again.' : now().saved);
}

// Pieces of a part are compared as they came: what people have chosen since does not count.
const piece = one => one.was = one.was || one.outerHTML.replace(/ checked=""/g, '');

function show(html, moves, note) {
  const made = document.createElement('template'), typed = {}, said = now().say, old = [...part.children];
  const focus = document.activeElement, at = part.contains(focus) && focus.id;
  made.innerHTML = html;
  const fresh = [...made.content.children];
  for (const one of part.querySelectorAll('select,[type=number]')) if (one.value !== (one.defaultValue || '')) typed[one.name] = one.value;
  fresh.forEach((one, i) => {
    for (const radio of one.querySelectorAll('[type=radio]')) if ($(radio.id)) $(radio.id).checked = radio.checked;
    if (!old[i]) part.append(one);
    else if (piece(old[i]) !== piece(one)) old[i].replaceWith(one);
  });
  old.slice(fresh.length).forEach(one => one.remove());
  seen = moves;
  ready(typed);
  const lost = at && !part.contains(document.activeElement);
  if (lost) ($(at) || $('h')).focus();
  // A heading that got the focus is read out anyway.
  if (now().say !== said) { write('live', lost && now().say === now().title ? '' : now().say); scrollTo(0, 0); }
  document.title = now().title + ' – room ' + part.dataset.code;
  write('note', note || now().note);
  tell();
}

// What a part needs once it is there: what was typed or pressed before, buttons for dots, the timer.
function ready(typed) {
  [...part.children].forEach(piece);
  for (const name in typed) for (const one of part.querySelectorAll('select,[type=number]')) if (one.name === name) one.value = typed[name];
  for (const one of numbers()) if (!$(one.id + 'm')) { one.before(button(one, -1)); one.after(button(one, 1)); }
  const box = outbox();
  for (const form of part.querySelectorAll('form')) {
    const kept = box[nameOf(new FormData(form))];
    if (kept) new URLSearchParams(kept[0]).forEach((value, name) => { if (form.elements[name]) form.elements[name].value = value; });
  }
  rest();
  // So that the way back leads to this question, answered or not.
  if (now().q && !location.search) history.replaceState(0, '', here + '?q=' + now().q);
  ends = now().left && Date.now() + now().left * 1000;
}

function button(input, by) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'b';
  made.id = input.id + (by > 0 ? 'p' : 'm');
  made.textContent = by > 0 ? '+' : '−';
  made.setAttribute('aria-label', (by > 0 ? 'One dot more: ' : 'One dot less: ') + input.labels[0].textContent);
  made.onclick = () => {
    if (made.getAttribute('aria-disabled') === 'true') return;
    input.value = +input.value + by;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  };
  return made;
}

// Dots that are left; a button that can do nothing says so, and keeps its focus.
function rest() {
  if (!$('dots')) return 0;
  const all = +$('dots').dataset.dots, left = numbers().reduce((sum, one) => sum - Math.max(0, +one.value), all);
  write('rest', left < 0 ? 'You placed ' + (all - left) + ' and have ' + all + ' dots: take some away' : left + ' of ' + all + ' dots left');
  for (const one of numbers()) {
    $(one.id + 'm').setAttribute('aria-disabled', one.value < 1);
    $(one.id + 'p').setAttribute('aria-disabled', left < 1);
  }
  return left;
}

function put(form, soon) {
  const body = new URLSearchParams(new FormData(form)), box = outbox();
  if (form.id === 'dots' && rest() < 0) return;
  if (now().q) body.set('q', now().q);
  box[nameOf(body)] = ['' + body, Date.now()];
  keep(box);
  clearTimeout(wait);
  wait = setTimeout(send, soon);
  tell();
}

async function send() {
  clearTimeout(retry);
  if (sending) return;
  sending = 1;
  let name;
  while ((name = Object.keys(outbox())[0])) {
    const body = outbox()[name][0];
    let reply, said = {};
    turn++;
    try {
      reply = await ask('', {method: 'POST', body: new URLSearchParams(body), headers: {Accept: 'application/json'}});
      if (reply.status === 404) { keep({}); return location.reload(); }
      said = await reply.json();
    } catch (e) {}
    turn++;
    if (!said.part || reply.status === 429 || reply.status > 499) { tries++; why = said.refused; break; }
    tries = fails = 0;
    const box = outbox();
    if (box[name] && box[name][0] === body) { delete box[name]; keep(box); }
    if (new URLSearchParams(body).get('q') === (now().q || null)) show(said.part, said.seen, said.refused);
    else poll(seen = '');
  }
  sending = 0;
  tell();
  if (name) retry = setTimeout(send, Math.min(10000, 500 * 2 ** tries));
}

async function poll() {
  const mine = ++round, began = turn;
  clearTimeout(next);
  try {
    const reply = await ask('/now?seen=' + seen + (now().q ? '&q=' + now().q : ''));
    if (reply.status === 404 || reply.status === 410) return location.reload();
    if (!reply.ok) throw 0;
    const html = await reply.text();
    if (mine === round && fails && tries) send();
    if (mine === round) fails = 0;
    if (mine === round && began === turn && reply.status === 200) show(html, reply.headers.get('X-Seen'));
  } catch (e) { fails++; }
  if (mine !== round) return;
  tell();
  const every = document.hidden ? 15000 : Math.min(10000, 2000 * 2 ** fails);
  if (!now().last) next = setTimeout(poll, every + Math.random() * 500);
}

// Those who go at their own pace move on without a new page, so that a lost connection leaves them where they are.
async function go(search, push) {
  turn++;
  try {
    const reply = await ask('/now' + search), html = await reply.text();
    if (reply.status !== 200) throw 0;
    if (push) history.pushState(0, '', here + search);
    turn++;
    show(html, reply.headers.get('X-Seen'));
    $('h').focus();
    scrollTo(0, 0);
  } catch (e) { fails = 2; tell(); }
}

const wake = () => { send(); poll(); };
part.addEventListener('input', event => { if (event.target.form && event.target.name !== 'role') put(event.target.form, 250); });
part.addEventListener('submit', event => { event.preventDefault(); put(event.target, 0); });
part.addEventListener('click', event => {
  const link = event.target.closest('a[href^="?q="]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); go(link.search, 1); }
});
addEventListener('popstate', () => go(location.search));
addEventListener('storage', event => { if (event.key === key) poll(seen = ''); });
addEventListener('online', wake);
addEventListener('offline', () => { fails = 2; tell(); });
addEventListener('pageshow', event => { if (event.persisted) wake(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden) wake(); });
setInterval(() => {
  const left = (ends - Date.now()) / 1000;
  if (ends) write('left', left <= 0 ? 'The time is up. You can still answer until voting closes.'
    : left > 90 ? 'About ' + Math.round(left / 60) + ' minutes left' : 'About ' + Math.ceil(left / 10) * 10 + ' seconds left');
}, 1000);
document.documentElement.className = 'js';
ready({});
wake();
})();
