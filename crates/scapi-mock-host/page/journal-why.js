// Why an entry is there: what led to it, back to where it began, and what it led to.
// What the host did it did for a cause that the journal names. Why an app asks, nobody but the app knows; what it had heard just
// before is likely.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */
/** @import { Looker } from "./journal-filter.js" */

import { make } from "./dom.js";
import { preciseDuration } from "./session-clock.js";

/** An app that asks later than this has some other reason. */
const LIKELY_WITHIN_MS = 1000;
/** So many entries are looked through for it. */
const LOOKED_THROUGH = 200;
/** More effects would bury the rest. */
const EFFECTS_SHOWN = 100;

/** @typedef {{ entry: JournalEntry, sure: boolean }} Reason `sure` where the journal names it */

export class Reasons {
  /**
   * @param {JournalStore} store
   * @param {Looker} looker
   */
  constructor(store, looker) {
    this.store = store;
    this.looker = looker;
  }

  /**
   * @param {JournalEntry} entry
   * @returns {Reason | null}
   */
  of(entry) {
    const cause = this.store.causeOf(entry);
    if (cause) return { entry: cause, sure: true };
    const likely = entry.direction === "app-to-host" && entry.frame ? this.#lastHeard(entry) : undefined;
    return likely ? { entry: likely, sure: false } : null;
  }

  /**
   * @param {JournalEntry} entry
   * @returns {Reason[]} from where it began to the entry itself; `sure` says it of the step to each
   */
  chain(entry) {
    /** @type {Reason[]} */
    const chain = [];
    let sure = true;
    for (let at = entry; ;) {
      const reason = this.of(at);
      sure = reason?.sure ?? true;
      chain.unshift({ entry: at, sure });
      if (!reason) return chain;
      at = reason.entry;
    }
  }

  /**
   * @param {JournalEntry} entry
   * @returns {Reason[]} what it led to at once
   */
  effects(entry) {
    const sure = this.store.effectsOf(entry.seq).map((effect) => ({ entry: effect, sure: true }));
    return entry.direction === "host-to-app" ? [...sure, ...this.#likelyEffects(entry)] : sure;
  }

  /**
   * The last that the frame had heard, best of the same interaction.
   *
   * @param {JournalEntry} request
   */
  #lastHeard(request) {
    const about = this.looker.interactionsOf(request);
    const before = this.#around(request.seq, -1).filter((entry) => this.#isHeard(entry, request));
    const same = before.find((entry) => [...this.looker.interactionsOf(entry)].some((id) => about.has(id)));
    return same ?? before[0];
  }

  /**
   * @param {JournalEntry} entry
   * @param {JournalEntry} request
   */
  #isHeard(entry, request) {
    return entry.kind === "message" && entry.direction === "host-to-app" && entry.frame === request.frame && elapsed(entry, request) <= LIKELY_WITHIN_MS;
  }

  /** @param {JournalEntry} heard */
  #likelyEffects(heard) {
    const asked = this.#around(heard.seq, 1).filter((entry) => entry.direction === "app-to-host" && entry.frame === heard.frame);
    return asked.filter((entry) => this.of(entry)?.entry === heard).map((entry) => ({ entry, sure: false }));
  }

  /**
   * @param {number} seq
   * @param {1 | -1} way
   * @returns {JournalEntry[]} the entries after or before it, nearest first
   */
  #around(seq, way) {
    const steps = Array.from({ length: LOOKED_THROUGH }, (_, step) => this.store.bySeq.get(seq + way * (step + 1)));
    return steps.filter((entry) => entry !== undefined);
  }
}

/**
 * @param {Reasons} reasons
 * @param {JournalEntry} entry
 * @param {(entry: JournalEntry) => string} gist a line
 * @param {(entry: JournalEntry) => void} go
 * @returns {HTMLElement}
 */
export function whyView(reasons, entry, gist, go) {
  const chain = reasons.chain(entry);
  const first = chain[0]?.entry ?? entry;
  let shown = 0;
  /** @param {Reason} reason */
  const node = ({ entry: at, sure }) => {
    shown += 1;
    const button = make(
      "button",
      { type: "button", class: "why-link", "data-testid": "why-link", "data-seq": at.seq, "aria-current": at === entry ? "true" : null, onclick: () => go(at) },
      make("span", { class: "log-seq" }, String(at.seq)), make("span", { class: "why-time" }, preciseDuration(at.at)), make("bdi", { class: "why-gist" }, gist(at)),
    );
    return make("li", { class: sure ? "why-node" : "why-node is-likely" }, !sure && make("span", { class: "why-likely" }, "likely, as the frame had heard it just before:"), button);
  };
  /** @param {Reason} reason @returns {HTMLElement} */
  const downFrom = (reason) => {
    const item = node(reason);
    const effects = shown > EFFECTS_SHOWN ? [] : reasons.effects(reason.entry);
    if (effects.length > 0) item.append(make("ol", { class: "why-tree" }, ...effects.map(downFrom)));
    return item;
  };
  const own = downFrom(chain.at(-1) ?? { entry, sure: true });
  const tree = chain.slice(0, -1).reduceRight((below, reason) => {
    const item = node(reason);
    item.append(make("ol", { class: "why-tree" }, below));
    return item;
  }, own);
  return make("div", { class: "why", "data-testid": "why" }, make("p", { class: "why-words" }, words(entry, first, gist)), make("ol", { class: "why-tree" }, tree));
}

/**
 * @param {JournalEntry} entry
 * @param {JournalEntry} first
 * @param {(entry: JournalEntry) => string} gist
 */
function words(entry, first, gist) {
  if (first !== entry) return `It goes back to ${first.seq}: ${gist(first)}.`;
  if (entry.cause !== undefined && entry.cause !== null) return `Its cause, ${entry.cause}, is kept no more.`;
  if (entry.kind === "stimulus") return "It began here: somebody did this, by the desktop, a test or a scenario.";
  if (entry.direction === "app-to-host") return "It began here: the app asked by itself, or for something in its own page.";
  return "It began here.";
}

/**
 * @param {JournalEntry} from
 * @param {JournalEntry} to
 */
function elapsed(from, to) {
  return Date.parse(to.wallTime ?? "") - Date.parse(from.wallTime ?? "");
}
