// Pins: a filled dot where the place is known, a dashed area where only its district, province or country is.

import { PRECISIONS } from "./clusters.js";
import { number, s } from "./dom.js";

const QUADS = ["no class", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/** The pin of a cluster, as a button in SVG. */
export function pinElement(pin, choose) {
  const radius = pinRadius(pin);
  const name = pinName(pin);
  const group = s(
    "g",
    { class: "pin", role: "button", tabindex: "0", "aria-label": name, transform: `translate(${pin.x.toFixed(1)} ${pin.y.toFixed(1)})`, "data-events": pin.events, "data-precision": pin.precision },
    s("title", {}, name),
    pin.area ? area(pin, radius) : pin.events > 1 ? ring(pin, radius) : s("circle", { class: `shape fill q${mainQuad(pin)}`, r: radius }),
    s("circle", { class: "halo", r: radius + 3 }),
    pin.events > 1 ? s("text", { y: pin.area ? radius + 7 : 0 }, short(pin.events)) : null,
  );
  group.addEventListener("click", () => choose(pin));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(pin);
  });
  return group;
}

/** An area: a country and a region are diamonds, a province and a district circles; none is filled. */
function area(pin, radius) {
  const quad = mainQuad(pin);
  const common = { class: `area fill stroke q${quad}` };
  if (pin.precision === "country" || pin.precision === "region") {
    return s("path", { ...common, d: `M0 ${-radius}L${radius} 0L0 ${radius}L${-radius} 0Z` });
  }
  return s("circle", { ...common, r: radius });
}

/** A dot for several events: the share of each quad class around the number. */
function ring(pin, radius) {
  const parts = [];
  let turn = 0;
  for (const quad of [1, 2, 3, 4, 0]) {
    const share = (pin.quads[quad] ?? 0) / pin.events;
    if (!share) continue;
    parts.push(share > 0.999 ? s("circle", { class: `shape fill q${quad}`, r: radius }) : s("path", { class: `fill q${quad}`, d: slice(radius, turn, turn + share) }));
    turn += share;
  }
  return s("g", {}, ...parts, s("circle", { class: "core", r: radius * 0.66 }));
}

function slice(radius, from, to) {
  const at = (turn) => `${(radius * Math.sin(turn * 2 * Math.PI)).toFixed(2)} ${(-radius * Math.cos(turn * 2 * Math.PI)).toFixed(2)}`;
  return `M0 0L${at(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`;
}

function pinRadius(pin) {
  const base = (PRECISIONS[pin.precision] ?? PRECISIONS.region).radius;
  if (pin.area) return base;
  return pin.events > 1 ? Math.min(26, 10 + 2.2 * Math.log2(pin.events)) : base;
}

function mainQuad(pin) {
  return Object.entries(pin.quads).sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function pinName(pin) {
  const places = pin.points.length > 1 ? `${pin.points.length} places near ${pin.points[0].name}` : pin.points[0].name;
  const kind = (PRECISIONS[pin.precision] ?? PRECISIONS.region).label;
  const known = pin.area ? `, known to the ${kind} only` : "";
  const events = pin.events === 1 ? "1 event" : `${number(pin.events)} events`;
  const quads = [1, 2, 3, 4].filter((quad) => pin.quads[quad]).map((quad) => `${QUADS[quad]} ${number(pin.quads[quad])}`);
  return `${places}${known}: ${events} (${quads.join(", ") || QUADS[0]})`;
}

function short(count) {
  return count < 1000 ? String(count) : count < 100000 ? `${Math.round(count / 100) / 10}k` : `${Math.round(count / 1000)}k`;
}

/** The legend of precisions. */
export function legend() {
  return ["exact", "city", "admin2", "admin1", "country", "region"].map((precision) => {
    const pin = { precision, area: PRECISIONS[precision].area, quads: { 2: 1 }, events: 1 };
    const radius = Math.min(10, PRECISIONS[precision].radius * 0.55 + 1);
    const shape = pin.area ? area(pin, radius) : s("circle", { class: "shape fill q2", r: radius });
    const item = document.createElement("li");
    item.append(s("svg", { viewBox: "-11 -11 22 22", "aria-hidden": "true" }, s("g", { class: "pin" }, shape)), PRECISIONS[precision].label);
    return item;
  });
}
