// What the page remembers between visits. Storage may be forbidden, so nothing depends on it.

const PREFIX = "scapi.";

/**
 * @param {string} key
 * @returns {string | null} the remembered text, or null
 */
export function recall(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
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
    // Forgetting is fine.
  }
}
