// The session's control API, as far as the page uses it.

/** @import { JsonObject, Probe, Problem, WhyNot } from "./protocol.js" */

import { faultText } from "./dom.js";

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
    return this.call("POST", "stimuli", stimulus);
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

  /**
   * Asks or changes something.
   *
   * @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method
   * @param {string} path below `control/`
   * @param {unknown} [body]
   */
  call(method, path, body) {
    return request(method, `${this.base}${path}`, body);
  }

  /**
   * Why something cannot be done.
   *
   * @param {string} action
   * @param {string} id of the interaction
   * @returns {Promise<WhyNot | null>} null where it can be done, or the host cannot say
   */
  async whyNot(action, id) {
    const answer = await this.call("GET", `interactions/${encodeURIComponent(id)}/why-not?${new URLSearchParams({ action })}`);
    return answer.ok && !answer.body.legal ? answer.body : null;
  }

  reset() {
    return this.call("POST", "reset", {});
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
    return this.call("POST", "clock/advance", { ms });
  }
}

/**
 * @param {Problem} problem
 * @returns {string} what was wrong, in a sentence
 */
export function problemText({ detail, title }) {
  return detail ?? title ?? "refused";
}

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<Answer>}
 */
async function request(method, url, body) {
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: "application/json, application/problem+json", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return await read(response);
  } catch (error) {
    return { ok: false, problem: { title: "The host did not answer", detail: faultText(error) } };
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
