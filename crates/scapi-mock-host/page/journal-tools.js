// The tool bar of the inspector: find, filter, group, follow, pause, clear, more room.

import { byId, make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { conditions } from "./journal-filter.js";
import { FilterRow } from "./journal-filter-row.js";
import { FindBox } from "./journal-find.js";
import { recall, remember } from "./storage.js";
import { toolButton, toolLabel } from "./tool-button.js";

/**
 * @typedef {object} ToolHandlers
 * @property {() => void} changed what is shown, and how
 * @property {(way: 1 | -1) => void} step to the next or the previous entry that was found
 * @property {() => void} pause
 * @property {() => void} clear
 */

export class JournalTools {
  /** @param {ToolHandlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.paused = false;
    this.following = true;
    this.grouped = recall("log-grouped") !== "no";
    this.filters = new FilterRow(() => this.#filterChanged());
    this.find = new FindBox(handlers.changed, handlers.step);
    this.count = make("span", { class: "log-count", "data-testid": "log-count" });
    this.groupButton = toolButton("log-group", "tree", "Group", () => this.#toggleGroups(), "Show below each entry what it caused");
    this.filterButton = toolButton("log-filters", "filter", "Filter", () => this.#toggleFilters(), "Filters");
    this.followButton = toolButton("log-follow", "toEnd", "Follow", () => this.#toggleFollowing(), "Stay at the newest entry");
    this.pauseButton = toolButton("log-pause", "pause", "Pause", () => this.#togglePaused(), "Hold the timeline; entries are kept");
    this.clearButton = toolButton("log-clear", "trash", "Clear", handlers.clear, "Clear the timeline; the host's journal stays");
    this.expandButton = toolButton("log-expand", "expand", "Expand", () => this.#toggleExpanded(), "Give the inspector the room of the apps");
    press(this.groupButton, this.grouped);
    for (const button of [this.pauseButton, this.expandButton]) press(button, false);
    press(this.followButton, true);
    this.filterButton.setAttribute("aria-expanded", "false");
    this.filterButton.setAttribute("aria-controls", "log-filters");
    this.buttons = make("div", { class: "log-buttons" }, this.groupButton, this.filterButton, this.followButton, this.pauseButton, this.clearButton, this.expandButton);
    this.head = make("div", { class: "panel-head log-head" }, make("h2", { class: "panel-title", id: "log-title" }, "Inspector"), this.count, this.find.element, this.buttons);
    this.element = make("div", { class: "log-bar" }, this.head, this.filters.element);
  }

  /** @param {boolean} following */
  setFollowing(following) {
    this.following = following;
    press(this.followButton, following);
  }

  /** @param {number} waiting entries that came while paused */
  showWaiting(waiting) {
    const waits = this.paused && waiting > 0 ? ` (${waiting})` : "";
    this.pauseButton.replaceChildren(icon(this.paused ? "play" : "pause"), toolLabel(this.paused ? "Resume" : "Pause"), waits);
    press(this.pauseButton, this.paused);
  }

  /**
   * @param {number} shown
   * @param {number} held
   */
  showCount(shown, held) {
    setText(this.count, shown === held ? `${shown}` : `${shown} of ${held}`);
  }

  #filterChanged() {
    const count = conditions(this.filters.filter());
    this.filterButton.replaceChildren(icon("filter"), toolLabel("Filter"), count > 0 ? ` (${count})` : "");
    this.filterButton.classList.toggle("is-on", count > 0);
    this.handlers.changed();
  }

  #toggleFilters() {
    const row = this.filters.element;
    row.hidden = !row.hidden;
    this.filterButton.setAttribute("aria-expanded", String(!row.hidden));
    if (!row.hidden) this.filters.text.focus();
  }

  #toggleGroups() {
    this.grouped = !this.grouped;
    remember("log-grouped", this.grouped ? "yes" : "no");
    press(this.groupButton, this.grouped);
    this.handlers.changed();
  }

  #togglePaused() {
    this.paused = !this.paused;
    this.handlers.pause();
  }

  #toggleFollowing() {
    this.setFollowing(!this.following);
    this.handlers.changed();
  }

  #toggleExpanded() {
    press(this.expandButton, byId("layout").classList.toggle("is-inspecting"));
  }
}

/**
 * @param {HTMLElement} button
 * @param {boolean} on
 */
function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
}
