// Windows that are no app of the page: a few of their messages are noted, so that one can see who talks, and no more.

/** A page that embeds this one may talk all day. */
const NOTED_OF_AN_ORIGIN = 20;
const ORIGINS = 50;

export class Strangers {
  /** @param {(text: string) => void} note */
  constructor(note) {
    this.note = note;
    /** @type {Map<string, number>} */
    this.heard = new Map();
  }

  /**
   * Whether a message of this origin is one of those that are noted.
   *
   * @param {string} origin
   */
  isNoted(origin) {
    const count = (this.heard.get(origin) ?? 0) + 1;
    if (count === 1 && this.heard.size >= ORIGINS) return false;
    this.heard.set(origin, count);
    if (count === NOTED_OF_AN_ORIGIN + 1) this.note(`Further messages from windows of ${origin} that are no apps are not noted.`);
    return count <= NOTED_OF_AN_ORIGIN;
  }
}
