// The tool bar of the message log: filter, pause, follow, clear.

import { make, setText } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} ToolHandlers
 * @property {() => void} filter
 * @property {() => void} pause
 * @property {() => void} follow
 * @property {() => void} clear
 */

const KINDS = ["message", "stimulus", "change", "fault", "verdict", "note", "page"];
/** @type {{ [direction: string]: string }} */
const DIRECTIONS = { "app-to-host": "app → host", "host-to-app": "host → app" };

export class JournalTools {
  /**
   * @param {string} exportUrl
   * @param {ToolHandlers} handlers
   */
  constructor(exportUrl, handlers) {
    this.paused = false;
    this.following = true;
    this.text = make("input", { class: "input", type: "search", placeholder: "Filter", "aria-label": "Filter messages", "data-testid": "log-filter", oninput: handlers.filter });
    this.kind = select("log-kind", "Kind", "All kinds", Object.fromEntries(KINDS.map((kind) => [kind, kind])), handlers.filter);
    this.direction = select("log-direction", "Direction", "Both ways", DIRECTIONS, handlers.filter);
    this.count = make("span", { class: "log-count", "data-testid": "log-count" });
    this.pauseButton = tool("log-pause", "pause", "Pause", () => this.#setPaused(!this.paused, handlers));
    this.followButton = tool("log-follow", "down", "Follow", () => this.#toggleFollowing(handlers));
    this.clearButton = tool("log-clear", "trash", "Clear", handlers.clear);
    this.pauseButton.setAttribute("aria-pressed", "false");
    this.setFollowing(true);
    this.element = this.#assemble(exportUrl);
  }

  /** @returns {{ text: string, kind: string, direction: string }} what a row has to match; empty strings match all */
  filter() {
    return { text: this.text.value.trim().toLowerCase(), kind: this.kind.value, direction: this.direction.value };
  }

  /** @param {boolean} following */
  setFollowing(following) {
    this.following = following;
    this.followButton.setAttribute("aria-pressed", String(following));
  }

  /** @param {number} waiting entries that came while paused */
  showWaiting(waiting) {
    const label = this.paused ? "Resume" : "Pause";
    const waits = this.paused && waiting > 0 ? ` (${waiting})` : "";
    this.pauseButton.replaceChildren(icon(this.paused ? "play" : "pause"), toolLabel(label), waits);
  }

  /**
   * @param {number} shown
   * @param {number} held
   * @param {number} dropped
   */
  showCount(shown, held, dropped) {
    const of = shown === held ? `${shown}` : `${shown} of ${held}`;
    setText(this.count, dropped > 0 ? `${of}, ${dropped} dropped` : of);
  }

  /** @param {string} exportUrl */
  #assemble(exportUrl) {
    const title = make("h2", { class: "panel-title", id: "log-title" }, "Messages");
    const link = make("a", { class: "button quiet small", href: exportUrl, target: "_blank", rel: "noopener", title: "The whole journal as JSON", "data-testid": "log-export" }, "JSON");
    const filters = make("div", { class: "log-filters", role: "search", "aria-label": "Message log" }, this.text, this.direction, this.kind);
    const buttons = make("div", { class: "log-buttons" }, this.followButton, this.pauseButton, this.clearButton, link);
    return make("div", { class: "panel-head log-head" }, title, this.count, filters, buttons);
  }

  /**
   * @param {boolean} paused
   * @param {ToolHandlers} handlers
   */
  #setPaused(paused, handlers) {
    this.paused = paused;
    this.pauseButton.setAttribute("aria-pressed", String(paused));
    handlers.pause();
  }

  /** @param {ToolHandlers} handlers */
  #toggleFollowing(handlers) {
    this.setFollowing(!this.following);
    handlers.follow();
  }
}

/**
 * @param {string} testid
 * @param {string} iconName
 * @param {string} label
 * @param {() => void} onclick
 */
function tool(testid, iconName, label, onclick) {
  return make("button", { type: "button", class: "button quiet small", "data-testid": testid, title: label, onclick }, icon(iconName), toolLabel(label));
}

/** @param {string} label left out of sight where room is short */
function toolLabel(label) {
  return make("span", { class: "tool-label" }, label);
}

/**
 * @param {string} testid
 * @param {string} label
 * @param {string} all what choosing nothing is called
 * @param {{ [value: string]: string }} options
 * @param {() => void} onchange
 */
function select(testid, label, all, options, onchange) {
  const choices = Object.entries(options).map(([value, text]) => make("option", { value }, text));
  return make("select", { class: "input", "aria-label": label, "data-testid": testid, onchange }, make("option", { value: "" }, all), ...choices);
}
