// The words that some actions need: whom to consult, who joins, what a customer writes.

/** @import { JsonObject } from "./protocol.js" */

import { byId, make } from "./dom.js";
import { actionLabel } from "./labels.js";

/** @typedef {{ name: string, label: string, value: string, hint?: string }} Field */

/** @type {{ [type: string]: { fields: Field[], words: (values: { [name: string]: string }) => JsonObject } }} */
const ACTIONS = {
  "agent-consults": {
    fields: [
      { name: "whom", label: "Number", value: "5002" },
      { name: "media", label: "Medium", value: "voice", hint: "voice or chat" },
    ],
    words: ({ whom, media }) => ({ target: { type: "CUSTOM_CONTACT", destination: whom ?? "", ...(media && { media }) } }),
  },
  "agent-transfers": { fields: [targetField()], words: ({ whom }) => (whom ? { target: whom } : {}) },
  "agent-conferences": { fields: [targetField()], words: ({ whom }) => (whom ? { target: whom } : {}) },
  "party-joins": { fields: [{ name: "name", label: "Name", value: "Sam Reyes" }], words: ({ name }) => ({ name: name ?? "" }) },
  "party-leaves": { fields: [{ name: "name", label: "Name", value: "" }], words: ({ name }) => ({ name: name ?? "" }) },
  "chat-line": { fields: [{ name: "text", label: "Line", value: "Hello?" }], words: ({ text }) => ({ text: text ?? "" }) },
  "user-data-changed": {
    fields: [
      { name: "key", label: "Key", value: "Segment" },
      { name: "value", label: "Value", value: "Silver" },
    ],
    words: ({ key, value }) => ({ set: { [key ?? ""]: value ?? "" } }),
  },
};

/** @returns {Field} */
function targetField() {
  return { name: "whom", label: "Number", value: "", hint: "Leave it empty to complete a consultation." };
}

export class ActionDialog {
  constructor() {
    this.dialog = /** @type {HTMLDialogElement} */ (byId("action-dialog"));
  }

  /**
   * Asks for the words of an action that needs some.
   *
   * @param {string} type of the stimulus
   * @returns {Promise<JsonObject | null>} what to add to the stimulus; null if the person thinks better of it
   */
  ask(type) {
    const action = ACTIONS[type];
    if (!action) return Promise.resolve({});
    const inputs = action.fields.map(({ name, value }) => make("input", { class: "input", name, value, "data-testid": `action-field-${name}` }));
    const fields = action.fields.map(({ label, hint }, at) =>
      make("label", { class: "field" }, make("span", { class: "label" }, label), /** @type {HTMLInputElement} */ (inputs[at]), ...(hint ? [make("span", { class: "field-hint" }, hint)] : [])),
    );
    const form = make(
      "form",
      { class: "dialog-form", method: "dialog" },
      make("h2", { class: "dialog-title", id: "action-title" }, actionLabel(type).replace("…", "")),
      ...fields,
      make(
        "div",
        { class: "dialog-buttons" },
        make("button", { type: "button", class: "button", "data-testid": "action-cancel", onclick: () => this.dialog.close("") }, "Cancel"),
        make("button", { type: "submit", class: "button primary", value: "do", "data-testid": "action-submit" }, actionLabel(type).replace("…", "")),
      ),
    );
    this.dialog.replaceChildren(form);
    this.dialog.returnValue = "";
    this.dialog.showModal();
    inputs[0]?.select();
    return new Promise((resolve) => {
      const closed = () => {
        const values = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
        resolve(this.dialog.returnValue === "do" ? action.words(values) : null);
      };
      this.dialog.addEventListener("close", closed, { once: true });
    });
  }
}
