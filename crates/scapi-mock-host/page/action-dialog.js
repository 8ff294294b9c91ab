// Does an action of the model, and asks for its words first where it takes some: whom to consult, who joins, what is written.

/** @import { Answer } from "./control.js" */
/** @import { InteractionView, JsonObject } from "./protocol.js" */
/** @import { Schema } from "./schemas.js" */

import { problemText } from "./control.js";
import { byId, isRecord, make, textOf, whileBusy } from "./dom.js";
import { actionLabel } from "./labels.js";
import { SchemaForm } from "./schema-form.js";
import { loadSchema, variants } from "./schemas.js";
import { showTrouble } from "./toasts.js";

/** @typedef {(label: string, stimulus: JsonObject, toast?: "toast" | "quiet") => Promise<Answer>} Send */

/** What a stimulus says about what it is about, which the page knows. */
const KNOWN = ["type", "interactionId", "caseId"];

/** @type {{ [type: string]: (interaction: JsonObject) => JsonObject }} what stands in the fields at first */
const FIRST_WORDS = {
  "party-joins": () => ({ name: "Sam Reyes" }),
  "party-leaves": (interaction) => ({ name: lastParty(interaction) }),
  "chat-line": () => ({ text: "Hello?" }),
  "user-data-changed": () => ({ set: { Segment: "Silver" } }),
};

export class ActionDialog {
  /** @param {Send} send */
  constructor(send) {
    this.send = send;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("action-dialog"));
  }

  /**
   * @param {string} type of the stimulus
   * @param {InteractionView} view
   * @returns {Promise<boolean>} whether it was done
   */
  async act(type, { interaction }) {
    const schema = await schemaOf(type);
    if (!schema) return false;
    const stimulus = { type, ...about(schema, interaction) };
    const takesWords = Object.keys(schema["properties"]).some((name) => !KNOWN.includes(name));
    if (!takesWords) return (await this.send(actionLabel(type), stimulus)).ok;
    const form = new SchemaForm(schema, await loadSchema("stimulus"), {
      testid: "action-field", skip: KNOWN, values: FIRST_WORDS[type]?.(interaction) ?? {}, texts: true,
    });
    return this.#ask(type, stimulus, form, textOf(schema["description"]));
  }

  /**
   * @param {string} type
   * @param {JsonObject} stimulus
   * @param {SchemaForm} form
   * @param {string} description
   * @returns {Promise<boolean>}
   */
  #ask(type, stimulus, form, description) {
    const title = actionLabel(type).replace("…", "");
    const submit = make("button", { type: "submit", class: "button primary", "data-testid": "action-submit" }, title);
    const cancel = make("button", { type: "button", class: "button", "data-testid": "action-cancel", onclick: () => this.dialog.close() }, "Cancel");
    const element = make(
      "form",
      { class: "dialog-form", novalidate: true },
      make("h2", { class: "dialog-title", id: "action-title" }, title),
      make("p", { class: "field-hint" }, description),
      form.element,
      make("div", { class: "dialog-buttons" }, cancel, submit),
    );
    let done = false;
    const doIt = async () => {
      const answer = await this.send(title, { ...stimulus, ...form.read() }, "quiet");
      done = answer.ok;
      if (answer.ok) this.dialog.close();
      else form.refuse(answer.problem, [problemText(answer.problem), answer.problem.clause && `(${answer.problem.clause})`].filter(Boolean).join(" "));
    };
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      void whileBusy(submit, doIt);
    });
    this.dialog.replaceChildren(element);
    this.dialog.showModal();
    form.focus();
    return new Promise((resolve) => this.dialog.addEventListener("close", () => resolve(done), { once: true }));
  }
}

/** @param {string} type */
async function schemaOf(type) {
  try {
    return variants(await loadSchema("stimulus")).get(type);
  } catch (error) {
    showTrouble("The contract could not be loaded", String(error));
    return undefined;
  }
}

/**
 * @param {Schema} schema
 * @param {JsonObject} interaction
 * @returns {JsonObject}
 */
function about(schema, interaction) {
  const keys = ["interactionId", "caseId"].filter((key) => schema["required"]?.includes(key));
  return Object.fromEntries(keys.map((key) => [key, interaction[key]]));
}

/** @param {JsonObject} interaction */
function lastParty(interaction) {
  const last = Array.isArray(interaction["parties"]) ? interaction["parties"].at(-1) : undefined;
  return textOf(isRecord(last) ? last["name"] : last);
}
