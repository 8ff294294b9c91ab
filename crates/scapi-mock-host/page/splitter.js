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
  bar.addEventListener("pointerdown", (event) => startDrag(bar, event));
  bar.addEventListener("keydown", (event) => pressKey(bar, event));
  bar.addEventListener("dblclick", () => setSize(bar, null));
  window.addEventListener("resize", () => fit(bar));
  fit(bar);
}

/** The log is beside the apps on wide windows, else below them. */
function isBeside() {
  return getComputedStyle(byId("layout")).getPropertyValue("--log-beside").trim() === "1";
}

/** A width is no use as a height, so each is remembered by itself. */
function memory() {
  return isBeside() ? "log-width" : "log-height";
}

function currentSize() {
  const box = byId("log").getBoundingClientRect();
  return Math.round(isBeside() ? box.width : box.height);
}

function largest() {
  const box = byId("layout").getBoundingClientRect();
  return Math.round((isBeside() ? box.width - byId("desktop").offsetWidth : box.height) - REST);
}

/**
 * @param {HTMLElement} bar
 * @param {number | null} size in pixels; null for the size it has by itself
 */
function setSize(bar, size) {
  remember(memory(), size === null ? "" : String(clamp(size)));
  fit(bar);
}

/** @param {number} size */
function clamp(size) {
  return Math.round(Math.max(SMALLEST, Math.min(size, largest())));
}

/**
 * Gives the log its remembered size, as far as the window has room.
 *
 * @param {HTMLElement} bar
 */
function fit(bar) {
  const saved = Number(recall(memory()));
  const layout = byId("layout");
  if (saved > 0) layout.style.setProperty("--log-size", `${clamp(saved)}px`);
  else layout.style.removeProperty("--log-size");
  bar.setAttribute("aria-valuenow", String(currentSize()));
  bar.setAttribute("aria-valuemin", String(SMALLEST));
  bar.setAttribute("aria-valuemax", String(largest()));
  bar.setAttribute("aria-orientation", isBeside() ? "vertical" : "horizontal");
}

/**
 * @param {HTMLElement} bar
 * @param {PointerEvent} down
 */
function startDrag(bar, down) {
  const from = isBeside() ? down.clientX : down.clientY;
  const size = currentSize();
  /** @param {PointerEvent} event */
  const move = (event) => setSize(bar, size + from - (isBeside() ? event.clientX : event.clientY));
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
  setSize(bar, currentSize() + step);
}
