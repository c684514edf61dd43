// The live page: one set of filters moves the feed, the map and the days.

import { number } from "./dom.js";
import { showDays } from "./days.js";
import { Feed } from "./feed.js";
import { fillChoices, showFilters, showTake, startFilters } from "./filters.js";
import { EventMap } from "./map.js";
import { current, set } from "./query.js";
import { ask, extended, listen } from "./server.js";

const REFRESH_MS = 3000;
const live = document.getElementById("live");
const mapNote = document.getElementById("map-note");
const feed = new Feed();
const map = new EventMap((box) => set({ box: box.map((degrees) => Number(degrees.toFixed(3))).join(",") }));
let stream = null;
let loading = new AbortController();
let stale = false;

async function load() {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  const query = current();
  stream?.close();
  showFilters();
  try {
    const from = await feed.load(query, signal);
    stream = listen(query, from, { event: taken, reset: load, state: showState });
    await Promise.all([overview(query, signal), fillChoices(query, signal), showTake(query, signal)]);
  } catch (error) {
    if (error.name === "AbortError") return;
    showState("lost");
    feed.fail(error.message);
  }
}

async function overview(query, signal) {
  const [points, days] = await Promise.all([ask("/api/map", query, signal), ask("/api/counts", extended(query, { by: "day" }), signal)]);
  map.show(points.points);
  mapNote.textContent = noteOf(points);
  showDays(days, (from, to) => set({ from, to }));
}

function noteOf({ points, without_point, left_out }) {
  const shown = points.reduce((sum, point) => sum + point.events, 0);
  const parts = [`${number(shown)} on the map`];
  if (without_point) parts.push(`${number(without_point)} without a point`);
  if (left_out) parts.push(`${number(left_out)} at further places`);
  return parts.join(" · ");
}

function taken({ event }) {
  feed.add(event);
  stale = true;
}

function showState(state) {
  live.dataset.state = state;
  live.textContent = state === "live" ? "live" : "connection lost, reconnecting";
}

setInterval(() => {
  if (!stale || document.hidden) return;
  stale = false;
  overview(current(), loading.signal).catch(() => (stale = true));
}, REFRESH_MS);

addEventListener("filters", load);
addEventListener("popstate", load);
startFilters();
load();
