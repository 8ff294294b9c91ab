// Events of the promise layer: subscribed at once, buffered, iterated, and released on every way out.
// Every expected value is written by hand. Run with `node --test promise-events.test.mjs`.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { ScapiFailure, ScapiOverflow, ScapiTimeout } from "../scapi-client.js";
import { desktop } from "./fake-desktop.mjs";
import { host as ofHost } from "./fake-window.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const event = (name, data) => ofHost({ event: name, data });
/** A page with a subscription that the host has answered. */
const subscribed = async (names, options, answer = { subscriptionId: "sub-1" }) => {
  const page = desktop();
  const events = page.host.events(names, options);
  page.answer(answer);
  await events.ready;
  return { page, events };
};
const unsubscribed = (page) => page.sent.filter((message) => message.event === "unsubscribe").map(({ data }) => data);

describe("subscribing", () => {
  test("is said at once, with the names as they were given", () => {
    const page = desktop();
    page.host.events("interaction");
    page.host.events(["agent", "messenger:orders"]);
    const said = page.sent.map(({ referenceId, ...message }) => message);
    const stamps = { userAgent: "WWE Client", protocolVersion: 2 };
    assert.deepEqual(said, [
      { event: "subscribe", data: "interaction", ...stamps },
      { event: "subscribe", data: ["agent", "messenger:orders"], ...stamps },
    ]);
  });

  test("resolves `ready` with the host's answer", async () => {
    const { events } = await subscribed("agent");
    assert.equal(await events.ready, undefined);
  });

  test("that fails rejects `ready` and the first `next`, and is over then", async () => {
    const page = desktop();
    const events = page.host.events("agent");
    page.answer({ errorMessage: "not for you" });
    await assert.rejects(events.ready, { name: "ScapiFailure", method: "subscribe", errorMessage: "not for you" });
    await assert.rejects(events.next(), ScapiFailure);
    assert.deepEqual(await events.next(), { value: undefined, done: true });
    assert.deepEqual(unsubscribed(page), []);
  });

  test("that is not answered rejects a `next` that waits, and is released when the answer comes after all", async () => {
    const page = desktop();
    const events = page.host.events("agent");
    const { referenceId } = page.lastSent;
    const next = events.next();
    mock.timers.tick(10_000);
    await assert.rejects(next, ScapiTimeout);
    page.receive(ofHost({ referenceId, subscriptionId: "sub-9" }));
    assert.deepEqual(unsubscribed(page), ["sub-9"]);
  });

  for (const names of ["", [], [""], [5]]) {
    test(`to ${JSON.stringify(names)} is refused`, () => {
      assert.throws(() => desktop().host.events(names), { name: "TypeError", message: /events have names/ });
    });
  }

  test("with a buffer for no event is refused", () => {
    for (const buffer of [0, -1, NaN, "9"]) assert.throws(() => desktop().host.events("agent", { buffer }), TypeError);
  });
});

describe("iterating", () => {
  test("gives the complete envelopes in order, those that came between the answer and the first `next` too", async () => {
    const { page, events } = await subscribed("agent");
    page.receive(event("agent", 1));
    page.receive(event("media", "not asked for"));
    page.receive(event("agent", 2));
    const seen = [];
    const all = (async () => {
      for await (const heard of events) {
        seen.push(heard);
        if (heard.data === 3) break;
      }
    })();
    await Promise.resolve();
    page.receive(event("agent", 3));
    await all;
    assert.deepEqual(seen, [1, 2, 3].map((data) => event("agent", data)));
  });

  test("loses nothing that comes with the answer, or before it", async () => {
    const page = desktop();
    const events = page.host.events("agent");
    page.receive(event("agent", "early"));
    page.answer({ subscriptionId: "sub-1" });
    page.receive(event("agent", "with it"));
    assert.deepEqual([(await events.next()).value.data, (await events.next()).value.data], ["early", "with it"]);
  });

  test("serves several `next` that wait, in order", async () => {
    const { page, events } = await subscribed("agent");
    const waiting = [events.next(), events.next()];
    page.receive(event("agent", 1));
    page.receive(event("agent", 2));
    assert.deepEqual((await Promise.all(waiting)).map(({ value }) => value.data), [1, 2]);
  });

  test("two of a name are two subscriptions, and each gets every event", async () => {
    const page = desktop();
    const streams = [page.host.events("agent"), page.host.events("agent")];
    for (const [at, { referenceId }] of page.sent.entries()) page.receive(ofHost({ referenceId, subscriptionId: `sub-${at}` }));
    await Promise.all(streams.map(({ ready }) => ready));
    page.receive(event("agent", 1));
    for (const stream of streams) assert.equal((await stream.next()).value.data, 1);
    await streams[0].return();
    page.receive(event("agent", 2));
    assert.equal((await streams[1].next()).value.data, 2);
    assert.deepEqual(unsubscribed(page), ["sub-0"]);
  });

  test("ends with a ScapiOverflow after the events that had room, where nobody takes them", async () => {
    const { page, events } = await subscribed("agent", { buffer: 2 });
    for (const data of [1, 2, 3, 4]) page.receive(event("agent", data));
    const seen = [];
    const all = (async () => { for await (const { data } of events) seen.push(data); })();
    await assert.rejects(all, (fault) => fault instanceof ScapiOverflow && /more than 2 events wait/.test(fault.message));
    assert.deepEqual(seen, [1, 2]);
    assert.deepEqual(unsubscribed(page), ["sub-1"]);
  });
});

describe("ending", () => {
  test("by break unsubscribes, with the id as it came", async () => {
    for (const id of ["sub-1", 7, { k: [1] }, undefined]) {
      const { page, events } = await subscribed("agent", {}, { subscriptionId: id });
      page.receive(event("agent", 1));
      for await (const _ of events) break;
      assert.deepEqual(unsubscribed(page), [id]);
      assert.equal("data" in page.lastSent, true);
    }
  });

  test("by an exception in the loop unsubscribes", async () => {
    const { page, events } = await subscribed("agent");
    page.receive(event("agent", 1));
    const loop = (async () => { for await (const { data } of events) throw new RangeError(data); })();
    await assert.rejects(loop, RangeError);
    assert.deepEqual(unsubscribed(page), ["sub-1"]);
  });

  test("by return unsubscribes once, and ends a `next` that waits", async () => {
    const { page, events } = await subscribed("agent");
    const next = events.next();
    assert.deepEqual(await events.return(), { value: undefined, done: true });
    await events.return();
    assert.deepEqual(await next, { value: undefined, done: true });
    page.receive(event("agent", 1));
    assert.deepEqual(await events.next(), { value: undefined, done: true });
    assert.deepEqual(unsubscribed(page), ["sub-1"]);
  });

  test("before the host has answered unsubscribes when it does", async () => {
    const page = desktop();
    const events = page.host.events("agent");
    const { referenceId } = page.lastSent;
    await events.return();
    assert.deepEqual(unsubscribed(page), []);
    page.receive(ofHost({ referenceId, subscriptionId: "sub-4" }));
    await events.ready;
    assert.deepEqual(unsubscribed(page), ["sub-4"]);
  });

  test("by a signal rejects with its reason and unsubscribes", async () => {
    const controller = new AbortController();
    const { page, events } = await subscribed("agent", { signal: controller.signal });
    const next = events.next();
    controller.abort();
    await assert.rejects(next, { name: "AbortError" });
    assert.deepEqual(await events.next(), { value: undefined, done: true });
    assert.deepEqual(unsubscribed(page), ["sub-1"]);
  });

  test("by a signal before the host has answered unsubscribes when it does", async () => {
    const page = desktop();
    const controller = new AbortController();
    const events = page.host.events("agent", { signal: controller.signal });
    const { referenceId } = page.lastSent;
    controller.abort();
    await assert.rejects(events.next(), { name: "AbortError" });
    await assert.rejects(events.ready, { name: "AbortError" });
    page.receive(ofHost({ referenceId, subscriptionId: "sub-5" }));
    assert.deepEqual(unsubscribed(page), ["sub-5"]);
  });

  test("by close unsubscribes and ends the loop", async () => {
    const { page, events } = await subscribed("agent");
    const loop = (async () => { for await (const _ of events); return "over"; })();
    page.host.close();
    assert.equal(await loop, "over");
    assert.deepEqual(unsubscribed(page), ["sub-1"]);
  });
});
