// The row of filters of the timeline.

/** @import { Filter } from "./journal-filter.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";

const KINDS = ["message", "stimulus", "change", "fault", "verdict", "note", "page"];
/** As many of a kind are offered, the latest. */
const OFFERED = 200;
/** @type {{ [direction: string]: string }} */
const DIRECTIONS = { "app-to-host": "app → host", "host-to-app": "host → app" };

export class FilterRow {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.text = make("input", { class: "input", type: "search", placeholder: "Contains…", "aria-label": "Filter by text", "data-testid": "log-filter", oninput: changed });
    this.kind = select("log-kind", "Kind", "All kinds", Object.fromEntries(KINDS.map((kind) => [kind, kind])), changed);
    this.direction = select("log-direction", "Direction", "Both ways", DIRECTIONS, changed);
    this.frame = select("log-frame", "Frame", "All frames", {}, changed);
    this.interaction = select("log-interaction", "Interaction", "All interactions", {}, changed);
    this.names = make("datalist", { id: "log-names" });
    this.name = make("input", { class: "input", type: "search", list: "log-names", placeholder: "Method or event…", "aria-label": "Method or event", "data-testid": "log-name", oninput: changed });
    this.violations = make("button", { type: "button", class: "button small", "aria-pressed": "false", "data-testid": "log-violations", title: "Only what breaks the contract or was not allowed", onclick: () => this.#toggleViolations() }, icon("alert"), "Violations");
    const reset = make("button", { type: "button", class: "button quiet small", "data-testid": "log-filter-reset", onclick: () => this.#reset() }, "Show all");
    this.element = make("div", { class: "log-filters", id: "log-filters", role: "group", "aria-label": "Filters", hidden: true }, this.text, this.name, this.kind, this.direction, this.frame, this.interaction, this.names, this.violations, reset);
  }

  /** @returns {Filter} */
  filter() {
    return {
      text: lower(this.text), kind: this.kind.value, direction: this.direction.value, frame: this.frame.value,
      interaction: this.interaction.value, name: lower(this.name), violations: this.#wantsViolations(),
    };
  }

  /**
   * Offers what has been seen.
   *
   * @param {{ frames: Set<string>, interactions: Set<string>, names: Set<string> }} seen
   */
  offer({ frames, interactions, names }) {
    fill(this.frame, frames);
    fill(this.interaction, interactions);
    fill(this.names, names);
  }

  #wantsViolations() {
    return this.violations.getAttribute("aria-pressed") === "true";
  }

  #toggleViolations() {
    this.violations.setAttribute("aria-pressed", String(!this.#wantsViolations()));
    this.changed();
  }

  #reset() {
    for (const field of [this.text, this.name]) field.value = "";
    for (const choice of [this.kind, this.direction, this.frame, this.interaction]) choice.value = "";
    this.violations.setAttribute("aria-pressed", "false");
    this.changed();
  }
}

/** @param {HTMLInputElement} input */
function lower(input) {
  return input.value.trim().toLowerCase();
}

/**
 * @param {string} testid
 * @param {string} label
 * @param {string} all what choosing nothing is called
 * @param {{ [value: string]: string }} options
 * @param {() => void} onchange
 */
function select(testid, label, all, options, onchange) {
  const choices = Object.entries(options).map(([value, text]) => make("option", { value }, text));
  return make("select", { class: "input", "aria-label": label, "data-testid": testid, onchange }, make("option", { value: "" }, all), ...choices);
}

/**
 * Notes what is to be offered.
 *
 * @param {Set<string>} values the latest last
 * @param {string} value
 */
export function offerable(values, value) {
  values.delete(value);
  values.add(value);
  const [oldest] = values;
  if (values.size > OFFERED && oldest !== undefined) values.delete(oldest);
}

/**
 * Adds the choices that are not there yet, and takes away those of a journal that is gone.
 *
 * @param {HTMLSelectElement | HTMLDataListElement} list
 * @param {Set<string>} values
 */
function fill(list, values) {
  const own = [...list.options].filter(({ value }) => value !== "");
  const there = new Set(own.map(({ value }) => value));
  for (const option of own) if (!values.has(option.value)) option.remove();
  list.append(...[...values].filter((value) => !there.has(value)).map((value) => make("option", { value }, value)));
}
