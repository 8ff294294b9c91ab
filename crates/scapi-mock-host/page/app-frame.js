// One embedded app: its tab, its tool bar, its report, and the place where it is.

/** @import { FrameView, JsonObject, Probe } from "./protocol.js" */
/** @import { App } from "./app-links.js" */

import { fill } from "./app-fields.js";
import { AppPlace } from "./app-place.js";
import { AppReport, sentence } from "./app-report.js";
import { AppWatch } from "./app-watch.js";
import { make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { toolButton } from "./tool-button.js";

/**
 * @typedef {object} AppFrameHandlers
 * @property {(frame: AppFrame) => void} select
 * @property {(frame: AppFrame) => void} reload
 * @property {(frame: AppFrame) => void} close
 * @property {(frame: AppFrame) => void} toWindow
 * @property {(frame: AppFrame) => void} toFrame
 * @property {(frame: AppFrame) => void} windowClosed
 * @property {(url: string) => Promise<Probe | null>} probe
 * @property {(text: string, frame?: string) => void} note
 */

let panels = 0;

export class AppFrame {
  /**
   * @param {App} app
   * @param {JsonObject | null} interaction whose it is, if it is not the session's
   * @param {AppFrameHandlers} handlers
   */
  constructor(app, interaction, handlers) {
    panels += 1;
    this.app = app;
    this.interaction = interaction;
    this.handlers = handlers;
    this.url = app.url;
    this.name = "";
    /** Whether the host knows of the frame. */
    this.isOpen = false;
    this.dropped = 0;
    this.watch = new AppWatch(() => void this.look());
    this.report = new AppReport(() => void this.look());
    this.place = new AppPlace(app, {
      loaded: () => this.watch.loaded(),
      open: () => handlers.toWindow(this),
      back: () => handlers.toFrame(this),
      closed: () => handlers.windowClosed(this),
    });
    this.tab = makeTab(panels, app, interaction, () => handlers.select(this));
    this.address = make("bdi", { class: "frame-origin" });
    this.status = make("span", { class: "frame-status", "data-testid": "frame-status" });
    this.whyButton = toolButton("why-silent", "alert", "Why?", () => void this.look());
    this.windowButton = toolButton("to-window", "out", "Window", () => handlers.toWindow(this), "Open as a window");
    this.reloadButton = toolButton("reload-app", "reload", "Reload", () => handlers.reload(this));
    this.closeButton = toolButton("close-app", "close", "Remove", () => handlers.close(this));
    this.panel = this.#makePanel(panels);
    this.show(undefined);
  }

  /** The app's window, as long as there is one. */
  get window() {
    return this.place.window;
  }

  /**
   * Fills the fields of the address. What cannot be filled is said.
   *
   * @param {JsonObject | null} agent
   */
  fill(agent) {
    const { url, faults } = fill(this.app.url, { agent, interaction: this.interaction });
    this.url = url;
    setText(this.address, url.href);
    this.address.title = url.href;
    this.report.clear("address");
    if (faults.length > 0) this.report.showFaults(faults);
    return faults;
  }

  /** @param {string} name the host's name of this frame */
  rename(name) {
    this.name = name;
    for (const element of [this.place.iframe, this.place.notice, this.tab, this.reloadButton, this.closeButton, this.windowButton]) element.dataset["frame"] = name;
  }

  load() {
    this.watch.start();
    this.report.clear("silence");
    this.place.load(this.url);
  }

  /** @param {boolean} selected */
  select(selected) {
    this.tab.setAttribute("aria-selected", String(selected));
    this.tab.tabIndex = selected ? 0 : -1;
    this.panel.classList.toggle("is-selected", selected);
    if (selected) this.tab.classList.remove("has-news");
  }

  /** Marks the tab of an app that said or heard something while another one was in front. */
  touch() {
    if (this.tab.getAttribute("aria-selected") !== "true") this.tab.classList.add("has-news");
  }

  /** The app has said something. */
  hear() {
    this.touch();
    if (this.watch.hear()) this.report.clear("silence");
  }

  /** Has the host look why nothing comes. */
  async look() {
    const probe = await this.handlers.probe(this.url.href);
    if (!probe || this.watch.heard) return;
    this.report.showProbe(probe);
    for (const { what, remedy } of probe.findings) this.handlers.note(`${sentence(what)} ${sentence(remedy)}`, this.name);
  }

  /** @param {FrameView | undefined} view */
  show(view) {
    const refused = view?.accepted === false;
    const { text, title } = describe(view, this);
    this.status.classList.toggle("is-refused", refused || this.dropped > 0);
    setText(this.status, text);
    this.status.title = title;
    this.whyButton.hidden = this.watch.heard || !view;
    this.windowButton.hidden = !this.place.isFrame;
    this.reloadButton.hidden = !this.isOpen;
  }

  /** The panel and what belongs to it are no more. */
  dispose() {
    this.watch.stop();
    this.place.popup.close();
    this.tab.remove();
    this.panel.remove();
  }

  /** @param {number} number */
  #makePanel(number) {
    const bar = make("div", { class: "frame-bar" }, this.address, this.status, this.whyButton, this.windowButton, this.reloadButton, this.closeButton);
    return make(
      "div",
      { class: "app-panel", role: "tabpanel", id: `app-panel-${number}`, "aria-labelledby": `app-tab-${number}` },
      bar,
      this.report.element,
      this.place.element,
    );
  }
}

/**
 * @param {number} number
 * @param {App} app
 * @param {JsonObject | null} interaction
 * @param {EventListener} onclick
 */
function makeTab(number, app, interaction, onclick) {
  const id = interaction && String(interaction["interactionId"]);
  return make(
    "button",
    {
      type: "button", class: "app-tab", role: "tab", id: `app-tab-${number}`,
      "aria-controls": `app-panel-${number}`, "aria-selected": "false", "data-testid": "app-tab", "data-interaction-id": id, onclick,
    },
    icon("window"),
    make("bdi", { class: "app-tab-label" }, app.label),
    interaction && make("bdi", { class: "app-tab-owner", "data-testid": "app-tab-owner" }, ownerOf(interaction)),
    make("span", { class: "news", "aria-hidden": "true" }),
  );
}

/**
 * Whose an app is: the interaction, and who is on the other side of it.
 *
 * @param {{ [key: string]: any }} interaction
 */
function ownerOf({ interactionId, contact, ani, dnis, direction }) {
  const other = contact?.displayName || (direction === "OUT" ? dnis : ani);
  return other ? `${interactionId} · ${other}` : `Interaction ${interactionId}`;
}

/**
 * @param {FrameView | undefined} view
 * @param {{ dropped: number, watch: AppWatch }} frame
 */
function describe(view, { dropped, watch }) {
  if (!view) return { text: "", title: "" };
  if (dropped > 0) return { text: `messages dropped: ${dropped}`, title: "It posts faster than the host takes" };
  if (view.accepted === false) return { text: "origin not accepted", title: "The host does not accept messages of this origin" };
  if (!watch.heard) return { text: "no message yet", title: "Nothing has come from this app since it was loaded" };
  const names = view.subscriptions ?? [];
  const text = names.length === 0 ? "no subscriptions" : `subscribed to ${[...new Set(names)].join(", ")}`;
  return { text, title: "Events this app is subscribed to" };
}
