// Loads the health view again every few seconds, unless something on it is being read.

const EVERY_MS = 5000;

setInterval(() => {
  if (!document.hidden && !document.querySelector("details[open]") && getSelection().isCollapsed) location.reload();
}, EVERY_MS);
