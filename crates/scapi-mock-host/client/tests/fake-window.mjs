// A window as far as the client needs one: its globals, a parent that records what is posted to it, and a
// clock that moves only when a test says so. Each `open()` is a fresh page.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const CLIENT = new URL("../wwe-service-client-api.js", import.meta.url);
const source = readFileSync(CLIENT, "utf8");

/** A window that takes posted messages the way a browser does: by structured clone. */
export function recorder() {
  const posted = [];
  return {
    posted,
    postMessage(message, targetOrigin) {
      posted.push({ message: structuredClone(message), targetOrigin });
    },
  };
}

function clock() {
  let now = 0;
  let nextId = 1;
  let timers = [];
  return {
    setTimeout(callback, delay) {
      timers.push({ id: nextId, due: now + delay, callback });
      return nextId++;
    },
    clearTimeout(id) {
      timers = timers.filter((timer) => timer.id !== id);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due || a.id - b.id);
        if (!next) break;
        now = next.due;
        this.clearTimeout(next.id);
        next.callback();
      }
      now = end;
    },
    get running() {
      return timers.length;
    },
  };
}

/** Opens a page. `globals` are there before the client is loaded; `directive` comes before its first line. */
export function open(globals = {}, directive = "") {
  const listeners = [];
  const time = clock();
  const parent = recorder();
  const logged = { error: [], warn: [], log: [], debug: [] };
  const record = (level) => (...args) => logged[level].push(args);
  const window = vm.createContext({
    parent,
    opener: null,
    setTimeout: (callback, delay) => time.setTimeout(callback, delay),
    clearTimeout: (id) => time.clearTimeout(id),
    addEventListener: (type, listener) => listeners.push({ type, listener }),
    removeEventListener: (type, listener) => {
      const index = listeners.findIndex((entry) => entry.type === type && entry.listener === listener);
      if (index >= 0) listeners.splice(index, 1);
    },
    console: { error: record("error"), warn: record("warn"), log: record("log"), debug: record("debug") },
    ...globals,
  });
  vm.runInContext("window = globalThis; self = globalThis;", window);

  const page = {
    window,
    parent,
    time,
    logged,
    listeners,
    run: (code) => vm.runInContext(code, window),
    load: () => vm.runInContext(directive + source, window, { filename: CLIENT.pathname }),
    get service() {
      return window.genesys.wwe.service;
    },
    /** Everything posted to the parent so far. */
    get sent() {
      return parent.posted.map(({ message }) => message);
    },
    get lastSent() {
      return page.sent.at(-1);
    },
    /** Delivers `data` as a message event; `null` and primitives included. */
    receive: (data) =>
      listeners.filter(({ type }) => type === "message").forEach(({ listener }) => listener({ data, source: parent, origin: "https://any.example" })),
    /** Delivers an answer of the host to the last message sent. */
    answer: (fields = {}) => page.receive(host({ referenceId: page.lastSent.referenceId, ...fields })),
  };
  page.load();
  return page;
}

/** A message of the host. */
export const host = (fields) => ({ userAgent: "WWE Server", protocolVersion: 2, ...fields });

/** A function that remembers the arguments it was called with. */
export function spy() {
  const calls = [];
  return Object.assign((...args) => void calls.push(args), { calls });
}
