// An entry edited and sent again: a request as its frame would send it, or over the control API.

/** @import { JournalEntry, Json } from "./protocol.js" */
/** @import { InspectorApi, Reply } from "./inspector-api.js" */
/** @import { JournalStore } from "./journal-store.js" */

import { faultText, isRecord, make, textOf } from "./dom.js";
import { againFor } from "./journal-copy.js";
import { jsonView } from "./json-view.js";

/**
 * @typedef {object} ResendHandlers
 * @property {(frame: string) => boolean} hasFrame whether this page has it
 * @property {(frame: string, origin: string, message: Json) => void} say sends as the frame
 * @property {(entry: JournalEntry) => void} go
 */

/** A reference that no client counts to: one that begins again with 0 ends what the frame had subscribed to. */
let sent = 0;

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @param {InspectorApi} api
 * @param {ResendHandlers} handlers
 * @returns {HTMLElement}
 */
export function resendView(entry, store, api, handlers) {
  const found = againFor(entry, store);
  if (!found) return make("p", { class: "hint" }, "Nothing of this can be sent again: the host did it by itself, or the page says it.");
  const { again } = found;
  const frame = again.path === "messages" && found.entry.frame && handlers.hasFrame(found.entry.frame) ? found.entry.frame : null;
  const editor = make("textarea", { class: "input resend-text", spellcheck: "false", rows: 10, "aria-label": "JSON to send", "data-testid": "resend-text" });
  editor.value = JSON.stringify(fresh(again.body, again.path), null, 2);
  const asFrame = frame === null ? null : radio("resend-as-frame", true);
  const overHttp = radio("resend-over-http", frame === null);
  const ways = make(
    "fieldset",
    { class: "resend-ways" },
    make("legend", { class: "sr-only" }, "How it is sent"),
    asFrame && make("label", {}, asFrame, ` as frame ${frame}: over the bridge, as its app would; the app gets the answer`),
    make("label", {}, overHttp, " ", make("code", {}, `${again.method} ${again.path}`), again.path === "messages" ? ": as frame http; the answer is shown here" : ": over the control API"),
  );
  const fault = make("p", { class: "field-fault", role: "alert", "data-testid": "resend-fault" });
  const outcome = make("div", { "data-testid": "resend-outcome", "aria-live": "polite" });
  const button = make("button", { type: "submit", class: "button primary small", "data-testid": "resend-submit" }, "Send");
  const form = make("form", { class: "resend", novalidate: true }, editor, ways, make("div", { class: "resend-bar" }, button, fault), outcome);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  const send = async () => {
    const message = parsed(editor, fault);
    if (message === undefined) return;
    outcome.replaceChildren();
    if (frame !== null && asFrame?.checked) {
      if (!handlers.hasFrame(frame)) return void fault.append(`The frame ${frame} is there no more.`);
      const after = store.last;
      handlers.say(frame, found.entry.origin ?? "null", message);
      return void outcome.append(make("p", { class: "hint" }, `Sent as frame ${frame}.`), followLink(after, frame, message, store, handlers));
    }
    button.setAttribute("aria-busy", "true");
    try {
      showReply(await api.request(again.method, again.path, message), fault, outcome);
    } catch (error) {
      fault.textContent = `The host did not answer: ${faultText(error)}`;
    }
    button.removeAttribute("aria-busy");
  };
  return form;
}

/**
 * @param {Json} body
 * @param {string} path
 * @returns {Json}
 */
function fresh(body, path) {
  if (path !== "messages" || !isRecord(body)) return body;
  sent += 1;
  return { ...body, referenceId: `inspector-${sent}` };
}

/**
 * @param {HTMLTextAreaElement} editor
 * @param {HTMLElement} fault
 * @returns {Json | undefined} undefined where it is not JSON, which is said
 */
function parsed(editor, fault) {
  try {
    const value = JSON.parse(editor.value);
    fault.textContent = "";
    editor.setAttribute("aria-invalid", "false");
    return value;
  } catch (error) {
    fault.textContent = `Not JSON: ${faultText(error)}`;
    editor.setAttribute("aria-invalid", "true");
    editor.focus();
    return undefined;
  }
}

/**
 * @param {Reply} reply
 * @param {HTMLElement} fault
 * @param {HTMLElement} outcome
 */
function showReply({ status, body, text }, fault, outcome) {
  if (status < 300) {
    const words = status === 204 ? "204: the host stays silent." : isRecord(body) && body["errorMessage"] !== undefined ? `${status}: the host refuses.` : `${status}: the host answers.`;
    return outcome.append(make("p", { class: "hint" }, words), ...(text === "" ? [] : [jsonView(body ?? text)]));
  }
  const { title, detail, pointer, didYouMean, clause } = isRecord(body) ? body : {};
  const parts = [title ?? `${status}`, detail ?? text.slice(0, 300), pointer && `at ${pointer}`, didYouMean && `did you mean ${textOf(didYouMean)}?`, clause && `clause ${clause}`];
  fault.textContent = parts.filter(Boolean).map(textOf).join(" · ");
}

/**
 * Leads to what was sent, once it is in the journal.
 *
 * @param {number} after
 * @param {string} frame
 * @param {Json} message
 * @param {JournalStore} store
 * @param {ResendHandlers} handlers
 */
function followLink(after, frame, message, store, handlers) {
  const text = JSON.stringify(message);
  const find = () => store.entries.find((entry) => entry.seq > after && entry.frame === frame && entry.direction === "app-to-host" && JSON.stringify(entry.message) === text);
  return make("button", { type: "button", class: "button small", "data-testid": "resend-follow", onclick: () => {
    const entry = find();
    if (entry) handlers.go(entry);
  } }, "Show it in the timeline");
}

/**
 * @param {string} testid
 * @param {boolean} checked
 */
function radio(testid, checked) {
  return make("input", { type: "radio", name: "resend-way", "data-testid": testid, checked });
}
