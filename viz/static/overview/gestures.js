/* Moving about: wheel and drag move, Ctrl and the wheel or two fingers zoom, keys do both. The camera stays on the map. */

const CLOSEST = 6;
const STILL = 140;

function makeCamera(box, bounds, onMove) {
  const camera = { x: 0, y: 0, scale: 1 };
  const [left, top, right, bottom] = bounds;
  const pointers = new Map();
  let dragged = 0;
  let pinch = null;

  function whole() {
    return Math.min(box.clientWidth / (right - left + 40), box.clientHeight / (bottom - top + 40));
  }

  function set(x, y, scale) {
    camera.scale = Math.min(CLOSEST, Math.max(whole() * 0.8, scale));
    camera.x = held(x, left, right, box.clientWidth / camera.scale);
    camera.y = held(y, top, bottom, box.clientHeight / camera.scale);
    onMove();
  }

  /* A corner that keeps the map in the window: in its middle where all of it fits. */
  function held(value, low, high, size) {
    const slack = Math.min(60 / camera.scale, size / 2);
    if (high - low + 2 * slack <= size) return (low + high - size) / 2;
    return Math.min(high + slack - size, Math.max(low - slack, value));
  }

  function fit() {
    show([left, top, right - left, bottom - top], 0);
  }

  /* What opens: the whole map; on a window taller than wide, its left part at its full height. */
  function begin() {
    const tall = box.clientHeight / (bottom - top + 40);
    if (box.clientWidth > box.clientHeight) return fit();
    set(left, top, Math.min(tall, 3 * whole()));
  }

  /* Brings a frame of the map into the window, at most at scale `closest` where that is given. */
  function show([x, y, width, height], margin = 40, closest = CLOSEST) {
    const scale = Math.min(closest, (box.clientWidth - 2 * margin) / width, (box.clientHeight - 2 * margin) / height, CLOSEST);
    camera.scale = Math.min(CLOSEST, Math.max(whole() * 0.8, scale));
    set(x + width / 2 - box.clientWidth / camera.scale / 2, y + height / 2 - box.clientHeight / camera.scale / 2, camera.scale);
  }

  /* Zooms around a point of the window, its middle unless told. */
  function zoom(factor, px = box.clientWidth / 2, py = box.clientHeight / 2) {
    const [mx, my] = [camera.x + px / camera.scale, camera.y + py / camera.scale];
    const scale = Math.min(CLOSEST, Math.max(whole() * 0.8, camera.scale * factor));
    set(mx - px / scale, my - py / scale, scale);
  }

  function shift(dx, dy) {
    set(camera.x + dx / camera.scale, camera.y + dy / camera.scale, camera.scale);
  }

  function onWheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) return zoom(Math.exp(-event.deltaY * unit * 0.0022), event.offsetX, event.offsetY);
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    shift(dx * unit, dy * unit);
  }

  function onDown(event) {
    if (event.button) return;
    box.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    dragged = pointers.size > 1 ? Infinity : 0;
    pinch = null;
  }

  function onPointer(event) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (pointers.size === 2) return pinched();
    const [dx, dy] = [event.offsetX - before[0], event.offsetY - before[1]];
    dragged += Math.abs(dx) + Math.abs(dy);
    if (dragged > 4) shift(-dx, -dy);
  }

  function pinched() {
    const [[ax, ay], [bx, by]] = pointers.values();
    const now = { span: Math.hypot(ax - bx, ay - by) || 1, x: (ax + bx) / 2, y: (ay + by) / 2 };
    if (pinch) {
      shift(pinch.x - now.x, pinch.y - now.y);
      zoom(now.span / pinch.span, now.x, now.y);
    }
    pinch = now;
  }

  function onUp(event) {
    pointers.delete(event.pointerId);
    pinch = null;
  }

  function onKey(event) {
    const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) shift(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0" || event.key === "Home") fit();
    else return;
    event.preventDefault();
  }

  box.addEventListener("wheel", onWheel, { passive: false });
  box.addEventListener("pointerdown", onDown);
  box.addEventListener("pointermove", onPointer);
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) box.addEventListener(name, onUp);
  box.addEventListener("dblclick", (event) => zoom(2, event.offsetX, event.offsetY));
  box.addEventListener("keydown", onKey);
  return { begin, camera, fit, set, shift, show, whole, zoom, dragging: () => pointers.size > 0 && dragged > 4, wasDragged: () => dragged > 4 };
}

/* Two canvases over one another: the map, and what is lit over it. While the map moves and is slow to draw, its last
   picture is moved instead, and drawn anew now and then; at rest it is always sharp. */
function makeScreen(box, camera, drawBase, drawTop, lit) {
  const base = make("canvas", { className: "base" });
  const top = make("canvas", { className: "top" });
  box.replaceChildren(base, top);
  const at = { x: 0, y: 0, scale: 1, time: 0, own: 0, cost: 0, last: 0, sharp: false };
  let [asked, rest, stale, above] = [false, 0, true, false];

  function size() {
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    for (const canvas of [base, top]) {
      canvas.width = Math.round(box.clientWidth * sharp);
      canvas.height = Math.round(box.clientHeight * sharp);
      canvas.getContext("2d").setTransform(sharp, 0, 0, sharp, 0, 0);
    }
    stale = true;
  }

  /* Draws at the next frame; `anew` where more than the camera has changed. */
  function ask(anew = false) {
    stale ||= anew;
    if (asked) return;
    asked = true;
    requestAnimationFrame(frame);
  }

  function frame(now) {
    asked = false;
    weigh(now);
    if (stale || at.cost < 9 || now - at.time > 8 * at.cost) sharpen(now);
    else {
      const factor = camera.scale / at.scale;
      base.style.transform = `translate(${(at.x - camera.x) * camera.scale}px, ${(at.y - camera.y) * camera.scale}px) scale(${factor})`;
      clearTimeout(rest);
      rest = setTimeout(() => ask(true), STILL);
    }
    top.hidden = !lit();
    if (!top.hidden || above) drawTop(cleared(top));
    above = !top.hidden;
    at.last = now;
  }

  /* What a drawing costs: its own time, or the delay of the frame after it, for the browser paints later. */
  function weigh(now) {
    const delay = now - at.last - 17;
    if (at.sharp && delay < 2000) at.cost = Math.max(at.own, delay);
    at.sharp = false;
  }

  function sharpen(now) {
    const begin = performance.now();
    base.style.transform = "";
    drawBase(cleared(base));
    stale = false;
    const own = performance.now() - begin;
    Object.assign(at, { x: camera.x, y: camera.y, scale: camera.scale, time: now, own, cost: Math.max(own, at.cost / 2), sharp: true });
  }

  function cleared(canvas) {
    const context = canvas.getContext("2d");
    context.globalAlpha = 1;
    context.clearRect(0, 0, box.clientWidth, box.clientHeight);
    return canvasPen(context);
  }

  function fade(faded) {
    base.classList.toggle("faded", faded);
  }

  /* Whether the map is drawn for where the camera is. */
  function sharp() {
    return !stale && at.scale === camera.scale && at.x === camera.x && at.y === camera.y;
  }

  /* Draws at once what is not sharp yet. */
  function settle() {
    if (!sharp()) sharpen(performance.now());
  }

  return { ask, fade, settle, sharp, size, cost: () => at.cost };
}
