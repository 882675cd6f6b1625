/* The panel at the side: a list of everything, or one thing with the sentence behind it.
   Text from the data becomes text nodes only. */

function makePanel(data, words, open, passing) {
  const panel = document.getElementById("panel");
  const kinds = new Map([...data.nodeKinds, ...data.edgeKinds].map((kind) => [kind.key, kind]));
  const things = new Map([...data.nodes, ...data.edges].map((thing) => [thing.key, thing]));
  const links = new Map(data.nodes.map((node) => [node.key, []]));
  for (const edge of data.edges) for (const end of new Set([edge.from, edge.to])) links.get(end).push(edge);

  function fill(...children) {
    panel.replaceChildren(...children.flat().filter((child) => child !== null));
    panel.scrollTop = 0;
  }

  /* All nodes whose keys are in `shown`, by kind. */
  function list(shown) {
    const sections = data.nodeKinds.map((kind) => {
      const nodes = data.nodes.filter((node) => node.kind === kind.key && shown.has(node.key));
      return nodes.length ? make("section", {}, title("h2", kind, "box", nodes.length), items(nodes)) : null;
    });
    const note = shown.size ? "intro" : data.nodes.length ? "emptyList" : "empty";
    const hint = shown.size ? make("p", { className: "hint" }, words("hint")) : null;
    fill(make("p", { className: "intro" }, words(note)), hint, sections);
  }

  function title(tag, kind, form, count) {
    return make(tag, {}, swatch(kind, form), words.kind(kind), make("span", { className: "count" }, String(count)));
  }

  /* One item a node, under the heading it stands under in its document. */
  function items(nodes) {
    const list = make("ul", { className: "items" });
    let shelf = "";
    for (const node of nodes) {
      if (shelfOf(node) !== shelf) list.append(make("li", { className: "shelf" }, (shelf = shelfOf(node))));
      list.append(make("li", {}, button(node.key, node.title, node.weight ? String(node.weight) : null)));
    }
    return list;
  }

  function shelfOf(node) {
    return node.group || data.columns[node.column].note;
  }

  function button(key, text, end = null, sample = null) {
    const name = make("span", { className: "name" }, text);
    const count = end === null ? null : make("span", { className: "count" }, end);
    const element = make("button", { type: "button", className: "item" }, sample, name, count);
    element.addEventListener("click", () => open(key));
    return element;
  }

  /* One node or edge: what it is, its facts, the sentence behind it, what it is linked with. */
  function detail(key, steps) {
    const thing = things.get(key);
    const edge = "from" in thing;
    const back = make("button", { type: "button", className: "back" }, `‹ ${words("back")}`);
    back.addEventListener("click", () => open(null));
    const head = edge ? ends(thing) : nodeHead(thing);
    const rest = edge ? [] : [stepButtons(steps, words), linkSections(key)].flat();
    fill(back, head, factList(thing.facts), evidenceSection(thing.evidence), rest);
  }

  function nodeHead(node) {
    const kind = kinds.get(node.kind);
    return [make("p", { className: "kind" }, swatch(kind, "box"), words.kind(kind)), make("h2", { className: "title" }, node.title)];
  }

  /* Both ends of an edge, and what joins them. */
  function ends(edge) {
    const kind = kinds.get(edge.kind);
    const [from, to] = [edge.from, edge.to].map((end) => endItem(things.get(end)));
    const joint = make("h2", { className: "joint" }, swatch(kind, "line"), words.kind(kind));
    return make("div", { className: "ends" }, from, joint, to);
  }

  function endItem(node) {
    const shelf = shelfOf(node) ? make("p", { className: "shelf" }, shelfOf(node)) : null;
    return make("div", { className: "end" }, shelf, button(node.key, node.title, null, swatch(kinds.get(node.kind), "box")));
  }

  function factList(facts) {
    if (!facts.length) return null;
    const rows = facts.map(([name, value]) => {
      if (value === "") return make("dd", { className: "remark" }, words(name));
      return [make("dt", {}, words(name)), make("dd", {}, value)];
    });
    return make("dl", { className: "facts" }, ...rows.flat());
  }

  function evidenceSection(evidence) {
    if (!evidence.length) return null;
    const side = evidence.length === 2 ? "evidence beside" : "evidence";
    return make("section", { className: side }, make("h3", {}, words("evidence")), evidence.map(passage));
  }

  function passage({ text, marks, file, start, end, note }) {
    const form = marks.length ? "" : "whole";
    const range = start === null || end === null ? "" : words("characters", { start, end });
    const source = [file, range].filter(Boolean).join(" · ");
    return make(
      "figure",
      {},
      note ? make("figcaption", { className: "note" }, note) : null,
      make("blockquote", { lang: "zh", className: form }, marked(data.texts[text], marks)),
      source ? make("figcaption", { className: "source" }, source) : null,
    );
  }

  /* What a node is linked with, by kind of link; in a directed map what lies above first, then what below. */
  function linkSections(key) {
    const found = links.get(key).filter(passing);
    if (!data.directed) return kindSections(key, found);
    return [["up", found.filter((edge) => edge.from === key)], ["down", found.filter((edge) => edge.to === key)]]
      .filter(([, edges]) => edges.length)
      .map(([way, edges]) => [make("h2", {}, words(way)), kindSections(key, edges)])
      .flat(2);
  }

  function kindSections(key, edges) {
    return data.edgeKinds.map((kind) => {
      const found = edges.filter((edge) => edge.kind === kind.key);
      if (!found.length) return null;
      const list = () => found.map((edge) => make("li", {}, linkItem(edge, things.get(edge.from === key ? edge.to : edge.from))));
      const open = links.get(key).length <= FEW;
      return disclosure(words.kind(kind), swatch(kind, "line"), found.length, open, () => [make("ul", { className: "items" }, list())]);
    });
  }

  function linkItem(edge, other) {
    const shelf = data.directed && shelfOf(other) ? make("p", { className: "shelf" }, shelfOf(other)) : null;
    const shared = edge.facets.length ? String(passing.count(edge)) : null;
    return [shelf, button(edge.key, other.title, shared)];
  }

  return { detail, list };
}
