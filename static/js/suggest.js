// The search box: `/` goes to it, and words are suggested below it while typing.
// An ARIA combobox with a list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
"use strict";
(() => {
  const WAIT_MS = 120;
  const MIN_CHARS = 2;
  const MAX_SHOWN = 9;
  const MAX_PLACES = 4;

  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  let timer;
  let fetching = new AbortController();
  let active = -1;
  let shown = [];

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function forget() {
    clearTimeout(timer);
    fetching.abort();
  }

  function close() {
    forget();
    list.hidden = true;
    mark(-1);
    box.setAttribute("aria-expanded", "false");
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[index].id);
  }

  // Each is a search for its text or, with an address, what lies there.
  function show(found) {
    shown = found;
    list.replaceChildren(...found.map(({ text, detail, url }, i) => {
      const option = document.createElement("li");
      option.id = `suggestion-${i}`;
      option.setAttribute("role", "option");
      const name = document.createElement("span");
      name.className = url ? "name place" : "name";
      name.dir = "auto";
      name.textContent = text;
      const about = document.createElement("span");
      about.className = "detail";
      about.textContent = detail;
      option.append(name, " ", about);
      return option;
    }));
    mark(-1);
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
  }

  function choose(index) {
    const { text, url } = shown[index];
    close();
    if (url) {
      location.assign(url);
      return;
    }
    box.value = text;
    box.form.requestSubmit();
  }

  // The last places are for headlines and sources, if there are any.
  function pick(texts, details, urls, typed) {
    const all = texts.map((text, i) => ({ text, detail: details[i], url: urls[i] }));
    const places = all.filter(({ url }) => url);
    const searches = all.filter(({ text, url }) => !url && text !== typed);
    return [...searches.slice(0, MAX_SHOWN - Math.min(places.length, MAX_PLACES)), ...places]
      .slice(0, MAX_SHOWN);
  }

  async function suggest() {
    fetching = new AbortController();
    const typed = box.value;
    try {
      const url = `${box.dataset.suggest}?full=1&q=${encodeURIComponent(typed)}`;
      const answer = await fetch(url, { signal: fetching.signal });
      const [, texts, details, urls] = answer.ok ? await answer.json() : ["", [], [], []];
      if (document.activeElement === box && box.value === typed) {
        show(pick(texts, details, urls, typed));
      }
    } catch (error) {
      // Without an answer there is nothing to suggest; searching goes on.
      if (error.name !== "AbortError") close();
    }
  }

  // What an input method composes is no word yet: neither search nor suggestions hear of it.
  box.parentElement.addEventListener("input", (event) => {
    if (event.isComposing) event.stopPropagation();
  }, { capture: true });
  box.addEventListener("compositionend", () => {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  box.addEventListener("input", () => {
    forget();
    if (box.value.trim().length < MIN_CHARS) close();
    else timer = setTimeout(suggest, WAIT_MS);
  });

  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    // One place more than there are options: the reader's own text.
    if (event.key === "ArrowDown") mark(((active + 2) % (count + 1)) - 1);
    else if (event.key === "ArrowUp") mark(((active + 1 + count) % (count + 1)) - 1);
    else if (event.key === "Enter" && active >= 0) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) choose([...list.children].indexOf(option));
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
