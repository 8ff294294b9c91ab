// What the bridge leaves out: verdicts on the messages, and entries from before the page was there.

/** @import { JournalEntry } from "./protocol.js" */

/** Judging takes the host a moment, so that not every entry is asked for by itself. */
const GATHER_MS = 120;
const AT_A_TIME = 500;

export class JournalHistory {
  /**
   * @param {(after: number, limit: number) => Promise<{ entries: JournalEntry[], cursor: number, more: boolean } | null>} read
   * @param {(entries: JournalEntry[]) => void} show
   */
  constructor(read, show) {
    this.read = read;
    this.show = show;
    /** The last that was read, and the last that there is. */
    this.cursor = 0;
    this.wanted = 0;
    this.reading = false;
    /** Another one for each journal. */
    this.life = {};
  }

  /** Another journal: what is still being read of the old one does not count. */
  startOver() {
    this.cursor = 0;
    this.wanted = 0;
    this.reading = false;
    this.life = {};
  }

  /**
   * There are entries up to this number.
   *
   * @param {number} last
   */
  reach(last) {
    this.wanted = Math.max(this.wanted, last);
    if (this.reading || this.cursor >= this.wanted) return;
    this.reading = true;
    setTimeout(() => void this.#readOn(this.life), GATHER_MS);
  }

  /** @param {object} life */
  async #readOn(life) {
    while (life === this.life && this.cursor < this.wanted) {
      const page = await this.read(this.cursor, AT_A_TIME);
      if (life !== this.life) return;
      if (page === null) break;
      this.cursor = page.cursor;
      this.show(page.entries);
    }
    if (life === this.life) this.reading = false;
  }
}
