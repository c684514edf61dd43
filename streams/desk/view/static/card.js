// One event as a card: type, who to whom, where, when, counts, who says so, the sentence with its trigger marked.

import { h, number } from "./dom.js";
import { dateText, timeText } from "./times.js";

/** The list item of an event's record. */
export function card(event, fresh = false) {
  const name = h("a", { href: `/events/${encodeURIComponent(event.event_id)}` }, event.event_type);
  return h(
    "li",
    { class: `card q${event.quad_class ?? 0}${fresh ? " fresh" : ""}`, "data-id": event.event_id },
    h(
      "h3",
      {},
      name,
      h("small", {}, [...event.modes, ...event.contexts].join(", ")),
      h("span", { class: `status status-${event.status}` }, event.status),
      h("span", { class: "confidence", title: "confidence" }, event.confidence.toFixed(2)),
    ),
    h("p", { class: "who" }, parties(event.actors), h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "hidden" }, " to "), parties(event.recipients)),
    h("p", { class: "facts" }, ...facts(event)),
    sentence(event),
    h("p", { class: "facts" }, isolated(event.source ?? "unnamed source"), event.published_at ? h("time", {}, timeText(event.published_at)) : null, isolated(event.title ?? "")),
  );
}

function facts(event) {
  const place = event.location;
  const when = event.date;
  const counts = Object.entries(event.magnitude).map(([name, count]) => h("span", {}, `${name} `, h("b", {}, range(count))));
  return [
    place ? isolated([place.name ?? place.text, place.country].filter(Boolean).join(", ")) : h("span", { class: "unknown" }, "place not known"),
    when ? h("time", {}, dateText(when.value) + (when.source === "published_at" ? " (publication)" : "")) : h("span", { class: "unknown" }, "date not known"),
    ...counts,
    event.attribution ? h("span", {}, "according to ", isolated(event.attribution.text)) : null,
  ];
}

function range(count) {
  if (count.max === null) return `${number(count.min)} or more`;
  return count.min === count.max ? number(count.min) : `${number(count.min)} to ${number(count.max)}`;
}

function parties(found) {
  if (!found.length) return h("span", { class: "unknown" }, "not known");
  const shown = found.slice(0, 3).flatMap((party, place) => {
    const codes = [party.country, party.sector].filter(Boolean).join(" ");
    return [place ? ", " : null, isolated(party.name || party.text), codes ? h("i", {}, ` ${codes}`) : null];
  });
  return h("span", {}, ...shown, found.length > 3 ? ` and ${found.length - 3} more` : null);
}

/** The evidence; offsets count code points, so the text is cut by those. */
function sentence(event) {
  const at = event.evidence;
  const points = Array.from(at.sentence);
  const start = at.trigger_start - at.sentence_start;
  const end = at.trigger_end - at.sentence_start;
  const quad = event.quad_class ?? 0;
  return h(
    "blockquote",
    { dir: "auto" },
    points.slice(Math.max(0, start - 300), start).join(""),
    h("mark", { class: `m-trigger q${quad}` }, points.slice(start, end).join("")),
    points.slice(end, end + 600).join(""),
  );
}

/** Text whose direction does not reach beyond it. */
function isolated(text) {
  return h("bdi", {}, text);
}
