// The form of filters: from the address into the fields and back, with how many events each value has.

import { h, number } from "./dom.js";
import { change, current, FIELDS, remove } from "./query.js";
import { ask } from "./server.js";

const form = document.getElementById("filters");
const chosen = document.getElementById("chosen");
const TYPING_MS = 400;

/** Show the address in the form, and put what is chosen there into the address. */
export function startFilters() {
  let typing;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", apply);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(typing);
    typing = setTimeout(apply, TYPING_MS);
  });
  const toggle = document.getElementById("filters-toggle");
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", String(form.classList.toggle("open")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.getElementById("take").open = false;
  });
}

/** Bring the form in line with the address. */
export function showFilters() {
  const query = current();
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = query.get(field.name) ?? "";
    if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) {
      field.append(h("option", { value }, value));
    }
    if (field !== document.activeElement || field.tagName === "SELECT") field.value = value;
  }
  const chips = [...query].filter(([name]) => name !== "date_of");
  chosen.replaceChildren(...chips.map(([name, value]) => h("li", {}, chip(name, value))));
}

function chip(name, value) {
  const label = `${name.replace("_", " ")}: ${value}`;
  return h("button", { type: "button", "aria-label": `Remove ${label}`, onclick: () => remove(name, value) }, `${label} ×`);
}

function apply() {
  const query = new URLSearchParams();
  const before = current();
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    const values = before.getAll(name);
    // A filter without a field, and more than one value from the address, stay as they are.
    if (!field || (values.length > 1 && field.value === values[0])) values.forEach((value) => query.append(name, value));
    else if (field.value.trim()) query.append(name, field.value.trim());
  }
  change(query);
}

/** Fill the choices with what there is, most frequent first; the chosen value stays. */
export async function fillChoices(query, signal) {
  const selects = [...form.querySelectorAll("select[data-counts]")];
  await Promise.all(
    selects.map(async (select) => {
      const without = new URLSearchParams(query);
      without.delete(select.name);
      without.set("by", select.dataset.counts);
      const buckets = (await ask("/api/counts", without, signal)).filter((bucket) => bucket.value !== null);
      const value = query.get(select.name) ?? "";
      if (value && !buckets.some((bucket) => bucket.value === value)) buckets.push({ value, events: 0 });
      // The chosen value stands without its count: the field is narrow.
      const label = (bucket) => (bucket.value === value ? value : `${bucket.value} (${number(bucket.events)})`);
      const options = buckets.slice(0, 200).map((bucket) => h("option", { value: bucket.value }, label(bucket)));
      select.replaceChildren(h("option", { value: "" }, "any"), ...options);
      select.value = value;
    }),
  );
}

/** Point the downloads and the route at the present filters. */
export async function showTake(query, signal) {
  for (const link of document.querySelectorAll("#downloads a")) {
    const with_format = new URLSearchParams(query);
    with_format.set("format", link.dataset.format);
    link.href = `/api/download?${with_format}`;
  }
  const response = await fetch(`/api/route?${query}`, { signal });
  if (response.ok) document.getElementById("route").textContent = await response.text();
}
