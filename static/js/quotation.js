// Select text of the article: the quotation stands ready to copy, with its source and a link
// that opens the article and marks this very place.
"use strict";
(() => {
  // As `search/article/quotation.py` reads it.
  const GAP = "…";
  const MAX_WHOLE_CHARS = 200;
  const EDGE_WORDS = 8;

  const box = document.getElementById("quotation");
  const text = document.getElementById("text");
  if (!box || !text) return;
  const field = document.getElementById("quotation-text");

  function short(quote) {
    if (quote.length <= MAX_WHOLE_CHARS) return quote;
    const words = quote.split(" ");
    if (words.length < 3 * EDGE_WORDS) return quote;
    return words.slice(0, EDGE_WORDS).join(" ") + GAP + words.slice(-EDGE_WORDS).join(" ");
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
    const quote = selection.toString().trim().replace(/\s+/g, " ");
    if (!quote) return;
    const link = `${box.dataset.url}?${new URLSearchParams({ quote: short(quote) })}#hit-1`;
    field.value = `“${quote}”\n\n${box.dataset.source}\n${link}`;
    box.hidden = false;
  });
})();
