// An entry as text for elsewhere: curl, JavaScript, Rust, a step of a scenario; and what of a journal can be done again at all.

/** @import { JournalEntry, Json, JsonObject } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */

import { copyButton } from "./clipboard.js";
import { isRecord, make, textOf } from "./dom.js";

/**
 * @typedef {object} Again
 * @property {"POST" | "PATCH"} method
 * @property {string} path below the session, like `control/stimuli`
 * @property {Json} body
 * @property {string} rust
 * @property {string | null} javascript null where it is the request to the control API
 * @property {Json} step of a scenario; null where there is none
 */

/**
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @param {string} base of the session, an absolute address that ends in a slash
 * @param {(entry: JournalEntry) => string} gist
 * @returns {HTMLElement}
 */
export function copyView(entry, store, base, gist) {
  const found = againFor(entry, store);
  if (!found) return make("p", { class: "hint", "data-testid": "copy-none" }, "Nothing of this can be done again from outside: the host did it by itself, or the page says it.");
  const { again } = found;
  const what = found.entry === entry ? null : make("p", { class: "hint" }, `The host did this. Below is what brought it about, ${found.entry.seq}: `, make("bdi", {}, gist(found.entry)), ".");
  return make(
    "div",
    { class: "copies" },
    what,
    part("copy-curl", "curl", curl(again, base)),
    part("copy-javascript", "JavaScript", again.javascript ?? javascript(again, base), again.javascript ? "in the app, with the client" : "in a page of the host, or with its address accepted"),
    part("copy-rust", "Rust", rust(again), "in a test with a MockHost"),
    again.step === null ? make("p", { class: "hint" }, "A scenario has no step for this.") : part("copy-step", "Scenario step", JSON.stringify(again.step, null, 2), "in a scenario’s timeline"),
  );
}

/**
 * @param {string} testid
 * @param {string} title
 * @param {string} text
 * @param {string} [where]
 */
function part(testid, title, text, where) {
  return make(
    "section",
    { class: "copy-part", "aria-label": title },
    make("div", { class: "copy-head" }, make("h3", { class: "copy-title" }, title), where && make("span", { class: "hint" }, where), copyButton(testid, "Copy", () => text)),
    make("pre", { class: "copy-text", "data-testid": `${testid}-text`, tabindex: 0, "aria-label": title }, text),
  );
}

/**
 * @param {Again} again
 * @param {string} base
 */
function curl({ method, path, body }, base) {
  return `curl --silent --show-error --request ${method} ${quoted(base + path)} \\\n  --header 'content-type: application/json' \\\n  --data-raw ${quoted(JSON.stringify(body))}`;
}

/**
 * @param {Again} again
 * @param {string} base
 */
function javascript({ method, path, body }, base) {
  return `const response = await fetch(${JSON.stringify(base + path)}, {\n  method: "${method}",\n  headers: { "content-type": "application/json" },\n  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll("\n", "\n  ")}),\n});\nconsole.log(response.status, await response.text());`;
}

/** @param {Again} again */
function rust({ rust: code }) {
  return code.includes("json!") ? `use serde_json::json;\n\n${code}` : code;
}

/** @param {string} text as a word of a POSIX shell, whatever is in it */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * What is to be done for this to happen again: the entry itself where it came from outside, else what brought it about.
 *
 * @param {JournalEntry} entry
 * @param {JournalStore} store
 * @returns {{ entry: JournalEntry, again: Again } | null}
 */
export function againFor(entry, store) {
  for (let at = /** @type {JournalEntry | undefined} */ (entry); at; at = store.causeOf(at)) {
    const again = againOf(at);
    if (again) return { entry: at, again };
  }
  return null;
}

/**
 * @param {JournalEntry} entry
 * @returns {Again | null}
 */
function againOf(entry) {
  const { stimulus, change, message, direction } = entry;
  if (stimulus) {
    return { method: "POST", path: "control/stimuli", body: stimulus, javascript: null, step: { stimulus }, rust: `host.stimulus(json!(${text(stimulus)})).await?;` };
  }
  if (direction === "app-to-host" && isRecord(message)) return againOfMessage(message);
  return change ? againOfChange(change) : null;
}

/** @param {JsonObject} message */
function againOfMessage(message) {
  const { referenceId, userAgent, protocolVersion, ...asked } = message;
  return {
    method: /** @type {const} */ ("POST"), path: "messages", body: message, step: stepOf(asked),
    rust: `let app = host.app().await?;\nlet answer = app.ask(json!(${text(asked)})).await?;`,
    javascript: `genesys.wwe.service.sendMessage(\n${indented(text(asked))},\n  (answer) => console.log(answer),\n  (failure) => console.error(failure),\n);`,
  };
}

/**
 * @param {JsonObject} asked
 * @returns {Json} what a scenario expects of an app
 */
function stepOf(asked) {
  const { request, event, data, parameters } = asked;
  if (typeof request === "string") return { expect: { message: { method: request, ...(Array.isArray(parameters) ? { parameters } : {}) } } };
  if (event === "subscribe") {
    const names = [data].flat().map(textOf);
    return names[0] === undefined ? null : { wait: { subscribed: names[0] } };
  }
  return null;
}

/**
 * @param {JsonObject} change
 * @returns {Again | null}
 */
function againOfChange(change) {
  switch (change["type"]) {
    case "clock-advanced": {
      const ms = Number(change["ms"]);
      return { method: "POST", path: "control/clock/advance", body: { ms }, javascript: null, step: { advance: { ms } }, rust: `host.advance(${ms}).await?;` };
    }
    case "profile-changed": {
      const patch = change["patch"] ?? {};
      return { method: "PATCH", path: "control/profile", body: patch, javascript: null, step: { set: { profile: patch } }, rust: `host.patch_profile(json!(${text(patch)})).await?;` };
    }
    case "session-reset":
      return { method: "POST", path: "control/reset", body: {}, javascript: null, step: { reset: {} }, rust: "host.reset().await?;" };
    default:
      return null;
  }
}

/** @param {Json} value */
function text(value) {
  return JSON.stringify(value, null, 2);
}

/** @param {string} lines */
function indented(lines) {
  return lines.replaceAll(/^/gm, "  ");
}
