/* Review queues by keyboard: a key presses the button, follows the link or enters the field
   that carries it. Without this script the same buttons and links do the same. */

const isWriting = (target) => target.closest("input:not([type=hidden]), textarea, select") !== null;

let isSent = false;

document.addEventListener("submit", () => {
  isSent = true;
});
// A page shown again from the browser's memory can be answered again.
window.addEventListener("pageshow", () => {
  isSent = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isWriting(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) {
    return;
  }
  const meant = document.querySelector(`#review [data-key="${CSS.escape(event.key)}"]`);
  if (!meant || isSent) return;
  event.preventDefault();
  if (meant.matches("input")) {
    meant.focus();
    meant.select();
  } else {
    meant.click();
  }
});
