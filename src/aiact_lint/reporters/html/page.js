// Filters the findings, keeps the filter in the address, and lets the reader choose the colours.
// Works on what is in the page already; nothing is fetched, and no text is ever read as HTML.
"use strict";
(() => {
  const root = document.documentElement;
  const form = document.getElementById("filter");

  const themes = ["auto", "light", "dark"];
  const button = document.getElementById("theme");
  const remembered = (value) => {
    try {
      if (value) localStorage.setItem("aiact-lint-theme", value);
      return localStorage.getItem("aiact-lint-theme");
    } catch {
      return value; // storage may be closed to files
    }
  };
  let theme = "auto";
  const paint = (wanted) => {
    theme = themes.includes(wanted) ? wanted : "auto";
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
    button.textContent = `Colours: ${theme}`;
  };
  paint(remembered() || root.dataset.theme);
  button.hidden = false;
  button.addEventListener("click", () => {
    paint(themes[(themes.indexOf(theme) + 1) % themes.length]);
    remembered(theme);
  });

  // Paper shows everything that is folded on a screen.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open], [data-screen])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });

  if (!form) return;
  const items = [...document.querySelectorAll("#list > li")].map((item) => {
    const { level, rule, system } = item.firstElementChild.dataset;
    return { item, level, rule, system, text: item.textContent.toLowerCase() };
  });
  const boxes = [...form.querySelectorAll("input[name=level]")];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const fits = (select, value) => select.value === "*" || select.value === value;

  const apply = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const each of items) {
      const fit =
        levels.has(each.level) &&
        fits(form.elements.system, each.system) &&
        fits(form.elements.rule, each.rule) &&
        words.every((word) => each.text.includes(word));
      each.item.hidden = !fit;
      shown += fit;
    }
    nothing.hidden = shown > 0;
    count.textContent = `${shown} of ${items.length} findings`;
  };

  const remember = () => {
    const state = new URLSearchParams();
    if (form.elements.q.value) state.set("q", form.elements.q.value);
    if (boxes.some((box) => !box.checked)) {
      state.set("level", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
    }
    for (const name of ["system", "rule"]) {
      if (form.elements[name].value !== "*") state.set(name, form.elements[name].value);
    }
    try {
      history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
    } catch {
      // the filter works without its address
    }
  };

  const fill = (state) => {
    form.elements.q.value = state.get("q") || "";
    const levels = state.get("level");
    for (const box of boxes) box.checked = levels === null || levels.split(",").includes(box.value);
    for (const name of ["system", "rule"]) {
      const wanted = state.get(name);
      const known = [...form.elements[name].options].some((option) => option.value === wanted);
      form.elements[name].value = known ? wanted : "*";
    }
    apply();
  };

  const read = () => {
    if (location.hash.includes("=")) {
      fill(new URLSearchParams(location.hash.slice(1)));
      document.getElementById("findings").scrollIntoView();
    }
  };
  const changed = () => {
    apply();
    remember();
  };

  form.hidden = false;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    fill(new URLSearchParams());
    remember();
  });
  // Counts of a level or a system lead to these findings alone.
  for (const link of document.querySelectorAll("a[data-only-level], a[data-system]")) {
    link.addEventListener("click", () => {
      const state = new URLSearchParams();
      if (link.dataset.onlyLevel) state.set("level", link.dataset.onlyLevel);
      if (link.dataset.system) state.set("system", link.dataset.system);
      fill(state);
      setTimeout(remember);
    });
  }
  // A link to one finding shows it even if the filter hides it.
  addEventListener("hashchange", () => {
    const target = /^#f\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target && target.parentElement.hidden) fill(new URLSearchParams());
    if (target) target.scrollIntoView();
    else read();
  });
  read();
  apply();
})();
