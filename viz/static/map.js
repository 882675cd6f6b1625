/* The map: vis-network on fixed positions, the headings behind it, and what is lit or hidden. */

const FADED_NODE = { border: "#e4e6ea", background: "#fcfcfb" };
const FADED_TEXT = "#bcc2ca";
const PAD = 24;
const STRIP = 52;

function makeMap(data, onSelect) {
  const box = document.getElementById("canvas");
  const nodes = new vis.DataSet(data.drawing.nodes);
  const edges = new vis.DataSet(data.drawing.edges);
  const network = new vis.Network(box, { nodes, edges }, data.drawing.options);
  const bounds = boundsOf(data);

  network.on("click", (event) => onSelect(event.nodes[0] ?? event.edges[0] ?? null));
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => (box.style.cursor = "pointer"));
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => (box.style.cursor = ""));
  network.on("beforeDrawing", (context) => data.headings.forEach((heading) => drawHeading(context, heading)));
  network.on("afterDrawing", () => placeColumns(data.columns, network));
  box.addEventListener("wheel", (event) => pan(event), { capture: true, passive: false });

  /* The wheel moves; with Ctrl, or the pinch of a touchpad, vis-network zooms. */
  function pan(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const unit = (event.deltaMode === 1 ? 16 : 1) / network.getScale();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    const at = network.getViewPosition();
    network.moveTo({
      position: {
        x: clamp(at.x + dx * unit, bounds.left, bounds.right),
        y: clamp(at.y + dy * unit, bounds.top, bounds.bottom),
      },
    });
  }

  /* Shows the whole map. */
  function fit() {
    moveTo(wholeScale(), (bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2 - STRIP / 2 / wholeScale());
  }

  /* Shows as much of the map as can be read, from its upper left corner. */
  function read() {
    const across = (box.clientWidth - 2 * PAD) / (bounds.right - bounds.left);
    const scale = Math.max(wholeScale(), clamp(across, 0.72, 1.15));
    if (scale === wholeScale()) return fit();
    const wide = box.clientWidth / scale;
    const high = box.clientHeight / scale;
    const width = bounds.right - bounds.left;
    const x = width < wide ? (bounds.left + bounds.right) / 2 : bounds.left - PAD / scale + wide / 2;
    moveTo(scale, x, bounds.top - STRIP / scale + high / 2);
  }

  function wholeScale() {
    const across = (box.clientWidth - 2 * PAD) / (bounds.right - bounds.left);
    const down = (box.clientHeight - STRIP - PAD) / (bounds.bottom - bounds.top);
    return Math.min(across, down, 1.15);
  }

  function moveTo(scale, x, y) {
    network.moveTo({ scale, position: { x, y } });
  }

  /* Brings a node or the middle of an edge into view, no smaller than it can be read. */
  function centre(key) {
    const edge = edges.get(key);
    const ends = edge ? [edge.from, edge.to] : [key];
    const places = ends.map((end) => nodes.get(end));
    const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    const scale = Math.max(network.getScale(), 0.85);
    network.moveTo({ scale, position: { x: middle("x"), y: middle("y") }, animation: animation() });
  }

  function select(key) {
    if (key === null) return network.unselectAll();
    if (edges.get(key)) network.setSelection({ nodes: [], edges: [key] });
    else network.setSelection({ nodes: [key], edges: [] }, { highlightEdges: false });
  }

  /* Draws the keys of `lit` in full and all others faded; with null, everything in full. */
  function light(lit) {
    nodes.update(data.drawing.nodes.map((node) => nodeStyle(node, lit === null || lit.has(node.id))));
    edges.update(data.drawing.edges.map((edge) => edgeStyle(edge, lit)));
  }

  function hide(keys) {
    nodes.update(data.drawing.nodes.map(({ id }) => ({ id, hidden: keys.has(id) })));
    edges.update(data.drawing.edges.map(({ id }) => ({ id, hidden: keys.has(id) })));
  }

  read();
  return { network, centre, fit, hide, light, read, select, zoom: (factor) => zoom(network, factor) };
}

function boundsOf(data) {
  const places = data.drawing.nodes.map((node) => {
    const width = data.columns[data.nodes[Number(node.id.slice(1))].column].width;
    return { left: node.x - width / 2, right: node.x + width / 2, top: node.y - 14, bottom: node.y + 14 };
  });
  const tops = data.headings.map((heading) => heading.y);
  return {
    left: Math.min(...places.map((place) => place.left)),
    right: Math.max(...places.map((place) => place.right)),
    top: Math.min(...places.map((place) => place.top), ...tops),
    bottom: Math.max(...places.map((place) => place.bottom)),
  };
}

function nodeStyle(node, lit) {
  if (lit) return { id: node.id, color: node.color, font: { ...node.font } };
  return { id: node.id, color: { ...node.color, ...FADED_NODE }, font: { ...node.font, color: FADED_TEXT } };
}

function edgeStyle(edge, lit) {
  const opacity = lit === null ? edge.color.opacity : lit.has(edge.id) ? Math.min(1, edge.color.opacity + 0.25) : 0.05;
  const width = lit !== null && lit.has(edge.id) ? edge.width + 0.6 : edge.width;
  return { id: edge.id, width, color: { ...edge.color, opacity } };
}

function zoom(network, factor) {
  network.moveTo({ scale: clamp(network.getScale() * factor, 0.1, 4), animation: animation() });
}

function animation() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 220, easingFunction: "easeInOutQuad" };
}

/* A heading and the band behind its boxes, in the map's own pixels. */
function drawHeading(context, heading) {
  context.fillStyle = "#f4f4f0";
  context.beginPath();
  context.roundRect(heading.x - 7, heading.y, heading.width + 14, heading.height + 6, 5);
  context.fill();
  context.fillStyle = "#3f4a57";
  context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(cut(context, heading.text, heading.width), heading.x + 1, heading.y + 15);
}

function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length && context.measureText(letters.join("") + "…").width > width) letters.pop();
  return letters.join("") + "…";
}

/* The titles of the columns stay at the top edge, above their columns. */
function placeColumns(columns, network) {
  const scale = network.getScale();
  columns.forEach((column, place) => {
    const title = document.getElementById("columns").children[place];
    if (!title) return;
    title.style.width = `${Math.max(60, (column.width + 60) * scale)}px`;
    title.style.left = `${network.canvasToDOM({ x: column.x, y: 0 }).x}px`;
  });
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
