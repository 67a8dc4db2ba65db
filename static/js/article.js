// Stepping through the matches of an article and the results around it: the bar and the map
// follow, n and p step from match to match, [ and ] from result to result.
"use strict";
(() => {
  const back = document.getElementById("back");
  const beside = document.getElementById("beside");
  const bar = document.getElementById("matches");
  const steps = history.length;

  // Coming straight from the results, going back finds them as they were left.
  back?.addEventListener("click", (event) => {
    const results = new URL(back.href);
    results.hash = "";
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (document.referrer !== results.href || steps < 2 || history.length !== steps) return;
    event.preventDefault();
    history.back();
  });

  function isTyping(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return true;
    return event.target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    if (event.key === "[") beside?.querySelector("[rel=prev]")?.click();
    else if (event.key === "]") beside?.querySelector("[rel=next]")?.click();
  });

  document.documentElement.classList.add("scripted");
  if (!bar) return;

  const counter = document.getElementById("counter");
  const thisMatch = document.getElementById("this-match");
  const map = document.getElementById("minimap");
  const view = document.getElementById("window");
  const text = document.getElementById("article");
  const previous = bar.querySelector("[rel=prev]");
  const next = bar.querySelector("[rel=next]");
  const total = Number(bar.dataset.total);
  const clauses = new Map(
    Array.from(document.querySelectorAll(".legend [data-clause]"), (entry) => [entry.dataset.clause, entry.textContent]),
  );
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

  // "3 of 12, summit": of several clauses, which one is matched.
  function place(number) {
    const numbers = document.getElementById(`hit-${number}`)?.parentElement.dataset.clause?.split("+") ?? [];
    const names = numbers.map((clause) => clauses.get(clause)).filter(Boolean);
    return [`${number} of ${total}`, ...names].join(", ");
  }

  function count() {
    const number = current();
    if (!number || number > total) return;
    counter.textContent = place(number);
    previous.hidden = false;
    previous.setAttribute("href", `#hit-${before(number)}`);
    next.setAttribute("href", `#hit-${after(number)}`);
    next.textContent = "Next ›";
    thisMatch.hidden = false;
    thisMatch.setAttribute("href", `#hit-${number}`);
    thisMatch.firstChild.data = "Link";
    for (const line of map.querySelectorAll("a")) {
      const holds = Number(line.dataset.first) <= number && number <= Number(line.dataset.last);
      if (holds) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
  }

  // What of the article is in the window, in the map's 1000 units.
  function look() {
    const { top, height } = text.getBoundingClientRect();
    const start = Math.max(0, -top / height);
    const end = Math.min(1, (window.innerHeight - top) / height);
    view.setAttribute("y", String(Math.round(1000 * start)));
    view.setAttribute("height", String(Math.max(0, Math.round(1000 * (end - start)))));
  }

  // The address changes without a new history entry: Back leads to the results at once.
  function go(number) {
    location.replace(`#hit-${number}`);
  }

  count();
  look();
  window.addEventListener("hashchange", count);
  window.addEventListener("scroll", look, { passive: true });
  window.addEventListener("resize", look);

  for (const part of [bar, map]) {
    part.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(link.getAttribute("href").slice("#hit-".length));
    });
  }

  thisMatch.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      thisMatch.firstChild.data = "Link copied";
    } catch {
      // No clipboard here: the address bar has the same link.
      thisMatch.firstChild.data = "Link in the address bar";
    }
  });

  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    const number = current();
    if (event.key === "n") go(number ? after(number) : inView());
    else if (event.key === "p") go(number ? before(number) : total);
  });
})();
