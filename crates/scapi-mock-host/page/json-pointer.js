// JSON pointers: where something is in a JSON value.

/**
 * @param {unknown} value
 * @returns {value is object} whether something can be in it
 */
export function isNode(value) {
  return typeof value === "object" && value !== null;
}

/** @param {string} key as a token of a pointer */
export function escape(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/**
 * @param {string} pointer
 * @returns {string[]} the keys on the way
 */
export function keysOf(pointer) {
  return pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * @param {unknown} root
 * @param {string} pointer
 * @returns {unknown} undefined where it leads nowhere
 */
export function at(root, pointer) {
  return keysOf(pointer).reduce((value, key) => (isNode(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined), root);
}
