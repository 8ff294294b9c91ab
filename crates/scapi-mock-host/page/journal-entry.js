// What a journal entry says in one line.

/** @import { JournalEntry, JsonObject } from "./protocol.js" */

import { isRecord, textOf } from "./dom.js";
import { humanise } from "./labels.js";

/**
 * @typedef {object} Gist
 * @property {string} what like `request`, `answer`, `event`
 * @property {string} subject like `interaction.accept`
 * @property {string} rest what else is worth a line
 * @property {boolean} failed
 */

/** Longer texts are cut by the row anyway. */
const LINE = 300;

/**
 * @param {JournalEntry} entry
 * @param {(entry: JournalEntry) => JournalEntry | undefined} requestOf finds what an answer answers
 * @returns {Gist}
 */
export function gistOf(entry, requestOf) {
  if (entry.kind === "stimulus" && entry.stimulus) return gistOfStimulus(entry.stimulus);
  if (entry.text === "") return gist("unreadable", "", entry.note ?? "");
  if (entry.kind !== "message") return gist(entry.kind, "", entry.note ?? textOf(entry.message), entry.kind === "fault");
  if (!isRecord(entry.message)) return gist("text", "", entry.note ?? textOf(entry.message ?? entry.text));
  return entry.direction === "host-to-app" ? gistOfOutgoing(entry, entry.message, requestOf) : gistOfIncoming(entry.message);
}

/**
 * @param {JournalEntry} entry
 * @returns {unknown} what it records
 */
export function contentOf(entry) {
  if (entry.message !== undefined) return entry.message;
  return entry.text ?? entry.stimulus ?? entry.change ?? entry;
}

/** @param {JsonObject} message */
function gistOfIncoming(message) {
  const reference = referenceOf(message);
  if (message["request"] !== undefined) {
    return gist("request", textOf(message["request"]), `${reference} ${textOf(message["parameters"])}`);
  }
  if (message["event"] !== undefined) {
    return gist(textOf(message["event"]), [message["data"]].flat().map(textOf).join(", "), reference);
  }
  return gist("message", "", textOf(message));
}

/**
 * @param {JournalEntry} entry
 * @param {JsonObject} message
 * @param {(entry: JournalEntry) => JournalEntry | undefined} requestOf
 */
function gistOfOutgoing(entry, message, requestOf) {
  if (message["event"]) return gistOfEvent(message);
  const failed = message["errorMessage"] !== undefined;
  if (message["referenceId"] === undefined) return gist("message", "", textOf(message), failed);
  const subject = subjectOf(requestOf(entry));
  const result = failed ? textOf(message["errorMessage"]) : resultOf(message);
  return gist(failed ? "failure" : "answer", subject, `${referenceOf(message)} ${result}`, failed);
}

/** @param {JsonObject} message */
function gistOfEvent(message) {
  const data = isRecord(message["data"]) ? message["data"] : {};
  const interaction = isRecord(data["interaction"]) ? data["interaction"] : {};
  const about = [interaction["interactionId"], interaction["state"], data["selectedCaseId"]].map(textOf).filter(Boolean);
  const name = [message["event"], data["eventType"]].map(textOf).filter(Boolean).join(" ");
  return gist("event", name, about.join(" "));
}

/** @param {JsonObject} stimulus */
function gistOfStimulus(stimulus) {
  const id = textOf(stimulus["interactionId"]);
  const ends = [stimulus["ani"], stimulus["dnis"]].map(textOf).filter(Boolean).join(" → ");
  return gist("stimulus", humanise(textOf(stimulus["type"])), [id && `interaction ${id}`, ends].filter(Boolean).join(" "));
}

/** @param {JsonObject} message */
function resultOf(message) {
  if (message["subscriptionId"] !== undefined) return textOf(message["subscriptionId"]);
  return message["data"] === null ? "null" : textOf(message["data"]);
}

/** @param {JournalEntry | undefined} request */
function subjectOf(request) {
  const message = isRecord(request?.message) ? request.message : {};
  return textOf(message["request"] ?? message["event"]);
}

/** @param {JsonObject} message */
function referenceOf(message) {
  return message["referenceId"] === undefined ? "" : `#${textOf(message["referenceId"])}`;
}

/**
 * @param {string} what
 * @param {string} subject
 * @param {string} rest
 * @param {boolean} [failed]
 * @returns {Gist}
 */
function gist(what, subject, rest, failed = false) {
  return { what, subject: subject.slice(0, LINE), rest: rest.trim().slice(0, LINE), failed };
}
