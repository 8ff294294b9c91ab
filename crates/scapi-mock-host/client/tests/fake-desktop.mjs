// A page that is embedded by a desktop, as far as the promise layer needs one. Timers are those of the test runner.
import { connect } from "../scapi-client.js";
import { host as ofHost, recorder } from "./fake-window.mjs";

/**
 * Opens a page and connects it, unless `change` has made that impossible. `options` are those of `connect`, `globals` are on
 * the window.
 */
export function desktop(options = {}, globals = {}, change) {
  const listeners = [];
  const parent = recorder();
  const window = {
    opener: null,
    parent,
    addEventListener: (type, listener) => listeners.push({ type, listener }),
    removeEventListener: (type, listener) => {
      const at = listeners.findIndex((entry) => entry.type === type && entry.listener === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
    ...globals,
  };
  change?.(window);
  const fire = (type, event) => listeners.filter((entry) => entry.type === type).forEach(({ listener }) => listener(event));
  const page = {
    window,
    parent,
    listeners,
    connect: () => connect({ window, ...options }),
    get sent() {
      return parent.posted.map(({ message }) => message);
    },
    get lastSent() {
      return page.sent.at(-1);
    },
    /** Delivers `data` from the desktop's window, unless `event` says otherwise. */
    receive: (data, event = {}) => fire("message", { data, source: parent, origin: "https://desktop.example", ...event }),
    /** Delivers an answer to the last message sent. */
    answer: (fields = {}) => page.receive(ofHost({ referenceId: page.lastSent.referenceId, ...fields })),
  };
  page.host = change ? undefined : page.connect();
  return page;
}
