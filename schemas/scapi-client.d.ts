/**
 * Types of `scapi-client.js`, the Service Client API as promises, for apps that are made of ES modules.
 *
 * A method resolves with the `data` of the answer. Those that resolve with `void` have no result; those that make an
 * interaction resolve with its id where the host tells it, and with `undefined` where it leaves that to the event. A
 * type says `unknown` where no documentation shows the shape. Check such a value before you use it.
 *
 * Made from the contract by `cargo xtask schemas`: an edit here is lost.
 */

/**
 * Connects to the host: the window that has opened this one, else the one that embeds it. Nothing is sent. Throws a
 * `ScapiError` where there is no host, and a `TypeError` for options that make no sense.
 */
export function connect(options?: ConnectOptions): Host;

/** Known values, open to others: a host may send names that this list does not have. */
export type Open<Known extends string> = Known | (string & {});

// ── Connections ──

/** How to connect; everything has a default. */
export interface ConnectOptions {
  /** The window of the host. Without it the opener, else the parent, as with the drop-in client. */
  target?: Window;
  /** The web origin of the host: nothing is sent to another, nor taken from one. Without it, and as `"*"`, any. */
  origin?: string;
  /** How long an answer is waited for, in milliseconds; `Infinity` for ever. 10 000 without it. */
  timeoutMs?: number;
  /** The window that messages come to. Without it the global one. */
  window?: Window;
}

/** How a request is made. It comes after all parameters of a method. */
export interface CallOptions {
  /** Gives the request up, and rejects with the reason of the signal. The host is not told: it may do what was asked. */
  signal?: AbortSignal;
  /** How long its answer is waited for, in milliseconds. */
  timeoutMs?: number;
}

/** How events are subscribed. */
export interface EventOptions extends CallOptions {
  /** So many events wait at most to be taken; then the iteration ends with a `ScapiOverflow`. 10 000 without it. */
  buffer?: number;
}

/** One connection. Several in a page do not know of each other. */
export interface Host extends Namespaces {
  /**
   * Asks for any method, and resolves with the whole answer: results are under `data`, further keys are as they came.
   */
  request(method: string, parameters?: readonly unknown[], call?: CallOptions): Promise<Response>;
  /**
   * Subscribes. Nothing is lost between this call and the first `next`; `break` and `return` unsubscribe. Nothing that
   * happened before the host has answered is promised: await `ready` before you ask how things stand.
   */
  events<Name extends string>(names: Name | readonly Name[], events?: EventOptions): EventStream<Name>;
  /** Unsubscribes everything, ends iterations, and rejects with a `ScapiClosed` what is still awaited. */
  close(): void;
  /** Whether `close` has been called. */
  readonly closed: boolean;
}

/** The events of a subscription, in order. An iteration ends with an error if the subscription fails. */
export interface EventStream<Name extends string = string> extends AsyncIterableIterator<EventOf<Name>> {
  /** Resolves once the host has answered the subscription. */
  readonly ready: Promise<void>;
  [Symbol.asyncIterator](): EventStream<Name>;
  next(): Promise<IteratorResult<EventOf<Name>, undefined>>;
  /** Unsubscribes. */
  return(): Promise<IteratorReturnResult<undefined>>;
}

// ── Errors ──

/** What went wrong with a request or a subscription. */
export class ScapiError extends Error {
  constructor(text: string, method?: string, referenceId?: string);
  /** What was asked for, such as `interaction.accept`; `subscribe` for events. */
  readonly method: string | undefined;
  /** The id of the message. */
  readonly referenceId: string | undefined;
}

/** The host says no. */
export class ScapiFailure extends ScapiError {
  constructor(method: string, referenceId: string, response: Omit<Response, "data" | "errorMessage"> & { errorMessage: string | null });
  /** What the host says; a failure even when it is `null` or empty. */
  readonly errorMessage: string | null;
  /** The whole answer, without its `referenceId`. */
  readonly response: HostEnvelope;
}

/** The host says nothing. It may have done what was asked for all the same. */
export class ScapiTimeout extends ScapiError {
  constructor(method: string, referenceId: string, timeoutMs: number);
  /** How long was waited, in milliseconds. */
  readonly timeoutMs: number;
}

/** The connection was closed by this page. */
export class ScapiClosed extends ScapiError {}

/** More events have come than the app takes. */
export class ScapiOverflow extends ScapiError {}

// ── Envelopes ──

/** What every message of the host carries. */
export interface HostEnvelope {
  /** `"WWE Server"`. */
  userAgent: string;
  protocolVersion?: number;
  /** Further keys are handed through as they came. */
  [key: string]: unknown;
}

/** A successful answer, without its `referenceId`. */
export interface Response extends HostEnvelope {
  data?: unknown;
}

/** An event: the complete envelope. */
export interface EventEnvelope<Name extends string = string, Data = unknown> extends HostEnvelope {
  event: Name;
  data: Data;
}

/** The event of a name; of several names, one of theirs. */
export type EventOf<Name extends string> = Name extends keyof EventData ? EventEnvelope<Name, EventData[Name]> : EventEnvelope<Name>;

// ── Events ──

/** Payload by event name. */
export interface EventData {
  /** Tells of the state of the agent. */
  agent: State;
  /** Tells of interactions and cases of the agent. */
  interaction: InteractionEventData;
  /** Tells of an attempt to mark done that is held back. */
  markdone: MarkdoneEventData;
  /** Tells of the state of a medium. */
  media: unknown;
  /** Tells of outbound campaigns. */
  outbound: OutboundEventData;
  /** Tells of the desktop itself. */
  system: unknown;
  /** Whatever the sender passed to `messenger.broadcastMessage`. */
  [channel: `messenger:${string}`]: unknown;
}

/** What happened to an interaction. It differs from the state: `ESTABLISHED` goes with `TALKING`. */
export type InteractionEventType = Open<
  | "ADDED" | "RINGING" | "DIALING" | "ESTABLISHED" | "HELD" | "RELEASED" | "ATTACHED_DATA_CHANGED" | "PARTY_ADDED"
  | "PARTY_REMOVED" | "RECORDING_STATE_CHANGED" | "INVITED" | "ACCEPTED" | "REVOKED" | "CREATED" | "PULLED"
  | "SAVED" | "SENT" | "CANCELLED" | "TRANSFERRING" | "TRANSFER_COMPLETED" | "INVITED_CONFERENCE"
  | "LEFT_CONFERENCE" | "JOIN_PENDING" | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE" | "PREVIEW"
  | "READY" | "CANCELED" | "REJECTED" | "COMPLETED" | "ERROR" | "UNKNOWN" | "MARK_DONE" | "REMOVED"
  | "CASE_COLLAPSED" | "CASE_EXPANDED" | "CASE_SELECTED"
>;

/** The payload of an `interaction` event, under the default `eventInteractionKey`. */
export interface InteractionEventData {
  /** What happened. */
  eventType: InteractionEventType;
  /** The interaction as it is after the event; absent in the three `CASE_*`. */
  interaction?: Interaction | null;
  /** Only in the three `CASE_*`: a case, see profile `caseEventId`. */
  selectedCaseId?: string | null;
  [key: string]: unknown;
}

/** The payload of a `markdone` event. */
export interface MarkdoneEventData {
  /** What happened: `MARK_DONE_BLOCKED`, or what the profile's `markdoneEventType` says. */
  eventType: string;
  /** The interaction, where `markdoneEventCarries` is `interaction`. */
  interaction?: Interaction | null;
  /** Its id, where `markdoneEventCarries` is `interaction-id`. */
  interactionId?: string | null;
  /** The text of the block. */
  warningMessage?: string | null;
  [key: string]: unknown;
}

// ── Interactions ──

/** State of an interaction. `CANCELLED` is an outbound e-mail's, `CANCELED` a call preview's. */
export type InteractionState =
  | "UNKNOWN" | "IDLE" | "RINGING" | "DIALING" | "TALKING" | "HELD" | "PREVIEW" | "INVITED" | "ACCEPTED" | "CREATED"
  | "PULLED" | "REVOKED" | "COMPLETED" | "ERROR" | "SAVED" | "TRANSFERRING" | "TRANSFER_COMPLETED"
  | "INVITED_CONFERENCE" | "LEFT_CONFERENCE" | "USER_DATA_ATTACHED" | "USER_DATA_UPDATED" | "JOIN_PENDING"
  | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE" | "CANCELLED" | "SENT" | "READY" | "CANCELED"
  | "REJECTED";

/** Values are mostly strings, sometimes numbers. */
export type UserData = Record<string, unknown>;

export type Direction = "IN" | "OUT" | "UNKNOWN";

export type CallType = "INTERNAL" | "INBOUND" | "OUTBOUND" | "CONSULT" | "UNKNOWN";

export type RecordingState = "STOPPED" | "RECORDING" | "PAUSED";

export type RonaCallState = "REDIRECTED" | "NO_ANSWER";

/** Someone who takes part in an interaction. */
export interface Party {
  /** The name of the party. */
  name: string;
}

/** The customer of an interaction. */
export interface Contact {
  /** The name to show. */
  displayName?: string | null;
  /** The first name, under the plain spelling. */
  firstName?: string | null;
  /** The first name, under the documented spelling `firstNname`. */
  firstNname?: string | null;
  /** The last name. */
  lastName?: string | null;
}

/** One interaction of the agent, as it crosses the wire. */
export interface Interaction {
  /** Identifies the interaction in this session only; lost on refresh (`type.interaction/1`). */
  interactionId: string;
  /** The interaction that this one belongs to, such as the call that a consultation is about. */
  parentInteractionId?: string | null;
  /** The case that groups this interaction with those it belongs to. */
  caseId: string;
  /** Attached key/value pairs, as far as the site lets apps read them. */
  userData: UserData;
  /** Where the interaction is in its life. */
  state: InteractionState;
  /** The state before that one. What a new interaction has is the profile's `firstPreviousState`. */
  previousState?: InteractionState | null;
  /** Everyone involved; whether the agent is among them is the profile's `partiesInclude`. */
  parties: Party[];
  /** Whether this is a consultation. */
  isConsultation: boolean;
  /** Whether case information, disposition, note and contact belong to this interaction of the case. */
  isMainCaseInteraction: boolean;
  /** Voice only: the UUID of the call. */
  callUuid?: string | null;
  /** Voice only: which way the call goes. */
  direction?: Direction | null;
  /** Voice only: what kind of call it is. */
  callType?: CallType | null;
  /** Voice only: the number that calls. */
  ani?: string | null;
  /** Voice only: the number that was called. */
  dnis?: string | null;
  /** Voice only: whether the call is being recorded. */
  recordingState?: RecordingState | null;
  /** Whether the case of this interaction is the selected one. */
  isCaseSelected: boolean;
  /** Whether the case of this interaction is expanded. */
  isCaseExpanded: boolean;
  /** Why an inbound call that the agent did not answer went away; filled on `RELEASED`. */
  ronaCallState?: RonaCallState | null;
  /** `attr_itx_id` of open media, `callUuid` of voice. */
  interactionUUID?: string | null;
  /** The connection id of the T-Server. */
  connId?: string | null;
  /** Who the customer is. */
  contact?: Contact | null;
  /** Undocumented, read by apps in the wild: `voice`, `chat`, `email`, or what a site defines. */
  media?: string | null;
}

export type TargetType = "AGENT" | "AGENT_GROUP" | "SKILL" | "INTERACTION_QUEUE" | "ROUTING_POINT" | "CUSTOM_CONTACT";

/** A target with its type, in the single-step methods. */
export interface Target {
  /** What the destination is the name of. */
  type: TargetType;
  /** Whom it names. */
  destination: string;
}

/**
 * A target with its type, in `consult`: the documentation says `target`, the official sample `type`. Which one a
 * host reads is the profile's `consultTargetKey`.
 */
export interface ConsultTarget {
  /** What the destination is the name of, under the documented key. */
  target?: TargetType | null;
  /** What the destination is the name of, under the key of the single-step methods. */
  type?: TargetType | null;
  /** Whom it names. */
  destination: string;
  /** The medium of the consultation; that of the interaction if absent. */
  media?: string | null;
}

/** A string is the phone number of a custom contact. */
export type TargetQuery = string | Target;

/** Sources differ on the key of the target's type; give the one that your host reads, or both alike. */
export type ConsultTargetQuery = string | (ConsultTarget & ({ type: TargetType } | { target: TargetType }));

// ── The other namespaces ──

/** The person at the desktop, the result of `agent.get`. */
export interface Agent {
  /** The id in the back end; what a target of type `AGENT` has as destination. */
  employeeId: string;
  /** First name. */
  firstname: string;
  /** Last name. */
  lastname: string;
  /** Login name. */
  username: string;
  /** What the agent may do: `ROLE_AGENT`, `ROLE_SUPERVISOR`, `ROLE_ADMIN`. Of older hosts. */
  roles?: string[] | null;
  [key: string]: unknown;
}

/** State of the agent or of one of the agent's media. */
export interface State {
  /** What `setState` takes. */
  operationName?: string;
  displayName?: string;
  type?: Open<"READY" | "NOT_READY" | "NOT_READY_AFTER_CALLWORK">;
  [key: string]: unknown;
}

/** One of the agent's media, with its state. */
export interface Media {
  /** Its name, such as `voice`. */
  media: string;
  state: State;
  [key: string]: unknown;
}

/** A token that says who the agent is. */
export interface JwtToken {
  /** ISO 8601. */
  expiration: string;
  jwtToken: string;
  [key: string]: unknown;
}

/** What a toast shows. */
export interface ToastParams {
  title?: string;
  iconUrl?: string;
  subject?: string;
  /** May have line breaks. */
  message?: string;
  keyValues?: UserData;
  /** Labels. */
  buttons?: string[];
  buttonShowDismiss?: boolean;
  /** Milliseconds. */
  autoCloseTimeout?: number;
  sendToMyMessage?: boolean;
  /** A number, unlike that of a dialog. */
  width?: number;
}

/** How a dialog looks. */
export interface DialogOptions {
  /** `$Agent.FullName$` in it is replaced. */
  label?: string;
  /** CSS length, for example `430px`. */
  width?: string;
  /** CSS length, for example `40%`. */
  height?: string;
}

/** A view in the menu bar of the desktop. */
export interface ViewParams {
  /** Says which view is meant. */
  name: string;
  iconUrl?: string;
  label?: string;
  shortLabel?: string;
  tooltip?: string;
  backgroundColor?: string;
  labelColor?: string;
}

/** Payload of `outbound` events: what happened to a campaign. */
export interface OutboundEventData {
  eventType: Open<"CampaignLoaded" | "CampaignUnloaded" | "CampaignStarted" | "CampaignStopped">;
  /** Name of the campaign. */
  campaign?: string;
  /** With `CampaignStarted`. */
  mode?: string;
  [key: string]: unknown;
}

export interface AuthNamespace {
  /**
   * A token of the agent. The host must name this request for the app's origin; "everything" does not include it.
   */
  getJwtToken(call?: CallOptions): Promise<JwtToken>;
}

export interface AgentNamespace {
  /** The person at the desktop. */
  get(call?: CallOptions): Promise<Agent>;
  /** The states that the agent can choose. */
  getStateList(call?: CallOptions): Promise<State[]>;
  /** The agent's present state. */
  getState(call?: CallOptions): Promise<State>;
  /** Takes an `operationName` of `getStateList`, for example `NotReady`. */
  setState(stateOperationName: string, call?: CallOptions): Promise<void>;
}

export interface InteractionNamespace {
  /** Makes a conference of a consultation. Takes the id of the consultation, not of its parent. */
  completeConference(consultInteractionId: string, call?: CallOptions): Promise<void>;
  /** Hands the parent to the one consulted. Takes the id of the consultation, not of its parent. */
  completeTransfer(consultInteractionId: string, call?: CallOptions): Promise<void>;
  /** Asks somebody about an interaction. Extensions do not apply to chat. */
  consult(
    interactionId: string, targetQuery: ConsultTargetQuery, userData?: UserData | null,
    extensions?: UserData | null, call?: CallOptions,
  ): Promise<string | undefined>;
  /** Deletes one key of the user data. */
  deleteUserData(interactionId: string, key: string, call?: CallOptions): Promise<void>;
  /** One interaction; `data` is `null` if there is none with this id. */
  getByInteractionId(interactionId: string, call?: CallOptions): Promise<Interaction | null>;
  /** All interactions of the agent, also those that have ended and are not marked done. */
  getInteractions(call?: CallOptions): Promise<Interaction[]>;
  /** Selects a case in the desktop. */
  selectCaseByCaseId(caseId: string, call?: CallOptions): Promise<void>;
  /** Live interactions only. Overwrites the keys given, keeps the others. */
  setUserData(interactionId: string, keyValues: UserData, call?: CallOptions): Promise<void>;
  /** Closes an interaction that has ended. */
  markdone(interactionId: string, call?: CallOptions): Promise<void>;
  /** Holds the agent's mark done back for a while. Subscribe to `markdone` to learn of each attempt. */
  blockMarkdone(interactionId: string, warningMessage: string, call?: CallOptions): Promise<void>;
  /** Adds somebody at once. Extensions do not apply to chat. */
  singleStepConference(
    interactionId: string, targetQuery: TargetQuery, userData?: UserData | null, extensions?: UserData | null,
    call?: CallOptions,
  ): Promise<string | undefined>;
  /** Hands the interaction over at once. A string is the phone number of a custom contact. */
  singleStepTransfer(
    interactionId: string, targetQuery: TargetQuery, userData?: UserData | null, extensions?: UserData | null,
    call?: CallOptions,
  ): Promise<string | undefined>;
  /** Lifts the block of mark done. */
  unblockMarkdone(interactionId: string, call?: CallOptions): Promise<void>;
  /** Accepts what is ringing. */
  accept(interactionId: string, call?: CallOptions): Promise<void>;
  /** Rejects what is ringing. */
  reject(interactionId: string, call?: CallOptions): Promise<void>;
}

export interface VoiceNamespace {
  /** Calls a number. */
  dial(destination: string, userData?: UserData | null, call?: CallOptions): Promise<unknown>;
  /** Calls a number. Unlike in `dial`, the callbacks cannot take the place of the user data. */
  dialEx(
    destination: string, userData?: UserData | null, extensions?: UserData | null, call?: CallOptions,
  ): Promise<unknown>;
  /** Answers a call. */
  answer(interactionId: string, call?: CallOptions): Promise<void>;
  /** Puts a call on hold. */
  hold(interactionId: string, call?: CallOptions): Promise<void>;
  /** Takes a call off hold. */
  resume(interactionId: string, call?: CallOptions): Promise<void>;
  /** Ends a call. Mind the capital U. */
  hangUp(interactionId: string, call?: CallOptions): Promise<void>;
  /** Starts to record a call; see `recordingState` of the interaction. */
  startCallRecording(interactionId: string, call?: CallOptions): Promise<void>;
  /** Stops recording a call. */
  stopCallRecording(interactionId: string, call?: CallOptions): Promise<void>;
  /** Pauses recording a call. */
  pauseCallRecording(interactionId: string, call?: CallOptions): Promise<void>;
  /** Goes on recording a call. */
  resumeCallRecording(interactionId: string, call?: CallOptions): Promise<void>;
}

export interface SipEndpointNamespace {
  /** Mutes the microphone of the SIP endpoint. */
  muteMicrophone(call?: CallOptions): Promise<void>;
  /** Unmutes the microphone of the SIP endpoint. */
  unmuteMicrophone(call?: CallOptions): Promise<void>;
  /** Mutes the speaker of the SIP endpoint. */
  muteSpeaker(call?: CallOptions): Promise<void>;
  /** Unmutes the speaker of the SIP endpoint. */
  unmuteSpeaker(call?: CallOptions): Promise<void>;
  /** Whether the microphone is mute. */
  isMicrophoneMute(call?: CallOptions): Promise<boolean>;
  /** Whether the speaker is mute. */
  isSpeakerMute(call?: CallOptions): Promise<boolean>;
}

export interface EmailNamespace {
  /** Starts an e-mail to an address. */
  create(destination: string, userData?: UserData | null, call?: CallOptions): Promise<unknown>;
}

export interface OutboundNamespace {
  /** The agent's campaigns, loaded or active. */
  getCampaigns(call?: CallOptions): Promise<unknown>;
  /** Asks for the next record of a pull preview. */
  getPreviewRecord(campaignName: string, call?: CallOptions): Promise<unknown>;
  /** Calls the customer of a preview. The record handle chooses a record of the chain. */
  callPreviewRecord(interactionId: string, recordHandle?: number | null, call?: CallOptions): Promise<unknown>;
  /** Gives the record back. */
  rejectPreviewRecord(interactionId: string, call?: CallOptions): Promise<void>;
  /** Takes the record off the campaign. */
  cancelPreviewRecord(interactionId: string, call?: CallOptions): Promise<void>;
  /** The records of the customer. */
  getChainedRecords(interactionId: string, call?: CallOptions): Promise<unknown>;
  /** The fields of the record. */
  getRecordFields(interactionId: string, call?: CallOptions): Promise<unknown>;
  /** Changes fields of the record. */
  updateRecordFields(interactionId: string, fields: UserData, call?: CallOptions): Promise<void>;
  /** Asks for records of direct push preview. */
  startDirectPushPreview(call?: CallOptions): Promise<void>;
  /** Asks for no more records of direct push preview. */
  stopDirectPushPreview(call?: CallOptions): Promise<void>;
  /** Plans a call back. The date is local time as `M/D/YYYY H:M`. */
  rescheduleRecord(
    interactionId: string, recordHandle: number, date: string, callbackType: Open<"CAMPAIGN" | "PERSONAL">,
    call?: CallOptions,
  ): Promise<void>;
  /** Drops the call back. */
  cancelReschedule(interactionId: string, call?: CallOptions): Promise<void>;
  /** The call results that can be set. */
  getListOfCallResults(call?: CallOptions): Promise<unknown>;
  /** Sets the call result. */
  setCallResult(interactionId: string, callResult: number, call?: CallOptions): Promise<void>;
  /** The call result. */
  getCallResult(interactionId: string, call?: CallOptions): Promise<unknown>;
  /** Asks that the customer is called no more. */
  setDoNotCall(interactionId: string, call?: CallOptions): Promise<void>;
  /** Takes that back. */
  removeDoNotCall(interactionId: string, call?: CallOptions): Promise<void>;
}

export interface MediaNamespace {
  /** The agent's media. */
  getMediaList(call?: CallOptions): Promise<Media[]>;
  /** One medium, for example `voice`. */
  getMediaByName(mediaName: string, call?: CallOptions): Promise<Media>;
  /** Sets the state of a medium, for example `NotReady`. */
  setState(mediaName: string, stateOperationName: string, call?: CallOptions): Promise<void>;
}

export interface SystemNamespace {
  /** The services that the app's origin may use. */
  getAllowedServices(call?: CallOptions): Promise<unknown>;
  /** Counts as activity of the agent. */
  triggerActivity(call?: CallOptions): Promise<void>;
  /** Shows a toast. */
  popupToast(parameters: ToastParams, call?: CallOptions): Promise<unknown>;
  /** Changes a toast. */
  updateToast(toastId: string, parameters: ToastParams, call?: CallOptions): Promise<void>;
  /** Closes a toast. */
  closeToast(toastId: string, call?: CallOptions): Promise<void>;
  /** Opens a page in a dialog. `$Dialog.Id$` in the address is replaced by the id of the dialog. */
  openDialog(url: string, options?: DialogOptions | null, call?: CallOptions): Promise<unknown>;
  /** Closes a dialog. */
  closeDialog(dialogId: string, call?: CallOptions): Promise<void>;
  /** Creates the view of that name, or updates it. */
  updateViewInApplicationMenuBar(parameters: ViewParams, call?: CallOptions): Promise<void>;
  /** Closes a view. */
  closeViewInApplicationMenuBar(name: string, call?: CallOptions): Promise<void>;
  /** Whether the frame that asks is visible. */
  amIVisible(call?: CallOptions): Promise<boolean>;
  /** Whether the frame is in the leading tab of the desktop. */
  isFrameLeading(call?: CallOptions): Promise<boolean>;
  /** Whether the frame is in a tab that follows. */
  isFrameFollowing(call?: CallOptions): Promise<boolean>;
  /** Whether the frame's tab is still finding out which tab leads. */
  isFrameNegotiating(call?: CallOptions): Promise<boolean>;
  /** Whether the frame's tab leads, or may come to lead. */
  isFrameLeadingOrNegotiating(call?: CallOptions): Promise<boolean>;
  /** Whether the frame is in the tab that was active last. */
  isLastActiveFrame(call?: CallOptions): Promise<boolean>;
}

export interface MessengerNamespace {
  /** Reaches the other apps that subscribe to `messenger:<channel>`. */
  broadcastMessage(channel: string, message: unknown, call?: CallOptions): Promise<void>;
}

export interface ConfigurationNamespace {
  /** Takes `option`, `Section/option`, or a prefix that ends with `*`; one or several. */
  getOption(options: string | readonly string[], call?: CallOptions): Promise<unknown[]>;
}

export interface Namespaces {
  readonly auth: AuthNamespace;
  readonly agent: AgentNamespace;
  readonly interaction: InteractionNamespace;
  readonly voice: VoiceNamespace;
  readonly sipEndpoint: SipEndpointNamespace;
  readonly email: EmailNamespace;
  readonly outbound: OutboundNamespace;
  readonly media: MediaNamespace;
  readonly system: SystemNamespace;
  readonly messenger: MessengerNamespace;
  readonly configuration: ConfigurationNamespace;
}
