/* What vis-network shows, drawn with a pen for a picture: the same places, colours and curves, as far as they are seen. */

function paintMap(pen, map, data, lang) {
  const { network } = map;
  const box = document.getElementById("canvas");
  const scale = network.getScale();
  const drawing = map.drawing();
  const { nodes, edges } = network.body.data;
  const at = ({ x, y }) => network.canvasToDOM({ x, y });
  const selected = new Set([...network.getSelectedNodes(), ...network.getSelectedEdges()]);

  for (const heading of drawing.headings) paintHeading(pen, heading, at(heading), scale);
  for (const edge of edges.get()) if (!edge.hidden) paintEdge(edge);
  for (const node of nodes.get()) if (!node.hidden && node.shape === "box") paintBox(node);
  paintTitles();

  function paintEdge(edge) {
    const { from, to, edgeType } = network.body.edges[edge.id];
    const points = curveOf(at(from), at(to), viasOf(edgeType).map(at));
    const line = edge.width * scale + (selected.has(edge.id) ? 1.2 : 0);
    const dash = edge.dashes ? edge.dashes.map((length) => length * scale) : null;
    pen.curve(points, { stroke: edge.color.color, line, dash, alpha: edge.color.opacity });
  }

  function viasOf(edgeType) {
    const via = edgeType.getViaNode?.();
    return via === undefined || via === null ? [] : Array.isArray(via) ? via : [via];
  }

  function paintBox(node) {
    const { x, y } = at(node);
    const width = (node.widthConstraint.minimum + 16) * scale;
    const height = (node.heightConstraint.minimum + 4) * scale;
    const [left, top] = [x - width / 2, y - height / 2];
    if (left > box.clientWidth || top > box.clientHeight || left + width < 0 || top + height < 0) return;
    const colour = selected.has(node.id) ? node.color.highlight : node.color;
    const dash = node.shapeProperties.borderDashes || null;
    pen.box(left, top, width, height, { fill: colour.background, stroke: colour.border, radius: 3 * scale, line: Math.max(0.6, scale), dash });
    const size = node.font.size * scale;
    const middle = node.font.align === "center";
    pen.text(middle ? x : left + 8 * scale, y, node.label.trim(), { size, fill: node.font.color, align: middle ? "center" : "left" });
  }

  /* The titles of the columns, on a strip at the upper edge. */
  function paintTitles() {
    if (!drawing.centres.length) return;
    const noted = data.columns.some((column) => column.note);
    pen.box(0, 0, box.clientWidth, noted ? 56 : 32, { fill: "#ffffff" });
    drawing.centres.forEach((centre, place) => {
      const { x } = at({ x: centre, y: 0 });
      const { note, width, [lang]: name } = data.columns[place];
      const room = Math.max(64, (width + 60) * scale);
      pen.text(x, 17, fitted(name, room, 12.5), { size: 12.5, weight: 650, align: "center" });
      if (note) pen.text(x, 36, fitted(note, room, 11.5), { size: 11.5, fill: "#566070", align: "center" });
    });
  }
}

function paintHeading(pen, heading, { x, y }, scale) {
  pen.box(x - 7 * scale, y, (heading.width + 14) * scale, (heading.height + 6) * scale, { fill: "#f3f3ef", radius: 5 * scale });
  heading.lines.forEach((line, place) => {
    pen.text(x + scale, y + (15 + 16 * place) * scale, line, { size: 12 * scale, weight: 600, fill: "#3f4a57" });
  });
}

/* A curve with none, one or two points between its ends, as one with two. */
function curveOf(from, to, [one, other]) {
  if (!one) return [from.x, from.y, from.x, from.y, to.x, to.y, to.x, to.y];
  if (other) return [from.x, from.y, one.x, one.y, other.x, other.y, to.x, to.y];
  const toward = (end, axis) => end[axis] + (2 / 3) * (one[axis] - end[axis]);
  return [from.x, from.y, toward(from, "x"), toward(from, "y"), toward(to, "x"), toward(to, "y"), to.x, to.y];
}
