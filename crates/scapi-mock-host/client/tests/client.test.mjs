// What the client of the Service Client API sends, and what it makes of answers and of silence.
// Every expected value is written by hand. Run with `node --test client.test.mjs`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { host, open, recorder, spy } from "./fake-window.mjs";
import { requests } from "./methods.mjs";

const call = (service, request, ...args) => {
  const [namespace, method] = request.split(".");
  return service[namespace][method](...args);
};

describe("what the client sends", () => {
  test("a request has exactly the documented keys", () => {
    const page = open();
    page.service.interaction.setUserData("12", { Reason: "billing" });
    assert.deepEqual(page.sent, [
      {
        request: "interaction.setUserData",
        parameters: ["12", { Reason: "billing" }],
        referenceId: "0",
        userAgent: "WWE Client",
        protocolVersion: 2,
      },
    ]);
  });

  test("there are 74 request methods in 11 namespaces, and no others", () => {
    const { service } = open();
    const found = Object.entries(service)
      .filter(([, value]) => typeof value === "object")
      .flatMap(([namespace, methods]) => Object.keys(methods).map((method) => `${namespace}.${method}`));
    assert.deepEqual(found.sort(), Object.keys(requests).sort());
    assert.equal(found.length, 74);
    const own = Object.keys(service).filter((key) => typeof service[key] === "function");
    assert.deepEqual(own.sort(), ["sendMessage", "subscribe", "targetWWEWindow", "unload", "unsubscribe"]);
  });

  for (const [request, parameters] of Object.entries(requests)) {
    test(`${request} posts its parameters and finds its two callbacks behind them`, () => {
      const page = open();
      const succeeded = spy();
      const failed = spy();
      assert.equal(call(page.service, request, ...(parameters ?? []), succeeded, failed), undefined);
      assert.equal(page.lastSent.request, request);
      if (parameters === null) assert.equal("parameters" in page.lastSent, false);
      else assert.deepEqual(page.lastSent.parameters, parameters);
      page.answer({ data: "fine" });
      assert.deepEqual(succeeded.calls, [[host({ data: "fine" })]]);
      call(page.service, request, ...(parameters ?? []), succeeded, failed);
      page.answer({ errorMessage: "no" });
      assert.deepEqual(failed.calls, [[host({ errorMessage: "no" })]]);
    });
  }

  test("arguments left out are undefined slots, not holes", () => {
    const page = open();
    page.service.voice.dial("5");
    page.service.interaction.consult("1", "5002");
    assert.deepEqual(page.sent[0].parameters, ["5", undefined]);
    assert.equal(1 in page.sent[0].parameters, true);
    assert.deepEqual(page.sent[1].parameters, ["1", "5002", undefined, undefined]);
  });

  test("arguments beyond the callbacks are not sent", () => {
    const page = open();
    page.service.interaction.accept("1", spy(), spy(), "more");
    assert.deepEqual(page.lastSent.parameters, ["1"]);
  });

  for (const request of ["voice.dial", "email.create"]) {
    test(`${request} takes its callbacks in the place of the user data, which becomes null`, () => {
      const page = open();
      const succeeded = spy();
      const failed = spy();
      call(page.service, request, "5", succeeded, failed);
      assert.deepEqual(page.lastSent.parameters, ["5", null]);
      page.answer();
      assert.equal(succeeded.calls.length, 1);
      call(page.service, request, "5", succeeded, failed);
      page.answer({ errorMessage: "no" });
      assert.equal(failed.calls.length, 1);
    });
  }

  test("a function among the parameters throws DataCloneError out of the call, and nothing is sent", () => {
    const page = open();
    assert.throws(() => page.service.voice.dialEx("5", () => {}), { name: "DataCloneError" });
    const failed = spy();
    assert.throws(() => page.service.voice.dialEx("5", () => {}, null, spy(), failed), { name: "DataCloneError" });
    page.time.advance(60_000);
    assert.deepEqual(page.sent, []);
    assert.deepEqual(failed.calls, []);
  });

  test("subscribe and unsubscribe are events, with the names as the app passed them", () => {
    const page = open();
    const handler = spy();
    page.service.subscribe(["agent", "interaction"], handler);
    page.answer({ subscriptionId: "sub-1" });
    page.service.subscribe("messenger:orders", () => {});
    page.service.unsubscribe(handler);
    const stamps = { userAgent: "WWE Client", protocolVersion: 2 };
    assert.deepEqual(page.sent, [
      { event: "subscribe", data: ["agent", "interaction"], referenceId: "0", ...stamps },
      { event: "subscribe", data: "messenger:orders", referenceId: "1", ...stamps },
      { event: "unsubscribe", data: "sub-1", referenceId: "2", ...stamps },
    ]);
  });

  test("a message of the app's own keeps its extra keys and loses its user agent", () => {
    const page = open();
    page.service.sendMessage({ request: "voice.dialled", extra: [1], userAgent: "mine", protocolVersion: 9 });
    assert.deepEqual(page.lastSent, {
      request: "voice.dialled",
      extra: [1],
      userAgent: "WWE Client",
      protocolVersion: 2,
      referenceId: "0",
    });
  });

  test("messages go to any origin", () => {
    const page = open();
    page.service.agent.get();
    assert.deepEqual(page.parent.posted.map(({ targetOrigin }) => targetOrigin), ["*"]);
  });

  test("an opener comes before the parent, and targetWWEWindow before both", () => {
    const opener = recorder();
    const page = open({ opener });
    page.service.agent.get();
    assert.equal(opener.posted.length, 1);
    const chosen = recorder();
    page.service.targetWWEWindow(chosen);
    page.service.agent.get();
    assert.deepEqual([opener.posted.length, chosen.posted.length, page.sent.length], [1, 1, 0]);
  });

  test("methods work when they are taken off their object, and follow a replaced sendMessage", () => {
    const page = open();
    const { get } = page.service.agent;
    const { sendMessage } = page.service;
    get();
    sendMessage({ request: "agent.getState" });
    assert.deepEqual(page.sent.map(({ request }) => request), ["agent.get", "agent.getState"]);
    page.service.sendMessage = spy();
    get();
    assert.deepEqual(JSON.parse(JSON.stringify(page.service.sendMessage.calls)), [[{ request: "agent.get" }, null, null]]);
  });
});

describe("answers", () => {
  test("the success callback gets the whole envelope without its referenceId", () => {
    const page = open();
    const succeeded = spy();
    page.service.agent.get(succeeded, spy());
    page.answer({ data: { employeeId: "E7" }, extra: true });
    assert.deepEqual(succeeded.calls, [[host({ data: { employeeId: "E7" }, extra: true })]]);
    assert.equal("referenceId" in succeeded.calls[0][0], false);
  });

  test("the protocolVersion of an answer is not read", () => {
    for (const protocolVersion of [1, "2", null, undefined]) {
      const page = open();
      const succeeded = spy();
      page.service.agent.get(succeeded);
      page.answer({ protocolVersion });
      assert.equal(succeeded.calls.length, 1, String(protocolVersion));
    }
  });

  test("data:null and no data at all are successes", () => {
    const page = open();
    const succeeded = spy();
    page.service.interaction.getByInteractionId("77", succeeded);
    page.answer({ data: null });
    page.service.interaction.accept("77", succeeded);
    page.answer();
    page.service.interaction.accept("77", succeeded);
    page.answer({ errorMessage: undefined });
    assert.deepEqual(succeeded.calls.map(([response]) => response.data), [null, undefined, undefined]);
  });

  for (const errorMessage of ["no such interaction", "", null]) {
    test(`errorMessage ${JSON.stringify(errorMessage)} is a failure, handed over as an object`, () => {
      const page = open();
      const succeeded = spy();
      const failed = spy();
      page.service.interaction.accept("1", succeeded, failed);
      page.answer({ errorMessage });
      assert.deepEqual(succeeded.calls, []);
      assert.deepEqual(failed.calls, [[host({ errorMessage })]]);
    });
  }

  test("a failure without a failed callback is silent", () => {
    const page = open();
    page.service.agent.get(spy());
    page.answer({ errorMessage: "no" });
    page.service.agent.get(spy());
    page.time.advance(10_000);
    assert.deepEqual(page.logged.error, []);
  });

  test("an answer with an event key is no answer, and the request times out", () => {
    const page = open();
    const succeeded = spy();
    const failed = spy();
    page.service.agent.get(succeeded, failed);
    page.answer({ event: "agent.get", data: 1 });
    page.time.advance(10_000);
    assert.deepEqual(succeeded.calls, []);
    assert.deepEqual(failed.calls, [["Request timeout"]]);
  });

  test("the same holds for the answer to subscribe", () => {
    const page = open();
    const handler = spy();
    page.service.subscribe("interaction", handler);
    page.answer({ event: "subscribe", subscriptionId: "sub-1" });
    page.receive(host({ event: "interaction", data: {} }));
    assert.deepEqual(handler.calls, []);
  });

  test("nothing is written to the console, unless debug asks for it", () => {
    const page = open();
    page.service.agent.get(spy());
    page.answer();
    assert.deepEqual(page.logged, { error: [], warn: [], log: [], debug: [] });
    page.service.debug = true;
    page.service.agent.get(spy());
    page.answer();
    assert.equal(page.logged.debug.length, 2);
  });

  for (const [kind, make] of Object.entries({ "a cycle": () => { const it = {}; it.self = it; return it; }, "a BigInt": () => 10n })) {
    test(`an answer with ${kind} throws out of the listener before it is dispatched, and its request times out`, () => {
      const page = open();
      const [succeeded, failed] = [spy(), spy()];
      page.service.agent.get(succeeded, failed);
      assert.throws(() => page.answer({ data: make() }), { name: "TypeError" });
      page.time.advance(10_000);
      assert.deepEqual(succeeded.calls, []);
      assert.deepEqual(failed.calls, [["Request timeout"]]);
    });

    test(`an event with ${kind} throws out of the listener and reaches no handler`, () => {
      const page = open();
      const handler = spy();
      page.service.subscribe("agent", handler);
      page.answer({ subscriptionId: "sub-1" });
      assert.throws(() => page.receive(host({ event: "agent", data: make() })), { name: "TypeError" });
      assert.deepEqual(handler.calls, []);
    });

    test(`a message with ${kind} that is none of the host's harms nobody`, () => {
      open().receive({ userAgent: "other", data: make() });
    });
  }
});

describe("which messages count as the host's", () => {
  const answered = (userAgent) => {
    const page = open();
    const succeeded = spy();
    page.service.agent.get(succeeded);
    page.answer({ userAgent });
    return succeeded.calls.length === 1;
  };

  test("a user agent that contains WWE, as a string or in an array", () => {
    assert.equal(answered("WWE Server"), true);
    assert.equal(answered("another WWE"), true);
    assert.equal(answered(["WWE"]), true);
  });

  test("not one in lower case, nor one that is absent or empty", () => {
    for (const userAgent of ["wwe server", "", undefined, null, 0, ["WWE Server"]]) {
      assert.equal(answered(userAgent), false, String(userAgent));
    }
  });

  test("a numeric user agent throws out of the listener", () => {
    const page = open();
    assert.throws(() => page.receive({ userAgent: 5, referenceId: "0" }), { name: "TypeError" });
  });

  test("messages without data and data of any kind are harmless", () => {
    const page = open();
    for (const data of [null, undefined, 0, "", "text", 5, true, [], {}, host({})]) page.receive(data);
    assert.deepEqual(page.logged.error, []);
  });

  test("neither origin nor source is checked: the client's own message is an empty success", () => {
    const page = open();
    const succeeded = spy();
    page.service.agent.get(succeeded, spy());
    page.receive(page.lastSent);
    assert.deepEqual(succeeded.calls, [[{ request: "agent.get", userAgent: "WWE Client", protocolVersion: 2 }]]);
  });

  test("its own subscribe, echoed, is ignored and times out", () => {
    const page = open();
    page.service.subscribe("interaction", spy());
    page.receive(page.lastSent);
    assert.deepEqual(page.logged.error, []);
    page.time.advance(10_000);
    assert.equal(page.logged.error.length, 1);
  });
});

describe("reference ids", () => {
  test("count up from the string \"0\", on every kind of message, and restart with the page", () => {
    const page = open();
    page.service.agent.get();
    page.service.agent.get(spy());
    page.service.subscribe("agent", spy());
    assert.deepEqual(page.sent.map(({ referenceId }) => referenceId), ["0", "1", "2"]);
    const reloaded = open();
    reloaded.service.agent.get();
    assert.equal(reloaded.lastSent.referenceId, "0");
  });

  test("a truthy one of the app's own is kept with its type, and answered by strict equality", () => {
    const page = open();
    const succeeded = spy();
    assert.equal(page.service.sendMessage({ request: "agent.get", referenceId: 5 }, succeeded), 5);
    page.receive(host({ referenceId: "5" }));
    assert.equal(succeeded.calls.length, 0);
    page.receive(host({ referenceId: 5 }));
    assert.equal(succeeded.calls.length, 1);
  });

  test("a falsy one is replaced", () => {
    const page = open();
    assert.equal(page.service.sendMessage({ request: "agent.get", referenceId: 0 }), "0");
    assert.equal(page.service.sendMessage({ request: "agent.get", referenceId: "" }), "1");
  });

  test("is returned, and written on the caller's object, which uses it again when sent again", () => {
    const page = open();
    const message = { request: "agent.get" };
    assert.equal(page.service.sendMessage(message), "0");
    assert.equal(message.referenceId, "0");
    assert.equal(page.service.sendMessage(message), "0");
    assert.equal(page.service.sendMessage({ request: "agent.get" }), "1");
  });

  test("a number does not answer a string, not even 0 or 1", () => {
    const page = open();
    const succeeded = spy();
    page.service.agent.get(succeeded);
    page.service.agent.get(succeeded);
    page.receive(host({ referenceId: 0 }));
    page.receive(host({ referenceId: 1 }));
    assert.deepEqual(succeeded.calls, []);
  });

  test("of two equal ones the first is answered and the second times out", () => {
    const page = open();
    const [first, second, failed] = [spy(), spy(), spy()];
    page.service.sendMessage({ request: "agent.get", referenceId: "x" }, first, failed);
    page.service.sendMessage({ request: "agent.get", referenceId: "x" }, second, failed);
    page.receive(host({ referenceId: "x" }));
    assert.deepEqual([first.calls.length, second.calls.length], [1, 0]);
    page.time.advance(10_000);
    assert.deepEqual(second.calls, []);
    assert.deepEqual(failed.calls, [["Request timeout"]]);
  });

  test("a second answer is ignored", () => {
    const page = open();
    const succeeded = spy();
    const failed = spy();
    page.service.agent.get(succeeded, failed);
    page.answer({ data: 1 });
    page.answer({ data: 2 });
    page.answer({ errorMessage: "late" });
    assert.deepEqual([succeeded.calls.length, failed.calls.length], [1, 0]);
  });
});

describe("time-out", () => {
  test("calls failed with a plain string after 10 seconds, not earlier and once", () => {
    const page = open();
    const succeeded = spy();
    const failed = spy();
    page.service.agent.get(succeeded, failed);
    page.time.advance(9_999);
    assert.deepEqual(failed.calls, []);
    page.time.advance(1);
    assert.deepEqual(failed.calls, [["Request timeout"]]);
    page.answer({ data: 1 });
    page.time.advance(60_000);
    assert.deepEqual([succeeded.calls.length, failed.calls.length], [0, 1]);
  });

  test("counts for each request from its own sending", () => {
    const page = open();
    const [first, second] = [spy(), spy()];
    page.service.agent.get(spy(), first);
    page.time.advance(4_000);
    page.service.agent.get(spy(), second);
    page.time.advance(6_000);
    assert.deepEqual([first.calls.length, second.calls.length], [1, 0]);
    page.time.advance(4_000);
    assert.deepEqual([first.calls.length, second.calls.length], [1, 1]);
  });

  test("exists only with a success callback: failed alone is never called", () => {
    const page = open();
    const failed = spy();
    page.service.agent.get(undefined, failed);
    assert.equal(page.time.running, 0);
    page.answer({ errorMessage: "no" });
    page.time.advance(60_000);
    assert.deepEqual(failed.calls, []);
  });

  test("an answered request leaves no timer behind", () => {
    const page = open();
    page.service.agent.get(spy());
    assert.equal(page.time.running, 1);
    page.answer();
    assert.equal(page.time.running, 0);
  });

  test("of a subscription shows on the console only", () => {
    const page = open();
    const handler = spy();
    page.service.subscribe("interaction", handler);
    page.time.advance(10_000);
    page.service.subscribe("agent", handler);
    page.answer({ errorMessage: "no" });
    assert.equal(page.logged.error.length, 2);
    assert.deepEqual(handler.calls, []);
  });
});

test("the types name every method with the parameters it has", () => {
  const types = readFileSync(new URL("../wwe-service-client-api.d.ts", import.meta.url), "utf8");
  for (const [request, parameters] of Object.entries(requests)) {
    const [namespace, method] = request.split(".");
    const [, body] = new RegExp(`interface ${namespace}Namespace \\{(.*?)\\n  \\}`, "is").exec(types);
    const signatures = [...body.matchAll(new RegExp(`^ {4}${method}\\((.*?)\\): void;`, "gms"))];
    assert.notEqual(signatures.length, 0, request);
    const names = signatures.at(-1)[1].replaceAll(/<.*?>/g, "").match(/\w+(?=\??: )/g);
    assert.equal(names.length, (parameters ?? []).length + 2, `${request}: ${names}`);
    assert.deepEqual(names.slice(-2), ["succeeded", "failed"], request);
  }
});
