/* What is seen, as a file: a picture (PNG, SVG) under its title and legend, or the page itself, which opens anywhere. */

const SHARP = 2;
const ROW = 22;
const MARGIN = { side: 20, top: 58, bottom: 40 };

/* `paint(pen)` draws the map for a window of `size()`; `about()` gives title, subtitle and the kinds that are shown. */
function makeSaving(holder, words, size, paint, about, opening) {
  function draw() {
    const kinds = ["png", "svg", "html"];
    const buttons = kinds.map((kind) => {
      const button = make("button", { type: "button", title: words(`${kind}Help`) }, words(kind));
      button.dataset.name = kind;
      button.addEventListener("click", () => save(kind));
      return button;
    });
    holder.replaceChildren(make("span", { className: "label", "aria-hidden": "true" }, words("save")), ...buttons);
    holder.setAttribute("aria-label", words("save"));
  }

  async function save(kind) {
    const type = { png: "image/png", svg: "image/svg+xml", html: "text/html" }[kind];
    const content = kind === "png" ? await png() : kind === "svg" ? svg() : html();
    download(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }), kind);
  }

  function download(blob, kind) {
    const name = (about().title || "zeren").replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").trim().slice(0, 80);
    const link = make("a", { href: URL.createObjectURL(blob), download: `${name}.${kind}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function whole() {
    const [width, height] = size();
    return [width + 2 * MARGIN.side, height + MARGIN.top + MARGIN.bottom + ROW * (rows(width).length - 1)];
  }

  /* The entries of the legend with their places, in rows as wide as the map. */
  function rows(width) {
    const lines = [[]];
    let x = 0;
    for (const [kind, form] of about().kinds) {
      const wide = 32 + widthOf(words.kind(kind), 12) + 16;
      if (x + wide > width && x) [x] = [0, lines.push([])];
      lines.at(-1).push([kind, form, x]);
      x += wide;
    }
    return lines;
  }

  function svg() {
    const pen = svgPen(...whole(), about().title);
    framed(pen);
    return pen.finished();
  }

  function png() {
    const [width, height] = whole();
    const canvas = make("canvas", { width: Math.round(width * SHARP), height: Math.round(height * SHARP) });
    const context = canvas.getContext("2d");
    context.scale(SHARP, SHARP);
    framed(canvasPen(context));
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  /* The map between its title and its legend. */
  function framed(pen) {
    const [width, height] = whole();
    const [inner, tall] = size();
    pen.box(0, 0, width, height, { fill: "#ffffff" });
    paint(moved(pen, MARGIN.side, MARGIN.top));
    const bottom = MARGIN.top + tall;
    for (const [x, y, w, h] of [[0, 0, width, MARGIN.top], [0, bottom, width, height - bottom], [0, 0, MARGIN.side, height], [width - MARGIN.side, 0, MARGIN.side, height]]) {
      pen.box(x, y, w, h, { fill: "#ffffff" });
    }
    pen.box(MARGIN.side, MARGIN.top, inner, tall, { stroke: "#dcdfe4" });
    const { title, subtitle } = about();
    pen.text(MARGIN.side, 22, fitted(title, inner, 17), { size: 17, weight: 650 });
    pen.text(MARGIN.side, 44, fitted(subtitle, inner, 12), { size: 12, fill: "#566070" });
    rows(inner).forEach((row, place) => {
      for (const [kind, form, x] of row) entry(pen, kind, form, MARGIN.side + x, bottom + 20 + ROW * place);
    });
  }

  function entry(pen, kind, form, x, y) {
    const dash = kind.shape === "dashed" ? [4, 3] : null;
    const fill = form === "full" && !dash ? kind.color : "#ffffff";
    if (form === "line") pen.curve([x, y, x + 8, y, x + 14, y, x + 22, y], { stroke: kind.color, line: 2.5, dash });
    else pen.box(x + 4, y - 6, 14, 11, { stroke: kind.color, line: 1.5, radius: 3, dash, fill });
    pen.text(x + 28, y, words.kind(kind), { size: 12 });
  }

  /* This page with nothing in it that the script has made, and the state that it opens with. */
  function html() {
    const copy = document.documentElement.cloneNode(true);
    for (const made of copy.querySelectorAll("[data-made]")) made.replaceChildren();
    for (const made of copy.querySelectorAll("[data-made] ~ a[download], .hover")) made.remove();
    copy.querySelector("body").removeAttribute("class");
    for (const one of copy.querySelectorAll("div.vis-tooltip")) one.remove();
    copy.querySelector("#opening").textContent = JSON.stringify(opening()).replace(/[<>&\u2028\u2029]/g, escaped);
    return `<!doctype html>\n${copy.outerHTML}\n`;
  }

  return { draw, svg, png, html };
}

function escaped(letter) {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/* The same pen with its zero elsewhere. */
function moved(pen, dx, dy) {
  return {
    box: (x, y, width, height, style) => pen.box(x + dx, y + dy, width, height, style),
    curve: (points, style) => pen.curve(points.map((value, place) => value + (place % 2 ? dy : dx)), style),
    text: (x, y, words, style) => pen.text(x + dx, y + dy, words, style),
  };
}
