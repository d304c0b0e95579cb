/* On a phone a row of a list is a block without the heads of its columns, so each cell carries its own (see lists.css). */
(() => {
  const labelled = (row, heads) => {
    for (const cell of row.cells) {
      const head = cell.colSpan === 1 && !cell.classList.contains("title") && heads[cell.cellIndex];
      if (head) cell.dataset.label = head;
      if (!cell.textContent.trim() && !cell.querySelector("img, svg, input, button")) cell.dataset.blank = "";
    }
  };

  const labelAll = () => {
    for (const table of document.querySelectorAll("table.listing")) {
      const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.querySelector("input") ? "" : head.textContent.trim());
      for (const body of table.tBodies) for (const row of body.rows) labelled(row, heads);
    }
  };

  labelAll();
  document.addEventListener("w-swap:success", labelAll); // the list is searched or narrowed in place
})();
