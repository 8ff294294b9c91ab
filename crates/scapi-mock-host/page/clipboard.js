// Copying, with a word on the button whether it worked.

import { make } from "./dom.js";
import { icon } from "./icons.js";

const SAID_MS = 1500;

/**
 * @param {string} testid
 * @param {string} label
 * @param {() => string} text what is copied, made when it is wanted
 */
export function copyButton(testid, label, text) {
  const word = make("span", { class: "copy-word" }, label);
  const button = make("button", { type: "button", class: "button quiet small", "data-testid": testid, onclick: () => void copy() }, icon("copy"), word);
  const copy = async () => {
    const copied = text();
    button.dataset["copied"] = copied;
    word.textContent = await write(copied);
    setTimeout(() => { word.textContent = label; }, SAID_MS);
  };
  return button;
}

/** @param {string} text */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    return "Not allowed";
  }
}
