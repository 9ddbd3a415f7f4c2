"use strict";
// Adds to a page that already reads without it: lighting a note and its marks, filters, heat, keys.
{
  const find = (id) => document.getElementById(id);
  const reading = document.querySelector(".reading");
  const list = find("notes");
  const notes = [...document.querySelectorAll(".note")];
  const marks = [...reading.querySelectorAll(".mark")].map((element) => ({
    element,
    notes: element.dataset.notes.split(" ").map(Number),
    inner: Number(element.dataset.inner),
    signs: element.dataset.signs,
  }));
  const marksOf = (number) => marks.filter((mark) => mark.notes.includes(number));
  const numberOf = (note) => Number(note.dataset.number);
  const isWide = matchMedia("(min-width: 62.01rem)");
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let lit = null;

  document.documentElement.classList.add("js");
  for (const element of document.querySelectorAll(".tools, .filters, .keys, .close")) element.hidden = false;

  function light(note, goTo) {
    for (const element of document.querySelectorAll(".on")) element.classList.remove("on");
    lit?.removeAttribute("aria-current");
    lit = note;
    if (!note) return;
    note.classList.add("on");
    note.setAttribute("aria-current", "true");
    const own = marksOf(numberOf(note));
    for (const { element } of own) element.classList.add("on");
    if (isWide.matches) list.scrollTop = note.offsetTop - list.clientHeight / 3;
    if (goTo && own.length) {
      own[0].element.focus({ preventScroll: true });
      own[0].element.scrollIntoView({ block: isWide.matches ? "center" : "start", behavior: isStill.matches ? "auto" : "smooth" });
    }
  }

  function step(by) {
    const shown = notes.filter((note) => !note.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(lit);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    light(shown[next], true);
  }

  // A click on text under several notes takes them in turn, shortest first.
  reading.addEventListener("click", (event) => {
    const element = event.target.closest(".mark");
    if (!element) return;
    event.preventDefault();
    const under = marks.find((mark) => mark.element === element).notes.map((number) => find(`n${number}`)).filter((note) => !note.hidden);
    if (under.length) light(under[(under.indexOf(lit) + 1) % under.length], false);
  });

  for (const note of notes) {
    const near = (on) => marksOf(numberOf(note)).forEach(({ element }) => element.classList.toggle("near", on));
    note.addEventListener("mouseenter", () => near(true));
    note.addEventListener("mouseleave", () => near(false));
    note.addEventListener("click", (event) => {
      if (event.target.closest(".close")) return light(null);
      if (event.target.closest("details") || !getSelection().isCollapsed) return undefined;
      event.preventDefault();
      return light(note, true);
    });
  }

  const filters = find("filters");
  function filter() {
    const severities = new Set([...filters.querySelectorAll('[aria-pressed="true"]')].map((chip) => chip.dataset.severity));
    const category = find("category").value;
    const rule = find("rule").value;
    const sought = find("search").value.trim().toLowerCase();
    for (const note of notes) {
      const { severity, category: ownCategory, rule: ownRule } = note.dataset;
      note.hidden = !(severities.has(severity) && (!category || category === ownCategory) && (!rule || rule === ownRule) &&
        (!sought || note.textContent.toLowerCase().includes(sought)));
    }
    const hidden = new Set(notes.filter((note) => note.hidden).map(numberOf));
    for (const mark of marks) {
      const isOff = (number) => hidden.has(number);
      mark.element.classList.toggle("off", mark.notes.every(isOff));
      mark.element.classList.toggle("inner-off", mark.inner > 0 && isOff(mark.inner));
      mark.element.classList.toggle("outer-off", mark.notes.every((number) => number === mark.inner || isOff(number)));
      if (mark.signs) mark.element.dataset.signs = mark.signs.split(" ").filter((sign) => !isOff(Number(sign.slice(1)))).join(" ");
    }
    if (lit?.hidden) light(null);
    find("nothing").hidden = hidden.size < notes.length;
    find("shown").textContent = hidden.size ? `${notes.length - hidden.size} of ${notes.length} shown` : "";
  }
  if (filters) {
    filters.addEventListener("input", filter);
    filters.addEventListener("click", (event) => {
      const chip = event.target.closest("[aria-pressed]");
      if (!chip) return;
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }

  const heat = find("heat");
  heat?.addEventListener("click", () => {
    const isOn = heat.getAttribute("aria-pressed") !== "true";
    heat.setAttribute("aria-pressed", String(isOn));
    heat.closest(".reading").classList.toggle("heat", isOn);
  });

  // The strip is one stop for the Tab key; arrows move along it.
  const bars = [...document.querySelectorAll(".bar")];
  bars.forEach((bar, at) => {
    bar.tabIndex = at ? -1 : 0;
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = by && bars[at + by];
      if (!next) return;
      event.preventDefault();
      bar.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });

  // A link to a rule opens it.
  addEventListener("hashchange", () => {
    const target = find(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    h: () => heat?.click(),
    "/": () => find("search")?.focus(),
    Escape: () => light(null),
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, select");
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    if (isTyping && event.key !== "Escape") return;
    if (isTyping) event.target.blur();
    else if (event.key !== "Escape") event.preventDefault();
    keys[event.key]();
  });
}
