// JSON Schemas in a few words, and as tables of properties.

import { make, prose, textOf } from "./dom.js";

/** @typedef {{ [key: string]: any }} Schema */

const PREFIX = "#/components/schemas/";

/**
 * The name of a schema that has a section of its own.
 *
 * @param {string} reference
 * @returns {string}
 */
export function schemaName(reference) {
  return reference.slice(PREFIX.length).split("/$defs/").join(".");
}

/**
 * What a value is, in a few words.
 *
 * @param {Schema | boolean | undefined} schema
 * @returns {Node | string}
 */
export function kind(schema) {
  if (schema === undefined || typeof schema === "boolean") return "anything";
  if (schema["$ref"]) return link(String(schema["$ref"]));
  if (schema["const"] !== undefined) return make("code", {}, textOf(schema["const"]));
  if (schema["enum"]) return parts(schema["enum"].map((/** @type {unknown} */ value) => make("code", {}, textOf(value))), " or ");
  const variants = schema["oneOf"] ?? schema["anyOf"];
  if (variants) return parts(variants.map(kind), " or ");
  if (schema["allOf"]) return parts(schema["allOf"].map(kind), " with ");
  if (schema["items"] !== undefined) return parts(["array of ", kind(schema["items"])], "");
  const types = [schema["type"] ?? "anything"].flat().join(" or ");
  return schema["pattern"] ? parts([types, " like ", make("code", {}, schema["pattern"])], "") : types;
}

/** @param {string} reference */
function link(reference) {
  const name = schemaName(reference);
  return make("a", { href: `#schema-${name.split(".")[0]}` }, name);
}

/**
 * @param {(Node | string)[]} nodes
 * @param {string} between
 */
function parts(nodes, between) {
  return make("span", {}, ...nodes.flatMap((node, index) => (index > 0 ? [between, node] : [node])));
}

/**
 * The properties of an object as a table; otherwise what it is.
 *
 * @param {Schema} schema
 * @returns {Node}
 */
export function shape(schema) {
  const variants = schema["oneOf"] ?? schema["anyOf"];
  if (variants?.some((/** @type {Schema} */ variant) => variant["properties"])) return make("div", {}, ...variants.map(variantShape));
  const properties = Object.entries(schema["properties"] ?? {});
  if (properties.length === 0) return make("p", {}, kind(schema));
  const required = new Set(schema["required"] ?? []);
  const rows = properties.map(([name, property]) =>
    make("tr", {},
      make("th", { scope: "row" }, make("code", {}, name), required.has(name) ? "" : " ?"),
      make("td", {}, kind(property)),
      make("td", {}, ...prose(property["description"] ?? ""))));
  return make("table", {}, make("tbody", {}, ...rows));
}

/**
 * One of several forms: what it is told by, what it means, what is in it.
 *
 * @param {Schema} schema
 * @returns {Node}
 */
function variantShape(schema) {
  const tag = schema["properties"]?.["type"]?.["const"];
  return make("div", {},
    make("h3", {}, tag === undefined ? "or" : make("code", {}, textOf(tag))),
    make("p", { class: "note" }, ...prose(schema["description"] ?? "")),
    shape(schema));
}
