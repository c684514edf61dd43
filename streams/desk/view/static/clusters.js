// Which places are drawn as one: those that would lie over each other. Pure.

/** How far a place is known, from a street to a region; the coarse ones are areas and never join a cluster. */
export const PRECISIONS = {
  exact: { radius: 5, area: false, label: "exact" },
  city: { radius: 7, area: false, label: "city" },
  admin2: { radius: 11, area: true, label: "district" },
  admin1: { radius: 15, area: true, label: "province" },
  country: { radius: 20, area: true, label: "country" },
  region: { radius: 26, area: true, label: "region" },
};

/** Points `{x, y, point}` in pixels to pins `{x, y, precision, points, events, quads}`; the largest takes the near ones. */
export function clusters(placed, distance) {
  const pins = [];
  const cells = new Map();
  const size = distance;
  for (const one of [...placed].sort((a, b) => b.point.events - a.point.events)) {
    const kind = PRECISIONS[one.point.precision] ?? PRECISIONS.region;
    const near = kind.area ? samePlace(cells, one, size) : nearPin(cells, one, size, distance);
    if (near) {
      near.points.push(one.point);
      near.events += one.point.events;
      addQuads(near.quads, one.point.quad_classes);
      continue;
    }
    const pin = { x: one.x, y: one.y, precision: one.point.precision, area: kind.area, points: [one.point], events: one.point.events, quads: {} };
    addQuads(pin.quads, one.point.quad_classes);
    pins.push(pin);
    const key = cell(one, size);
    cells.set(key, [...(cells.get(key) ?? []), pin]);
  }
  return pins;
}

function nearPin(cells, one, size, distance) {
  return around(cells, one, size).find((pin) => !pin.area && Math.hypot(pin.x - one.x, pin.y - one.y) < distance);
}

function samePlace(cells, one, size) {
  return around(cells, one, size).find((pin) => pin.precision === one.point.precision && Math.hypot(pin.x - one.x, pin.y - one.y) < 1);
}

function around(cells, one, size) {
  const [column, row] = cell(one, size).split(",").map(Number);
  const found = [];
  for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) found.push(...(cells.get(`${column + dx},${row + dy}`) ?? []));
  return found;
}

function cell(one, size) {
  return `${Math.floor(one.x / size)},${Math.floor(one.y / size)}`;
}

function addQuads(total, more) {
  for (const [quad, count] of Object.entries(more)) total[quad] = (total[quad] ?? 0) + count;
}
