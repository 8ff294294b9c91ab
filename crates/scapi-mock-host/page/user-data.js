// The user data of an interaction as a table that can be edited; what changed since the last state lights up once.

/** @import { JsonObject } from "./protocol.js" */

import { isRecord, make, putAt, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {(words: JsonObject) => Promise<boolean>} Change of a stimulus `user-data-changed`: `set`, `delete` */

export class UserDataTable {
  /** @param {Change} change */
  constructor(change) {
    this.change = change;
    this.count = make("span", { class: "count" });
    this.body = make("tbody");
    /** @type {Map<string, HTMLTableRowElement>} */
    this.rows = new Map();
    /** @type {Map<string, string> | null} what was shown, null before the first time */
    this.values = null;
    const head = make("thead", { class: "sr-only" }, make("tr", {}, ...["Key", "Value", "Change"].map((title) => make("th", { scope: "col" }, title))));
    const scroller = make("div", { class: "user-data-scroller", role: "region", "aria-label": "User data", tabindex: "0" }, make("table", { class: "user-data-table" }, head, this.body));
    this.add = make("button", { type: "button", class: "button quiet small user-data-add", "data-testid": "user-data-add", onclick: () => this.#compose() }, icon("plus"), "Add a key");
    this.composer = make("div");
    this.element = make(
      "details",
      { class: "more", open: true, "data-testid": "user-data" },
      make("summary", { class: "fold" }, icon("chevron"), "User data", this.count),
      scroller, this.composer, this.add,
    );
  }

  /** @param {unknown} userData */
  show(userData) {
    const entries = isRecord(userData) ? Object.entries(userData) : [];
    const before = this.values;
    this.values = new Map(entries.map(([key, value]) => [key, textOf(value)]));
    for (const [key, row] of this.rows) if (!this.values.has(key)) this.#drop(key, row);
    let at = 0;
    for (const [key, value] of this.values) this.#place(key, value, before, at++);
    setText(this.count, String(entries.length));
  }

  /**
   * @param {string} key
   * @param {HTMLTableRowElement} row
   */
  #drop(key, row) {
    if (row.contains(document.activeElement)) this.add.focus();
    row.remove();
    this.rows.delete(key);
  }

  /**
   * @param {string} key
   * @param {string} value
   * @param {Map<string, string> | null} before
   * @param {number} at
   */
  #place(key, value, before, at) {
    const row = this.rows.get(key) ?? this.#row(key);
    putAt(this.body, row, at);
    const cell = /** @type {HTMLElement} */ (row.children[1]);
    if (!cell.querySelector("input")) setText(cell, value);
    row.classList.toggle("is-changed", before !== null && (before.get(key) !== value || (row.classList.contains("is-changed") && before.has(key))));
  }

  /** @param {string} key */
  #row(key) {
    const cell = make("td", { dir: "auto" });
    const edit = make("button", { type: "button", class: "button quiet icon-only tiny", "aria-label": `Change ${key}`, "data-testid": "user-data-edit" }, icon("pencil"));
    const drop = make("button", { type: "button", class: "button quiet icon-only tiny", "aria-label": `Delete ${key}`, "data-testid": "user-data-delete", onclick: () => void this.change({ delete: [key] }) }, icon("trash"));
    edit.addEventListener("click", () => this.#edit(key, cell, edit));
    const row = make("tr", { "data-key": key }, make("th", { scope: "row", dir: "auto" }, key), cell, make("td", { class: "user-data-tools" }, edit, drop));
    this.rows.set(key, row);
    return row;
  }

  /**
   * @param {string} key
   * @param {HTMLElement} cell
   * @param {HTMLElement} edit
   */
  #edit(key, cell, edit) {
    const input = make("input", { class: "input", value: this.values?.get(key) ?? "", "aria-label": `Value of ${key}`, "data-testid": "user-data-value" });
    const stop = () => {
      cell.replaceChildren(this.values?.get(key) ?? "");
      edit.focus();
    };
    cell.replaceChildren(input);
    this.#takeKeys(input, async () => {
      if (input.value === this.values?.get(key) || (await this.change({ set: { [key]: input.value } }))) stop();
    }, stop);
    input.select();
  }

  #compose() {
    const key = make("input", { class: "input", placeholder: "Key", "aria-label": "Key", "data-testid": "user-data-new-key" });
    const value = make("input", { class: "input", placeholder: "Value", "aria-label": "Value", "data-testid": "user-data-new-value" });
    const stop = () => {
      this.composer.replaceChildren();
      this.add.hidden = false;
      this.add.focus();
    };
    const save = async () => {
      if (!key.value) key.focus();
      else if (await this.change({ set: { [key.value]: value.value } })) stop();
    };
    const done = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Add this pair", "data-testid": "user-data-save", onclick: () => void save() }, icon("check"));
    this.composer.replaceChildren(make("div", { class: "pair user-data-new" }, key, value, done));
    this.#takeKeys(key, save, stop);
    this.#takeKeys(value, save, stop);
    this.add.hidden = true;
    key.focus();
  }

  /**
   * @param {HTMLInputElement} input
   * @param {() => Promise<void>} save
   * @param {() => void} stop
   */
  #takeKeys(input, save, stop) {
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") void save();
      if (event.key === "Escape") stop();
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }
}
