/* Filters beside the legend: levels of government, and days between which a task is due. */

function makeFilters(holder, levels, dated, words, onChange) {
  const state = { levels: new Set(levels.map(([level]) => level)), from: "", to: "", undated: true };

  function draw() {
    if (levels.length < 2 && !dated) return holder.replaceChildren();
    replaceButtons(holder, [levelButtons(), dated ? dates() : null, reset()].filter(Boolean));
  }

  function levelButtons() {
    if (levels.length < 2) return null;
    const buttons = levels.map(([level, names]) => {
      const button = choiceButton(`level ${level}`, state.levels.has(level), () => toggle(level), names[words.lang()]);
      button.className = "chip";
      return button;
    });
    return make("div", { className: "filter", role: "group", "aria-label": words("levels") }, ...buttons);
  }

  function toggle(level) {
    if (!state.levels.delete(level)) state.levels.add(level);
    changed(`level ${level}`);
  }

  function dates() {
    const day = (name) => {
      const input = make("input", { type: "date", value: state[name], max: "9999-12-31", "aria-label": words(`due ${name}`) });
      input.dataset.name = name;
      input.addEventListener("change", () => {
        state[name] = input.value;
        changed(name);
      });
      return input;
    };
    const box = make("input", { type: "checkbox", checked: state.undated });
    box.dataset.name = "undated";
    box.addEventListener("change", () => {
      state.undated = box.checked;
      changed("undated");
    });
    const undated = make("label", { className: "undated" }, box, words("undated"));
    const name = make("span", { className: "label" }, words("due"));
    return make("div", { className: "filter", role: "group", "aria-label": words("dates") }, name, day("from"), "–", day("to"), undated);
  }

  function reset() {
    if (!active()) return null;
    const button = make("button", { type: "button", className: "chip plain" }, words("reset"));
    button.addEventListener("click", () => {
      Object.assign(state, { levels: new Set(levels.map(([level]) => level)), from: "", to: "", undated: true });
      changed("from");
    });
    return button;
  }

  function changed(name) {
    draw();
    holder.querySelector(`[data-name="${CSS.escape(name)}"]`)?.focus();
    onChange();
  }

  function active() {
    return state.levels.size < levels.length || state.from !== "" || state.to !== "" || !state.undated;
  }

  /* Whether a thing of a level and a due day passes; null is a thing that has no such property. */
  function passes(level, due) {
    if (level !== null && levels.length && !state.levels.has(level)) return false;
    if (due === null) return true;
    if (due === "") return state.undated;
    const day = due.slice(0, 10);
    return (state.from === "" || day >= state.from) && (state.to === "" || day <= state.to);
  }

  /* Takes over what `read` gave. */
  function restore(kept) {
    Object.assign(state, { ...kept, levels: new Set(kept.levels) });
    draw();
  }

  /* What the filters leave, in words; empty where they leave all. */
  function said() {
    const shown = levels.filter(([level]) => state.levels.has(level)).map(([, names]) => names[words.lang()]);
    const parts = state.levels.size < levels.length ? [shown.join("、") || "—"] : [];
    if (state.from || state.to) parts.push(`${words("due")} ${state.from || "…"} – ${state.to || "…"}`);
    if (!state.undated) parts.push(words("datedOnly"));
    return parts.join(" · ");
  }

  return { active, draw, passes, read: () => ({ ...state, levels: [...state.levels] }), restore, said };
}
