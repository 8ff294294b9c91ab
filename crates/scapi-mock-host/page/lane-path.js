// The states that each interaction has been in, as events told apps and as the host shows its desktop.

/** @import { JournalEntry, JsonObject, State } from "./protocol.js" */

import { isRecord, textOf } from "./dom.js";

/** Older interactions are forgotten, and older states of one that changes without end. */
const LANES_KEPT = 200;
const STEPS_KEPT = 500;

/**
 * @typedef {object} Step
 * @property {string} state
 * @property {number} at since when, in milliseconds of the session
 * @property {number} seq the journal entry that shows it or led to it; 0 where there is none
 * @property {boolean} [before] it was in it before, for nobody knows how long
 */
/** @typedef {{ id: string, media: string, who: string, steps: Step[], gone: Step | null }} Lane `gone`: since when it has left the agent's list */

export class LanePaths {
  constructor() {
    /** @type {Map<string, Lane>} */
    this.lanes = new Map();
    /** Of the entries that were learnt, the number of the last. */
    this.last = 0;
    /** Whether the desktop was seen, so that what comes to stand on it is new. */
    this.seen = false;
  }

  startOver() {
    this.lanes.clear();
    this.last = 0;
    this.seen = false;
  }

  /** @param {JournalEntry[]} entries oldest first */
  learn(entries) {
    for (const entry of entries) {
      this.last = Math.max(this.last, entry.seq);
      const { change } = /** @type {{ change?: JsonObject }} */ (entry);
      // After it, the same ids stand for other interactions.
      if (change?.["type"] === "session-reset") this.lanes.clear();
      const data = entry.direction === "host-to-app" && isRecord(entry.message) && isRecord(entry.message["data"]) ? entry.message["data"] : {};
      const interaction = data["interaction"];
      if (entry.kind !== "message" || !isRecord(interaction)) continue;
      if (data["eventType"] === "REMOVED" || data["eventType"] === "MARK_DONE") this.#leave(textOf(interaction["interactionId"]), entry);
      else this.#arrive(interaction, { at: entry.at, seq: entry.seq });
    }
  }

  /** @param {State} state what stands on the desktop after everything that was learnt */
  show({ at, interactions }) {
    const listed = new Set();
    for (const { interaction } of interactions) {
      listed.add(textOf(interaction["interactionId"]));
      this.#arrive(interaction, { at, seq: this.last, ...(this.seen ? {} : { before: true }) });
    }
    this.seen = true;
    for (const lane of this.lanes.values()) {
      if (!listed.has(lane.id)) lane.gone ??= { state: "", at, seq: this.last };
    }
  }

  /**
   * @param {JsonObject} interaction
   * @param {Omit<Step, "state">} when
   */
  #arrive(interaction, when) {
    const lane = this.#lane(interaction);
    const state = textOf(interaction["state"]);
    if (state === "" || lane.gone !== null || lane.steps.at(-1)?.state === state) return;
    // What is told once more, or later than it was seen, has its place already.
    if ((lane.steps.at(-1)?.seq ?? -1) > when.seq) return;
    lane.steps.push({ state, ...when });
    if (lane.steps.length > STEPS_KEPT) lane.steps.shift();
  }

  /**
   * @param {string} id
   * @param {JournalEntry} entry
   */
  #leave(id, { at, seq }) {
    const lane = this.lanes.get(id);
    if (lane && (lane.gone === null || lane.gone.seq > seq)) lane.gone = { state: "", at, seq };
  }

  /** @param {JsonObject} interaction */
  #lane(interaction) {
    const id = textOf(interaction["interactionId"]);
    const known = this.lanes.get(id);
    if (known) return known;
    /** @type {Lane} */
    const lane = { id, media: textOf(interaction["media"]), who: whoIs(interaction), steps: [], gone: null };
    this.lanes.set(id, lane);
    if (this.lanes.size > LANES_KEPT) this.lanes.delete(this.lanes.keys().next().value ?? "");
    return lane;
  }
}

/** @param {JsonObject} interaction */
function whoIs({ contact, ani, parties }) {
  const name = isRecord(contact) ? textOf(contact["displayName"]) : "";
  const first = Array.isArray(parties) && isRecord(parties[0]) ? textOf(parties[0]["name"]) : "";
  return name || textOf(ani) || first;
}
