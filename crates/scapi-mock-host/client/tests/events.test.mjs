// Events, subscriptions, the frame id, the listener's order of dispatch and what loading leaves behind.
// Every expected value is written by hand. Run with `node --test events.test.mjs`.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { host, open, spy } from "./fake-window.mjs";

describe("frame id", () => {
  test("is absent until the host hands one out, then on every message", () => {
    const page = open();
    page.service.agent.get();
    assert.equal("frameId" in page.lastSent, false);
    page.receive(host({ frameId: "f-3" }));
    assert.equal(page.window.frameId, "f-3");
    page.service.agent.get();
    assert.equal(page.lastSent.frameId, "f-3");
    page.service.subscribe("agent", spy());
    assert.equal(page.lastSent.frameId, "f-3");
  });

  test("null is accepted and sent back", () => {
    const page = open();
    page.receive(host({ frameId: null }));
    page.service.agent.get();
    assert.equal(page.lastSent.frameId, null);
  });

  test("is not taken from answers and events, nor from strangers", () => {
    const page = open();
    page.receive(host({ frameId: "f-1", referenceId: "77" }));
    page.receive(host({ frameId: "f-2", event: "agent" }));
    page.receive({ frameId: "f-3" });
    page.receive(host({ frameId: undefined }));
    page.service.agent.get();
    assert.equal("frameId" in page.lastSent, false);
  });

  test("is whatever the global frameId holds, even what cannot be posted", () => {
    const page = open({ frameId: () => "an element, say" });
    assert.throws(() => page.service.agent.get(), { name: "DataCloneError" });
  });
});

describe("events and subscriptions", () => {
  const subscribed = (page, names, handler, subscriptionId, context) => {
    page.service.subscribe(names, handler, context);
    page.answer({ subscriptionId });
  };
  const event = (name, data) => host({ event: name, data });

  test("a handler gets the complete envelope, with its context or the window as this", () => {
    const page = open();
    const context = {};
    const seen = [];
    subscribed(page, "interaction", function (received) { seen.push([this, received]); }, "sub-1", context);
    subscribed(page, "agent", function (received) { seen.push([this, received, "window"]); }, "sub-2");
    page.receive(event("interaction", { eventType: "RINGING" }));
    page.receive(event("agent", { type: "READY" }));
    assert.equal(seen[0][0], context);
    assert.deepEqual(seen[0][1], event("interaction", { eventType: "RINGING" }));
    assert.equal(seen[1][0], page.window.window);
  });

  test("events reach the handler of their exact name; others are dropped", () => {
    const page = open();
    const handler = spy();
    subscribed(page, ["messenger:orders", "agent"], handler, "sub-1");
    for (const name of ["messenger:orders", "messenger:other", "Agent", "agent", "toString", "subscribe"]) {
      page.receive(event(name, null));
    }
    assert.deepEqual(handler.calls.map(([{ event: name }]) => name), ["messenger:orders", "agent"]);
    assert.deepEqual(page.logged.error, []);
  });

  test("an exception in a handler is caught and logged", () => {
    const page = open();
    const fault = new Error("fault");
    subscribed(page, "agent", () => { throw fault; }, "sub-1");
    page.receive(event("agent", {}));
    assert.equal(page.logged.error.length, 1);
    assert.equal(page.logged.error[0].at(-1), fault);
  });

  test("a handler hears nothing before the host's answer", () => {
    const page = open();
    const handler = spy();
    page.service.subscribe("agent", handler);
    page.receive(event("agent", 1));
    page.answer({ subscriptionId: "sub-1" });
    page.receive(event("agent", 2));
    assert.deepEqual(handler.calls.map(([{ data }]) => data), [2]);
  });

  test("subscribe and unsubscribe return the service", () => {
    const { service } = open();
    const handler = spy();
    assert.equal(service.subscribe("agent", handler).unsubscribe(handler), service);
  });

  test("a later subscription to a name replaces its handler; two posts run it twice", () => {
    const page = open();
    const [first, second] = [(e) => calls.push(["first", e.data]), (e) => calls.push(["second", e.data])];
    const calls = [];
    subscribed(page, "agent", first, "sub-1");
    subscribed(page, "agent", second, "sub-2");
    page.receive(event("agent", 1));
    page.receive(event("agent", 1));
    assert.deepEqual(calls, [["second", 1], ["second", 1]]);
  });

  test("a subscription id below data is not seen: the handler runs, unsubscribe sends undefined", () => {
    const page = open();
    const handler = spy();
    page.service.subscribe("agent", handler);
    page.answer({ data: { subscriptionId: "sub-1" } });
    page.receive(event("agent", 1));
    assert.equal(handler.calls.length, 1);
    page.service.unsubscribe(handler);
    assert.equal(page.lastSent.event, "unsubscribe");
    assert.equal("data" in page.lastSent, true);
    assert.equal(page.lastSent.data, undefined);
  });

  test("a subscription id goes back as it came, whatever its type", () => {
    for (const id of [7, "sub-1", { k: [1] }]) {
      const page = open();
      const handler = spy();
      subscribed(page, "agent", handler, id);
      page.service.unsubscribe(handler);
      assert.deepEqual(page.lastSent.data, id);
    }
  });

  test("unsubscribe ends an array subscription at once and awaits no answer", () => {
    const page = open();
    const handler = spy();
    subscribed(page, ["agent", "interaction"], handler, "sub-1");
    page.service.unsubscribe(handler);
    assert.equal(page.time.running, 0);
    page.receive(event("agent", 1));
    page.receive(event("interaction", 1));
    assert.deepEqual(handler.calls, []);
  });

  test("unsubscribe of a function that was never subscribed sends nothing", () => {
    const page = open();
    page.service.unsubscribe(() => "unknown");
    page.service.unsubscribe("agent");
    assert.deepEqual(page.sent, []);
  });

  test("unsubscribe silences names that another subscription took over", () => {
    const page = open();
    const calls = [];
    const first = () => calls.push("first");
    const second = () => calls.push("second");
    subscribed(page, ["agent", "interaction"], first, "sub-1");
    subscribed(page, "agent", second, "sub-2");
    page.service.unsubscribe(first);
    page.receive(event("agent", 1));
    assert.deepEqual(calls, []);
  });

  test("handlers with the same source text collide: only the later one is released", () => {
    const page = open();
    const calls = [];
    const make = (label) => () => calls.push(label);
    const [early, late] = [make("early"), make("late")];
    subscribed(page, "agent", early, "sub-1");
    subscribed(page, "media", late, "sub-2");
    page.service.unsubscribe(early);
    assert.equal(page.lastSent.data, "sub-2");
    page.receive(event("agent", 1));
    page.receive(event("media", 1));
    assert.deepEqual(calls, ["early"]);
    page.service.unsubscribe(late);
    assert.equal(page.sent.filter(({ event: kind }) => kind === "unsubscribe").length, 1);
  });

  test("bound functions have one source text, so any two of them collide", () => {
    const page = open();
    const [early, late] = [spy(), spy()];
    subscribed(page, "agent", early.bind(null, "early"), "sub-1");
    const bound = late.bind(null, "late");
    subscribed(page, "media", bound, "sub-2");
    page.service.unsubscribe(Array.prototype.map.bind([]));
    assert.equal(page.lastSent.data, "sub-2");
    page.service.unsubscribe(bound);
    assert.equal(page.sent.length, 3);
  });

  test("a function that is subscribed twice is released once, for the names of the second time", () => {
    const page = open();
    const handler = spy();
    subscribed(page, "agent", handler, "sub-1");
    subscribed(page, "media", handler, "sub-2");
    page.service.unsubscribe(handler).unsubscribe(handler);
    assert.deepEqual(page.sent.slice(2).map(({ data }) => data), ["sub-2"]);
    page.receive(event("media", 1));
    page.receive(event("agent", 2));
    assert.deepEqual(handler.calls.map(([{ data }]) => data), [2]);
  });

  test("a subscription that fails or times out leaves the handler of an earlier one in place", () => {
    const page = open();
    const handler = spy();
    subscribed(page, "agent", handler, "sub-1");
    page.service.subscribe("agent", () => "another");
    page.answer({ errorMessage: "no" });
    page.receive(event("agent", 1));
    assert.equal(handler.calls.length, 1);
  });

  test("unload drops the listener and pending requests, tells nobody and sends nothing", () => {
    const page = open();
    const [handler, succeeded, failed] = [spy(), spy(), spy()];
    subscribed(page, "agent", handler, "sub-1");
    page.service.agent.get(succeeded, failed);
    const sent = page.sent.length;
    page.service.unload();
    assert.deepEqual(page.listeners, []);
    page.answer({ data: 1 });
    page.receive(event("agent", 1));
    page.time.advance(60_000);
    assert.deepEqual([handler.calls, succeeded.calls, failed.calls], [[], [], []]);
    assert.equal(page.sent.length, sent);
  });
});

describe("order of dispatch", () => {
  test("an event hides a referenceId, which hides a frameId", () => {
    const page = open();
    const succeeded = spy();
    page.service.agent.get(succeeded);
    page.receive(host({ event: "nobody", referenceId: "0", frameId: "f" }));
    assert.deepEqual(succeeded.calls, []);
    page.receive(host({ event: "", referenceId: "0", frameId: "f" }));
    assert.equal(succeeded.calls.length, 1);
    assert.equal(page.window.frameId, undefined);
    page.receive(host({ event: null, referenceId: "", frameId: "f" }));
    assert.equal(page.window.frameId, "f");
  });

  test("onMessage gets strings that begin with a lower-case wwe, and only those", () => {
    const page = open();
    assert.equal(page.service.onMessage, undefined);
    page.receive("wwe:early");
    page.service.onMessage = spy();
    for (const data of ["wwe", "wwe:ping", "WWE", " wwe", "", ["wwe"], { wwe: 1 }, host({ wwe: 1 })]) page.receive(data);
    assert.deepEqual(page.service.onMessage.calls, [["wwe"], ["wwe:ping"]]);
  });

  test("an exception in onMessage is not caught", () => {
    const page = open();
    page.service.onMessage = () => { throw new RangeError("fault"); };
    assert.throws(() => page.receive("wwe"), { name: "RangeError" });
  });
});

describe("loading", () => {
  test("twice is a no-op: the service, its listener and its pending requests stay", () => {
    const page = open();
    const { service } = page;
    const succeeded = spy();
    service.agent.get(succeeded);
    page.load();
    assert.equal(page.service, service);
    assert.equal(page.listeners.length, 1);
    page.answer();
    assert.equal(succeeded.calls.length, 1);
    service.agent.get();
    assert.equal(page.lastSent.referenceId, "1");
  });

  test("keeps what the page already has under genesys", () => {
    const page = open({ genesys: { mine: 1, wwe: { also: 2 } } });
    assert.deepEqual([page.window.genesys.mine, page.window.genesys.wwe.also], [1, 2]);
  });

  test("leaves the globals service and ServiceClientAPI behind, as declared variables", () => {
    const page = open();
    assert.equal(page.run("service === genesys.wwe.service && service instanceof ServiceClientAPI"), true);
    for (const name of ["service", "ServiceClientAPI"]) {
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(page.window, name);
      assert.deepEqual({ writable, enumerable, configurable }, { writable: true, enumerable: true, configurable: false });
    }
  });

  test("an app that overwrites the global service breaks every method, as it does with the official client", () => {
    const page = open();
    page.run("var service = 'mine'");
    for (const [namespace, methods] of Object.entries(page.service).filter(([, value]) => typeof value === "object")) {
      for (const method of Object.keys(methods)) {
        assert.throws(() => page.service[namespace][method](), { name: "TypeError", message: /global `service` has been overwritten/ });
      }
    }
    assert.deepEqual(page.sent, []);
  });

  test("an app that overwrites the global service can still send messages and subscribe", () => {
    const page = open();
    page.run("var service = 'mine'");
    page.service.sendMessage({ request: "agent.get" });
    page.service.subscribe("agent", spy());
    assert.equal(page.sent.length, 2);
  });

  test("in strict code, as in a bundle, the first send throws, and nothing is sent", () => {
    const page = open({}, "'use strict';");
    assert.throws(() => page.service.agent.get(spy()), { name: "TypeError", message: /classic script/ });
    assert.throws(() => page.service.sendMessage({ request: "agent.get" }), { name: "TypeError" });
    assert.throws(() => page.service.subscribe("agent", spy()), { name: "TypeError" });
    assert.deepEqual(page.sent, []);
  });
});
