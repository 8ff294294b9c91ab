// Where an app is: in a frame of the page, or in a window of its own, which the page says in the frame's place.

/** @import { App } from "./app-links.js" */
/** @import { WindowState } from "./app-window.js" */

import { AppWindow, isBlank } from "./app-window.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} PlaceHandlers
 * @property {() => void} loaded the frame has loaded something
 * @property {() => void} open the person wants the window
 * @property {() => void} back the person wants the app back in the page
 * @property {() => void} closed the window is gone
 */

/** @type {{ [state in WindowState]: { title: string, text: string } }} */
const WORDS = {
  waiting: { title: "This app has a window of its own", text: "A browser opens one on a click only." },
  open: { title: "The app is in a window of its own", text: "It finds this page as its opener. It closes with this page." },
  blocked: { title: "The browser has blocked the window", text: `Allow pop-ups for ${location.origin}, mostly by a sign in the address bar, and try again.` },
  closed: { title: "The window was closed", text: "The host knows: the app's subscriptions are over." },
};

export class AppPlace {
  /**
   * @param {App} app
   * @param {PlaceHandlers} handlers
   */
  constructor(app, handlers) {
    this.handlers = handlers;
    this.isFrame = app.kind !== "window";
    this.iframe = make("iframe", { class: "app-frame", title: `App ${app.label}`, allow: "microphone; clipboard-write", "data-testid": "app-frame" });
    this.iframe.addEventListener("load", () => this.handlers.loaded());
    this.popup = new AppWindow(() => {
      this.#say("closed");
      this.handlers.closed();
    });
    this.notice = make("div", { class: "empty app-elsewhere", "data-testid": "app-elsewhere" });
    this.element = make("div", { class: "app-place" });
    if (this.isFrame) this.element.append(this.iframe);
    else this.#say("waiting");
  }

  /** The app's window, as long as there is one. */
  get window() {
    return this.isFrame ? this.iframe.contentWindow : this.popup.window;
  }

  /**
   * Loads the app, or loads it again. A fragment alone would not load it, hence the blank page in between.
   *
   * @param {URL} url
   */
  load(url) {
    if (!this.isFrame) return this.popup.load(url);
    const { iframe } = this;
    if (!iframe.src || !url.hash) {
      iframe.src = url.href;
      return;
    }
    whenBlank(iframe, () => {
      iframe.src = url.href;
    });
    iframe.src = "about:blank";
  }

  /**
   * Takes the app into a window of its own; false if the browser does not let it.
   *
   * @param {URL} url
   */
  toWindow(url) {
    const isOpen = this.popup.open(url);
    if (isOpen) {
      this.isFrame = false;
      this.iframe.removeAttribute("src");
    }
    if (isOpen || !this.isFrame) this.#say(isOpen ? "open" : "blocked");
    return isOpen;
  }

  /** Takes the app back into the page, where it is to be loaded. */
  toFrame() {
    this.popup.close();
    this.isFrame = true;
    this.element.replaceChildren(this.iframe);
  }

  /** @param {WindowState} state */
  #say(state) {
    const { title, text } = WORDS[state];
    const open = state === "open" ? button("Bring to front", "window-to-front", () => this.popup.focus()) : button(state === "waiting" ? "Open the window" : "Open it again", "open-window", this.handlers.open, "out");
    this.notice.dataset["state"] = state;
    this.notice.replaceChildren(
      make("span", { class: "empty-icon" }, icon("out")),
      make("p", { class: "empty-title" }, title),
      make("p", {}, text),
      make("p", { class: "app-elsewhere-buttons" }, open, button("Show it in the page", "window-to-frame", this.handlers.back)),
    );
    this.element.replaceChildren(this.notice);
  }
}

/**
 * @param {string} label
 * @param {string} testid
 * @param {() => void} act
 * @param {string} [iconName]
 */
function button(label, testid, act, iconName) {
  return make("button", { type: "button", class: iconName ? "button primary" : "button", "data-testid": testid, onclick: () => act() }, iconName && icon(iconName), label);
}

/**
 * @param {HTMLIFrameElement} iframe
 * @param {() => void} then
 */
function whenBlank(iframe, then) {
  iframe.addEventListener("load", function check() {
    if (!iframe.contentWindow || !isBlank(iframe.contentWindow)) return;
    iframe.removeEventListener("load", check);
    then();
  });
}
