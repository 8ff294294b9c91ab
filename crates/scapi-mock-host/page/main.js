// The workspace page: puts the parts together.

/** @import { Connection } from "./bridge.js" */
/** @import { BridgeError, JsonObject, State, Welcome } from "./protocol.js" */

import { ActionDialog } from "./action-dialog.js";
import { chooseApps, rememberInAddress } from "./app-links.js";
import { Bridge } from "./bridge.js";
import { Control } from "./control.js";
import { Desktop } from "./desktop.js";
import { Dialer } from "./dialer.js";
import { byId, make, setText } from "./dom.js";
import { EmbedDialog } from "./embed-dialog.js";
import { Frames } from "./frames.js";
import { fillIcons } from "./icons.js";
import { InspectorApi } from "./inspector-api.js";
import { Journal } from "./journal.js";
import { Lanes } from "./lanes.js";
import { duration, SessionClock } from "./session-clock.js";
import { Shortcuts } from "./shortcuts.js";
import { Simulator } from "./simulator.js";
import { enableSplitter } from "./splitter.js";
import { remember } from "./storage.js";
import { showNews, showRefusal, showTrouble } from "./toasts.js";

/** @type {{ [connection in Connection]: string }} */
const CONNECTION_WORDS = { connecting: "Connecting", connected: "Connected", reconnecting: "Reconnecting", gone: "Host gone" };
/** Timers show whole seconds; twice as often keeps them from skipping one. */
const TICK_MS = 500;

const session = /^\/s\/([^/]+)/.exec(location.pathname)?.[1] ?? "default";
const control = new Control(session);
const clock = new SessionClock();
const journal = new Journal(new InspectorApi(control.base), {
  hasFrame: (frame) => frames.has(frame),
  say: (frame, origin, message) => frames.say(frame, origin, message),
});
const lanes = new Lanes(clock, (seq) => {
  const entry = journal.store.bySeq.get(seq);
  if (!journal.files.banner.hidden) journal.files.close();
  if (entry) journal.goTo(entry);
});
const actions = new ActionDialog(act);
const desktop = new Desktop(clock, {
  act: (type, view) => actions.act(type, view),
  whyNot: (type, id) => control.whyNot(type, id),
  changeUserData: async (interactionId, words) => (await act("Change user data", { type: "user-data-changed", interactionId, ...words })).ok,
});
const simulator = new Simulator(control, act);
const bridge = new Bridge(bridgeUrl(), {
  connection: showConnection,
  fresh: startAfresh,
  resumed: () => journal.expectRepeats(),
  message: (message) => frames.deliver(message),
  state: showState,
  reload: (frame) => frames.reload(frame),
  journal: (batch) => {
    journal.add(batch);
    lanes.learn(batch);
  },
  error: showError,
  lost: (count) => note(`Lost with the connection, messages of apps: ${count}`),
});
const frames = new Frames(bridge, {
  note,
  probe: (url) => control.probe(url),
  embed: () => embedDialog.open(),
  removed: (app) => rememberInAddress(app, "removed"),
});
const embedDialog = new EmbedDialog((app) => {
  rememberInAddress(app, "added");
  const frame = frames.open(app);
  if (frame) frames.select(frame);
});
let everWelcomed = false;
let explained = false;

start();

function start() {
  fillIcons(document);
  const name = decode(session);
  document.title = `${name} · Workspace`;
  byId("session-name").textContent = name;
  new Dialer((stimulus) => act("Ring a call", stimulus));
  new Shortcuts([
    { key: "c", label: "Ring a call", run: () => /** @type {HTMLFormElement} */ (byId("dialer")).requestSubmit() },
    { key: "s", label: "Simulate: what happens, where to start, time, faults, the host", run: () => simulator.toggle() },
    { key: "j", label: "Next interaction", run: () => desktop.step(1) },
    { key: "k", label: "Interaction before", run: () => desktop.step(-1) },
    { key: "a", label: "First action of the interaction", run: () => desktop.pressFirst() },
    { key: "e", label: "Embed an app", run: () => embedDialog.open() },
    { key: "/", label: "Search the message log", run: () => journal.find() },
  ]);
  enableSplitter();
  wireHeader();
  setInterval(tick, TICK_MS);
  bridge.connect();
}

/** @param {Welcome} welcome */
function startAfresh(welcome) {
  journal.startOver();
  lanes.startOver();
  desktop.forgetAges();
  if (everWelcomed) showNews("The host is a new one. Apps were loaded again.");
  frames.startOver(welcome);
  if (!everWelcomed) embedApps(welcome);
  everWelcomed = true;
}

/** @param {Welcome} welcome */
function embedApps(welcome) {
  const { apps, faults } = chooseApps(location.search, welcome.apps ?? []);
  for (const app of apps) frames.open(app);
  byId("app-errors").replaceChildren(...faults.map((fault) => make("p", { class: "app-error", "data-testid": "app-error" }, fault)));
}

/** @param {State} state */
function showState(state) {
  clock.sync(state.at, state.stands ? "stands" : "runs");
  byId("advance").hidden = !state.stands;
  desktop.show(state);
  simulator.refresh();
  frames.show(state);
  lanes.show(state);
  tick();
}

/** @param {Connection} connection */
function showConnection(connection) {
  byId("connection").dataset["state"] = connection;
  const isSessionGone = explained && connection === "gone";
  setText(byId("connection-text"), isSessionGone ? "Session gone" : CONNECTION_WORDS[connection]);
  byId("retry").hidden = connection !== "gone";
  document.body.classList.toggle("is-cut-off", connection === "gone");
  if (connection === "gone") clock.stop();
  if (connection === "gone" || connection === "reconnecting") void explainLoss();
}

/** A session that was deleted looks like a host that is gone, but is not, and does not come back. */
async function explainLoss() {
  if (explained || !(await control.isMissing()) || explained) return;
  explained = true;
  bridge.giveUp();
  showTrouble("This session no longer exists", `The host answers, but has no session “${decode(session)}”.`);
}

/** @param {BridgeError} error */
function showError({ message }) {
  note(`The host reports: ${message}`);
  showTrouble("The host reports a fault", message);
}

/**
 * Sends a stimulus and shows a refusal.
 *
 * @param {string} label what the button said
 * @param {JsonObject} stimulus
 * @param {"toast" | "quiet"} refusal whether a refusal is shown here, or by who asks
 */
async function act(label, stimulus, refusal = "toast") {
  const answer = await control.stimulate(stimulus);
  if (!answer.ok && refusal === "toast") showRefusal(label, answer.problem);
  return answer;
}

async function reset() {
  const answer = await control.reset();
  if (answer.ok) showNews("The session starts afresh.");
  else showRefusal("Reset", answer.problem);
}

/** @param {number} ms */
async function advance(ms) {
  const answer = await control.advance(ms);
  if (!answer.ok) showRefusal("Advance the clock", answer.problem);
}

function wireHeader() {
  byId("reset").addEventListener("click", () => void reset());
  byId("retry").addEventListener("click", () => bridge.retry());
  byId("embed").addEventListener("click", () => embedDialog.open());
  byId("theme").addEventListener("click", switchTheme);
  window.addEventListener("online", () => bridge.retry());
  for (const button of byId("advance").querySelectorAll("button")) {
    button.addEventListener("click", () => void advance(Number(button.dataset["ms"])));
  }
}

function switchTheme() {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--is-dark").trim() === "1";
  const theme = dark ? "light" : "dark";
  document.documentElement.dataset["theme"] = theme;
  remember("theme", theme);
}

function tick() {
  setText(byId("session-time"), duration(clock.now()));
  desktop.tick();
  lanes.tick();
}

/**
 * @param {string} text
 * @param {string} [frame]
 */
function note(text, frame) {
  journal.note(text, clock.now(), frame);
}

function bridgeUrl() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/s/${session}/bridge`;
}

/** @param {string} text percent-encoded */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
