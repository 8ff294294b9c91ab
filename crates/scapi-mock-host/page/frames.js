// The embedded apps and their postMessage traffic. Who may speak is decided by window here, by origin at the host.

/** @import { Bridge } from "./bridge.js" */
/** @import { HostMessage, Json, JsonObject, Probe, Report, State, Welcome } from "./protocol.js" */
/** @import { App } from "./app-links.js" */
/** @import { Payload } from "./payload.js" */

import { AppFrame } from "./app-frame.js";
import { byId, make } from "./dom.js";
import { icon } from "./icons.js";
import { InteractionApps } from "./interaction-apps.js";
import { readPayload } from "./payload.js";
import { Strangers } from "./strangers.js";

/**
 * @typedef {object} FrameHandlers
 * @property {(note: string, frame?: string) => void} note
 * @property {(url: string) => Promise<Probe | null>} probe
 * @property {() => void} embed the person wants to embed an app
 * @property {(app: App) => void} removed
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
    /** @type {JsonObject | null} */
    this.agent = null;
    this.tabs = byId("app-tabs");
    this.panels = byId("app-panels");
    this.strangers = new Strangers(handlers.note);
    this.perInteraction = new InteractionApps(byId("app-chips"), {
      open: (app, interaction) => this.#add(app, interaction),
      close: (frame) => this.#close(frame),
      removed: (app) => this.#removed(app),
      note: handlers.note,
    });
    this.tabs.addEventListener("keydown", (event) => this.#moveAlong(event));
    window.addEventListener("message", (event) => this.#hear(event, () => readPayload(event.data)));
    window.addEventListener("messageerror", (event) => this.#hear(event, () => ({ reason: "the browser could not read it" })));
    window.addEventListener("pagehide", (event) => this.#leave(event));
    this.#showEmpty();
  }

  /**
   * A new bridge: every frame gets a new name, is announced and loaded.
   *
   * @param {Welcome} welcome
   */
  startOver({ framePrefix, agent }) {
    this.prefix = framePrefix;
    this.counter = 0;
    this.agent = agent ?? null;
    this.perInteraction.forget();
    for (const frame of this.frames) {
      if (frame.place.window) this.#announceAndLoad(frame);
    }
  }

  /** @param {string} name */
  has(name) {
    return this.frames.some((frame) => frame.name === name);
  }

  /**
   * Says something as an app would, from where it is.
   *
   * @param {string} name
   * @param {string} origin
   * @param {Json} message
   */
  say(name, origin, message) {
    const frame = this.frames.find((frame) => frame.name === name);
    if (frame) this.#report(frame, { type: "message", frame: name, origin, message });
  }

  /**
   * Embeds an app. The host hears of a frame before the app can speak.
   *
   * @param {App} app
   * @returns {AppFrame | null} none for an app that comes with interactions
   */
  open(app) {
    if (app.kind !== "per-interaction") return this.#add(app, null);
    this.perInteraction.add(app);
    if (this.frames.length === 0) this.#showEmpty();
    return null;
  }

  /** @param {AppFrame} chosen */
  select(chosen) {
    for (const frame of this.frames) frame.select(frame === chosen);
  }

  /** @param {HostMessage} delivery */
  deliver({ frame: name, origin, message }) {
    const frame = this.#find(name);
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
    const frame = this.#find(name);
    if (frame) this.#reload(frame);
  }

  /** @param {State} state */
  show({ agent, interactions, frames = [] }) {
    this.agent = agent ?? this.agent;
    this.perInteraction.show(interactions.map(({ interaction }) => interaction));
    for (const frame of this.frames) frame.show(frames.find((view) => view.frame === frame.name));
  }

  /** @param {string} name */
  #find(name) {
    return this.frames.find((candidate) => candidate.name === name);
  }

  /**
   * @param {MessageEvent} event
   * @param {() => Payload} read
   */
  #hear({ source, origin }, read) {
    const frame = source && this.frames.find((candidate) => candidate.window === source);
    if (!frame) {
      if (this.strangers.isNoted(origin)) this.bridge.report(strange(origin, read()));
      return;
    }
    frame.hear();
    if (this.bridge.hasRoomFor(frame.name)) this.#report(frame, heard(frame.name, origin, read()));
    else this.#drop(frame);
  }

  /**
   * @param {AppFrame} frame
   * @param {Report} report
   */
  #report(frame, report) {
    this.bridge.report(report);
    if (frame.dropped > 0) this.handlers.note(`Messages of the app that were dropped, as it posted faster than the host took them: ${frame.dropped}`, frame.name);
    frame.dropped = 0;
  }

  /** @param {AppFrame} frame */
  #drop(frame) {
    if (frame.dropped === 0) this.handlers.note("The app posts faster than the host takes: messages of it are dropped.", frame.name);
    frame.dropped += 1;
  }

  /**
   * @param {App} app
   * @param {JsonObject | null} interaction
   */
  #add(app, interaction) {
    const frame = new AppFrame(app, interaction, {
      select: (chosen) => this.select(chosen),
      reload: (chosen) => this.#reload(chosen),
      close: (chosen) => this.#closeByHand(chosen),
      toWindow: (chosen) => this.#toWindow(chosen),
      toFrame: (chosen) => this.#toFrame(chosen),
      windowClosed: (chosen) => this.#announceClosed(chosen),
      probe: this.handlers.probe,
      note: this.handlers.note,
    });
    if (this.frames.length === 0) this.panels.replaceChildren();
    this.frames.push(frame);
    this.tabs.append(frame.tab);
    this.panels.append(frame.panel);
    frame.rename("");
    if (app.kind !== "window") this.#announceAndLoad(frame);
    else frame.fill(this.agent);
    if (this.frames.length === 1) this.select(frame);
    else frame.select(false);
    return frame;
  }

  /** @param {AppFrame} frame */
  #announce(frame) {
    this.counter += 1;
    frame.rename(this.prefix + this.counter);
    for (const fault of frame.fill(this.agent)) this.handlers.note(`In the address of the app, ${fault}`, frame.name);
    frame.isOpen = true;
    frame.dropped = 0;
    frame.show(undefined);
    const { origin, href } = frame.url;
    this.bridge.announce({ type: "frame-opened", frame: frame.name, origin, url: href });
  }

  /** @param {AppFrame} frame */
  #announceAndLoad(frame) {
    this.#announce(frame);
    frame.load();
  }

  /** @param {AppFrame} frame */
  #announceClosed(frame) {
    if (frame.isOpen) this.bridge.announce({ type: "frame-closed", frame: frame.name });
    frame.isOpen = false;
    frame.watch.stop();
    frame.show(undefined);
  }

  /** @param {AppFrame} frame */
  #reload(frame) {
    if (!frame.isOpen) return;
    this.bridge.announce({ type: "frame-reloaded", frame: frame.name });
    frame.load();
  }

  /** @param {AppFrame} frame */
  #toWindow(frame) {
    frame.fill(this.agent);
    if (!frame.place.toWindow(frame.url)) {
      if (frame.place.isFrame) frame.report.showBlocked();
      return;
    }
    this.#announceClosed(frame);
    this.#announce(frame);
    frame.report.clear("silence");
    frame.report.clear("window");
    frame.watch.start();
  }

  /** @param {AppFrame} frame */
  #toFrame(frame) {
    this.#announceClosed(frame);
    frame.place.toFrame();
    this.#announceAndLoad(frame);
  }

  /** @param {AppFrame} frame */
  #closeByHand(frame) {
    const at = this.frames.indexOf(frame);
    this.perInteraction.lose(frame);
    this.#close(frame);
    const neighbour = this.frames[Math.min(at, this.frames.length - 1)];
    (neighbour?.tab ?? this.panels.querySelector("button"))?.focus();
    if (frame.app.kind !== "per-interaction") this.#removed(frame.app);
  }

  /** @param {AppFrame} frame */
  #close(frame) {
    const at = this.frames.indexOf(frame);
    const wasSelected = frame.panel.classList.contains("is-selected");
    this.frames.splice(at, 1);
    this.#announceClosed(frame);
    frame.dispose();
    const neighbour = this.frames[Math.min(at, this.frames.length - 1)];
    if (!neighbour) this.#showEmpty();
    else if (wasSelected) this.select(neighbour);
  }

  /** @param {App} app */
  #removed(app) {
    if (this.frames.length === 0) this.#showEmpty();
    this.handlers.removed(app);
  }

  /** @param {PageTransitionEvent} event */
  #leave(event) {
    if (event.persisted) return;
    for (const frame of this.frames) {
      if (frame.isOpen) this.bridge.announce({ type: "frame-closed", frame: frame.name });
      frame.place.popup.close();
    }
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
    const waiting = this.perInteraction.apps.map(({ app }) => app.label);
    const text = waiting.length > 0 ? [make("p", {}, `${waiting.join(", ")} opens with each interaction. Ring a call, or embed another app.`)] : [
      make("p", {}, "Start the host with ", make("code", {}, "--app http://localhost:3000"), ", add ", make("code", {}, "?app=URL"), " to this address, or"),
    ];
    this.panels.replaceChildren(make(
      "div",
      { class: "empty", "data-testid": "no-apps" },
      make("span", { class: "empty-icon" }, icon("window")),
      make("p", { class: "empty-title" }, waiting.length > 0 ? "Waiting for an interaction" : "No app embedded"),
      ...text,
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
