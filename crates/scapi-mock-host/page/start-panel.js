// “Start”: states that have a name, snapshots to come back to, and starting afresh.

/** @import { Control } from "./control.js" */

import { problemText } from "./control.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { humanise } from "./labels.js";
import { moveByArrows } from "./roving.js";
import { duration } from "./session-clock.js";
import { showNews, showRefusal } from "./toasts.js";

export class StartPanel {
  /** @param {Control} control */
  constructor(control) {
    this.control = control;
    this.states = make("div", { class: "sim-list", "data-testid": "start-states" });
    this.snapshots = make("div", { class: "sim-list", "data-testid": "snapshots" });
    this.name = make("input", { class: "input", id: "snapshot-name", placeholder: "before-transfer", "data-testid": "snapshot-name", autocomplete: "off", spellcheck: "false" });
    this.fault = make("span", { class: "field-fault", id: "snapshot-fault", role: "alert" });
    this.name.setAttribute("aria-describedby", "snapshot-fault");
    moveByArrows(this.states, "button", "both");
    moveByArrows(this.snapshots, "button", "both");
    const take = make("form", { class: "sim-row", novalidate: true }, make("label", { class: "sr-only", for: "snapshot-name" }, "Name of the snapshot"), this.name, make("button", { type: "submit", class: "button", "data-testid": "snapshot-take" }, "Take"));
    take.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#take();
    });
    this.element = make(
      "div", {},
      make("h3", { class: "sim-title" }, "Start in a state"),
      make("p", { class: "field-hint" }, "The desktop is brought there from where it is, by legal steps, with a fresh interaction."),
      this.states,
      make("h3", { class: "sim-title" }, "Snapshots"),
      take, this.fault, this.snapshots,
      make("h3", { class: "sim-title" }, "Reset"),
      make("div", { class: "sim-row" },
        make("button", { type: "button", class: "button", "data-testid": "reset-journal", onclick: () => void this.#reset({ keep: "state" }, "The journal is empty.") }, "Journal only"),
        make("button", { type: "button", class: "button is-negative", "data-testid": "reset-everything", onclick: () => void this.#reset({}, "The session starts afresh.") }, "Everything")),
      make("p", { class: "field-hint" }, "Apps stay subscribed either way."),
    );
  }

  open() {
    if (this.states.childElementCount === 0) void this.#fillStates();
    void this.#fillSnapshots();
  }

  async #fillStates() {
    const answer = await this.control.call("GET", "start");
    if (!answer.ok) return showRefusal("Named states", answer.problem);
    this.states.replaceChildren(...answer.body.states.map((/** @type {{ name: string, about: string }} */ { name, about }) => {
      const button = make("button", { type: "button", class: "sim-item", "data-testid": `start-${name}` }, make("strong", {}, humanise(name)), make("span", { class: "field-hint" }, about));
      button.addEventListener("click", () => void this.#start(name));
      return button;
    }));
  }

  /** @param {string} state */
  async #start(state) {
    const answer = await this.control.call("POST", "start", { state });
    if (answer.ok) showNews(`Started in: ${humanise(state)}.`);
    else showRefusal(`Start in ${state}`, answer.problem);
  }

  async #fillSnapshots() {
    const answer = await this.control.call("GET", "snapshots");
    if (!answer.ok) return showRefusal("Snapshots", answer.problem);
    const all = /** @type {{ name: string, at: number, interactions: number }[]} */ (answer.body.snapshots);
    if (all.length === 0) return this.snapshots.replaceChildren(make("p", { class: "field-hint", "data-testid": "no-snapshots" }, "None yet. A snapshot keeps the interactions as they are now, to come back to as often as you like."));
    this.snapshots.replaceChildren(...all.map(({ name, at, interactions }) => make(
      "div", { class: "sim-row", "data-testid": "snapshot", "data-name": name },
      make("span", { class: "sim-grow" }, make("strong", {}, name), make("span", { class: "field-hint" }, ` ${duration(at)}, interactions: ${interactions}`)),
      make("button", { type: "button", class: "button small", "data-testid": "snapshot-restore", "aria-label": `Restore ${name}`, onclick: () => void this.#restore(name) }, "Restore"),
      make("button", { type: "button", class: "button quiet icon-only small", "data-testid": "snapshot-forget", "aria-label": `Forget ${name}`, onclick: () => void this.#forget(name) }, icon("trash")),
    )));
  }

  async #take() {
    const name = this.name.value.trim();
    const answer = await this.control.call("PUT", `snapshots/${encodeURIComponent(name || " ")}`, {});
    this.fault.textContent = answer.ok ? "" : problemText(answer.problem);
    this.name.removeAttribute("aria-invalid");
    if (!answer.ok) {
      this.name.setAttribute("aria-invalid", "true");
      this.name.focus();
      return;
    }
    this.name.value = "";
    await this.#fillSnapshots();
  }

  /** @param {string} name */
  async #restore(name) {
    const answer = await this.control.call("POST", `snapshots/${encodeURIComponent(name)}/restore`, {});
    if (answer.ok) showNews(`The desktop is as it was at “${name}”.`);
    else showRefusal("Restore", answer.problem);
  }

  /** @param {string} name */
  async #forget(name) {
    const answer = await this.control.call("DELETE", `snapshots/${encodeURIComponent(name)}`);
    if (!answer.ok) showRefusal("Forget", answer.problem);
    await this.#fillSnapshots();
    this.name.focus();
  }

  /**
   * @param {{ keep?: string }} what
   * @param {string} news
   */
  async #reset(what, news) {
    const answer = await this.control.call("POST", "reset", what);
    if (answer.ok) showNews(news);
    else showRefusal("Reset", answer.problem);
  }
}
