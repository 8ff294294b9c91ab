// The inspector's timeline: the journal as it grows, grouped, filtered and searched, with one entry in detail beside it.

/** @import { JournalBatch, JournalEntry } from "./protocol.js" */
/** @import { JournalFile } from "./journal-file.js" */
/** @import { Row } from "./journal-threads.js" */
/** @import { InspectorApi } from "./inspector-api.js" */
/** @import { ResendHandlers } from "./journal-resend.js" */

import { byId, make, setText } from "./dom.js";
import { JournalDetail } from "./journal-detail.js";
import { conditions, Looker } from "./journal-filter.js";
import { offerable } from "./journal-filter-row.js";
import { JournalFiles } from "./journal-file.js";
import { JournalHistory } from "./journal-history.js";
import { badgesOf, makeRow, placeRow } from "./journal-row.js";
import { HELD, JournalStore } from "./journal-store.js";
import { flat, threads } from "./journal-threads.js";
import { JournalTools } from "./journal-tools.js";
import { VirtualList } from "./virtual-list.js";

/** As `.log-row` in journal.css. */
const ROW_PX = 24;

export class Journal {
  /**
   * @param {InspectorApi} api
   * @param {Pick<ResendHandlers, "hasFrame" | "say">} frames
   */
  constructor(api, frames) {
    this.store = new JournalStore();
    this.looker = new Looker(this.store);
    /** What is looked at: the session, or a file. */
    this.view = { store: this.store, looker: this.looker };
    this.history = new JournalHistory((after, limit) => api.readJournal(after, limit), (entries) => this.#completed(entries));
    /** @type {Set<JournalEntry>} whose effects are folded away */
    this.folded = new Set();
    /** @type {Set<JournalEntry>} */
    this.found = new Set();
    this.seen = { frames: new Set(), interactions: new Set(), names: new Set() };
    this.waiting = 0;
    this.pausedAt = Infinity;
    this.scheduled = false;
    this.tools = new JournalTools({
      changed: () => this.#render(), step: (way) => this.#step(way), pause: () => this.#pauseChanged(), clear: () => this.#clear(),
    });
    /** @type {VirtualList<Row>} */
    this.list = new VirtualList("Timeline", ROW_PX, {
      row: (row) => makeRow(row, this.view.looker.gistOf(row.entry), badgesOf(row.entry, this.view.store), this.found.has(row.entry)),
      look: (row) => this.#lookOf(row), place: placeRow, key: ({ entry }) => entry,
      opened: ({ entry }) => this.open(entry), folded: (row, wanted) => this.#fold(row, wanted), scrolled: (atBottom) => this.tools.setFollowing(atBottom),
    });
    this.detail = new JournalDetail(api, this.store, this.looker, { ...frames, go: (entry) => this.goTo(entry), close: () => this.list.element.focus() });
    this.empty = make("p", { class: "log-empty" });
    this.dropped = make("p", { class: "log-dropped", "data-testid": "log-dropped", hidden: true });
    this.timeline = make("div", { class: "log-timeline" }, this.dropped, this.empty, this.list.element);
    this.files = new JournalFiles(api, { opened: (file) => this.#opened(file), closed: () => this.#look({ store: this.store, looker: this.looker }) });
    this.tools.buttons.append(this.files.save, this.files.open, this.files.input);
    byId("log").append(this.tools.element, this.files.fault, this.files.banner, make("div", { class: "log-panes" }, this.timeline, this.detail.element));
    byId("log").addEventListener("keydown", (event) => this.#pressed(event));
    new ResizeObserver(() => this.#resized()).observe(this.list.element);
    this.#render();
  }

  /** The host is about to send what it has; some of it may be known. */
  expectRepeats() {
    this.store.mayRepeat = true;
  }

  /** A journal that has nothing to do with the one before. */
  startOver() {
    this.store.clear();
    this.store.mayRepeat = true;
    this.#forget();
  }

  /** @param {JournalBatch} batch */
  add(batch) {
    const { added, restarted } = this.store.add(batch);
    if (restarted) this.#forget();
    this.#learn(added);
    this.history.reach(this.store.last);
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
    this.#learn([entry]);
  }

  /** @param {JournalEntry} entry */
  open(entry) {
    this.tools.setFollowing(false);
    this.detail.show(entry);
    this.list.goTo(entry);
  }

  /**
   * Opens an entry that may be folded away or filtered out.
   *
   * @param {JournalEntry} entry
   */
  goTo(entry) {
    if (this.store !== this.view.store && this.store.bySeq.get(entry.seq) === entry) this.files.close();
    const { store } = this.view;
    for (let cause = store.causeOf(entry); cause; cause = store.causeOf(cause)) this.folded.delete(cause);
    this.tools.setFollowing(false);
    this.#render();
    this.open(entry);
  }

  /** Goes to where one types what is looked for. */
  find() {
    this.tools.find.input.focus();
  }

  /** @param {JournalEntry[]} entries */
  #learn(entries) {
    for (const entry of entries) {
      if (entry.frame) offerable(this.seen.frames, entry.frame);
      for (const id of this.looker.interactionsOf(entry)) offerable(this.seen.interactions, id);
      for (const name of this.looker.namesOf(entry)) offerable(this.seen.names, name);
    }
    this.waiting += entries.length;
    if (this.tools.paused) this.tools.showWaiting(this.waiting);
    else this.#schedule();
  }

  /** @param {JournalEntry[]} judged */
  #completed(judged) {
    this.store.complete(judged);
    if (this.view.store === this.store) this.detail.refresh(new Set(judged.map(({ seq }) => seq)));
    this.#schedule();
  }

  /** However many entries come, the timeline is made once a frame. */
  #schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.#render());
  }

  #render() {
    this.scheduled = false;
    if (!this.tools.paused) this.waiting = 0;
    const filter = this.tools.filters.filter();
    const { store, looker } = this.view;
    const wants = (/** @type {JournalEntry} */ entry) => (entry.seq <= this.pausedAt || store !== this.store) && looker.wants(entry, filter);
    const rows = this.tools.grouped ? threads(store, wants, this.folded) : flat(store, wants);
    this.#search(rows);
    this.list.show(rows, this.tools.following);
    this.tools.filters.offer(this.seen);
    this.#say(rows.length, conditions(filter) > 0);
  }

  /** @param {Row[]} rows */
  #search(rows) {
    const wanted = this.tools.find.wanted();
    const found = wanted === "" ? [] : rows.map(({ entry }) => entry).filter((entry) => this.view.looker.textOf(entry).includes(wanted));
    this.found = new Set(found);
    const active = this.list.active;
    this.tools.find.show(found.findIndex((entry) => entry === active) + 1, found.length);
  }

  /** @param {1 | -1} way */
  #step(way) {
    const found = [...this.found];
    if (found.length === 0) return;
    const at = found.findIndex((entry) => entry === this.list.active);
    const next = found[at < 0 ? (way > 0 ? 0 : found.length - 1) : (at + way + found.length) % found.length];
    if (next) this.open(next);
    this.tools.find.show(next ? found.indexOf(next) + 1 : 0, found.length);
  }

  /**
   * @param {Row} row
   * @returns {string}
   */
  #lookOf({ entry, level, open, took }) {
    const badges = badgesOf(entry, this.view.store).map(({ text }) => text).join();
    return [level, open, took, badges, this.found.has(entry)].join(" ");
  }

  /**
   * @param {Row} row
   * @param {"open" | "closed"} wanted
   */
  #fold({ entry, open }, wanted) {
    const cause = this.view.store.causeOf(entry);
    if (wanted === "closed" && open !== true && cause) this.list.goTo(cause);
    else if (open !== null) this.folded[wanted === "open" ? "delete" : "add"](entry);
    this.tools.setFollowing(false);
    this.#render();
  }

  /** @param {JournalFile} file */
  #opened({ entries }) {
    const store = new JournalStore(Infinity);
    store.add({ type: "journal", entries });
    this.tools.setFollowing(false);
    this.#look({ store, looker: new Looker(store) });
  }

  /** @param {{ store: JournalStore, looker: Looker }} view */
  #look(view) {
    this.view = view;
    this.folded.clear();
    this.detail.lookAt(view.store, view.looker);
    this.#render();
  }

  #clear() {
    this.store.hide();
    this.folded.clear();
    this.waiting = 0;
    this.detail.hide();
    this.tools.showWaiting(0);
    this.#render();
  }

  #forget() {
    this.history.startOver();
    this.seen = { frames: new Set(), interactions: new Set(), names: new Set() };
    if (this.tools.paused) this.pausedAt = 0;
    this.#clear();
  }

  #pauseChanged() {
    this.pausedAt = this.tools.paused ? this.store.last : Infinity;
    this.waiting = 0;
    this.tools.showWaiting(0);
    this.#render();
  }

  /**
   * @param {number} shown
   * @param {boolean} filtered
   */
  #say(shown, filtered) {
    const { store } = this.view;
    const held = store.entries.length;
    this.tools.showCount(this.tools.grouped && !filtered ? held : shown, held);
    this.empty.hidden = shown > 0;
    setText(this.empty, held > 0 && filtered ? "Nothing matches the filters." : "Messages between apps and host appear here, each with what it caused.");
    const { missing } = store;
    this.dropped.hidden = store !== this.store || missing === 0 || this.history.cursor < this.history.wanted;
    const what = missing === 1 ? "1 older entry is" : `${missing} older entries are`;
    setText(this.dropped, `${what} not here: the newest ${HELD.toLocaleString("en")} are kept, and nothing from before a reset.`);
  }

  #resized() {
    if (this.tools.following) this.list.toEnd();
    this.list.render();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      this.find();
    } else if (event.key === "Escape" && !typing && this.detail.entry) {
      this.detail.hide();
      this.list.element.focus();
    }
  }
}
