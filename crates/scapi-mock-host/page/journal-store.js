// The journal entries the page holds, and which request an answer belongs to.

/** @import { JournalBatch, JournalEntry } from "./protocol.js" */

import { requestKey } from "./journal-entry.js";

/** More than the log shows, so that a filter can still find something. */
const HELD = 5000;

export class JournalStore {
  constructor() {
    /** @type {JournalEntry[]} */
    this.entries = [];
    /** Entries that are here no more, or never came. */
    this.dropped = 0;
    /** Highest sequence number of the host's journal seen. */
    this.last = 0;
    /** Whether the next batch may repeat what is held: so after each welcome. */
    this.mayRepeat = true;
    /** @type {Map<string, JournalEntry>} latest request of a frame under each reference id */
    this.requests = new Map();
    /** @type {Map<number, JournalEntry>} */
    this.bySeq = new Map();
  }

  /**
   * @param {JournalBatch} batch
   * @returns {{ added: JournalEntry[], restarted: boolean }} `restarted`: the journal began anew, nothing held before counts
   */
  add({ entries }) {
    const first = entries[0];
    const restarted = !this.mayRepeat && first !== undefined && first.seq <= this.last;
    if (restarted) this.clear();
    const added = entries.filter((entry) => entry.seq > this.last);
    if (first) this.mayRepeat = false;
    for (const entry of added) this.#hold(entry);
    return { added, restarted };
  }

  /**
   * Holds something the page itself has to say.
   *
   * @param {JournalEntry} entry
   */
  addOwn(entry) {
    this.entries.push(entry);
    this.#trim();
  }

  clear() {
    this.hide();
    this.last = 0;
    this.requests.clear();
    this.bySeq.clear();
  }

  /** Forgets the entries but not where the journal stands. */
  hide() {
    this.entries = [];
    this.dropped = 0;
  }

  /** @param {JournalEntry} answer */
  requestOf(answer) {
    const cause = this.bySeq.get(answer.cause ?? -1);
    if (cause?.direction === "app-to-host" && requestKey(cause) === requestKey(answer)) return cause;
    return this.requests.get(requestKey(answer) ?? "");
  }

  /** @param {JournalEntry} entry */
  #hold(entry) {
    this.dropped += entry.seq - this.last - 1;
    this.last = entry.seq;
    this.entries.push(entry);
    this.bySeq.set(entry.seq, entry);
    const key = entry.direction === "app-to-host" ? requestKey(entry) : null;
    if (key !== null) this.requests.set(key, entry);
    this.#trim();
  }

  #trim() {
    if (this.bySeq.size > HELD) this.bySeq.delete(this.bySeq.keys().next().value ?? -1);
    if (this.requests.size > HELD) this.requests.delete(this.requests.keys().next().value ?? "");
    if (this.entries.length <= HELD) return;
    this.entries.shift();
    this.dropped += 1;
  }
}
