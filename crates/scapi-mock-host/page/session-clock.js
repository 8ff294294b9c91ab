// Session time as the page knows it: told by the host, and running on in between unless it stands.

export class SessionClock {
  constructor() {
    this.running = false;
    this.at = 0;
    this.heardAt = 0;
  }

  /**
   * @param {number} at session time in milliseconds
   * @param {"runs" | "stands"} gait a virtual clock stands, and so does a real one that is frozen
   */
  sync(at, gait) {
    this.at = at;
    this.heardAt = performance.now();
    this.running = gait === "runs";
  }

  /** Stands still until the host tells the time again. */
  stop() {
    this.at = this.now();
    this.running = false;
  }

  /** Session time now, in milliseconds. */
  now() {
    return this.running ? this.at + (performance.now() - this.heardAt) : this.at;
  }
}

/**
 * @param {number} ms
 * @returns {string} like `0:07` or `1:02:03`
 */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/**
 * @param {number} ms
 * @returns {string} like `0:07.250`
 */
export function preciseDuration(ms) {
  return `${duration(ms)}.${String(Math.max(0, Math.floor(ms)) % 1000).padStart(3, "0")}`;
}
