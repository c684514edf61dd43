// The time line: events by day, stacked by quad class. A day, or a stretch of days dragged over, becomes the filter.

import { number, s } from "./dom.js";

const MOST_BARS = 120;
const HEIGHT = 104;
const AXIS = 18;
const DAY_MS = 86400000;
const place = document.getElementById("days");
const note = document.getElementById("days-note");

/** Days of `/api/counts?by=day` as bars; `choose(from, to)` is called with the days that are asked for. */
export function showDays(buckets, choose) {
  const dated = buckets.filter((bucket) => bucket.value !== null);
  const undated = buckets.find((bucket) => bucket.value === null)?.events ?? 0;
  note.textContent = noteOf(dated, undated);
  const bars = barsOf(dated);
  const width = Math.max(place.clientWidth, 200);
  const step = width / Math.max(bars.length, 14);
  const largest = Math.max(1, ...bars.map((bar) => bar.events));
  const drawn = bars.map((bar, at) => barElement(bar, at * step, step, largest));
  const labels = bars.flatMap((bar, at) => labelOf(bars, bar, at, step, width));
  const drawing = s("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": "Events by day" }, s("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT - AXIS, y2: HEIGHT - AXIS }), ...drawn, ...labels);
  place.replaceChildren(drawing);
  choosing(drawing, bars, choose);
}

function noteOf(dated, undated) {
  const parts = dated.length ? [`${dated[0].value} to ${dated.at(-1).value}`] : ["no event is known to the day"];
  if (undated) parts.push(`${number(undated)} not known to the day`);
  return parts.join(" · ");
}

/** A bar for every day or, where that would be too many, for as many days as it takes; empty days too. */
function barsOf(dated) {
  if (!dated.length) return [];
  const last = Date.parse(dated.at(-1).value);
  const first = Math.max(Date.parse(dated[0].value), last - 3 * 365 * DAY_MS);
  const days = Math.round((last - first) / DAY_MS) + 1;
  const each = Math.ceil(days / MOST_BARS);
  const bars = Array.from({ length: Math.ceil(days / each) }, (_, at) => ({
    from: iso(first + at * each * DAY_MS),
    to: iso(Math.min(last, first + ((at + 1) * each - 1) * DAY_MS)),
    events: 0,
    quads: {},
  }));
  for (const bucket of dated) {
    const bar = bars[Math.floor((Date.parse(bucket.value) - first) / DAY_MS / each)];
    if (!bar) continue;
    bar.events += bucket.events;
    for (const [quad, count] of Object.entries(bucket.quad_classes)) bar.quads[quad] = (bar.quads[quad] ?? 0) + count;
  }
  return bars;
}

function barElement(bar, x, step, largest) {
  const top = HEIGHT - AXIS;
  const gap = step > 4 ? 1 : 0;
  let y = top;
  const parts = [1, 2, 0, 3, 4].map((quad) => {
    const height = ((bar.quads[quad] ?? 0) / largest) * (top - 6);
    y -= height;
    return height ? s("rect", { class: `fill q${quad}`, x, y, width: Math.max(1, step - gap), height }) : null;
  });
  const days = bar.from === bar.to ? bar.from : `${bar.from} to ${bar.to}`;
  const name = `${days}: ${number(bar.events)} events`;
  return s("g", { class: "day", role: "button", tabindex: bar.events ? "0" : null, "aria-label": name, "data-from": bar.from, "data-to": bar.to, "data-events": bar.events }, s("title", {}, name), s("rect", { class: "ground", x, y: 0, width: step, height: top }), ...parts);
}

function labelOf(bars, bar, at, step, width) {
  const every = Math.max(1, Math.ceil(76 / step));
  if (at % every || at * step > width - 70) return [];
  return [s("text", { x: at * step, y: HEIGHT - 3 }, bar.from)];
}

function choosing(drawing, bars, choose) {
  let start = null;
  const dayOf = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#days .day");
  drawing.addEventListener("pointerdown", (event) => (start = dayOf(event)));
  drawing.addEventListener("pointerup", (event) => {
    const end = dayOf(event);
    if (start && end) range(start, end, choose);
    start = null;
  });
  drawing.addEventListener("keydown", (event) => {
    const day = event.target.closest(".day");
    if (day && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      range(day, day, choose);
    }
  });
}

function range(one, other, choose) {
  const [first, last] = one.dataset.from <= other.dataset.from ? [one, other] : [other, one];
  choose(first.dataset.from, last.dataset.to);
}

function iso(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
