// JSON as a tree: folded and unfolded by mouse and keyboard; of the node that is chosen, value and pointer can be copied.

import { copyButton } from "./clipboard.js";
import { make, setText } from "./dom.js";
import { at, escape, isNode } from "./json-pointer.js";

/** What is larger shows its first level only; the rest waits to be unfolded. */
const OPEN_AT_ONCE = 300;
/** So many children are shown at a time. */
const CHILDREN_AT_ONCE = 200;
/** A longer text is cut until it is chosen. */
const TEXT_SHOWN = 2000;

/** @typedef {{ pointer: string, value: unknown }} Place */

/**
 * @param {unknown} value
 * @returns {HTMLElement}
 */
export function jsonView(value) {
  const open = size(value, OPEN_AT_ONCE) < OPEN_AT_ONCE ? Infinity : 1;
  const tree = make("div", { class: "json", role: "tree", "aria-label": "JSON", dir: "ltr", "data-testid": "json" }, ...lines("", value, null, 1, open));
  /** @type {Place} */
  let chosen = { pointer: "", value };
  const pointer = make("code", { class: "json-pointer", "data-testid": "json-pointer" }, "(whole)");
  const bar = make("div", { class: "json-bar" }, pointer,
    copyButton("copy-value", "Copy value", () => asText(chosen.value)), copyButton("copy-pointer", "Copy pointer", () => chosen.pointer));
  const choose = (/** @type {HTMLElement} */ line) => {
    for (const other of tree.querySelectorAll("[aria-selected=true]")) mark(other, false);
    mark(line, true);
    chosen = placeOf(line, value);
    setText(pointer, chosen.pointer === "" ? "(whole)" : chosen.pointer);
  };
  const first = tree.querySelector("[role=treeitem]");
  if (first) first.setAttribute("tabindex", "0");
  tree.addEventListener("click", ({ target }) => {
    const line = target instanceof Element ? target.closest("[role=treeitem]") : null;
    if (!(line instanceof HTMLElement)) return;
    choose(line);
    line.focus();
    if (target instanceof Element && target.closest(".json-twist")) toggle(line, value);
  });
  tree.addEventListener("dblclick", ({ target }) => {
    const line = target instanceof Element ? target.closest("[role=treeitem]") : null;
    if (line instanceof HTMLElement) toggle(line, value);
  });
  tree.addEventListener("keydown", (event) => pressed(event, tree, value, choose));
  return make("div", { class: "json-view" }, bar, tree);
}

/**
 * @param {Element} line
 * @param {boolean} on
 */
function mark(line, on) {
  line.setAttribute("aria-selected", String(on));
  line.setAttribute("tabindex", on ? "0" : "-1");
}

/**
 * @param {string} pointer
 * @param {unknown} value
 * @param {string | null} key
 * @param {number} level
 * @param {number} open how many levels are open
 * @returns {HTMLElement[]} the line of the value, and those below it
 */
function lines(pointer, value, key, level, open) {
  const isOpen = isNode(value) && open > 0;
  const line = make(
    "div",
    { class: "json-line", role: "treeitem", tabindex: -1, "aria-level": level, "aria-selected": "false", "aria-expanded": isNode(value) ? String(isOpen) : null, "data-pointer": pointer },
    make("span", { class: "json-twist", "aria-hidden": "true" }, isNode(value) ? "▾" : ""),
    key !== null && make("span", { class: "json-key" }, key),
    key !== null && ": ",
    gistOf(value),
  );
  line.style.paddingInlineStart = `${(level - 1) * 14 + 2}px`;
  return isOpen ? [line, ...below(pointer, value, level, open)] : [line];
}

/**
 * @param {string} pointer
 * @param {object} value
 * @param {number} level
 * @param {number} open
 */
function below(pointer, value, level, open) {
  const entries = Object.entries(value);
  const shown = entries.slice(0, CHILDREN_AT_ONCE);
  const parts = shown.flatMap(([key, item]) => lines(`${pointer}/${escape(key)}`, item, key, level + 1, open - 1));
  const more = entries.length - shown.length;
  if (more > 0) {
    const note = make("div", { class: "json-more" }, `… ${more} more; “Copy value” has them all`);
    parts.push(note);
  }
  return parts;
}

/** @param {unknown} value */
function gistOf(value) {
  if (isNode(value)) {
    const count = Object.keys(value).length;
    const [start, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    return make("span", { class: "json-node" }, count === 0 ? `${start}${end}` : `${start}${count}${end}`);
  }
  const text = JSON.stringify(value) ?? "undefined";
  return make("span", { class: typeof value === "string" ? "json-string" : "json-word" }, text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text);
}

/**
 * Folds or unfolds a line.
 *
 * @param {HTMLElement} line
 * @param {unknown} root
 */
function toggle(line, root) {
  const place = placeOf(line, root);
  if (!isNode(place.value)) return;
  const level = Number(line.getAttribute("aria-level"));
  const isOpen = line.getAttribute("aria-expanded") === "true";
  line.setAttribute("aria-expanded", String(!isOpen));
  if (!isOpen) return line.after(...below(place.pointer, place.value, level, 1));
  for (let next = line.nextElementSibling; next && Number(next.getAttribute("aria-level") ?? Infinity) > level; next = line.nextElementSibling) next.remove();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} tree
 * @param {unknown} root
 * @param {(line: HTMLElement) => void} choose
 */
function pressed(event, tree, root, choose) {
  const line = event.target;
  if (!(line instanceof HTMLElement) || line.getAttribute("role") !== "treeitem") return;
  /** @type {HTMLElement[]} */
  const all = [...tree.querySelectorAll("[role=treeitem]")].filter((item) => item instanceof HTMLElement);
  const at = all.indexOf(line);
  const expanded = line.getAttribute("aria-expanded");
  /** @type {{ [key: string]: HTMLElement | undefined }} */
  const moves = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1) };
  const next = moves[event.key];
  if (event.key in moves && next) {
    choose(next);
    next.focus();
  } else if (event.key === "Enter" || event.key === " " || (event.key === "ArrowRight" && expanded === "false") || (event.key === "ArrowLeft" && expanded === "true")) {
    choose(line);
    toggle(line, root);
  } else if (!(event.key in moves)) return;
  event.preventDefault();
}

/**
 * @param {HTMLElement} line
 * @param {unknown} root
 * @returns {Place}
 */
function placeOf(line, root) {
  const pointer = line.dataset["pointer"] ?? "";
  return { pointer, value: at(root, pointer) };
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2) ?? "";
}

/**
 * @param {unknown} value
 * @param {number} most where counting may stop
 * @returns {number} how many nodes it has
 */
function size(value, most) {
  if (!isNode(value)) return 1;
  let count = 1;
  for (const item of Object.values(value)) {
    count += size(item, most - count);
    if (count >= most) break;
  }
  return count;
}
