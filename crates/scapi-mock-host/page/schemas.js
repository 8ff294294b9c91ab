// The contract's schemas as the host serves them: what can happen, go wrong, or be set, with its words.

import { loadOnce } from "./served.js";

/** @typedef {{ [key: string]: any }} Schema */

/**
 * @param {string} name such as `stimulus`
 * @returns {Promise<Schema>} its document, fetched once
 */
export function loadSchema(name) {
  return loadOnce(`/schemas/${name}.schema.json`);
}

/**
 * Follows a reference; what stands beside it counts more.
 *
 * @param {Schema} schema
 * @param {Schema} root the document that it is in
 * @returns {Schema}
 */
export function resolve(schema, root) {
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  const target = resolve(root["$defs"]?.[reference.replace("#/$defs/", "")] ?? {}, root);
  const { $ref: _, ...beside } = schema;
  return { ...target, ...beside };
}

/**
 * The variants of a document that a `type` tells apart.
 *
 * @param {Schema} schema
 * @returns {Map<string, Schema>} by their type
 */
export function variants(schema) {
  return new Map((schema["oneOf"] ?? []).map((/** @type {Schema} */ one) => [String(one["properties"]?.["type"]?.["const"]), one]));
}

/**
 * Whether a stimulus is about something that is there already.
 *
 * @param {Schema} stimulus
 */
export function isAboutSomething(stimulus) {
  return ["interactionId", "caseId"].some((key) => stimulus["required"]?.includes(key));
}
