// Types of what travels between the page and the host. Nothing here runs.

/** @typedef {null | boolean | number | string | Json[] | JsonObject} Json */
/** @typedef {{ [key: string]: Json | undefined }} JsonObject */

/** @typedef {"frame" | "per-interaction" | "window"} AppKind how an app is embedded */
/** @typedef {{ url: string, label?: string, kind?: AppKind }} AppLink */
/** @typedef {{ kind: string, weight: "fault" | "doubt", what: string, remedy: string }} Finding something that stands in the way of an app */
/** @typedef {{ url: string, status?: number, headers: JsonObject, redirects: string[], findings: Finding[] }} Probe */
/** @typedef {{ type: "welcome", session: string, bridge: string, framePrefix: string, resumed: boolean, apps?: AppLink[], agent?: JsonObject, clock?: "real" | "virtual", cursor?: number }} Welcome */
/** @typedef {{ type: "ack", seq: number }} Ack */
/** @typedef {{ type: "message", frame: string, origin: string, seq: number, message: Json }} HostMessage */
/** @typedef {{ agent: string[], farEnd: string[], routing: string[] }} Legal the stimuli about an interaction that can happen now, by who does them */
/** @typedef {{ at: number, from: string, text: string }} ChatLine */
/** @typedef {{ interaction: JsonObject, legal: Legal, markdoneWarning?: string | null, transcript?: ChatLine[], lines?: number }} InteractionView `transcript` is the end of a chat of so many `lines` */
/** @typedef {{ reason: string, clause: string, way?: { action: string, interactionId: string }[] | null }} WhyNot */
/** @typedef {{ frame: string, origin?: string | null, subscriptions?: string[], accepted?: boolean }} FrameView */
/** @typedef {{ type: "state", at: number, stands?: boolean, agent?: JsonObject, selectedCase?: string | null, interactions: InteractionView[], frames?: FrameView[] }} State */
/** @typedef {{ type: "journal", entries: JournalEntry[], dropped?: number }} JournalBatch */
/** @typedef {{ type: "reload", frame: string }} Reload */
/** @typedef {{ type: "error", message: string }} BridgeError */
/** @typedef {Welcome | Ack | HostMessage | State | JournalBatch | Reload | BridgeError} FromHost */

/** @typedef {"app-to-host" | "host-to-app"} Direction */
/** @typedef {{ pointer: string, schema: string, schemaPointer: string, clause?: string, provenance?: string, text: string, didYouMean?: string }} Breach */
/**
 * @typedef {object} JournalEntry
 * @property {number} seq
 * @property {number} at session time in milliseconds
 * @property {string} [wallTime]
 * @property {string} kind `message`, `stimulus`, `fault`, `verdict`, `note`; `page` for what the page itself notes
 * @property {Direction | null} [direction]
 * @property {string | null} [frame]
 * @property {string | null} [origin]
 * @property {Json} [message]
 * @property {string} [text] what came instead of JSON
 * @property {JsonObject} [stimulus]
 * @property {string} [note]
 * @property {string} [clause]
 * @property {number} [cause] the entry that led to this one
 * @property {string} [interactionId] what a stimulus made or touched, or a request is about
 * @property {string} [state] that of the interaction when the request came
 * @property {JsonObject} [change]
 * @property {JsonObject} [fault]
 * @property {{ verdict: "allowed" | "refused" | "ignored", why?: string, clause?: string }} [legality]
 * @property {Breach[]} [violations] absent where nobody has judged it
 * @property {number} [moreViolations]
 */

/** @typedef {{ type: "frame-opened", frame: string, origin: string, url: string } | { type: "frame-closed", frame: string } | { type: "frame-reloaded", frame: string }} Announcement */
/** @typedef {{ type: "message", frame: string, origin: string, message: Json } | { type: "unreadable", frame: string, origin: string, reason: string } | { type: "stranger", origin: string, message: Json }} Report */

/**
 * @typedef {object} Problem what the control API says when it refuses (RFC 9457)
 * @property {string} [title]
 * @property {number} [status]
 * @property {string} [detail]
 * @property {string} [clause]
 * @property {string} [pointer]
 * @property {string | string[]} [didYouMean]
 */

export {};
