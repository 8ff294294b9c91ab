// Journals as files: the session's is saved, another is looked at in its place. The host checks it line by line; nothing of it is done.

/** @import { Breach, JournalEntry } from "./protocol.js" */
/** @import { InspectorApi } from "./inspector-api.js" */

import { faultText, isRecord, make } from "./dom.js";
import { icon } from "./icons.js";
import { toolButton, toolLabel } from "./tool-button.js";

/** What the host takes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** @typedef {{ line: number, seq: number, violation: Breach }} Finding */
/** @typedef {{ name: string, entries: JournalEntry[], words: string }} JournalFile */

export class JournalFiles {
  /**
   * @param {InspectorApi} api
   * @param {{ opened: (file: JournalFile) => void, closed: () => void }} handlers
   */
  constructor(api, handlers) {
    this.api = api;
    this.handlers = handlers;
    this.input = make("input", { type: "file", class: "sr-only", tabindex: -1, accept: ".jsonl,.ndjson,.json,application/x-ndjson", "aria-label": "Journal file", "data-testid": "log-import-file", onchange: () => void this.#picked() });
    this.open = toolButton("log-import", "folder", "Open", () => this.input.click(), "Look at a journal that was saved");
    this.save = make("a", { class: "button quiet small", "data-testid": "log-export", href: `${api.journalUrl}?after=0&format=jsonl`, download: `journal-${api.name}.jsonl`, title: "Save the journal as JSON lines" }, icon("save"), toolLabel("Save"));
    this.words = make("span", { class: "log-file-words", "data-testid": "log-file-words" });
    const back = make("button", { type: "button", class: "button small", "data-testid": "log-file-close", onclick: () => this.close() }, "Back to the session");
    this.banner = make("div", { class: "log-file", "data-testid": "log-file", role: "status", hidden: true }, icon("folder"), this.words, back);
    const dismiss = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Dismiss", onclick: () => this.#say("") }, icon("close"));
    this.faultWords = make("span", { class: "log-file-words" });
    this.fault = make("div", { class: "log-file is-fault", "data-testid": "log-import-fault", role: "alert", hidden: true }, icon("alert"), this.faultWords, dismiss);
  }

  close() {
    this.banner.hidden = true;
    this.#say("");
    this.handlers.closed();
  }

  async #picked() {
    const file = this.input.files?.[0];
    this.input.value = "";
    if (!file) return;
    this.#say("");
    if (file.size > MOST_BYTES) return this.#say(`${file.name} has ${(file.size / 1024 / 1024).toFixed(1)} MB; the host takes 16 at most. “scapi-mock-host validate” checks larger ones.`);
    try {
      const text = await file.text();
      const { status, body } = await this.api.checkJournal(text);
      if (status === 200) this.#opened(file.name, text, body);
      else this.#say(`${file.name} is not shown: ${isRecord(body) ? body["detail"] ?? body["title"] : `the host answers ${status}`}`);
    } catch (error) {
      this.#say(`${file.name} is not shown: ${faultText(error)}`);
    }
  }

  /**
   * @param {string} name
   * @param {string} text that the host has read without a fault
   * @param {{ sessions: number, torn: { line: number } | null, violations: Finding[], moreViolations: number }} checked
   */
  #opened(name, text, { sessions, torn, violations, moreViolations }) {
    const found = Map.groupBy(violations, ({ line }) => line);
    const lines = text.split("\n").map((line, at) => ({ line, number: at + 1 })).filter(({ line, number }) => line.trim() !== "" && number !== torn?.line);
    const all = lines.map(({ line, number }) => judged(JSON.parse(line), found.get(number) ?? [], moreViolations === 0));
    const entries = all.slice(Math.max(0, all.findLastIndex(({ change }) => change?.["type"] === "session-started")));
    const words = [
      `${name}: ${counted(entries.length, "entry", "entries")}`,
      sessions > 1 && `the last of ${sessions} sessions`,
      torn && `line ${torn.line} is torn and left out`,
      startedBy(entries[0]),
      violations.length + moreViolations > 0 && counted(violations.length + moreViolations, "violation", "violations"),
    ].filter(Boolean).join(", ");
    this.words.textContent = `${words}. It is only looked at; the session goes on.`;
    this.banner.hidden = false;
    this.handlers.opened({ name, entries, words });
  }

  /** @param {string} fault */
  #say(fault) {
    this.fault.hidden = fault === "";
    this.faultWords.textContent = fault;
  }
}

/**
 * @param {JournalEntry} entry
 * @param {Finding[]} findings
 * @param {boolean} complete whether no finding was left out
 * @returns {JournalEntry}
 */
function judged(entry, findings, complete) {
  const violations = findings.map(({ violation }) => ({ ...violation, pointer: violation.pointer.replace(/^\/message/, "") }));
  if (entry.kind !== "message" && violations.length === 0) return entry;
  return { ...entry, violations: complete || violations.length > 0 ? violations : undefined };
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {JournalEntry | undefined} first */
function startedBy(first) {
  const version = first?.change?.["type"] === "session-started" ? first.change["version"] : undefined;
  return typeof version === "string" && `written by version ${version}`;
}
