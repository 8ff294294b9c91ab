// The world around the desktop: what happens, where to start, time, what goes wrong, and how the host behaves. A drawer beside the page.

/** @import { Control } from "./control.js" */
/** @import { Send } from "./action-dialog.js" */

import { ClockPanel } from "./clock-panel.js";
import { byId, make } from "./dom.js";
import { FaultPanel } from "./fault-panel.js";
import { icon } from "./icons.js";
import { ProfilePanel } from "./profile-panel.js";
import { moveByArrows } from "./roving.js";
import { StartPanel } from "./start-panel.js";
import { StimulusPanel } from "./stimulus-panel.js";
import { recall, remember } from "./storage.js";

/** A desktop on which a hundred things happen in a second asks the host no more often than this. */
const REFRESH_MS = 150;

/**
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {() => void} open is called whenever it comes into view
 * @property {() => void} [refresh] is called while it is in view and something has happened
 */

export class Simulator {
  /**
   * @param {Control} control
   * @param {Send} send
   */
  constructor(control, send) {
    this.drawer = byId("simulator");
    this.opener = byId("simulate");
    /** @type {{ name: string, label: string, panel: Panel }[]} */
    this.parts = [
      { name: "happen", label: "Happen", panel: new StimulusPanel(send) },
      { name: "start", label: "Start", panel: new StartPanel(control) },
      { name: "clock", label: "Clock", panel: new ClockPanel(control) },
      { name: "faults", label: "Faults", panel: new FaultPanel(control) },
      { name: "profile", label: "Host", panel: new ProfilePanel(control) },
    ];
    this.tabs = this.parts.map(({ name, label }) => make("button", { type: "button", class: "sim-tab", role: "tab", id: `sim-tab-${name}`, "aria-controls": `sim-${name}`, "data-testid": `simulator-tab-${name}`, onclick: () => this.select(name) }, label));
    this.isStale = false;
    this.selected = "happen";
    this.#assemble();
    this.select(recall("simulator") ?? "happen");
  }

  toggle() {
    if (this.drawer.hidden) this.open();
    else this.close();
  }

  /** @param {string} [name] of a tab */
  open(name) {
    this.drawer.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.select(name ?? this.selected);
    this.tabs.find((tab) => tab.ariaSelected === "true")?.focus();
  }

  close() {
    this.drawer.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
  }

  /** @param {string} wanted name of a tab */
  select(wanted) {
    const name = this.parts.some((part) => part.name === wanted) ? wanted : "happen";
    this.selected = name;
    this.parts.forEach((part, at) => {
      const tab = /** @type {HTMLElement} */ (this.tabs[at]);
      const isIt = part.name === name;
      tab.ariaSelected = String(isIt);
      tab.tabIndex = isIt ? 0 : -1;
      part.panel.element.hidden = !isIt;
      if (isIt && !this.drawer.hidden) part.panel.open();
    });
    remember("simulator", name);
  }

  /** Something has happened on the desktop. */
  refresh() {
    if (this.drawer.hidden || this.isStale) return;
    this.isStale = true;
    setTimeout(() => {
      this.isStale = false;
      this.parts.find(({ name }) => name === this.selected)?.panel.refresh?.();
    }, REFRESH_MS);
  }

  #assemble() {
    const list = make("div", { class: "sim-tabs", role: "tablist", "aria-label": "Simulator" }, ...this.tabs);
    moveByArrows(list, "[role=tab]", "across");
    list.addEventListener("focusin", (event) => {
      const at = this.tabs.indexOf(/** @type {HTMLButtonElement} */ (event.target));
      const part = this.parts[at];
      if (part && part.name !== this.selected) this.select(part.name);
    });
    const close = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Close the simulator", title: "Close (Escape)", "data-testid": "simulator-close", onclick: () => this.close() }, icon("close"));
    const panels = this.parts.map(({ name, panel }) => {
      panel.element.id = `sim-${name}`;
      panel.element.setAttribute("role", "tabpanel");
      panel.element.setAttribute("aria-labelledby", `sim-tab-${name}`);
      panel.element.classList.add("sim-panel");
      return panel.element;
    });
    this.drawer.replaceChildren(make("div", { class: "sim-head" }, make("h2", { class: "panel-title", id: "simulator-title" }, "Simulate"), close), list, ...panels);
    this.opener.addEventListener("click", () => this.toggle());
    this.drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }
}
