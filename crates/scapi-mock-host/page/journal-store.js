// The journal entries the page holds, what caused what, and what answers what.

/** @import { JournalBatch, JournalEntry } from "./protocol.js" */

import { isRecord } from "./dom.js";

/** As many as the host keeps. */
export const HELD = 10_000;
/** So many more may gather before the oldest go, as taking them away one by one costs time. */
const SLACK = 500;

/**
 * @param {JournalEntry} entry
 * @returns {string | null} names the request within its frame
 */
export function requestKey(entry) {
  if (!isRecord(entry.message) || entry.message["referenceId"] === undefined) return null;
  return JSON.stringify([entry.frame ?? null, entry.message["referenceId"]]);
}

export class JournalStore {
  /** @param {number} [holds] how many entries */
  constructor(holds = HELD) {
    this.holds = holds;
    /** @type {JournalEntry[]} oldest first; what the page itself says stands where it said it */
    this.entries = [];
    /** Highest sequence number of the host's journal seen. */
    this.last = 0;
    /** What was up to here is cleared away. */
    this.hidden = 0;
    /** Whether the next batch may repeat what is held: so after each welcome. */
    this.mayRepeat = true;
    /** @type {Map<number, JournalEntry>} */
    this.bySeq = new Map();
    /** @type {Map<number, JournalEntry[]>} what each entry caused, in order */
    this.effects = new Map();
    /** @type {Map<string, JournalEntry>} latest request of a frame under each reference id */
    this.requests = new Map();
    /** Counts what the page itself says. */
    this.own = 0;
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
    for (const entry of added) {
      this.last = entry.seq;
      this.entries.push(entry);
      this.#index(entry);
    }
    this.#trim();
    return { added, restarted };
  }

  /**
   * Takes in what the host says of entries that were shown before it had judged them, and those from before the page was there.
   *
   * @param {JournalEntry[]} judged oldest first
   */
  complete(judged) {
    /** @type {JournalEntry[]} */
    const older = [];
    for (const entry of judged) {
      const known = this.bySeq.get(entry.seq);
      if (known) {
        if (entry.violations) known.violations = entry.violations;
        if (entry.moreViolations) known.moreViolations = entry.moreViolations;
      } else if (entry.seq > this.hidden && entry.seq <= this.last) {
        older.push(entry);
      }
    }
    if (older.length > 0) this.#insert(older);
  }

  /**
   * Holds something the page itself has to say.
   *
   * @param {JournalEntry} entry
   */
  addOwn(entry) {
    this.entries.push(entry);
    this.own += 1;
    this.#trim();
  }

  /** How many entries are neither here nor cleared away. */
  get missing() {
    return this.last - this.hidden - (this.entries.length - this.own);
  }

  clear() {
    this.hide();
    this.last = 0;
    this.hidden = 0;
    this.requests.clear();
    this.bySeq.clear();
    this.effects.clear();
  }

  /** Forgets what is listed but not what caused what. */
  hide() {
    this.entries = [];
    this.own = 0;
    this.hidden = this.last;
  }

  /**
   * @param {number} seq
   * @returns {JournalEntry[]} what the entry caused
   */
  effectsOf(seq) {
    return this.effects.get(seq) ?? [];
  }

  /** @param {JournalEntry} entry */
  causeOf(entry) {
    return entry.kind === "page" ? undefined : this.bySeq.get(entry.cause ?? -1);
  }

  /** @param {JournalEntry} request */
  answerTo(request) {
    const key = requestKey(request);
    if (key === null || request.direction !== "app-to-host") return undefined;
    return this.effectsOf(request.seq).find((effect) => effect.kind === "message" && requestKey(effect) === key);
  }

  /** @param {JournalEntry} answer */
  requestOf(answer) {
    const cause = this.causeOf(answer);
    if (cause?.direction === "app-to-host" && requestKey(cause) === requestKey(answer)) return cause;
    return this.requests.get(requestKey(answer) ?? "");
  }

  /** @param {JournalEntry} entry */
  #index(entry) {
    this.bySeq.set(entry.seq, entry);
    if (typeof entry.cause === "number") {
      const effects = this.effects.get(entry.cause);
      if (effects) effects.push(entry);
      else this.effects.set(entry.cause, [entry]);
    }
    const key = entry.direction === "app-to-host" ? requestKey(entry) : null;
    if (key !== null) this.requests.set(key, entry);
  }

  /** @param {JournalEntry[]} older */
  #insert(older) {
    this.entries = [...older, ...this.entries].sort((one, other) => one.seq - other.seq);
    this.effects.clear();
    this.requests.clear();
    this.bySeq.clear();
    for (const entry of this.entries) if (entry.kind !== "page") this.#index(entry);
    this.#trim();
  }

  #trim() {
    if (this.entries.length > this.holds + SLACK) {
      const gone = this.entries.splice(0, this.entries.length - this.holds);
      this.own -= gone.filter((entry) => entry.kind === "page").length;
    }
    if (this.bySeq.size <= this.holds + SLACK) return;
    for (const seq of [...this.bySeq.keys()].slice(0, this.bySeq.size - this.holds)) {
      this.effects.delete(seq);
      this.bySeq.delete(seq);
    }
    for (const [key, request] of this.requests) if (!this.bySeq.has(request.seq)) this.requests.delete(key);
  }
}
