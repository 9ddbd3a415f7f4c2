"use strict";
// Adds to a table that already reads without it: sorting by any column, filters, a search key.
{
  const find = (id) => document.getElementById(id);
  const table = find("articles");
  if (table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const filters = find("filters");
    const words = new Intl.Collator("en", { numeric: true });
    for (const element of document.querySelectorAll(".filters, .keys")) element.hidden = false;

    const valueOf = (row, column) => row.cells[column].dataset.value;
    const compare = {
      number: (a, b) => Number(a) - Number(b),
      text: (a, b) => words.compare(a, b),
    };

    // A column of counts is first wanted from the top down; the verdict, worst first, is in order as it stands.
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      const isCount = head.dataset.type === "number" && column > 0;
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const first = isCount ? "descending" : "ascending";
        const order = before === first ? (isCount ? "ascending" : "descending") : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        const sign = order === "ascending" ? 1 : -1;
        const sorted = rows.slice().sort((a, b) => sign * compare[head.dataset.type](valueOf(a, column), valueOf(b, column)));
        body.append(...sorted);
      });
    });

    const filter = () => {
      const labels = new Set([...filters.querySelectorAll('[aria-pressed="true"]')].map((chip) => chip.dataset.label));
      const sought = find("search").value.trim().toLowerCase();
      for (const row of rows) {
        row.hidden = !(labels.has(row.dataset.label) && row.querySelector(".name").textContent.toLowerCase().includes(sought));
      }
      const shown = rows.filter((row) => !row.hidden).length;
      find("nothing").hidden = shown > 0;
      find("shown").textContent = shown < rows.length ? `${shown} of ${rows.length} shown` : "";
    };
    filters.addEventListener("input", filter);
    filters.addEventListener("click", (event) => {
      const chip = event.target.closest("[aria-pressed]");
      if (!chip) return;
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });

    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
      event.preventDefault();
      find("search").focus();
    });
  }
}
