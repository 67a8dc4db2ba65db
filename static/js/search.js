// What htmx leaves to the page: clean addresses, one history entry a search, and focus.
"use strict";
(() => {
  const ANNOUNCE_AFTER_MS = 700;

  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const trouble = document.getElementById("trouble");
  const announcement = document.getElementById("announcement");
  const results = () => document.getElementById("results");
  const fromForm = (event) => event.detail.requestConfig.elt === form;
  // Whether the last history entry is a search that is still being typed.
  let typing = false;
  // What was selected, where the whole text was, before the last change.
  let replaced = "";
  let drawerOpen = false;
  let announcing;

  // The box shows the query of the results beside it.
  function follow() {
    box.value = results().dataset.q;
  }

  function announce() {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      announcement.textContent = document.getElementById("tally").textContent;
    }, ANNOUNCE_AFTER_MS);
  }

  // Whoever comes back to the box, or types something else over all of it, begins another search.
  box.addEventListener("blur", () => { typing &&= document.activeElement === box; });
  box.addEventListener("beforeinput", () => {
    const whole = box.selectionEnd - box.selectionStart === box.value.length;
    replaced = whole ? box.value : "";
  });
  box.addEventListener("input", () => {
    if (!box.value.startsWith(replaced)) typing = false;
  });

  document.addEventListener("htmx:configRequest", (event) => {
    for (const name of ["q", "from", "to"]) {
      if (event.detail.formData.get(name) === "") event.detail.formData.delete(name);
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    results().setAttribute("aria-busy", "true");
    if (!fromForm(event)) return;
    // Typing on, after any pause, changes the last history entry instead of adding one: Back
    // leads from search to search, not from letter to letter.
    const byTyping = event.detail.requestConfig.triggeringEvent?.type === "input";
    const asked = new URL(event.detail.pathInfo.finalRequestPath, location.href);
    const isHere = asked.searchParams.toString() === new URLSearchParams(location.search).toString();
    const goesOn = isHere || (byTyping && typing && box.value !== "");
    form.setAttribute("hx-push-url", String(!goesOn));
    form.setAttribute("hx-replace-url", String(goesOn));
  });

  document.addEventListener("htmx:beforeSwap", () => {
    drawerOpen = document.getElementById("drawer")?.open ?? false;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.requestConfig) return; // a page out of the history
    trouble.hidden = true;
    const drawer = document.getElementById("drawer");
    if (drawer && drawerOpen) drawer.open = true;
    announce();
    if (fromForm(event)) {
      typing = event.detail.requestConfig.triggeringEvent?.type === "input";
      return;
    }
    typing = false;
    follow();
    // The link that was followed may be gone; go on from the results, not from the page's top.
    if (document.activeElement === document.body) results().focus({ preventScroll: true });
    // What opens something in its place leaves the reader there.
    const stays = event.detail.requestConfig.elt.hasAttribute("data-stay");
    if (results().getBoundingClientRect().top < -window.innerHeight / 2 && !drawerOpen && !stays) {
      window.scrollTo(0, 0);
    }
  });

  document.addEventListener("htmx:historyRestore", () => {
    typing = false;
    follow();
  });

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => {
      results().removeAttribute("aria-busy");
      trouble.hidden = false;
    });
  }

  // A link to a search is followed in place. Downloads, feeds and articles are the browser's,
  // and so is a click that asks for a new tab or window.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#results a[href]");
    const asksForNew = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || asksForNew || event.button !== 0 || event.defaultPrevented) return;
    const asked = new URL(link.getAttribute("href"), location.href);
    const isSearch = asked.origin === location.origin
      && asked.pathname === new URL(form.action).pathname && !asked.searchParams.has("format");
    if (!isSearch || link.hasAttribute("download")) return;
    event.preventDefault();
    // What goes wrong is told by the listeners above.
    htmx.ajax("GET", asked.pathname + asked.search, { source: link, event }).catch(() => {});
  });
})();
