// “Faults”: what is to go wrong, what is armed, and how often it struck.

/** @import { Control } from "./control.js" */
/** @import { JsonObject } from "./protocol.js" */

import { make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { humanise } from "./labels.js";
import { SchemaForm } from "./schema-form.js";
import { loadSchema } from "./schemas.js";
import { showRefusal } from "./toasts.js";

/** @typedef {{ id: number, fault: JsonObject, matched: number, struck: number, held: number }} Armed */

export class FaultPanel {
  /** @param {Control} control */
  constructor(control) {
    this.control = control;
    /** @type {Map<number, { row: HTMLElement, counts: HTMLElement }>} */
    this.rows = new Map();
    this.list = make("div", { class: "sim-list", "data-testid": "faults" });
    this.none = make("p", { class: "field-hint", "data-testid": "no-faults" }, "Nothing is armed. A fault strikes the messages that it is about: a lost answer, one that comes too late, an envelope that breaks the rules.");
    this.clear = make("button", { type: "button", class: "button small", "data-testid": "faults-clear", hidden: true, onclick: () => void this.#remove("") }, "Remove all");
    this.place = make("div");
    /** @type {SchemaForm | null} */
    this.form = null;
    this.submit = make("button", { type: "submit", class: "button primary", "data-testid": "fault-submit" }, "Arm it");
    const form = make("form", { novalidate: true, autocomplete: "off", class: "sim-group" }, this.place, this.submit);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#arm();
    });
    this.element = make("div", {}, make("h3", { class: "sim-title" }, "Armed"), this.list, this.none, this.clear, make("h3", { class: "sim-title" }, "Arm a fault"), form);
  }

  open() {
    if (!this.form) void this.#fill();
    void this.#look();
  }

  refresh() {
    void this.#look();
  }

  async #fill() {
    const schema = await loadSchema("fault");
    const { do: what, on, ...rest } = schema["properties"];
    this.form = new SchemaForm({ ...schema, properties: { do: what, on, ...rest } }, schema, { testid: "fault" });
    this.place.replaceChildren(this.form.element);
  }

  async #look() {
    const answer = await this.control.call("GET", "faults");
    if (!answer.ok) return;
    const all = /** @type {Armed[]} */ (answer.body.faults);
    for (const [id, { row }] of this.rows) {
      if (all.some((armed) => armed.id === id)) continue;
      row.remove();
      this.rows.delete(id);
    }
    for (const armed of all) this.#show(armed);
    this.none.hidden = all.length > 0;
    this.clear.hidden = all.length < 2;
  }

  /** @param {Armed} armed */
  #show({ id, fault, matched, struck, held }) {
    let shown = this.rows.get(id);
    if (!shown) {
      const what = /** @type {JsonObject} */ (fault["do"] ?? {});
      const counts = make("span", { class: "field-hint", "data-testid": "fault-counts" });
      const drop = make("button", { type: "button", class: "button quiet icon-only small", "data-testid": "fault-remove", "aria-label": `Remove fault ${id}`, onclick: () => void this.#remove(`/${id}`) }, icon("trash"));
      const row = make(
        "div", { class: "sim-row", "data-testid": "fault", "data-id": id, "data-type": textOf(what["type"]) },
        make("span", { class: "sim-grow" }, make("strong", {}, textOf(fault["name"]) || humanise(textOf(what["type"]))), make("span", { class: "field-hint" }, ` ${aim(fault)}`), counts), drop);
      shown = { row, counts };
      this.rows.set(id, shown);
      this.list.append(row);
    }
    setText(shown.counts, ` matched ${matched}, struck ${struck}${held > 0 ? `, holds back ${held}` : ""}`);
  }

  async #arm() {
    if (!this.form) return;
    this.form.forgive();
    const answer = await this.control.call("POST", "faults", this.form.read());
    if (!answer.ok) this.form.refuse(answer.problem);
    await this.#look();
  }

  /** @param {string} path */
  async #remove(path) {
    const answer = await this.control.call("DELETE", `faults${path}`);
    if (!answer.ok) showRefusal("Remove the fault", answer.problem);
    await this.#look();
    this.submit.focus({ preventScroll: true });
  }
}

/** @param {JsonObject} fault */
function aim(fault) {
  const on = fault["on"] ? JSON.stringify(fault["on"]) : "every message";
  return `on ${on}${fault["times"] ? `, ${textOf(fault["times"])} times` : ""}`;
}
