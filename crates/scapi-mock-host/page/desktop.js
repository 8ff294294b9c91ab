// The agent's interactions: one card each, those of a case together.

/** @import { InteractionView, State } from "./protocol.js" */
/** @import { SessionClock } from "./session-clock.js" */
/** @import { Act } from "./card.js" */

import { InteractionCard } from "./card.js";
import { byId, make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { duration } from "./session-clock.js";

/** @typedef {{ card: InteractionCard, state: string, since: number, exact: boolean }} Shown */

export class Desktop {
  /**
   * @param {SessionClock} clock
   * @param {Act} act
   */
  constructor(clock, act) {
    this.clock = clock;
    this.act = act;
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
    const ids = new Set(state.interactions.map((view) => idOf(view)));
    for (const id of this.shown.keys()) if (!ids.has(id)) this.#remove(id);
    for (const view of state.interactions) this.#update(view, state.at);
    this.#arrange(state.interactions);
    this.#reveal();
    setText(byId("interaction-count"), String(ids.size));
    this.watched = true;
    this.tick();
  }

  /** The host was lost or is another one: ages are no longer known. */
  forgetAges() {
    this.watched = false;
    this.shown.clear();
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
    const shown = this.shown.get(id) ?? { card: new InteractionCard(id, this.act), state: "", since: at, exact: this.watched };
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
   * Puts the cards in the host's order, a case with several interactions under one heading.
   *
   * @param {InteractionView[]} views
   */
  #arrange(views) {
    const cases = Map.groupBy(views, (view) => textOf(view.interaction["caseId"]) || idOf(view));
    const wanted = [...cases].flatMap(([caseId, members]) => this.#caseElements(caseId, members));
    if (wanted.length === 0) wanted.push(this.empty);
    for (const child of [...this.list.children]) if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove();
    wanted.forEach((element, at) => {
      if (this.list.children[at] !== element) this.list.insertBefore(element, this.list.children[at] ?? null);
    });
  }

  /**
   * @param {string} caseId
   * @param {InteractionView[]} members
   * @returns {HTMLElement[]}
   */
  #caseElements(caseId, members) {
    const cards = members.flatMap((view) => this.shown.get(idOf(view))?.card.element ?? []);
    for (const card of cards) card.classList.toggle("is-in-case", members.length > 1);
    if (members.length === 1) return cards;
    return [make("p", { class: "case-title" }, "Case ", make("bdi", {}, caseId)), ...cards];
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
    if (!this.list.contains(document.activeElement)) this.newest?.element.scrollIntoView({ block: "nearest" });
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
    make("p", {}, "Ring a call to begin."),
  );
}
