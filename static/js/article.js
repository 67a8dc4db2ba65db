// Stepping through the matches of an article with n and p. The links work without this.
"use strict";
(() => {
  const bar = document.getElementById("matches");
  if (!bar) return;
  const total = Number(bar.dataset.total);
  const current = () => Number(/^#hit-(\d+)$/.exec(location.hash)?.[1] ?? 0);

  // The first match below the top of the window, for a reader who scrolled here.
  function inView() {
    for (let number = 1; number <= total; number += 1) {
      if (document.getElementById(`hit-${number}`)?.getBoundingClientRect().top > 0) return number;
    }
    return 1;
  }

  // The address changes without a new history entry: Back leads to the results at once.
  function go(number) {
    location.replace(`#hit-${number}`);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#hit-"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { rel } = link;
    go(link.hash.slice("#hit-".length));
    // Steps by keyboard stay on the same link of the next match.
    document.querySelector(`mark:target + .steps a[rel="${rel || "next"}"]`)?.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const number = current();
    if (event.key === "n") go(number ? (number % total) + 1 : inView());
    else if (event.key === "p") go(number > 1 ? number - 1 : total);
  });
})();
