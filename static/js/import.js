// Uploads that survive a lost connection: files go in small requests, each acknowledged, and
// what the server holds already is not sent again. Without this script the form does it all
// in one request.
"use strict";
(() => {
  const MOST_FILES = 200;
  const MOST_BYTES = 16 * 2 ** 20;
  // Larger files are not read into memory for their hash: they are sent again.
  const MOST_HASHED_BYTES = 64 * 2 ** 20;
  // The server reads at most 1,024 bytes of header before each file.
  const MOST_NAME_BYTES = 700;
  const WAITS_MS = [1000, 3000, 9000];

  const form = document.getElementById("drop");
  const part = (name) => document.getElementById(`upload${name}`);
  const [panel, told, bar, refused] = [part(""), part("-told"), part("-bar"), part("-refused")];
  const [stop, again, next] = [part("-stop"), part("-again"), part("-next")];
  const submit = form?.querySelector("button[type=submit]");
  const number = new Intl.NumberFormat("en-GB");

  let chosen = [];
  let request = null;
  let busy = false;
  let stopped = false;

  class Trouble extends Error {}

  function inWords(bytes) {
    const unit = bytes < 2 ** 20 ? ["KB", 2 ** 10] : bytes < 2 ** 30 ? ["MB", 2 ** 20] : ["GB", 2 ** 30];
    return `${(bytes / unit[1]).toFixed(bytes < 10 * unit[1] ? 1 : 0)} ${unit[0]}`;
  }

  function refuse(name, reason) {
    const line = document.createElement("li");
    line.textContent = `Not taken: ${name}, ${reason}.`;
    refused.append(line);
    refused.hidden = false;
  }

  async function digest(file) {
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function isHeld({ file, name }, held) {
    const [size, sha256] = held[name] ?? [];
    if (size !== file.size || !globalThis.crypto?.subtle || file.size > MOST_HASHED_BYTES) return false;
    return (await digest(file)) === sha256;
  }

  async function heldFiles() {
    if (!form.dataset.held) return {};
    const answer = await fetch(form.dataset.held, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Trouble("You are no longer signed in. Sign in in another tab, then go on.");
    return answer.json();
  }

  // What is still to be sent, in requests that a lost connection may cost.
  async function lots() {
    const held = await heldFiles();
    const found = [];
    let [lot, bytes] = [[], 0];
    for (const one of chosen) {
      if (stopped) break;
      if (await isHeld(one, held)) continue;
      if (lot.length && (lot.length === MOST_FILES || bytes + one.file.size > MOST_BYTES)) {
        found.push(lot);
        [lot, bytes] = [[], 0];
      }
      lot.push(one);
      bytes += one.file.size;
    }
    if (lot.length) found.push(lot);
    return found;
  }

  function send(lot, onSent) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const { file, name } of lot) data.append("files", file, name);
    return new Promise((resolve, reject) => {
      request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.onprogress = (event) => onSent(event.loaded);
      request.onload = () => {
        if (request.response?.refused) return resolve(request.response);
        if (request.status >= 500) return reject(new Error("server"));
        return reject(new Trouble("The server did not take them. You may no longer be signed in: sign in in another tab, then go on."));
      };
      request.onerror = () => reject(new Error("connection"));
      request.onabort = () => reject(new Trouble("Stopped."));
      request.send(data);
    });
  }

  async function sendSurely(lot, onSent) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send(lot, onSent);
      } catch (error) {
        if (error instanceof Trouble) throw error;
        if (stopped) throw new Trouble("Stopped.");
        if (attempt === WAITS_MS.length) throw new Trouble("The connection was lost.");
        told.textContent = "The connection was lost. Trying again…";
        await new Promise((resolve) => { setTimeout(resolve, WAITS_MS[attempt]); });
      }
    }
  }

  function follow(answer) {
    for (const [name, reason] of answer.refused) refuse(name, reason);
    if (!answer.url) return;
    form.action = `${answer.url}files`;
    form.dataset.held = `${answer.url}held`;
    next.href = answer.url;
  }

  async function sendAll() {
    const waiting = await lots();
    const sizes = waiting.map((lot) => lot.reduce((sum, { file }) => sum + file.size, 0));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const files = waiting.reduce((sum, lot) => sum + lot.length, 0);
    let [sentFiles, sentBytes] = [0, 0];
    const show = (more) => {
      const bytes = Math.min(total, sentBytes + more);
      bar.value = total ? (100 * bytes) / total : 100;
      told.textContent = `${number.format(sentFiles)} of ${number.format(files)} file${files === 1 ? "" : "s"}, ${inWords(bytes)} of ${inWords(total)}`;
    };
    for (const [place, lot] of waiting.entries()) {
      if (stopped) throw new Trouble("Stopped.");
      show(0);
      follow(await sendSurely(lot, show));
      sentFiles += lot.length;
      sentBytes += sizes[place];
    }
    show(0);
    if (stopped) throw new Trouble("Stopped.");
  }

  function begin() {
    [busy, stopped] = [true, false];
    panel.hidden = stop.hidden = bar.hidden = false;
    again.hidden = next.hidden = submit.hidden = true;
    told.textContent = "Looking through the files…";
    bar.removeAttribute("value");
  }

  function end(message, { whole }) {
    busy = false;
    told.textContent = message;
    stop.hidden = true;
    submit.hidden = false;
    bar.hidden = !whole;
    again.hidden = whole;
    next.hidden = !next.hasAttribute("href");
  }

  async function upload(files) {
    if (busy || !files.length) return;
    chosen = files.filter(({ name }) => {
      const fits = new TextEncoder().encode(name).length <= MOST_NAME_BYTES;
      if (!fits) refuse(`${name.slice(0, 60)}…`, "its name is too long");
      return fits;
    });
    await run();
  }

  async function run() {
    begin();
    try {
      await sendAll();
    } catch (error) {
      const said = error instanceof Trouble ? error.message : "The connection was lost.";
      end(`${said} What was taken so far is held: go on here, or drop the same files again later.`, { whole: false });
      return;
    }
    end("All files have been taken.", { whole: true });
    if (refused.hidden && next.hasAttribute("href")) globalThis.location.assign(next.href);
    else next.focus();
  }

  // A folder that was dropped: its files with their paths below it.
  async function filesBelow(entry, above) {
    const name = above ? `${above}/${entry.name}` : entry.name;
    if (entry.isFile) {
      return [{ file: await new Promise((resolve, reject) => { entry.file(resolve, reject); }), name }];
    }
    const [reader, found] = [entry.createReader(), []];
    for (;;) {
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (!some.length) return found;
      for (const child of some) found.push(...(await filesBelow(child, name)));
    }
  }

  async function dropped(transfer) {
    // Asked for at once: the list is emptied when the event is over.
    const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return Array.from(transfer.files, (file) => ({ file, name: file.name }));
    return (await Promise.all(entries.map((entry) => filesBelow(entry, "")))).flat();
  }

  const isFiles = (event) => event.dataTransfer?.types.includes("Files");

  if (!form) return;
  for (const hint of form.querySelectorAll(".with-script")) hint.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const inputs = Array.from(form.querySelectorAll("input[type=file]"), (input) => Array.from(input.files));
    upload(inputs.flat().map((file) => ({ file, name: file.webkitRelativePath || file.name })));
  });
  form.addEventListener("change", () => { form.requestSubmit(); });
  document.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", async (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    upload(await dropped(event.dataTransfer));
  });
  stop.addEventListener("click", () => {
    stopped = true;
    request?.abort();
  });
  again.addEventListener("click", () => { run(); });
  globalThis.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
})();
