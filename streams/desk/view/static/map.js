// The map: land on a canvas, pins as buttons in SVG over it; moved by dragging, wheel, keys and buttons.

import { clusters } from "./clusters.js";
import { legend, pinElement } from "./pins.js";
import { HEIGHT, project, unproject } from "./projection.js";
import { loadWorld } from "./world.js";

const CLUSTER_PIXELS = 28;
const MOST_ZOOM = 500;
const box = document.getElementById("map");
const canvas = box.querySelector("canvas");
const overlay = box.querySelector("svg");

export class EventMap {
  #points = [];
  #world = null;
  #view = { x: 0.5, y: HEIGHT / 2, zoom: 1 };
  #waiting = false;

  /** `choose(box)` is called with south,west,north,east when a part of the map is asked for. */
  constructor(choose) {
    this.choose = choose;
    document.getElementById("map-legend").replaceChildren(...legend());
    document.getElementById("zoom-in").addEventListener("click", () => this.#zoom(1.8));
    document.getElementById("zoom-out").addEventListener("click", () => this.#zoom(1 / 1.8));
    document.getElementById("zoom-box").addEventListener("click", () => choose(this.#visibleBox()));
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#drag();
    new ResizeObserver(() => this.draw()).observe(box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    loadWorld().then((world) => {
      this.#world = world;
      this.draw();
    });
  }

  /** Show these points of `/api/map`. */
  show(points) {
    this.#points = points.map((point) => ({ point, at: project(point.lon, point.lat) }));
    this.draw();
  }

  /** Move so that a box (south, west, north, east) fills the map. */
  fit([south, west, north, east]) {
    const [left, top] = project(west, north);
    const [right, bottom] = project(east, south);
    const zoom = Math.min(this.#width / ((right - left) * this.#base), this.#height / ((bottom - top) * this.#base));
    this.#move((left + right) / 2, (top + bottom) / 2, Math.max(1, Math.min(MOST_ZOOM, zoom * 0.95)));
  }

  /** Draw at the next frame. */
  draw() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#drawLand();
      this.#drawPins();
    });
  }

  get #width() {
    return box.clientWidth;
  }

  get #height() {
    return box.clientHeight;
  }

  /** Pixels of the whole world's width at zoom 1: it fits the box. */
  get #base() {
    return Math.min(this.#width, this.#height / HEIGHT) || 1;
  }

  get #scale() {
    return this.#base * this.#view.zoom;
  }

  #place([x, y]) {
    return [(x - this.#view.x) * this.#scale + this.#width / 2, (y - this.#view.y) * this.#scale + this.#height / 2];
  }

  #drawLand() {
    const density = devicePixelRatio || 1;
    canvas.width = this.#width * density;
    canvas.height = this.#height * density;
    if (!this.#world) return;
    const style = getComputedStyle(box);
    const draw = canvas.getContext("2d");
    const [left, top] = this.#place([0, 0]);
    draw.setTransform(density * this.#scale, 0, 0, density * this.#scale, density * left, density * top);
    draw.beginPath();
    draw.rect(0, 0, 1, HEIGHT);
    draw.clip();
    draw.fillStyle = style.getPropertyValue("--land");
    draw.fill(this.#world.land, "evenodd");
    draw.strokeStyle = style.getPropertyValue("--border");
    draw.lineWidth = 0.7 / this.#scale;
    draw.stroke(this.#world.borders);
  }

  #drawPins() {
    const margin = 30;
    const placed = [];
    for (const { point, at } of this.#points) {
      const [x, y] = this.#place(at);
      if (x > -margin && y > -margin && x < this.#width + margin && y < this.#height + margin) placed.push({ x, y, point });
    }
    const pins = clusters(placed, CLUSTER_PIXELS);
    // Areas first and small ones last, so that a street lies over its country.
    pins.sort((a, b) => Number(b.area) - Number(a.area) || b.events - a.events);
    overlay.replaceChildren(...pins.map((pin) => pinElement(pin, (chosen) => this.#choosePin(chosen))));
  }

  /** Several places: nearer. One place: only its events. */
  #choosePin(pin) {
    const lats = pin.points.map((point) => point.lat);
    const lons = pin.points.map((point) => point.lon);
    const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
    if ((north - south > 0.01 || east - west > 0.01) && this.#view.zoom < MOST_ZOOM) {
      const around = Math.max(0.02, (north - south + east - west) * 0.2);
      this.fit([south - around, west - around, north + around, east + around]);
    } else {
      this.choose([south - 0.005, west - 0.005, north + 0.005, east + 0.005]);
    }
  }

  #visibleBox() {
    const corner = (x, y) => unproject(this.#view.x + (x - this.#width / 2) / this.#scale, this.#view.y + (y - this.#height / 2) / this.#scale);
    const [west, north] = corner(0, 0);
    const [east, south] = corner(this.#width, this.#height);
    return [Math.max(-90, south), Math.max(-180, west), Math.min(90, north), Math.min(180, east)];
  }

  #move(x, y, zoom = this.#view.zoom) {
    this.#view = { x: Math.max(0, Math.min(1, x)), y: Math.max(0, Math.min(HEIGHT, y)), zoom };
    this.draw();
  }

  #zoom(factor, [px, py] = [this.#width / 2, this.#height / 2]) {
    const zoom = Math.max(1, Math.min(MOST_ZOOM, this.#view.zoom * factor));
    const [dx, dy] = [px - this.#width / 2, py - this.#height / 2];
    const stay = 1 / this.#scale - 1 / (this.#base * zoom);
    this.#move(this.#view.x + dx * stay, this.#view.y + dy * stay, zoom);
  }

  #wheel(event) {
    event.preventDefault();
    const bounds = box.getBoundingClientRect();
    this.#zoom(Math.exp(-event.deltaY / 400), [event.clientX - bounds.left, event.clientY - bounds.top]);
  }

  #key(event) {
    const step = 60 / this.#scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = moves[event.key];
    if (move) this.#move(this.#view.x + move[0], this.#view.y + move[1]);
    else if (event.key === "+" || event.key === "=") this.#zoom(1.5);
    else if (event.key === "-") this.#zoom(1 / 1.5);
    else return;
    event.preventDefault();
  }

  #drag() {
    let last = null;
    box.addEventListener("pointerdown", (event) => {
      if (!event.target.closest(".pin")) last = [event.clientX, event.clientY];
    });
    addEventListener("pointermove", (event) => {
      if (!last) return;
      box.classList.add("dragging");
      this.#move(this.#view.x - (event.clientX - last[0]) / this.#scale, this.#view.y - (event.clientY - last[1]) / this.#scale);
      last = [event.clientX, event.clientY];
    });
    addEventListener("pointerup", () => {
      last = null;
      box.classList.remove("dragging");
    });
  }
}
