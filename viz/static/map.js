/* The map: vis-network on fixed positions, the headings behind it, and what is lit or hidden. */

const FADED = { border: "#e4e6ea", background: "#fcfcfb" };
const FADED_TEXT = "#b4bac3";
const PAD = 22;
const STRIP = { bare: 36, noted: 66 };
const READABLE = 0.72;
const SMALLEST = 0.58;
const LARGEST = 1.2;

function makeMap(data, arrangement, onSelect) {
  const box = document.getElementById("canvas");
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let drawing = data.drawings[arrangement];
  const titles = data.columns.some((column) => column.note) ? STRIP.noted : STRIP.bare;
  const network = new vis.Network(box, { nodes, edges }, drawing.options);

  network.on("click", (event) => onSelect(keyOfNode(event.nodes[0]) ?? event.edges[0] ?? null));
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => (box.style.cursor = "pointer"));
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => (box.style.cursor = ""));
  network.on("beforeDrawing", (context) => drawing.headings.forEach((heading) => drawHeading(context, heading)));
  network.on("afterDrawing", () => placeColumns(data.columns, drawing.centres, network));
  box.addEventListener("wheel", (event) => pan(event), { capture: true, passive: false });

  /* Another arrangement of the same nodes and edges. */
  function arrange(name) {
    drawing = data.drawings[name];
    nodes.clear();
    edges.clear();
    nodes.add(drawing.nodes);
    edges.add(drawing.edges);
    read();
  }

  /* The wheel moves; with Ctrl, or the pinch of a touchpad, vis-network zooms. */
  function pan(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const unit = (event.deltaMode === 1 ? 16 : 1) / network.getScale();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    const at = network.getViewPosition();
    moveTo(network.getScale(), at.x + dx * unit, at.y + dy * unit);
  }

  /* Shows the whole map. */
  function fit() {
    moveTo(scaleFor(drawing.bounds), 0, 0);
  }

  /* Shows as much as can be read: of columns the left upper corner, of a network the middle. */
  function read() {
    const [left, top, right, bottom] = drawing.bounds;
    const whole = scaleFor(drawing.bounds);
    if (!drawing.centres.length) return moveTo(Math.max(whole, SMALLEST), (left + right) / 2, (top + bottom) / 2);
    moveTo(Math.max(whole, clamp((box.clientWidth - 2 * PAD) / (right - left), READABLE, 1.1)), left, top);
  }

  /* Brings all of `keys` into view where they can be read together, else the `key` alone. */
  function centre(key, keys) {
    const edge = edges.get(key);
    const chain = around([...keys]);
    const own = around(edge ? [edge.from, edge.to].map(keyOfNode) : [key]);
    const least = edge ? 0.4 : READABLE;
    const [left, top, right, bottom] = scaleFor(chain) >= least ? chain : own;
    const scale = Math.min(Math.max(network.getScale(), 0.9), Math.max(least, scaleFor([left, top, right, bottom])));
    moveTo(scale, (left + right) / 2, (top + bottom) / 2, animation());
  }

  /* Left, top, right and bottom of the nodes of `keys`, about. */
  function around(keys) {
    const places = keys.map((key) => nodes.get(key)).filter((place) => place !== null);
    const [xs, ys] = ["x", "y"].map((axis) => places.map((place) => place[axis]));
    const half = drawing.centres.length ? 130 : 80;
    return [Math.min(...xs) - half, Math.min(...ys) - 20, Math.max(...xs) + half, Math.max(...ys) + 20];
  }

  /* The scale at which a part of the map fills the window. */
  function scaleFor([left, top, right, bottom]) {
    const across = (box.clientWidth - 2 * PAD) / (right - left);
    const down = (box.clientHeight - strip() - PAD) / (bottom - top);
    return Math.min(across, down, LARGEST);
  }

  /* The space that the titles of the columns take. */
  function strip() {
    return drawing.centres.length ? titles + 6 : PAD;
  }

  /* Puts x and y into the middle of the window, as near as the edges of the map allow. */
  function moveTo(scale, x, y, animation = false) {
    const [left, top, right, bottom] = drawing.bounds;
    const position = {
      x: within(x, left - PAD / scale, right + PAD / scale, box.clientWidth / scale),
      y: within(y, top - strip() / scale, bottom + PAD / scale, box.clientHeight / scale),
    };
    network.moveTo({ scale, position, animation });
  }

  function select(key) {
    if (key === null) return network.unselectAll();
    const chosen = edges.get(key) ? { nodes: [], edges: [key] } : { nodes: [key], edges: [] };
    network.setSelection(chosen, { highlightEdges: false });
  }

  /* Draws the keys of `lit` in full and all others faded; with null, everything in full. Hidden ones not at all. */
  function show(lit, hidden) {
    const visible = (id) => lit === null || lit.has(keyOfNode(id));
    nodes.update(drawing.nodes.map((node) => ({ ...nodeStyle(node, visible(node.id)), hidden: hidden.has(keyOfNode(node.id)) })));
    edges.update(drawing.edges.map((edge) => ({ ...edgeStyle(edge, lit), hidden: hidden.has(edge.id) })));
  }

  function zoom(factor) {
    const { x, y } = network.getViewPosition();
    moveTo(clamp(network.getScale() * factor, 0.1, 4), x, y, animation());
  }

  arrange(arrangement);
  return { network, arrange, centre, drawing: () => drawing, read, select, show, zoom, fit };
}

/* A port at the side of a node is the node. */
function keyOfNode(id) {
  return id?.replace(/[lr]$/, "");
}

function nodeStyle(node, lit) {
  if (node.shape === "dot") return { id: node.id, color: lit ? node.color : FADED.border };
  if (lit) return { id: node.id, color: node.color, font: { ...node.font } };
  return { id: node.id, color: { ...node.color, ...FADED }, font: { ...node.font, color: FADED_TEXT } };
}

function edgeStyle(edge, lit) {
  const shown = lit === null ? edge.color.opacity : lit.has(edge.id) ? Math.min(1, edge.color.opacity + 0.35) : 0.05;
  const width = lit !== null && lit.has(edge.id) ? edge.width + 0.7 : edge.width;
  return { id: edge.id, width, color: { ...edge.color, opacity: shown } };
}

function animation() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 220, easingFunction: "easeInOutQuad" };
}

/* A heading and the band behind its boxes, in the map's own pixels. */
function drawHeading(context, heading) {
  context.fillStyle = "#f3f3ef";
  context.beginPath();
  context.roundRect(heading.x - 7, heading.y, heading.width + 14, heading.height + 6, 5);
  context.fill();
  context.fillStyle = "#3f4a57";
  context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  heading.lines.forEach((line, place) => context.fillText(line, heading.x + 1, heading.y + 15 + 16 * place));
}

function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length && context.measureText(letters.join("") + "…").width > width) letters.pop();
  return letters.join("") + "…";
}

/* The titles of the columns stay at the upper edge, above their columns. */
function placeColumns(columns, centres, network) {
  const strip = document.getElementById("columns");
  strip.hidden = !centres.length;
  centres.forEach((x, place) => {
    const title = strip.children[place];
    if (!title) return;
    title.style.width = `${Math.max(64, (columns[place].width + 60) * network.getScale())}px`;
    title.style.left = `${network.canvasToDOM({ x, y: 0 }).x}px`;
  });
}

/* The middle of a window of `size` nearest to `value` that shows nothing beyond `low` and `high`. */
function within(value, low, high, size) {
  return high - low <= size ? (low + high) / 2 : clamp(value, low + size / 2, high - size / 2);
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
