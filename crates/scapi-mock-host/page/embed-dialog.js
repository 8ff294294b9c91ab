// Embedding an app by hand. The address is added to the page's own, so that a reload keeps it.

/** @import { App } from "./app-links.js" */

import { readApp } from "./app-links.js";
import { byId, make } from "./dom.js";

export class EmbedDialog {
  /** @param {(app: App) => void} embed */
  constructor(embed) {
    this.embed = embed;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("embed-dialog"));
    this.address = make("input", { class: "input", type: "url", placeholder: "http://localhost:3000", required: true, "data-testid": "embed-url", "aria-describedby": "embed-fault" });
    this.fault = make("p", { class: "field-fault", id: "embed-fault", role: "alert" });
    this.dialog.append(this.#makeForm());
  }

  open() {
    this.fault.textContent = "";
    this.dialog.showModal();
    this.address.select();
  }

  #makeForm() {
    const form = make(
      "form",
      { class: "dialog-form", novalidate: true },
      make("h2", { class: "dialog-title", id: "embed-title" }, "Embed an app"),
      make("label", { class: "field" }, make("span", { class: "label" }, "Address"), this.address),
      this.fault,
      make(
        "div",
        { class: "dialog-buttons" },
        make("button", { type: "button", class: "button", "data-testid": "embed-cancel", onclick: () => this.dialog.close() }, "Cancel"),
        make("button", { type: "submit", class: "button primary", "data-testid": "embed-submit" }, "Embed"),
      ),
    );
    form.addEventListener("submit", (event) => this.#submit(event));
    return form;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const app = readApp(this.address.value.trim());
    if (!app) {
      this.fault.textContent = "That is not an absolute http or https address.";
      return this.address.focus();
    }
    this.dialog.close();
    this.embed(app);
  }
}

/**
 * Keeps `?app=` in step with an app that came or went.
 *
 * @param {App} app
 * @param {"added" | "removed"} change
 */
export function rememberInAddress(app, change) {
  const here = new URL(location.href);
  const others = here.searchParams.getAll("app");
  const at = others.findIndex((address) => URL.parse(address)?.href === app.url.href);
  if (change === "removed" && at >= 0) others.splice(at, 1);
  if (change === "added") others.push(app.url.href);
  here.searchParams.delete("app");
  for (const address of others) here.searchParams.append("app", address);
  history.replaceState(null, "", here);
}
