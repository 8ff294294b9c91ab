/*
 * The Service Client API as promises, for apps that are made of ES modules. It sends what the drop-in client sends, and differs
 * from it on purpose: failures and time-outs are errors, events are async iterators, nothing is global, and only the host is
 * listened to. Everything that it knows is in what `connect` returns, so that any number of them can live in a page, beside the
 * drop-in client too.
 *
 *   import { connect } from "http://127.0.0.1:7780/scapi-client.js";
 *
 *   const host = connect();
 *   for await (const { data } of host.events("interaction")) {
 *     if (data.eventType === "RINGING") await host.interaction.accept(data.interaction.interactionId);
 *   }
 *
 * Its types are in `scapi-client.d.ts`.
 */

/** @import { CallOptions, ConnectOptions, EventOptions, EventStream, Host } from "./scapi-client.d.ts" */
/** @typedef {{ [key: string]: any }} Envelope */
/** @typedef {{ resolve: (answer: Envelope) => void, reject: (why: unknown) => void, method: string }} Pending */

const USER_AGENT = "WWE Client";
const PROTOCOL_VERSION = 2;
/** As long as the drop-in client waits. */
const TIMEOUT_MS = 10_000;
/** What a timer can hold; waiting longer is waiting for ever. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
/** An app that takes no events must not fill the memory. */
const MOST_BUFFERED = 10_000;

/** namespace → method → how many parameters come before the options. */
const METHODS = {
  auth: { getJwtToken: 0 },
  agent: { get: 0, getStateList: 0, getState: 0, setState: 1 },
  interaction: {
    getInteractions: 0, getByInteractionId: 1, setUserData: 2, deleteUserData: 2, selectCaseByCaseId: 1, markdone: 1,
    blockMarkdone: 2, unblockMarkdone: 1, accept: 1, reject: 1, singleStepTransfer: 4, singleStepConference: 4, consult: 4,
    completeTransfer: 1, completeConference: 1,
  },
  voice: {
    dial: 2, dialEx: 3, answer: 1, hold: 1, resume: 1, hangUp: 1, startCallRecording: 1, stopCallRecording: 1,
    pauseCallRecording: 1, resumeCallRecording: 1,
  },
  sipEndpoint: {
    muteMicrophone: 0, unmuteMicrophone: 0, muteSpeaker: 0, unmuteSpeaker: 0, isMicrophoneMute: 0, isSpeakerMute: 0,
  },
  email: { create: 2 },
  outbound: {
    getCampaigns: 0, getPreviewRecord: 1, callPreviewRecord: 2, rejectPreviewRecord: 1, cancelPreviewRecord: 1,
    getChainedRecords: 1, getRecordFields: 1, updateRecordFields: 2, startDirectPushPreview: 0, stopDirectPushPreview: 0,
    rescheduleRecord: 4, cancelReschedule: 1, getListOfCallResults: 0, setCallResult: 2, getCallResult: 1, setDoNotCall: 1,
    removeDoNotCall: 1,
  },
  media: { getMediaList: 0, getMediaByName: 1, setState: 2 },
  system: {
    getAllowedServices: 0, triggerActivity: 0, popupToast: 1, updateToast: 2, closeToast: 1, openDialog: 2, closeDialog: 1,
    updateViewInApplicationMenuBar: 1, closeViewInApplicationMenuBar: 1, amIVisible: 0, isFrameLeading: 0, isFrameFollowing: 0,
    isFrameNegotiating: 0, isFrameLeadingOrNegotiating: 0, isLastActiveFrame: 0,
  },
  messenger: { broadcastMessage: 2 },
  configuration: { getOption: 1 },
};

/** What went wrong with a request or a subscription. */
export class ScapiError extends Error {
  /**
   * @param {string} text
   * @param {string} [method] such as `interaction.accept`; `subscribe` for events
   * @param {string} [referenceId] of the message
   */
  constructor(text, method, referenceId) {
    super(text);
    this.method = method;
    this.referenceId = referenceId;
  }
}

/** The host says no. */
export class ScapiFailure extends ScapiError {
  /**
   * @param {string} method
   * @param {string} referenceId
   * @param {Envelope} response
   */
  constructor(method, referenceId, response) {
    super(response["errorMessage"] || `${method} failed, and the host does not say why`, method, referenceId);
    /** @type {string | null} */
    this.errorMessage = response["errorMessage"];
    this.response = response;
  }
}

/** The host says nothing. It may have done what was asked for all the same. */
export class ScapiTimeout extends ScapiError {
  /**
   * @param {string} method
   * @param {string} referenceId
   * @param {number} timeoutMs
   */
  constructor(method, referenceId, timeoutMs) {
    super(`${method}: the host has not answered within ${timeoutMs} ms; does it accept the origin of this page?`, method, referenceId);
    this.timeoutMs = timeoutMs;
  }
}

/** The connection was closed by this page. */
export class ScapiClosed extends ScapiError {}

/** More events have come than the app takes. */
export class ScapiOverflow extends ScapiError {}

// By name, as a bundler may shorten that of a class.
for (const [name, kind] of Object.entries({ ScapiError, ScapiFailure, ScapiTimeout, ScapiClosed, ScapiOverflow })) {
  kind.prototype.name = name;
}

/**
 * Connects to the host: the window that has opened this one, else the one that embeds it. Nothing is sent.
 *
 * @type {(options?: ConnectOptions) => Host}
 */
export function connect(options = {}) {
  const link = new Link(options);
  /** @type {{ [name: string]: unknown }} */
  const host = {
    request: (/** @type {string} */ method, /** @type {readonly unknown[]} */ parameters = [], /** @type {CallOptions} */ call = {}) =>
      link.ask({ request: method, parameters: [...parameters] }, method, call),
    events: (/** @type {string | readonly string[]} */ names, /** @type {EventOptions} */ events = {}) => new Stream(link, names, events),
    close: () => link.close(),
  };
  Object.defineProperty(host, "closed", { get: () => link.isClosed, enumerable: true });
  for (const [namespace, methods] of Object.entries(METHODS)) host[namespace] = requests(link, namespace, methods);
  return /** @type {Host} */ (/** @type {unknown} */ (Object.freeze(host)));
}

/**
 * @param {Link} link
 * @param {string} namespace
 * @param {{ [method: string]: number }} methods
 */
function requests(link, namespace, methods) {
  const calls = Object.entries(methods).map(([method, count]) => [
    method,
    async (/** @type {unknown[]} */ ...given) => {
      const request = `${namespace}.${method}`;
      // No `parameters` at all where there are none, and an `undefined` slot for each one left out, as the drop-in client does.
      const parameters = count > 0 ? { parameters: Array.from({ length: count }, (_, slot) => given[slot]) } : {};
      const answer = await link.ask({ request, ...parameters }, request, /** @type {CallOptions} */ (given[count]) ?? {});
      return answer["data"];
    },
  ]);
  return Object.freeze(Object.fromEntries(calls));
}

/** The way to the host and back: who is written to, who is listened to, and what is awaited. */
class Link {
  /** @param {ConnectOptions} options */
  constructor({ window: own = globalThis.window, target, origin = "*", timeoutMs = TIMEOUT_MS }) {
    if (!own) throw new TypeError("there is no window here: connect runs in a page, or is given a `window`");
    this.own = own;
    this.target = target ?? hostOf(own);
    this.origin = checkedOrigin(origin);
    this.timeoutMs = checkedTimeout(timeoutMs);
    this.prefix = `scapi-${documentId()}-${instanceId()}`;
    this.count = 0;
    /** @type {unknown} what the host calls this frame, once it has said so */
    this.frameId = undefined;
    /** @type {Map<string, Pending>} */
    this.pending = new Map();
    /** @type {Map<string, (answer: Envelope) => void>} what to do about answers that come too late */
    this.late = new Map();
    /** @type {Set<Stream>} */
    this.streams = new Set();
    this.isClosed = false;
    this.receive = this.receive.bind(this);
    own.addEventListener("message", this.receive);
  }

  /**
   * Sends a message and waits for its answer.
   *
   * @param {Envelope} message
   * @param {string} method for people
   * @param {CallOptions} options
   * @param {(answer: Envelope) => void} [late] takes an answer that comes when nobody waits any more
   * @returns {Promise<Envelope>} the whole answer
   */
  ask(message, method, { signal, timeoutMs = this.timeoutMs }, late) {
    return new Promise((resolve, reject) => {
      if (this.isClosed) throw new ScapiClosed(`${method}: the connection is closed`, method);
      const patience = checkedTimeout(timeoutMs);
      signal?.throwIfAborted();
      const referenceId = `${this.prefix}-${this.count++}`;
      const giveUp = (/** @type {unknown} */ why) => {
        this.pending.get(referenceId)?.reject(why);
        if (late) this.late.set(referenceId, late);
      };
      const abort = () => giveUp(signal?.reason);
      const timer = patience > LONGEST_TIMEOUT_MS ? undefined : setTimeout(() => giveUp(new ScapiTimeout(method, referenceId, patience)), patience);
      const settled = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        this.pending.delete(referenceId);
      };
      signal?.addEventListener("abort", abort);
      this.pending.set(referenceId, {
        method,
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (why) => (settled(), reject(why)),
      });
      try {
        this.post({ ...message, referenceId });
      } catch (error) {
        settled();
        throw error;
      }
    });
  }

  /** @param {unknown} subscriptionId what the host has called the subscription */
  unsubscribe(subscriptionId) {
    this.post({ event: "unsubscribe", data: subscriptionId, referenceId: `${this.prefix}-${this.count++}` });
  }

  /** @param {Envelope} message */
  post(message) {
    const frame = this.frameId === undefined ? {} : { frameId: this.frameId };
    this.target.postMessage({ ...message, userAgent: USER_AGENT, protocolVersion: PROTOCOL_VERSION, ...frame }, this.origin);
  }

  /** @param {MessageEvent} event */
  receive({ data, source, origin }) {
    if (source !== this.target || (this.origin !== "*" && origin !== this.origin) || !isOfHost(data)) return;
    if (data.event) for (const stream of [...this.streams]) stream.take(data);
    else if (data.referenceId) this.answered(data);
    else if (data.frameId !== undefined) this.frameId = data.frameId;
  }

  /** @param {Envelope} answer */
  answered({ referenceId, ...answer }) {
    const pending = this.pending.get(referenceId);
    if (!pending) {
      this.late.get(referenceId)?.(answer);
      this.late.delete(referenceId);
      return;
    }
    // `null` and "" are failures too: success means that there is no errorMessage at all.
    if (answer["errorMessage"] === undefined) pending.resolve(answer);
    else pending.reject(new ScapiFailure(pending.method, referenceId, answer));
  }

  close() {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const stream of [...this.streams]) stream.end();
    for (const [referenceId, { method, reject }] of [...this.pending]) {
      reject(new ScapiClosed(`${method}: the connection was closed before the host answered`, method, referenceId));
    }
    this.own.removeEventListener("message", this.receive);
  }
}

/**
 * The events of a subscription, in order. It is subscribed from its making on, and keeps what nobody has asked for yet.
 *
 * @implements {EventStream<string>}
 */
class Stream {
  /**
   * @param {Link} link
   * @param {string | readonly string[]} names
   * @param {EventOptions} options
   */
  constructor(link, names, { signal, timeoutMs, buffer = MOST_BUFFERED }) {
    this.link = link;
    this.names = new Set(checkedNames(names));
    this.most = checkedBuffer(buffer);
    /** @type {Envelope[]} */
    this.buffer = [];
    /** @type {PromiseWithResolvers<IteratorResult<any, undefined>>[]} */
    this.waiting = [];
    this.isOver = false;
    /** @type {{ why: unknown } | null} */
    this.failure = null;
    /** @type {{ id: unknown } | null} */
    this.subscription = null;
    this.signal = signal;
    this.abort = () => this.fail(signal?.reason);
    link.streams.add(this);
    const data = typeof names === "string" ? names : [...names];
    const own = timeoutMs === undefined ? {} : { timeoutMs };
    const answer = link.ask({ event: "subscribe", data }, "subscribe", signal ? { signal, ...own } : own, (late) => this.release(late));
    /** @type {Promise<void>} */
    this.ready = answer.then((response) => this.subscribed(response));
    this.ready.catch((/** @type {unknown} */ why) => this.fail(why));
    signal?.addEventListener("abort", this.abort);
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  /** @returns {Promise<IteratorResult<any, undefined>>} */
  async next() {
    const event = this.buffer.shift();
    if (event) return { value: event, done: false };
    if (this.failure) return this.throwOnce(this.failure.why);
    if (this.isOver) return { value: undefined, done: true };
    /** @type {PromiseWithResolvers<IteratorResult<any, undefined>>} */
    const next = withResolvers();
    this.waiting.push(next);
    return next.promise;
  }

  /** @returns {Promise<IteratorReturnResult<undefined>>} */
  async return() {
    this.end();
    return { value: undefined, done: true };
  }

  /** @param {Envelope} event */
  take(event) {
    if (!this.names.has(event["event"])) return;
    const next = this.waiting.shift();
    if (next) return next.resolve({ value: event, done: false });
    if (this.buffer.length < this.most) return void this.buffer.push(event);
    // What has come before is still to be had.
    const kept = this.buffer;
    this.fail(new ScapiOverflow(`more than ${this.most} events wait to be taken: ${[...this.names].join(", ")}`, "subscribe"));
    this.buffer = kept;
  }

  /** @param {Envelope} answer */
  subscribed(answer) {
    if (this.isOver) return this.release(answer);
    this.subscription = { id: answer["subscriptionId"] };
  }

  /** @param {Envelope} answer to a subscription that nobody wants any more */
  release(answer) {
    if (answer["errorMessage"] === undefined && !this.link.isClosed) this.link.unsubscribe(answer["subscriptionId"]);
  }

  /** @param {unknown} why */
  fail(why) {
    if (this.isOver) return;
    const next = this.waiting.shift();
    if (next) next.reject(why);
    else this.failure = { why };
    this.end();
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.buffer = [];
    this.link.streams.delete(this);
    this.signal?.removeEventListener("abort", this.abort);
    if (this.subscription) this.link.unsubscribe(this.subscription.id);
    for (const next of this.waiting.splice(0)) next.resolve({ value: undefined, done: true });
  }

  /**
   * @param {unknown} why
   * @returns {never}
   */
  throwOnce(why) {
    this.failure = null;
    throw why;
  }
}

/**
 * The same for all connections of a page, and another when the page is loaded again. A host can tell from it that what the
 * earlier page had subscribed to is over: it cannot see a page go, and nothing that a page says as it goes is known to be its own.
 */
function documentId() {
  return Math.round(performance.timeOrigin * 1000).toString(36);
}

/** Another for each connection. The drop-in client counts from "0": none of its ids is like these. */
function instanceId() {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
}

/** @param {Window} own */
function hostOf(own) {
  const host = own.opener || own.parent;
  if (host && host !== own) return host;
  throw new ScapiError("there is no host: this page is neither embedded nor opened by one; open it in a desktop, or give a `target`");
}

/**
 * Not what a client has sent: in a page that is its own parent each message comes back.
 *
 * @param {unknown} data
 * @returns {data is Envelope}
 */
function isOfHost(data) {
  if (typeof data !== "object" || data === null || !("userAgent" in data)) return false;
  return typeof data.userAgent === "string" && data.userAgent.includes("WWE") && data.userAgent !== USER_AGENT;
}

/** @param {string} origin */
function checkedOrigin(origin) {
  if (origin === "*") return origin;
  let found = "";
  try {
    found = new URL(origin).origin;
  } catch { /* told below */ }
  if (found !== "" && found !== "null" && found === origin) return origin;
  throw new TypeError(`an origin is a scheme, a host and a port, such as https://desktop.example, or "*"; got ${JSON.stringify(origin)}`);
}

/** @param {number} timeoutMs */
function checkedTimeout(timeoutMs) {
  if (typeof timeoutMs === "number" && timeoutMs > 0) return timeoutMs;
  throw new TypeError(`timeoutMs is a number of milliseconds above 0, or Infinity; got ${String(timeoutMs)}`);
}

/** @param {number} buffer */
function checkedBuffer(buffer) {
  if (typeof buffer === "number" && buffer >= 1) return buffer;
  throw new TypeError(`buffer is a number of events from 1 on, or Infinity; got ${String(buffer)}`);
}

/** @param {string | readonly string[]} names */
function checkedNames(names) {
  const list = typeof names === "string" ? [names] : [...names];
  if (list.length > 0 && list.every((name) => typeof name === "string" && name !== "")) return list;
  throw new TypeError(`events have names, such as "interaction"; got ${JSON.stringify(names)}`);
}

/** As `Promise.withResolvers`, which Node.js 20 does not have. */
function withResolvers() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
