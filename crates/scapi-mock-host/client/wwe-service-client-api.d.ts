/**
 * Types of `genesys.wwe.service`, the Service Client API as an embedded web app sees it.
 *
 * Global declarations, because the client is a classic script: put this file in the `include` of your tsconfig, or
 * refer to it with `/// <reference path="…/wwe-service-client-api.d.ts" />`.
 *
 * A type says `unknown` where no documentation shows the shape. Check such a value before you use it.
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

  /** A failed answer, without its `referenceId`. */
  interface FailureResponse extends HostEnvelope {
    /** A failure even when it is `null` or empty. */
    errorMessage: string | null;
  }

  /** What `failed` is called with: an object when the host refuses, a plain string when it is silent for 10 seconds. */
  type Failure = FailureResponse | "Request timeout";

  type Succeeded<Data = unknown> = (response: Response<Data>) => void;
  type Done = (response: VoidResponse) => void;
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

  type InteractionEventType = Open<
    | "ADDED" | "RINGING" | "DIALING" | "ESTABLISHED" | "HELD" | "RELEASED" | "ATTACHED_DATA_CHANGED"
    | "PARTY_ADDED" | "PARTY_REMOVED" | "RECORDING_STATE_CHANGED"
    | "INVITED" | "ACCEPTED" | "REVOKED" | "CREATED" | "PULLED" | "SAVED" | "SENT" | "CANCELLED"
    | "TRANSFERRING" | "TRANSFER_COMPLETED" | "INVITED_CONFERENCE" | "LEFT_CONFERENCE"
    | "JOIN_PENDING" | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE"
    | "PREVIEW" | "READY" | "CANCELED" | "REJECTED" | "COMPLETED" | "ERROR" | "UNKNOWN"
    | "MARK_DONE" | "REMOVED"
    | "CASE_SELECTED" | "CASE_EXPANDED" | "CASE_COLLAPSED"
  >;

  /** Payload of `interaction` events: the changed interaction, or for `CASE_*` the id of a case. */
  interface InteractionEventData {
    eventType: InteractionEventType;
    interaction?: Interaction;
    selectedCaseId?: string;
    [key: string]: unknown;
  }

  /** Payload of `markdone` events: the agent's mark done is held back by `blockMarkdone`. */
  interface MarkdoneEventData {
    eventType?: Open<"MARK_DONE_BLOCKED">;
    interaction?: Interaction;
    interactionId?: string;
    warningMessage?: string;
    [key: string]: unknown;
  }

  /** Payload of `outbound` events. */
  interface OutboundEventData {
    eventType: Open<"CampaignLoaded" | "CampaignUnloaded" | "CampaignStarted" | "CampaignStopped">;
    /** Name of the campaign. */
    campaign?: string;
    /** With `CampaignStarted`. */
    mode?: string;
    [key: string]: unknown;
  }

  /** Payload by event name. */
  interface EventData {
    agent: State;
    interaction: InteractionEventData;
    markdone: MarkdoneEventData;
    media: unknown;
    outbound: OutboundEventData;
    system: unknown;
    /** Whatever the sender passed to `messenger.broadcastMessage`. */
    [channel: `messenger:${string}`]: unknown;
  }

  type EventHandler<Name extends string = string> = (
    event: Name extends keyof EventData ? EventEnvelope<Name, EventData[Name]> : EventEnvelope<Name>,
  ) => void;

  // ── Interactions ──

  /** State of an interaction. `CANCELLED` is an outbound e-mail's, `CANCELED` a call preview's. */
  type InteractionState =
    | "UNKNOWN" | "IDLE" | "RINGING" | "DIALING" | "TALKING" | "HELD"
    | "PREVIEW" | "INVITED" | "ACCEPTED" | "CREATED" | "PULLED" | "REVOKED" | "COMPLETED" | "ERROR" | "SAVED"
    | "TRANSFERRING" | "TRANSFER_COMPLETED" | "INVITED_CONFERENCE" | "LEFT_CONFERENCE"
    | "USER_DATA_ATTACHED" | "USER_DATA_UPDATED"
    | "JOIN_PENDING" | "JOIN_FAILED" | "HISTORY_IN_PROGRESS" | "HISTORY_DONE"
    | "CANCELLED" | "SENT" | "READY" | "CANCELED" | "REJECTED";

  /** Values are mostly strings, sometimes numbers. */
  type UserData = Record<string, unknown>;

  interface Party {
    name?: string | null;
  }

  interface Contact {
    displayName?: string | null;
    /** The spelling of the documentation. */
    firstNname?: string | null;
    /** The spelling one would expect. */
    firstName?: string | null;
    lastName?: string | null;
  }

  /** A property that does not apply to the medium or to the moment is absent or `null`. */
  interface Interaction {
    /** Valid until the desktop is reloaded: do not store it. */
    interactionId: string;
    parentInteractionId?: string | null;
    caseId?: string | null;
    /** Keys that the host does not let apps read are left out. */
    userData?: UserData | null;
    state: InteractionState;
    previousState?: InteractionState | null;
    parties?: Party[] | null;
    isConsultation?: boolean | null;
    isMainCaseInteraction?: boolean | null;
    isCaseSelected?: boolean | null;
    isCaseExpanded?: boolean | null;
    interactionUUID?: string | null;
    connId?: string | null;
    contact?: Contact | null;
    /** Undocumented: `voice`, `chat`, `email`, `workitem`, `outboundpreview`, or a name that the site defines. */
    media?: string | null;
    /** Voice only. */
    callUuid?: string | null;
    /** Voice only. */
    direction?: "IN" | "OUT" | "UNKNOWN" | null;
    /** Voice only. */
    callType?: "INTERNAL" | "INBOUND" | "OUTBOUND" | "CONSULT" | "UNKNOWN" | null;
    /** Voice only: the caller's number. */
    ani?: string | null;
    /** Voice only: the number that was called. */
    dnis?: string | null;
    /** Voice only. */
    recordingState?: "STOPPED" | "RECORDING" | "PAUSED" | null;
    /** With event `RELEASED` of an inbound call that was not answered. */
    ronaCallState?: "REDIRECTED" | "NO_ANSWER" | null;
  }

  type TargetType = "AGENT" | "AGENT_GROUP" | "SKILL" | "INTERACTION_QUEUE" | "ROUTING_POINT" | "CUSTOM_CONTACT";

  interface Target {
    type: TargetType;
    /** Employee id of an agent, name of a group, skill, queue or routing point, or a phone number. */
    destination: string;
  }

  /** Sources differ on the key of the target's type; give the one that your host reads, or both alike. */
  type ConsultTarget = ({ type: TargetType } | { target: TargetType }) & {
    destination: string;
    /** Medium of the consultation, by default that of the interaction. */
    media?: string;
  };

  interface InteractionNamespace {
    getInteractions(succeeded?: Succeeded<Interaction[]>, failed?: Failed): void;
    /** `data` is `null` if there is no such interaction. */
    getByInteractionId(interactionId: string, succeeded?: Succeeded<Interaction | null>, failed?: Failed): void;
    /** Live interactions only. Overwrites the keys given, keeps the others. */
    setUserData(interactionId: string, keyValues: UserData, succeeded?: Done, failed?: Failed): void;
    deleteUserData(interactionId: string, key: string, succeeded?: Done, failed?: Failed): void;
    selectCaseByCaseId(caseId: string, succeeded?: Done, failed?: Failed): void;
    markdone(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Subscribe to `markdone` to learn that the agent's mark done is being held back. */
    blockMarkdone(interactionId: string, warningMessage: string, succeeded?: Done, failed?: Failed): void;
    unblockMarkdone(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Accepts what is ringing. */
    accept(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** Rejects what is ringing. */
    reject(interactionId: string, succeeded?: Done, failed?: Failed): void;
    /** A string is the phone number of a custom contact. */
    singleStepTransfer(
      interactionId: string, targetQuery: string | Target,
      userData?: UserData | null, extensions?: UserData | null, succeeded?: Done, failed?: Failed,
    ): void;
    /** Extensions do not apply to chat. */
    singleStepConference(
      interactionId: string, targetQuery: string | Target,
      userData?: UserData | null, extensions?: UserData | null, succeeded?: Done, failed?: Failed,
    ): void;
    /** Extensions do not apply to chat. */
    consult(
      interactionId: string, targetQuery: string | ConsultTarget,
      userData?: UserData | null, extensions?: UserData | null, succeeded?: Done, failed?: Failed,
    ): void;
    /** Takes the id of the consultation, not of its parent. */
    completeTransfer(consultInteractionId: string, succeeded?: Done, failed?: Failed): void;
    /** Takes the id of the consultation, not of its parent. */
    completeConference(consultInteractionId: string, succeeded?: Done, failed?: Failed): void;
  }

  // ── The other namespaces ──

  /** State of the agent or of one of the agent's media. */
  interface State {
    operationName?: string;
    displayName?: string;
    type?: Open<"READY" | "NOT_READY" | "NOT_READY_AFTER_CALLWORK">;
    [key: string]: unknown;
  }

  /** Mind the lower case, unlike in `Contact`. */
  interface Agent {
    employeeId: string;
    firstname: string;
    lastname: string;
    username: string;
    [key: string]: unknown;
  }

  interface Media {
    media: string;
    state: State;
    [key: string]: unknown;
  }

  interface JwtToken {
    /** ISO 8601. */
    expiration: string;
    jwtToken: string;
  }

  interface ToastParams {
    title?: string;
    iconUrl?: string;
    subject?: string;
    message?: string;
    keyValues?: Record<string, unknown>;
    buttons?: string[];
    buttonShowDismiss?: boolean;
    /** Milliseconds. */
    autoCloseTimeout?: number;
    sendToMyMessage?: boolean;
    width?: number;
  }

  interface DialogOptions {
    label?: string;
    /** CSS length, for example `"430px"`. */
    width?: string;
    /** CSS length, for example `"40%"`. */
    height?: string;
  }

  interface ViewParams {
    name: string;
    iconUrl?: string;
    label?: string;
    shortLabel?: string;
    tooltip?: string;
    backgroundColor?: string;
    labelColor?: string;
  }

  interface AuthNamespace {
    /** The host must name this request for the app's origin; "everything" does not include it. */
    getJwtToken(succeeded?: Succeeded<JwtToken>, failed?: Failed): void;
  }

  interface AgentNamespace {
    get(succeeded?: Succeeded<Agent>, failed?: Failed): void;
    getStateList(succeeded?: Succeeded<State[]>, failed?: Failed): void;
    getState(succeeded?: Succeeded<State>, failed?: Failed): void;
    /** Takes an `operationName` of `getStateList`, for example `"NotReady"`. */
    setState(stateOperationName: string, succeeded?: Done, failed?: Failed): void;
  }

  interface VoiceNamespace {
    dial(destination: string, succeeded?: Succeeded, failed?: Failed): void;
    dial(destination: string, userData?: UserData | null, succeeded?: Succeeded, failed?: Failed): void;
    /** Unlike in `dial`, the callbacks cannot take the place of the user data. */
    dialEx(
      destination: string, userData?: UserData | null, extensions?: UserData | null,
      succeeded?: Succeeded, failed?: Failed,
    ): void;
    answer(interactionId: string, succeeded?: Done, failed?: Failed): void;
    hold(interactionId: string, succeeded?: Done, failed?: Failed): void;
    resume(interactionId: string, succeeded?: Done, failed?: Failed): void;
    hangUp(interactionId: string, succeeded?: Done, failed?: Failed): void;
    startCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    stopCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    pauseCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
    resumeCallRecording(interactionId: string, succeeded?: Done, failed?: Failed): void;
  }

  interface SipEndpointNamespace {
    muteMicrophone(succeeded?: Done, failed?: Failed): void;
    unmuteMicrophone(succeeded?: Done, failed?: Failed): void;
    muteSpeaker(succeeded?: Done, failed?: Failed): void;
    unmuteSpeaker(succeeded?: Done, failed?: Failed): void;
    isMicrophoneMute(succeeded?: Succeeded, failed?: Failed): void;
    isSpeakerMute(succeeded?: Succeeded, failed?: Failed): void;
  }

  interface EmailNamespace {
    create(destination: string, succeeded?: Succeeded, failed?: Failed): void;
    create(destination: string, userData?: UserData | null, succeeded?: Succeeded, failed?: Failed): void;
  }

  interface OutboundNamespace {
    getCampaigns(succeeded?: Succeeded, failed?: Failed): void;
    getPreviewRecord(campaignName: string, succeeded?: Succeeded, failed?: Failed): void;
    /** The record handle chooses a record of the chain. */
    callPreviewRecord(interactionId: string, recordHandle?: number, succeeded?: Succeeded, failed?: Failed): void;
    rejectPreviewRecord(interactionId: string, succeeded?: Done, failed?: Failed): void;
    cancelPreviewRecord(interactionId: string, succeeded?: Done, failed?: Failed): void;
    getChainedRecords(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    getRecordFields(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    updateRecordFields(
      interactionId: string, fields: Record<string, unknown>, succeeded?: Done, failed?: Failed,
    ): void;
    startDirectPushPreview(succeeded?: Done, failed?: Failed): void;
    stopDirectPushPreview(succeeded?: Done, failed?: Failed): void;
    /** The date is local time as `M/D/YYYY H:M`. */
    rescheduleRecord(
      interactionId: string, recordHandle: number, date: string, callbackType: Open<"CAMPAIGN" | "PERSONAL">,
      succeeded?: Done, failed?: Failed,
    ): void;
    cancelReschedule(interactionId: string, succeeded?: Done, failed?: Failed): void;
    getListOfCallResults(succeeded?: Succeeded, failed?: Failed): void;
    setCallResult(interactionId: string, callResult: number, succeeded?: Done, failed?: Failed): void;
    getCallResult(interactionId: string, succeeded?: Succeeded, failed?: Failed): void;
    setDoNotCall(interactionId: string, succeeded?: Done, failed?: Failed): void;
    removeDoNotCall(interactionId: string, succeeded?: Done, failed?: Failed): void;
  }

  interface MediaNamespace {
    getMediaList(succeeded?: Succeeded<Media[]>, failed?: Failed): void;
    getMediaByName(mediaName: string, succeeded?: Succeeded<Media>, failed?: Failed): void;
    setState(mediaName: string, stateOperationName: string, succeeded?: Done, failed?: Failed): void;
  }

  interface SystemNamespace {
    getAllowedServices(succeeded?: Succeeded, failed?: Failed): void;
    triggerActivity(succeeded?: Done, failed?: Failed): void;
    popupToast(params: ToastParams, succeeded?: Succeeded, failed?: Failed): void;
    updateToast(toastId: string, params: ToastParams, succeeded?: Done, failed?: Failed): void;
    closeToast(toastId: string, succeeded?: Done, failed?: Failed): void;
    openDialog(url: string, options?: DialogOptions, succeeded?: Succeeded, failed?: Failed): void;
    closeDialog(dialogId: string, succeeded?: Done, failed?: Failed): void;
    /** Creates the view of that name, or updates it. */
    updateViewInApplicationMenuBar(params: ViewParams, succeeded?: Done, failed?: Failed): void;
    closeViewInApplicationMenuBar(name: string, succeeded?: Done, failed?: Failed): void;
    amIVisible(succeeded?: Succeeded, failed?: Failed): void;
    isFrameLeading(succeeded?: Succeeded, failed?: Failed): void;
    isFrameFollowing(succeeded?: Succeeded, failed?: Failed): void;
    isFrameNegotiating(succeeded?: Succeeded, failed?: Failed): void;
    isFrameLeadingOrNegotiating(succeeded?: Succeeded, failed?: Failed): void;
    isLastActiveFrame(succeeded?: Succeeded, failed?: Failed): void;
  }

  interface MessengerNamespace {
    /** Reaches the other apps that subscribe to `messenger:<channel>`. */
    broadcastMessage(channel: string, message: unknown, succeeded?: Done, failed?: Failed): void;
  }

  interface ConfigurationNamespace {
    /** `"option"`, `"Section/option"`, or a prefix that ends with `*`; one or several. */
    getOption(options: string | readonly string[], succeeded?: Succeeded<unknown[]>, failed?: Failed): void;
  }

  // ── The client ──

  interface Service {
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

  const service: Service;
}

/** @deprecated A left-over of the client. Use `genesys.wwe.service`, and have no global of this name yourself. */
declare var service: genesys.wwe.Service;
/** @deprecated A left-over of the client. Have no global of this name yourself. */
declare var ServiceClientAPI: unknown;
