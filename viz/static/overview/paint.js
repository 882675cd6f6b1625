/* How the overview is drawn: bands, cards, plans, dots; lines as bundles from afar and one by one from near; labels last,
   the weightier first, and none on another. Pixels of the window; a camera is { x, y, scale }, the map's left upper corner. */

const DETAIL = 1.15;
const LINES = 1200;
const BUNDLES = 2000;
const NAMED = 40;
const INK = "#1b2128";
const QUIET = "#5b6573";
const BAND_COLOURS = ["#f6f6f2", "#f0f1ee"];

function makePainter(store, words) {
  const { dots, ties, places, plans, bands, raw } = store;
  const tints = raw.nodeKinds.map((kind) => ({ far: mixed(kind.color, 0.62), near: mixed(kind.color, 0.11), edge: mixed(kind.color, 0.55) }));
  const most = Math.max(1, ...dots.weight);

  /* Draws all that is shown, for a window of `width` by `height`; gives back what can be clicked. */
  function base(pen, camera, width, height) {
    const labels = makeLabels(pen, width, height);
    const drawn = { lines: [], bundles: [] };
    drawBands(pen, camera, width, height, labels);
    const seen = drawCards(pen, camera, width, height, labels);
    const near = camera.scale >= DETAIL ? linesIn(seen) : null;
    const alpha = Math.min(0.36, Math.max(0.13, 90 / (near?.length || 1)));
    if (near && near.length <= LINES) drawn.lines = near.map((tie) => line(pen, camera, tie, alpha));
    else drawn.bundles = drawBundles(pen, camera, width, height);
    for (const { range, home } of seen) drawDots(pen, camera, range, home, width, height);
    labels.finish();
    return drawn;
  }

  function rect([x, y, width, height], { x: left, y: top, scale }) {
    return [(x - left) * scale, (y - top) * scale, width * scale, height * scale];
  }

  function inside([x, y, w, h], width, height) {
    return x < width && y < height && x + w > 0 && y + h > 0;
  }

  function drawBands(pen, camera, width, height, labels) {
    bands.forEach(([level, ...frame], place) => {
      const [x, y, w, h] = rect(frame, camera);
      if (!inside([x, y, w, h], width, height)) return;
      pen.box(x, y, w, h, { fill: BAND_COLOURS[place % 2] });
      const name = (raw.levels[level] ?? ["", ""])[words.lang() === "zh" ? 0 : 1];
      const at = [Math.max(x, 0) + 5, Math.max(y, 0) + 20];
      if (at[1] < y + h) labels.add(...at, name, { size: 12.5, weight: 650, fill: "#3d4652", halo: BAND_COLOURS[place % 2] }, 1e12);
    });
  }

  /* Cards and the plans in them; the homes whose dots are in the window. */
  function drawCards(pen, camera, width, height, labels) {
    const seen = [];
    const alive = new Uint8Array(places.length);
    const planShown = plans.map((plan, home) => {
      const shown = store.shownIn("plan", home);
      if (shown) alive[plan[1]] = 1;
      return shown;
    });
    places.forEach((place, home) => {
      const bodies = store.shownIn("place", home);
      const box = rect(place.slice(2, 6), camera);
      if (!(alive[home] || bodies) || !inside(box, width, height)) return;
      pen.box(...box, { fill: "#ffffff", stroke: "#cfd4da", radius: box[2] > 40 ? 4 : 0 });
      const size = Math.min(15, Math.max(10.5, 16 * camera.scale));
      const name = fitted(place[0] || words("noPlace"), box[2] + 6, size);
      const style = { size, weight: 600, fill: INK, halo: "#ffffff" };
      const at = [box[0] + 8 * camera.scale, box[1] + Math.max(size * 0.3, 13 * camera.scale)];
      labels.add(...at, name, style, 1e6 + (alive[home] ? 1e9 : 0) + place[4] * place[5]);
      if (bodies && inside(rect(place.slice(6, 10), camera), width, height)) seen.push({ range: "place", home });
    });
    plans.forEach((plan, home) => {
      const box = rect(plan.slice(2, 6), camera);
      if (!planShown[home] || !inside(box, width, height)) return;
      seen.push({ range: "plan", home });
      const head = 15 * camera.scale;
      if (head < 9) return;
      const size = Math.min(13, head * 0.8);
      labels.add(box[0], box[1] + head * 0.45, fitted(plan[0], box[2], size), { size, weight: 500, fill: QUIET }, 1e4 + planShown[home]);
    });
    return seen;
  }

  function drawDots(pen, camera, range, home, width, height) {
    const { scale } = camera;
    const round = range === "place";
    const [from, to] = [store.ranges[range][home], store.ranges[range][home + 1]];
    for (let dot = from; dot < to; dot++) {
      if (!store.shownDot[dot]) continue;
      const x = (dots.x[dot] - camera.x) * scale;
      const y = (dots.y[dot] - camera.y) * scale;
      const w = dots.width[dot] * scale;
      const h = dots.height[dot] * scale;
      if (x > width || y > height || x + w < 0 || y + h < 0) continue;
      if (h < 11) pen.box(x, y, Math.max(1, w), Math.max(1, h), { fill: tints[dots.kind[dot]].far });
      else drawDot(pen, dot, x, y, w, h, round);
    }
  }

  /* A dot that is large enough to be read: what it is in its colour, its name in ink. */
  function drawDot(pen, dot, x, y, w, h, round) {
    const tint = tints[dots.kind[dot]];
    const dash = store.kindOf(dot).shape === "dashed" ? [3, 2] : null;
    pen.box(x, y, w, h, { fill: tint.near, stroke: tint.edge, radius: round ? Math.min(h / 2, 7) : 2, dash });
    if (!round) pen.box(x, y, 3, h, { fill: store.kindOf(dot).color });
    writeIn(pen, dot, x, y, w, h);
  }

  /* The name in one line, or in smaller ones where it is longer and there is room for them. */
  function writeIn(pen, dot, x, y, w, h) {
    const bodies = !store.isTask(dot);
    const room = w - 10;
    const whole = bodies ? `${dots.label[dot] || dots.title[dot]}  ${dots.weight[dot]}` : dots.title[dot];
    const large = Math.min(13, Math.max(9.5, h * 0.52));
    if (room < 2 * large) return;
    const small = Math.min(12.5, Math.max(9.5, h * 0.38));
    const many = Math.max(1, Math.floor((h - 2) / (small * 1.22)));
    const text = !bodies && room < 5 * large && dots.label[dot] ? dots.label[dot] : whole;
    const single = many === 1 || widthOf(text, large) <= room;
    const [size, lines] = single ? [large, [fitted(text, room, large)]] : [small, wrapped(text, room, small, many)];
    const top = y + h / 2 - ((lines.length - 1) * size * 1.22) / 2;
    lines.forEach((line, place) => pen.text(x + 7, top + place * size * 1.22, line, { size, fill: INK }));
  }

  /* The ties that have an end in the window, no more than are drawn one by one. */
  function linesIn(seen) {
    const found = new Set();
    for (const { range, home } of seen) {
      for (let dot = store.ranges[range][home]; dot < store.ranges[range][home + 1]; dot++) {
        for (const tie of store.tiesOf[dot]) if (store.shownTie[tie]) found.add(tie);
        if (found.size > LINES) return [...found];
      }
    }
    return [...found];
  }

  function frame(dot) {
    return [dots.x[dot], dots.y[dot], dots.width[dot], dots.height[dot]];
  }

  function line(pen, camera, tie, alpha) {
    const kind = store.tieKind(tie);
    const points = route(rect(frame(ties.source[tie]), camera), rect(frame(ties.target[tie]), camera));
    pen.curve(points, { stroke: kind.color, line: alpha > 0.5 ? 1.6 : 1.1, dash: kind.shape === "dashed" ? [5, 3] : null, alpha });
    return { tie, points };
  }

  /* Bundles, the strongest on top; the more there are in the window, the thinner and the fainter. */
  function drawBundles(pen, camera, width, height) {
    const placed = store.bundles().slice(-BUNDLES).map((bundle) => {
      const [from, to] = [bundle.from, bundle.to].map((home) => rect(store.frameOf(home), camera));
      return { bundle, points: from[2] && to[2] ? route(from, to) : null };
    });
    const seen = placed.filter(({ points }) => points && inside(boundsOf(points), width, height));
    const share = Math.min(1, Math.sqrt(60 / (seen.filter(({ bundle }) => bundle.form === "link").length || 1)));
    for (const { bundle, points } of seen) {
      const kind = bundleKind(bundle);
      const duty = bundle.form === "duty";
      const size = Math.log2(1 + bundle.ties.length) * Math.min(1, Math.max(0.5, camera.scale * 2));
      const thick = duty ? 0.6 + 0.35 * size : 0.6 + (0.2 + size) * Math.max(0.35, share);
      const alpha = (duty ? 0.14 : 0.5) * Math.max(0.3, share);
      pen.curve(points, { stroke: kind.color, line: thick, alpha, dash: kind.shape === "dashed" ? [6, 4] : null });
    }
    return seen;
  }

  /* A bundle looks like what it mostly says: its first kind in the legend; duties of several kinds are grey. */
  function bundleKind(bundle) {
    const first = Math.min(...bundle.ties.map((tie) => ties.kind[tie]));
    const mixed = bundle.form === "duty" && bundle.ties.some((tie) => ties.kind[tie] !== first);
    return mixed ? { color: "#8490a0", shape: "solid" } : raw.edgeKinds[first];
  }

  /* What is lit, over what is faded: its lines, its dots and their names, and the names of where they stand. */
  function lit(pen, camera, width, height, { dots: some, ties: between, focus }) {
    const labels = makeLabels(pen, width, height);
    const drawn = { lines: [], bundles: [] };
    const chosen = [...between];
    drawn.lines = chosen.slice(0, 4 * LINES).map((tie) => line(pen, camera, tie, chosen.length > 150 ? 0.35 : 0.75));
    const named = some.size <= NAMED;
    for (const dot of some) drawLit(pen, camera, dot, width, height, focus.has(dot) || named ? labels : null, focus.has(dot));
    for (const place of new Set([...some].map(store.placeOf))) {
      const box = rect(places[place].slice(2, 6), camera);
      const name = fitted(places[place][0] || words("noPlace"), Math.max(box[2] - 6, 60), 12);
      labels.add(box[0] + 3, box[1] + 8, name, { size: 12, weight: 600, fill: INK, halo: "#ffffff" }, 1e5);
    }
    labels.finish();
    return drawn;
  }

  function drawLit(pen, camera, dot, width, height, labels, focused) {
    const [x, y, w, h] = rect(frame(dot), camera);
    if (!inside([x, y, w, h], width, height)) return;
    const kind = store.kindOf(dot);
    const [wide, tall] = [Math.max(w, 5), Math.max(h, 4)];
    if (h < 11) {
      pen.box(x, y, wide, tall, { fill: kind.color });
      const weight = (focused ? 1e7 : 0) + dots.weight[dot] / most + (store.isTask(dot) ? 0 : 1);
      const style = { size: focused ? 13 : 11.5, weight: focused ? 650 : 400, fill: INK, halo: "#ffffff" };
      const name = fitted(dots.title[dot], focused ? 320 : 150, 12);
      const room = x + wide + 8 + widthOf(name, style.size) < width;
      labels?.add(room ? x + wide + 3 : x - widthOf(name, style.size) - 5, y + tall / 2, name, style, weight);
    } else drawDot(pen, dot, x, y, w, h, !store.isTask(dot));
    if (focused) pen.box(x - 2, y - 2, wide + 4, tall + 4, { stroke: INK, line: 2, radius: 3 });
  }

  return { base, lit, rect, inside };
}

/* Gathers labels and draws those that have room, the weightiest first. */
function makeLabels(pen, width, height) {
  const wanted = [];
  const taken = new Map();
  const STEP = 48;

  function add(x, y, text, style, weight) {
    if (text) wanted.push({ x, y, text, style, weight });
  }

  /* The squares of a coarse grid that a rectangle touches. */
  function* squares([left, top, right, bottom]) {
    for (let x = Math.floor(left / STEP); x <= Math.floor(right / STEP); x++) {
      for (let y = Math.floor(top / STEP); y <= Math.floor(bottom / STEP); y++) yield x * 10007 + y;
    }
  }

  function free(box) {
    for (const square of squares(box)) {
      for (const other of taken.get(square) ?? []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    return true;
  }

  function finish() {
    wanted.sort((a, b) => b.weight - a.weight);
    for (const { x, y, text, style } of wanted) {
      const half = style.size * 0.62;
      const box = [x - 2, y - half, x + widthOf(text, style.size) + 4, y + half];
      if (box[2] < 0 || box[0] > width || box[3] < 0 || box[1] > height || !free(box)) continue;
      for (const square of squares(box)) taken.set(square, [...(taken.get(square) ?? []), box]);
      pen.text(x, y, text, style);
    }
  }

  return { add, finish };
}

/* A curve from one box to another: out of the side that faces the other, levelly or upright. */
function route([ax, ay, aw, ah], [bx, by, bw, bh]) {
  const [acx, acy, bcx, bcy] = [ax + aw / 2, ay + ah / 2, bx + bw / 2, by + bh / 2];
  if (by > ay + ah || ay > by + bh) {
    const down = by > ay;
    const [y1, y2] = down ? [ay + ah, by] : [ay, by + bh];
    const bend = (y2 - y1) * 0.5;
    return [acx, y1, acx, y1 + bend, bcx, y2 - bend, bcx, y2];
  }
  const right = bcx > acx;
  const [x1, x2] = right ? [ax + aw, bx] : [ax, bx + bw];
  const bend = Math.max(Math.abs(x2 - x1) * 0.5, 14) * (right ? 1 : -1);
  return [x1, acy, x1 + bend, acy, x2 - bend, bcy, x2, bcy];
}

/* The rectangle around a curve's points. */
function boundsOf([x1, y1, , c1y, , c2y, x2, y2]) {
  const [left, top] = [Math.min(x1, x2) - 30, Math.min(y1, c1y, c2y, y2)];
  return [left, top, Math.max(x1, x2) + 30 - left, Math.max(y1, c1y, c2y, y2) - top + 1];
}

function onCurve([x1, y1, c1x, c1y, c2x, c2y, x2, y2], t) {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [a * x1 + b * c1x + c * c2x + d * x2, a * y1 + b * c1y + c * c2y + d * y2];
}

/* How far a point is from a curve, taken as twenty straight pieces; infinite where it is outside its bounds. */
function distanceTo(points, x, y, reach) {
  const [left, top, width, height] = boundsOf(points);
  if (x < left - reach || x > left + width + reach || y < top - reach || y > top + height + reach) return Infinity;
  let least = Infinity;
  let [px, py] = onCurve(points, 0);
  for (let step = 1; step <= 20; step++) {
    const [qx, qy] = onCurve(points, step / 20);
    least = Math.min(least, toSegment(x, y, px, py, qx, qy));
    [px, py] = [qx, qy];
  }
  return least;
}

function toSegment(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/* A colour (#rrggbb) on white paper. */
function mixed(colour, strength) {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${channels.map((value) => Math.round(255 + (value - 255) * strength).toString(16).padStart(2, "0")).join("")}`;
}
