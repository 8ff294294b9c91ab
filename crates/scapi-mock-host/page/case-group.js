// A case: its heading, by which the agent selects and folds it, and the interactions in it.

/** @import { InteractionView } from "./protocol.js" */
/** @import { InteractionCard } from "./card.js" */

import { make, putAt, setText, textOf } from "./dom.js";
import { icon } from "./icons.js";

export class CaseGroup {
  /**
   * @param {string} caseId
   * @param {(type: string) => Promise<unknown>} act
   */
  constructor(caseId, act) {
    this.expanded = true;
    this.fold = make("button", { type: "button", class: "button quiet icon-only small case-fold" }, icon("chevron"));
    this.select = make("button", { type: "button", class: "button quiet small case-select", "data-testid": "action-agent-selects-case" }, "Case ", make("bdi", {}, caseId));
    this.mark = make("span", { class: "case-selected", "data-testid": "case-selected", hidden: true }, "selected");
    this.count = make("span", { class: "count" });
    this.cards = make("div", { class: "case-cards" });
    this.fold.addEventListener("click", () => void act(this.expanded ? "agent-collapses-case" : "agent-expands-case"));
    this.select.addEventListener("click", () => void act("agent-selects-case"));
    this.element = make("section", { class: "case", "data-testid": "case", "data-case-id": caseId, "aria-label": `Case ${caseId}` }, make("div", { class: "case-title" }, this.fold, this.select, this.mark, this.count), this.cards);
  }

  /**
   * @param {InteractionView[]} members
   * @param {InteractionCard[]} cards of them
   * @param {boolean} selected
   */
  show(members, cards, selected) {
    this.expanded = members.some(({ legal }) => legal.agent.includes("agent-collapses-case"));
    const word = this.expanded ? "Collapse" : "Expand";
    const title = `${word} case ${textOf(members[0]?.interaction["caseId"])}`;
    this.fold.setAttribute("aria-expanded", String(this.expanded));
    this.fold.setAttribute("aria-label", title);
    this.fold.title = title;
    this.fold.dataset["testid"] = this.expanded ? "action-agent-collapses-case" : "action-agent-expands-case";
    this.select.setAttribute("aria-pressed", String(selected));
    this.mark.hidden = !selected;
    this.count.hidden = members.length < 2;
    setText(this.count, String(members.length));
    this.element.classList.toggle("is-selected", selected);
    this.element.classList.toggle("is-collapsed", !this.expanded);
    cards.forEach((card, at) => putAt(this.cards, card.element, at));
  }
}
