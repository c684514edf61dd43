// Miller's cylindrical projection (1942), in turns: x and y of the whole world are 0 to 1 and 0 to HEIGHT. Pure.

const RADIANS = Math.PI / 180;
const NORTH = 84;
const SOUTH = -58;

function miller(lat) {
  return 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * lat * RADIANS));
}

const TOP = miller(NORTH);

export const HEIGHT = (TOP - miller(SOUTH)) / (2 * Math.PI);

/** Longitude and latitude in degrees to a place on the map. */
export function project(lon, lat) {
  return [(lon + 180) / 360, (TOP - miller(lat)) / (2 * Math.PI)];
}

/** A place on the map to longitude and latitude in degrees. */
export function unproject(x, y) {
  const lat = (2.5 * (Math.atan(Math.exp((TOP - y * 2 * Math.PI) / 1.25)) - Math.PI / 4)) / RADIANS;
  return [x * 360 - 180, lat * 1];
}
