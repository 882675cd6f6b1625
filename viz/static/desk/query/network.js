// An answer as a network: the statements of a CONSTRUCT, or two columns of a table.
import { called, choice, element } from "./answer.js";
import { short } from "./editor.js";
import { page } from "./table.js";

const MOST = 250, SIZE = 1000, STEPS = 220;
const NAMES = /(?:#|\/)(?:label|prefLabel|title|name)$/;

// Nodes and links of a table: from one column to another.
function ofColumns(answer, told, from, to, edge) {
  const links = [];
  for (const row of answer.rows) if (row[from] && row[to]) links.push([key(row[from]), key(row[to]), edge < 0 || !row[edge] ? "" : name(row[edge], told)]);
  const names = new Map(answer.rows.flatMap(row => [row[from], row[to]]).filter(Boolean).map(term => [key(term), name(term, told)]));
  return { links, names };
}

// Of statements: literals that name a thing are its name, others are left out.
function ofTriples(answer, told) {
  const links = [], names = new Map();
  for (const [subject, predicate, object] of answer.rows) {
    if (object.type === "literal") { if (NAMES.test(predicate.value)) names.set(key(subject), object.value); continue; }
    links.push([key(subject), key(object), name(predicate, told)]);
    for (const term of [subject, object]) if (!names.has(key(term))) names.set(key(term), name(term, told));
  }
  return { links, names };
}

const key = term => `${term.type} ${term.value}`;
const name = (term, told) => term.type === "uri" ? ending(short(term.value, told.prefixes)) : term.value;
const ending = text => { try { return decodeURIComponent(text); } catch { return text; } };

// The nodes with most links, and the links between them.
function chosen({ links, names }) {
  const degree = new Map();
  for (const [from, to] of links) for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const all = [...degree].sort((a, b) => b[1] - a[1]);
  const nodes = all.slice(0, MOST).map(([id, links_], at) => ({ id, links: links_, at, name: names.get(id) ?? id }));
  const places = new Map(nodes.map(node => [node.id, node]));
  const seen = new Map();
  for (const [from, to, label] of links) {
    const ends = [places.get(from), places.get(to)];
    if (!ends[0] || !ends[1] || ends[0] === ends[1]) continue;
    const one = seen.get(`${from}\n${to}`) ?? { ends, labels: new Set(), count: 0 };
    if (label) one.labels.add(label);
    one.count++;
    seen.set(`${from}\n${to}`, one);
  }
  return { nodes, edges: [...seen.values()], all: all.length };
}

// Springs and repulsion from a fixed beginning, so that the same answer looks the same.
function arrange(nodes, edges) {
  const far = 0.75 * SIZE / Math.sqrt(nodes.length + 1);
  nodes.forEach((node, at) => { const turn = at * 2.399963, r = 0.45 * SIZE * Math.sqrt((at + 0.5) / nodes.length); node.x = SIZE / 2 + r * Math.cos(turn); node.y = SIZE / 2 + r * Math.sin(turn); });
  for (let step = 0; step < STEPS; step++) {
    const heat = far * (1 - step / STEPS) * 0.25 + 0.5;
    for (const node of nodes) { node.dx = (SIZE / 2 - node.x) * 0.09; node.dy = (SIZE / 2 - node.y) * 0.14; }
    for (let i = 0; i < nodes.length; i++) for (let j = 0; j < i; j++) {
      const a = nodes[i], b = nodes[j], x = a.x - b.x || 0.1, y = a.y - b.y || 0.1, near = x * x + y * y;
      if (near > 9 * far * far) continue;
      const push = Math.min(far * far / near, 40);
      a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
    }
    for (const { ends: [a, b] } of edges) {
      const x = a.x - b.x, y = a.y - b.y, pull = Math.hypot(x, y) / far;
      a.dx -= x * pull; a.dy -= y * pull; b.dx += x * pull; b.dy += y * pull;
    }
    for (const node of nodes) { const length = Math.hypot(node.dx, node.dy) || 1, by = Math.min(length, heat) / length; node.x += node.dx * by; node.y += node.dy * by; }
  }
}

function cut(text) {
  const letters = [...text], most = /\p{Script=Han}/u.test(text) ? 12 : 24;
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

// Names beside the nodes, the busiest first, where they cover no other; `scale` is units a pixel.
function named(nodes, scale) {
  const taken = [];
  for (const node of nodes) {
    const text = cut(node.name), near = node.mark.classList.contains("near");
    const wide = [...text].reduce((sum, letter) => sum + (letter > "\u2000" ? 12.5 : 7), 0) * scale;
    const box = [node.x + node.r, node.y - 8 * scale, node.x + node.r + wide + 4 * scale, node.y + 8 * scale];
    const free = near || taken.every(other => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
    if (free) taken.push(box);
    node.text.textContent = free && !node.mark.classList.contains("far") ? text : "";
    node.text.setAttribute("x", node.r + 3 * scale);
    node.text.setAttribute("y", 4 * scale);
  }
}

function drawn({ nodes, edges }, told, say, panel, again) {
  const lines = edges.map(edge => {
    const [a, b] = edge.ends;
    edge.line = element("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, "stroke-width": Math.min(1 + Math.log2(edge.count), 6) },
      element("title", {}, `${a.name} → ${b.name}${edge.labels.size ? `: ${[...edge.labels].join(", ")}` : ""}${edge.count > 1 ? ` ×${edge.count}` : ""}`));
    return edge.line;
  });
  const choose = node => {
    const near = new Set([node]);
    for (const edge of edges) {
      const on = edge.ends.includes(node);
      if (on) edge.ends.forEach(end => near.add(end));
      edge.line.classList.toggle("far", !on);
    }
    for (const other of nodes) { other.mark.classList.toggle("far", !near.has(other)); other.mark.classList.toggle("near", other === node); }
    again();
    panel.replaceChildren(...about(node, edges, told, say));
  };
  const marks = nodes.map(node => {
    node.r = 5 + Math.min(3 * Math.sqrt(node.links), 16);
    node.text = element("text", { transform: `translate(${node.x} ${node.y})`, "aria-hidden": "true" });
    node.mark = element("g", { transform: `translate(${node.x} ${node.y})`, tabindex: 0, role: "button", "aria-label": `${node.name} (${node.links})`,
      onclick: () => choose(node), onkeydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(node); } } },
    element("title", {}, node.name), element("circle", { r: node.r }));
    return node.mark;
  });
  return element("svg", { class: "net", role: "group", "aria-label": say("network-of", { nodes: nodes.length, edges: edges.length }) }, ...lines, ...marks, ...nodes.map(node => node.text));
}

function about(node, edges, told, say) {
  const iri = node.id.startsWith("uri ") ? node.id.slice(4) : "", to = iri && page(iri, told.base);
  const lines = edges.filter(edge => edge.ends.includes(node)).map(edge => {
    const out = edge.ends[0] === node, other = edge.ends[out ? 1 : 0];
    return element("li", {}, `${out ? "→" : "←"} ${[...edge.labels].join(", ")} ${other.name}${edge.count > 1 ? ` ×${edge.count}` : ""}`);
  });
  return [element("h2", {}, to ? element("a", { href: to }, node.name) : node.name),
    element("ul", { class: "plain", "aria-label": say("links-of", { name: node.name }) }, ...lines)];
}

// Moving about: drag, wheel, buttons.
function movable(svg, nodes, say) {
  const xs = nodes.map(node => node.x), ys = nodes.map(node => node.y);
  const whole = () => { const x = Math.min(...xs) - 60, y = Math.min(...ys) - 40; return [x, y, Math.max(...xs) - x + 200, Math.max(...ys) - y + 40]; };
  let box = whole(), grip = null;
  const put = () => {
    svg.setAttribute("viewBox", box.join(" "));
    const scale = Math.max(box[2] / (svg.clientWidth || SIZE), box[3] / (svg.clientHeight || SIZE));
    svg.setAttribute("font-size", 12 * scale);
    named(nodes, scale);
  };
  const zoom = by => { const [x, y, w, h] = box; box = [x + w * (1 - by) / 2, y + h * (1 - by) / 2, w * by, h * by]; put(); };
  svg.addEventListener("wheel", event => { event.preventDefault(); zoom(event.deltaY > 0 ? 1.15 : 0.87); }, { passive: false });
  svg.addEventListener("pointerdown", event => { grip = [event.clientX, event.clientY, ...box]; });
  svg.addEventListener("pointermove", event => {
    if (!grip || !event.buttons) return;
    const scale = Math.max(box[2] / svg.clientWidth, box[3] / svg.clientHeight);
    box = [grip[2] - (event.clientX - grip[0]) * scale, grip[3] - (event.clientY - grip[1]) * scale, box[2], box[3]];
    put();
  });
  svg.addEventListener("pointerup", () => { grip = null; });
  requestAnimationFrame(put);
  svg.addEventListener("named", put);
  const button = (text, act) => element("button", { type: "button", class: "plain", onclick: act }, text);
  return [button(say("bigger"), () => zoom(0.8)), button(say("smaller"), () => zoom(1.25)), button(say("whole"), () => { box = whole(); put(); })];
}

export function network(answer, told, say) {
  const box = element("div");
  if (!answer.triples && answer.columns.length < 2) { box.append(element("p", { class: "nothing" }, say("no-network"))); return box; }
  let [from, to, edge] = [0, 1, -1];
  const draw = () => {
    const found = chosen(answer.triples ? ofTriples(answer, told) : ofColumns(answer, told, from, to, edge));
    arrange(found.nodes, found.edges);
    const panel = element("div", { "aria-live": "polite" }), svg = drawn(found, told, say, panel, () => svg.dispatchEvent(new Event("named"))), names = answer.columns.map((text, at) => [at, called(told, text)]);
    const selects = answer.triples ? [] : [
      choice(say("from"), names, from, at => { from = Number(at); draw(); }), choice(say("to"), names, to, at => { to = Number(at); draw(); }),
      choice(say("edge"), [[-1, say("nothing-there")], ...names], edge, at => { edge = Number(at); draw(); })];
    if (!found.nodes.length) { box.replaceChildren(element("p", { class: "filters" }, ...selects), element("p", { class: "nothing" }, say("no-network"))); return; }
    box.replaceChildren(element("p", { class: "filters" }, ...selects, ...movable(svg, found.nodes, say)),
      element("p", { class: "nothing" }, say("network-of", { nodes: found.nodes.length, edges: found.edges.length }),
        found.all > MOST ? `；${say("most", { count: MOST, all: found.all })}` : ""), svg, panel);
  };
  draw();
  return box;
}
