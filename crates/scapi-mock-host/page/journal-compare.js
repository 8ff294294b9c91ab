// Two entries side by side: the same interaction at two times, two interactions, or two messages.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */
/** @import { Looker } from "./journal-filter.js" */
/** @import { Difference } from "./json-diff.js" */

import { isRecord, make } from "./dom.js";
import { contentOf } from "./journal-entry.js";
import { differences } from "./json-diff.js";

/** So many entries are offered to compare with. */
const OFFERED = 40;
let lists = 0;

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @param {Looker} looker
 * @param {(entry: JournalEntry) => string} gist
 * @returns {HTMLElement}
 */
export function compareView(entry, store, looker, gist) {
  const similar = similarTo(entry, store, looker);
  lists += 1;
  const id = `compare-${lists}`;
  const list = make("datalist", { id }, ...similar.map((other) => make("option", { value: other.seq }, gist(other))));
  const field = make("input", { class: "input", type: "number", min: 1, list: id, value: similar[0]?.seq ?? "", "data-testid": "compare-with", "aria-label": "Number of the other entry", oninput: () => show() });
  const only = make("input", { type: "checkbox", "data-testid": "compare-interaction", onchange: () => show() });
  only.checked = interactionOf(entry) !== undefined;
  const result = make("div", { "data-testid": "differences", "aria-live": "polite" });
  const show = () => result.replaceChildren(compared(store.bySeq.get(field.valueAsNumber), entry, only.checked, gist));
  show();
  const bar = make("div", { class: "compare-bar" }, make("label", { class: "compare-field" }, "From entry ", field, list), ` to ${entry.seq}`, make("label", {}, only, " the interaction alone"));
  return make("div", { class: "compare" }, bar, result);
}

/**
 * @param {JournalEntry | undefined} other
 * @param {JournalEntry} entry
 * @param {boolean} interactions whether only what they say of an interaction counts
 * @param {(entry: JournalEntry) => string} gist
 */
function compared(other, entry, interactions, gist) {
  if (!other) return make("p", { class: "hint" }, "Give the number of an entry of the timeline.");
  const [before, after] = interactions ? [interactionOf(other), interactionOf(entry)] : [contentOf(other), contentOf(entry)];
  if (before === undefined || after === undefined) return make("p", { class: "hint" }, `Entry ${before === undefined ? other.seq : entry.seq} shows no interaction.`);
  const found = differences(before, after);
  const title = make("p", { class: "hint" }, `${other.seq} `, make("bdi", {}, gist(other)), found.length === 0 ? ": no difference." : `: ${found.length} ${found.length === 1 ? "difference" : "differences"}.`);
  return make("div", {}, title, make("dl", { class: "diff" }, ...found.flatMap(line)));
}

/** @param {Difference} difference */
function line({ pointer, kind, before, after }) {
  return [
    make("dt", { class: `is-${kind}`, "data-pointer": pointer }, make("code", {}, pointer || "(whole)"), ` ${kind}`),
    kind !== "added" && make("dd", { class: "diff-before" }, "− ", make("bdi", {}, JSON.stringify(before) ?? "")),
    kind !== "removed" && make("dd", { class: "diff-after" }, "+ ", make("bdi", {}, JSON.stringify(after) ?? "")),
  ].filter((part) => part !== false);
}

/**
 * Earlier ones first that say the same kind of thing of the same interaction; then those of others.
 *
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @param {Looker} looker
 */
function similarTo(entry, store, looker) {
  const ids = looker.interactionsOf(entry);
  const names = looker.namesOf(entry);
  const isShown = interactionOf(entry) !== undefined;
  const alike = store.entries.filter((other) => other !== entry && other.kind === entry.kind && other.direction === entry.direction
    && (isShown ? interactionOf(other) !== undefined : names.length > 0 && looker.namesOf(other)[0] === names[0]));
  const near = (/** @type {JournalEntry} */ other) => (other.seq < entry.seq ? 0 : 1) + ([...looker.interactionsOf(other)].some((id) => ids.has(id)) ? 0 : 2);
  return alike.sort((one, other) => near(one) - near(other) || Math.abs(one.seq - entry.seq) - Math.abs(other.seq - entry.seq)).slice(0, OFFERED);
}

/**
 * @param {JournalEntry} entry
 * @returns {unknown} the interaction that an event or an answer shows
 */
function interactionOf({ message }) {
  const data = isRecord(message) ? message["data"] : undefined;
  if (!isRecord(data)) return undefined;
  if (isRecord(data["interaction"])) return data["interaction"];
  return data["interactionId"] !== undefined && data["state"] !== undefined ? data : undefined;
}
