// Notices above an app: why it does not show or says nothing, as the host has found out, and what would help.

/** @import { Finding, Probe } from "./protocol.js" */

/** @typedef {"address" | "silence" | "window"} Topic what a notice is about; there is one of each at most */
/** @typedef {"fault" | "doubt"} Weight */

import { make } from "./dom.js";
import { icon } from "./icons.js";

export class AppReport {
  /** @param {() => void} again the person wants to look again */
  constructor(again) {
    this.again = again;
    this.element = make("div", { class: "app-reports" });
    /** @type {Map<Topic, HTMLElement>} */
    this.notices = new Map();
  }

  /** @param {Topic} topic */
  clear(topic) {
    this.notices.get(topic)?.remove();
    this.notices.delete(topic);
  }

  /**
   * What is wrong with the address itself.
   *
   * @param {string[]} faults
   */
  showFaults(faults) {
    this.#show("address", "doubt", "Not everything in the address was filled in", faults.map((what) => make("li", {}, sentence(what))));
  }

  /** A window that the person asked for has not come. */
  showBlocked() {
    const remedy = make("span", { class: "remedy" }, `Allow pop-ups for ${location.origin}, mostly by a sign in the address bar, and try again.`);
    const item = make("li", { "data-testid": "finding", "data-kind": "blocked" }, "The app stays in the page.", remedy);
    this.#show("window", "fault", "The browser has blocked the window", [item]);
  }

  /**
   * What the host has found out.
   *
   * @param {Probe} probe
   */
  showProbe({ url, status, findings }) {
    const isSure = findings.some(({ weight }) => weight === "fault");
    const items = findings.length > 0 ? findings.map(toItem) : [silence(url, status)];
    const again = make("button", { type: "button", class: "button small", "data-testid": "look-again", onclick: () => this.again() }, "Look again");
    this.#show("silence", isSure ? "fault" : "doubt", isSure ? "This app cannot be shown" : "Nothing has come from this app yet", items, again);
  }

  /**
   * @param {Topic} topic
   * @param {Weight} weight
   * @param {string} title
   * @param {HTMLElement[]} items
   * @param {...HTMLElement} buttons
   */
  #show(topic, weight, title, items, ...buttons) {
    const dismiss = make("button", { type: "button", class: "button quiet small icon-only", "aria-label": "Dismiss", "data-testid": "dismiss-report", onclick: () => this.clear(topic) }, icon("close"));
    const body = make("div", { class: "app-report-body" }, make("p", { class: "app-report-title" }, title), make("ul", { class: "findings" }, ...items));
    const notice = make("div", { class: "app-report", role: "status", "data-testid": "app-report", "data-topic": topic, "data-weight": weight }, icon("alert"), body, ...buttons, dismiss);
    this.clear(topic);
    this.notices.set(topic, notice);
    this.element.append(notice);
  }
}

/** @param {Finding} finding */
function toItem({ kind, what, remedy }) {
  return make("li", { "data-testid": "finding", "data-kind": kind }, sentence(what), make("span", { class: "remedy" }, sentence(remedy)));
}

/**
 * @param {string} url
 * @param {number | undefined} status
 */
function silence(url, status) {
  const client = `${location.origin}/wwe-service-client-api.js`;
  return make(
    "li",
    { "data-testid": "finding", "data-kind": "silence" },
    `${url} answers ${status ?? ""}, may be framed, and has not sent a message to the desktop.`,
    make("span", { class: "remedy" }, "See whether it loads a client script, such as ", make("code", {}, client), ", and what the console of the browser says."),
  );
}

/** @param {string} text */
export function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
