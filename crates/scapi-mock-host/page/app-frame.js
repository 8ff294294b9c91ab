// One embedded app: its tab, its tool bar and its iframe.

/** @import { FrameView } from "./protocol.js" */
/** @import { App } from "./app-links.js" */

import { make, setText } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} AppFrameHandlers
 * @property {(frame: AppFrame) => void} select
 * @property {(frame: AppFrame) => void} reload
 * @property {(frame: AppFrame) => void} close
 */

let panels = 0;

export class AppFrame {
  /**
   * @param {App} app
   * @param {AppFrameHandlers} handlers
   */
  constructor(app, handlers) {
    panels += 1;
    this.app = app;
    this.name = "";
    this.tab = makeTab(panels, app, () => handlers.select(this));
    this.iframe = makeIframe(app);
    this.status = make("span", { class: "frame-status", "data-testid": "frame-status" });
    this.reloadButton = barButton("reload", "Reload", "reload-app", () => handlers.reload(this));
    this.closeButton = barButton("close", "Remove", "close-app", () => handlers.close(this));
    this.panel = this.#makePanel(panels);
  }

  /** The app's window, as long as the iframe is in the page. */
  get window() {
    return this.iframe.contentWindow;
  }

  /**
   * @param {string} name the host's name of this frame
   */
  rename(name) {
    this.name = name;
    for (const element of [this.iframe, this.tab, this.reloadButton, this.closeButton]) element.dataset["frame"] = name;
  }

  /** Loads the app. A fragment alone would not load it again, hence the blank page in between. */
  load() {
    const { iframe, app } = this;
    if (!iframe.src || !app.url.hash) {
      iframe.src = app.url.href;
      return;
    }
    whenBlank(iframe, () => {
      iframe.src = app.url.href;
    });
    iframe.src = "about:blank";
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

  /** @param {FrameView | undefined} view */
  show(view) {
    const refused = view?.accepted === false;
    this.status.classList.toggle("is-refused", refused);
    setText(this.status, describe(view));
    this.status.title = refused ? "The host does not accept messages of this origin" : "Events this app is subscribed to";
  }

  /** @param {number} number */
  #makePanel(number) {
    const origin = make("bdi", { class: "frame-origin", title: this.app.url.href }, this.app.url.href);
    const bar = make("div", { class: "frame-bar" }, origin, this.status, this.reloadButton, this.closeButton);
    return make(
      "div",
      { class: "app-panel", role: "tabpanel", id: `app-panel-${number}`, "aria-labelledby": `app-tab-${number}` },
      bar,
      this.iframe,
    );
  }
}

/**
 * @param {number} number
 * @param {App} app
 * @param {EventListener} onclick
 */
function makeTab(number, app, onclick) {
  return make(
    "button",
    {
      type: "button", class: "app-tab", role: "tab", id: `app-tab-${number}`,
      "aria-controls": `app-panel-${number}`, "aria-selected": "false", "data-testid": "app-tab", onclick,
    },
    icon("window"),
    make("bdi", { class: "app-tab-label" }, app.label),
    make("span", { class: "news", "aria-hidden": "true" }),
  );
}

/** @param {App} app */
function makeIframe(app) {
  return make("iframe", { class: "app-frame", title: `App ${app.label}`, allow: "microphone; clipboard-write", "data-testid": "app-frame" });
}

/**
 * @param {string} iconName
 * @param {string} label
 * @param {string} testid
 * @param {EventListener} onclick
 */
function barButton(iconName, label, testid, onclick) {
  return make("button", { type: "button", class: "button quiet small", "data-testid": testid, onclick }, icon(iconName), label);
}

/** @param {FrameView | undefined} view */
function describe(view) {
  if (!view) return "";
  if (view.accepted === false) return "origin not accepted";
  const names = view.subscriptions ?? [];
  return names.length === 0 ? "no subscriptions" : `subscribed to ${[...new Set(names)].join(", ")}`;
}

/**
 * @param {HTMLIFrameElement} iframe
 * @param {() => void} then
 */
function whenBlank(iframe, then) {
  iframe.addEventListener("load", function check() {
    if (!isBlank(iframe)) return;
    iframe.removeEventListener("load", check);
    then();
  });
}

/** @param {HTMLIFrameElement} iframe */
function isBlank(iframe) {
  try {
    return iframe.contentWindow?.location.href === "about:blank";
  } catch {
    return false; // another origin: still the app
  }
}
