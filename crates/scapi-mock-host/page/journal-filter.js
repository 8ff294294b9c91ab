// Which entries are wanted: by kind, direction, frame, interaction, name, verdict and text.

/** @import { JournalEntry, Json } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */

import { isRecord, textOf } from "./dom.js";
import { gistOf } from "./journal-entry.js";

/** @typedef {{ text: string, kind: string, direction: string, frame: string, interaction: string, name: string, violations: boolean }} Filter empty is no condition */

/**
 * @param {Filter} filter
 * @returns {number} of its conditions
 */
export function conditions(filter) {
  return Object.values(filter).filter(Boolean).length;
}

/**
 * @param {JournalEntry} entry
 * @returns {boolean} whether it breaks the contract, or was not let happen
 */
export function isBad(entry) {
  return (entry.violations?.length ?? 0) > 0 || (entry.legality !== undefined && entry.legality.verdict !== "allowed");
}

/** Looks through entries; what it has read of one it keeps as long as the entry lives. */
export class Looker {
  /** @param {JournalStore} store */
  constructor(store) {
    this.store = store;
    /** @type {WeakMap<JournalEntry, string>} */
    this.texts = new WeakMap();
    /** @type {WeakMap<JournalEntry, Set<string>>} */
    this.interactions = new WeakMap();
  }

  /**
   * @param {JournalEntry} entry
   * @param {Filter} filter
   */
  wants(entry, filter) {
    return (!filter.kind || entry.kind === filter.kind)
      && (!filter.direction || entry.direction === filter.direction)
      && (!filter.frame || entry.frame === filter.frame)
      && (!filter.violations || isBad(entry))
      && (!filter.name || this.namesOf(entry).some((name) => name.toLowerCase().includes(filter.name)))
      && (!filter.interaction || this.interactionsOf(entry).has(filter.interaction))
      && (!filter.text || this.textOf(entry).includes(filter.text));
  }

  /**
   * @param {JournalEntry} entry
   * @returns {string} all of it in lower case, with what its row says
   */
  textOf(entry) {
    const known = this.texts.get(entry);
    if (known !== undefined) return known;
    const gist = this.gistOf(entry);
    const { violations, ...rest } = entry;
    const text = `${gist.what} ${gist.subject} ${JSON.stringify(rest)}`.toLowerCase();
    this.texts.set(entry, text);
    return text;
  }

  /** @param {JournalEntry} entry */
  gistOf(entry) {
    return gistOf(entry, (answer) => this.store.requestOf(answer));
  }

  /**
   * @param {JournalEntry} entry
   * @returns {string[]} the method, the event and its type, or the type of the stimulus or change
   */
  namesOf(entry) {
    const asked = entry.direction === "host-to-app" && isRecord(entry.message) && entry.message["event"] === undefined ? this.store.requestOf(entry) : entry;
    const message = isRecord(asked?.message) ? asked.message : {};
    const data = isRecord(message["data"]) ? message["data"]["eventType"] : message["data"];
    return [message["request"], message["event"], data, entry.stimulus?.["type"], entry.change?.["type"]].flat().map(textOf).filter(Boolean);
  }

  /**
   * @param {JournalEntry} entry
   * @returns {Set<string>} ids of interactions that it names; an answer is about what its request was about
   */
  interactionsOf(entry) {
    const known = this.interactions.get(entry);
    if (known) return known;
    /** @type {Set<string>} */
    const ids = new Set(entry.interactionId === undefined ? [] : [entry.interactionId]);
    collect(entry.message, ids);
    collect(entry.stimulus, ids);
    const message = isRecord(entry.message) ? entry.message : {};
    const first = Array.isArray(message["parameters"]) ? message["parameters"][0] : undefined;
    if (textOf(message["request"]).startsWith("interaction.") && typeof first === "string") ids.add(first);
    const request = entry.direction === "host-to-app" && message["event"] === undefined ? this.store.requestOf(entry) : undefined;
    if (request && request !== entry) for (const id of this.interactionsOf(request)) ids.add(id);
    this.interactions.set(entry, ids);
    return ids;
  }
}

/**
 * @param {Json | undefined} value
 * @param {Set<string>} ids
 */
function collect(value, ids) {
  if (Array.isArray(value)) for (const item of value) collect(item, ids);
  else if (isRecord(value)) {
    if (typeof value["interactionId"] === "string") ids.add(value["interactionId"]);
    for (const item of Object.values(value)) collect(item, ids);
  }
}
