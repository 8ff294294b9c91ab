// The promise layer: what it sends, what becomes of answers, of silence and of what it is not meant for.
// Every expected value is written by hand. Run with `node --test promises.test.mjs`.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { connect, ScapiClosed, ScapiError, ScapiFailure, ScapiTimeout } from "../scapi-client.js";
import { desktop } from "./fake-desktop.mjs";
import { host as ofHost, open as dropIn, recorder, spy } from "./fake-window.mjs";
import { requests } from "./methods.mjs";

const call = (host, request, ...given) => {
  const [namespace, method] = request.split(".");
  return host[namespace][method](...given);
};

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

describe("what it sends", () => {
  test("there are 74 methods in 11 namespaces, and no others", () => {
    const { host } = desktop();
    const found = Object.entries(host)
      .filter(([, value]) => typeof value === "object")
      .flatMap(([namespace, methods]) => Object.keys(methods).map((method) => `${namespace}.${method}`));
    assert.deepEqual(found.sort(), Object.keys(requests).sort());
    assert.deepEqual(Object.keys(host).filter((key) => typeof host[key] !== "object").sort(), ["close", "closed", "events", "request"]);
  });

  for (const [request, parameters] of Object.entries(requests)) {
    test(`${request} posts what the drop-in client posts, takes its options behind that, and resolves with the data`, async () => {
      const page = desktop();
      const controller = new AbortController();
      const answer = call(page.host, request, ...(parameters ?? []), { signal: controller.signal });
      const { referenceId, ...sent } = page.lastSent;
      const stamps = { userAgent: "WWE Client", protocolVersion: 2 };
      assert.deepEqual(sent, parameters === null ? { request, ...stamps } : { request, parameters, ...stamps });
      assert.equal(typeof referenceId, "string");
      page.answer({ data: "fine" });
      assert.equal(await answer, "fine");
      const given = call(page.host, request, ...(parameters ?? []), { signal: controller.signal });
      controller.abort();
      await assert.rejects(given, { name: "AbortError" });
    });
  }

  test("arguments left out are undefined slots", () => {
    const page = desktop();
    void page.host.voice.dial("5");
    assert.deepEqual(page.lastSent.parameters, ["5", undefined]);
  });

  test("messages go to the origin that is given, else to any", () => {
    const open = desktop();
    void open.host.agent.get();
    assert.deepEqual(open.parent.posted.map(({ targetOrigin }) => targetOrigin), ["*"]);
    const narrow = desktop({ origin: "https://desktop.example" });
    void narrow.host.agent.get();
    assert.deepEqual(narrow.parent.posted.map(({ targetOrigin }) => targetOrigin), ["https://desktop.example"]);
  });

  test("an opener comes before the parent, and a target before both", () => {
    const [opener, target] = [recorder(), recorder()];
    void desktop({}, { opener }).host.agent.get();
    void desktop({ target }, { opener }).host.agent.get();
    assert.deepEqual([opener.posted.length, target.posted.length], [1, 1]);
  });

  test("the id of the frame is kept by the connection, not by the window, and goes with every message", async () => {
    const page = desktop();
    page.receive(ofHost({ frameId: "f-3" }));
    void page.host.agent.get();
    assert.equal(page.lastSent.frameId, "f-3");
    page.host.events("agent");
    assert.equal(page.lastSent.frameId, "f-3");
    assert.equal("frameId" in page.window, false);
  });

  test("any method can be asked for by name, and brings the whole answer", async () => {
    const page = desktop();
    const answer = page.host.request("site.special", [1, { two: 3 }]);
    assert.deepEqual(page.lastSent.parameters, [1, { two: 3 }]);
    page.answer({ data: 7, extra: true });
    assert.deepEqual(await answer, { data: 7, extra: true, userAgent: "WWE Server", protocolVersion: 2 });
  });

  test("what cannot be cloned rejects, and nothing is sent", async () => {
    const page = desktop();
    await assert.rejects(page.host.voice.dial("5", { call() {} }), { name: "DataCloneError" });
    assert.deepEqual(page.sent, []);
  });
});

describe("answers", () => {
  test("null and no data at all are results", async () => {
    const page = desktop();
    const none = page.host.interaction.getByInteractionId("77");
    page.answer({ data: null });
    assert.equal(await none, null);
    const done = page.host.interaction.accept("77");
    page.answer();
    assert.equal(await done, undefined);
  });

  for (const [errorMessage, text] of [["no such interaction", "no such interaction"], ["", /does not say why/], [null, /does not say why/]]) {
    test(`errorMessage ${JSON.stringify(errorMessage)} is a ScapiFailure with all that is known`, async () => {
      const page = desktop();
      const failing = page.host.interaction.accept("1");
      const { referenceId } = page.lastSent;
      page.answer({ errorMessage, code: 5 });
      const fault = await failing.catch((error) => error);
      assert.ok(fault instanceof ScapiFailure && fault instanceof ScapiError && fault instanceof Error);
      assert.match(fault.message, new RegExp(text));
      assert.deepEqual([fault.name, fault.method, fault.referenceId, fault.errorMessage], ["ScapiFailure", "interaction.accept", referenceId, errorMessage]);
      assert.equal(fault.response.code, 5);
    });
  }

  test("an answer goes to the request that has its id, in whatever order they come", async () => {
    const page = desktop();
    const [first, second] = [page.host.agent.get(), page.host.agent.getState()];
    const [one, two] = page.sent.map(({ referenceId }) => referenceId);
    page.receive(ofHost({ referenceId: two, data: 2 }));
    page.receive(ofHost({ referenceId: one, data: 1 }));
    page.receive(ofHost({ referenceId: one, data: 3 }));
    assert.deepEqual(await Promise.all([first, second]), [1, 2]);
  });
});

describe("silence", () => {
  test("is a ScapiTimeout after 10 seconds, not earlier", async () => {
    const page = desktop();
    const settled = spy();
    const asking = page.host.agent.get();
    asking.catch(settled);
    mock.timers.tick(9_999);
    await Promise.resolve();
    assert.deepEqual(settled.calls, []);
    mock.timers.tick(1);
    const fault = await asking.catch((error) => error);
    assert.ok(fault instanceof ScapiTimeout);
    assert.deepEqual([fault.name, fault.method, fault.timeoutMs, fault.referenceId], ["ScapiTimeout", "agent.get", 10_000, page.lastSent.referenceId]);
    assert.match(fault.message, /agent\.get: the host has not answered within 10000 ms/);
    page.answer({ data: "late" });
  });

  test("is as long as the connection or the call says, or for ever", async () => {
    const page = desktop({ timeoutMs: 50 });
    const [usual, own, ever] = [page.host.agent.get(), page.host.agent.get({ timeoutMs: 200 }), page.host.agent.get({ timeoutMs: Infinity })];
    mock.timers.tick(50);
    await assert.rejects(usual, { timeoutMs: 50 });
    mock.timers.tick(150);
    await assert.rejects(own, { timeoutMs: 200 });
    mock.timers.tick(2 ** 31);
    page.answer({ data: "at last" });
    assert.equal(await ever, "at last");
  });

  test("an aborted request rejects with the reason of the signal, and one that was aborted before is not sent", async () => {
    const page = desktop();
    const controller = new AbortController();
    const asking = page.host.agent.get({ signal: controller.signal });
    controller.abort(new RangeError("the agent has left"));
    await assert.rejects(asking, { name: "RangeError", message: "the agent has left" });
    page.answer({ data: "late" });
    await assert.rejects(page.host.agent.get({ signal: AbortSignal.abort() }), { name: "AbortError" });
    assert.equal(page.sent.length, 1);
  });
});

describe("whom it listens to", () => {
  const heardFrom = async (options, event) => {
    const page = desktop(options);
    const asking = page.host.agent.get({ timeoutMs: 10 });
    page.receive(ofHost({ referenceId: page.lastSent.referenceId, data: "heard" }), event);
    mock.timers.tick(10);
    return asking.then((data) => data === "heard", () => false);
  };

  test("its host's window alone", async () => {
    assert.equal(await heardFrom({}, {}), true);
    assert.equal(await heardFrom({}, { source: recorder() }), false);
    assert.equal(await heardFrom({}, { source: null }), false);
  });

  test("the origin that is given alone", async () => {
    assert.equal(await heardFrom({ origin: "https://desktop.example" }, { origin: "https://desktop.example" }), true);
    assert.equal(await heardFrom({ origin: "https://desktop.example" }, { origin: "https://other.example" }), false);
  });

  test("no message that is not the host's", async () => {
    const page = desktop({ timeoutMs: 10 });
    const asking = page.host.agent.get();
    const { referenceId } = page.lastSent;
    const strange = [null, undefined, 5, "wwe", "", true, [], {}, { referenceId }, { referenceId, userAgent: 5 }, { referenceId, userAgent: "wwe" }];
    for (const data of [...strange, page.lastSent]) page.receive(data);
    mock.timers.tick(10);
    await assert.rejects(asking, ScapiTimeout);
  });
});

describe("several in a page", () => {
  test("have ids that are nobody else's, and take no answers of each other nor of the drop-in client", async () => {
    const page = dropIn();
    const [one, two] = [connect({ window: page.window }), connect({ window: page.window })];
    const old = spy();
    page.service.agent.get(old);
    const asking = [one.agent.get(), two.agent.get()];
    const ids = page.sent.map(({ referenceId }) => referenceId);
    assert.equal(new Set(ids).size, 3);
    for (const [data, referenceId] of ids.entries()) page.receive(ofHost({ referenceId, data }));
    assert.deepEqual(await Promise.all(asking), [1, 2]);
    assert.deepEqual(old.calls.map(([{ data }]) => data), [0]);
  });

  test("their ids begin with what the page is, so that a host can tell that it was loaded again", () => {
    const page = dropIn();
    const hosts = [connect({ window: page.window }), connect({ window: page.window })];
    for (const host of hosts) void host.agent.get();
    void hosts[0].agent.get();
    const parts = page.sent.map(({ referenceId }) => /^scapi-([0-9a-z]+)-([0-9a-z]+)-(\d+)$/.exec(referenceId).slice(1));
    assert.deepEqual(parts.map(([document]) => document), Array(3).fill(parts[0][0]));
    assert.equal(parts[0][1], parts[2][1]);
    assert.notEqual(parts[0][1], parts[1][1]);
    assert.deepEqual(parts.map(([, , count]) => count), ["0", "0", "1"]);
  });

  test("one that is closed leaves the others as they are", async () => {
    const page = dropIn();
    const [one, two] = [connect({ window: page.window }), connect({ window: page.window })];
    const [lost, kept] = [one.agent.get(), two.agent.get()];
    one.close();
    await assert.rejects(lost, ScapiClosed);
    page.answer({ data: "here" });
    assert.equal(await kept, "here");
    const old = spy();
    page.service.agent.get(old);
    page.answer();
    assert.equal(old.calls.length, 1);
  });

  test("nothing is left on the window", () => {
    const page = desktop();
    assert.deepEqual(Object.keys(page.window).filter((key) => !["opener", "parent", "addEventListener", "removeEventListener"].includes(key)), []);
    assert.equal(page.listeners.length, 1);
    page.host.close();
    assert.deepEqual(page.listeners, []);
  });
});

describe("closing", () => {
  test("rejects what is awaited and what comes after", async () => {
    const page = desktop();
    const asking = page.host.agent.get();
    assert.equal(page.host.closed, false);
    page.host.close();
    page.host.close();
    assert.equal(page.host.closed, true);
    await assert.rejects(asking, { name: "ScapiClosed", method: "agent.get", message: /was closed before the host answered/ });
    await assert.rejects(page.host.agent.get(), ScapiClosed);
    await assert.rejects(page.host.events("agent").next(), ScapiClosed);
    assert.equal(page.sent.length, 1);
  });
});

describe("what makes no sense", () => {
  test("a page without a host is told so", () => {
    const alone = desktop({}, {}, (window) => Object.assign(window, { parent: window }));
    assert.throws(() => alone.connect(), { name: "ScapiError", message: /neither embedded nor opened by one/ });
  });

  test("outside of a page a window has to be given", () => {
    assert.throws(() => connect(), { name: "TypeError", message: /there is no window here/ });
  });

  for (const origin of ["desktop.example", "https://desktop.example/", "https://desktop.example/path", "null", "", "data:text/html,x"]) {
    test(`${JSON.stringify(origin)} is not an origin`, () => {
      assert.throws(() => desktop({ origin }), { name: "TypeError", message: /such as https:\/\/desktop\.example/ });
    });
  }

  for (const timeoutMs of [0, -1, NaN, "10"]) {
    test(`a time-out of ${String(timeoutMs)} is refused, of the connection and of a call`, async () => {
      assert.throws(() => desktop({ timeoutMs }), { name: "TypeError", message: /milliseconds above 0/ });
      await assert.rejects(desktop().host.agent.get({ timeoutMs }), TypeError);
    });
  }
});
