// Stepping through the matches of an article: the bar counts along, n and p step.
"use strict";
(() => {
  const bar = document.getElementById("matches");
  if (!bar) return;
  const counter = document.getElementById("counter");
  const [previous, next] = bar.querySelectorAll("a");
  const total = Number(bar.dataset.total);
  const current = () => Number(/^#hit-(\d+)$/.exec(location.hash)?.[1] ?? 0);
  const before = (number) => (number > 1 ? number - 1 : total);
  const after = (number) => (number % total) + 1;

  // The first match below the top of the window, for a reader who scrolled here.
  function inView() {
    for (let number = 1; number <= total; number += 1) {
      if (document.getElementById(`hit-${number}`)?.getBoundingClientRect().top > 0) return number;
    }
    return 1;
  }

  function count() {
    const number = current();
    if (!number) return;
    counter.textContent = `${number} of ${total}`;
    previous.hidden = false;
    previous.setAttribute("href", `#hit-${before(number)}`);
    next.setAttribute("href", `#hit-${after(number)}`);
    next.textContent = "Next ›";
  }

  // The address changes without a new history entry: Back leads to the results at once.
  function go(number) {
    location.replace(`#hit-${number}`);
  }

  document.documentElement.classList.add("scripted");
  count();
  window.addEventListener("hashchange", count);

  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.hash.slice("#hit-".length));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const number = current();
    if (event.key === "n") go(number ? after(number) : inView());
    else if (event.key === "p") go(number ? before(number) : total);
  });
})();
