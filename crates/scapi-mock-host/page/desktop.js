// The agent's interactions: one card each, those of a case together.

/** @import { InteractionView, State } from "./protocol.js" */
/** @import { SessionClock } from "./session-clock.js" */
/** @import { CardDesk } from "./card.js" */

import { InteractionCard } from "./card.js";
import { CaseGroup } from "./case-group.js";
import { byId, make, putAt, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { duration } from "./session-clock.js";

/** @typedef {{ card: InteractionCard, state: string, since: number, exact: boolean }} Shown */
/** @typedef {Omit<CardDesk, "act"> & { act: (type: string, view: InteractionView) => Promise<unknown> }} Doing */

export class Desktop {
  /**
   * @param {SessionClock} clock
   * @param {Doing} doing
   */
  constructor(clock, doing) {
    this.clock = clock;
    this.doing = doing;
    /** @type {Map<string, InteractionView>} */
    this.views = new Map();
    /** @type {Map<string, CaseGroup>} */
    this.cases = new Map();
    /** @type {CardDesk} */
    this.desk = {
      act: (type, id) => doing.act(type, this.view(id)),
      whyNot: doing.whyNot,
      changeUserData: doing.changeUserData,
    };
    /** @type {Map<string, Shown>} */
    this.shown = new Map();
    this.list = byId("interactions");
    this.empty = makeEmpty();
    this.list.replaceChildren(this.empty);
    /** Whether a state was shown before: what is there at first may be of any age. */
    this.watched = false;
    /** @type {InteractionCard | null} */
    this.newest = null;
  }

  /** @param {State} state */
  show(state) {
    this.views = new Map(state.interactions.map((view) => [idOf(view), view]));
    for (const id of this.shown.keys()) if (!this.views.has(id)) this.#remove(id);
    for (const view of state.interactions) this.#update(view, state.at);
    this.#arrange(state.interactions, state.selectedCase ?? null);
    this.#reveal();
    setText(byId("interaction-count"), String(this.views.size));
    this.watched = true;
    this.tick();
  }

  /**
   * @param {string} id
   * @returns {InteractionView} what is known of it; what has just come is known by its id only
   */
  view(id) {
    return this.views.get(id) ?? { interaction: { interactionId: id }, legal: { agent: [], farEnd: [], routing: [] } };
  }

  /** The host was lost or is another one: ages are no longer known. */
  forgetAges() {
    this.watched = false;
    for (const { card } of this.shown.values()) card.element.remove();
    this.shown.clear();
  }

  /**
   * Goes to the next interaction or the one before; from elsewhere, to the first or the last.
   *
   * @param {1 | -1} by
   */
  step(by) {
    const cards = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(".card")]);
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    const next = cards.at(at < 0 ? (by > 0 ? 0 : -1) : (at + by) % cards.length);
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  /** Presses the first button of the interaction that has the focus, or of the one that came first. */
  pressFirst() {
    const cards = [...this.list.querySelectorAll(".card")];
    const card = cards.find((one) => one.contains(document.activeElement)) ?? cards[0];
    /** @type {HTMLButtonElement | null} */ (card?.querySelector(".actions .button") ?? null)?.click();
  }

  tick() {
    const now = this.clock.now();
    for (const { card, since, exact } of this.shown.values()) {
      card.showTimer(`${exact ? "" : "≥ "}${duration(now - since)}`);
    }
  }

  /**
   * @param {InteractionView} view
   * @param {number} at
   */
  #update(view, at) {
    const id = idOf(view);
    const state = textOf(view.interaction["state"]);
    const shown = this.shown.get(id) ?? { card: new InteractionCard(id, this.desk), state: "", since: at, exact: this.watched };
    if (shown.state !== "" && shown.state !== state) Object.assign(shown, { since: at, exact: true });
    shown.state = state;
    shown.card.show(view);
    if (!this.shown.has(id)) this.#welcome(shown.card, state);
    this.shown.set(id, shown);
  }

  /** @param {string} id */
  #remove(id) {
    const card = this.shown.get(id)?.card.element;
    const hadFocus = card?.contains(document.activeElement);
    card?.remove();
    this.shown.delete(id);
    if (hadFocus) byId("desktop").focus();
  }

  /**
   * Puts the cards in the host's order, those of a case together.
   *
   * @param {InteractionView[]} views
   * @param {string | null} selected case
   */
  #arrange(views, selected) {
    const cases = Map.groupBy(views, (view) => textOf(view.interaction["caseId"]));
    /** @type {HTMLElement[]} */
    const wanted = [];
    for (const [caseId, members] of cases) {
      const group = this.cases.get(caseId) ?? new CaseGroup(caseId, (type) => this.#actOnCase(type, caseId));
      this.cases.set(caseId, group);
      group.show(members, members.flatMap((view) => this.shown.get(idOf(view))?.card ?? []), caseId === selected);
      wanted.push(group.element);
    }
    for (const caseId of this.cases.keys()) if (!cases.has(caseId)) this.cases.delete(caseId);
    if (wanted.length === 0) wanted.push(this.empty);
    for (const child of [...this.list.children]) if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove();
    wanted.forEach((element, at) => putAt(this.list, element, at));
  }

  /**
   * @param {string} type
   * @param {string} caseId
   */
  #actOnCase(type, caseId) {
    return this.doing.act(type, { ...this.view(""), interaction: { caseId } });
  }

  /**
   * @param {InteractionCard} card
   * @param {string} state
   */
  #welcome(card, state) {
    if (!this.watched) return;
    this.newest = card;
    byId("announcer").textContent = `New interaction, ${state}: ${card.name.textContent}`;
  }

  /** A call that rings below the edge of the list would ring unseen. */
  #reveal() {
    if (!this.list.contains(document.activeElement)) this.newest?.actions.element.scrollIntoView({ block: "nearest" });
    this.newest = null;
  }
}

/** @param {InteractionView} view */
function idOf(view) {
  return textOf(view.interaction["interactionId"]);
}

function makeEmpty() {
  return make(
    "div",
    { class: "empty", "data-testid": "no-interactions" },
    make("span", { class: "empty-icon" }, icon("phone")),
    make("p", { class: "empty-title" }, "No interactions"),
    make("p", {}, "Ring a call below, or let something else happen with ", make("strong", {}, "Simulate"), ": a chat, an e-mail, a state to start in. Press ", make("kbd", {}, "?"), " for the keys."),
  );
}
