// A form made from a JSON Schema, so that nothing that can be said is forgotten.

/** @import { Json, JsonObject, Problem } from "./protocol.js" */
/** @import { About, Field } from "./schema-fields.js" */
/** @import { Schema } from "./schemas.js" */

import { problemText } from "./control.js";
import { isRecord, make, prose, setText } from "./dom.js";
import { icon } from "./icons.js";
import { keysOf } from "./json-pointer.js";
import { fieldLabel, humanise } from "./labels.js";
import { choiceField, linesField, numberField, pairsField, textField } from "./schema-fields.js";
import { resolve, variants } from "./schemas.js";

/** @typedef {{ testid: string, skip?: string[], values?: JsonObject, texts?: boolean }} Look `texts`: values of pairs are texts, whatever they look like */

export class SchemaForm {
  /**
   * @param {Schema} schema of an object
   * @param {Schema} root the document that it is in
   * @param {Look} look
   */
  constructor(schema, root, { testid, skip = [], values = {}, texts = false }) {
    const needed = schema["required"] ?? [];
    /** @type {Map<string, Field>} */
    this.fields = new Map();
    for (const [name, property] of Object.entries(schema["properties"] ?? {})) {
      if (skip.includes(name) || property["const"] !== undefined) continue;
      const about = { name, testid: `${testid}-${name}`, required: needed.includes(name), value: values[name] };
      this.fields.set(name, fieldOf(property, root, about, texts));
    }
    this.fault = make("p", { class: "field-fault", role: "alert", "data-testid": `${testid}-fault` });
    this.element = make("div", { class: "schema-form" }, ...[...this.fields.values()].map((field) => field.element), this.fault);
  }

  /** @returns {JsonObject} */
  read() {
    const said = [...this.fields].map(([name, field]) => /** @type {const} */ ([name, field.read()]));
    return Object.fromEntries(said.filter(([, value]) => value !== undefined));
  }

  /**
   * Shows what is wrong at its field, or below all where it is of none.
   *
   * @param {string[]} path the keys that lead to it
   * @param {string} text
   */
  blame([name = "", ...path], text) {
    this.forgive();
    const field = this.fields.get(name);
    if (field) field.blame(path, text);
    else setText(this.fault, text);
  }

  /**
   * Shows why the host refuses.
   *
   * @param {Problem} problem
   * @param {string} [text] in other words than its own
   */
  refuse(problem, text = problemText(problem)) {
    this.blame(keysOf(problem.pointer ?? ""), text);
  }

  forgive() {
    setText(this.fault, "");
    for (const field of this.fields.values()) field.forgive();
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.element.querySelector("input, select, textarea, button, summary"))?.focus();
  }
}

/**
 * @param {Schema} given
 * @param {Schema} root
 * @param {About} about
 * @param {boolean} texts
 * @returns {Field}
 */
export function fieldOf(given, root, about, texts) {
  const schema = chosen(resolve(given, root), root);
  const options = optionsOf(schema);
  const types = [schema["type"] ?? []].flat().filter((type) => type !== "null");
  if (options) return choiceField(schema, options, about);
  if (schema["oneOf"]) return variantField(schema, root, about, texts);
  if (isTarget(schema)) return targetField(schema, root, about);
  if (schema["properties"]) return groupField(schema, root, about, texts);
  if (types.includes("object")) return pairsField(schema, texts ? "texts" : "json", about);
  if (types.includes("array")) return listField(schema, resolve(schema["items"] === true ? {} : schema["items"] ?? {}, root), about);
  if (types.includes("integer") || types.includes("number")) return numberField(schema, about);
  return textField(schema, about);
}

/**
 * @param {Schema} schema
 * @param {Schema} items what is in the list
 * @param {About} about
 */
function listField(schema, items, about) {
  const values = (optionsOf(items) ?? []).map((/** @type {{ value: Json }} */ { value }) => `\`${value}\``);
  const description = [schema["description"], values.length > 0 && `Values: ${values.join(", ")}.`].filter(Boolean).join(" ");
  return linesField({ ...schema, description }, items["type"] === "string" || values.length > 0 ? "texts" : "json", about);
}

/**
 * Of alternatives the fullest: what can be left out is left empty, and a mere text says less than an object.
 *
 * @param {Schema} schema
 * @param {Schema} root
 * @returns {Schema}
 */
function chosen(schema, root) {
  if (!schema["anyOf"] || schema["properties"]) return schema;
  const all = schema["anyOf"].map((/** @type {Schema} */ one) => chosen(resolve(one, root), root)).filter((/** @type {Schema} */ one) => one["type"] !== "null");
  const { anyOf: _, ...beside } = schema;
  return { ...(all.find((/** @type {Schema} */ one) => one["properties"]) ?? all[0] ?? {}), ...beside };
}

/** @param {Schema} schema */
function optionsOf(schema) {
  if (schema["enum"]) return schema["enum"].map((/** @type {Json} */ value) => ({ value }));
  const all = schema["oneOf"]?.map((/** @type {Schema} */ one) => ({ value: one["const"], about: one["description"] }));
  return all?.every((/** @type {{ value?: Json }} */ one) => one.value !== undefined) ? all : null;
}

/** @param {Schema} schema */
function isTarget(schema) {
  return schema["properties"]?.["destination"] !== undefined && schema["properties"]["type"] !== undefined;
}

/**
 * Whom to turn to. A host reads the type under one key or another; given under both, it is read for sure.
 *
 * @param {Schema} schema
 * @param {Schema} root
 * @param {About} about
 * @returns {Field}
 */
function targetField(schema, root, about) {
  const type = { ...chosen(resolve(schema["properties"]["type"], root), root), default: "CUSTOM_CONTACT", description: "What the destination is the name of." };
  const given = isRecord(about.value) ? about.value : { destination: about.required ? "5002" : "" };
  const parts = new SchemaForm({ ...schema, properties: { ...schema["properties"], type } }, root, { testid: about.testid, skip: ["target"], values: given });
  const note = about.required ? "" : "Without a destination it completes the consultation.";
  const element = make("fieldset", { class: "field-group", "data-field": about.name }, make("legend", { class: "label" }, fieldLabel(about.name)), note && make("p", { class: "field-hint" }, note), parts.element);
  return {
    element,
    read: () => {
      const said = parts.read();
      if (!said["destination"] && !about.required) return undefined;
      return schema["properties"]["target"] ? { ...said, target: said["type"] } : said;
    },
    blame: (path, text) => parts.blame(path[0] === "target" ? ["type"] : path.length > 0 ? path : ["destination"], text),
    forgive: () => parts.forgive(),
  };
}

/**
 * An object in the object; folded as long as it is not needed and has nothing in it.
 *
 * @param {Schema} schema
 * @param {Schema} root
 * @param {About} about
 * @param {boolean} texts
 * @returns {Field}
 */
function groupField(schema, root, about, texts) {
  const values = isRecord(about.value) ? about.value : {};
  const parts = new SchemaForm(schema, root, { testid: about.testid, values, texts });
  const summary = make("summary", { class: "fold", "data-testid": `${about.testid}-more` }, icon("chevron"), fieldLabel(about.name));
  const element = make("details", { class: "field-fold", "data-field": about.name, open: about.required || Object.keys(values).length > 0 }, summary, schema["description"] && make("p", { class: "field-hint" }, ...prose(schema["description"])), parts.element);
  return {
    element,
    read: () => {
      const said = parts.read();
      return Object.keys(said).length === 0 && !about.required ? undefined : said;
    },
    blame: (path, text) => {
      element.open = true;
      parts.blame(path, text);
    },
    forgive: () => parts.forgive(),
  };
}

/**
 * One of several kinds of object, told apart by their `type`.
 *
 * @param {Schema} schema
 * @param {Schema} root
 * @param {About} about
 * @param {boolean} texts
 * @returns {Field}
 */
function variantField(schema, root, about, texts) {
  const all = variants(schema);
  const select = make("select", { class: "input", "data-testid": `${about.testid}-type`, "aria-label": fieldLabel(about.name) }, ...[...all.keys()].map((type) => make("option", { value: type }, humanise(type))));
  const meaning = make("p", { class: "field-hint" });
  const place = make("div");
  let parts = new SchemaForm({}, root, { testid: about.testid });
  const turn = () => {
    const one = all.get(select.value) ?? {};
    parts = new SchemaForm(one, root, { testid: about.testid, skip: ["type"], texts });
    meaning.replaceChildren(...prose(one["description"] ?? ""));
    place.replaceChildren(parts.element);
  };
  select.addEventListener("change", turn);
  turn();
  return {
    element: make("fieldset", { class: "field-group", "data-field": about.name }, make("legend", { class: "label" }, fieldLabel(about.name)), select, meaning, place),
    read: () => ({ type: select.value, ...parts.read() }),
    blame: (path, text) => parts.blame(path, text),
    forgive: () => parts.forgive(),
  };
}
