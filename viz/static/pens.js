/* Two pens that draw alike, in pixels of the window: one on a canvas, one that writes SVG. */

const FACE = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/* About the width of a text: a Latin letter is taken at six tenths of a Chinese one, as the layout does. */
function widthOf(text, size) {
  let units = 0;
  for (const letter of text) units += isWide(letter) ? 10 : 6;
  return (units * size) / 10;
}

function isWide(letter) {
  const code = letter.codePointAt(0);
  return code >= 0x2e80 || (code >= 0x2014 && code <= 0x2026) || (code >= 0x2460 && code <= 0x24ff);
}

/* The text in one line of at most `width`, its end cut off with an ellipsis; empty where not even two letters fit. */
function fitted(text, width, size) {
  if (text.length * size <= width || widthOf(text, size) <= width) return text;
  let [units, kept] = [10, ""];
  for (const letter of text) {
    units += isWide(letter) ? 10 : 6;
    if ((units * size) / 10 > width) break;
    kept += letter;
  }
  return kept.length > 1 ? `${kept.trimEnd()}…` : "";
}

/* The text in at most `most` lines of `width`; the last ends in an ellipsis where not all fits. */
function wrapped(text, width, size, most) {
  const lines = [];
  let rest = text;
  while (rest && lines.length < most - 1) {
    const line = leading(rest, width, size);
    if (line.length === rest.length || !line) break;
    lines.push(line);
    rest = rest.slice(line.length).trimStart();
  }
  const last = fitted(rest, width, size);
  return last ? [...lines, last] : lines;
}

function leading(text, width, size) {
  let [units, end] = [0, 0];
  for (const letter of text) {
    units += isWide(letter) ? 10 : 6;
    if ((units * size) / 10 > width) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

/* Fills and strokes of a box, of a curve [x1, y1, c1x, c1y, c2x, c2y, x2, y2], and a line of text around its middle. */
function canvasPen(context) {
  let font = "";
  function box(x, y, width, height, { fill, stroke, radius = 0, line = 1, dash = null, alpha = 1 }) {
    context.globalAlpha = alpha;
    if (!radius && fill && !stroke) {
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
      return;
    }
    context.beginPath();
    if (radius) context.roundRect(x, y, width, height, radius);
    else context.rect(x, y, width, height);
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke) drawn(stroke, line, dash);
  }

  function drawn(stroke, line, dash) {
    context.strokeStyle = stroke;
    context.lineWidth = line;
    if (dash) context.setLineDash(dash);
    context.stroke();
    if (dash) context.setLineDash([]);
  }

  function curve([x1, y1, ...rest], { stroke, line = 1, dash = null, alpha = 1 }) {
    context.globalAlpha = alpha;
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo(...rest);
    drawn(stroke, line, dash);
  }

  function text(x, y, words, { size = 12, weight = 400, fill = "#1b2128", halo = null, align = "left" }) {
    const wanted = `${weight} ${size}px ${FACE}`;
    if (font !== wanted) context.font = font = wanted;
    context.globalAlpha = 1;
    context.textAlign = align;
    context.textBaseline = "middle";
    if (halo) {
      context.strokeStyle = halo;
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeText(words, x, y);
    }
    context.fillStyle = fill;
    context.fillText(words, x, y);
  }

  return { box, curve, text };
}

function svgPen(width, height, title) {
  const parts = [];
  const number = (value) => String(Math.round(value * 100) / 100);
  const attributes = (values) =>
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => ` ${name}="${typeof value === "number" ? number(value) : xmlText(value)}"`)
      .join("");
  const stroked = ({ stroke, line = 1, dash, alpha = 1 }) => ({
    stroke: stroke ?? null,
    "stroke-width": stroke ? line : null,
    "stroke-dasharray": stroke && dash ? dash.join(" ") : null,
    opacity: alpha === 1 ? null : alpha,
  });

  function box(x, y, width, height, style) {
    const own = { x, y, width, height, rx: style.radius || null, fill: style.fill ?? "none" };
    parts.push(`<rect${attributes({ ...own, ...stroked(style) })}/>`);
  }

  function curve([x1, y1, ...rest], style) {
    const path = `M${number(x1)} ${number(y1)}C${rest.map(number).join(" ")}`;
    parts.push(`<path${attributes({ d: path, fill: "none", ...stroked(style) })}/>`);
  }

  function text(x, y, words, { size = 12, weight = 400, fill = "#1b2128", halo = null, align = "left" }) {
    const anchor = { left: null, center: "middle", right: "end" }[align];
    const own = { x, y, "font-size": size, "font-weight": weight, fill, "text-anchor": anchor };
    const around = halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
    parts.push(`<text${attributes({ ...own, ...around })} dominant-baseline="central">${xmlText(words)}</text>`);
  }

  function finished() {
    const size = `width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}"`;
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${size} ` +
      `font-family="${xmlText(FACE)}"><title>${xmlText(title)}</title>\n${parts.join("\n")}\n</svg>\n`
    );
  }

  return { box, curve, text, finished };
}

/* Text as it may stand in XML: no markup, and none of the characters that XML has no place for. */
function xmlText(text) {
  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (mark) => marks[mark]);
}
