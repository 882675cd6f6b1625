// The reader: marks open their finding in the panel, keys move and judge, boxes show and hide kinds.
(() => {
  "use strict";
  const text = document.getElementById("text"), panel = document.getElementById("panel");
  const list = document.getElementById("all"), kinds = document.getElementById("kinds");
  const marks = [...text.querySelectorAll("a.m")];
  let current = null, number = null;

  for (const mark of marks) mark.tabIndex = -1;
  if (marks.length) marks[0].tabIndex = 0;

  const numbers = (mark) => mark.dataset.f.split(" ");
  const entry = (n) => document.getElementById("f" + n);
  const kindOf = (n) => [...entry(n).classList].find((name) => name.startsWith("k-")).slice(2);
  const hidden = () => new Set([...kinds.querySelectorAll("input:not(:checked)")].map((box) => box.value));
  const shown = (mark) => { const off = hidden(); return numbers(mark).filter((n) => !off.has(kindOf(n))); };

  function filter() {
    const off = hidden();
    for (const mark of marks) {
      const left = numbers(mark).filter((n) => !off.has(kindOf(n)));
      mark.classList.toggle("off", left.length === 0);
      for (const name of [...mark.classList]) if (name.startsWith("off-")) mark.classList.remove(name);
      for (const kind of off) mark.classList.add("off-" + kind);
    }
    for (const item of list.children) item.hidden = off.has(kindOf(item.id.slice(1)));
  }

  async function show(mark, n) {
    if (current) { current.classList.remove("current"); current.tabIndex = -1; }
    for (const other of text.querySelectorAll(".same")) other.classList.remove("same");
    current = mark; number = n;
    mark.classList.add("current"); mark.tabIndex = 0;
    for (const other of marks) if (numbers(other).includes(n)) other.classList.add("same");
    await fill(fetch(entry(n).querySelector("a").href, { headers: { "X-Part": "1" } }));
  }

  async function fill(asked) {
    try {
      const answer = await asked;
      panel.innerHTML = await answer.text();
      return answer.ok;
    } catch (error) {
      panel.textContent = String(error);
      return false;
    }
  }

  function open(mark) {
    const here = shown(mark);
    if (!here.length) return;
    const next = mark === current ? (here.indexOf(number) + 1) % here.length : 0;
    show(mark, here[next]);
  }

  function step(by) {
    const visible = marks.filter((mark) => shown(mark).length);
    if (!visible.length) return;
    const begin = (n) => visible.findIndex((mark) => numbers(mark).includes(n));
    let at = current ? visible.indexOf(current) : (by > 0 ? -1 : visible.length);
    do { at += by; } while (visible[at] && current && at !== begin(shown(visible[at])[0]));
    const mark = visible[at];
    if (!mark) return;
    show(mark, shown(mark)[0]);
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
  }

  async function judge(form, button) {
    const by = form.elements.by;
    if (!by.value.trim()) { by.focus(); by.reportValidity(); return; }
    const fields = new URLSearchParams(new FormData(form));
    fields.set("verdict", button.value);
    const ok = await fill(fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { "X-Part": "1" } }));
    const said = { right: "accepted", accept: "accepted", wrong: "rejected", reject: "rejected", corrected: "corrected" }[button.value];
    if (!ok || number === null) return;
    for (const mark of [...marks, entry(number)]) {
      if (mark !== entry(number) && !numbers(mark).includes(number)) continue;
      mark.classList.remove("v-accepted", "v-rejected", "v-corrected");
      if (said) mark.classList.add("v-" + said);
    }
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("a.m");
    if (!mark || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(mark);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const n = link.parentElement.id.slice(1), mark = marks.find((each) => numbers(each).includes(n));
    show(mark, n);
    mark.scrollIntoView({ block: "center" });
  });
  panel.addEventListener("submit", (event) => { event.preventDefault(); judge(event.target, event.submitter); });
  kinds.addEventListener("change", filter);
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.addEventListener("selectionchange", () => {
    const field = document.getElementById("c-span"), chosen = document.getSelection();
    if (field && chosen.rangeCount && text.contains(chosen.anchorNode) && String(chosen).trim()) field.value = String(chosen).trim();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const press = (name) => { const button = panel.querySelector(`.verdicts .${name}`); if (button) button.click(); };
    const keys = {
      j: () => step(1), k: () => step(-1), y: () => press("yes"), n: () => press("no"), u: () => press("plain"),
      e: () => { const more = panel.querySelector(".correct"); if (more) { more.open = true; more.querySelector("select, input").focus(); } },
    };
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
  filter();
})();
