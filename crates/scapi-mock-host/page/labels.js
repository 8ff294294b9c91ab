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
  "agent-calls-preview": "Call…",
  "agent-selects-case": "Select case",
  "agent-expands-case": "Expand case",
  "agent-collapses-case": "Collapse case",
  "agent-dials": "Dial",
  "agent-creates-email": "Write an e-mail",
  "agent-pulls": "Pull from a workbin",
  "inbound-call": "Call",
  "inbound-chat": "Chat",
  "inbound-email": "E-mail",
  "inbound-workitem": "Work item",
  "internal-call": "Internal call",
  "preview-record": "Preview record",
  "conference-invite": "Conference invitation",
  "agent-saves": "Save",
  "agent-sends": "Send",
  "agent-cancels": "Cancel e-mail",
  "agent-rejects-preview": "Reject preview",
  "agent-cancels-preview": "Cancel preview",
  "far-end-answers": "Answers",
  "far-end-refuses": "Refuses",
  "far-end-busy": "Is busy",
  "far-end-no-answer": "Does not answer",
  "far-end-hangs-up": "Hangs up",
  "party-joins": "Party joins…",
  "party-leaves": "Party leaves…",
  "chat-line": "Customer writes…",
  "user-data-changed": "Change user data…",
};

/** @type {{ [name: string]: string }} */
const FIELDS = { ani: "From (ANI)", dnis: "To (DNIS)", ms: "Milliseconds", caseId: "Case", on: "Strikes", do: "What goes wrong" };

/** @type {{ [type: string]: string }} */
const TONES = {
  "agent-accepts": "positive",
  "agent-rejects": "negative",
  "agent-hangs-up": "negative",
  "agent-marks-done": "primary",
};

/** @type {{ [media: string]: string }} */
const MEDIA = { email: "E-mail", workitem: "Work item", outboundpreview: "Outbound preview" };

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
 * @param {string} name of a property, camelCase
 * @returns {string} what its field is called
 */
export function fieldLabel(name) {
  return FIELDS[name] ?? humanise(name.replace(/([a-z0-9])([A-Z])/g, "$1 $2"));
}

/**
 * @param {string} media
 * @returns {string} what it is called
 */
export function mediaLabel(media) {
  return MEDIA[media] ?? humanise(media);
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
