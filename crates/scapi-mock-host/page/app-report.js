// Why an app does not show or says nothing: what the host has found out, and what would help, above the app.

/** @import { Finding, Probe } from "./protocol.js" */

import { make } from "./dom.js";
import { icon } from "./icons.js";

export class AppReport {
  /** @param {() => void} again the person wants to look again */
  constructor(again) {
    this.again = again;
    this.element = make("div", { class: "app-report", "data-testid": "app-report", hidden: true, role: "status" });
  }

  clear() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /**
   * What is wrong with the address itself.
   *
   * @param {string[]} faults
   */
  showFaults(faults) {
    this.element.dataset["weight"] = "doubt";
    this.#show("Not everything in the address was filled in", faults.map((what) => make("li", {}, what)), false);
  }

  /** A window that the person asked for has not come. */
  showBlocked() {
    const remedy = make("span", { class: "remedy" }, `Allow pop-ups for ${location.origin}, mostly by a sign in the address bar, and try again.`);
    this.element.dataset["weight"] = "fault";
    this.#show("The browser has blocked the window", [make("li", { "data-testid": "finding", "data-kind": "blocked" }, "The app stays in the page.", remedy)], false);
  }

  /**
   * What the host has found out.
   *
   * @param {Probe} probe
   */
  showProbe({ url, status, findings }) {
    const isSure = findings.some(({ weight }) => weight === "fault");
    const items = findings.map(toItem);
    if (items.length === 0) items.push(silence(url, status));
    this.element.dataset["weight"] = isSure ? "fault" : "doubt";
    this.#show(isSure ? "This app cannot be shown" : "Nothing has come from this app yet", items, true);
  }

  /**
   * @param {string} title
   * @param {HTMLElement[]} items
   * @param {boolean} canLookAgain
   */
  #show(title, items, canLookAgain) {
    const again = make("button", { type: "button", class: "button small", "data-testid": "look-again", onclick: () => this.again() }, "Look again");
    const dismiss = make("button", { type: "button", class: "button quiet small icon-only", "aria-label": "Dismiss", "data-testid": "dismiss-report", onclick: () => this.clear() }, icon("close"));
    const body = make("div", { class: "app-report-body" }, make("p", { class: "app-report-title" }, title), make("ul", { class: "findings" }, ...items));
    this.element.replaceChildren(icon("alert"), body, ...(canLookAgain ? [again] : []), dismiss);
    this.element.hidden = false;
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
function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
