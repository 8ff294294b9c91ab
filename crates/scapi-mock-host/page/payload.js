// What an app posted, judged by one question: can JSON carry it to the host unchanged enough?

/** @import { Json } from "./protocol.js" */

/** @typedef {{ message: Json } | { reason: string }} Payload */

const MEBIBYTE = 1024 * 1024;
/** Readers of JSON commonly stop at 128 levels; the bridge's own envelope takes some. */
const DEEPEST = 120;
/** `JSON.stringify` writes half a surrogate pair as an escape, which is no text that UTF-8 could hold. */
const HALF_A_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/**
 * @param {unknown} data the data of a message event
 * @returns {Payload}
 */
export function readPayload(data) {
  const fault = faultOfKind(data);
  if (fault) return { reason: fault };
  try {
    return judgeText(JSON.stringify(data), data);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}` };
  }
}

/**
 * @param {unknown} data
 * @returns {string | null}
 */
function faultOfKind(data) {
  if (typeof data === "string") return null;
  if (typeof data !== "object" || data === null) return `neither an object nor a string: ${data === null ? "null" : typeof data}`;
  const prototype = Object.getPrototypeOf(data);
  if (prototype === Object.prototype || Array.isArray(data)) return null;
  return `not JSON: ${Object.prototype.toString.call(data).slice(8, -1)}`;
}

/**
 * @param {string} text
 * @param {unknown} data
 * @returns {Payload}
 */
function judgeText(text, data) {
  const bytes = text.length > MEBIBYTE ? text.length : new TextEncoder().encode(text).length;
  if (bytes > MEBIBYTE) return { reason: `larger than 1 MiB: ${bytes} bytes or more` };
  if (HALF_A_SURROGATE.test(text)) return { reason: "not JSON: half a surrogate pair in a string" };
  if (depth(text) > DEEPEST) return { reason: `nested deeper than ${DEEPEST} levels` };
  return { message: /** @type {Json} */ (data) };
}

/**
 * @param {string} text JSON
 * @returns {number} how deep its arrays and objects nest
 */
function depth(text) {
  let level = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === "\\") at += 1;
    else if (mark === '"') inString = !inString;
    else if (inString) continue;
    else if (mark === "[" || mark === "{") deepest = Math.max(deepest, level += 1);
    else if (mark === "]" || mark === "}") level -= 1;
  }
  return deepest;
}
