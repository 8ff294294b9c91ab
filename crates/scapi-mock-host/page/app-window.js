// An app in a window of its own: opened by a click, since browsers block what is not, and watched, since nothing says that it is closed.

/** @typedef {"waiting" | "open" | "blocked" | "closed"} WindowState */

/** How often is looked whether the window is still there. */
const LOOK_MS = 500;
const FEATURES = "popup,width=960,height=720";

export class AppWindow {
  /** @param {() => void} closed the person has closed it */
  constructor(closed) {
    this.closed = closed;
    /** @type {Window | null} */
    this.window = null;
    this.timer = 0;
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
    if (url.hash) this.window?.location.replace("about:blank");
    setTimeout(() => this.window?.location.replace(url.href));
  }

  focus() {
    this.window?.focus();
  }

  /** Closes it without telling anybody. */
  close() {
    clearInterval(this.timer);
    this.window?.close();
    this.window = null;
  }

  #look() {
    if (!this.window?.closed) return;
    this.close();
    this.closed();
  }
}
