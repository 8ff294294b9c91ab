// “Ring a call”: the outside world's telephone. One click does, everything can be changed.

/** @import { JsonObject } from "./protocol.js" */

import { byId, make, whileBusy } from "./dom.js";
import { icon } from "./icons.js";
import { recall, remember } from "./storage.js";

/** @typedef {(stimulus: JsonObject) => Promise<import("./control.js").Answer>} Stimulate */

export class Dialer {
  /** @param {Stimulate} stimulate */
  constructor(stimulate) {
    this.stimulate = stimulate;
    this.form = /** @type {HTMLFormElement} */ (byId("dialer"));
    this.ani = field("ring-ani", "+33298000000", "tel");
    this.dnis = field("ring-dnis", "5001", "tel");
    this.firstName = field("ring-first-name", "Ada", "text");
    this.lastName = field("ring-last-name", "Lovelace", "text");
    this.rows = make("div", { class: "pairs" });
    this.submit = make("button", { type: "submit", class: "button primary", "data-testid": "ring-submit" }, icon("phone"), "Ring a call");
    this.fields = this.#makeFields();
    this.fold = this.#makeFold();
    this.#assemble();
  }

  /** @returns {JsonObject} the stimulus that the form describes */
  stimulus() {
    const [firstName, lastName] = [this.firstName.value.trim(), this.lastName.value.trim()];
    const displayName = `${firstName} ${lastName}`.trim();
    return {
      type: "inbound-call",
      ani: this.ani.value.trim(),
      dnis: this.dnis.value.trim(),
      userData: this.#userData(),
      ...(displayName && { contact: { displayName, firstName, lastName } }),
    };
  }

  #assemble() {
    const title = make("h2", { class: "sr-only", id: "dialer-title" }, "Ring a call");
    this.form.append(title, make("div", { class: "dialer-head" }, this.submit, this.fold), this.fields);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#ring();
    });
    this.form.addEventListener("input", (event) => {
      if (event.target instanceof HTMLInputElement) event.target.removeAttribute("aria-invalid");
    });
    this.#addPair("Segment", "Gold");
    this.#setFolded(recall("dialer") === "folded");
  }

  #makeFields() {
    const add = make("button", { type: "button", class: "button quiet small", "data-testid": "ring-add-user-data", onclick: () => this.#addPair("", "").focus() }, icon("plus"), "Add");
    return make(
      "div",
      { class: "dialer-fields", id: "dialer-fields" },
      make("div", { class: "field-row" }, labelled("From (ANI)", this.ani), labelled("To (DNIS)", this.dnis)),
      make("div", { class: "field-row" }, labelled("First name", this.firstName), labelled("Last name", this.lastName)),
      make("div", { class: "pairs-set", role: "group", "aria-label": "User data" }, make("div", { class: "pairs-head" }, make("span", { class: "label" }, "User data"), add), this.rows),
    );
  }

  #makeFold() {
    return make(
      "button",
      { type: "button", class: "button quiet", "aria-controls": "dialer-fields", "data-testid": "ring-details", onclick: () => this.#setFolded(!this.fields.hidden) },
      icon("chevron"), "Details",
    );
  }

  /** @param {boolean} folded */
  #setFolded(folded) {
    this.fields.hidden = folded;
    this.fold.setAttribute("aria-expanded", String(!folded));
    remember("dialer", folded ? "folded" : "open");
  }

  /**
   * @param {string} key
   * @param {string} value
   * @returns {HTMLInputElement} the field of its key
   */
  #addPair(key, value) {
    const keyField = make("input", { class: "input", value: key, placeholder: "Key", "aria-label": "User data key", "data-testid": "ring-user-data-key" });
    const valueField = make("input", { class: "input", value, placeholder: "Value", "aria-label": "User data value", "data-testid": "ring-user-data-value" });
    const drop = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Remove this pair", "data-testid": "ring-remove-user-data" }, icon("trash"));
    const pair = make("div", { class: "pair" }, keyField, valueField, drop);
    drop.addEventListener("click", () => {
      pair.remove();
      this.submit.focus();
    });
    this.rows.append(pair);
    return keyField;
  }

  /** @returns {JsonObject} pairs without a key are left out, the last of equal keys counts */
  #userData() {
    const pairs = [...this.rows.children].map((pair) => [...pair.querySelectorAll("input")].map((input) => input.value));
    return Object.fromEntries(pairs.filter(([key]) => key));
  }

  #ring() {
    return whileBusy(this.submit, async () => {
      const answer = await this.stimulate(this.stimulus());
      if (!answer.ok) this.#pointAt(answer.problem.pointer);
    });
  }

  /** @param {string | undefined} pointer JSON pointer into the stimulus */
  #pointAt(pointer) {
    const culprit = { "/ani": this.ani, "/dnis": this.dnis }[pointer ?? ""];
    if (!culprit) return;
    this.#setFolded(false);
    culprit.setAttribute("aria-invalid", "true");
    culprit.focus();
  }
}

/**
 * @param {string} testid
 * @param {string} value
 * @param {string} type
 */
function field(testid, value, type) {
  return make("input", { class: "input", type, value, "data-testid": testid });
}

/**
 * @param {string} text
 * @param {HTMLInputElement} input
 */
function labelled(text, input) {
  return make("label", { class: "field" }, make("span", { class: "label" }, text), input);
}
