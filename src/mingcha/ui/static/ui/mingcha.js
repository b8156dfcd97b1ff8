// The whole of the house's own script: the menu on phones, "/" to search, closing panels, ticking all boxes. Pages work without it.
"use strict";

function closePanel() {
  const panel = document.querySelector(".panel");
  if (panel) panel.remove();
}

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) {
    event.preventDefault();
    const isOpen = document.getElementById(toggle.dataset.toggle).classList.toggle("show");
    toggle.setAttribute("aria-expanded", String(isOpen));
  }
  if (event.target.closest("[data-close=panel]")) closePanel();
  const choose = event.target.closest("[data-choose]");
  if (choose) for (const box of document.querySelectorAll(`[name=${choose.dataset.choose}]`)) box.checked = true;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePanel();
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.querySelector("main [data-search]") || document.querySelector("[data-search]");
  if (event.key === "/" && search && !isTyping) {
    event.preventDefault();
    search.focus();
  }
});

// An address says only what was chosen.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});
