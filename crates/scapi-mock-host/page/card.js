// One interaction as a card. Elements are kept from state to state, so that focus and open details stay.

/** @import { InteractionView, JsonObject } from "./protocol.js" */

import { ActionBar } from "./action-bar.js";
import { ChatLines } from "./chat-lines.js";
import { isRecord, make, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";
import { humanise, mediaIcon, mediaLabel, stateTone } from "./labels.js";
import { OtherActions } from "./other-actions.js";
import { UserDataTable } from "./user-data.js";

/**
 * @typedef {object} CardDesk what a card asks of the desktop
 * @property {(type: string, id: string) => Promise<unknown>} act
 * @property {import("./other-actions.js").Desk["whyNot"]} whyNot
 * @property {(id: string, words: JsonObject) => Promise<boolean>} changeUserData
 */

/** Shown elsewhere on the card, or said better there. */
const NOT_A_DETAIL = new Set(["userData", "parties", "contact", "state", "previousState", "media"]);
/** They are on the heading of the case. */
export const CASE_ACTIONS = ["agent-selects-case", "agent-expands-case", "agent-collapses-case"];

export class InteractionCard {
  /**
   * @param {string} id of the interaction
   * @param {CardDesk} desk
   */
  constructor(id, desk) {
    this.id = id;
    this.mediaIcon = make("span", { class: "card-media" });
    this.name = make("bdi", { class: "card-name" });
    this.route = make("p", { class: "card-route" });
    this.kind = make("p", { class: "card-kind" });
    this.state = make("span", { class: "pill", "data-testid": "interaction-state" });
    this.previous = make("span", { class: "card-previous" });
    this.recording = make("span", { class: "card-recording", "data-testid": "recording", hidden: true });
    this.timer = make("time", { class: "card-timer", role: "timer", "aria-live": "off", "data-testid": "interaction-timer" });
    this.warning = make("p", { class: "card-warning", role: "status", "data-testid": "markdone-warning", hidden: true });
    this.actions = new ActionBar((type) => desk.act(type, id), CASE_ACTIONS);
    this.others = new OtherActions(id, desk);
    this.parties = make("p", { class: "card-parties", "data-testid": "parties" });
    this.contact = make("p", { class: "card-parties", "data-testid": "contact" });
    this.chat = new ChatLines();
    this.userData = new UserDataTable((words) => desk.changeUserData(id, words));
    this.facts = make("dl", { class: "facts" });
    this.shownFacts = "";
    this.element = this.#assemble();
  }

  /** @param {InteractionView} view */
  show({ interaction, legal, markdoneWarning, transcript, lines }) {
    const state = textOf(interaction["state"]);
    this.element.dataset["state"] = state;
    this.element.dataset["tone"] = stateTone(state);
    this.#showHead(interaction, state);
    this.#showWarning(markdoneWarning ?? "");
    if (this.actions.show(legal) === "focus-lost") (this.actions.first() ?? this.element).focus();
    this.others.show(legal);
    this.#showParties(interaction["parties"]);
    this.#showContact(interaction["contact"]);
    this.chat.show(transcript ?? [], lines ?? 0);
    this.userData.show(interaction["userData"]);
    this.#showFacts(interaction);
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
      make("div", { class: "card-state" }, this.state, this.timer, this.previous, this.recording),
    );
    const more = make("details", { class: "more" }, summaryOf("Details"), this.facts);
    return make(
      "article",
      { class: "card", tabindex: -1, "data-testid": "interaction-card", "data-interaction-id": this.id, "aria-labelledby": `interaction-${this.id}` },
      head, this.warning, this.actions.element, this.parties, this.contact, this.chat.element, this.userData.element, more, this.others.element,
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
    const recording = textOf(interaction["recordingState"]);
    this.recording.hidden = !/^(recording|paused)$/i.test(recording);
    setText(this.recording, `● ${humanise(recording)}`);
  }

  /** @param {string} warning what an app lets the agent read who wants to mark done */
  #showWarning(warning) {
    this.warning.hidden = warning === "";
    if (this.warning.dataset["text"] === warning) return;
    this.warning.dataset["text"] = warning;
    this.warning.replaceChildren(icon("alert"), make("span", {}, make("strong", {}, "An app blocks Mark done: "), make("bdi", {}, warning)));
  }

  /** @param {JsonObject} interaction */
  #showFacts(interaction) {
    const shown = JSON.stringify(interaction);
    if (shown === this.shownFacts) return;
    this.shownFacts = shown;
    this.facts.replaceChildren(...facts(interaction));
  }

  /** @param {unknown} parties */
  #showParties(parties) {
    const names = Array.isArray(parties) ? parties.map((party) => textOf(isRecord(party) ? party["name"] ?? party : party)) : [];
    this.parties.hidden = names.length === 0;
    const shown = names.join("\n");
    if (this.parties.dataset["shown"] === shown) return;
    this.parties.dataset["shown"] = shown;
    this.parties.replaceChildren(make("span", { class: "label" }, "Parties"), ...names.map((name) => make("bdi", { class: "party" }, name)));
  }

  /** @param {unknown} contact */
  #showContact(contact) {
    const said = isRecord(contact) ? knownOf(contact) : [];
    this.contact.hidden = said.length === 0;
    const shown = JSON.stringify(said);
    if (this.contact.dataset["shown"] === shown) return;
    this.contact.dataset["shown"] = shown;
    this.contact.replaceChildren(make("span", { class: "label" }, "Contact"), ...said.map(([key, value]) => make("bdi", { class: "party", title: key }, textOf(value))));
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
  return [humanise(type), mediaLabel(media), humanise(textOf(interaction["ronaCallState"]))].filter(Boolean).join(" · ");
}

/** @param {JsonObject} interaction */
function facts(interaction) {
  return Object.entries(interaction)
    .filter(([key, value]) => !NOT_A_DETAIL.has(key) && value !== null && value !== undefined)
    .flatMap(([key, value]) => [make("dt", {}, key), make("dd", { dir: "auto" }, textOf(value))]);
}

/**
 * What is known of a contact. A name that the full name has in it is not said again, nor one that hosts give under two keys.
 *
 * @param {JsonObject} contact
 */
function knownOf(contact) {
  const full = textOf(contact["displayName"]);
  const known = Object.entries(contact).filter(([key, value]) => textOf(value) && (key === "displayName" || !full.includes(textOf(value))));
  return known.filter(([, value], at) => known.findIndex(([, other]) => textOf(other) === textOf(value)) === at);
}
