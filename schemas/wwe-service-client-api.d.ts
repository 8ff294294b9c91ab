/**
 * Types of `genesys.wwe.service`, the Service Client API as an embedded web app sees it.
 *
 * Global declarations, because the client is a classic script: put this file in the `include` of your tsconfig, or
 * refer to it with `/// <reference path="…/wwe-service-client-api.d.ts" />`.
 *
 * A type says `unknown` where no documentation shows the shape. Check such a value before you use it.
 *
 * Made from the contract by `cargo xtask schemas`: an edit here is lost.
 */

declare namespace genesys.wwe {
  /** Known values, open to others: a host may send names that this list does not have. */
  type Open<Known extends string> = Known | (string & {});

  // ── Envelopes ──

  /** What every message of the host carries. */
  interface HostEnvelope {
    /** `"WWE Server"`. */
    userAgent: string;
    protocolVersion?: number;
    /** Further keys are handed through as they came. */
    [key: string]: unknown;
  }

  /** A successful answer, without its `referenceId`. An app that runs outside a desktop gets it without `data`. */
  interface Response<Data = unknown> extends HostEnvelope {
    data: Data;
    errorMessage?: undefined;
  }

  /** The answer of an operation without a result: whether `data` is present depends on the host. */
  interface VoidResponse extends HostEnvelope {
    data?: unknown;
    errorMessage?: undefined;
  }

  /** The answer of an operation that makes an interaction: some hosts tell its id, some leave it to the event. */
  interface CreatedResponse extends HostEnvelope {
    data?: string;
    errorMessage?: undefined;
  }

  /** A failed answer, without its `referenceId`. */
  interface FailureResponse extends HostEnvelope {
    /** A failure even when it is `null` or empty. */
    errorMessage: string | null;
  }

  /** What `failed` is called with: an object when the host refuses, a plain string when it is silent for 10 seconds. */
  type Failure = FailureResponse | "Request timeout";

  type Succeeded<Data = unknown> = (response: Response<Data>) => void;
  type Done = (response: VoidResponse) => void;
  type Created = (response: CreatedResponse) => void;
  /** Called only if a success callback is passed along with it. */
  type Failed = (failure: Failure) => void;

  /** An event as its handler gets it: the complete envelope. */
  interface EventEnvelope<Name extends string = string, Data = unknown> extends HostEnvelope {
    event: Name;
    data: Data;
  }

  /** A message for `sendMessage`. The client adds `userAgent`, `protocolVersion` and, unless truthy, `referenceId`. */
  interface OutgoingMessage {
    /** `"<namespace>.<method>"`, for example `"interaction.accept"`. */
    request?: string;
    parameters?: readonly unknown[];
    event?: "subscribe" | "unsubscribe";
    data?: unknown;
    referenceId?: unknown;
    [key: string]: unknown;
  }

  // ── Events ──

  /** Payload by event name. */
  interface EventData {
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

  type EventHandler<Name extends string = string> = (
    event: Name extends keyof EventData ? EventEnvelope<Name, EventData[Name]> : EventEnvelope<Name>,
  ) => void;

  /** What happened to an interaction. It differs from the state: `ESTABLISHED` goes with `TALKING`. */
  type InteractionEventType = Open<
    | "ADDED" | "RINGING" | "DIALING" | "ESTABLISHED" | "HELD" | "RELEASED" | "ATTACHED_DATA_CHANGED" | "PARTY_ADDED"
    | "PARTY_REMOVED" | "RECORDING_STATE_CHANGED" | "INVITED" | "ACCEPTED" | "REVOKED" | "CREATED" | "PULLED"
    | "SAVED" | "SENT" | "CANCELLED" | "TRANSFERRING" | "TRANSFER_COMPLETED" | "INVITED_CONFERENCE"
    | "LEFT_CONFERENCE" | "JOIN_PENDING" | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE" | "PREVIEW"
    | "READY" | "CANCELED" | "REJECTED" | "COMPLETED" | "ERROR" | "UNKNOWN" | "MARK_DONE" | "REMOVED"
    | "CASE_COLLAPSED" | "CASE_EXPANDED" | "CASE_SELECTED"
  >;

  /** The payload of an `interaction` event, under the default `eventInteractionKey`. */
  interface InteractionEventData {
    /** What happened. */
    eventType: InteractionEventType;
    /** The interaction as it is after the event; absent in the three `CASE_*`. */
    interaction?: Interaction | null;
    /** Only in the three `CASE_*`: a case, see profile `caseEventId`. */
    selectedCaseId?: string | null;
    [key: string]: unknown;
  }

  /** The payload of a `markdone` event. */
  interface MarkdoneEventData {
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
  type InteractionState =
    | "UNKNOWN" | "IDLE" | "RINGING" | "DIALING" | "TALKING" | "HELD" | "PREVIEW" | "INVITED" | "ACCEPTED" | "CREATED"
    | "PULLED" | "REVOKED" | "COMPLETED" | "ERROR" | "SAVED" | "TRANSFERRING" | "TRANSFER_COMPLETED"
    | "INVITED_CONFERENCE" | "LEFT_CONFERENCE" | "USER_DATA_ATTACHED" | "USER_DATA_UPDATED" | "JOIN_PENDING"
    | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE" | "CANCELLED" | "SENT" | "READY" | "CANCELED"
    | "REJECTED";

  /** Values are mostly strings, sometimes numbers. */
  type UserData = Record<string, unknown>;

  type Direction = "IN" | "OUT" | "UNKNOWN";

  type CallType = "INTERNAL" | "INBOUND" | "OUTBOUND" | "CONSULT" | "UNKNOWN";

  type RecordingState = "STOPPED" | "RECORDING" | "PAUSED";

  type RonaCallState = "REDIRECTED" | "NO_ANSWER";

  /** Someone who takes part in an interaction. */
  interface Party {
    /** The name of the party. */
    name: string;
  }

  /** The customer of an interaction. */
  interface Contact {
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
  interface Interaction {
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

  type TargetType = "AGENT" | "AGENT_GROUP" | "SKILL" | "INTERACTION_QUEUE" | "ROUTING_POINT" | "CUSTOM_CONTACT";

  /** A target with its type, in the single-step methods. */
  interface Target {
    /** What the destination is the name of. */
    type: TargetType;
    /** Whom it names. */
    destination: string;
  }

  /**
   * A target with its type, in `consult`: the documentation says `target`, the official sample `type`. Which one a
   * host reads is the profile's `consultTargetKey`.
   */
  interface ConsultTarget {
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
  type TargetQuery = string | Target;

  /** Sources differ on the key of the target's type; give the one that your host reads, or both alike. */
  type ConsultTargetQuery = string | (ConsultTarget & ({ type: TargetType } | { target: TargetType }));

  // ── The other namespaces ──

  /** The person at the desktop, the result of `agent.get`. */
  interface Agent {
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
  interface State {
    /** What `setState` takes. */
    operationName?: string;
    displayName?: string;
    type?: Open<"READY" | "NOT_READY" | "NOT_READY_AFTER_CALLWORK">;
    [key: string]: unknown;
  }

  /** One of the agent's media, with its state. */
  interface Media {
    /** Its name, such as `voice`. */
    media: string;
    state: State;
    [key: string]: unknown;
  }

  /** A token that says who the agent is. */
  interface JwtToken {
    /** ISO 8601. */
    expiration: string;
    jwtToken: string;
    [key: string]: unknown;
  }

  /** What a toast shows. */
  interface ToastParams {
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
  interface DialogOptions {
    /** `$Agent.FullName$` in it is replaced. */
    label?: string;
    /** CSS length, for example `430px`. */
    width?: string;
    /** CSS length, for example `40%`. */
    height?: string;
  }

  /** A view in the menu bar of the desktop. */
  interface ViewParams {
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
  interface OutboundEventData {
    eventType: Open<"CampaignLoaded" | "CampaignUnloaded" | "CampaignStarted" | "CampaignStopped">;
    /** Name of the campaign. */
    campaign?: string;
    /** With `CampaignStarted`. */
    mode?: string;
    [key: string]: unknown;
  }

  interface AuthNamespace {
    /**
     * A token of the agent. The host must name this request for the app's origin; "everything" does not include it.
     */
    getJwtToken(succeeded?: Succeeded<JwtToken>, failed?: Failed): void;
  }

  interface AgentNamespace {
    /** The person at the desktop. */
    get(succeeded?: Succeeded<Agent>, failed?: Failed): void;
    /** The states that the agent can choose. */
    getStateList(succeeded?: Succeeded<State[]>, failed?: Failed): void;
    /** The agent's present state. */
    getState(succeeded?: Succeeded<State>, failed?: Failed): void;
    /** Takes an `operationName` of `getStateList`, for example `NotReady`. */
    setState(stateOperationName: string, succeeded?: Done, failed?: Failed): void;
  }

  interface InteractionNamespace {
    /** Makes a conference of a consultation. Takes the id of the consultation, not of its parent. */
    completeConference(consultInteractionId: string, succeeded?: Done, failed?: Failed): void;
    /** Hands the parent to the one consulted. Takes the id of the consultation, not of its parent. */
    completeTransfer(consultInteractionId: string, succeeded?: Done, failed?: Failed): void;
    /** Asks somebody about an interaction. Extensions do not apply to chat. */
    consult(
      interactionId: string, targetQuery: ConsultTargetQuery, userData?: UserData | null,
      extensions?: UserData | null, succeeded?: Created, failed?: Failed,
    ): void;
    /** Deletes one key of the user data. */
    deleteUserData(interactionId: string, key: string, succeeded?: Done, failed?: Failed): void;
    /** One interaction; `data` is `null` if there is none with this id. */
    getByInteractionId(interactionId: string, succeeded?: Succeeded<Interaction | null>, failed?: Failed): void;
    /** All interactions of the agent, also those that have ended and are not marked done. */
    getInteractions(succeeded?: Succeeded<Interaction[]>, failed?: Failed): void;
    /** Selects a case in the desktop. */
    selectCaseByCaseId(caseId: string, succeeded?: Done, failed?: Failed): void;
    /** Live interactions only. Overwrites the keys given, keeps the others. */
    setUserData(interactionId: string, keyValues: UserData, succeeded?: Done, failed?: Failed): void;
    /** Closes an interaction that has ended. */
    markdone(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Holds the agent's mark done back for a while. Subscribe to `markdone` to learn of each attempt. */
    blockMarkdone(interactionId: string, warningMessage: string, succeeded?: Done, failed?: Failed): void;
    /** Adds somebody at once. Extensions do not apply to chat. */
    singleStepConference(
      interactionId: string, targetQuery: TargetQuery, userData?: UserData | null, extensions?: UserData | null,
      succeeded?: Created, failed?: Failed,
    ): void;
    /** Hands the interaction over at once. A string is the phone number of a custom contact. */
    singleStepTransfer(
      interactionId: string, targetQuery: TargetQuery, userData?: UserData | null, extensions?: UserData | null,
      succeeded?: Created, failed?: Failed,
    ): void;
    /** Lifts the block of mark done. */
    unblockMarkdone(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Accepts what is ringing. */
    accept(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Rejects what is ringing. */
    reject(interactionId: string, succeeded?: Done, failed?: Failed): void;
  }

  interface VoiceNamespace {
    /** Calls a number. */
    dial(destination: string, succeeded?: Succeeded, failed?: Failed): void;
    dial(destination: string, userData?: UserData | null, succeeded?: Succeeded, failed?: Failed): void;
    /** Calls a number. Unlike in `dial`, the callbacks cannot take the place of the user data. */
    dialEx(
      destination: string, userData?: UserData | null, extensions?: UserData | null, succeeded?: Succeeded,
      failed?: Failed,
    ): void;
    /** Answers a call. */
    answer(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Puts a call on hold. */
    hold(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Takes a call off hold. */
    resume(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Ends a call. Mind the capital U. */
    hangUp(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Starts to record a call; see `recordingState` of the interaction. */
    startCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Stops recording a call. */
    stopCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Pauses recording a call. */
    pauseCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Goes on recording a call. */
    resumeCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
  }

  interface SipEndpointNamespace {
    /** Mutes the microphone of the SIP endpoint. */
    muteMicrophone(succeeded?: Done, failed?: Failed): void;
    /** Unmutes the microphone of the SIP endpoint. */
    unmuteMicrophone(succeeded?: Done, failed?: Failed): void;
    /** Mutes the speaker of the SIP endpoint. */
    muteSpeaker(succeeded?: Done, failed?: Failed): void;
    /** Unmutes the speaker of the SIP endpoint. */
    unmuteSpeaker(succeeded?: Done, failed?: Failed): void;
    /** Whether the microphone is mute. */
    isMicrophoneMute(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the speaker is mute. */
    isSpeakerMute(succeeded?: Succeeded<boolean>, failed?: Failed): void;
  }

  interface EmailNamespace {
    /** Starts an e-mail to an address. */
    create(destination: string, succeeded?: Succeeded, failed?: Failed): void;
    create(destination: string, userData?: UserData | null, succeeded?: Succeeded, failed?: Failed): void;
  }

  interface OutboundNamespace {
    /** The agent's campaigns, loaded or active. */
    getCampaigns(succeeded?: Succeeded, failed?: Failed): void;
    /** Asks for the next record of a pull preview. */
    getPreviewRecord(campaignName: string, succeeded?: Succeeded, failed?: Failed): void;
    /** Calls the customer of a preview. The record handle chooses a record of the chain. */
    callPreviewRecord(
      interactionId: string, recordHandle?: number | null, succeeded?: Succeeded, failed?: Failed,
    ): void;
    /** Gives the record back. */
    rejectPreviewRecord(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Takes the record off the campaign. */
    cancelPreviewRecord(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** The records of the customer. */
    getChainedRecords(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    /** The fields of the record. */
    getRecordFields(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    /** Changes fields of the record. */
    updateRecordFields(interactionId: string, fields: UserData, succeeded?: Done, failed?: Failed): void;
    /** Asks for records of direct push preview. */
    startDirectPushPreview(succeeded?: Done, failed?: Failed): void;
    /** Asks for no more records of direct push preview. */
    stopDirectPushPreview(succeeded?: Done, failed?: Failed): void;
    /** Plans a call back. The date is local time as `M/D/YYYY H:M`. */
    rescheduleRecord(
      interactionId: string, recordHandle: number, date: string, callbackType: Open<"CAMPAIGN" | "PERSONAL">,
      succeeded?: Done, failed?: Failed,
    ): void;
    /** Drops the call back. */
    cancelReschedule(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** The call results that can be set. */
    getListOfCallResults(succeeded?: Succeeded, failed?: Failed): void;
    /** Sets the call result. */
    setCallResult(interactionId: string, callResult: number, succeeded?: Done, failed?: Failed): void;
    /** The call result. */
    getCallResult(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    /** Asks that the customer is called no more. */
    setDoNotCall(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Takes that back. */
    removeDoNotCall(interactionId: string, succeeded?: Done, failed?: Failed): void;
  }

  interface MediaNamespace {
    /** The agent's media. */
    getMediaList(succeeded?: Succeeded<Media[]>, failed?: Failed): void;
    /** One medium, for example `voice`. */
    getMediaByName(mediaName: string, succeeded?: Succeeded<Media>, failed?: Failed): void;
    /** Sets the state of a medium, for example `NotReady`. */
    setState(mediaName: string, stateOperationName: string, succeeded?: Done, failed?: Failed): void;
  }

  interface SystemNamespace {
    /** The services that the app's origin may use. */
    getAllowedServices(succeeded?: Succeeded, failed?: Failed): void;
    /** Counts as activity of the agent. */
    triggerActivity(succeeded?: Done, failed?: Failed): void;
    /** Shows a toast. */
    popupToast(parameters: ToastParams, succeeded?: Succeeded, failed?: Failed): void;
    /** Changes a toast. */
    updateToast(toastId: string, parameters: ToastParams, succeeded?: Done, failed?: Failed): void;
    /** Closes a toast. */
    closeToast(toastId: string, succeeded?: Done, failed?: Failed): void;
    /** Opens a page in a dialog. `$Dialog.Id$` in the address is replaced by the id of the dialog. */
    openDialog(url: string, options?: DialogOptions | null, succeeded?: Succeeded, failed?: Failed): void;
    /** Closes a dialog. */
    closeDialog(dialogId: string, succeeded?: Done, failed?: Failed): void;
    /** Creates the view of that name, or updates it. */
    updateViewInApplicationMenuBar(parameters: ViewParams, succeeded?: Done, failed?: Failed): void;
    /** Closes a view. */
    closeViewInApplicationMenuBar(name: string, succeeded?: Done, failed?: Failed): void;
    /** Whether the frame that asks is visible. */
    amIVisible(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the frame is in the leading tab of the desktop. */
    isFrameLeading(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the frame is in a tab that follows. */
    isFrameFollowing(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the frame's tab is still finding out which tab leads. */
    isFrameNegotiating(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the frame's tab leads, or may come to lead. */
    isFrameLeadingOrNegotiating(succeeded?: Succeeded<boolean>, failed?: Failed): void;
    /** Whether the frame is in the tab that was active last. */
    isLastActiveFrame(succeeded?: Succeeded<boolean>, failed?: Failed): void;
  }

  interface MessengerNamespace {
    /** Reaches the other apps that subscribe to `messenger:<channel>`. */
    broadcastMessage(channel: string, message: unknown, succeeded?: Done, failed?: Failed): void;
  }

  interface ConfigurationNamespace {
    /** Takes `option`, `Section/option`, or a prefix that ends with `*`; one or several. */
    getOption(options: string | readonly string[], succeeded?: Succeeded<unknown[]>, failed?: Failed): void;
  }

  interface Namespaces {
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

  // ── The client ──

  interface Service extends Namespaces {
    /** Sends any message and returns its `referenceId`, which it also writes on the message. */
    sendMessage<Id = string>(
      message: OutgoingMessage & { referenceId?: Id }, succeeded?: Succeeded, failed?: Failed,
    ): Id;
    /** Takes effect with the host's answer. A later subscription to the same name replaces the handler. */
    subscribe<Name extends string>(
      eventNames: Name | readonly Name[], handler: EventHandler<Name>, context?: unknown,
    ): this;
    /** Ends the subscription that was made with this very function. */
    unsubscribe(handler: (...args: never[]) => void): this;
    /** Talks to this window instead of the opener or the parent. */
    targetWWEWindow(target: Window | null): void;
    /** Stops listening and forgets pending requests. The host is not told. */
    unload(): void;
    /** Called with each string message that begins with `wwe`. */
    onMessage?: (message: string) => void;
    /** Writes every message to the console while truthy. */
    debug?: boolean;
  }

  const service: Service;
}

/** @deprecated A left-over of the client. Use `genesys.wwe.service`, and have no global of this name yourself. */
declare var service: genesys.wwe.Service;
/** @deprecated A left-over of the client. Have no global of this name yourself. */
declare var ServiceClientAPI: unknown;
