/* The data of the overview: who is tied to whom, what is shown under the filters, and the texts when they are read. */

function makeStore(raw, packets) {
  const { dots, ties, places, plans, bands } = raw;
  const count = dots.kind.length;
  const tasks = dots.kind.filter((kind) => raw.nodeKinds[kind].task).length;
  const tiesOf = Array.from({ length: count }, () => []);
  for (let tie = 0; tie < ties.kind.length; tie++) {
    tiesOf[ties.source[tie]].push(tie);
    tiesOf[ties.target[tie]].push(tie);
  }
  const shownDot = new Uint8Array(count).fill(1);
  const shownTie = new Uint8Array(ties.kind.length).fill(1);
  const isLink = raw.edgeKinds.map((kind) => kind.key === "accepted" || kind.key === "candidate");
  const ranges = { plan: runs(0, tasks, plans.length), place: runs(tasks, count, places.length) };
  const unpacked = new Map();
  let shownOf = { plan: [], place: [] };
  let bundles = [];
  let found = null;
  let ids = null;

  /* Where the dots of each home begin, for they stand home by home. */
  function runs(from, to, homes) {
    const starts = new Array(homes + 1).fill(to);
    for (let dot = to - 1; dot >= from; dot--) starts[dots.home[dot]] = dot;
    for (let home = homes - 1; home >= 0; home--) starts[home] = Math.min(starts[home], starts[home + 1]);
    return starts;
  }

  function isTask(dot) {
    return dot < tasks;
  }

  function placeOf(dot) {
    return isTask(dot) ? plans[dots.home[dot]][1] : dots.home[dot];
  }

  function kindOf(dot) {
    return raw.nodeKinds[dots.kind[dot]];
  }

  function tieKind(tie) {
    return raw.edgeKinds[ties.kind[tie]];
  }

  function otherEnd(tie, dot) {
    return ties.source[tie] === dot ? ties.target[tie] : ties.source[tie];
  }

  /* Applies the legend and the filters; a body that only hidden tasks or lines lead to goes with them. */
  function filter(hidden, filters) {
    for (let dot = 0; dot < count; dot++) {
      const level = places[placeOf(dot)][1];
      const due = isTask(dot) ? dots.due[dot] : null;
      shownDot[dot] = !hidden.has(kindOf(dot).key) && filters.passes(level, due) ? 1 : 0;
    }
    const lines = raw.edgeKinds.map((kind) => !hidden.has(kind.key));
    for (let tie = 0; tie < shownTie.length; tie++) {
      shownTie[tie] = lines[ties.kind[tie]] && shownDot[ties.source[tie]] && shownDot[ties.target[tie]] ? 1 : 0;
    }
    if (hidden.size || filters.active()) {
      for (let dot = tasks; dot < count; dot++) if (!tiesOf[dot].some((tie) => shownTie[tie])) shownDot[dot] = 0;
    }
    shownOf = { plan: counted(ranges.plan), place: counted(ranges.place) };
    bundles = bundled();
  }

  /* The shown ties between two plans, or a plan and the bodies of another place, as one line each way. */
  function bundled() {
    const found = new Map();
    for (let tie = 0; tie < shownTie.length; tie++) {
      if (!shownTie[tie]) continue;
      const [one, other] = [ties.source[tie], ties.target[tie]];
      if (placeOf(one) === placeOf(other) && !isLink[ties.kind[tie]]) continue;
      const [from, to] = [homeKey(one), homeKey(other)];
      const form = isLink[ties.kind[tie]] ? "link" : "duty";
      const key = `${from} ${to} ${form}`;
      const bundle = found.get(key);
      if (bundle) bundle.ties.push(tie);
      else found.set(key, { key, from, to, form, ties: [tie] });
    }
    return [...found.values()].sort((a, b) => a.ties.length - b.ties.length);
  }

  /* Plans are p0, p1 …, the bodies of places b0, b1 … */
  function homeKey(dot) {
    return `${isTask(dot) ? "p" : "b"}${dots.home[dot]}`;
  }

  /* The frame of a home: of a plan all of it, of bodies what they cover. */
  function frameOf(home) {
    const place = Number(home.slice(1));
    return home[0] === "p" ? plans[place].slice(2, 6) : places[place].slice(6, 10);
  }

  /* How many dots of a plan, or bodies of a place, are shown. */
  function shownIn(range, home) {
    return shownOf[range][home];
  }

  function counted(starts) {
    return starts.slice(1).map((end, home) => shownDot.subarray(starts[home], end).reduce((sum, one) => sum + one, 0));
  }

  /* The dots that some of `dots` are tied with and that are not among them, and those ties. */
  function around(inside, only = null) {
    const [next, between] = [new Set(), new Set()];
    for (const dot of inside) {
      for (const tie of tiesOf[dot]) {
        if (!shownTie[tie] || (only && !only(tie))) continue;
        between.add(tie);
        const other = otherEnd(tie, dot);
        if (!inside.has(other)) next.add(other);
      }
    }
    return { dots: next, ties: between };
  }

  /* Everything above a task and everything below it, along links. */
  function chain(dot) {
    const all = { dots: new Set([dot]), ties: new Set() };
    for (const [near, far] of [["source", "target"], ["target", "source"]]) {
      const seen = new Set([dot]);
      for (const at of seen) {
        for (const tie of tiesOf[at]) {
          if (!shownTie[tie] || !isLink[ties.kind[tie]] || ties[near][tie] !== at) continue;
          seen.add(ties[far][tie]);
          all.ties.add(tie);
        }
      }
      for (const at of seen) all.dots.add(at);
    }
    return all;
  }

  /* The shown dots, plans and places whose names hold `query`. */
  function search(query) {
    const wanted = fold(query);
    found ??= {
      dots: dots.title.map((title) => fold(title)),
      plans: plans.map(([title]) => fold(title)),
      places: places.map(([name]) => fold(name)),
    };
    const holding = (names, shown) => names.flatMap((name, at) => (shown(at) && name.includes(wanted) ? [at] : []));
    return {
      places: holding(found.places, (at) => shownIn("place", at) || plans.some((plan, p) => plan[1] === at && shownIn("plan", p))),
      plans: holding(found.plans, (at) => shownIn("plan", at)),
      dots: holding(found.dots, (at) => shownDot[at]),
    };
  }

  function idOf(dot) {
    if (!ids) {
      ids = [];
      dots.rest.forEach((rest, at) => ids.push((at ? ids[at - 1].slice(0, dots.shared[at]) : "") + rest));
    }
    return ids[dot];
  }

  function dotOf(id) {
    idOf(0);
    return ids.indexOf(id);
  }

  /* A task's text and where it stands, and of each of its ties the sides and facts. Read when it is needed. */
  async function textOf(task) {
    const packet = Math.floor(task / raw.chunk);
    if (!unpacked.has(packet)) unpacked.set(packet, unpack(packets[packet]));
    const [text, start, end, ties] = (await unpacked.get(packet))[task % raw.chunk];
    return { text, start, end, ties: new Map(ties.map(([tie, sides, facts]) => [tie, { sides, facts }])) };
  }

  async function unpack(packet) {
    const bytes = Uint8Array.from(atob(packet), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return JSON.parse(await new Response(stream).text());
  }

  /* The evidence of a tie: of a duty the task's sentence; of a link the task's and the requirement's. */
  async function evidenceOf(tie) {
    const link = isLink[ties.kind[tie]];
    const task = link ? ties.source[tie] : ties.target[tie];
    const own = await textOf(task);
    const { sides, facts } = own.ties.get(tie);
    if (!link) return { facts, passages: oneText(task, own.text, sides) };
    const above = ties.target[tie];
    const upper = await textOf(above);
    return { facts, passages: [...oneText(task, own.text, sides.slice(0, 1)), ...oneText(above, upper.text, sides.slice(1))] };
  }

  /* A passage for each side, all of one text. */
  function oneText(task, text, sides) {
    return sides.map(([marks, start, end]) => ({ task, text, marks, start, end }));
  }

  return {
    raw, dots, ties, places, plans, bands, count, tasks, tiesOf, shownDot, shownTie, isLink, ranges,
    isTask, placeOf, kindOf, tieKind, otherEnd, filter, frameOf, shownIn, around, chain, search, idOf, dotOf, textOf, evidenceOf,
    bundles: () => bundles,
  };
}
