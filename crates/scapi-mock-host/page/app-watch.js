// Waits for the first message of an app, and has the host look when none comes.

/** An app that was loaded says something soon, if it ever does by itself. */
const AFTER_LOAD_MS = 2000;
/** What has not been loaded by then does not load. */
const WITHOUT_LOAD_MS = 8000;

export class AppWatch {
  /** @param {() => void} silent nothing has come in time */
  constructor(silent) {
    this.silent = silent;
    this.heard = false;
    this.timer = 0;
  }

  /** The app is about to be loaded. */
  start() {
    this.heard = false;
    this.#wait(WITHOUT_LOAD_MS);
  }

  /** The frame has loaded something: the app, or the browser's word that there is none. */
  loaded() {
    if (!this.heard && this.timer) this.#wait(AFTER_LOAD_MS);
  }

  /** A message has come; true if it is the first. */
  hear() {
    const isFirst = !this.heard;
    this.heard = true;
    this.stop();
    return isFirst;
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** @param {number} ms */
  #wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.silent();
    }, ms);
  }
}
