// Words for what the wire calls by its own names.

/** @type {{ [type: string]: string }} */
const ACTIONS = {
  "agent-accepts": "Accept",
  "agent-rejects": "Reject",
  "agent-holds": "Hold",
  "agent-retrieves": "Retrieve",
  "agent-hangs-up": "Hang up",
  "agent-marks-done": "Mark done",
  "agent-consults": "Consult…",
  "agent-transfers": "Transfer…",
  "agent-conferences": "Conference…",
  "agent-leaves-conference": "Leave conference",
  "agent-starts-recording": "Record",
  "agent-pauses-recording": "Pause recording",
  "agent-resumes-recording": "Resume recording",
  "agent-stops-recording": "Stop recording",
  "agent-replies": "Reply",
  "agent-saves": "Save",
  "agent-sends": "Send",
  "agent-cancels": "Cancel e-mail",
  "agent-calls-preview": "Call",
  "agent-rejects-preview": "Reject preview",
  "agent-cancels-preview": "Cancel preview",
  "far-end-answers": "Far end answers",
  "far-end-hangs-up": "Caller hangs up",
  "party-joins": "Party joins…",
  "party-leaves": "Party leaves…",
  "chat-line": "Customer writes…",
  "user-data-changed": "User data change…",
};

/** @type {{ [type: string]: string }} */
const TONES = {
  "agent-accepts": "positive",
  "agent-rejects": "negative",
  "agent-hangs-up": "negative",
  "agent-marks-done": "primary",
};

/** @type {{ [media: string]: string }} */
const MEDIA_ICONS = { voice: "phone", chat: "chat", email: "mail" };

/**
 * @param {string} type of a stimulus
 * @returns {string} what its button says
 */
export function actionLabel(type) {
  return ACTIONS[type] ?? humanise(type.replace(/^agent-/, ""));
}

/**
 * @param {string} type of a stimulus
 * @returns {string} class of its button
 */
export function actionTone(type) {
  return TONES[type] ?? "plain";
}

/**
 * @param {string} type of a stimulus
 * @returns {"Agent" | "Far end"} whose doing it is
 */
export function actionGroup(type) {
  return type.startsWith("agent-") ? "Agent" : "Far end";
}

/**
 * @param {string} media
 * @returns {string} name of an icon
 */
export function mediaIcon(media) {
  return MEDIA_ICONS[media] ?? "task";
}

/**
 * @param {string} state of an interaction
 * @returns {"alerting" | "active" | "waiting" | "over"} how the page colours it
 */
export function stateTone(state) {
  if (/^(RINGING|INVITED|INVITED_CONFERENCE|DIALING|PREVIEW|READY|JOIN_PENDING)$/.test(state)) return "alerting";
  if (/^(HELD|SAVED|TRANSFERRING|PULLED|CREATED)$/.test(state)) return "waiting";
  if (/^(TALKING|ACCEPTED|USER_DATA_|HISTORY_)/.test(state)) return "active";
  return "over";
}

/**
 * @param {string} name kebab-case or UPPER_SNAKE
 * @returns {string} as words, like “Party joins”
 */
export function humanise(name) {
  const words = name.replace(/[-_]+/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
