// Short notices in a corner: news are polite and go by themselves, refusals are assertive and stay until closed.

/** @import { Problem } from "./protocol.js" */

import { byId, make } from "./dom.js";
import { icon } from "./icons.js";

const NEWS_MS = 5000;
/** More would cover the page. */
const MOST_AT_ONCE = 4;

/**
 * @param {string} text
 */
export function showNews(text) {
  const toast = makeToast("news", "check", make("p", { class: "toast-title" }, text));
  put("toasts-polite", toast);
  goAfter(toast, NEWS_MS);
}

/**
 * @param {string} title
 * @param {string} [detail]
 */
export function showTrouble(title, detail) {
  put("toasts-assertive", makeToast("trouble", "alert", make("p", { class: "toast-title" }, title), detail && make("p", {}, detail)));
}

/**
 * A refusal of the host: why, what was perhaps meant, and by which clause.
 *
 * @param {string} action what was tried, in the words of its button
 * @param {Problem} problem
 */
export function showRefusal(action, problem) {
  put("toasts-assertive", makeToast(
    "refusal",
    "alert",
    make("p", { class: "toast-title" }, `${action}: ${problem.title ?? "refused"}`),
    problem.detail && make("p", { class: "toast-detail" }, problem.detail),
    suggestion(problem.didYouMean),
    problem.clause && make("p", { class: "toast-clause" }, "Clause ", make("code", {}, problem.clause)),
  ));
}

/** @param {Problem["didYouMean"]} didYouMean */
function suggestion(didYouMean) {
  const meant = [didYouMean ?? []].flat();
  if (meant.length === 0) return null;
  const codes = meant.flatMap((word, at) => [at > 0 ? " or " : "", make("code", {}, word)]);
  return make("p", { class: "toast-suggestion" }, "Did you mean ", ...codes, "?");
}

/**
 * @param {string} tone
 * @param {string} iconName
 * @param {...(HTMLElement | null | undefined | false | "")} content
 */
function makeToast(tone, iconName, ...content) {
  const toast = make("div", { class: `toast is-${tone}`, "data-testid": "toast", "data-tone": tone });
  const close = make("button", { type: "button", class: "button quiet icon-only small", "aria-label": "Dismiss", "data-testid": "toast-dismiss", onclick: () => toast.remove() }, icon("close"));
  toast.append(icon(iconName), make("div", { class: "toast-body" }, ...content.filter((part) => part !== "")), close);
  return toast;
}

/**
 * @param {string} region
 * @param {HTMLElement} toast
 */
function put(region, toast) {
  byId(region).append(toast);
  const all = [...document.querySelectorAll(".toast")];
  for (const old of all.slice(0, Math.max(0, all.length - MOST_AT_ONCE))) old.remove();
}

/**
 * Removes a toast after a while in which nobody points at it.
 *
 * @param {HTMLElement} toast
 * @param {number} ms
 */
function goAfter(toast, ms) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) goAfter(toast, ms);
    else toast.remove();
  }, ms);
}
