// The outlines of countries, from Natural Earth, as paths in the units of the projection.

import { project } from "./projection.js";

/** Land to fill and borders to draw; the file is one of ours, made by agents/build/world_map.py. */
export async function loadWorld() {
  const response = await fetch("/static/world.json");
  const { unit, arcs, rings } = await response.json();
  const degrees = arcs.map((steps) => arcDegrees(steps, unit));
  const land = new Path2D();
  const borders = new Path2D();
  for (const ring of rings) addRing(land, ring.flatMap((number) => (number >= 0 ? degrees[number] : [...degrees[~number]].reverse())));
  for (const arc of degrees) addBorder(borders, arc);
  return { land, borders };
}

function arcDegrees(steps, unit) {
  const found = [];
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    found.push([lon * unit, lat * unit]);
  }
  return found;
}

/** A ring that crosses the date line is followed beyond it, and drawn once more from the other side. */
function addRing(path, ring) {
  const points = [];
  let turn = 0;
  let last = ring[0][0];
  for (const [lon, lat] of ring) {
    if (lon - last > 180) turn -= 360;
    else if (last - lon > 180) turn += 360;
    points.push([lon + turn, lat]);
    last = lon;
  }
  const [first, end] = [points[0][0], points.at(-1)[0]];
  // Antarctica goes round the pole.
  if (Math.abs(end - first) > 180) points.push([end, -89], [first, -89]);
  const lons = points.map(([lon]) => lon);
  trace(path, points, 0);
  if (Math.max(...lons) > 180) trace(path, points, -360);
  if (Math.min(...lons) < -180) trace(path, points, 360);
}

function trace(path, points, shift) {
  points.forEach(([lon, lat], at) => {
    const [x, y] = project(lon + shift, clamp(lat));
    if (at) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
  path.closePath();
}

function addBorder(path, arc) {
  arc.forEach(([lon, lat], at) => {
    const [x, y] = project(lon, clamp(lat));
    if (at && Math.abs(lon - arc[at - 1][0]) < 180) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
}

function clamp(lat) {
  return Math.max(-89, Math.min(89, lat));
}
