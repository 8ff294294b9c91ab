// One row of the message log; its JSON is written out when it is first opened.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { Gist } from "./journal-entry.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { jsonView } from "./json-view.js";
import { preciseDuration } from "./session-clock.js";

/** @type {{ [direction: string]: { icon: string, words: string } }} */
const DIRECTIONS = {
  "app-to-host": { icon: "arrowOut", words: "app to host" },
  "host-to-app": { icon: "arrowIn", words: "host to app" },
};

/**
 * @param {JournalEntry} entry
 * @param {Gist} gist
 * @returns {HTMLLIElement}
 */
export function makeRow(entry, gist) {
  const details = make("details", {}, makeLine(entry, gist));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(makeBody(entry));
  });
  return make(
    "li",
    {
      class: gist.failed ? "log-row is-failed" : "log-row", "data-testid": "log-row", "data-seq": entry.kind === "page" ? "" : entry.seq,
      "data-kind": entry.kind, "data-direction": entry.direction ?? "", "data-frame": entry.frame ?? null, "data-what": gist.what,
    },
    details,
  );
}

/**
 * @param {JournalEntry} entry
 * @param {Gist} gist
 */
function makeLine(entry, gist) {
  return make(
    "summary",
    { class: "log-line" },
    make("span", { class: "log-seq" }, entry.kind === "page" ? "·" : String(entry.seq)),
    make("span", { class: "log-time", title: entry.wallTime }, preciseDuration(entry.at)),
    makeArrow(entry),
    make("bdi", { class: "log-frame" }, entry.frame ?? ""),
    make("bdi", { class: "log-what", "data-what": gist.what }, gist.what),
    make("span", { class: "log-summary" }, make("bdi", { class: "log-subject" }, gist.subject), " ", make("bdi", { class: "log-rest" }, gist.rest)),
  );
}

/** @param {JournalEntry} entry */
function makeArrow(entry) {
  const direction = DIRECTIONS[entry.direction ?? ""];
  if (!direction) return make("span", { class: "log-arrow" }, entry.kind === "stimulus" && icon("stimulus"));
  return make("span", { class: "log-arrow", title: direction.words }, icon(direction.icon), make("span", { class: "sr-only" }, direction.words));
}

/** @param {JournalEntry} entry */
function makeBody(entry) {
  const content = entry.message ?? entry.text ?? entry.stimulus ?? entry;
  const copy = make("button", { type: "button", class: "button quiet small", "data-testid": "log-copy" }, icon("copy"), "Copy");
  copy.addEventListener("click", () => void copyText(copy, JSON.stringify(content, null, 2)));
  return make("div", { class: "log-body" }, make("div", { class: "log-meta" }, ...metaOf(entry), copy), jsonView(content));
}

/** @param {JournalEntry} entry */
function metaOf(entry) {
  const { origin, wallTime, note, clause, cause } = entry;
  return [
    note && (entry.message ?? entry.text) !== undefined && make("span", {}, note),
    origin && make("span", {}, "origin ", make("code", {}, origin)),
    wallTime && make("span", {}, wallTime),
    clause && make("span", {}, "clause ", make("code", {}, clause)),
    cause !== undefined && cause !== null && make("button", { type: "button", class: "button quiet small", "data-cause": cause, "data-testid": "log-cause" }, `caused by ${cause}`),
  ];
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
async function copyText(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.lastChild?.replaceWith("Copied");
  } catch {
    button.lastChild?.replaceWith("Not allowed");
  }
}
