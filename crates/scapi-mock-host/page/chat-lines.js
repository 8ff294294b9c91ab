// What was written in a chat. Lines are added to those that are there.

/** @import { ChatLine } from "./protocol.js" */

import { make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { duration } from "./session-clock.js";

export class ChatLines {
  constructor() {
    this.count = make("span", { class: "count" });
    this.list = make("div", { class: "chat-lines", role: "log", "aria-label": "Chat", tabindex: 0 });
    this.element = make("details", { class: "more", open: true, hidden: true, "data-testid": "chat-lines" }, make("summary", { class: "fold" }, icon("chevron"), "Chat", this.count), this.list);
    this.first = 0;
  }

  /**
   * @param {ChatLine[]} lines the newest
   * @param {number} total of all that were written
   */
  show(lines, total) {
    this.element.hidden = total === 0;
    setText(this.count, String(total));
    const first = total - lines.length;
    if (total < this.first + this.list.childElementCount) this.list.replaceChildren();
    for (; this.first < first && this.list.firstElementChild; this.first += 1) this.list.firstElementChild.remove();
    this.first = first;
    const fresh = lines.slice(this.list.childElementCount);
    if (fresh.length === 0) return;
    this.list.append(...fresh.map(({ at, from, text }) => make("div", { class: "chat-line", "data-testid": "chat-line" }, make("span", { class: "chat-from" }, make("bdi", {}, from), ` ${duration(at)}`), make("bdi", { class: "chat-text" }, text))));
    this.list.scrollTop = this.list.scrollHeight;
  }
}
