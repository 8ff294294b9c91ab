// Finding in the timeline: a field, how many there are, and a way from one to the next.

import { make, setText } from "./dom.js";
import { icon } from "./icons.js";

export class FindBox {
  /**
   * @param {() => void} changed
   * @param {(way: 1 | -1) => void} step to the next or the previous entry that was found
   */
  constructor(changed, step) {
    this.input = make("input", { class: "input", type: "search", placeholder: "Find", "aria-label": "Find in the timeline", "data-testid": "log-find", title: "Find ( / ); Enter goes on, Shift+Enter back", oninput: changed });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    });
    this.found = make("span", { class: "log-found", role: "status", "data-testid": "log-found" });
    this.previous = button("log-previous", "up", "Previous found", () => step(-1));
    this.next = button("log-next", "down", "Next found", () => step(1));
    this.element = make("div", { class: "log-find", role: "search", "aria-label": "Timeline" }, this.input, this.found, this.previous, this.next);
  }

  /** @returns {string} what is looked for, in lower case */
  wanted() {
    return this.input.value.trim().toLowerCase();
  }

  /**
   * @param {number} at counts from 1; 0 where none of them is the one the keyboard is on
   * @param {number} count
   */
  show(at, count) {
    const isAsked = this.wanted() !== "";
    setText(this.found, !isAsked ? "" : count === 0 ? "none" : at > 0 ? `${at} of ${count}` : `${count}`);
    for (const button of [this.previous, this.next]) button.disabled = count === 0;
    this.input.setAttribute("aria-invalid", String(isAsked && count === 0));
  }
}

/**
 * @param {string} testid
 * @param {string} iconName
 * @param {string} label
 * @param {() => void} onclick
 */
function button(testid, iconName, label, onclick) {
  return make("button", { type: "button", class: "button quiet icon-only small", "data-testid": testid, "aria-label": label, title: label, disabled: true, onclick }, icon(iconName));
}
