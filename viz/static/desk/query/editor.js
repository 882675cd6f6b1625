// The editor: Yasqe, with prefixes and completion from the ontology, and nothing from elsewhere.

const ORDER = ["properties", "individuals", "classes"];

// Where a term may stand: the token before the cursor is of a name, or nothing is there yet.
function fits(yasqe) {
  const token = yasqe.getCompleteToken();
  if (!token || /comment|string/.test(token.type ?? "") || token.string.startsWith("?") || token.string.startsWith("$")) return false;
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  return !/^(prefix|base)$/i.test(before?.string ?? "");
}

// Terms by their short name and by their label, kinds in an order: 牵头 finds zr:leadBy.
function found(terms, prefixes, typed, order) {
  const wanted = typed.toLowerCase().replace(/^<|>$/g, "");
  const ranked = [];
  for (const term of terms) {
    const name = short(term.iri, prefixes);
    const bare = name.slice(name.indexOf(":") + 1).toLowerCase();
    const rank = !wanted || name.toLowerCase().startsWith(wanted) || bare.startsWith(wanted) || term.label.toLowerCase().startsWith(wanted) ? 0
      : [name, term.label].some(text => text.toLowerCase().includes(wanted)) ? 1 : 2;
    if (rank < 2) ranked.push({ rank, name, term });
  }
  return ranked.sort((a, b) => a.rank - b.rank || order.indexOf(a.term.kind) - order.indexOf(b.term.kind) || a.name.localeCompare(b.name)).slice(0, 60);
}

export function short(iri, prefixes) {
  for (const [prefix, space] of Object.entries(prefixes)) {
    if (iri.startsWith(space) && iri.length > space.length) return `${prefix}:${iri.slice(space.length)}`;
  }
  return iri;
}

function completion(terms, prefixes, text) {
  return {
    text, displayText: text,
    render(element) {
      element.textContent = text;
      const label = document.createElement("small");
      label.textContent = `  ${terms.label}`;
      element.title = terms.comment;
      element.append(label);
    },
    hint(cm, data, chosen) {
      cm.replaceRange(chosen.text, data.from, data.to, "complete");
      const prefix = text.slice(0, text.indexOf(":"));
      if (prefixes[prefix] && !(prefix in cm.getPrefixesFromQuery())) cm.addPrefixes({ [prefix]: prefixes[prefix] });
    },
  };
}

// Complete what stands before the cursor, as Ctrl-Space or typing asks for it.
function complete(cm, terms, prefixes, quiet) {
  if (!fits(cm)) return;
  const { line, ch } = cm.getDoc().getCursor();
  const typed = /[\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*$/u.exec(cm.getLine(line).slice(0, ch))[0];
  if (quiet && !/:|\p{Script=Han}/u.test(typed)) return;
  const before = cm.getPreviousNonWsToken(line, cm.getCompleteToken())?.string;
  const list = found(terms, prefixes, typed, before === "a" ? [...ORDER].reverse() : ORDER).map(({ name, term }) => completion(term, prefixes, name));
  if (!list.length || (quiet && list.length === 1 && list[0].text === typed)) return;
  cm.showHint({ completeSingle: false, closeCharacters: /[\s()[\]{};>,]/,
    hint: () => ({ list, from: { line, ch: ch - typed.length }, to: { line, ch } }) });
}

export function editor(source, told, run) {
  const terms = [];
  fetch(`/query/terms.json?lang=${told.lang}`).then(got => got.ok ? got.json() : {}).then(kinds => {
    for (const [kind, some] of Object.entries(kinds)) terms.push(...some.map(term => ({ ...term, kind })));
  }).catch(() => {});
  let watch = () => {};
  const cm = yasqe(source, told, run, terms, () => watch());
  return {
    text: () => cm.getValue(),
    put: text => { cm.setValue(text); },
    changed: happened => { watch = happened; },
  };
}

function yasqe(source, told, run, terms, happened) {
  const place = source.parentElement, text = source.value;
  source.hidden = true;
  const cm = new window.Yasqe(place, {
    value: text, persistenceId: null, resizeable: false, showQueryButton: false, createShareableLink: null, pluginButtons: undefined,
    autocompleters: ["variables"], collapsePrefixesOnLoad: false, lineNumbers: true, editorHeight: "auto", consumeShareLink: null,
    extraKeys: {
      "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), "Shift-Ctrl-F": editing => editing.autoformat(), "Ctrl-/": editing => editing.commentLines(),
      "Ctrl-Space": editing => { /^[?$]/.test(editing.getCompleteToken()?.string ?? "") ? editing.autocomplete() : complete(editing, terms, told.prefixes, false); },
      Esc: () => document.getElementById("run").focus(),
    },
  });
  cm.setValue(text);
  const area = cm.getInputField();
  area.setAttribute("aria-label", document.querySelector("label[for=source]").textContent);
  cm.getScrollerElement().tabIndex = 0;
  cm.on("inputRead", () => setTimeout(() => complete(cm, terms, told.prefixes, true)));
  cm.on("change", (_, change) => { if (change.origin !== "setValue") happened(); });
  return cm;
}
