// “Happen”: everything that the world and the agent can begin, and what unattended far ends do by themselves.

/** @import { Send } from "./action-dialog.js" */

import { make, prose, setText, whileBusy } from "./dom.js";
import { actionLabel } from "./labels.js";
import { SchemaForm } from "./schema-form.js";
import { isAboutSomething, loadSchema, variants } from "./schemas.js";

export class StimulusPanel {
  /** @param {Send} send */
  constructor(send) {
    this.send = send;
    this.select = make("select", { class: "input", id: "stimulus-type", "data-testid": "stimulus-type" });
    this.meaning = make("p", { class: "field-hint" });
    this.place = make("div");
    this.submit = make("button", { type: "submit", class: "button primary", "data-testid": "stimulus-submit" }, "Let it happen");
    this.said = make("p", { class: "sim-said", role: "status", "data-testid": "stimulus-said" });
    /** @type {SchemaForm | null} */
    this.form = null;
    this.element = make(
      "form",
      { novalidate: true, autocomplete: "off", "data-testid": "stimulus-form" },
      make("div", { class: "field" }, make("label", { class: "label", for: "stimulus-type" }, "What happens"), this.select, this.meaning),
      this.place,
      make("div", { class: "sim-foot" }, this.submit, this.said),
    );
    this.select.addEventListener("change", () => void this.#turn());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#happen();
    });
  }

  open() {
    if (this.select.options.length === 0) void this.#fill();
  }

  async #fill() {
    const all = [...variants(await loadSchema("stimulus"))].filter(([, schema]) => !isAboutSomething(schema));
    if (this.select.options.length > 0) return;
    for (const [who, label] of [["World", "Arrives"], ["Agent", "The agent begins"]]) {
      const own = all.filter(([, schema]) => String(schema["description"]).startsWith(`${who}:`));
      this.select.append(make("optgroup", { label: label ?? "" }, ...own.map(([type]) => make("option", { value: type }, actionLabel(type)))));
    }
    const listed = [...this.select.options].map((option) => option.value);
    this.select.append(...all.filter(([type]) => !listed.includes(type)).map(([type]) => make("option", { value: type }, actionLabel(type))));
    await this.#turn();
  }

  async #turn() {
    const root = await loadSchema("stimulus");
    const schema = variants(root).get(this.select.value) ?? {};
    this.meaning.replaceChildren(...prose(schema["description"] ?? ""));
    this.form = new SchemaForm(schema, root, { testid: "stimulus", skip: ["type"], texts: true, values: this.select.value === "inbound-call" ? { userData: { Segment: "Gold" } } : {} });
    this.place.replaceChildren(this.form.element);
    setText(this.said, "");
  }

  async #happen() {
    const { form } = this;
    if (!form) return;
    await whileBusy(this.submit, async () => {
      form.forgive();
      const label = actionLabel(this.select.value);
      const answer = await this.send(label, { type: this.select.value, ...form.read() }, "quiet");
      const { interactionId = "", state = "" } = (answer.ok && answer.body.interaction) || {};
      setText(this.said, answer.ok ? `${label}: interaction ${interactionId}, ${state}` : "");
      if (!answer.ok) form.refuse(answer.problem);
    });
  }
}
