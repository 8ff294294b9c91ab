// The rows of the timeline: entries one by one, or each with what it caused below it.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */

/**
 * @typedef {object} Row
 * @property {JournalEntry} entry
 * @property {number} level counts from 1
 * @property {number} position among its siblings, from 1
 * @property {number} siblings how many there are, it included
 * @property {boolean | null} open null where nothing is below it
 * @property {number | null} took how long it was until the last of its effects, or until its answer, in milliseconds of the session
 */

/**
 * Each entry with what it caused below it, as far as that is wanted and not folded.
 *
 * @param {JournalStore} store
 * @param {(entry: JournalEntry) => boolean} wants
 * @param {Set<JournalEntry>} folded
 * @returns {Row[]}
 */
export function threads(store, wants, folded) {
  const shown = new Set(store.entries.filter(wants));
  const roots = store.entries.filter((entry) => shown.has(entry) && !hasAncestor(store, entry, shown));
  /** @type {Row[]} */
  const rows = [];
  /**
   * @param {JournalEntry[]} entries
   * @param {number} level
   */
  const put = (entries, level) => entries.forEach((entry, at) => {
    const below = entry.kind === "page" ? [] : descend(store, entry, shown);
    const open = below.length === 0 ? null : !folded.has(entry);
    rows.push({ entry, level, position: at + 1, siblings: entries.length, open, took: duration(store, entry) });
    if (open) put(below, level + 1);
  });
  put(roots, 1);
  return rows;
}

/**
 * @param {JournalStore} store
 * @param {(entry: JournalEntry) => boolean} wants
 * @returns {Row[]}
 */
export function flat(store, wants) {
  const entries = store.entries.filter(wants);
  return entries.map((entry, at) => ({ entry, level: 1, position: at + 1, siblings: entries.length, open: null, took: duration(store, entry) }));
}

/**
 * What the entry caused that is shown, or what that caused.
 *
 * @param {JournalStore} store
 * @param {JournalEntry} entry
 * @param {Set<JournalEntry>} shown
 * @returns {JournalEntry[]}
 */
function descend(store, entry, shown) {
  return store.effectsOf(entry.seq).flatMap((effect) => (shown.has(effect) ? [effect] : descend(store, effect, shown)));
}

/**
 * @param {JournalStore} store
 * @param {JournalEntry} entry
 * @param {Set<JournalEntry>} shown
 */
function hasAncestor(store, entry, shown) {
  for (let cause = store.causeOf(entry); cause; cause = store.causeOf(cause)) if (shown.has(cause)) return true;
  return false;
}

/**
 * @param {JournalStore} store
 * @param {JournalEntry} entry
 * @returns {number | null}
 */
function duration(store, entry) {
  if (entry.kind === "page") return null;
  const answer = store.answerTo(entry);
  if (answer) return answer.at - entry.at;
  const last = store.effectsOf(entry.seq).at(-1);
  return last && entry.cause === undefined ? last.at - entry.at : null;
}
