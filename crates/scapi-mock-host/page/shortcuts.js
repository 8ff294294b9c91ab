// Keys for what is done all day, and the overlay that lists them. They can be switched off: single keys get in the way of speech input.

import { byId, make } from "./dom.js";
import { recall, remember } from "./storage.js";

/** @typedef {{ key: string, label: string, run: () => void }} Shortcut */

/** Where letters are text. */
const TYPING = "input, textarea, select, [contenteditable]";

export class Shortcuts {
  /** @param {Shortcut[]} shortcuts */
  constructor(shortcuts) {
    this.shortcuts = [...shortcuts, { key: "?", label: "Show or hide these keys", run: () => this.toggleHelp() }];
    this.dialog = /** @type {HTMLDialogElement} */ (byId("help"));
    this.isOn = recall("shortcuts") !== "off";
    this.dialog.replaceChildren(this.#help());
    document.addEventListener("keydown", (event) => this.#press(event));
    byId("help-open").addEventListener("click", () => this.toggleHelp());
  }

  toggleHelp() {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    const shortcut = this.shortcuts.find(({ key }) => key === event.key);
    const isHelp = event.key === "?";
    if (!shortcut || (!this.isOn && !isHelp)) return;
    if (document.querySelector("dialog[open]") && !(isHelp && this.dialog.open)) return;
    event.preventDefault();
    shortcut.run();
  }

  #help() {
    const turn = make("input", { type: "checkbox", id: "shortcuts-on", "data-testid": "shortcuts-on", checked: this.isOn });
    turn.addEventListener("change", () => {
      this.isOn = turn.checked;
      remember("shortcuts", turn.checked ? "on" : "off");
    });
    const rows = [...this.shortcuts, { key: "Esc", label: "Close what is open" }, { key: "Tab", label: "From control to control" }, { key: "← ↑ → ↓", label: "Within buttons, tabs and lists; Home and End too" }, { key: "Enter", label: "Press a button; send a form" }];
    return make(
      "div",
      { class: "dialog-form" },
      make("h2", { class: "dialog-title", id: "help-title" }, "Keys"),
      make("dl", { class: "keys" }, ...rows.flatMap(({ key, label }) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, label)])),
      make("label", { class: "keys-turn", for: "shortcuts-on" }, turn, "Single keys work"),
      make("div", { class: "dialog-buttons" }, make("button", { type: "button", class: "button", "data-testid": "help-close", onclick: () => this.dialog.close() }, "Close")),
    );
  }
}
