// The query desk: the editor, the form of a question, running a query, keeping and sharing it.
import { editor } from "./editor.js";
import { parse } from "./answer.js";
import { table } from "./table.js";
import { chart } from "./chart.js";
import { network } from "./network.js";

const told = JSON.parse(document.getElementById("told").textContent);
const $ = id => document.getElementById(id);
const views = { table, chart, network };
const LONGEST_LINK = 30000;

export function say(key, values = {}) {
  return (told.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const code = editor($("source"), told, run);
let answer = null, view = told.view in views ? told.view : "table", running = null, changed = false;

function status(text, bad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", bad);
}

const FAILURES = { 400: "wrong", 403: "refused", 503: "busy", 504: "slow", 507: "much" };

function failure(code, text) {
  const key = FAILURES[code] ?? "failed";
  return say(key) + (["wrong", "refused", "failed"].includes(key) ? text.trim() : "");
}

async function run() {
  running?.abort();
  const mine = running = new AbortController();
  $("stop").hidden = false;
  status(say("running"));
  share();
  const began = performance.now();
  try {
    const got = await fetch("/sparql", {
      method: "POST", body: code.text(), signal: mine.signal,
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples" },
    });
    const text = await got.text();
    if (!got.ok) { status(failure(got.status, text), true); return; }
    answer = parse(text, got.headers.get("content-type"));
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const cut = !changed && answer.rows.length > 0 && answer.rows.length === Number(values().limit);
    status(answer.truth === undefined ? say(answer.triples ? "triples" : cut ? "rows-cut" : "rows", { count: answer.rows.length, seconds }) : "");
    show();
  } catch (problem) {
    status(say(problem.name === "AbortError" ? "stopped" : "lost"), problem.name !== "AbortError");
  } finally {
    if (running === mine) { running = null; $("stop").hidden = true; }
  }
}

function show() {
  $("answer").hidden = false;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.dataset.view === view;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    if (on) $("shown").setAttribute("aria-labelledby", tab.id);
  }
  for (const button of document.querySelectorAll("[data-kind=ttl]")) button.hidden = !answer.triples;
  $("shown").replaceChildren(answer.truth === undefined && answer.rows.length ? views[view](answer, told, say) : bare());
}

function bare() {
  const line = document.createElement("p");
  line.className = answer.truth === undefined ? "nothing" : "truth";
  line.textContent = say(answer.truth === undefined ? "nothing" : answer.truth ? "yes" : "no");
  if (answer.truth === undefined && told.question && !changed) whyNone(line);
  return line;
}

async function whyNone(line) {
  try {
    const reason = await (await post("/query/none", { name: told.question, values: values() })).json();
    if (reason.none) line.textContent = reason.none;
  } catch { /* the general words stay */ }
}

function address() {
  const given = new URLSearchParams();
  const form = $("conditions");
  if (told.question && !changed) {
    given.set("question", told.question);
    for (const [name, value] of form ? new FormData(form) : []) if (name !== "question") given.set(name, value);
  } else given.set("query", code.text());
  given.set("view", view);
  return `/query?${given}`;
}

function share() {
  const link = address();
  if (link.length <= LONGEST_LINK) history.replaceState(null, "", link);
}

async function post(path, content) {
  const got = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) });
  if (!got.ok) throw new Error(failure(got.status, await got.text()));
  return got;
}

function values() {
  const form = $("conditions");
  return Object.fromEntries([...(form ? new FormData(form) : [])].filter(([name]) => name.startsWith("p.")).map(([name, value]) => [name.slice(2), value]));
}

// The form of a question: the query behind it follows.
async function bind() {
  const form = $("conditions");
  if (!form.checkValidity()) return false;
  try {
    code.put((await (await post("/query/bind", { name: told.question, values: values() })).json()).query);
    changed = false;
    status("");
    return true;
  } catch (problem) { status(problem.message, true); return false; }
}

function wire() {
  code.changed(() => { changed = true; });
  $("run").addEventListener("click", run);
  $("stop").addEventListener("click", () => running?.abort());
  $("conditions")?.addEventListener("change", bind);
  $("conditions")?.addEventListener("submit", async event => { event.preventDefault(); if (await bind()) run(); });
  $("link").addEventListener("click", copy);
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const [place, tab] of tabs.entries()) {
    tab.addEventListener("click", () => { view = tab.dataset.view; share(); show(); });
    tab.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { const next = tabs[(place + step + tabs.length) % tabs.length]; next.focus(); next.click(); }
    });
  }
  for (const button of document.querySelectorAll("[data-kind]")) button.addEventListener("click", () => download(button.dataset.kind));
  $("library-find").addEventListener("input", event => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const one of document.querySelectorAll("#library li"))
      one.hidden = ![one.textContent, one.dataset.name, one.title].some(said => said.toLowerCase().includes(wanted));
    for (const shelf of document.querySelectorAll("#library .shelf")) {
      shelf.hidden = !shelf.querySelector("li:not([hidden])");
      if (wanted && !shelf.hidden) shelf.open = true;
    }
  });
  $("save").addEventListener("click", () => { $("saving").hidden = false; $("save-name").focus(); });
  $("save-not").addEventListener("click", () => { $("saving").hidden = true; $("save").focus(); });
  $("saving").addEventListener("submit", event => { event.preventDefault(); keep(); });
  $("saved").addEventListener("click", event => { const drop = event.target.closest(".drop"); if (drop) remove(drop.closest("li")); });
}

async function copy() {
  const link = address();
  if (link.length > LONGEST_LINK) { status(say("too-long"), true); return; }
  share();
  try { await navigator.clipboard.writeText(location.origin + link); status(say("copied")); }
  catch { status(location.origin + link); }
}

async function download(kind) {
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await (await post("/query/file", { kind, query: code.text() })).blob());
    link.download = `zeren.${kind}`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (problem) { status(problem.message, true); }
}

async function keep() {
  const given = { name: $("save-name").value, by: $("save-by").value, note: $("save-note").value };
  try {
    const kept = await (await post("/query/saved", { ...given, query: code.text(), secret: told.secret })).json();
    $("saving").hidden = true;
    status(say("kept", { name: kept.name, number: kept.versions.length }));
    const link = Object.assign(document.createElement("a"), { href: kept.to, textContent: kept.name });
    const line = document.createElement("li");
    line.dataset.name = kept.name;
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "drop plain", textContent: "×" });
    drop.setAttribute("aria-label", `${say("drop")}：${kept.name}`);
    line.append(link, " ", drop);
    put(kept.name, line);
    $("saved").open = true;
  } catch (problem) { status(problem.message, true); }
}

function put(name, line) {
  const list = $("saved").querySelector("ul");
  for (const old of list.querySelectorAll(":scope > li")) if (old.dataset.name === name || !old.dataset.name) old.remove();
  if (line) list.append(line);
  const count = list.querySelectorAll(":scope > li").length;
  $("saved-count").textContent = count;
  if (!count) list.append(Object.assign(document.createElement("li"), { className: "nothing", textContent: list.dataset.none }));
}

async function remove(line) {
  try {
    await post("/query/saved", { name: line.dataset.name, drop: true, secret: told.secret });
    put(line.dataset.name, null);
  } catch (problem) { status(problem.message, true); }
}

wire();
if (told.view) run();
