// The session's control API, as far as the page uses it.

/** @import { JsonObject, Probe, Problem } from "./protocol.js" */

/** @typedef {{ ok: true, body: any } | { ok: false, problem: Problem }} Answer */

/** Nothing here takes longer than a moment; a host that hangs should not hold a button for ever. */
const PATIENCE_MS = 10_000;

export class Control {
  /**
   * @param {string} session as it stands in the address, percent-encoding and all
   */
  constructor(session) {
    this.page = `/s/${session}/`;
    this.base = `${this.page}control/`;
  }

  /** @param {JsonObject} stimulus */
  stimulate(stimulus) {
    return post(`${this.base}stimuli`, stimulus);
  }

  /** @returns {Promise<boolean>} whether the host answers that there is no such session */
  async isMissing() {
    try {
      const response = await fetch(this.page, { signal: AbortSignal.timeout(PATIENCE_MS) });
      return response.status === 404;
    } catch {
      return false;
    }
  }

  reset() {
    return post(`${this.base}reset`, {});
  }

  /**
   * Has the host look why an app does not show.
   *
   * @param {string} url
   * @returns {Promise<Probe | null>} null where it cannot say
   */
  async probe(url) {
    const ancestors = [location.origin, ...(location.ancestorOrigins ?? [])].join(" ");
    try {
      const response = await fetch(`${this.base}apps/probe?${new URLSearchParams({ url, ancestors })}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {number} ms */
  advance(ms) {
    return post(`${this.base}clock/advance`, { ms });
  }
}

/**
 * @param {string} url
 * @param {JsonObject} body
 * @returns {Promise<Answer>}
 */
async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, application/problem+json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return await read(response);
  } catch (error) {
    return { ok: false, problem: { title: "The host did not answer", detail: error instanceof Error ? error.message : String(error) } };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function read(response) {
  const text = await response.text();
  const body = parse(text);
  if (response.ok) return { ok: true, body };
  if (body !== null && typeof body === "object") return { ok: false, problem: body };
  return { ok: false, problem: { title: `The host answered ${response.status} ${response.statusText}`.trim(), detail: text.slice(0, 300) } };
}

/**
 * @param {string} text
 * @returns {any} null where the text is not JSON
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
