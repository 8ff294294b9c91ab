// The embedded apps and their postMessage traffic. Who may speak is decided by window here, by origin at the host.

/** @import { Bridge } from "./bridge.js" */
/** @import { FrameView, HostMessage, Report } from "./protocol.js" */
/** @import { App } from "./app-links.js" */
/** @import { Payload } from "./payload.js" */

import { AppFrame } from "./app-frame.js";
import { byId, make } from "./dom.js";
import { icon } from "./icons.js";
import { readPayload } from "./payload.js";

/**
 * @typedef {object} FrameHandlers
 * @property {(note: string, frame?: string) => void} note
 * @property {() => void} embed the person wants to embed an app
 * @property {(frame: AppFrame) => void} closed
 */

export class Frames {
  /**
   * @param {Bridge} bridge
   * @param {FrameHandlers} handlers
   */
  constructor(bridge, handlers) {
    this.bridge = bridge;
    this.handlers = handlers;
    /** @type {AppFrame[]} */
    this.frames = [];
    this.prefix = "f";
    this.counter = 0;
    this.tabs = byId("app-tabs");
    this.panels = byId("app-panels");
    this.tabs.addEventListener("keydown", (event) => this.#moveAlong(event));
    window.addEventListener("message", (event) => this.#hear(event, readPayload(event.data)));
    window.addEventListener("messageerror", (event) => this.#hear(event, { reason: "the browser could not read it" }));
    window.addEventListener("pagehide", (event) => this.#leave(event));
    this.#showEmpty();
  }

  /**
   * A new bridge: every frame gets a new name, is announced and loaded.
   *
   * @param {string} prefix
   */
  startOver(prefix) {
    this.prefix = prefix;
    this.counter = 0;
    for (const frame of this.frames) this.#announceAndLoad(frame);
  }

  /**
   * Embeds an app. The host hears of the frame before the app can speak.
   *
   * @param {App} app
   */
  open(app) {
    const frame = new AppFrame(app, {
      select: (chosen) => this.select(chosen),
      reload: (chosen) => this.#reload(chosen),
      close: (chosen) => this.#close(chosen),
    });
    if (this.frames.length === 0) this.panels.replaceChildren();
    this.frames.push(frame);
    this.tabs.append(frame.tab);
    this.panels.append(frame.panel);
    this.#announceAndLoad(frame);
    return frame;
  }

  /** @param {AppFrame} chosen */
  select(chosen) {
    for (const frame of this.frames) frame.select(frame === chosen);
  }

  /** @param {HostMessage} delivery */
  deliver({ frame: name, origin, message }) {
    const frame = this.frames.find((candidate) => candidate.name === name);
    if (!frame?.window) return this.handlers.note("A message of the host was for a frame that is gone.", name);
    try {
      frame.window.postMessage(message, origin === "null" ? "*" : origin);
      frame.touch();
    } catch (error) {
      this.handlers.note(`A message of the host could not be posted to “${origin}”: ${error}`, name);
    }
  }

  /**
   * Loads an app again because the host wants it.
   *
   * @param {string} name
   */
  reload(name) {
    const frame = this.frames.find((candidate) => candidate.name === name);
    if (frame) this.#reload(frame);
  }

  /** @param {FrameView[]} views */
  show(views) {
    for (const frame of this.frames) frame.show(views.find((view) => view.frame === frame.name));
  }

  /**
   * @param {MessageEvent} event
   * @param {Payload} payload
   */
  #hear({ source, origin }, payload) {
    const frame = source && this.frames.find((candidate) => candidate.window === source);
    if (frame) frame.touch();
    this.bridge.report(frame ? heard(frame.name, origin, payload) : strange(origin, payload));
  }

  /** @param {AppFrame} frame */
  #announceAndLoad(frame) {
    this.counter += 1;
    frame.rename(this.prefix + this.counter);
    const { origin, href } = frame.app.url;
    this.bridge.announce({ type: "frame-opened", frame: frame.name, origin, url: href });
    frame.load();
  }

  /** @param {AppFrame} frame */
  #reload(frame) {
    this.bridge.announce({ type: "frame-reloaded", frame: frame.name });
    frame.load();
  }

  /** @param {AppFrame} frame */
  #close(frame) {
    const at = this.frames.indexOf(frame);
    this.frames.splice(at, 1);
    frame.tab.remove();
    frame.panel.remove();
    this.bridge.announce({ type: "frame-closed", frame: frame.name });
    const neighbour = this.frames[Math.min(at, this.frames.length - 1)];
    if (neighbour) this.select(neighbour);
    else this.#showEmpty();
    (neighbour?.tab ?? this.panels.querySelector("button"))?.focus();
    this.handlers.closed(frame);
  }

  /** @param {PageTransitionEvent} event */
  #leave(event) {
    if (event.persisted) return;
    for (const frame of this.frames) this.bridge.announce({ type: "frame-closed", frame: frame.name });
  }

  /** @param {KeyboardEvent} event */
  #moveAlong(event) {
    const last = this.frames.length - 1;
    const at = this.frames.findIndex((frame) => frame.tab === document.activeElement);
    /** @type {{ [key: string]: number }} */
    const targets = { ArrowLeft: at > 0 ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last };
    const target = this.frames[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    this.select(target);
    target.tab.focus();
  }

  #showEmpty() {
    const embed = make("button", { type: "button", class: "button primary", "data-testid": "embed-first", onclick: () => this.handlers.embed() }, icon("plus"), "Embed an app");
    this.panels.replaceChildren(make(
      "div",
      { class: "empty", "data-testid": "no-apps" },
      make("span", { class: "empty-icon" }, icon("window")),
      make("p", { class: "empty-title" }, "No app embedded"),
      make("p", {}, "Start the host with ", make("code", {}, "--app http://localhost:3000"), ", add ", make("code", {}, "?app=URL"), " to this address, or"),
      embed,
    ));
  }
}

/**
 * @param {string} frame
 * @param {string} origin
 * @param {Payload} payload
 * @returns {Report}
 */
function heard(frame, origin, payload) {
  if ("reason" in payload) return { type: "unreadable", frame, origin, reason: payload.reason };
  return { type: "message", frame, origin, message: payload.message };
}

/**
 * @param {string} origin
 * @param {Payload} payload
 * @returns {Report}
 */
function strange(origin, payload) {
  return { type: "stranger", origin, message: "message" in payload ? payload.message : null };
}
