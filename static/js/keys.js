// Keys of every page: j and k go through a list of results, o opens one, ? shows all keys.
// A reader can switch letters off on a device: they may be commands of a screen reader or voice.
"use strict";
(() => {
  const STORED = "keys";
  const sheet = document.getElementById("key-sheet");
  const box = document.getElementById("keys-on");
  if (!sheet || !box) return;

  const areOn = () => {
    try {
      return localStorage.getItem(STORED) !== "off";
    } catch {
      return true; // no storage here: the keys work
    }
  };
  box.checked = areOn();
  box.parentElement.hidden = false;
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  });

  function goBy(step) {
    const links = [...document.querySelectorAll(".hit h2 a, .hit [data-result]")];
    if (!links.length) return;
    const hit = document.activeElement?.closest(".hit");
    const now = links.findIndex((link) => link.closest(".hit") === hit);
    const next = links[now < 0 ? 0 : Math.min(Math.max(now + step, 0), links.length - 1)];
    next.focus({ preventScroll: true });
    next.closest(".hit").scrollIntoView({ block: "nearest" });
  }

  const commands = {
    j: () => goBy(1),
    k: () => goBy(-1),
    o: () => document.activeElement?.closest(".hit")?.querySelector("h2 a")?.click(),
    "?": () => sheet.togglePopover(),
  };

  // First of all listeners, so that letters switched off reach none of the others.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!areOn()) {
      event.stopImmediatePropagation();
      return;
    }
    const command = commands[event.key];
    // A page with keys of its own, such as a review queue, keeps them.
    if (!command || document.querySelector(`[data-key="${event.key}"]`)) return;
    event.preventDefault();
    command();
  }, { capture: true });
})();
