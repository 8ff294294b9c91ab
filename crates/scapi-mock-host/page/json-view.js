// JSON as coloured, selectable text.

import { make } from "./dom.js";

/** Beyond this, colours cost more than they help. */
const COLOURED_CHARACTERS = 60_000;
/** A key with its colon, a string, or a bare word; all else is punctuation. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*/g;

/**
 * @param {unknown} value
 * @returns {HTMLPreElement}
 */
export function jsonView(value) {
  const text = JSON.stringify(value, null, 2) ?? "undefined";
  const code = make("pre", { class: "json", tabindex: 0, dir: "ltr" });
  if (text.length > COLOURED_CHARACTERS) code.textContent = text;
  else code.append(...coloured(text));
  return code;
}

/** @param {string} text */
function coloured(text) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(at, match.index), ...token(match));
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** @param {RegExpMatchArray} match */
function token([all, string, colon]) {
  if (string !== undefined && colon !== undefined) return [make("span", { class: "json-key" }, string), colon];
  const kind = string === undefined ? "json-word" : "json-string";
  return [make("span", { class: kind }, all)];
}
