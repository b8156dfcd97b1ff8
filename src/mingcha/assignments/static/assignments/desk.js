// What the desk's pages gain from a script; every page works without it.
"use strict";

// The first thing wrong is read first; a row just moved is seen.
const wrong = document.getElementById("errors");
if (wrong) wrong.focus();
const moved = document.querySelector("[data-moved]");
if (moved) {
  moved.scrollIntoView({ block: "center" });
  const first = moved.querySelector("input:not([type=hidden]), textarea, select");
  if (first) first.focus({ preventScroll: true });
}

// The builder shows what the chosen type needs.
function showForKind(select) {
  const row = select.closest("fieldset");
  for (const part of row.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== select.value;
}
for (const select of document.querySelectorAll("fieldset select[name$=-kind]")) showForKind(select);

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
for (const area of document.querySelectorAll("textarea[data-grows]")) if (area.value) grow(area);

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-grows]")) grow(event.target);
});

document.addEventListener("change", (event) => {
  const changed = event.target;
  if (changed.matches("select[name$=-kind]")) showForKind(changed);
  if (changed.matches("[data-choose-group]")) {
    for (const box of changed.closest(".choice-group").querySelectorAll("[name=units]")) box.checked = changed.checked;
  }
});

// A form opened below a row closes again, and the row's button has the focus back.
function closeRow(form) {
  const row = form.closest(".row-act");
  if (!row) return history.back();
  const first = row.previousElementSibling.querySelector(".missing-verbs a");
  row.replaceChildren();
  if (first) first.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const close = event.target.closest("[data-close=row]");
  if (close) closeRow(close.closest("form"));
  const none = event.target.closest("[data-unchoose]");
  if (none) for (const box of document.querySelectorAll(`[name=${none.dataset.unchoose}]`)) box.checked = false;
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".row-act .row-form");
  if (event.key === "Escape" && form) closeRow(form);
});

// What is wrong with an uploaded workbook is read first.
document.addEventListener("htmx:afterSwap", (event) => {
  const refused = event.target.querySelector("#workbook-errors");
  if (refused) refused.focus();
});
