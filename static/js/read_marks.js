// What was read in this browser: dimmed in results and counted. Kept here alone, sent nowhere.
"use strict";
(() => {
  const STORE = "dateline-read";
  const MAX_KEYS = 5000;
  const ADDRESS = /\/article\/([a-z0-9-]+)\//;

  const keyIn = (address) => ADDRESS.exec(address)?.[1] ?? "";

  function readKeys() {
    try {
      return JSON.parse(localStorage.getItem(STORE) ?? "[]");
    } catch {
      return []; // Storage is switched off, or holds something else.
    }
  }

  function remember(key) {
    const keys = readKeys().filter((each) => each !== key);
    try {
      localStorage.setItem(STORE, JSON.stringify([...keys, key].slice(-MAX_KEYS)));
    } catch {
      // Storage is full or switched off: nothing is kept.
    }
  }

  function dim() {
    const read = new Set(readKeys());
    let seen = 0;
    for (const hit of document.querySelectorAll(".hit")) {
      const isRead = read.has(keyIn(hit.querySelector("h2 a")?.getAttribute("href") ?? ""));
      hit.classList.toggle("read", isRead);
      seen += Number(isRead);
    }
    const count = document.getElementById("seen");
    if (!count) return;
    count.hidden = seen === 0;
    count.textContent = count.dataset.text.replace("{seen}", seen)
      .replace("{all}", document.querySelectorAll(".hit").length);
  }

  if (document.getElementById("article")) remember(keyIn(location.pathname));
  dim();
  document.addEventListener("htmx:afterSwap", dim);
  window.addEventListener("pageshow", dim);
})();
