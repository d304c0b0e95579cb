/* Cells of tables that hold links and emphasis: shown as such, kept when a cell is edited, set from the menu of a cell.
   What counts as markup is said in sites/pages/cells.py; everything else in a cell is text. */
(() => {
  const TAG = /(<\/?(?:a|b|i|sup|sub)(?:\s+(?:href|linktype|id|fragment)="[^"<>]*")*\s*>)/;
  const PLACE = /(<a linktype="place"[^<>]*>[^<]*<\/a>)/;
  const { Handsontable } = window;

  const attributes = (tag) => {
    const found = {};
    for (const [, name, value] of tag.matchAll(/([a-z]+)="([^"]*)"/g)) {
      found[name] = new DOMParser().parseFromString(value, "text/html").body.textContent;
    }
    return found;
  };

  const shownLink = (tag) => {
    const { href, linktype, id, fragment } = attributes(tag);
    const shown = document.createElement("span");
    shown.className = linktype === "place" ? "place-in-text" : "link-in-cell";
    shown.title = linktype === "place" ? `#${id}` : href || `${linktype} ${id}${fragment ? ` #${fragment}` : ""}`;
    return shown;
  };

  const nodesOf = (text) => {
    const top = document.createElement("div");
    const open = [top];
    for (const part of text.split(TAG)) {
      const tag = TAG.test(part) ? part.match(/^<(\/?)([a-z]+)/) : null;
      if (!tag) {
        open.at(-1).append(part);
      } else if (tag[1]) {
        if (open.length > 1) open.pop();
      } else {
        const element = tag[2] === "a" ? shownLink(part) : document.createElement(tag[2]);
        open.at(-1).append(element);
        open.push(element);
      }
    }
    return [...top.childNodes];
  };

  function cellMarkup(instance, td, row, col, prop, value, ...rest) {
    Handsontable.renderers.TextRenderer.call(this, instance, td, row, col, prop, value, ...rest);
    if (TAG.test(value || "")) td.replaceChildren(...nodesOf(value));
  }
  Handsontable.renderers.registerRenderer("cell_markup", cellMarkup);

  const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  const withoutLinks = (text) =>
    text
      .split(PLACE)
      .map((part) => (PLACE.test(part) ? part : part.replace(/<\/?a(?:\s[^<>]*)?>/g, "")))
      .join("");

  const linked = (text, chosen) => {
    const open = chosen.id ? `<a linktype="page" id="${chosen.id}">` : `<a href="${quoted(chosen.url)}">`;
    return withoutLinks(text || chosen.title || chosen.url)
      .split(PLACE)
      .map((part) => (part.trim() && !PLACE.test(part) ? `${open}${part}</a>` : part))
      .join("");
  };

  const emboldened = (text) => (/<b>/.test(text) ? text.replace(/<\/?b>/g, "") : text && `<b>${text}</b>`);

  const selectedCell = (table) => {
    const [row, col, endRow, endCol] = table.getSelectedLast() || [];
    return { row: Math.min(row, endRow), col: Math.min(col, endCol) };
  };

  const change = (table, changed) => {
    const { row, col } = selectedCell(table);
    table.setDataAtCell(row, col, changed(table.getDataAtCell(row, col) || ""));
  };

  const chooseLink = (table, choosers) => {
    const { row, col } = selectedCell(table);
    const text = table.getDataAtCell(row, col) || "";
    const first = text.split(TAG).find((part) => /^<a (?!linktype="place")/.test(part));
    const { href = "" } = first ? attributes(first) : {};
    const urlParams = {
      page_type: "wagtailcore.page",
      allow_external_link: true,
      allow_email_link: true,
      allow_phone_link: true,
      allow_anchor_link: true,
      link_text: text.split(TAG).filter((part) => !TAG.test(part)).join(""),
    };
    if (href) urlParams.link_url = href;
    window.ModalWorkflow({
      url: /^https?:/.test(href) ? choosers.externalLinkChooser : choosers.pageChooser,
      urlParams,
      onload: window.PAGE_CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { pageChosen: (chosen) => table.setDataAtCell(row, col, linked(text, chosen)) },
    });
  };

  const isMerged = (table) => {
    const { row, col } = selectedCell(table);
    return Boolean(table.getPlugin("mergeCells").mergedCellsCollection.get(row, col));
  };

  Handsontable.hooks.add("beforeContextMenuSetItems", function addItems(items) {
    const { markup } = this.getSettings();
    if (!markup) return;
    const { words, choosers } = markup;
    for (const item of items) {
      if (item.key === "mergeCells") item.name = () => (isMerged(this) ? words.unmergeCells : words.mergeCells);
      else if (words[item.key]) item.name = words[item.key];
    }
    items.unshift(
      { key: "link", name: words.link, callback: () => chooseLink(this, choosers) },
      { key: "unlink", name: words.unlink, callback: () => change(this, withoutLinks) },
      { key: "bold", name: words.bold, callback: () => change(this, emboldened) },
      { name: "---------" },
    );
  });
})();
