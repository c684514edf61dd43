// The list of events: newest first, older on demand, new ones as they come without moving what is being read.

import { card } from "./card.js";
import { h, number } from "./dom.js";
import { ask, extended } from "./server.js";

const MOST_CARDS = 500;
const cards = document.getElementById("cards");
const news = document.getElementById("news");
const older = document.getElementById("older");

export class Feed {
  #query = new URLSearchParams();
  #next = null;
  #waiting = [];

  constructor() {
    news.addEventListener("click", () => this.#show());
    older.addEventListener("click", () => this.#more());
    cards.addEventListener("scroll", () => this.#atTop() && this.#show());
  }

  /** Load the newest page; the place in the stream to listen from. */
  async load(query, signal) {
    cards.setAttribute("aria-busy", "true");
    const page = await ask("/api/events", query, signal);
    this.#query = query;
    this.#waiting = [];
    this.#next = page.next;
    cards.replaceChildren(...page.items.map((item) => card(item.event)));
    if (!page.items.length) cards.append(this.#nothing());
    cards.scrollTop = 0;
    cards.setAttribute("aria-busy", "false");
    this.#buttons();
    return page.stream_from;
  }

  /** Take in an event that has just come. */
  add(event) {
    this.#waiting.push(event);
    if (this.#atTop() && !cards.matches(":hover, :focus-within")) this.#show();
    else this.#buttons();
  }

  /** Say that the events could not be loaded. */
  fail(message) {
    cards.replaceChildren(h("li", { class: "empty", role: "alert" }, `The events could not be loaded: ${message}`));
    cards.setAttribute("aria-busy", "false");
    older.hidden = true;
  }

  #show() {
    if (!this.#waiting.length) return;
    cards.querySelector(".empty")?.remove();
    for (const event of this.#waiting.splice(0).slice(-MOST_CARDS)) {
      cards.querySelector(`[data-id="${CSS.escape(event.event_id)}"]`)?.remove();
      cards.prepend(card(event, true));
    }
    while (cards.childElementCount > MOST_CARDS) cards.lastElementChild.remove();
    cards.scrollTop = 0;
    this.#buttons();
  }

  async #more() {
    older.disabled = true;
    try {
      const page = await ask("/api/events", extended(this.#query, { before: this.#next }));
      this.#next = page.next;
      cards.append(...page.items.map((item) => card(item.event)));
    } catch (error) {
      older.textContent = `Not loaded (${error.message}); try again`;
    } finally {
      older.disabled = false;
      older.hidden = this.#next === null;
    }
  }

  #buttons() {
    const count = this.#waiting.length;
    news.hidden = count === 0;
    news.textContent = `Show ${number(count)} new`;
    older.hidden = this.#next === null;
    older.textContent = "Older events";
  }

  #atTop() {
    return cards.scrollTop < 4;
  }

  #nothing() {
    const filtered = this.#query.size > 0;
    return h("li", { class: "empty" }, filtered ? "No event fits these filters." : "No event yet. New ones show up here as they are read.");
  }
}
