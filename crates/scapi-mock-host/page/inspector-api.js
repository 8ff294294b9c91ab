// What the inspector asks of the host.

/** @import { JournalEntry, Json } from "./protocol.js" */

import { loadOnce } from "./served.js";

const PATIENCE_MS = 20_000;

/** @typedef {{ status: number, body: any, text: string }} Reply `body` is null where it is not JSON */
/** @typedef {{ id: string, level: string, requirement: string, provenance: string, source?: string }} Clause */

export class InspectorApi {
  /** @param {string} base of the session's control API */
  constructor(base) {
    this.base = base;
    this.session = new URL(base.replace(/control\/$/, ""), location.href).href;
    this.journalUrl = `${base}journal`;
    /** Of the session, fit for a file. */
    this.name = (/\/s\/([^/]+)\//.exec(base)?.[1] ?? "session").replaceAll(/[^\w.-]+/g, "-");
  }

  /**
   * @param {number} after
   * @param {number} limit
   * @returns {Promise<{ entries: JournalEntry[], cursor: number, more: boolean } | null>} null where the host does not say
   */
  async readJournal(after, limit) {
    const reply = await ask(`${this.journalUrl}?after=${after}&limit=${limit}`).catch(() => null);
    return reply?.status === 200 ? reply.body : null;
  }

  /**
   * @param {string} method
   * @param {string} path below the session
   * @param {Json} body
   */
  request(method, path, body) {
    return ask(`${this.session}${path}`, { method, headers: { "content-type": "application/json", accept: "application/json, application/problem+json" }, body: JSON.stringify(body) });
  }

  /** @param {string} lines */
  checkJournal(lines) {
    return ask(this.journalUrl, { method: "POST", headers: { "content-type": "application/x-ndjson", accept: "application/json, application/problem+json" }, body: lines });
  }

  /**
   * @param {string} id
   * @returns {Promise<Clause | undefined>}
   */
  async clause(id) {
    /** @type {{ clauses: Clause[] }} */
    const { clauses } = await loadOnce("/schemas/clauses.json").catch(() => ({ clauses: [] }));
    return clauses.find((clause) => clause.id === id);
  }
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Reply>}
 */
async function ask(url, options = {}) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text), text };
  } catch {
    return { status: response.status, body: null, text };
  }
}
