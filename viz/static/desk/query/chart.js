// An answer as bars or as a line: a column of numbers, or how often each item of a column occurs.
import { called, choice, element, number } from "./answer.js";
import { short } from "./editor.js";

const MOST = 60, WIDE = 900;

function columnsOf(answer) {
  const numeric = answer.columns.map((_, at) => answer.rows.some(row => number(row[at]) !== null) && answer.rows.every(row => !row[at] || number(row[at]) !== null));
  return { numeric, label: Math.max(0, numeric.indexOf(false)), value: numeric.indexOf(true) };
}

function pairs(answer, told, label, value) {
  const name = term => !term ? "" : term.type === "uri" ? short(term.value, told.prefixes) : term.value;
  if (value >= 0) return answer.rows.map(row => [name(row[label]), number(row[value]) ?? 0]);
  const counts = new Map();
  for (const row of answer.rows) counts.set(name(row[label]), (counts.get(name(row[label])) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function cut(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

function figure(value) {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(value);
}

function bars(found, title) {
  const top = Math.max(0, ...found.map(([, value]) => value)), bottom = Math.min(0, ...found.map(([, value]) => value));
  const left = 270, room = WIDE - left - 90, scale = room / (top - bottom || 1), zero = left - bottom * scale;
  const lines = found.map(([name, value], at) => {
    const y = at * 22 + 4, from = Math.min(zero, zero + value * scale);
    return element("g", {}, element("title", {}, `${name}: ${figure(value)}`),
      element("text", { x: left - 8, y: y + 13, "text-anchor": "end" }, cut(name, /\p{Script=Han}/u.test(name) ? 20 : 36)),
      element("rect", { class: "bar-of", x: from, y, width: Math.max(1, Math.abs(value) * scale), height: 17 }),
      element("text", { class: "soft", x: zero + Math.max(0, value) * scale + 6, y: y + 13 }, figure(value)));
  });
  return element("svg", { viewBox: `0 0 ${WIDE} ${found.length * 22 + 8}`, role: "img", "aria-label": title }, ...lines);
}

function trend(found, title) {
  const high = 340, left = 60, foot = 60, values = found.map(([, value]) => value);
  const top = Math.max(0, ...values), bottom = Math.min(0, ...values), span = top - bottom || 1;
  const x = at => left + (found.length > 1 ? at * (WIDE - left - 30) / (found.length - 1) : 0);
  const y = value => 10 + (top - value) * (high - foot - 10) / span;
  const every = Math.ceil(found.length / 12);
  const marks = [top, (top + bottom) / 2, bottom].map(value => element("g", {},
    element("line", { class: "grid", x1: left, x2: WIDE - 20, y1: y(value), y2: y(value) }),
    element("text", { class: "soft", x: left - 6, y: y(value) + 4, "text-anchor": "end" }, figure(value))));
  const dots = found.map(([name, value], at) => element("g", {}, element("title", {}, `${name}: ${figure(value)}`),
    element("circle", { class: "dot", cx: x(at), cy: y(value), r: 3.5 }),
    ...(at % every ? [] : [element("text", { x: x(at), y: high - foot + 22, "text-anchor": at ? "middle" : "start" }, cut(name, 10))])));
  const path = element("path", { class: "trend", d: found.map(([, value], at) => `${at ? "L" : "M"}${x(at)} ${y(value)}`).join("") });
  return element("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": title }, ...marks, path, ...dots);
}

export function chart(answer, told, say) {
  const columns = columnsOf(answer);
  let { label, value } = columns, kind = "bars";
  const box = element("div");
  const draw = () => {
    const found = pairs(answer, told, label, value), drawn = found.slice(0, MOST);
    const names = answer.columns.map((name, at) => [at, called(told, name)]);
    const title = say("chart-of", { labels: names[label][1], values: value < 0 ? say("count") : names[value][1] });
    box.replaceChildren(
      element("p", { class: "filters" },
        choice(say("labels"), names, label, at => { label = Number(at); draw(); }),
        choice(say("values"), [[-1, say("count")], ...names.filter(([at]) => columns.numeric[at])], value, at => { value = Number(at); draw(); }),
        choice(say("shape"), [["bars", say("bars")], ["line", say("line")]], kind, chosen => { kind = chosen; draw(); })),
      element("h2", {}, title), kind === "bars" ? bars(drawn, title) : trend(drawn, title),
      ...(found.length > MOST ? [element("p", { class: "nothing" }, say("first", { count: MOST, all: found.length }))] : []));
  };
  draw();
  return box;
}
