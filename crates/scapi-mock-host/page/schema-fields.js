// Fields for single values of a JSON Schema: texts, numbers, choices, pairs, lists.

/** @import { Json, JsonObject } from "./protocol.js" */
/** @import { Schema } from "./schemas.js" */

import { make, prose, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { fieldLabel } from "./labels.js";

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {() => Json | undefined} read what it holds; undefined to leave it out
 * @property {(path: string[], text: string) => void} blame shows what is wrong at a place in it, and goes there
 * @property {() => void} forgive
 */
/** @typedef {{ name: string, testid: string, required: boolean, value?: Json | undefined }} About */

let made = 0;

/**
 * @param {Schema} schema
 * @param {About} about
 * @returns {Field}
 */
export function textField(schema, about) {
  const input = make("input", { class: "input", "data-testid": about.testid, autocomplete: "off", spellcheck: "false", value: textOf(about.value ?? schema["default"]) });
  const keep = about.required || schema["default"] !== undefined;
  return around(schema, about, input, () => (input.value === "" && !keep ? undefined : input.value));
}

/**
 * @param {Schema} schema
 * @param {About} about
 * @returns {Field}
 */
export function numberField(schema, about) {
  const input = make("input", { class: "input", "data-testid": about.testid, inputmode: "numeric", autocomplete: "off", value: textOf(about.value ?? schema["default"]) });
  return around(schema, about, input, () => (input.value.trim() === "" ? undefined : jsonOrText(input.value.trim())));
}

/**
 * One of several values, each with its meaning.
 *
 * @param {Schema} schema
 * @param {{ value: Json, about?: string }[]} options
 * @param {About} about
 * @returns {Field}
 */
export function choiceField(schema, options, about) {
  const start = textOf(about.value ?? schema["default"] ?? (about.required ? options[0]?.value : ""));
  const all = options.map(({ value }) => make("option", { value: textOf(value), selected: textOf(value) === start }, textOf(value)));
  if (!about.required && schema["default"] === undefined) all.unshift(make("option", { value: "", selected: start === "" }, "–"));
  const select = make("select", { class: "input", "data-testid": about.testid }, ...all);
  const meaning = make("span", { class: "field-hint" });
  const explain = () => meaning.replaceChildren(...prose(options.find(({ value }) => textOf(value) === select.value)?.about ?? ""));
  select.addEventListener("change", explain);
  explain();
  const field = around(schema, about, select, () => options.find(({ value }) => textOf(value) === select.value)?.value);
  field.element.insertBefore(meaning, field.element.lastElementChild);
  return field;
}

/**
 * A list as lines of text, one an item.
 *
 * @param {Schema} schema
 * @param {"texts" | "json"} items
 * @param {About} about
 * @returns {Field}
 */
export function linesField(schema, items, about) {
  const start = about.value ?? schema["default"];
  const lines = Array.isArray(start) ? start.map((item) => (items === "texts" ? textOf(item) : JSON.stringify(item))) : [];
  const area = make("textarea", { class: "input lines", rows: Math.min(4, Math.max(2, lines.length)), "data-testid": about.testid, spellcheck: "false" }, lines.join("\n"));
  area.placeholder = "One a line";
  return around(schema, about, area, () => {
    const said = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (said.length === 0 && !about.required && start === undefined) return undefined;
    return said.map((line) => (items === "texts" ? line : jsonOrText(line)));
  });
}

/**
 * Keys with values, any number.
 *
 * @param {Schema} schema
 * @param {"texts" | "json"} values
 * @param {About} about
 * @returns {Field}
 */
export function pairsField(schema, values, about) {
  const { testid, name } = about;
  const rows = make("div", { class: "pairs" });
  const fault = make("span", { class: "field-fault", role: "alert" });
  /** @param {string} key @param {string} value */
  const add = (key, value) => {
    const label = fieldLabel(name);
    const keyInput = make("input", { class: "input", value: key, placeholder: "Key", "aria-label": `${label}: key`, "data-testid": `${testid}-key` });
    const valueInput = make("input", { class: "input", value, placeholder: "Value", "aria-label": `${label}: value`, "data-testid": `${testid}-value` });
    const drop = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Remove this pair", "data-testid": `${testid}-remove` }, icon("trash"));
    const row = make("div", { class: "pair" }, keyInput, valueInput, drop);
    drop.addEventListener("click", () => {
      row.remove();
      more.focus();
    });
    rows.append(row);
    return keyInput;
  };
  const more = make("button", { type: "button", class: "button quiet small", "data-testid": `${testid}-add`, onclick: () => add("", "").focus() }, icon("plus"), "Add");
  const start = about.value ?? schema["default"] ?? {};
  for (const [key, value] of Object.entries(start)) add(key, values === "texts" ? textOf(value) : JSON.stringify(value));
  const element = make(
    "div",
    { class: "pairs-set", role: "group", "aria-label": fieldLabel(name), "data-field": name },
    make("div", { class: "pairs-head" }, make("span", { class: "label" }, fieldLabel(name)), more),
    hintOf(schema), rows, fault,
  );
  return {
    element,
    read: () => {
      const pairs = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value)).filter(([key]) => key);
      if (pairs.length === 0 && !about.required && about.value === undefined) return undefined;
      return Object.fromEntries(pairs.map(([key, value]) => [key ?? "", values === "texts" ? value ?? "" : jsonOrText(value ?? "")]));
    },
    blame: (path, text) => {
      const at = [...rows.querySelectorAll("input")].filter((_, index) => index % 2 === 0).find((input) => input.value === path[0]);
      setText(fault, text);
      (at ?? more).focus();
    },
    forgive: () => setText(fault, ""),
  };
}

/**
 * A labelled control, with what it is for and what is wrong with it.
 *
 * @param {Schema} schema
 * @param {About} about
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control
 * @param {() => Json | undefined} read
 * @returns {Field}
 */
function around(schema, about, control, read) {
  const id = `field-${(made += 1)}`;
  const fault = make("span", { class: "field-fault", id: `${id}-fault`, role: "alert" });
  const hint = hintOf(schema);
  if (hint) hint.id = `${id}-hint`;
  control.id = id;
  control.setAttribute("aria-describedby", `${hint ? `${id}-hint ` : ""}${id}-fault`);
  const forgive = () => {
    control.removeAttribute("aria-invalid");
    setText(fault, "");
  };
  control.addEventListener("input", forgive);
  const label = make("label", { class: "label", for: id }, fieldLabel(about.name));
  if (about.required) label.append(make("span", { class: "field-needed" }, " needed"));
  return {
    element: make("div", { class: "field", "data-field": about.name }, label, control, hint, fault),
    read,
    blame: (_, text) => {
      control.setAttribute("aria-invalid", "true");
      setText(fault, text);
      control.focus();
    },
    forgive,
  };
}

/** @param {Schema} schema */
function hintOf(schema) {
  return schema["description"] ? make("span", { class: "field-hint" }, ...prose(schema["description"])) : null;
}

/**
 * What cannot be read as JSON is sent as text: the host says what would be right.
 *
 * @param {string} text
 * @returns {Json}
 */
export function jsonOrText(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
