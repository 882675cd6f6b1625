/* The panel: what there is by level; one plan, body, task, line or bundle, with counts before lists and the sentences
   behind every line. Text from the data becomes text nodes only. */

const PAGE = 100;

function makeLedger(store, words, act) {
  const panel = document.getElementById("panel");
  const { dots, ties, places, plans, raw } = store;

  function fill(...children) {
    panel.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined));
    panel.scrollTop = 0;
  }

  function back() {
    const button = make("button", { type: "button", className: "back" }, `‹ ${words("back")}`);
    button.addEventListener("click", () => act.open(null));
    return button;
  }

  function item(text, onClick, { end = null, sample = null, note = "" } = {}) {
    const name = make("span", { className: "name" }, text, note ? make("span", { className: "aside" }, note) : null);
    const count = end === null ? null : make("span", { className: "count" }, String(end));
    const button = make("button", { type: "button", className: "item" }, sample, name, count);
    button.addEventListener("click", onClick);
    return make("li", {}, button);
  }

  /* The first of many items, and a button for the next ones. */
  function items(all, draw) {
    const list = make("ul", { className: "items" });
    let shown = 0;
    const more = make("button", { type: "button", className: "more" });
    function next() {
      list.append(...all.slice(shown, shown + PAGE).map(draw));
      shown = Math.min(all.length, shown + PAGE);
      more.hidden = shown >= all.length;
      more.textContent = words("moreItems", { count: all.length - shown });
    }
    more.addEventListener("click", next);
    next();
    return [list, more];
  }

  function placeName(place) {
    return places[place][0] || words("noPlace");
  }

  function homeName(dot) {
    return store.isTask(dot) ? plans[dots.home[dot]][0] : placeName(dots.home[dot]);
  }

  function dotItem(dot, end = null) {
    const sample = swatch(store.kindOf(dot), "box");
    return item(dots.title[dot], () => act.open({ dot }, true), { sample, note: homeName(dot), end });
  }

  /* Levels with what they hold, then their plans. */
  function home() {
    const sections = store.bands.map(([level]) => {
      const own = plans.map((_, plan) => plan).filter((plan) => places[plans[plan][1]][1] === level && store.shownIn("plan", plan));
      const names = raw.levels[level] ?? ["", ""];
      const title = `${names[words.lang() === "zh" ? 0 : 1]} · ${words("plansCount", { count: own.length })}`;
      const tasks = own.reduce((sum, plan) => sum + store.shownIn("plan", plan), 0);
      const draw = () => items(own, (plan) => item(plans[plan][0], () => act.open({ plan }, true), { end: store.shownIn("plan", plan), note: placeName(plans[plan][1]) }));
      return tasks ? disclosure(title, null, tasks, own.length <= FEW, draw) : null;
    });
    const nothing = sections.every((section) => section === null);
    const text = !store.count ? "empty" : nothing ? "emptyList" : "overviewIntro";
    fill(make("p", { className: "intro" }, words(text)), nothing ? null : make("p", { className: "hint" }, words("overviewHint")), sections);
  }

  function results({ places: some, plans: more, dots: rest }) {
    const byKind = raw.nodeKinds.map((kind, place) => [kind, rest.filter((dot) => dots.kind[dot] === place)]);
    const total = some.length + more.length + rest.length;
    fill(
      total ? null : make("p", { className: "intro" }, words("emptyList")),
      group(words("places"), some, (place) => item(placeName(place), () => act.open({ place }, true))),
      group(words("plans"), more, (plan) => item(plans[plan][0], () => act.open({ plan }, true), { note: placeName(plans[plan][1]) })),
      byKind.map(([kind, own]) => group(words.kind(kind), own, (dot) => dotItem(dot, dots.weight[dot] || null), swatch(kind, "box"))),
    );
  }

  function group(title, all, draw, sample = null) {
    return all.length ? disclosure(title, sample, all.length, true, () => items(all, draw)) : null;
  }

  function head(kind, title, form = "box") {
    return [make("p", { className: "kind" }, kind ? swatch(kind, form) : null, kind ? words.kind(kind) : ""), make("h2", { className: "title" }, title)];
  }

  function factList(facts) {
    const known = facts.filter(([, value]) => value !== null && value !== undefined);
    if (!known.length) return null;
    const rows = known.map(([name, value, onClick]) => {
      if (value === "") return make("dd", { className: "remark" }, words(name));
      const shown = onClick ? linkTo(String(value), onClick) : String(value);
      return [make("dt", {}, words(name)), make("dd", {}, shown)];
    });
    return make("dl", { className: "facts" }, ...rows.flat());
  }

  function linkTo(text, onClick) {
    const button = make("button", { type: "button", className: "link" }, text);
    button.addEventListener("click", onClick);
    return button;
  }

  /* A task or a body: where it stands, what it is tied with by kind and count, and the next step outwards. */
  function dot(dot, steps) {
    const task = store.isTask(dot);
    const homeKey = task ? { plan: dots.home[dot] } : { place: dots.home[dot] };
    const facts = [
      [task ? "plan" : "place", homeName(dot), () => act.open(homeKey, true)],
      ["section", dots.sections[dots.section[dot]] || null],
      ["due", dots.due[dot] || null],
      ["load", task ? null : dots.weight[dot]],
    ];
    const sentence = make("div", {});
    fill(back(), head(store.kindOf(dot), dots.title[dot]), factList(facts), stepButtons(steps, words), sentence, neighbours(dot));
    if (task) store.textOf(dot).then(({ text, start, end }) => text && sentence.replaceChildren(evidence([{ task: dot, text, marks: [], start, end }])), unread(sentence));
  }

  function neighbours(dot) {
    const own = store.tiesOf[dot].filter((tie) => store.shownTie[tie]);
    const sections = raw.edgeKinds.flatMap((kind, place) => {
      const all = own.filter((tie) => ties.kind[tie] === place);
      if (!store.isLink[place]) return [byKind(words.kind(kind), kind, all, dot, own.length)];
      const up = all.filter((tie) => ties.source[tie] === dot);
      const down = all.filter((tie) => ties.target[tie] === dot);
      return [byKind(`${words("up")} · ${words.kind(kind)}`, kind, up, dot, own.length), byKind(`${words("down")} · ${words.kind(kind)}`, kind, down, dot, own.length)];
    });
    return [make("h2", {}, words("links"), make("span", { className: "count" }, String(own.length))), sections];
  }

  function byKind(title, kind, all, dot, total) {
    if (!all.length) return null;
    const draw = (tie) => {
      const other = store.otherEnd(tie, dot);
      return item(dots.title[other], () => act.open({ tie }, true), { sample: swatch(store.kindOf(other), "box"), note: homeName(other) });
    };
    return disclosure(title, swatch(kind, "line"), all.length, total <= FEW, () => items(all, draw));
  }

  /* A line: both ends, its facts, and the sentences it was read from. */
  function tie(tie) {
    const kind = store.tieKind(tie);
    const end = (dot) => make("ul", { className: "items" }, dotItem(dot));
    const joint = make("h2", { className: "joint" }, swatch(kind, "line"), words.kind(kind));
    const rest = make("div", {});
    fill(back(), make("div", { className: "ends" }, end(ties.source[tie]), joint, end(ties.target[tie])), rest);
    const task = store.isLink[ties.kind[tie]] ? ties.source[tie] : ties.target[tie];
    const show = ({ facts, passages }) => rest.replaceChildren(...[factList([...facts, ["due", dots.due[task] || null]]), evidence(passages)].filter(Boolean));
    store.evidenceOf(tie).then(show, unread(rest));
  }

  /* What stands in for texts that this browser cannot unpack. */
  function unread(holder) {
    return () => holder.replaceChildren(make("p", { className: "intro" }, words("tooOld")));
  }

  function evidence(passages) {
    const some = passages.filter(({ text }) => text);
    if (!some.length) return make("p", { className: "intro" }, words("noEvidence"));
    return make("section", { className: "evidence" }, make("h3", {}, words("evidence")), some.map(passage));
  }

  function passage({ task, text, marks, start, end }) {
    const plan = plans[dots.home[task]];
    const range = start === null || end === null ? "" : words("characters", { start, end });
    const source = [plan[6], range].filter(Boolean).join(" · ");
    return make(
      "figure",
      {},
      make("figcaption", { className: "note" }, plan[0]),
      make("blockquote", { lang: "zh", className: marks.length ? "" : "whole" }, marked(text, marks)),
      source ? make("figcaption", { className: "source" }, source) : null,
    );
  }

  function plan(plan) {
    const [title, place, , , , , file] = plans[plan];
    const tasks = range("plan", plan);
    const based = tasks.filter((dot) => store.kindOf(dot).key === "based").length;
    const facts = [
      ["place", placeName(place), () => act.open({ place }, true)],
      ["file", file || null],
      ["tasks", tasks.length],
      ["basedCount", based || null],
      ["datedCount", tasks.filter((dot) => dots.due[dot]).length || null],
    ];
    fill(back(), make("h2", { className: "title" }, title), factList(facts), bundlesOf(`p${plan}`), group(words("tasks"), tasks, (dot) => dotItem(dot, dots.due[dot] || null)));
  }

  function place(place) {
    const bodies = range("place", place);
    const own = plans.map((_, plan) => plan).filter((plan) => plans[plan][1] === place && store.shownIn("plan", plan));
    fill(
      back(),
      make("h2", { className: "title" }, placeName(place)),
      group(words("plans"), own, (plan) => item(plans[plan][0], () => act.open({ plan }, true), { end: store.shownIn("plan", plan) })),
      bundlesOf(`b${place}`),
      group(words("bodies"), bodies, (dot) => dotItem(dot, dots.weight[dot])),
    );
  }

  function range(kind, home) {
    const [from, to] = store.ranges[kind].slice(home, home + 2);
    return Array.from({ length: to - from }, (_, at) => from + at).filter((dot) => store.shownDot[dot]);
  }

  function nameOf(home) {
    const at = Number(home.slice(1));
    return home[0] === "p" ? plans[at][0] : words("bodiesOf", { place: placeName(at) });
  }

  /* The bundles at a home, with how many lines each holds. */
  function bundlesOf(home) {
    const own = store.bundles().filter(({ from, to }) => from === home || to === home).reverse();
    const draw = (bundle) => item(nameOf(bundle.from === home ? bundle.to : bundle.from), () => act.open({ bundle }), { sample: swatch(formKind(bundle), "line"), end: bundle.ties.length });
    return group(words("bundles"), own, draw);
  }

  function formKind(bundle) {
    return store.tieKind(bundle.ties[0]);
  }

  /* A bundle: counts by kind, each opening into its lines. */
  function bundle({ from, to, ties: all }) {
    const kinds = raw.edgeKinds.map((kind, place) => [kind, all.filter((tie) => ties.kind[tie] === place)]);
    const draw = (tie) => item(`${dots.title[ties.source[tie]]} → ${dots.title[ties.target[tie]]}`, () => act.open({ tie }, true));
    fill(
      back(),
      make("div", { className: "ends" }, make("p", { className: "name" }, nameOf(from)), make("p", { className: "joint" }, words("linesBetween", { count: all.length })), make("p", { className: "name" }, nameOf(to))),
      kinds.map(([kind, own]) => (own.length ? disclosure(words.kind(kind), swatch(kind, "line"), own.length, all.length <= FEW, () => items(own, draw)) : null)),
    );
  }

  return { home, results, dot, tie, plan, place, bundle };
}
