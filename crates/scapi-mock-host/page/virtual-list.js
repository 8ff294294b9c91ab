// A list of any length of which the page holds what is in sight: rows of one height, keyboard and screen reader included.

import { make, putAt } from "./dom.js";

/** Rows above and below what is in sight, so that a short move shows no gap. */
const MARGIN = 8;
/** Closer to the bottom than this, in pixels, counts as being there. */
const AT_BOTTOM = 24;

/**
 * @template T
 * @typedef {object} ListHandlers
 * @property {(item: T, index: number) => HTMLElement} row
 * @property {(item: T) => string} look what a row shows that may change; a row is made anew when it differs
 * @property {(element: HTMLElement, item: T) => void} place sets what changes without a row being made anew
 * @property {(item: T) => unknown} key tells items apart, between one list and the next
 * @property {(item: T) => void} opened by Enter or a click
 * @property {(item: T, wanted: "open" | "closed") => void} folded
 * @property {(atBottom: boolean) => void} scrolled
 */

/** @template T */
export class VirtualList {
  /**
   * @param {string} label
   * @param {number} rowHeight
   * @param {ListHandlers<T>} handlers
   */
  constructor(label, rowHeight, handlers) {
    this.rowHeight = rowHeight;
    this.handlers = handlers;
    /** @type {T[]} */
    this.items = [];
    /** @type {unknown} key of the row that the keyboard is on */
    this.active = null;
    /** @type {Map<unknown, { element: HTMLElement, look: string }>} */
    this.made = new Map();
    this.rows = make("div", { class: "list-rows", role: "rowgroup" });
    this.element = make("div", {
      class: "list", role: "treegrid", tabindex: 0, "aria-label": label, "data-testid": "log-rows",
      onscroll: () => this.#scrolled(),
    }, this.rows);
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.element.addEventListener("click", (event) => this.#clicked(event));
  }

  /**
   * Shows other items; what was in sight stays where it was, unless the end is followed.
   *
   * @param {T[]} items
   * @param {boolean} following
   */
  show(items, following) {
    const top = Math.floor(this.element.scrollTop / this.rowHeight);
    const anchor = this.items[top];
    const anchored = anchor !== undefined && items[top] !== anchor ? this.handlers.key(anchor) : null;
    this.items = items;
    this.rows.style.height = `${items.length * this.rowHeight}px`;
    this.element.setAttribute("aria-rowcount", String(items.length));
    if (following) this.toEnd();
    else if (anchored !== null) {
      const now = this.indexOf(anchored);
      if (now >= 0 && now !== top) this.element.scrollTop += (now - top) * this.rowHeight;
    }
    this.render();
  }

  toEnd() {
    this.element.scrollTop = this.rows.offsetHeight;
  }

  /**
   * @param {unknown} key
   * @returns {number} -1 where there is no such item
   */
  indexOf(key) {
    return this.items.findIndex((item) => this.handlers.key(item) === key);
  }

  /**
   * Moves the keyboard to an item and shows it.
   *
   * @param {unknown} key
   * @returns {boolean} whether it is there
   */
  goTo(key) {
    const index = this.indexOf(key);
    if (index < 0) return false;
    this.#activate(index);
    return true;
  }

  /** The item that the keyboard is on. */
  current() {
    return this.items[this.indexOf(this.active)];
  }

  /** Makes what is in sight, and lets go of what is not. */
  render() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.rowHeight) - MARGIN);
    const count = Math.ceil(this.element.clientHeight / this.rowHeight) + 2 * MARGIN;
    const wanted = this.items.slice(first, first + count);
    const keys = new Set(wanted.map((item) => this.handlers.key(item)));
    for (const [key, { element }] of this.made) {
      if (keys.has(key)) continue;
      element.remove();
      this.made.delete(key);
    }
    let active = "";
    wanted.forEach((item, at) => {
      const element = this.#row(item, first + at);
      putAt(this.rows, element, at);
      if (element.classList.contains("is-current")) active = element.id;
    });
    if (active) this.element.setAttribute("aria-activedescendant", active);
    else this.element.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {T} item
   * @param {number} index
   */
  #row(item, index) {
    const key = this.handlers.key(item);
    const look = this.handlers.look(item);
    const known = this.made.get(key);
    const element = known?.look === look ? known.element : this.handlers.row(item, index);
    if (element !== known?.element) {
      known?.element.remove();
      this.made.set(key, { element, look });
    }
    element.style.transform = `translateY(${index * this.rowHeight}px)`;
    element.setAttribute("aria-rowindex", String(index + 1));
    element.dataset["index"] = String(index);
    this.handlers.place(element, item);
    element.classList.toggle("is-current", key === this.active);
    element.setAttribute("aria-selected", String(key === this.active));
    return element;
  }

  /** @param {number} index */
  #activate(index) {
    const item = this.items[index];
    if (item === undefined) return;
    this.active = this.handlers.key(item);
    const top = index * this.rowHeight;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + clientHeight) this.element.scrollTop = top + this.rowHeight - clientHeight;
    this.render();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    this.handlers.scrolled(scrollHeight - clientHeight - scrollTop < AT_BOTTOM);
    this.render();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.target !== this.element || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = this.indexOf(this.active);
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight) - 1);
    const last = this.items.length - 1;
    /** @type {{ [key: string]: number }} */
    const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? last : at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last };
    const item = this.items[at];
    if (event.key in moves) this.#activate(Math.max(0, Math.min(last, moves[event.key] ?? 0)));
    else if ((event.key === "Enter" || event.key === " ") && item !== undefined) this.handlers.opened(item);
    else if (event.key === "ArrowRight" && item !== undefined) this.handlers.folded(item, "open");
    else if (event.key === "ArrowLeft" && item !== undefined) this.handlers.folded(item, "closed");
    else return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #clicked({ target }) {
    const row = target instanceof Element ? target.closest("[data-index]") : null;
    const item = this.items[Number(row?.getAttribute("data-index") ?? -1)];
    if (item === undefined) return;
    this.active = this.handlers.key(item);
    const twist = target instanceof Element && target.closest("[data-twist]");
    if (twist) this.handlers.folded(item, row?.getAttribute("aria-expanded") === "true" ? "closed" : "open");
    else this.handlers.opened(item);
    this.render();
  }
}
