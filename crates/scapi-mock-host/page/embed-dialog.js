// Embedding an app by hand: its address, and how it is to be embedded. Addresses that were embedded before are offered.

/** @import { AppKind } from "./protocol.js" */
/** @import { App } from "./app-links.js" */

import { FIELD_EXAMPLES, faultsOf } from "./app-fields.js";
import { readApp } from "./app-links.js";
import { byId, make } from "./dom.js";
import { recall, remember } from "./storage.js";

/** @type {{ kind: AppKind, label: string, hint: string }[]} */
const KINDS = [
  { kind: "frame", label: "In a frame", hint: "One, as long as this page is open." },
  { kind: "per-interaction", label: "One per interaction", hint: "A frame opens when an interaction comes, and closes when it is gone." },
  { kind: "window", label: "In a window of its own", hint: "It finds this page as its opener." },
];
const RECENT = "recent-apps";
const MOST_RECENT = 10;

export class EmbedDialog {
  /** @param {(app: App) => void} embed */
  constructor(embed) {
    this.embed = embed;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("embed-dialog"));
    this.address = make("input", { class: "input", type: "url", placeholder: "http://localhost:3000", required: true, list: "recent-apps", "data-testid": "embed-url", "aria-describedby": "embed-hint embed-fault" });
    this.recent = make("datalist", { id: "recent-apps" });
    this.fault = make("p", { class: "field-fault", id: "embed-fault", role: "alert" });
    this.kinds = KINDS.map(({ kind }) => make("input", { type: "radio", name: "kind", value: kind, "data-testid": `embed-kind-${kind}` }));
    this.dialog.append(this.#makeForm());
  }

  open() {
    this.fault.textContent = "";
    this.recent.replaceChildren(...recentApps().map((address) => make("option", { value: address })));
    const [first] = this.kinds;
    if (first) first.checked = true;
    this.dialog.showModal();
    this.address.select();
  }

  #makeForm() {
    const form = make(
      "form",
      { class: "dialog-form", novalidate: true },
      make("h2", { class: "dialog-title", id: "embed-title" }, "Embed an app"),
      make("label", { class: "field" }, make("span", { class: "label" }, "Address"), this.address),
      make("p", { class: "field-hint", id: "embed-hint" }, "Filled in: ", ...FIELD_EXAMPLES.flatMap((field) => [make("code", {}, field), " "]), "and more."),
      this.recent,
      this.#makeChoices(),
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

  #makeChoices() {
    const choices = KINDS.map(({ label, hint }, at) => make("label", { class: "choice" }, this.kinds[at], label, make("span", { class: "field-hint" }, hint)));
    return make("fieldset", { class: "choices" }, make("legend", { class: "label" }, "How"), ...choices);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const kind = /** @type {AppKind} */ (this.kinds.find((choice) => choice.checked)?.value ?? "frame");
    const app = readApp(this.address.value.trim(), kind);
    if (typeof app === "string") return this.#complain(`That ${app}.`);
    const [fault] = faultsOf(app.url, kind === "per-interaction");
    if (fault) return this.#complain(`${fault}.`);
    keepRecent(app.url.href);
    this.dialog.close();
    this.embed(app);
  }

  /** @param {string} text */
  #complain(text) {
    this.fault.textContent = text;
    this.address.focus();
  }
}

/** @returns {string[]} the newest first */
function recentApps() {
  return (recall(RECENT) ?? "").split("\n").filter(Boolean);
}

/** @param {string} address */
function keepRecent(address) {
  const others = recentApps().filter((other) => other !== address);
  remember(RECENT, [address, ...others].slice(0, MOST_RECENT).join("\n"));
}
