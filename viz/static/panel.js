/* The panel at the side: a list of everything, or one thing with the sentence behind it.
   Text from the data becomes text nodes only. */

function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function makePanel(data, words, open) {
  const panel = document.getElementById("panel");
  const kinds = new Map([...data.nodeKinds, ...data.edgeKinds].map((kind) => [kind.key, kind]));
  const things = new Map([...data.nodes, ...data.edges].map((thing) => [thing.key, thing]));
  const links = new Map(data.nodes.map((node) => [node.key, []]));
  for (const edge of data.edges) for (const end of new Set([edge.from, edge.to])) links.get(end).push(edge);

  /* All nodes whose keys are in `shown`, by kind. */
  function list(shown) {
    const sections = data.nodeKinds.map((kind) => {
      const nodes = data.nodes.filter((node) => node.kind === kind.key && shown.has(node.key));
      return nodes.length ? listSection(kind, nodes) : null;
    });
    const some = sections.some((section) => section !== null);
    const note = some ? words("intro") : words(data.nodes.length ? "emptyList" : "empty");
    panel.replaceChildren(make("p", { className: "intro" }, note), ...sections.filter((section) => section !== null));
    panel.scrollTop = 0;
  }

  function listSection(kind, nodes) {
    const items = nodes.map((node) => make("li", {}, itemButton(node.key, node.title, node.weight || "")));
    return make("section", {}, kindTitle(kind, nodes.length), make("ul", { className: "items" }, ...items));
  }

  function kindTitle(kind, count) {
    return make("h2", {}, swatch(kind, "box"), words.kind(kind), make("span", { className: "count" }, String(count)));
  }

  function itemButton(key, text, end, before = null) {
    const button = make("button", { type: "button", className: "item" }, before, make("span", { className: "name" }, text));
    if (end !== "") button.append(make("span", { className: "count" }, String(end)));
    button.addEventListener("click", () => open(key));
    return button;
  }

  /* One node or edge: what it is, its facts, the sentence behind it, what it is linked with. */
  function detail(key) {
    const thing = things.get(key);
    const edge = "from" in thing;
    const back = make("button", { type: "button", className: "back" }, "‹ " + words("back"));
    back.addEventListener("click", () => open(null));
    panel.replaceChildren(
      back,
      make("p", { className: "kind" }, swatch(kinds.get(thing.kind), edge ? "line" : "box"), words.kind(kinds.get(thing.kind))),
      make("h2", { className: "title" }, edge ? edgeTitle(thing) : thing.title),
      edge ? ends(thing) : null,
      factList(thing.facts),
      evidenceSection(thing.evidence),
      ...(edge ? [] : linkSections(key)),
    );
    for (const child of [...panel.childNodes]) if (child.nodeType === 3 && child.data === "null") child.remove();
    panel.scrollTop = 0;
  }

  function edgeTitle(edge) {
    return `${things.get(edge.from).title} → ${things.get(edge.to).title}`;
  }

  function ends(edge) {
    const items = [edge.from, edge.to].map((end) => {
      const node = things.get(end);
      return make("li", {}, itemButton(end, node.title, "", swatch(kinds.get(node.kind), "box")));
    });
    return make("ul", { className: "items ends", "aria-label": words("ends") }, ...items);
  }

  function factList(facts) {
    if (!facts.length) return null;
    const rows = facts.flatMap(([name, value]) => {
      if (value === "") return [make("dd", { className: "remark" }, words(name))];
      return [make("dt", {}, words(name)), make("dd", {}, value)];
    });
    return make("dl", { className: "facts" }, ...rows);
  }

  function evidenceSection(evidence) {
    if (!evidence.length) return null;
    return make("section", { className: "evidence" }, make("h3", {}, words("evidence")), ...evidence.map(passage));
  }

  function passage({ text, marks, file, start, end, note }) {
    const quote = make("blockquote", { lang: "zh", className: marks.length ? "" : "whole" }, ...marked(data.texts[text], marks));
    const range = start === null || end === null ? null : words("characters", { start, end });
    const source = [file, range].filter(Boolean).join(" · ");
    return make(
      "figure",
      {},
      note ? make("figcaption", { className: "note" }, note) : "",
      quote,
      source ? make("figcaption", { className: "source" }, source) : "",
    );
  }

  /* The text with its marks; both in code points. */
  function marked(text, marks) {
    const letters = Array.from(text);
    const spans = marks.length ? marks : [[0, letters.length]];
    const parts = [];
    let at = 0;
    for (const [start, end] of spans) {
      parts.push(letters.slice(at, start).join(""), make("mark", {}, letters.slice(start, end).join("")));
      at = end;
    }
    return [...parts, letters.slice(at).join("")];
  }

  function linkSections(key) {
    return data.edgeKinds.flatMap((kind) => {
      const found = links.get(key).filter((edge) => edge.kind === kind.key);
      if (!found.length) return [];
      const items = found.map((edge) => {
        const other = things.get(edge.from === key ? edge.to : edge.from);
        return make("li", {}, itemButton(edge.key, other.title, ""));
      });
      const title = make("h3", {}, swatch(kind, "line"), words.kind(kind), make("span", { className: "count" }, String(found.length)));
      return [make("section", {}, title, make("ul", { className: "items" }, ...items))];
    });
  }

  return { detail, list };
}

/* A small sample of a kind's colour and stroke. */
function swatch(kind, form) {
  const sample = make("span", { className: `swatch ${form} ${kind.shape}`, "aria-hidden": "true" });
  sample.style.color = kind.color;
  return sample;
}
