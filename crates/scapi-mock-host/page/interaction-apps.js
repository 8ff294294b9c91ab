// Apps that are embedded once for each interaction: a frame opens when an interaction comes, and closes when it is gone.

/** @import { JsonObject } from "./protocol.js" */
/** @import { App } from "./app-links.js" */
/** @import { AppFrame } from "./app-frame.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} InteractionAppsHandlers
 * @property {(app: App, interaction: JsonObject) => AppFrame} open
 * @property {(frame: AppFrame) => void} close
 * @property {(app: App) => void} removed the person wants no more of these
 * @property {(text: string) => void} note
 */

/** A browser has had enough with so many more frames. */
const MOST_FRAMES = 50;

export class InteractionApps {
  /**
   * @param {HTMLElement} place where the apps are listed
   * @param {InteractionAppsHandlers} handlers
   */
  constructor(place, handlers) {
    this.place = place;
    this.handlers = handlers;
    /** @type {{ app: App, frames: Map<string, AppFrame | null>, chip: HTMLElement }[]} null for a frame that the person has removed */
    this.apps = [];
    /** @type {JsonObject[]} */
    this.interactions = [];
    this.isFull = false;
  }

  /** @param {App} app */
  add(app) {
    const chip = make(
      "span",
      { class: "app-chip", "data-testid": "app-per-interaction", title: `${app.url.href}, once for each interaction` },
      make("bdi", {}, app.label),
      " per interaction",
      make("button", { type: "button", class: "button quiet small icon-only", "aria-label": `Remove ${app.label}, which is per interaction`, "data-testid": "remove-per-interaction", onclick: () => this.#remove(app) }, icon("close")),
    );
    this.apps.push({ app, frames: new Map(), chip });
    this.place.append(chip);
    this.show(this.interactions);
  }

  /**
   * The interactions that there are.
   *
   * @param {JsonObject[]} interactions
   */
  show(interactions) {
    this.interactions = interactions;
    const ids = new Set(interactions.map(idOf));
    for (const { app, frames } of this.apps) {
      for (const [id, frame] of frames) {
        if (ids.has(id)) continue;
        frames.delete(id);
        if (frame) this.handlers.close(frame);
      }
      for (const interaction of interactions) this.#openOnce(app, frames, interaction);
    }
  }

  /** Another host: its interactions are others, whatever they are called. */
  forget() {
    for (const { frames } of this.apps) {
      for (const frame of frames.values()) if (frame) this.handlers.close(frame);
      frames.clear();
    }
    this.interactions = [];
  }

  /**
   * The person has removed a frame; it does not come again.
   *
   * @param {AppFrame} removed
   */
  lose(removed) {
    for (const { frames } of this.apps) {
      for (const [id, frame] of frames) if (frame === removed) frames.set(id, null);
    }
  }

  /**
   * @param {App} app
   * @param {Map<string, AppFrame | null>} frames
   * @param {JsonObject} interaction
   */
  #openOnce(app, frames, interaction) {
    const id = idOf(interaction);
    if (frames.has(id)) return;
    if (this.#count() < MOST_FRAMES) frames.set(id, this.handlers.open(app, interaction));
    else this.#complain();
  }

  #count() {
    return this.apps.flatMap(({ frames }) => [...frames.values()]).filter(Boolean).length;
  }

  #complain() {
    if (!this.isFull) this.handlers.note(`Apps per interaction have ${MOST_FRAMES} frames, and get no more until some are gone.`);
    this.isFull = true;
  }

  /** @param {App} app */
  #remove(app) {
    const at = this.apps.findIndex((entry) => entry.app === app);
    const [entry] = this.apps.splice(at, 1);
    entry?.chip.remove();
    for (const frame of entry?.frames.values() ?? []) if (frame) this.handlers.close(frame);
    this.handlers.removed(app);
  }
}

/** @param {JsonObject} interaction */
function idOf(interaction) {
  return String(interaction["interactionId"]);
}
