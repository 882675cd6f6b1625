/* The table of measures: what each says in both languages, then a row for each thing, sorted by any column. */

function makeTable(data, words, open) {
  const holder = document.getElementById("table");
  const kinds = new Map(data.nodeKinds.map((kind) => [kind.key, kind]));
  let [sorted, down] = [0, true];

  function draw() {
    if (!data.measures.length) return;
    const label = (measure, lang) => make("span", { lang }, `${measure[`label_${lang}`]}`);
    const meaning = (measure, lang) => make("span", { lang, className: "meaning" }, measure[`meaning_${lang}`]);
    const terms = data.measures.map((measure) => [
      make("dt", {}, label(measure, "zh"), " ", label(measure, "en")),
      make("dd", {}, meaning(measure, "zh"), make("br", {}), meaning(measure, "en")),
    ]);
    const heads = [head(-1, words("name")), ...data.measures.map((measure, place) => head(place, words.kind(measure)))];
    const body = make("tbody", {}, ordered().map(row));
    const table = make("table", {}, make("thead", {}, make("tr", {}, heads)), body);
    holder.replaceChildren(make("dl", { className: "terms" }, terms.flat()), table);
  }

  function head(place, name) {
    const sign = place === sorted ? (down ? " ↓" : " ↑") : "";
    const button = make("button", { type: "button" }, name + sign);
    button.addEventListener("click", () => sortBy(place));
    const order = place === sorted ? (down ? "descending" : "ascending") : "none";
    return make("th", { scope: "col", "aria-sort": order }, button);
  }

  function sortBy(place) {
    [sorted, down] = [place, place === sorted ? !down : place >= 0];
    draw();
    holder.querySelectorAll("th button")[place + 1].focus();
  }

  function ordered() {
    const value = (row) => (sorted < 0 ? row.name : row.figures[sorted]);
    const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
    return [...data.rows].sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
  }

  function row({ key, name, kind, figures }) {
    const known = kinds.get(kind);
    const sample = known ? swatch(known, "box") : null;
    const title = key === null ? make("span", {}, name) : make("button", { type: "button" }, name);
    if (key !== null) title.addEventListener("click", () => open(key));
    return make("tr", {}, make("th", { scope: "row" }, sample, title), figures.map((figure) => make("td", {}, String(figure))));
  }

  function show(visible) {
    holder.hidden = !visible;
    document.body.classList.toggle("tabled", visible);
  }

  return { draw, show };
}
