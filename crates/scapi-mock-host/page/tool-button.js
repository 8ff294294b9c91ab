// A button of a tool bar: an icon, and a word that goes out of sight where room is short.

import { make } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {string} testid
 * @param {string} iconName
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [title]
 */
export function toolButton(testid, iconName, label, onclick, title) {
  return make("button", { type: "button", class: "button quiet small", "data-testid": testid, title, onclick }, icon(iconName), toolLabel(label));
}

/** @param {string} label */
export function toolLabel(label) {
  return make("span", { class: "tool-label" }, label);
}
