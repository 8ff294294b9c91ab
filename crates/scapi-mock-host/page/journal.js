// The live message log: newest at the bottom, filtered, pausable, at most 2000 rows in the page.

/** @import { JournalBatch, JournalEntry } from "./protocol.js" */
/** @import { Gist } from "./journal-entry.js" */

import { byId, make, setText } from "./dom.js";
import { gistOf } from "./journal-entry.js";
import { makeRow } from "./journal-row.js";
import { JournalStore } from "./journal-store.js";
import { JournalTools } from "./journal-tools.js";

const MOST_ROWS = 2000;
/** Closer to the bottom than this, in pixels, counts as being there. */
const AT_BOTTOM = 24;

export class Journal {
  /**
   * @param {string} exportUrl where the whole journal can be read
   */
  constructor(exportUrl) {
    this.store = new JournalStore();
    /** @type {WeakMap<JournalEntry, { gist: Gist, text: string }>} */
    this.digests = new WeakMap();
    /** @type {JournalEntry[]} */
    this.waiting = [];
    this.scheduled = false;
    this.tools = new JournalTools(exportUrl, {
      filter: () => this.#showAll(),
      pause: () => this.#pauseChanged(),
      follow: () => this.#followIfWanted(),
      clear: () => this.#clear(),
    });
    this.rows = make("ol", { class: "log-rows" });
    this.scroller = make("div", { class: "log-scroller", role: "log", "aria-live": "off", "aria-label": "Messages", tabindex: 0 }, this.rows);
    this.empty = make("p", { class: "log-empty" });
    this.scroller.append(this.empty);
    byId("log").append(this.tools.element, this.scroller);
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    new ResizeObserver(() => this.#followIfWanted()).observe(this.scroller);
    this.rows.addEventListener("click", (event) => this.#clicked(event));
    this.rows.addEventListener("toggle", (event) => this.#toggled(event), { capture: true });
    this.#showCount();
  }

  /** The host is about to send what it has; some of it may be known. */
  expectRepeats() {
    this.store.mayRepeat = true;
  }

  /** A journal that has nothing to do with the one before. */
  startOver() {
    this.store.clear();
    this.store.mayRepeat = true;
    this.#showAll();
  }

  /** @param {JournalBatch} batch */
  add(batch) {
    const { added, restarted } = this.store.add(batch);
    if (restarted) this.#showAll();
    else this.#queue(added);
  }

  /**
   * Notes something that only the page knows.
   *
   * @param {string} note
   * @param {number} at session time
   * @param {string} [frame]
   */
  note(note, at, frame) {
    /** @type {JournalEntry} */
    const entry = { seq: this.store.last, at, kind: "page", note, frame: frame ?? null };
    this.store.addOwn(entry);
    this.#queue([entry]);
  }

  /** @param {JournalEntry[]} entries */
  #queue(entries) {
    this.waiting.push(...entries);
    if (this.tools.paused) return this.tools.showWaiting(this.waiting.length);
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.#render());
  }

  #render() {
    this.scheduled = false;
    if (this.tools.paused) return;
    const rows = this.waiting.filter((entry) => this.#isWanted(entry)).slice(-MOST_ROWS).map((entry) => this.#row(entry));
    this.waiting = [];
    this.rows.append(...rows);
    for (let extra = this.rows.childElementCount - MOST_ROWS; extra > 0; extra -= 1) this.rows.firstElementChild?.remove();
    this.#showCount();
    this.#followIfWanted();
  }

  #showAll() {
    this.rows.replaceChildren();
    this.waiting = [...this.store.entries];
    this.tools.showWaiting(0);
    this.#render();
  }

  #clear() {
    this.store.hide();
    this.#showAll();
    this.waiting = [];
    this.rows.replaceChildren();
    this.#showCount();
  }

  #pauseChanged() {
    if (!this.tools.paused) this.#queue([]);
    this.tools.showWaiting(this.tools.paused ? this.waiting.length : 0);
  }

  /** @param {JournalEntry} entry */
  #isWanted(entry) {
    const { text, kind, direction } = this.tools.filter();
    if (kind && entry.kind !== kind) return false;
    if (direction && entry.direction !== direction) return false;
    return text === "" || this.#digest(entry).text.includes(text);
  }

  /** @param {JournalEntry} entry */
  #row(entry) {
    return makeRow(entry, this.#digest(entry).gist);
  }

  /** @param {JournalEntry} entry */
  #digest(entry) {
    const known = this.digests.get(entry);
    if (known) return known;
    const gist = gistOf(entry, (answer) => this.store.requestOf(answer));
    const text = `${gist.what} ${gist.subject} ${JSON.stringify(entry)}`.toLowerCase();
    this.digests.set(entry, { gist, text });
    return { gist, text };
  }

  #showCount() {
    const shown = this.rows.childElementCount;
    const held = this.store.entries.length;
    this.tools.showCount(shown, held, this.store.dropped);
    this.empty.hidden = shown > 0;
    setText(this.empty, held > 0 ? "Nothing matches the filter." : "Messages between apps and host appear here.");
  }

  #followIfWanted() {
    if (this.tools.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.tools.setFollowing(scrollHeight - clientHeight - scrollTop < AT_BOTTOM);
  }

  /**
   * Who opens a row wants to read it.
   *
   * @param {Event} event
   */
  #toggled({ target }) {
    if (target instanceof HTMLDetailsElement && target.open) this.tools.setFollowing(false);
  }

  /** @param {Event} event */
  #clicked({ target }) {
    const seq = target instanceof Element ? target.closest("[data-cause]")?.getAttribute("data-cause") : null;
    if (!seq) return;
    const row = this.rows.querySelector(`[data-seq="${CSS.escape(seq)}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("summary")?.focus();
  }
}
