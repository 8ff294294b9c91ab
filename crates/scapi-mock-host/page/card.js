// One interaction as a card. Elements are kept from state to state, so that focus and open details stay.

/** @import { InteractionView, JsonObject } from "./protocol.js" */

import { isRecord, make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { actionGroup, actionLabel, actionTone, humanise, mediaIcon, stateTone } from "./labels.js";
import { UserDataTable } from "./user-data.js";

/** @typedef {(type: string, interactionId: string) => Promise<unknown>} Act */

/** Shown elsewhere on the card, or said better there. */
const NOT_A_DETAIL = new Set(["userData", "parties", "contact", "state", "previousState", "media"]);

export class InteractionCard {
  /**
   * @param {string} id of the interaction
   * @param {Act} act
   */
  constructor(id, act) {
    this.id = id;
    this.act = act;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    this.mediaIcon = make("span", { class: "card-media" });
    this.name = make("bdi", { class: "card-name" });
    this.route = make("p", { class: "card-route" });
    this.kind = make("p", { class: "card-kind" });
    this.state = make("span", { class: "pill", "data-testid": "interaction-state" });
    this.previous = make("span", { class: "card-previous" });
    this.timer = make("time", { class: "card-timer", role: "timer", "aria-live": "off", "data-testid": "interaction-timer" });
    this.agent = make("div", { class: "actions", role: "group", "aria-label": "Agent" });
    this.farEnd = make("div", { class: "actions is-far-end", role: "group", "aria-label": "Far end" });
    this.parties = make("p", { class: "card-parties", "data-testid": "parties" });
    this.userData = new UserDataTable();
    this.facts = make("dl", { class: "facts" });
    this.element = this.#assemble();
  }

  /** @param {InteractionView} view */
  show({ interaction, actions = [] }) {
    const state = textOf(interaction["state"]);
    this.element.dataset["state"] = state;
    this.element.dataset["tone"] = stateTone(state);
    this.#showHead(interaction, state);
    this.#showActions(actions);
    this.#showParties(interaction["parties"]);
    this.userData.show(interaction["userData"]);
    this.facts.replaceChildren(...facts(interaction));
  }

  /** @param {string} text */
  showTimer(text) {
    setText(this.timer, text);
  }

  #assemble() {
    const heading = make("h2", { class: "card-heading", id: `interaction-${this.id}` }, this.name);
    const head = make(
      "header",
      { class: "card-head" },
      this.mediaIcon,
      make("div", { class: "card-who" }, heading, this.route, this.kind),
      make("div", { class: "card-state" }, this.state, this.timer, this.previous),
    );
    const more = make("details", { class: "more" }, summaryOf("Details"), this.facts);
    return make(
      "article",
      { class: "card", tabindex: -1, "data-testid": "interaction-card", "data-interaction-id": this.id, "aria-labelledby": `interaction-${this.id}` },
      head, this.agent, this.farEnd, this.parties, this.userData.element, more,
    );
  }

  /**
   * @param {JsonObject} interaction
   * @param {string} state
   */
  #showHead(interaction, state) {
    const media = textOf(interaction["media"]) || "voice";
    if (this.mediaIcon.title !== media) this.mediaIcon.replaceChildren(icon(mediaIcon(media)));
    this.mediaIcon.title = media;
    setText(this.name, nameOf(interaction));
    setText(this.route, [interaction["ani"], interaction["dnis"]].map(textOf).filter(Boolean).join(" → "));
    setText(this.kind, kindOf(interaction, media));
    setText(this.state, state || "no state");
    const previous = textOf(interaction["previousState"]);
    setText(this.previous, previous && `was ${previous}`);
  }

  /** @param {string[]} actions */
  #showActions(actions) {
    const hadFocus = this.agent.contains(document.activeElement) || this.farEnd.contains(document.activeElement);
    for (const [type, button] of this.buttons) if (!actions.includes(type)) this.#drop(type, button);
    for (const type of actions) if (!this.buttons.has(type)) this.#add(type);
    this.agent.hidden = this.agent.childElementCount === 0;
    this.farEnd.hidden = this.farEnd.childElementCount === 0;
    const lostFocus = hadFocus && !this.element.contains(document.activeElement);
    if (lostFocus) (this.buttons.values().next().value ?? this.element).focus();
  }

  /**
   * @param {string} type
   * @param {HTMLButtonElement} button
   */
  #drop(type, button) {
    button.remove();
    this.buttons.delete(type);
  }

  /** @param {string} type */
  #buttonGroup(type) {
    return actionGroup(type) === "Agent" ? this.agent : this.farEnd;
  }

  /** @param {string} type */
  #add(type) {
    const button = make("button", { type: "button", class: `button small is-${actionTone(type)}`, "data-testid": `action-${type}` }, actionLabel(type));
    button.addEventListener("click", () => void this.#click(button, type));
    this.buttons.set(type, button);
    this.#buttonGroup(type).append(button);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} type
   */
  async #click(button, type) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    await this.act(type, this.id);
    button.ariaBusy = null;
  }

  /** @param {unknown} parties */
  #showParties(parties) {
    const names = Array.isArray(parties) ? parties.map((party) => textOf(isRecord(party) ? party["name"] ?? party : party)) : [];
    this.parties.hidden = names.length === 0;
    this.parties.replaceChildren(make("span", { class: "label" }, "Parties"), ...names.map((name) => make("bdi", { class: "party" }, name)));
  }
}

/** @param {string} text */
function summaryOf(text) {
  return make("summary", { class: "fold" }, icon("chevron"), text);
}

/** @param {JsonObject} interaction */
function nameOf(interaction) {
  const contact = isRecord(interaction["contact"]) ? interaction["contact"] : {};
  const first = contact["firstName"] ?? contact["firstNname"];
  const name = textOf(contact["displayName"]) || [first, contact["lastName"]].map(textOf).filter(Boolean).join(" ");
  const number = textOf(interaction["direction"] === "OUT" ? interaction["dnis"] : interaction["ani"]);
  return name || number || firstParty(interaction) || `Interaction ${textOf(interaction["interactionId"])}`;
}

/** @param {JsonObject} interaction */
function firstParty(interaction) {
  const parties = Array.isArray(interaction["parties"]) ? interaction["parties"] : [];
  return isRecord(parties[0]) ? textOf(parties[0]["name"]) : "";
}

/**
 * @param {JsonObject} interaction
 * @param {string} media
 */
function kindOf(interaction, media) {
  const type = textOf(interaction["callType"]) || textOf(interaction["direction"]);
  return [type, media, textOf(interaction["ronaCallState"])].filter(Boolean).map(humanise).join(" · ");
}

/** @param {JsonObject} interaction */
function facts(interaction) {
  return Object.entries(interaction)
    .filter(([key, value]) => !NOT_A_DETAIL.has(key) && value !== null && value !== undefined)
    .flatMap(([key, value]) => [make("dt", {}, key), make("dd", { dir: "auto" }, textOf(value))]);
}
