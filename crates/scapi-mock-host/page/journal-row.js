// One row of the timeline.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { Gist } from "./journal-entry.js" */
/** @import { Row } from "./journal-threads.js" */
/** @import { JournalStore } from "./journal-store.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { requestKey } from "./journal-store.js";
import { preciseDuration } from "./session-clock.js";

/** @type {{ [direction: string]: { icon: string, words: string } }} */
const DIRECTIONS = {
  "app-to-host": { icon: "arrowOut", words: "app to host" },
  "host-to-app": { icon: "arrowIn", words: "host to app" },
};
/** Deeper than this, room is worth more than depth. */
const DEEPEST = 6;
let made = 0;

/** @typedef {{ testid: string, tone: "bad" | "doubt", text: string, title: string }} Badge */

/**
 * @param {Row} row
 * @param {Gist} gist
 * @param {Badge[]} badges
 * @param {boolean} found whether it is what is looked for
 * @returns {HTMLElement}
 */
export function makeRow({ entry, level, open, took }, gist, badges, found) {
  made += 1;
  return make(
    "div",
    {
      id: `log-row-${made}`, role: "row", class: rowClass(gist, badges, found), "data-testid": "log-row", "data-seq": entry.kind === "page" ? "" : entry.seq,
      "data-kind": entry.kind, "data-direction": entry.direction ?? "", "data-frame": entry.frame ?? null, "data-what": gist.what,
      "aria-level": level, "aria-expanded": open === null ? null : String(open),
    },
    cell("log-seq", entry.kind === "page" ? "·" : String(entry.seq)),
    make("span", { class: "log-time", role: "gridcell", title: entry.wallTime }, preciseDuration(entry.at)),
    cell("log-frame", make("bdi", {}, entry.frame ?? "")),
    cell("log-main", indent(level), makeTwist(open), makeArrow(entry), makeWhat(gist), makeSummary(gist)),
    cell("log-badges", ...badges.map(makeBadge)),
    cell("log-took", took === null ? "" : tookText(took)),
  );
}

/**
 * @param {HTMLElement} element
 * @param {Row} row
 */
export function placeRow(element, { position, siblings }) {
  element.setAttribute("aria-posinset", String(position));
  element.setAttribute("aria-setsize", String(siblings));
}

/**
 * What is wrong with an entry, or open, in a word each.
 *
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @returns {Badge[]}
 */
export function badgesOf(entry, store) {
  /** @type {Badge[]} */
  const badges = [];
  const count = (entry.violations?.length ?? 0) + (entry.moreViolations ?? 0);
  if (count > 0) badges.push({ testid: "badge-schema", tone: "bad", text: count === 1 ? "schema" : `schema × ${count}`, title: entry.violations?.[0]?.text ?? "" });
  const { verdict, why = "" } = entry.legality ?? {};
  if (verdict && verdict !== "allowed") badges.push({ testid: "badge-legality", tone: verdict === "refused" ? "bad" : "doubt", text: verdict, title: why });
  if (isUnanswered(entry, store) && verdict !== "ignored") badges.push({ testid: "badge-unanswered", tone: "doubt", text: "no answer", title: "The host has not answered this." });
  return badges;
}

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 */
export function isUnanswered(entry, store) {
  return entry.kind === "message" && entry.direction === "app-to-host" && requestKey(entry) !== null && store.answerTo(entry) === undefined;
}

/**
 * @param {number} ms of the session's time
 * @returns {string}
 */
export function tookText(ms) {
  if (ms < 1) return "< 1 ms";
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @param {Gist} gist
 * @param {Badge[]} badges
 * @param {boolean} found
 */
function rowClass(gist, badges, found) {
  const failed = gist.failed || badges.some(({ tone }) => tone === "bad");
  return ["log-row", failed && "is-failed", !failed && badges.length > 0 && "is-open-question", found && "is-found"].filter(Boolean).join(" ");
}

/**
 * @param {string} name
 * @param {...(Node | string | false)} content
 */
function cell(name, ...content) {
  return make("span", { class: name, role: "gridcell" }, ...content);
}

/** @param {number} level */
function indent(level) {
  return level > 1 && make("span", { class: `log-indent level-${Math.min(level, DEEPEST)}`, "aria-hidden": "true" });
}

/** @param {boolean | null} open */
function makeTwist(open) {
  return make("span", { class: "log-twist", "data-twist": open !== null, "aria-hidden": "true" }, open !== null && icon("chevron"));
}

/** @param {Gist} gist */
function makeWhat(gist) {
  return make("bdi", { class: "log-what" }, gist.what);
}

/** @param {Gist} gist */
function makeSummary(gist) {
  return make("span", { class: "log-summary" }, make("bdi", { class: "log-subject" }, gist.subject), " ", make("bdi", { class: "log-rest" }, gist.rest));
}

/** @param {JournalEntry} entry */
function makeArrow(entry) {
  const direction = DIRECTIONS[entry.direction ?? ""];
  if (!direction) return make("span", { class: "log-arrow" }, entry.kind === "stimulus" && icon("stimulus"));
  return make("span", { class: "log-arrow", title: direction.words }, icon(direction.icon), make("span", { class: "sr-only" }, direction.words));
}

/** @param {Badge} badge */
function makeBadge({ testid, tone, text, title }) {
  return make("span", { class: `badge is-${tone}`, "data-testid": testid, title }, text);
}
