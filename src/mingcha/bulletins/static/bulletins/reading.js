// Reading a bulletin: the clicked figure is marked, its panel takes the focus, [ and ] step, closing gives the focus back.
"use strict";

const isNarrow = window.matchMedia("(max-width: 767.98px)");
const figures = () => [...document.querySelectorAll("a.figure")];
const current = () => document.querySelector("a.figure[aria-current]");

function mark(link) {
  current()?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  link?.scrollIntoView({ block: isNarrow.matches ? "start" : "center" });
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

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "beside") return;
  const panel = event.detail.target.querySelector("[data-figure-index]");
  if (panel) mark(document.querySelector(`a.figure[data-figure="${panel.dataset.figureIndex}"]`));
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
