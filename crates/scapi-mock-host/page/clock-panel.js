// “Clock”: the time of the session in a person's hands.

/** @import { Control } from "./control.js" */

import { make, setText } from "./dom.js";
import { preciseDuration } from "./session-clock.js";
import { showNews, showRefusal } from "./toasts.js";

/** Timers that people wait for: a tick, a far end, a call that rings too long, a block that lapses. */
const STEPS_MS = [1000, 5000, 20_000, 60_000, 3_600_000];

export class ClockPanel {
  /** @param {Control} control */
  constructor(control) {
    this.control = control;
    this.now = make("strong", { class: "sim-time", "data-testid": "clock-now" });
    this.kind = make("p", { class: "field-hint", "data-testid": "clock-kind" });
    this.due = make("p", { "data-testid": "clock-due" });
    this.toDue = make("button", { type: "button", class: "button", "data-testid": "clock-to-due" }, "To what falls due next");
    this.quiet = make("button", { type: "button", class: "button", "data-testid": "clock-quiet" }, "Run until quiet");
    this.freeze = make("button", { type: "button", class: "button", "data-testid": "clock-freeze" }, "Freeze");
    this.ms = make("input", { class: "input", id: "clock-ms", inputmode: "numeric", value: "30000", "data-testid": "clock-ms", autocomplete: "off" });
    this.fault = make("span", { class: "field-fault", id: "clock-fault", role: "alert" });
    this.ms.setAttribute("aria-describedby", "clock-fault");
    const exact = make("form", { class: "sim-row", novalidate: true }, make("label", { class: "label", for: "clock-ms" }, "Milliseconds"), this.ms, make("button", { type: "submit", class: "button", "data-testid": "clock-advance" }, "Advance"));
    exact.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#advance(Number(this.ms.value.trim() || "NaN"));
    });
    this.moves = make("div", { class: "sim-group" },
      make("div", { class: "sim-row" }, ...STEPS_MS.map((ms) => make("button", { type: "button", class: "button small", "data-testid": `clock-advance-${ms}`, onclick: () => void this.#advance(ms) }, label(ms)))),
      exact, this.fault,
      make("div", { class: "sim-row" }, this.toDue, this.quiet));
    this.stands = false;
    /** @type {number | undefined} */
    this.next = undefined;
    this.at = 0;
    this.toDue.addEventListener("click", () => void this.#advance(Math.max(0, (this.next ?? this.at) - this.at)));
    this.quiet.addEventListener("click", () => void this.#runUntilQuiet());
    this.freeze.addEventListener("click", () => void this.#do(this.freeze.dataset["turn"] ?? "freeze", {}));
    this.element = make("div", {}, make("h3", { class: "sim-title" }, "Session time"), this.now, this.kind, this.due, this.freeze, make("h3", { class: "sim-title" }, "Move it on"), this.moves);
  }

  open() {
    void this.#look();
  }

  refresh() {
    void this.#look();
  }

  async #look() {
    const answer = await this.control.call("GET", "clock");
    if (!answer.ok) return;
    const { at, clock, stands, nextDue } = answer.body;
    this.at = at;
    this.next = nextDue;
    setText(this.now, preciseDuration(at));
    const isVirtual = clock === "virtual";
    setText(this.kind, isVirtual ? "A virtual clock: it stands until it is moved." : stands ? "A real clock, frozen: it stands until it is moved or let go." : "A real clock: it runs. Freeze it to move it by hand.");
    setText(this.due, nextDue === undefined ? "Nothing falls due." : `Next: something falls due at ${preciseDuration(nextDue)}, in ${preciseDuration(nextDue - at)}.`);
    this.freeze.hidden = isVirtual;
    this.freeze.dataset["turn"] = stands ? "unfreeze" : "freeze";
    setText(this.freeze, stands ? "Let it run" : "Freeze");
    this.toDue.hidden = nextDue === undefined;
    this.moves.classList.toggle("is-off", !stands);
  }

  /** @param {number} ms */
  async #advance(ms) {
    const isFine = Number.isInteger(ms) && ms >= 0;
    this.ms.removeAttribute("aria-invalid");
    setText(this.fault, isFine ? "" : "Whole milliseconds, such as 30000.");
    if (isFine) return this.#do("advance", { ms });
    this.ms.setAttribute("aria-invalid", "true");
    this.ms.focus();
  }

  async #runUntilQuiet() {
    const body = await this.#do("run-until-quiet", {});
    if (body) showNews(body.quiet ? "Nothing falls due any more." : "Something falls due later than within an hour.");
  }

  /**
   * @param {string} what
   * @param {object} body
   */
  async #do(what, body) {
    const answer = await this.control.call("POST", `clock/${what}`, body);
    await this.#look();
    if (answer.ok) return answer.body;
    showRefusal("Clock", answer.problem);
    return null;
  }
}

/** @param {number} ms */
function label(ms) {
  return ms >= 3_600_000 ? `+${ms / 3_600_000} h` : ms >= 60_000 ? `+${ms / 60_000} min` : `+${ms / 1000} s`;
}
