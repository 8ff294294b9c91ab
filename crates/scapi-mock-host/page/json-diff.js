// What differs between two JSON values, place by place.

import { escape, isNode } from "./json-pointer.js";

/** @typedef {{ pointer: string, kind: "added" | "removed" | "changed", before?: unknown, after?: unknown }} Difference */

/**
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} [pointer]
 * @returns {Difference[]} in the order of the places
 */
export function differences(before, after, pointer = "") {
  if (!isNode(before) || !isNode(after) || Array.isArray(before) !== Array.isArray(after)) {
    return Object.is(before, after) ? [] : [{ pointer, kind: "changed", before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const place = `${pointer}/${escape(key)}`;
    if (!Object.hasOwn(after, key)) return [{ pointer: place, kind: /** @type {const} */ ("removed"), before: Reflect.get(before, key) }];
    if (!Object.hasOwn(before, key)) return [{ pointer: place, kind: /** @type {const} */ ("added"), after: Reflect.get(after, key) }];
    return differences(Reflect.get(before, key), Reflect.get(after, key), place);
  });
}
