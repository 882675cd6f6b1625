// What the endpoint answers, as columns and rows of terms: {type, value, datatype?, "xml:lang"?} or null.

export function parse(text, media) {
  if (media.startsWith("application/n-triples")) return { columns: ["subject", "predicate", "object"], rows: triples(text), triples: true };
  const { head, results, boolean } = JSON.parse(text);
  if (boolean !== undefined) return { truth: boolean, columns: [], rows: [] };
  return { columns: head.vars, rows: results.bindings.map(row => head.vars.map(name => row[name] ?? null)), triples: false };
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/gy;
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };

function triples(text) {
  return text.split("\n").filter(Boolean).map(line => {
    const row = [];
    TERM.lastIndex = 0;
    while (row.length < 3) {
      const found = TERM.exec(line);
      if (!found) break;
      row.push(term(found));
      while (line[TERM.lastIndex] === " ") TERM.lastIndex++;
    }
    return row;
  }).filter(row => row.length === 3);
}

function term([, iri, blank, literal, lang, datatype]) {
  if (iri !== undefined) return { type: "uri", value: plain(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return { type: "literal", value: plain(literal), ...(lang && { "xml:lang": lang }), ...(datatype && { datatype }) };
}

function plain(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one ? ESCAPES[one] ?? one : String.fromCodePoint(parseInt(four ?? eight, 16)));
}

const NUMBERS = /#(integer|decimal|double|float|int|long|short|nonNegativeInteger|gYear)$/;

export function number(cell) {
  if (!cell || cell.type !== "literal" || !NUMBERS.test(cell.datatype ?? "")) return null;
  const value = Number(cell.value);
  return Number.isFinite(value) ? value : null;
}

export function element(name, attributes = {}, ...children) {
  const svg = ["svg", "g", "line", "rect", "circle", "text", "path", "title"].includes(name);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// What a column is called: questions of the library have words for theirs.
export function called(told, name) {
  return told.columns[name] ?? name;
}

export function choice(label, options, chosen, onchange) {
  const select = element("select", { onchange: event => onchange(event.target.value) },
    ...options.map(([value, text]) => element("option", { value, selected: String(value) === String(chosen) }, text)));
  return element("label", {}, `${label} `, select);
}
