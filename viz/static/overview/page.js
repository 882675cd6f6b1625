/* The page: what is chosen, what is lit, language, legend, search and keys; and the one door for scripts, window.zeren. */

const data = JSON.parse(document.getElementById("data").textContent);
const packets = JSON.parse(document.getElementById("texts").textContent);
const opening = JSON.parse(document.getElementById("opening").textContent);
const state = { lang: data.lang, chosen: null, steps: 0, chain: false, query: "", at: -1, hidden: new Set() };
const byId = (id) => document.getElementById(id);

function words(key, values = {}) {
  const known = data.words[state.lang];
  const text = Object.hasOwn(known, key) ? known[key] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
words.kind = (kind) => kind[`label_${state.lang}`];
words.lang = () => state.lang;

const store = makeStore(data, packets);
const painter = makePainter(store, words);
const box = byId("canvas");
const bounds = data.bands.reduce((all, [, x, y, w, h]) => [Math.min(all[0], x), Math.min(all[1], y), Math.max(all[2], x + w), Math.max(all[3], y + h)], [0, 0, 1, 1]);
const gestures = makeCamera(box, bounds, () => screen.ask());
const { camera } = gestures;
const levels = data.bands.map(([level]) => [level, { zh: data.levels[level][0], en: data.levels[level][1] }]);
const filters = makeFilters(byId("filters"), levels, data.dots.due.some(Boolean), words, filtered);
const ledger = makeLedger(store, words, { open });
const saving = makeSaving(byId("save"), words, () => [box.clientWidth, box.clientHeight], paintAll, about, () => ({ lang: state.lang, hidden: [...state.hidden], filters: filters.read(), camera, chosen: kept(state.chosen) }));
const tip = make("div", { className: "hover", hidden: true, "aria-hidden": "true" });
document.body.append(tip);
let lit = null;
let hovered = null;
let drawn = { lines: [], bundles: [] };
let above = { lines: [], bundles: [] };
const screen = makeScreen(box, camera, drawBase, drawTop, () => (lit ?? hovered) !== null);

function drawBase(pen) {
  drawn = painter.base(pen, camera, box.clientWidth, box.clientHeight);
}

function drawTop(pen) {
  const shown = lit ?? hovered;
  screen.fade(shown !== null);
  above = shown ? painter.lit(pen, camera, box.clientWidth, box.clientHeight, shown) : { lines: [], bundles: [] };
}

/* What is seen, with what is lit over it, for a picture. */
function paintAll(pen) {
  const [width, height] = [box.clientWidth, box.clientHeight];
  painter.base(pen, camera, width, height);
  if (!lit) return;
  pen.box(0, 0, width, height, { fill: "#ffffff", alpha: 0.78 });
  painter.lit(pen, camera, width, height, lit);
}

function about() {
  const kinds = [...data.nodeKinds.map((kind) => [kind, "full"]), ...data.edgeKinds.map((kind) => [kind, "line"])];
  const shown = kinds.filter(([kind]) => !state.hidden.has(kind.key));
  return { title: data.title || words("overview"), subtitle: [byId("counts").textContent, filters.said()].filter(Boolean).join(" · "), kinds: shown };
}

/* Chooses a dot, tie, plan, place or bundle, shows it in the panel and lights it; null goes back to the list. */
function open(chosen, centre = false) {
  Object.assign(state, { chosen, steps: 0, chain: false });
  refresh();
  if (centre && chosen) bring(chosen);
}

function refresh() {
  tip.hidden = true;
  hovered = null;
  lit = litNow();
  drawPanel();
  showFound();
  screen.ask(true);
}

function drawPanel() {
  const { chosen } = state;
  if (!chosen) return state.query ? ledger.results(matches()) : ledger.home();
  if (chosen.dot !== undefined) return ledger.dot(chosen.dot, steps(chosen.dot));
  for (const kind of ["tie", "plan", "place", "bundle"]) if (chosen[kind] !== undefined) return ledger[kind](chosen[kind]);
}

/* What is drawn in full over a faded map: the choice and what it is tied with, or what the search found; else null. */
function litNow() {
  const { chosen } = state;
  if (!chosen) return state.query ? litDots(matches().dots.slice(0, 2000)) : null;
  if (chosen.dot !== undefined) return state.chain ? { ...store.chain(chosen.dot), focus: new Set([chosen.dot]) } : reach(new Set([chosen.dot]), state.steps + 1);
  if (chosen.tie !== undefined) return litTies([chosen.tie], true);
  if (chosen.bundle) return litTies(chosen.bundle.ties.filter((tie) => store.shownTie[tie]), false);
  return null;
}

function litDots(some) {
  return { dots: new Set(some), ties: new Set(), focus: new Set() };
}

function litTies(some, focused) {
  const ends = new Set(some.flatMap((tie) => [data.ties.source[tie], data.ties.target[tie]]));
  return { dots: ends, ties: new Set(some), focus: focused ? ends : new Set() };
}

/* Some dots with all within `count` steps of them. */
function reach(focus, count) {
  const all = { dots: new Set(focus), ties: new Set(), focus };
  for (let step = 0; step < count; step++) {
    const next = store.around(all.dots);
    for (const dot of next.dots) all.dots.add(dot);
    for (const tie of next.ties) all.ties.add(tie);
  }
  return all;
}

/* What can be lit beyond the neighbours, with how much it would add. */
function steps(dot) {
  const now = reach(new Set([dot]), state.steps + 1);
  const next = store.around(now.dots).dots.size;
  const chain = store.chain(dot).dots.size - 1;
  const grow = () => (Object.assign(state, { steps: state.steps + 1, chain: false }), refresh());
  const shrink = () => (Object.assign(state, { steps: 0, chain: false }), refresh());
  const follow = () => (Object.assign(state, { steps: 0, chain: !state.chain }), refresh());
  const found = [["stepOut", next, grow, false]];
  if (state.steps) found.push(["stepBack", now.dots.size - 1, shrink, false]);
  if (store.isTask(dot)) found.push(["wholeChain", chain, follow, state.chain]);
  return found;
}

/* Moves the map so that the choice, and if it can be, what it is tied with, is in the window. */
function bring({ dot, tie, plan, place }) {
  if (plan !== undefined) return gestures.show(data.plans[plan].slice(2, 6), 30, 2.4);
  if (place !== undefined) return gestures.show(data.places[place].slice(2, 6), 30, 2.4);
  const all = around([...(lit?.dots ?? [])]);
  const scale = Math.min(box.clientWidth / (all[2] + 80), box.clientHeight / (all[3] + 80));
  if (scale >= 0.5 * gestures.whole() && scale < DETAIL) return gestures.show(all, 30, 2);
  const ends = tie !== undefined ? [data.ties.source[tie], data.ties.target[tie]] : [dot];
  gestures.show(tie !== undefined || scale >= DETAIL ? (scale >= DETAIL ? all : around(ends)) : around(ends), 60, 2.2);
}

function around(some) {
  const { x, y, width, height } = data.dots;
  const [left, top] = [Math.min(...some.map((dot) => x[dot])), Math.min(...some.map((dot) => y[dot]))];
  return [left, top, Math.max(...some.map((dot) => x[dot] + width[dot])) - left, Math.max(...some.map((dot) => y[dot] + height[dot])) - top];
}

let found = { query: null, all: { places: [], plans: [], dots: [] } };
function matches() {
  if (found.query !== state.query) found = { query: state.query, all: state.query ? store.search(state.query) : { places: [], plans: [], dots: [] } };
  return found.all;
}

function search(query) {
  Object.assign(state, { query, at: -1 });
  open(null);
  const { places, plans, dots } = matches();
  return places.length + plans.length + dots.length;
}

function next(step) {
  const { places, plans, dots } = matches();
  const all = [...places.map((place) => ({ place })), ...plans.map((plan) => ({ plan })), ...dots.map((dot) => ({ dot }))];
  if (!all.length) return;
  state.at = state.at < 0 && step < 0 ? all.length - 1 : (state.at + step + all.length) % all.length;
  open(all[state.at], true);
}

function showFound() {
  const { places, plans, dots } = matches();
  const count = places.length + plans.length + dots.length;
  const place = state.at < 0 ? words("foundCount", { count }) : words("found", { at: state.at + 1, count });
  byId("found").textContent = state.query ? (count ? place : words("foundNone")) : "";
}

/* After the legend or a filter has changed. */
function filtered() {
  found.query = null;
  store.filter(state.hidden, filters);
  const { chosen } = state;
  const gone = chosen && ((chosen.dot !== undefined && !store.shownDot[chosen.dot]) || (chosen.tie !== undefined && !store.shownTie[chosen.tie]) || chosen.bundle);
  if (gone) state.chosen = null;
  drawCounts();
  refresh();
}

function toggle(kind) {
  if (!state.hidden.delete(kind)) state.hidden.add(kind);
  drawLegend();
  filtered();
}

function drawCounts() {
  const shown = (from, to) => store.shownDot.subarray(from, to).reduce((sum, one) => sum + one, 0);
  const counts = [
    ["plans", data.plans.filter((_, plan) => store.shownIn("plan", plan)).length, data.plans.length],
    ["tasks", shown(0, store.tasks), store.tasks],
    ["bodies", shown(store.tasks, store.count), store.count - store.tasks],
    ["edges", store.shownTie.reduce((sum, one) => sum + one, 0), store.shownTie.length],
  ];
  const part = ([name, now, all]) => make("span", {}, `${words(name)} `, make("b", {}, now === all ? String(all) : `${now} / ${all}`), " ");
  byId("counts").replaceChildren(...(store.count ? counts.map(part) : []));
}

function drawLegend() {
  const entry = (form) => (kind) => {
    return choiceButton(kind.key, !state.hidden.has(kind.key), () => toggle(kind.key), swatch(kind, form), words.kind(kind));
  };
  replaceButtons(byId("legend"), [...data.nodeKinds.map(entry("box full")), ...data.edgeKinds.map(entry("line"))]);
}

/* Every word of the page in the language chosen. */
function speak(lang) {
  state.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    if (!element.dataset.word) element.setAttribute("aria-label", words(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = words(element.dataset.label);
  }
  byId("title").textContent = document.title = data.title || words("overview");
  byId("query").placeholder = words("overviewSearch");
  for (const draw of [drawCounts, drawLegend, filters.draw, saving.draw, refresh]) draw();
}

/* What is under a point of the window: a dot, a line, a bundle, a plan, a place; null for nothing. */
function under(x, y) {
  const [mx, my] = [camera.x + x / camera.scale, camera.y + y / camera.scale];
  const within = ([left, top, width, height]) => mx >= left && mx <= left + width && my >= top && my <= top + height;
  const nearest = (lines) => lines.map((one) => [distanceTo(one.points, x, y, 5), one]).reduce((best, one) => (one[0] < best[0] ? one : best), [5, null])[1];
  const place = data.places.findIndex((one) => within(one.slice(2, 6)));
  const plan = data.plans.findIndex((one, at) => store.shownIn("plan", at) && within(one.slice(2, 6)));
  const dot = [["plan", plan], ["place", place]].map(([range, home]) => (home < 0 ? -1 : dotAt(range, home, within))).find((one) => one >= 0);
  if (dot !== undefined) return { dot };
  const line = nearest(above.lines) ?? nearest(drawn.lines);
  if (line) return { tie: line.tie };
  const bundle = lit ? null : nearest(drawn.bundles);
  if (bundle) return { bundle: bundle.bundle };
  if (plan >= 0) return { plan };
  return place >= 0 ? { place } : null;
}

function dotAt(range, home, within) {
  const { x, y, width, height } = data.dots;
  for (let dot = store.ranges[range][home]; dot < store.ranges[range][home + 1]; dot++) {
    if (store.shownDot[dot] && within([x[dot], y[dot], width[dot], height[dot]])) return dot;
  }
  return -1;
}

function hover(event) {
  if (event.pointerType === "touch" || gestures.dragging() || !screen.sharp()) return leave();
  const what = under(event.offsetX, event.offsetY);
  box.style.cursor = what ? "pointer" : "";
  const dot = what?.dot;
  const before = hovered ? [...hovered.focus][0] : undefined;
  if (!lit && dot !== before) {
    hovered = dot === undefined ? null : reach(new Set([dot]), 1);
    screen.ask();
  }
  tell(what, event);
}

/* What is under the pointer, in a line or two beside it. */
function tell(what, { clientX, clientY }) {
  tip.hidden = what === null;
  if (!what) return;
  const { dot, tie, bundle, plan, place } = what;
  const name = (one) => data.dots.title[one];
  const lines =
    dot !== undefined ? [name(dot), words("tiedWith", { count: store.tiesOf[dot].filter((one) => store.shownTie[one]).length })]
    : tie !== undefined ? [`${name(data.ties.source[tie])} — ${words.kind(store.tieKind(tie))} — ${name(data.ties.target[tie])}`]
    : bundle ? [words("linesBetween", { count: bundle.ties.length }), words("bundleHint")]
    : plan !== undefined ? [data.plans[plan][0], `${words("tasks")} ${store.shownIn("plan", plan)}`]
    : [data.places[place][0] || words("noPlace")];
  tip.replaceChildren(...lines.map((line, at) => make("p", { className: at ? "aside" : "" }, line)));
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.min(clientX + 14, innerWidth - width - 8)}px`;
  tip.style.top = `${clientY + 18 + height > innerHeight ? clientY - height - 10 : clientY + 18}px`;
}

function leave() {
  tip.hidden = true;
  if (hovered === null) return;
  hovered = null;
  screen.ask();
}

function onClick(event) {
  if (gestures.wasDragged()) return;
  tip.hidden = true;
  screen.settle();
  open(under(event.offsetX, event.offsetY));
}

function onKey(event) {
  const typing = event.target === byId("query");
  if (event.key === "Escape") {
    byId("query").value = "";
    search("");
    byId("query").blur();
  } else if (event.key === "/" && !event.target.matches("input:not([type=checkbox])") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("query").focus();
    byId("query").select();
  } else if (event.key === "Enter" && typing && !event.isComposing) {
    event.preventDefault();
    next(event.shiftKey ? -1 : 1);
  }
}

/* A choice by the ids of its dots, as a saved page keeps it. */
function kept(chosen) {
  return chosen?.dot === undefined ? null : store.idOf(chosen.dot);
}

function resized() {
  screen.size();
  gestures.set(camera.x, camera.y, camera.scale);
}

/* On paper: the whole map, sharp, under its title. */
function onPaper() {
  const [left, top, right, bottom] = bounds;
  const scale = 2200 / (right - left);
  const paper = Object.assign(byId("paper"), { width: 2200, height: Math.ceil((bottom - top) * scale) });
  document.body.classList.toggle("tall", paper.height > paper.width);
  painter.base(canvasPen(paper.getContext("2d")), { x: left, y: top, scale }, paper.width, paper.height);
}

byId("empty").hidden = store.count > 0;
document.body.classList.toggle("blank", !store.count);
byId("query").addEventListener("input", (event) => search(event.target.value.trim()));
byId("lang").addEventListener("click", () => speak(state.lang === "zh" ? "en" : "zh"));
byId("zoomIn").addEventListener("click", () => gestures.zoom(1.4));
byId("zoomOut").addEventListener("click", () => gestures.zoom(1 / 1.4));
byId("fit").addEventListener("click", gestures.fit);
box.addEventListener("pointermove", hover);
box.addEventListener("pointerleave", leave);
box.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
window.addEventListener("beforeprint", onPaper);
for (const kind of opening.hidden ?? []) state.hidden.add(kind);
if (opening.filters) filters.restore(opening.filters);
store.filter(state.hidden, filters);
speak(opening.lang ?? data.lang);
screen.size();
gestures.begin();
new ResizeObserver(resized).observe(box);
if (opening.camera) gestures.set(opening.camera.x, opening.camera.y, opening.camera.scale);
if (opening.chosen) open({ dot: store.dotOf(opening.chosen) });

window.zeren = Object.freeze({
  select: (id) => open(id === null ? null : { dot: store.dotOf(id) }, true),
  open,
  search: (query) => ((byId("query").value = query), search(query.trim())),
  toggle,
  speak,
  filters,
  gestures,
  store,
  saving,
  screen,
  lit: () => lit,
  drawn: () => ({ base: drawn, top: above }),
  state: () => ({ ...state, hidden: [...state.hidden] }),
});
