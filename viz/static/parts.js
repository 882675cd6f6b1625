/* What the pages are made of: elements, buttons, words. Text from the data becomes text nodes only. */

const FEW = 12;

function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/* A small sample of a kind's colour and stroke. */
function swatch(kind, form) {
  const sample = make("span", { className: `swatch ${form} ${kind.shape}`, "aria-hidden": "true" });
  sample.style.color = kind.color;
  return sample;
}

/* Letters as the search compares them: full width as half width, no case, no spaces. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/* Replaces the children of `holder` and keeps the focus on the button with the same name. */
function replaceButtons(holder, buttons) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  holder.replaceChildren(...buttons);
  buttons.find((button) => button.dataset.name === focused)?.focus();
}

function choiceButton(name, pressed, onClick, ...children) {
  const button = make("button", { type: "button", "aria-pressed": String(pressed) }, ...children);
  button.dataset.name = name;
  button.addEventListener("click", onClick);
  return button;
}

/* The text with its marks, both in code points; without marks all of it is the evidence. */
function marked(text, marks) {
  const letters = Array.from(text);
  const spans = marks.length ? marks : [[0, letters.length]];
  const part = (start, end) => letters.slice(start, end).join("");
  const starts = [0, ...spans.map(([, end]) => end)];
  const pieces = spans.map(([start, end], place) => [part(starts[place], start), make("mark", {}, part(start, end))]);
  return [...pieces.flat(), part(starts.at(-1))];
}

/* A count that opens into its list; few are open at once. */
function disclosure(title, sample, count, open, draw) {
  const body = make("div", { hidden: !open });
  const button = make(
    "button",
    { type: "button", className: "fold", "aria-expanded": String(open) },
    sample,
    make("span", { className: "name" }, title),
    make("span", { className: "count" }, String(count)),
  );
  const show = () => body.childElementCount || body.append(...draw().flat(2).filter(Boolean));
  if (open) show();
  button.addEventListener("click", () => {
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
    show();
  });
  return make("section", {}, button, body);
}

/* Counts first: how much the next step would add, before it is shown. */
function stepButtons(steps, words) {
  const buttons = steps.map(([name, count, onClick, pressed]) => {
    const label = words(name, { count });
    const button = make("button", { type: "button", className: "chip", "aria-pressed": String(pressed), disabled: !count && !pressed }, label);
    button.dataset.name = name;
    button.addEventListener("click", onClick);
    return button;
  });
  return make("div", { className: "steps", role: "group", "aria-label": words("expand") }, ...buttons);
}
