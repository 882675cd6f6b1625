/* The page: language, legend, search, keys, and the one door for scripts, window.zeren. */

const data = JSON.parse(document.getElementById("data").textContent);
const arrangements = [...Object.keys(data.drawings), ...(data.measures.length ? ["table"] : [])];
const state = { lang: data.lang, arrangement: arrangements[0], selected: null, query: "", at: -1, hidden: new Set() };
const byId = (id) => document.getElementById(id);

function words(key, values = {}) {
  const known = data.words[state.lang];
  const text = Object.hasOwn(known, key) ? known[key] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
words.kind = (kind) => kind[`label_${state.lang}`];

const searchable = new Map(data.nodes.map((node) => [node.key, fold(`${node.title} ${node.label}`)]));
const map = data.nodes.length ? makeMap(data, state.arrangement, (key) => open(key)) : null;
const table = makeTable(data, words, (key) => open(key, true));
const panel = makePanel(data, words, (key) => open(key, true));

/* Selects a node or an edge by its key and shows it in the panel; null goes back to the list. */
function open(key, centre = false) {
  state.selected = key;
  if (key !== null && centre) map?.centre(key, chain(key));
  refresh();
}

function refresh() {
  map?.show(litKeys(), hiddenKeys());
  map?.select(state.selected);
  if (state.selected !== null) panel.detail(state.selected);
  else panel.list(new Set(matches()));
  showCount();
}

/* What is drawn in full: the selection with its chain, else what the search found, else all (null). */
function litKeys() {
  if (state.selected !== null) return chain(state.selected);
  return state.query ? new Set(matches()) : null;
}

/* An edge with its ends; or a node with its neighbours, and in a directed map with theirs, however far. */
function chain(key) {
  const hidden = hiddenKeys();
  const edges = data.edges.filter((edge) => !hidden.has(edge.key));
  const edge = edges.find((edge) => edge.key === key);
  if (edge) return new Set([key, edge.from, edge.to]);
  if (data.directed) return new Set([...reach(key, edges, "from", "to"), ...reach(key, edges, "to", "from")]);
  const near = edges.filter((edge) => edge.from === key || edge.to === key);
  return new Set([key, ...near.flatMap((edge) => [edge.key, edge.from, edge.to])]);
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

function hiddenKeys() {
  const nodes = new Set(data.nodes.filter((node) => state.hidden.has(node.kind)).map((node) => node.key));
  const edges = data.edges.filter((edge) => state.hidden.has(edge.kind) || nodes.has(edge.from) || nodes.has(edge.to));
  return new Set([...nodes, ...edges.map((edge) => edge.key)]);
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
  if (state.selected !== null && hiddenKeys().has(state.selected)) state.selected = null;
  drawLegend();
  refresh();
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
    element.setAttribute("aria-label", words(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = words(element.dataset.label);
  }
  byId("title").textContent = document.title = data.title || words(data.name);
  byId("query").placeholder = words("searchHint");
  for (const draw of [drawCounts, drawColumns, drawLegend, drawArrangements, table.draw, refresh]) draw();
}

function drawCounts() {
  const count = (kind) => data.nodes.filter((node) => node.kind === kind.key).length;
  const counts = [...data.nodeKinds.map((kind) => [count(kind), words.kind(kind)]), [data.edges.length, words("edges")]];
  const parts = data.nodes.length ? counts : [];
  byId("counts").replaceChildren(...parts.map(([number, name]) => make("span", {}, `${name} `, make("b", {}, String(number)))));
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
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
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
speak(state.lang);

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
  network: map?.network ?? null,
  state: () => ({ ...state, hidden: [...state.hidden] }),
});
