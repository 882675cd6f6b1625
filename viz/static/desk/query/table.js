// An answer as a table: sorted by a click on a head, a part at a time.
import { called, element, number } from "./answer.js";
import { short } from "./editor.js";

const PART = 200;
const PAGES = { plan: "", institution: "", group: "", provision: "" };

// Where the desk has a page for a thing, its path.
export function page(iri, base) {
  if (!iri.startsWith(base)) return null;
  const tail = iri.slice(base.length);
  return tail.split("/")[0] in PAGES ? `/${tail.split("/").map(part => encodeURIComponent(decoded(part))).join("/")}` : null;
}

function decoded(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

// What tells a thing from its neighbours: the kind it is of and the last part of its name.
function tail(name) {
  const parts = name.split("/").map(decoded);
  return parts.length > 2 ? `${parts[0]}/…/${parts.at(-1)}` : parts.join("/");
}

export function cell(term, told) {
  if (!term) return "";
  if (term.type === "uri") {
    const to = page(term.value, told.base), name = term.value.startsWith(told.base) ? tail(term.value.slice(told.base.length)) : short(term.value, told.prefixes);
    return to ? element("a", { href: to, title: term.value }, name) : element("span", { title: term.value }, name);
  }
  return term.type === "triple" ? JSON.stringify(term.value) : term.value;
}

function ordered(rows, column, down) {
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sorted = [...rows].sort((a, b) => {
    const [one, other] = [a[column], b[column]];
    if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
    const [x, y] = [number(one), number(other)];
    return x !== null && y !== null ? x - y : compare(one.value, other.value);
  });
  return down ? sorted.reverse() : sorted;
}

// How a cell is set: numbers to the right, days and identifiers in one line, texts as wide as they are long.
function sort(term) {
  if (!term) return null;
  if (number(term) !== null) return "n";
  if (term.type === "uri") return "id";
  if (/^\d{4}-\d\d-\d\d$/.test(term.value)) return "day";
  return term.value.length > 40 ? "long" : term.value.length > 8 ? "some" : null;
}

// A long text: its first lines, and all of them after a click.
function folded(text) {
  const box = element("div", { title: text, onclick: () => box.classList.toggle("open") }, text);
  return box;
}

export function table(answer, told, say) {
  let rows = answer.rows, by = -1, down = false, shown = PART;
  const box = element("div");
  const draw = () => box.replaceChildren(...parts());
  const head = (name, at) => element("th", { scope: "col", title: name, "aria-sort": at === by ? (down ? "descending" : "ascending") : "none" },
    element("button", { type: "button", title: say("sort"), onclick: () => {
      down = by === at && !down; by = at; rows = ordered(answer.rows, at, down); draw();
    } }, called(told, name), at === by ? (down ? " ▾" : " ▴") : ""));
  const line = row => element("tr", {}, ...row.map(term => {
    const kind = sort(term);
    return element("td", { class: kind }, kind === "long" ? folded(term.value) : cell(term, told));
  }));
  const parts = () => {
    const body = element("table", { class: "rows small" },
      element("thead", {}, element("tr", {}, ...answer.columns.map(head))), element("tbody", {}, ...rows.slice(0, shown).map(line)));
    const left = rows.length - shown;
    const more = left > 0 ? [element("p", { class: "pager" }, say("shown", { shown, count: rows.length }),
      element("button", { type: "button", class: "plain", onclick: () => { shown += PART; draw(); } }, say("more", { count: Math.min(left, PART) })))] : [];
    return [element("div", { class: "wide" }, body), ...more];
  };
  draw();
  return box;
}
