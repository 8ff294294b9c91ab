// What the page remembers between visits; where storage is forbidden, until it is left.

const PREFIX = "scapi.";

/** @type {Map<string, string>} */
const fallback = new Map();

/**
 * @param {string} key
 * @returns {string | null} the remembered text, or null
 */
export function recall(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return fallback.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    fallback.set(key, value);
  }
}
