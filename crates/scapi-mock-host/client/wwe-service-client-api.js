/*
 * Drop-in client of the Service Client API: provides `genesys.wwe.service` to a web app that runs
 * inside an agent desktop (in an iframe, in a pop-up, or around the desktop).
 *
 * It has the methods of the official client and behaves like it wherever an app can tell the
 * difference, odd corners included, so that an app which works with one works with the other. A comment that
 * starts with "Kept:" marks such a corner: what would break an app in front of a real desktop breaks it here, with a
 * message that says why. Deliberate differences, none of which an app can rely on:
 *
 *   - Messages are written to the console only while `genesys.wwe.service.debug` is truthy, as objects.
 *   - A request that cannot be posted is forgotten at once: no timeout is reported for it later.
 *
 * An app that is made of ES modules uses `scapi-client.js` instead.
 */
(function (window) {
  // No "use strict" here: the client depends on what `this` is in sloppy code, see `home`.

  const genesys = (window.genesys = window.genesys || {});
  const wwe = (genesys.wwe = genesys.wwe || {});
  // Kept: loading the script again changes nothing, so pending requests and subscriptions survive it.
  if (wwe.service) return;

  const USER_AGENT = "WWE Client";
  const PROTOCOL_VERSION = 2;
  // Kept: every origin. Narrow this to the desktop's origin when you deploy a copy of this file.
  const TARGET_ORIGIN = "*";
  const REQUEST_TIMEOUT_MS = 10000;
  const REQUEST_TIMEOUT = "Request timeout";

  // namespace → method → names of the positional parameters that precede (succeeded, failed).
  const METHODS = {
    auth: { getJwtToken: [] },
    agent: { get: [], getStateList: [], getState: [], setState: ["stateOperationName"] },
    interaction: {
      getInteractions: [],
      getByInteractionId: ["interactionId"],
      setUserData: ["interactionId", "keyValues"],
      deleteUserData: ["interactionId", "key"],
      selectCaseByCaseId: ["caseId"],
      markdone: ["interactionId"],
      blockMarkdone: ["interactionId", "warningMessage"],
      unblockMarkdone: ["interactionId"],
      accept: ["interactionId"],
      reject: ["interactionId"],
      singleStepTransfer: ["interactionId", "targetQuery", "userData", "extensions"],
      singleStepConference: ["interactionId", "targetQuery", "userData", "extensions"],
      consult: ["interactionId", "targetQuery", "userData", "extensions"],
      completeTransfer: ["consultInteractionId"],
      completeConference: ["consultInteractionId"],
    },
    voice: {
      dial: ["destination", "userData"],
      dialEx: ["destination", "userData", "extensions"],
      answer: ["interactionId"],
      hold: ["interactionId"],
      resume: ["interactionId"],
      hangUp: ["interactionId"],
      startCallRecording: ["interactionId"],
      stopCallRecording: ["interactionId"],
      pauseCallRecording: ["interactionId"],
      resumeCallRecording: ["interactionId"],
    },
    sipEndpoint: {
      muteMicrophone: [],
      unmuteMicrophone: [],
      muteSpeaker: [],
      unmuteSpeaker: [],
      isMicrophoneMute: [],
      isSpeakerMute: [],
    },
    email: { create: ["destination", "userData"] },
    outbound: {
      getCampaigns: [],
      getPreviewRecord: ["campaignName"],
      callPreviewRecord: ["interactionId", "recordHandle"],
      rejectPreviewRecord: ["interactionId"],
      cancelPreviewRecord: ["interactionId"],
      getChainedRecords: ["interactionId"],
      getRecordFields: ["interactionId"],
      updateRecordFields: ["interactionId", "fields"],
      startDirectPushPreview: [],
      stopDirectPushPreview: [],
      rescheduleRecord: ["interactionId", "recordHandle", "date", "callbackType"],
      cancelReschedule: ["interactionId"],
      getListOfCallResults: [],
      setCallResult: ["interactionId", "callResult"],
      getCallResult: ["interactionId"],
      setDoNotCall: ["interactionId"],
      removeDoNotCall: ["interactionId"],
    },
    media: {
      getMediaList: [],
      getMediaByName: ["mediaName"],
      setState: ["mediaName", "stateOperationName"],
    },
    system: {
      getAllowedServices: [],
      triggerActivity: [],
      popupToast: ["params"],
      updateToast: ["toastId", "params"],
      closeToast: ["toastId"],
      openDialog: ["url", "options"],
      closeDialog: ["dialogId"],
      updateViewInApplicationMenuBar: ["params"],
      closeViewInApplicationMenuBar: ["name"],
      amIVisible: [],
      isFrameLeading: [],
      isFrameFollowing: [],
      isFrameNegotiating: [],
      isFrameLeadingOrNegotiating: [],
      isLastActiveFrame: [],
    },
    messenger: { broadcastMessage: ["channel", "message"] },
    configuration: { getOption: ["options"] },
  };

  // Kept: only these two let the caller leave out the user data and pass the callbacks in its place.
  // `voice.dialEx("5", callback)` really puts the function in the parameters, and the browser throws DataCloneError.
  const USER_DATA_MAY_BE_OMITTED = new Set(["voice.dial", "email.create"]);

  /** Requests that await an answer, oldest first; each has its own timer. */
  class PendingRequests {
    constructor() {
      this.entries = [];
    }

    add(referenceId, succeeded, failed) {
      const entry = { referenceId, succeeded, failed };
      entry.timer = window.setTimeout(() => this.expire(entry), REQUEST_TIMEOUT_MS);
      this.entries.push(entry);
      return entry;
    }

    expire(entry) {
      this.remove(entry);
      // Kept: a plain string, where a failure answered by the host is an object with `errorMessage`.
      if (entry.failed) entry.failed(REQUEST_TIMEOUT);
    }

    settle(response) {
      // Kept: strict equality, and of several entries with equal ids the oldest alone is answered; the others expire.
      const entry = this.entries.find(({ referenceId }) => referenceId === response.referenceId);
      if (!entry) return;
      this.remove(entry);
      delete response.referenceId;
      // Kept: `null` and "" are failures too; success means that there is no errorMessage at all.
      if (response.errorMessage === undefined) entry.succeeded(response);
      else if (entry.failed) entry.failed(response);
    }

    remove(entry) {
      window.clearTimeout(entry.timer);
      this.entries = this.entries.filter((other) => other !== entry);
    }

    clear() {
      this.entries.forEach(({ timer }) => window.clearTimeout(timer));
      this.entries = [];
    }
  }

  /** Who handles which event, and what to tell the host when a handler is withdrawn. */
  class Subscriptions {
    constructor() {
      this.byName = Object.create(null);
      this.bySource = new Map();
    }

    add(names, callback, context, id) {
      const subscription = { names, callback, context, id };
      // Kept: one handler an event name; the latest subscription takes the name over.
      for (const name of names) this.byName[name] = subscription;
      // Kept: a handler is remembered by its source text, so handlers with equal text are one and the same here.
      this.bySource.set(String(callback), subscription);
    }

    take(callback) {
      const subscription = this.bySource.get(String(callback));
      if (!subscription) return undefined;
      this.bySource.delete(String(callback));
      // Kept: the names go silent even where a later subscription has taken them over.
      for (const name of subscription.names) delete this.byName[name];
      return subscription;
    }

    dispatch(event) {
      const subscription = this.byName[event.event];
      if (!subscription) return;
      try {
        subscription.callback.call(subscription.context || window, event);
      } catch (error) {
        console.error(`The handler of "${event.event}" events failed:`, error);
      }
    }
  }

  /** One client: its counter of reference ids, its pending requests, its subscriptions, its listener. */
  function ServiceClientAPI() {
    const service = this;
    const pending = new PendingRequests();
    const subscriptions = new Subscriptions();
    let nextReferenceId = 0;
    let chosenTarget = null;

    // Kept: an opener comes before the parent, also for an app that some other page opened.
    const target = () => chosenTarget || window.opener || window.parent;

    const trace = (direction, message) => {
      if (service.debug) console.debug(`Service Client API ${direction}`, message);
    };

    // Kept: the id of the frame lives on the `this` of a plain call. In a classic script that is the window, so the id is the
    // global `frameId`, and an element with that id takes its place. In a module or other strict code it is nothing, and
    // the first send throws.
    function home() {
      if (this) return this;
      throw new TypeError(
        "The Service Client API client has to be loaded as a classic script, as the official one has: in an ES module or other " +
          "strict code it cannot keep the id of its frame. For modules there is scapi-client.js.",
      );
    }

    // Kept: the stamps are written on the caller's own object, so that sending it again uses its id again.
    const stamp = (message) => {
      if (!message.referenceId) message.referenceId = String(nextReferenceId++);
      message.userAgent = USER_AGENT;
      message.protocolVersion = PROTOCOL_VERSION;
      const { frameId } = home();
      if (frameId !== undefined) message.frameId = frameId;
    };

    service.sendMessage = (message, succeeded, failed) => {
      stamp(message);
      // Kept: without a success callback nothing is tracked: `failed` alone is never called.
      const entry = succeeded ? pending.add(message.referenceId, succeeded, failed) : null;
      trace("sends", message);
      try {
        target().postMessage(message, TARGET_ORIGIN);
      } catch (error) {
        if (entry) pending.remove(entry);
        throw error;
      }
      return message.referenceId;
    };

    service.subscribe = (eventNames, callback, context) => {
      const names = [].concat(eventNames);
      // Kept: the handler exists from the host's answer on, and a failed subscription shows on the console only.
      service.sendMessage(
        { event: "subscribe", data: eventNames },
        (response) => subscriptions.add(names, callback, context, response.subscriptionId),
        (failure) => console.error(`Subscribing to ${names.join(", ")} failed:`, failure),
      );
      return service;
    };

    service.unsubscribe = (callback) => {
      const subscription = subscriptions.take(callback);
      // Kept: no answer is awaited.
      if (subscription) service.sendMessage({ event: "unsubscribe", data: subscription.id });
      return service;
    };

    service.targetWWEWindow = (targetWindow) => {
      chosenTarget = targetWindow;
    };

    // Kept: the host is not told; pending requests are dropped without calling anyone.
    service.unload = () => {
      window.removeEventListener("message", receive);
      pending.clear();
    };

    // Kept: neither origin nor source of a message is checked, so the client's own messages pass the filter as well:
    // alone in a tab, where the parent is the window itself, each request is its own empty success.
    const isWwe = (data) => data && data.userAgent && data.userAgent.indexOf("WWE") !== -1;

    // Kept: the order of these tests. An `event` hides a `referenceId`, which hides a `frameId`.
    const dispatch = (message) => {
      if (message.event) subscriptions.dispatch(message);
      else if (message.referenceId) pending.settle(message);
      else if (message.frameId !== undefined) home().frameId = message.frameId;
    };

    function receive({ data }) {
      if (isWwe(data)) {
        // Kept: each message is serialised before anything is done with it. What JSON cannot carry, such as a cycle or a
        // BigInt, throws out of the listener: an answer with it is lost, and its request times out.
        JSON.stringify(data);
        trace("receives", data);
        dispatch(data);
      } else if (service.onMessage && typeof data === "string" && data.startsWith("wwe")) {
        service.onMessage(data);
      }
    }

    for (const [namespace, methods] of Object.entries(METHODS)) {
      service[namespace] = {};
      for (const [method, parameterNames] of Object.entries(methods)) {
        service[namespace][method] = requestMethod(`${namespace}.${method}`, parameterNames.length);
      }
    }
    window.addEventListener("message", receive);
  }

  /** The function behind `service.<namespace>.<method>(…parameters, succeeded, failed)`. */
  function requestMethod(request, parameterCount) {
    return (...args) => {
      if (USER_DATA_MAY_BE_OMITTED.has(request) && typeof args[1] === "function") args.splice(1, 0, null);
      const message = { request };
      // Kept: no `parameters` at all where there are none, and an `undefined` slot for each one left out.
      if (parameterCount > 0) message.parameters = Array.from({ length: parameterCount }, (_, slot) => args[slot]);
      globalService(request).sendMessage(message, args[parameterCount], args[parameterCount + 1]);
    };
  }

  // Kept: methods send through the global `service`. An app that has a `var service` of its own breaks every one of them.
  function globalService(request) {
    if (window.service && typeof window.service.sendMessage === "function") return window.service;
    throw new TypeError(
      `${request} cannot be sent: the global \`service\` has been overwritten, and the methods of the Service Client API client ` +
        "send through it. Keep your own variables out of the global scope, or name them otherwise.",
    );
  }

  // Kept: the client leaves two globals behind. An app can notice them: by using or by overwriting them, or because its own
  // top-level `let service` is a syntax error. Not configurable, as a declared variable is.
  // Only the name of `ServiceClientAPI` is known to be shared; here it is the constructor of the client.
  const exposeGlobal = (name, value) =>
    Object.defineProperty(window, name, { value, writable: true, enumerable: true, configurable: false });

  wwe.service = new ServiceClientAPI();
  exposeGlobal("service", wwe.service);
  exposeGlobal("ServiceClientAPI", ServiceClientAPI);
})(window);
