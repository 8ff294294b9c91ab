// “Host”: every switch of the host profile with its meaning, and what unattended far ends do. A change counts at once.

/** @import { Control } from "./control.js" */
/** @import { Json, JsonObject } from "./protocol.js" */
/** @import { Field } from "./schema-fields.js" */

import { problemText } from "./control.js";
import { isRecord, make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { keysOf } from "./json-pointer.js";
import { SchemaForm, fieldOf } from "./schema-form.js";
import { loadSchema } from "./schemas.js";
import { showRefusal } from "./toasts.js";

export class ProfilePanel {
  /** @param {Control} control */
  constructor(control) {
    this.control = control;
    this.filter = make("input", { class: "input", type: "search", placeholder: "Find a switch", "aria-label": "Find a switch", "data-testid": "profile-filter" });
    this.list = make("div", { class: "sim-group", "data-testid": "profile" });
    this.policies = make("form", { class: "sim-group", novalidate: true, "data-testid": "policies" });
    this.filter.addEventListener("input", () => this.#sift());
    this.element = make("div", {}, make("h3", { class: "sim-title" }, "Unattended far ends"), this.policies, make("h3", { class: "sim-title" }, "Host profile"), this.filter, this.list);
  }

  open() {
    if (this.list.contains(document.activeElement) || this.policies.contains(document.activeElement)) return;
    void this.#fill();
  }

  async #fill() {
    const [schema, profile, policySchema, policies] = [await loadSchema("host-profile"), await this.control.call("GET", "profile"), await loadSchema("policies"), await this.control.call("GET", "policies")];
    if (!profile.ok) return showRefusal("Host profile", profile.problem);
    if (!policies.ok) return showRefusal("Policies", policies.problem);
    this.list.replaceChildren(...Object.entries(schema["properties"]).map(([name, property]) => this.#switch(name, property, schema, profile.body[name])));
    this.#showPolicies(policySchema, policies.body);
    this.#sift();
  }

  /**
   * @param {string} name
   * @param {import("./schemas.js").Schema} property
   * @param {import("./schemas.js").Schema} root
   * @param {Json | undefined} value
   */
  #switch(name, property, root, value) {
    let now = value ?? null;
    const field = fieldOf(property, root, { name, testid: `profile-${name}`, required: false, value: now }, false);
    const back = make("button", { type: "button", class: "button quiet small profile-default", "data-testid": `profile-${name}-default` }, icon("reset"), "Default");
    const row = make("div", { class: "profile-switch", "data-switch": name }, field.element, back);
    const mark = () => {
      back.hidden = property["default"] === undefined || JSON.stringify(now) === JSON.stringify(property["default"]);
      row.classList.toggle("is-changed", !back.hidden);
    };
    /** @param {Json} wanted */
    const set = async (wanted) => {
      field.forgive();
      const answer = await this.control.call("PATCH", "profile", patch(name, now, wanted));
      if (!answer.ok) return field.blame(keysOf(answer.problem.pointer ?? "").slice(1), problemText(answer.problem));
      now = answer.body[name] ?? null;
      mark();
    };
    field.element.addEventListener("change", () => void set(field.read() ?? null));
    field.element.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-testid$=-remove]")) void set(field.read() ?? null);
    });
    back.addEventListener("click", async () => {
      await set(property["default"]);
      const fresh = this.#switch(name, property, root, now);
      row.replaceWith(fresh);
      /** @type {HTMLElement | null} */ (fresh.querySelector("input, select, textarea, button"))?.focus();
    });
    mark();
    return row;
  }

  /**
   * @param {import("./schemas.js").Schema} schema
   * @param {JsonObject} policies
   */
  #showPolicies(schema, policies) {
    const form = new SchemaForm(schema, schema, { testid: "policy", values: policies });
    const said = make("span", { class: "sim-said", role: "status" });
    const save = make("button", { type: "submit", class: "button", "data-testid": "policy-submit" }, "Set");
    this.policies.replaceChildren(form.element, make("div", { class: "sim-row" }, save, said));
    this.policies.onsubmit = async (event) => {
      event.preventDefault();
      form.forgive();
      const answer = await this.control.call("PUT", "policies", form.read());
      setText(said, answer.ok ? "Set." : "");
      if (!answer.ok) form.refuse(answer.problem);
    };
  }

  #sift() {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const row of this.list.children) {
      const text = `${row.getAttribute("data-switch")} ${textOf(row.textContent)}`.toLowerCase();
      /** @type {HTMLElement} */ (row).hidden = !text.includes(wanted);
    }
  }
}

/**
 * A merge patch adds to an object: what is no longer wanted has to be taken out of it by name.
 *
 * @param {string} name
 * @param {Json} now
 * @param {Json} wanted
 * @returns {JsonObject}
 */
function patch(name, now, wanted) {
  if (!isRecord(now) || !isRecord(wanted)) return { [name]: wanted };
  const gone = Object.keys(now).filter((key) => !Object.hasOwn(wanted, key));
  return { [name]: { ...wanted, ...Object.fromEntries(gone.map((key) => [key, null])) } };
}
