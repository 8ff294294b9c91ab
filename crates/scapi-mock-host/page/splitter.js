// The bar between apps and message log: drag it, or focus it and use the arrow keys.

import { byId } from "./dom.js";
import { recall, remember } from "./storage.js";

const STEP = 24;
const PAGE_STEP = 120;
const SMALLEST = 96;
/** What must stay for the apps, in pixels. */
const REST = 220;

/** Makes `#splitter` set the size of `#log` through the custom property `--log-size`. */
export function enableSplitter() {
  const bar = byId("splitter");
  const saved = Number(recall("log-size"));
  if (saved > 0) resize(bar, saved);
  bar.addEventListener("pointerdown", (event) => startDrag(bar, event));
  bar.addEventListener("keydown", (event) => pressKey(bar, event));
  bar.addEventListener("dblclick", () => restore(bar));
}

/** The log is beside the apps on wide windows, else below them. */
function isBeside() {
  return getComputedStyle(byId("layout")).getPropertyValue("--log-beside").trim() === "1";
}

function currentSize() {
  const box = byId("log").getBoundingClientRect();
  return isBeside() ? box.width : box.height;
}

function largest() {
  const box = byId("layout").getBoundingClientRect();
  return (isBeside() ? box.width - byId("desktop").offsetWidth : box.height) - REST;
}

/**
 * @param {HTMLElement} bar
 * @param {number} size in pixels
 */
function resize(bar, size) {
  const fitting = Math.round(Math.max(SMALLEST, Math.min(size, largest())));
  byId("layout").style.setProperty("--log-size", `${fitting}px`);
  bar.setAttribute("aria-valuenow", String(fitting));
  bar.setAttribute("aria-valuemin", String(SMALLEST));
  bar.setAttribute("aria-valuemax", String(Math.round(largest())));
  bar.setAttribute("aria-orientation", isBeside() ? "vertical" : "horizontal");
  remember("log-size", String(fitting));
}

/** @param {HTMLElement} bar */
function restore(bar) {
  byId("layout").style.removeProperty("--log-size");
  bar.removeAttribute("aria-valuenow");
  remember("log-size", "");
}

/**
 * @param {HTMLElement} bar
 * @param {PointerEvent} down
 */
function startDrag(bar, down) {
  const from = isBeside() ? down.clientX : down.clientY;
  const size = currentSize();
  /** @param {PointerEvent} event */
  const move = (event) => resize(bar, size + from - (isBeside() ? event.clientX : event.clientY));
  const end = () => {
    bar.removeEventListener("pointermove", move);
    document.body.classList.remove("is-resizing");
  };
  bar.setPointerCapture(down.pointerId);
  document.body.classList.add("is-resizing");
  bar.addEventListener("pointermove", move);
  bar.addEventListener("lostpointercapture", end, { once: true });
}

/**
 * @param {HTMLElement} bar
 * @param {KeyboardEvent} event
 */
function pressKey(bar, event) {
  /** @type {{ [key: string]: number }} */
  const steps = {
    ArrowUp: STEP, ArrowLeft: STEP, PageUp: PAGE_STEP, End: Infinity,
    ArrowDown: -STEP, ArrowRight: -STEP, PageDown: -PAGE_STEP, Home: -Infinity,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  resize(bar, currentSize() + step);
}
