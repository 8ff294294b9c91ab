// A client of the Service Client API that shares nothing with ours: made of proxies, so that any method of any namespace
// exists, and with numbers as reference ids. The host must not depend on one client.
(() => {
  const pending = new Map();
  const handlers = new Map();
  let count = 0;

  const send = (message, succeeded, failed) => {
    const referenceId = ++count;
    if (succeeded) pending.set(referenceId, { succeeded, failed });
    parent.postMessage({ ...message, referenceId, userAgent: "WWE Client", protocolVersion: 2 }, "*");
    return referenceId;
  };

  const request = (name) => (...given) => {
    const at = given.findIndex((argument) => typeof argument === "function");
    const [parameters, callbacks] = at < 0 ? [given, []] : [given.slice(0, at), given.slice(at)];
    send({ request: name, parameters }, ...callbacks);
  };

  const own = {
    sendMessage: send,
    subscribe(names, handler) {
      for (const name of [names].flat()) send({ event: "subscribe", data: name }, () => handlers.set(name, handler));
    },
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.userAgent !== "WWE Server") return;
    if ("event" in data) return handlers.get(data.event)?.(data);
    const { succeeded, failed } = pending.get(data.referenceId) ?? {};
    pending.delete(data.referenceId);
    if ("errorMessage" in data) failed?.(data);
    else succeeded?.(data);
  });

  const namespace = (name) => new Proxy({}, { get: (_, method) => request(`${name}.${method}`) });
  globalThis.genesys = { wwe: { service: new Proxy(own, { get: (target, name) => target[name] ?? namespace(name) }) } };
})();
