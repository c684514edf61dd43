// Dates and times as a person reads them; the same as streams/desk/view/times.py says. Every time is in UTC.

const DAY_MS = 86400000;
const PARTS = { MO: "morning", AF: "afternoon", EV: "evening", NI: "night", DT: "daytime" };

/** `2026-03-11 05:00` in UTC of a time with a time of day; a day alone and other text as it is. */
export function timeText(value) {
  if (!value.includes("T")) return value;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? value : new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}

/** A TIMEX3 date in words where it has codes: `2026-03-10, night`; a week or weekend as its first and last day. */
export function dateText(value) {
  const part = /^(\d{4}-\d\d-\d\d)T([A-Z]{2})$/.exec(value);
  if (part && PARTS[part[2]]) return `${part[1]}, ${PARTS[part[2]]}`;
  const week = /^(\d{4})-W(\d\d)(-WE)?$/.exec(value);
  if (!week) return value;
  const first = monday(Number(week[1]), Number(week[2]));
  return `${day(first + (week[3] ? 5 : 0) * DAY_MS)} to ${day(first + 6 * DAY_MS)}`;
}

/** The first day of an ISO week: week 1 holds 4 January. */
function monday(year, week) {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS;
}

function day(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
