/* The page: language, legend, search, keys, and the one door for scripts, window.zeren. */

const data = JSON.parse(document.getElementById("data").textContent);
const state = { lang: data.lang, selected: null, query: "", at: -1, hidden: new Set() };
const kindSides = { zh: "label_zh", en: "label_en" };

function words(key, values = {}) {
  const text = Object.hasOwn(data.words[state.lang], key) ? data.words[state.lang][key] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
words.kind = (kind) => kind[kindSides[state.lang]];

const byId = (id) => document.getElementById(id);
const map = data.nodes.length ? makeMap(data, open) : null;
const panel = makePanel(data, words, (key) => open(key, true));
const searchable = new Map(data.nodes.map((node) => [node.key, fold(`${node.title} ${node.label}`)]));

function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/* Selects a node or an edge by its key and shows it in the panel; null goes back to the list. */
function open(key, centre = false) {
  state.selected = key;
  map?.select(key);
  if (key !== null && centre) map?.centre(key);
  refresh();
}

function refresh() {
  map?.light(litKeys());
  if (state.selected !== null) panel.detail(state.selected);
  else panel.list(new Set(matches()));
  showCount();
}

/* What is drawn in full: the selection with what it touches, else what the search found, else all. */
function litKeys() {
  if (state.selected !== null) return around(state.selected);
  return state.query ? new Set(matches()) : null;
}

function around(key) {
  const touching = data.edges.filter((edge) => edge.key === key || edge.from === key || edge.to === key);
  return new Set([key, ...touching.flatMap((edge) => [edge.key, edge.from, edge.to])]);
}

function matches() {
  const wanted = fold(state.query);
  const nodes = data.nodes.filter((node) => !hiddenKeys().has(node.key));
  return nodes.filter((node) => searchable.get(node.key).includes(wanted)).map((node) => node.key);
}

function hiddenKeys() {
  const nodes = data.nodes.filter((node) => state.hidden.has(node.kind)).map((node) => node.key);
  const gone = new Set(nodes);
  const edges = data.edges.filter((edge) => state.hidden.has(edge.kind) || gone.has(edge.from) || gone.has(edge.to));
  return new Set([...nodes, ...edges.map((edge) => edge.key)]);
}

function search(query) {
  Object.assign(state, { query, at: -1 });
  open(null);
  return matches().length;
}

function next(step) {
  const found = matches();
  if (!state.query || !found.length) return;
  state.at = (state.at + step + found.length) % found.length;
  open(found[state.at], true);
}

function showCount() {
  const count = matches().length;
  const place = state.at >= 0 ? words("found", { at: state.at + 1, count }) : words("foundCount", { count });
  byId("found").textContent = state.query ? (count ? place : words("foundNone")) : "";
}

function clear() {
  byId("query").value = "";
  search("");
}

function toggle(kind) {
  if (!state.hidden.delete(kind)) state.hidden.add(kind);
  map?.hide(hiddenKeys());
  drawLegend();
  refresh();
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
  byId("query").placeholder = words("searchHint");
  drawCounts();
  drawColumns();
  drawLegend();
  refresh();
}

function drawCounts() {
  const parts = [...data.nodeKinds.map((kind) => [kind, data.nodes]), ...data.edgeKinds.map((kind) => [kind, data.edges])];
  byId("counts").replaceChildren(
    ...parts.map(([kind, all]) => {
      const count = all.filter((thing) => thing.kind === kind.key).length;
      return make("span", {}, make("b", {}, String(count)), " " + words.kind(kind));
    }),
  );
}

function drawColumns() {
  byId("columns").replaceChildren(
    ...data.columns.map((column) =>
      make("div", {}, make("b", {}, words.kind(column)), column.note ? make("span", {}, column.note) : ""),
    ),
  );
  map?.network.redraw();
}

function drawLegend() {
  const entry = (form) => (kind) => {
    const shown = !state.hidden.has(kind.key);
    const button = make("button", { type: "button", "aria-pressed": String(shown) }, swatch(kind, form));
    button.append(make("span", { lang: "zh-CN" }, kind.label_zh), make("span", { className: "other", lang: "en" }, kind.label_en));
    button.addEventListener("click", () => toggle(kind.key));
    button.dataset.kind = kind.key;
    return button;
  };
  const focused = document.activeElement?.dataset?.kind;
  byId("legend").replaceChildren(...data.nodeKinds.map(entry("box")), ...data.edgeKinds.map(entry("line")));
  if (focused) byId("legend").querySelector(`[data-kind="${CSS.escape(focused)}"]`)?.focus();
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
  } else if (event.key === "Enter" && typing) {
    event.preventDefault();
    next(event.shiftKey ? -1 : 1);
  }
}

byId("title").textContent = data.title;
byId("subtitle").textContent = data.subtitle;
byId("empty").hidden = data.nodes.length > 0;
document.body.classList.toggle("blank", !data.nodes.length);
byId("query").addEventListener("input", (event) => search(event.target.value.trim()));
byId("lang").addEventListener("click", () => speak(state.lang === "zh" ? "en" : "zh"));
byId("zoomIn").addEventListener("click", () => map?.zoom(1.3));
byId("zoomOut").addEventListener("click", () => map?.zoom(1 / 1.3));
byId("fit").addEventListener("click", () => map?.fit());
byId("read").addEventListener("click", () => map?.read());
document.addEventListener("keydown", onKey);
window.addEventListener("beforeprint", () => map?.fit());
speak(state.lang);

/* select(id of a node, or [source, target, kind] of an edge), search(text), state(). */
function keyOf(what) {
  if (!Array.isArray(what)) return data.nodes.find((node) => node.id === what)?.key ?? null;
  const [source, target, kind] = what;
  const edges = data.edges.filter((edge) => edge.from === keyOf(source) && edge.to === keyOf(target));
  return edges.find((edge) => kind === undefined || edge.kind === kind)?.key ?? null;
}

window.zeren = Object.freeze({
  select: (what) => open(what === null ? null : keyOf(what), true),
  search: (query) => ((byId("query").value = query), search(query.trim())),
  toggle,
  speak,
  network: map?.network ?? null,
  keyOf,
  state: () => ({ ...state, hidden: [...state.hidden] }),
});
