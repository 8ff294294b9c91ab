// The states of each interaction over the session's time, and the diagram of its channel with the way it went.

/** @import { Lane, Step } from "./lane-path.js" */
/** @import { Table } from "./channel-diagram.js" */
/** @import { JournalBatch, State } from "./protocol.js" */

import { drawChannel, END, words } from "./channel-diagram.js";
import { byId, make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { mediaIcon, stateTone } from "./labels.js";
import { LanePaths } from "./lane-path.js";
import { loadOnce } from "./served.js";
import { duration, preciseDuration } from "./session-clock.js";

export class Lanes {
  /**
   * @param {{ now: () => number }} clock
   * @param {(seq: number) => void} showEntry
   */
  constructor(clock, showEntry) {
    this.clock = clock;
    this.showEntry = showEntry;
    this.paths = new LanePaths();
    /** @type {Table[] | null} */
    this.tables = null;
    /** The interaction whose channel is drawn. */
    this.picked = "";
    /** The state that is looked at; the current one where none was chosen. */
    this.chosen = "";
    this.scheduled = false;
    /** Which way was drawn last. */
    this.drawn = "";
    this.list = make("ol", { class: "lanes-list", "data-testid": "lanes-list" });
    this.empty = make("p", { class: "log-empty", "data-testid": "lanes-empty" }, "Each interaction gets a lane here: the states it has been in, and since when. Ring a call.");
    this.drawing = make("div", { class: "lanes-drawing", tabindex: 0, role: "region", "aria-label": "Transition diagram" });
    this.next = make("div", { class: "lanes-next", tabindex: 0, role: "region", "aria-label": "What can happen", "data-testid": "lanes-next" });
    this.element = byId("lanes");
    this.tab = make("button", { type: "button", class: "button quiet small", "data-testid": "lanes-toggle", "aria-pressed": "false", "aria-controls": "lanes", title: "States over time, and the transition diagram", onclick: () => this.#toggle() }, icon("lanes"), make("span", { class: "tool-label" }, "States"));
    byId("log-title").after(this.tab);
    this.element.addEventListener("keydown", ({ key }) => key === "Escape" && this.#toggle());
    // What is skipped to has to be there.
    document.querySelector('.skip[href="#log"]')?.addEventListener("click", () => this.element.hidden || this.#toggle());
    const back = make("button", { type: "button", class: "button quiet small", "data-testid": "lanes-close", onclick: () => this.#toggle() }, icon("close"), "Timeline");
    this.element.append(
      make("div", { class: "panel-head lanes-head" }, make("h2", { class: "panel-title", id: "lanes-title" }, "States"), back),
      make("div", { class: "lanes-body" }, make("div", { class: "lanes-side" }, this.empty, this.list), make("div", { class: "lanes-main" }, this.drawing, this.next)),
    );
  }

  startOver() {
    this.paths.startOver();
    this.#schedule();
  }

  /** @param {JournalBatch} batch */
  learn({ entries }) {
    if (entries[0] !== undefined && entries[0].seq === 1) this.paths.startOver();
    this.paths.learn(entries);
    this.#schedule();
  }

  /** @param {State} state */
  show(state) {
    this.paths.show(state);
    this.#schedule();
  }

  /** Time goes on in the states that last. */
  tick() {
    if (this.element.hidden) return;
    for (const time of this.list.querySelectorAll("[data-since]")) setText(time, `${time.getAttribute("data-least")}${duration(this.clock.now() - Number(time.getAttribute("data-since")))}`);
  }

  #toggle() {
    const open = Boolean(this.element.hidden);
    this.element.hidden = !open;
    byId("layout").classList.toggle("is-showing-lanes", open);
    this.tab.setAttribute("aria-pressed", String(open));
    if (open) void this.#loadTables();
    this.#schedule();
    if (open) this.element.querySelector("button")?.focus();
    else this.tab.focus();
  }

  async #loadTables() {
    if (this.tables) return;
    try {
      this.tables = (await loadOnce("/tables")).tables;
    } catch {
      this.drawing.replaceChildren(make("p", { class: "log-empty" }, "The host does not say what its transition tables are. Close and open this to ask again."));
    }
    this.#schedule();
  }

  /** However much comes, it is drawn once a frame, and only where it can be seen. */
  #schedule() {
    if (this.scheduled || this.element.hidden) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.#render());
  }

  #render() {
    this.scheduled = false;
    const focused = document.activeElement instanceof HTMLElement || document.activeElement instanceof SVGElement ? document.activeElement.dataset : {};
    const lanes = [...this.paths.lanes.values()].reverse();
    this.empty.hidden = lanes.length > 0;
    if (!this.paths.lanes.has(this.picked)) this.picked = (lanes.find(({ gone }) => gone === null) ?? lanes[0])?.id ?? "";
    this.list.replaceChildren(...lanes.map((lane) => this.#lane(lane)));
    this.#draw(this.paths.lanes.get(this.picked));
    this.#focusAgain(focused);
  }

  /** @param {Lane} lane */
  #lane(lane) {
    const pick = make("button", { type: "button", class: "lane-pick", "data-testid": "lane-pick", "data-interaction-id": lane.id, "aria-pressed": String(lane.id === this.picked), onclick: () => this.#pick(lane.id) }, icon(mediaIcon(lane.media)), make("bdi", {}, lane.who || lane.media), make("span", { class: "lane-id" }, `#${lane.id}`));
    const steps = lane.steps.map((step, at) => this.#step(step, lane.steps[at + 1] ?? lane.gone, lane.id));
    const gone = lane.gone && this.#step({ ...lane.gone, state: END }, null, lane.id);
    return make("li", { class: lane.gone ? "lane is-gone" : "lane", "data-testid": "lane", "data-interaction-id": lane.id }, pick, make("div", { class: "lane-steps" }, ...steps, gone));
  }

  /**
   * @param {Step} step
   * @param {Step | null} after
   * @param {string} id
   */
  #step({ state, at, seq, before }, after, id) {
    const isCurrent = after === null;
    const least = before ? "≥ " : "";
    const lasted = state === END ? "" : isCurrent ? make("span", { "data-since": at, "data-least": least }, least + duration(this.clock.now() - at)) : make("span", {}, least + duration(after.at - at));
    return make(
      "button",
      {
        type: "button", class: `lane-step tone-${state === END ? "over" : stateTone(state)}${isCurrent ? " is-current" : ""}`, "data-testid": "lane-step", "data-state": state, "data-seq": seq, "data-lane": id,
        "aria-current": isCurrent ? "step" : null, title: `Since ${preciseDuration(at)}; shows entry ${seq}`, onclick: () => this.#leadTo(seq),
      },
      make("span", { class: "lane-state" }, state),
      lasted,
    );
  }

  /** @param {number} seq */
  #leadTo(seq) {
    this.#toggle();
    this.showEntry(seq);
  }

  /** @param {string} id */
  #pick(id) {
    this.picked = id;
    this.chosen = "";
    this.#schedule();
  }

  /** @param {string} state */
  #choose(state) {
    this.chosen = this.chosen === state ? "" : state;
    this.#schedule();
  }

  /** @param {Lane | undefined} lane */
  #draw(lane) {
    if (!this.tables) return;
    const table = this.tables.find(({ name }) => name === tableOf(lane?.media ?? ""));
    if (!lane || !table) {
      this.drawing.replaceChildren();
      this.next.replaceChildren();
      return;
    }
    const path = lane.steps.map(({ state }) => state).filter((state) => table.states.includes(state));
    if (lane.gone) path.push(END);
    const current = path.at(-1) ?? "";
    const scroll = this.drawing.scrollLeft;
    this.drawing.replaceChildren(drawChannel(table, path, this.chosen || current, (state) => this.#choose(state)));
    this.drawing.scrollLeft = scroll;
    const now = `${lane.id} ${path.length}`;
    if (this.drawn !== now) this.#bringIntoSight(".is-current");
    this.drawn = now;
    this.#sayNext(table, this.chosen || current, lane.steps.at(-1)?.state ?? "");
  }

  /** @param {string} selector of a state in the diagram, which may be wider than its box */
  #bringIntoSight(selector) {
    const state = this.drawing.querySelector(selector)?.getBoundingClientRect();
    const box = this.drawing.getBoundingClientRect();
    if (state) this.drawing.scrollLeft += state.x + state.width / 2 - box.x - box.width / 2;
  }

  /**
   * @param {Table} table
   * @param {string} state
   * @param {string} shown on the wire
   */
  #sayNext(table, state, shown) {
    const cells = table.cells.filter((cell) => cell.state === state && cell.outcome !== "refused");
    const rows = cells.map(({ input, outcome, to, event, clause }) => make(
      "tr", {},
      make("td", {}, words(input)),
      make("td", {}, outcome === "stays" ? "stays" : make("code", {}, outcome === "to" ? to ?? "" : END)),
      make("td", {}, event && make("code", {}, event)),
      make("td", {}, make("code", {}, clause)),
      make("td", { class: "lanes-by" }, table.inputs.find(({ name }) => name === input)?.by.join(", ") || "by itself"),
    ));
    const hidden = shown !== "" && !table.states.includes(shown) && make("p", { class: "lanes-note" }, "On the wire it shows ", make("code", {}, shown), ", which hides where it is in its life.");
    const heads = ["What happens", "Goes to", "Event", "Clause", "By"].map((text) => make("th", { scope: "col" }, text));
    this.next.replaceChildren(
      make("h3", {}, "In ", make("code", {}, state)), hidden || "",
      rows.length === 0 ? make("p", {}, "Nothing more can happen.") : make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)),
    );
  }

  /** @param {DOMStringMap} was */
  #focusAgain({ testid, state, interactionId, lane, seq }) {
    const same = [
      testid === "diagram-state" && `[data-testid=diagram-state][data-state="${CSS.escape(state ?? "")}"]`,
      testid === "lane-pick" && `[data-testid=lane-pick][data-interaction-id="${CSS.escape(interactionId ?? "")}"]`,
      testid === "lane-step" && `[data-testid=lane-step][data-lane="${CSS.escape(lane ?? "")}"][data-seq="${seq}"]`,
    ].find(Boolean);
    const again = same && this.element.querySelector(same);
    if (again instanceof HTMLElement || again instanceof SVGElement) again.focus();
  }
}

/** @param {string} media */
function tableOf(media) {
  if (media === "voice") return "voice";
  return media === "outboundpreview" ? "preview" : "open-media";
}
