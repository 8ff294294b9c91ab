// What can be done with an interaction now, as buttons: those of the agent, of the far end, of routing. Which they are, the host says.

/** @import { Legal } from "./protocol.js" */

import { make, putAt, whileBusy } from "./dom.js";
import { actionLabel, actionTone } from "./labels.js";
import { moveByArrows } from "./roving.js";

/** @typedef {"agent" | "farEnd" | "routing"} Doer */

/** @type {{ doer: Doer, label: string }[]} */
const DOERS = [
  { doer: "agent", label: "Agent" },
  { doer: "farEnd", label: "Far end" },
  { doer: "routing", label: "Routing" },
];

export class ActionBar {
  /**
   * @param {(type: string) => Promise<unknown>} act
   * @param {string[]} elsewhere actions that have their control elsewhere
   */
  constructor(act, elsewhere) {
    this.act = act;
    this.elsewhere = elsewhere;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    this.rows = DOERS.map(({ doer, label }) => {
      const list = make("div", { class: "action-list" });
      const row = make("div", { class: `actions is-${doer}`, role: "group", "aria-label": label, "data-doer": doer }, doer !== "agent" && make("span", { class: "label actions-label", "aria-hidden": "true" }, label), list);
      moveByArrows(list, "button", "both");
      return { doer, row, list };
    });
    this.element = make("div", { class: "action-bar" }, ...this.rows.map(({ row }) => row));
  }

  /** @param {Legal} legal */
  show(legal) {
    const hadFocus = this.element.contains(document.activeElement);
    const wanted = new Set(DOERS.flatMap(({ doer }) => legal[doer]));
    for (const [type, button] of this.buttons) if (!wanted.has(type)) this.#drop(type, button);
    for (const { doer, row, list } of this.rows) {
      const types = legal[doer].filter((type) => !this.elsewhere.includes(type));
      types.forEach((type, at) => {
        const button = this.buttons.get(type) ?? this.#add(type);
        putAt(list, button, at);
      });
      row.hidden = types.length === 0;
    }
    return hadFocus && !this.element.contains(document.activeElement) ? "focus-lost" : "fine";
  }

  /** @returns {HTMLButtonElement | undefined} */
  first() {
    return this.element.querySelector("button") ?? undefined;
  }

  /**
   * @param {string} type
   * @param {HTMLButtonElement} button
   */
  #drop(type, button) {
    button.remove();
    this.buttons.delete(type);
  }

  /** @param {string} type */
  #add(type) {
    const button = make("button", { type: "button", class: `button small is-${actionTone(type)}`, "data-testid": `action-${type}` }, actionLabel(type));
    button.addEventListener("click", () => whileBusy(button, async () => void (await this.act(type))));
    this.buttons.set(type, button);
    return button;
  }
}
