// What cannot be done with an interaction now, and why: the host's reason, its clause, and the way to where it can.

/** @import { InteractionView, Legal, WhyNot } from "./protocol.js" */

import { make, prose, whileBusy } from "./dom.js";
import { icon } from "./icons.js";
import { actionLabel } from "./labels.js";
import { moveByArrows } from "./roving.js";
import { isAboutSomething, loadSchema, variants } from "./schemas.js";

/**
 * @typedef {object} Desk
 * @property {(type: string, id: string) => Promise<WhyNot | null>} whyNot null where it can be done, or the host cannot say
 * @property {(type: string, id: string) => Promise<unknown>} act does an action of an interaction
 */

export class OtherActions {
  /**
   * @param {string} id of the interaction
   * @param {Desk} desk
   */
  constructor(id, desk) {
    this.id = id;
    this.desk = desk;
    this.legal = "";
    /** @type {string | null} */
    this.asked = null;
    this.list = make("div", { class: "other-list" });
    this.answer = make("div", { class: "why-not", "data-testid": "why-not", role: "status", hidden: true });
    this.element = make("details", { class: "more", "data-testid": "other-actions" }, make("summary", { class: "fold", "data-testid": "other-actions-fold" }, icon("chevron"), "Not possible now"), this.list, this.answer);
    moveByArrows(this.list, "button", "both");
    this.element.addEventListener("toggle", () => void this.#fill());
  }

  /** @param {Legal} legal */
  show(legal) {
    const now = [...legal.agent, ...legal.farEnd, ...legal.routing].join(" ");
    if (now === this.legal) return;
    this.legal = now;
    void this.#fill();
  }

  async #fill() {
    if (!this.element.open) return;
    const all = [...variants(await loadSchema("stimulus"))].filter(([, schema]) => isAboutSomething(schema));
    const legal = this.legal.split(" ");
    const wanted = all.filter(([type]) => !legal.includes(type));
    for (const button of [...this.list.children]) {
      if (!wanted.some(([type]) => button.getAttribute("data-type") === type)) button.remove();
    }
    wanted.forEach(([type, schema], at) => {
      const there = this.list.children[at];
      if (there?.getAttribute("data-type") !== type) this.list.insertBefore(this.#button(type, schema["description"]), there ?? null);
    });
    if (this.asked && legal.includes(this.asked)) this.#close();
    else if (this.asked) await this.#ask(this.asked);
  }

  /**
   * @param {string} type
   * @param {string} description
   */
  #button(type, description) {
    const button = make("button", { type: "button", class: "button quiet small is-other", title: description, "data-type": type, "data-testid": `other-action-${type}`, "aria-expanded": "false" }, actionLabel(type).replace("…", ""));
    button.addEventListener("click", () => (this.asked === type ? this.#close() : void this.#show(type)));
    return button;
  }

  #close() {
    this.asked = null;
    this.answer.hidden = true;
    this.#mark();
  }

  #mark() {
    for (const button of this.list.children) button.setAttribute("aria-expanded", String(button.getAttribute("data-type") === this.asked));
  }

  /** @param {string} type of an action, whose reason is wanted in sight */
  async #show(type) {
    await this.#ask(type);
    if (!this.answer.hidden) this.answer.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} type */
  async #ask(type) {
    this.asked = type;
    this.#mark();
    const whyNot = await this.desk.whyNot(type, this.id);
    if (this.asked !== type) return;
    if (!whyNot) return this.#close();
    const hadFocus = this.answer.contains(document.activeElement);
    this.answer.hidden = false;
    this.answer.dataset["type"] = type;
    this.answer.replaceChildren(
      make("p", { class: "why-not-reason", "data-testid": "why-not-reason" }, make("strong", {}, `${actionLabel(type).replace("…", "")}: `), "the interaction ", ...prose(whyNot.reason)),
      make("p", { class: "field-hint" }, "Clause ", make("code", { "data-testid": "why-not-clause" }, whyNot.clause)),
      this.#way(type, whyNot.way ?? []),
    );
    if (hadFocus) /** @type {HTMLElement | undefined} */ (this.answer.querySelector("button") ?? this.list.querySelector("button") ?? undefined)?.focus();
  }

  /**
   * @param {string} type
   * @param {NonNullable<WhyNot["way"]>} way
   */
  #way(type, way) {
    if (way.length === 0) return make("p", { class: "field-hint", "data-testid": "no-way" }, "No way leads from here to where it can be done.");
    const steps = make("ol", { class: "way", "data-testid": "way" }, ...way.map(({ action, interactionId }) => make("li", {}, actionLabel(action).replace("…", ""), interactionId !== this.id && ` (interaction ${interactionId})`)));
    const take = make("button", { type: "button", class: "button small", "data-testid": "take-way" }, way.length === 1 ? "Do that first" : "Do these first");
    take.addEventListener("click", () => void this.#take(take, way));
    return make("div", { class: "way-box" }, make("span", { class: "label" }, "The way there"), steps, way.every(({ action }) => !action.includes(".")) && take);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {NonNullable<WhyNot["way"]>} way
   */
  #take(button, way) {
    return whileBusy(button, async () => {
      for (const { action, interactionId } of way) if (!(await this.desk.act(action, interactionId))) break;
    });
  }
}
