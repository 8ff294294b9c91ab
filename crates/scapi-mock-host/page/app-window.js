// An app in a window of its own: opened by a click, since browsers block what is not, and watched, since nothing says that it is closed.

/** @typedef {"waiting" | "open" | "blocked" | "closed"} WindowState */

/** How often is looked whether the window is still there. */
const LOOK_MS = 500;
/** How often is looked whether it is blank: a window of another origin does not say so. */
const BLANK_MS = 20;
const FEATURES = "popup,width=960,height=720";

export class AppWindow {
  /** @param {() => void} closed the person has closed it */
  constructor(closed) {
    this.closed = closed;
    /** @type {Window | null} */
    this.window = null;
    this.timer = 0;
    this.blanking = 0;
  }

  /**
   * Opens it; false if the browser does not let it. The page can be reached as `window.opener` in it.
   *
   * @param {URL} url
   */
  open(url) {
    this.close();
    this.window = window.open(url.href, "_blank", FEATURES);
    if (this.window) this.timer = setInterval(() => this.#look(), LOOK_MS);
    return this.window !== null;
  }

  /**
   * Loads the app again. A fragment alone would not load it, hence the blank page in between.
   *
   * @param {URL} url
   */
  load(url) {
    if (!url.hash) return this.window?.location.replace(url.href);
    this.window?.location.replace("about:blank");
    clearInterval(this.blanking);
    this.blanking = setInterval(() => this.#loadWhenBlank(url), BLANK_MS);
  }

  focus() {
    this.window?.focus();
  }

  /** Closes it without telling anybody. */
  close() {
    clearInterval(this.timer);
    clearInterval(this.blanking);
    this.window?.close();
    this.window = null;
  }

  /** @param {URL} url */
  #loadWhenBlank(url) {
    if (this.window && !isBlank(this.window)) return;
    clearInterval(this.blanking);
    this.window?.location.replace(url.href);
  }

  #look() {
    if (!this.window?.closed) return;
    this.close();
    this.closed();
  }
}

/**
 * Whether a window shows nothing. While it shows the app, of another origin, it cannot be asked.
 *
 * @param {Window} window
 */
export function isBlank(window) {
  try {
    return window.location.href === "about:blank";
  } catch {
    return false;
  }
}
