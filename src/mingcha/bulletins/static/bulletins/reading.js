// Reading a bulletin: the clicked figure is marked, its panel takes the focus, [ and ] step, closing gives the focus
// back. The address keeps the marked figure (#figure-15, counted from 1): coming back to it opens it again.
"use strict";

const isNarrow = window.matchMedia("(max-width: 767.98px)");
const figures = () => [...document.querySelectorAll("a.figure")];
const current = () => document.querySelector("a.figure[aria-current]");
const figureAt = (path) => figures().find((link) => link.pathname === path.split("?")[0]);

function mark(link) {
  current()?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  link?.scrollIntoView({ block: isNarrow.matches ? "start" : "center" });
  const hash = link ? `#figure-${figures().indexOf(link) + 1}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}

function step(by) {
  const links = figures();
  const at = links.indexOf(current());
  const next = at < 0 ? links[by > 0 ? 0 : links.length - 1] : links[at + by];
  next?.click();
}

function leave() {
  const link = current();
  mark(null);
  link?.focus({ preventScroll: true });
}

document.addEventListener("htmx:load", () => {
  const number = /^#figure-(\d+)$/.exec(location.hash)?.[1];
  if (number) figures()[number - 1]?.click();
}, { once: true });

// Before htmx hears of the click: it may ask later, or the panel may come later, than for a figure clicked after.
document.addEventListener("click", (event) => {
  const to = event.target.closest("a");
  const link = to && !event.ctrlKey && !event.metaKey && !event.shiftKey && figureAt(to.pathname);
  if (link) mark(link);
}, { capture: true });

// What comes too late is left: another figure was clicked since, or the panel closed.
function isLate(event) {
  const link = figureAt(event.detail.pathInfo.requestPath);
  return link && link !== current();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isLate(event)) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (isLate(event)) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "beside") return;
  mark(current());
  document.getElementById("panel-title")?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close=panel]")) leave();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "Escape" && current()) leave();
  if (event.key === "]") step(1);
  if (event.key === "[") step(-1);
});
