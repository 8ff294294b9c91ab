// The user data of an interaction as a table; what changed since the last state lights up once.

import { isRecord, make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";

export class UserDataTable {
  constructor() {
    this.count = make("span", { class: "count" });
    this.body = make("tbody");
    this.shown = "";
    /** @type {Map<string, string> | null} what was shown, null before the first time */
    this.values = null;
    const head = make("thead", { class: "sr-only" }, make("tr", {}, make("th", { scope: "col" }, "Key"), make("th", { scope: "col" }, "Value")));
    const scroller = make("div", { class: "user-data-scroller" }, make("table", { class: "user-data-table" }, head, this.body));
    this.element = make(
      "details",
      { class: "more", open: true, "data-testid": "user-data" },
      make("summary", { class: "fold" }, icon("chevron"), "User data", this.count),
      scroller,
    );
  }

  /** @param {unknown} userData */
  show(userData) {
    const entries = isRecord(userData) ? Object.entries(userData) : [];
    const text = JSON.stringify(entries);
    if (text === this.shown) return;
    this.shown = text;
    const before = this.values;
    this.values = new Map(entries.map(([key, value]) => [key, textOf(value)]));
    this.body.replaceChildren(...[...this.values].map(([key, value]) => row(key, value, before !== null && before.get(key) !== value)));
    setText(this.count, String(entries.length));
    this.element.hidden = entries.length === 0;
  }
}

/**
 * @param {string} key
 * @param {string} value
 * @param {boolean} changed
 */
function row(key, value, changed) {
  return make(
    "tr",
    { class: changed ? "is-changed" : null, "data-key": key },
    make("th", { scope: "row", dir: "auto" }, key),
    make("td", { dir: "auto" }, value),
  );
}
