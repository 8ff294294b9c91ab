// The WebSocket to the host: numbered both ways, acknowledged, resumed after a loss.

/** @import { Announcement, BridgeError, FromHost, HostMessage, JournalBatch, Report, State, Welcome } from "./protocol.js" */

/** @typedef {"connecting" | "connected" | "reconnecting" | "gone"} Connection */
/**
 * @typedef {object} BridgeHandlers
 * @property {(connection: Connection) => void} connection
 * @property {(welcome: Welcome) => void} fresh a new bridge: frames are to be announced, nothing of the old one holds
 * @property {(welcome: Welcome) => void} resumed the old bridge goes on
 * @property {(message: HostMessage) => void} message to be handed to a frame, once
 * @property {(state: State) => void} state
 * @property {(frame: string) => void} reload a fault loads the app of this frame again
 * @property {(batch: JournalBatch) => void} journal
 * @property {(error: BridgeError) => void} error
 * @property {(lost: number) => void} lost messages of apps that no host has seen
 */

/** @typedef {{ seq: number | null, frame: string, text: string }} Outgoing */

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;
/** With the delays above about six seconds: a host that restarts is back by then. */
const ATTEMPTS_UNTIL_GONE = 5;
/** So much of a frame may wait for the host: an app that chatters must not fill the memory, nor stand in the way of others. */
const MOST_MESSAGES = 5000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

export class Bridge {
  /**
   * @param {string} url
   * @param {BridgeHandlers} handlers
   */
  constructor(url, handlers) {
    this.url = url;
    this.handlers = handlers;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {string | null} the bridge to resume */
    this.bridge = null;
    this.welcomed = false;
    /** Highest sequence number seen from the host. */
    this.received = 0;
    /** Number of the last journal entry seen. */
    this.shown = 0;
    /** Sequence number of the last report to the host. */
    this.sent = 0;
    /** @type {Outgoing[]} sent and not acknowledged, or waiting for a connection */
    this.outbox = [];
    /** @type {Map<string, { messages: number, characters: number }>} what of it is whose */
    this.waiting = new Map();
    this.attempts = 0;
    this.timer = 0;
  }

  /** Opens the socket; from then on the bridge keeps itself open. */
  connect() {
    clearTimeout(this.timer);
    this.welcomed = false;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener("open", () => this.#greet());
    socket.addEventListener("message", (event) => this.#receive(socket, event.data));
    socket.addEventListener("close", () => this.#closed(socket));
  }

  /** Tries now instead of waiting for the next attempt. */
  retry() {
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    this.connect();
  }

  /** There is nothing to come back to; only a person may try again. */
  giveUp() {
    clearTimeout(this.timer);
    this.handlers.connection("gone");
  }

  /**
   * Tells the host about a frame.
   *
   * @param {Announcement} announcement
   */
  announce(announcement) {
    this.#queue({ seq: null, frame: announcement.frame, text: JSON.stringify(announcement) });
  }

  /**
   * Whether a frame may say more. What it says beyond is for the caller to drop.
   *
   * @param {string} frame
   */
  hasRoomFor(frame) {
    const { messages = 0, characters = 0 } = this.waiting.get(frame) ?? {};
    return messages < MOST_MESSAGES && characters < MOST_CHARACTERS;
  }

  /**
   * Passes on what an app said, numbered, and keeps it until the host has it.
   *
   * @param {Report} report
   */
  report(report) {
    this.sent += 1;
    const frame = "frame" in report ? report.frame : "";
    this.#queue({ seq: this.sent, frame, text: JSON.stringify({ ...report, seq: this.sent }) });
  }

  /** @param {Outgoing} item */
  #queue(item) {
    if (this.welcomed) this.socket?.send(item.text);
    if (this.welcomed && item.seq === null) return;
    this.outbox.push(item);
    this.#count(item, 1);
  }

  /**
   * @param {Outgoing} item
   * @param {1 | -1} sign
   */
  #count({ seq, frame, text }, sign) {
    if (seq === null) return;
    const { messages, characters } = this.waiting.get(frame) ?? { messages: 0, characters: 0 };
    if (messages + sign > 0) this.waiting.set(frame, { messages: messages + sign, characters: characters + sign * text.length });
    else this.waiting.delete(frame);
  }

  #greet() {
    const greeting = this.bridge === null ? { type: "hello" } : { type: "resume", bridge: this.bridge, received: this.received, shown: this.shown };
    this.socket?.send(JSON.stringify(greeting));
  }

  /**
   * @param {WebSocket} socket
   * @param {unknown} text
   */
  #receive(socket, text) {
    if (socket !== this.socket) return;
    const message = parse(text);
    if (message) this.#dispatch(message);
    else this.handlers.error({ type: "error", message: `the host sent something that is not JSON: ${String(text).slice(0, 200)}` });
  }

  /** @param {FromHost} message */
  #dispatch(message) {
    switch (message.type) {
      case "welcome": return this.#welcome(message);
      case "ack": return this.#acknowledged(message.seq);
      case "message": return this.#deliver(message);
      case "state": return this.handlers.state(message);
      case "journal": return this.#show(message);
      case "reload": return this.handlers.reload(message.frame);
      case "error": return this.handlers.error(message);
    }
  }

  /** @param {Welcome} welcome */
  #welcome(welcome) {
    this.attempts = 0;
    this.welcomed = true;
    const goesOn = welcome.resumed && welcome.bridge === this.bridge;
    const lost = goesOn || this.bridge === null ? 0 : this.#startOver();
    this.bridge = welcome.bridge;
    this.#flush();
    this.handlers.connection("connected");
    if (goesOn) this.handlers.resumed(welcome);
    else this.handlers.fresh(welcome);
    // Said last, as what was there before is cleared away.
    if (lost > 0) this.handlers.lost(lost);
  }

  /** Another host knows nothing of this bridge: what waits for it is lost. Gives how much that is. */
  #startOver() {
    const lost = this.#unheard();
    this.received = 0;
    this.shown = 0;
    this.sent = 0;
    this.outbox = [];
    this.waiting.clear();
    return lost;
  }

  #unheard() {
    return this.outbox.filter((item) => item.seq !== null).length;
  }

  #flush() {
    for (const item of this.outbox) this.socket?.send(item.text);
    this.outbox = this.outbox.filter((item) => item.seq !== null);
  }

  /** @param {number} seq */
  #acknowledged(seq) {
    // Once there is a connection, only what is numbered waits, in order.
    while ((this.outbox[0]?.seq ?? Infinity) <= seq) this.#count(/** @type {Outgoing} */ (this.outbox.shift()), -1);
  }

  /** @param {HostMessage} message */
  #deliver(message) {
    if (message.seq > this.received) {
      this.received = message.seq;
      this.handlers.message(message);
    }
    this.socket?.send(JSON.stringify({ type: "ack", seq: message.seq }));
  }

  /** @param {JournalBatch} batch */
  #show(batch) {
    this.shown = batch.entries.at(-1)?.seq ?? this.shown;
    this.handlers.journal(batch);
  }

  /** @param {WebSocket} socket */
  #closed(socket) {
    if (socket !== this.socket) return;
    this.welcomed = false;
    this.attempts += 1;
    this.handlers.connection(this.attempts > ATTEMPTS_UNTIL_GONE ? "gone" : "reconnecting");
    this.timer = setTimeout(() => this.connect(), delay(this.attempts));
  }
}

/**
 * Doubles from attempt to attempt, with some jitter so that several tabs do not come at once.
 *
 * @param {number} attempt
 */
function delay(attempt) {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  return longest * (0.75 + Math.random() / 4);
}

/**
 * @param {unknown} text
 * @returns {FromHost | null}
 */
function parse(text) {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
