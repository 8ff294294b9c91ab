// The suite's app: does what the suite says, through the client script, and says what it hears.
//
// What counts is what the client hands to an app: its callbacks and handlers. What the client keeps to itself, like the
// answer to a subscription, is told as it came. The client counts its own reference ids; outwards they are those of the case.

(() => {
  /** Reference ids: the client's, and what the case calls them. */
  const names = new Map();
  /** Handlers by subscription id, as JSON, since the client gives a subscription up by its handler alone. */
  const handlers = new Map();
  /** Handlers of subscriptions that are not answered yet, by the client's reference id. */
  const subscribing = new Map();
  /** What is being posted, while the client posts it. */
  let posting = null;
  /** The message that is being dispatched, and what the client has handed out of it. */
  let current = null;
  let handlerCount = 0;
  /** What the client script threw while it was loaded. */
  let thrown = "";
  let service;
  let link;

  const say = (something) => link.send(JSON.stringify(something));

  addEventListener("error", ({ message, lineno }) => {
    thrown ||= `; it threw in line ${lineno}: ${message}`;
  });

  // Ahead of the client's listener, which takes the reference id out of the message.
  addEventListener("message", ({ data, source }) => {
    current = source === parent ? { raw: structuredClone(data), handed: [] } : null;
  });

  /** Behind the client's listener. */
  function tell() {
    if (!current) return;
    const { raw, handed } = current;
    current = null;
    for (const message of handed.length > 0 ? handed : [asInCase(raw)]) say({ heard: message });
  }

  function asInCase(message) {
    const id = message?.referenceId;
    if (!names.has(id)) return message;
    if (subscribing.has(id) && message.subscriptionId !== undefined) {
      handlers.set(JSON.stringify(message.subscriptionId), subscribing.get(id));
    }
    return { ...message, referenceId: names.get(id) };
  }

  const hand = (message) => current?.handed.push(message);

  /** Handlers differ in their source text: the client tells them apart by it. */
  function makeHandler() {
    handlerCount += 1;
    return new Function("hand", `return function handler${handlerCount}(message) { hand(message); }`)(hand);
  }

  /** Where the client posts to. */
  const desktop = {
    postMessage(message, origin) {
      if (posting) names.set(message.referenceId, posting.name);
      if (posting?.handler) subscribing.set(message.referenceId, posting.handler);
      parent.postMessage(message, origin);
    },
  };

  const acts = {
    request({ name, method, parameters, slots }) {
      // a time-out of the client is a plain string, and no message of the host
      const settled = (answer) => typeof answer === "object" && hand({ ...answer, referenceId: name });
      const [namespace, short] = method.split(".");
      const call = slots === null ? undefined : service[namespace]?.[short];
      if (typeof call !== "function") return service.sendMessage({ request: method, parameters }, settled, settled);
      const given = Array.from({ length: slots }, (_, slot) => parameters?.[slot]);
      return call.call(service[namespace], ...given, settled, settled);
    },
    subscribe({ to }) {
      service.subscribe(to, posting.handler);
    },
    unsubscribe({ id }) {
      const handler = handlers.get(JSON.stringify(id));
      if (!handler) throw new Error(`the client knows no subscription ${JSON.stringify(id)}`);
      service.unsubscribe(handler);
    },
    leave() {
      for (const handler of handlers.values()) service.unsubscribe(handler);
      handlers.clear();
    },
    go({ url }) {
      location.replace(url);
    },
  };

  function act(order) {
    posting = { name: order.name, handler: order.act === "subscribe" ? makeHandler() : null };
    try {
      acts[order.act](order);
    } catch (error) {
      say({ refused: String(error) });
    } finally {
      posting = null;
    }
  }

  /** What the app needs of a client, and does not find. */
  const lacking = () => (service ? "genesys.wwe.service.targetWWEWindow" : "genesys.wwe.service");

  window.startApp = (client) => {
    addEventListener("message", tell);
    service = client;
    link = new WebSocket(`ws://${location.host}/link${location.search}`);
    link.addEventListener("message", ({ data }) => act(JSON.parse(data)));
    if (typeof service?.targetWWEWindow === "function") service.targetWWEWindow(desktop);
    else link.addEventListener("open", () => say({ refused: `the client script provides no ${lacking()}${thrown}` }));
  };
})();
