// Charts without a mouse and with one: arrow keys between points, a drag that sets dates, PNG.
"use strict";
(() => {
  const links = (chart) => [...chart.querySelectorAll(".plot a")];

  // One Tab stop a chart: the arrow keys move it.
  function move(event) {
    const link = event.target.closest?.(".plot a");
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" }[event.key];
    if (!link || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links(link.closest(".plot"));
    const place = all.indexOf(link);
    const next = typeof step === "number" ? all[place + step]
      : step === "first" ? all[0] : step === "last" ? all.at(-1) : beside(all, link, step);
    event.preventDefault();
    if (!next) return;
    link.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
  }

  // The point of another line, or the day of another row, that lies nearest above or below.
  function beside(all, link, way) {
    const { x, y } = middle(link);
    const sign = way === "up" ? -1 : 1;
    const candidates = all.filter((other) => (middle(other).y - y) * sign > 1);
    const far = (other) => Math.abs(middle(other).x - x) * 1000 + Math.abs(middle(other).y - y);
    return candidates.sort((one, other) => far(one) - far(other))[0];
  }

  function middle(link) {
    const box = (link.querySelector(".reach") ?? link).getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  // A drag across a chart sets the dates of its form.
  let drag = null;
  const bucket = (chart, x) => {
    const box = chart.querySelector(".plot").getBoundingClientRect();
    const count = chart.dataset.froms.split(" ").length;
    return Math.min(count - 1, Math.max(0, Math.floor((x - box.x) / box.width * count)));
  };

  function begin(event) {
    const chart = event.target.closest?.("[data-drag]");
    if (!chart || event.button || event.pointerType === "touch" || !event.target.closest(".plot")) return;
    drag = { chart, from: event.clientX, mark: null };
  }

  function go(event) {
    if (!drag || (!drag.mark && Math.abs(event.clientX - drag.from) < 8)) return;
    if (!drag.mark) {
      drag.mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drag.mark.setAttribute("class", "chosen");
      drag.mark.setAttribute("height", "100%");
      drag.chart.querySelector(".plot").append(drag.mark);
    }
    const count = drag.chart.dataset.froms.split(" ").length;
    const [low, high] = range(event);
    drag.mark.setAttribute("x", `${low / count * 100}%`);
    drag.mark.setAttribute("width", `${(high - low + 1) / count * 100}%`);
  }

  function range(event) {
    const ends = [bucket(drag.chart, drag.from), bucket(drag.chart, event.clientX)];
    return ends.sort((one, other) => one - other);
  }

  function end(event) {
    if (!drag) return;
    const { chart, mark } = drag;
    const [low, high] = range(event);
    drag = null;
    if (!mark) return;
    mark.remove();
    const form = document.querySelector(chart.dataset.drag);
    field(form, "from").value = chart.dataset.froms.split(" ")[low];
    field(form, "to").value = chart.dataset.tos.split(" ")[high];
    form.requestSubmit();
    // What was under the pointer is a link; a drag does not follow it.
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
  }

  function field(form, name) {
    const known = form.elements.namedItem(name);
    if (known) return known;
    const added = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(added);
    return added;
  }

  function swallow(click) {
    click.preventDefault();
    click.stopPropagation();
  }

  async function picture(button) {
    const image = new Image();
    image.src = button.dataset.png;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "chart.png";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  document.addEventListener("keydown", move);
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", go);
  document.addEventListener("pointerup", end);
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.("[data-drag]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-png]");
    if (button) picture(button);
  });
  for (const button of document.querySelectorAll("[data-png]")) button.hidden = false;
})();
