/* The page: language, legend, search, keys, and the one door for scripts, window.zeren. */

const data = JSON.parse(document.getElementById("data").textContent);
const arrangements = [...Object.keys(data.drawings), ...(data.measures.length ? ["table"] : [])];
const opening = JSON.parse(document.getElementById("opening").textContent);
const state = { lang: data.lang, arrangement: arrangements[0], selected: null, steps: 0, query: "", at: -1, hidden: new Set() };
const byId = (id) => document.getElementById(id);

function words(key, values = {}) {
  const known = data.words[state.lang];
  const text = Object.hasOwn(known, key) ? known[key] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
words.kind = (kind) => kind[`label_${state.lang}`];
words.lang = () => state.lang;

const searchable = new Map(data.nodes.map((node) => [node.key, fold(`${node.title} ${node.label}`)]));
const map = data.nodes.length ? makeMap(data, state.arrangement, (key) => open(key)) : null;
const table = makeTable(data, words, (key) => open(key, true));
const facets = [...data.nodes, ...data.edges].flatMap((thing) => thing.facets);
const filters = makeFilters(byId("filters"), data.levels, facets.some(([, due]) => due), words, filtered);
const passing = (edge) => !hiddenKeys().has(edge.key);
passing.count = (edge) => edge.facets.filter(([level, due]) => filters.passes(level, due)).length;
const panel = makePanel(data, words, (key) => open(key, true), passing);
const saving = makeSaving(byId("save"), words, windowSize, (pen) => paintMap(pen, map, data, state.lang), about, kept);

/* Selects a node or an edge by its key and shows it in the panel; null goes back to the list. */
function open(key, centre = false) {
  Object.assign(state, { selected: key, steps: 0 });
  if (key !== null && centre) map?.centre(key, chain(key));
  refresh();
}

function refresh() {
  map?.show(litKeys(), hiddenKeys());
  map?.select(state.selected);
  if (state.selected !== null) panel.detail(state.selected, steps());
  else panel.list(new Set(matches()));
  showCount();
}

/* What is drawn in full: the selection with its chain, else what the search found, else all (null). */
function litKeys() {
  if (state.selected !== null) return chain(state.selected);
  return state.query ? new Set(matches()) : null;
}

/* An edge with its ends; or a node with its neighbours, as many steps as were asked for; in a directed map however far. */
function chain(key) {
  const hidden = hiddenKeys();
  const edges = data.edges.filter((edge) => !hidden.has(edge.key));
  const edge = edges.find((edge) => edge.key === key);
  if (edge) return new Set([key, edge.from, edge.to]);
  if (data.directed) return new Set([...reach(key, edges, "from", "to"), ...reach(key, edges, "to", "from")]);
  return outwards(key, state.steps + 1, edges);
}

/* A node with all that is at most `count` steps away. */
function outwards(key, count, edges) {
  const all = new Set([key]);
  for (let step = 0; step < count; step++) {
    const near = edges.filter((edge) => all.has(edge.from) || all.has(edge.to));
    for (const edge of near) all.add(edge.key).add(edge.from).add(edge.to);
  }
  return all;
}

/* What the next step would add, before it is shown, and the way back. */
function steps() {
  if (data.directed) return [];
  const hidden = hiddenKeys();
  const edges = data.edges.filter((edge) => !hidden.has(edge.key));
  const nodes = (count) => [...outwards(state.selected, count, edges)].filter((key) => key[0] === "n").length;
  const go = (count) => () => (Object.assign(state, { steps: count }), refresh());
  const now = nodes(state.steps + 1);
  const out = ["stepOut", nodes(state.steps + 2) - now, go(state.steps + 1), false];
  return state.steps ? [out, ["stepBack", now - 1, go(0), false]] : [out];
}

function reach(key, edges, near, far) {
  const seen = new Set([key]);
  for (const at of seen) {
    for (const edge of edges) if (edge[near] === at) seen.add(edge.key).add(edge[far]);
  }
  return seen;
}

function matches() {
  const [wanted, hidden] = [fold(state.query), hiddenKeys()];
  return data.nodes.map((node) => node.key).filter((key) => !hidden.has(key) && searchable.get(key).includes(wanted));
}

/* What the legend and the filters hide; a node that stands for no task goes with its last line. */
function hiddenKeys() {
  const passes = ({ facets }) => !facets.length || facets.some(([level, due]) => filters.passes(level, due));
  const nodes = new Set(data.nodes.filter((node) => state.hidden.has(node.kind) || !passes(node)).map((node) => node.key));
  const gone = (edge) => state.hidden.has(edge.kind) || !passes(edge) || nodes.has(edge.from) || nodes.has(edge.to);
  const [edges, tied] = [new Set(), new Set()];
  for (const edge of data.edges) {
    if (gone(edge)) edges.add(edge.key);
    else tied.add(edge.from).add(edge.to);
  }
  if (filters.active()) for (const node of data.nodes) if (!node.facets.length && !tied.has(node.key)) nodes.add(node.key);
  return new Set([...nodes, ...edges]);
}

/* After a filter or the legend has changed. */
function filtered() {
  if (state.selected !== null && hiddenKeys().has(state.selected)) state.selected = null;
  drawCounts();
  refresh();
}

function windowSize() {
  return [byId("canvas").clientWidth, byId("canvas").clientHeight];
}

/* What a picture says of itself. */
function about() {
  const kinds = [...data.nodeKinds.map((kind) => [kind, "box"]), ...data.edgeKinds.map((kind) => [kind, "line"])];
  const subtitle = [data.subtitle, byId("counts").textContent, filters.said()].filter(Boolean).join(" · ");
  return { title: data.title || words(data.name), subtitle, kinds: kinds.filter(([kind]) => !state.hidden.has(kind.key)) };
}

/* The state that a saved page opens with. */
function kept() {
  const { lang, arrangement, selected } = state;
  return { lang, arrangement, selected, hidden: [...state.hidden], filters: filters.read() };
}

function search(query) {
  Object.assign(state, { query, at: -1 });
  open(null);
  return query ? matches().length : 0;
}

function next(step) {
  const found = matches();
  if (!state.query || !found.length) return;
  state.at = state.at < 0 && step < 0 ? found.length - 1 : (state.at + step + found.length) % found.length;
  open(found[state.at], true);
}

function showCount() {
  const count = matches().length;
  const place = state.at < 0 ? words("foundCount", { count }) : words("found", { at: state.at + 1, count });
  byId("found").textContent = state.query ? (count ? place : words("foundNone")) : "";
}

function clear() {
  byId("query").value = "";
  search("");
}

function toggle(kind) {
  if (!state.hidden.delete(kind)) state.hidden.add(kind);
  drawLegend();
  filtered();
}

function arrange(name) {
  state.arrangement = name;
  table.show(name === "table");
  if (name !== "table") map?.arrange(name);
  drawArrangements();
  refresh();
  if (state.selected !== null && name !== "table") map?.centre(state.selected, chain(state.selected));
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
  byId("title").textContent = document.title = data.title || words(data.name);
  byId("query").placeholder = words("searchHint");
  for (const draw of [drawCounts, drawColumns, drawLegend, filters.draw, saving.draw, drawArrangements, table.draw, refresh]) draw();
}

function drawCounts() {
  const hidden = hiddenKeys();
  const count = (things) => {
    const shown = things.filter((thing) => !hidden.has(thing.key)).length;
    return shown === things.length ? String(shown) : `${shown} / ${things.length}`;
  };
  const kindCounts = data.nodeKinds.map((kind) => [count(data.nodes.filter((node) => node.kind === kind.key)), words.kind(kind)]);
  const communities = data.measures.length > 0;
  const counts = [...(communities ? [[count(data.nodes), words("bodies")]] : kindCounts), [count(data.edges), words("edges")]];
  const parts = data.nodes.length ? counts : [];
  byId("counts").replaceChildren(...parts.map(([number, name]) => make("span", {}, `${name} `, make("b", {}, number), " ")));
}

function drawColumns() {
  const titles = data.columns.map((column) => {
    return make("div", {}, make("b", {}, column[state.lang]), column.note ? make("span", {}, column.note) : null);
  });
  byId("columns").replaceChildren(...titles);
  map?.network.redraw();
}

function drawLegend() {
  const name = (kind, lang) => make("span", { lang, className: lang === state.lang ? "" : "other" }, kind[`label_${lang}`]);
  const entry = (form) => (kind) => {
    const shown = !state.hidden.has(kind.key);
    return choiceButton(kind.key, shown, () => toggle(kind.key), swatch(kind, form), name(kind, "zh"), name(kind, "en"));
  };
  replaceButtons(byId("legend"), [...data.nodeKinds.map(entry("box")), ...data.edgeKinds.map(entry("line"))]);
}

function drawArrangements() {
  const buttons = arrangements.map((name) => choiceButton(name, state.arrangement === name, () => arrange(name), words(name)));
  replaceButtons(byId("arrangements"), map && buttons.length > 1 ? buttons : []);
}

function onKey(event) {
  const typing = event.target === byId("query");
  if (event.key === "Escape") {
    clear();
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

byId("subtitle").textContent = byId("subtitle").title = data.subtitle;
byId("empty").hidden = data.nodes.length > 0;
document.body.classList.toggle("blank", !data.nodes.length);
byId("query").addEventListener("input", (event) => search(event.target.value.trim()));
byId("lang").addEventListener("click", () => speak(state.lang === "zh" ? "en" : "zh"));
byId("zoomIn").addEventListener("click", () => map?.zoom(1.3));
byId("zoomOut").addEventListener("click", () => map?.zoom(1 / 1.3));
byId("fit").addEventListener("click", () => map?.fit());
byId("read").addEventListener("click", () => map?.read());
document.addEventListener("keydown", onKey);
if (map) printWith(map, data, () => state.lang);
for (const kind of opening.hidden ?? []) state.hidden.add(kind);
if (opening.filters) filters.restore(opening.filters);
speak(opening.lang ?? state.lang);
if (opening.arrangement) arrange(opening.arrangement);
if (opening.selected) open(opening.selected, true);

/* The key of a node's id, or of an edge's [source, target, kind]; null where there is none. */
function keyOf(what) {
  if (!Array.isArray(what)) return data.nodes.find((node) => node.id === what)?.key ?? null;
  const [source, target, kind] = what;
  const found = data.edges.find((edge) => {
    return edge.from === keyOf(source) && edge.to === keyOf(target) && (kind === undefined || edge.kind === kind);
  });
  return found?.key ?? null;
}

window.zeren = Object.freeze({
  select: (what) => open(what === null ? null : keyOf(what), true),
  search: (query) => ((byId("query").value = query), search(query.trim())),
  arrange,
  toggle,
  speak,
  keyOf,
  filters,
  saving,
  network: map?.network ?? null,
  state: () => ({ ...state, hidden: [...state.hidden] }),
});
