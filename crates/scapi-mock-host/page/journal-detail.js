// One entry in detail: verdicts with their clauses, and a tab each for what can be asked of it.

/** @import { JournalEntry } from "./protocol.js" */
/** @import { JournalStore } from "./journal-store.js" */
/** @import { Looker } from "./journal-filter.js" */
/** @import { InspectorApi } from "./inspector-api.js" */
/** @import { ResendHandlers } from "./journal-resend.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { compareView } from "./journal-compare.js";
import { copyView } from "./journal-copy.js";
import { contentOf } from "./journal-entry.js";
import { resendView } from "./journal-resend.js";
import { verdictsOf } from "./journal-verdicts.js";
import { Reasons, whyView } from "./journal-why.js";
import { jsonView } from "./json-view.js";
import { preciseDuration } from "./session-clock.js";

/** @typedef {ResendHandlers & { close: () => void }} DetailHandlers */

export class JournalDetail {
  /**
   * @param {InspectorApi} api
   * @param {JournalStore} store
   * @param {Looker} looker
   * @param {DetailHandlers} handlers
   */
  constructor(api, store, looker, handlers) {
    this.api = api;
    this.handlers = handlers;
    this.store = store;
    this.looker = looker;
    /** @type {JournalEntry | null} */
    this.entry = null;
    this.tab = "json";
    /** @type {{ [tab: string]: { label: string, make: (entry: JournalEntry) => HTMLElement } }} */
    this.tabs = {
      json: { label: "JSON", make: (entry) => jsonView(contentOf(entry)) },
      why: { label: "Why", make: (entry) => whyView(new Reasons(this.store, this.looker), entry, (at) => this.#gist(at), handlers.go) },
      compare: { label: "Compare", make: (entry) => compareView(entry, this.store, this.looker, (at) => this.#gist(at)) },
      copy: { label: "Copy as", make: (entry) => copyView(entry, this.store, api.session, (at) => this.#gist(at)) },
      resend: { label: "Send again", make: (entry) => resendView(entry, this.store, api, handlers) },
    };
    this.head = make("div", { class: "detail-head" });
    this.strip = make("div", { class: "detail-tabs", role: "tablist", "aria-label": "About this entry" });
    this.strip.addEventListener("keydown", (event) => this.#pressed(event));
    this.body = make("div", { class: "detail-body", role: "tabpanel", id: "detail-panel" });
    this.element = make("aside", { class: "log-detail", "data-testid": "log-detail", "aria-label": "Entry", hidden: true }, this.head, this.strip, this.body);
  }

  /** @param {JournalEntry} entry */
  show(entry) {
    this.entry = entry;
    this.element.hidden = false;
    this.element.dataset["seq"] = entry.kind === "page" ? "" : String(entry.seq);
    this.#makeHead(entry);
    this.#makeTabs();
    this.#makeBody(entry);
  }

  /**
   * The entries are of another journal from now on.
   *
   * @param {JournalStore} store
   * @param {Looker} looker
   */
  lookAt(store, looker) {
    this.store = store;
    this.looker = looker;
    this.hide();
  }

  hide() {
    this.entry = null;
    this.element.hidden = true;
  }

  /**
   * The host has judged these entries.
   *
   * @param {Set<number>} judged
   */
  refresh(judged) {
    if (this.entry && judged.has(this.entry.seq)) this.#makeHead(this.entry);
  }

  /** @param {JournalEntry} entry */
  #makeHead(entry) {
    const close = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Close", title: "Close (Esc)", "data-testid": "detail-close", onclick: () => this.#close() }, icon("close"));
    const line = make("p", { class: "detail-title" }, make("span", { class: "log-seq" }, entry.kind === "page" ? "·" : String(entry.seq)), " ", make("bdi", {}, this.#gist(entry)));
    const facts = [
      make("span", { title: entry.wallTime }, preciseDuration(entry.at)),
      entry.frame && make("span", {}, "frame ", make("bdi", {}, entry.frame)),
      entry.origin && make("span", {}, "origin ", make("code", {}, entry.origin)),
      entry.wallTime && make("span", {}, entry.wallTime),
    ];
    this.head.replaceChildren(make("div", { class: "detail-line" }, line, close), make("div", { class: "detail-facts" }, ...facts), ...verdictsOf(entry, this.store, this.api));
  }

  #makeTabs() {
    const hadFocus = this.strip.contains(document.activeElement);
    this.strip.replaceChildren(...Object.entries(this.tabs).map(([name, { label }]) => make("button", {
      type: "button", role: "tab", class: "detail-tab", "data-testid": `detail-${name}`, "aria-controls": "detail-panel",
      "aria-selected": String(name === this.tab), tabindex: name === this.tab ? 0 : -1, onclick: () => this.#choose(name),
    }, label)));
    if (hadFocus) this.#focusTab();
  }

  /** @param {JournalEntry} entry */
  #makeBody(entry) {
    const tab = this.tabs[this.tab];
    this.body.dataset["tab"] = this.tab;
    this.body.replaceChildren(...(tab ? [tab.make(entry)] : []));
    this.body.scrollTop = 0;
  }

  /** @param {string} tab */
  #choose(tab) {
    this.tab = tab;
    this.#makeTabs();
    if (this.entry) this.#makeBody(this.entry);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const names = Object.keys(this.tabs);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#choose(names[(names.indexOf(this.tab) + step + names.length) % names.length] ?? "json");
    this.#focusTab();
  }

  #focusTab() {
    const chosen = this.strip.querySelector("[aria-selected=true]");
    if (chosen instanceof HTMLElement) chosen.focus();
  }

  #close() {
    this.hide();
    this.handlers.close();
  }

  /** @param {JournalEntry} entry */
  #gist(entry) {
    const { what, subject, rest } = this.looker.gistOf(entry);
    return [what, subject, subject ? "" : rest].filter(Boolean).join(" ");
  }
}
