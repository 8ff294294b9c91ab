// What is to be said of an entry: was it let happen, does it fit the contract, was it answered; each with the clause in words.

/** @import { Breach, JournalEntry } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */
/** @import { InspectorApi } from "./inspector-api.js" */

import { make } from "./dom.js";
import { isUnanswered, tookText } from "./journal-row.js";

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @param {InspectorApi} api
 * @returns {HTMLElement[]}
 */
export function verdictsOf(entry, store, api) {
  const verdicts = [...legality(entry, api), ...schema(entry, api), ...note(entry, api), ...answer(entry, store)];
  return verdicts.length === 0 ? [] : [make("ul", { class: "verdicts", "data-testid": "verdicts" }, ...verdicts)];
}

/**
 * @param {JournalEntry} entry
 * @param {InspectorApi} api
 */
function legality({ legality: given }, api) {
  if (!given) return [];
  const { verdict, why = "", clause } = given;
  return [verdictLine("verdict-legality", verdict === "allowed" ? "good" : "bad", verdict, why || "the state allowed it", api, clause)];
}

/**
 * @param {JournalEntry} entry
 * @param {InspectorApi} api
 */
function schema({ violations, moreViolations = 0 }, api) {
  if (!violations) return [];
  if (violations.length === 0) return [verdictLine("verdict-schema", "good", "schema", "fits the contract", api)];
  const lines = violations.map((breach) => verdictLine("verdict-schema", "bad", "schema", breachText(breach), api, breach.clause));
  return moreViolations > 0 ? [...lines, verdictLine("verdict-schema", "bad", "schema", `and ${moreViolations} more`, api)] : lines;
}

/** @param {Breach} breach */
function breachText({ pointer, text, didYouMean, schema: document }) {
  const hint = didYouMean && !text.includes(didYouMean) ? `; did you mean ${didYouMean}?` : "";
  return `${pointer === "" ? "the message" : pointer}: ${text}${hint} (${document}.schema.json)`;
}

/**
 * @param {JournalEntry} entry
 * @param {InspectorApi} api
 */
function note({ note: text, clause }, api) {
  return text === undefined && clause === undefined ? [] : [verdictLine("verdict-note", "plain", "note", text ?? "", api, clause)];
}

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 */
function answer(entry, store) {
  const reply = store.answerTo(entry);
  if (reply) return [make("li", { class: "verdict is-plain", "data-testid": "verdict-answer" }, make("span", { class: "badge is-plain" }, "answered"), ` by ${reply.seq}, ${tookText(reply.at - entry.at)} later`)];
  return isUnanswered(entry, store) ? [make("li", { class: "verdict is-doubt", "data-testid": "verdict-answer" }, make("span", { class: "badge is-doubt" }, "no answer"), " the host has not answered this")] : [];
}

/**
 * @param {string} testid
 * @param {"good" | "bad" | "plain"} tone
 * @param {string} badge
 * @param {string} text
 * @param {InspectorApi} api
 * @param {string} [clause]
 */
function verdictLine(testid, tone, badge, text, api, clause) {
  const line = make("li", { class: `verdict is-${tone}`, "data-testid": testid }, make("span", { class: `badge is-${tone}` }, badge), " ", make("bdi", {}, text));
  if (clause) line.append(" ", clauseLink(clause, api));
  return line;
}

/**
 * A clause by its id; its words once they are there.
 *
 * @param {string} id
 * @param {InspectorApi} api
 */
function clauseLink(id, api) {
  const words = make("span", { class: "clause-words", "data-testid": "clause-words" });
  const link = make("a", { href: "/schemas/clauses.json", target: "_blank", rel: "noopener", class: "clause", "data-testid": "clause", title: "The catalogue of clauses" }, id);
  void api.clause(id).then((clause) => {
    if (clause) words.textContent = `${clause.requirement} (${clause.level}, ${clause.provenance})`;
  });
  return make("span", { class: "clause-of" }, link, " ", words);
}
