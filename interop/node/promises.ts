// An app on the promise layer that calls every method, hears every event, and catches every error. It is compiled, not run:
// what must not compile says so with `@ts-expect-error`.

import {
  connect, ScapiClosed, ScapiError, ScapiFailure, ScapiOverflow, ScapiTimeout,
  type EventEnvelope, type EventStream, type Host, type Interaction, type Namespaces, type Response,
} from "../../schemas/scapi-client.js";

const host: Host = connect();
const controller = new AbortController();
connect({ target: window.top as Window, origin: "https://desktop.example", timeoutMs: 500, window });
// @ts-expect-error there is no such option
connect({ retries: 3 });

type Every = { [N in keyof Namespaces]: { [M in keyof Namespaces[N]]: () => Promise<unknown> } };
const call = { signal: controller.signal, timeoutMs: 5_000 };

async function taken(interaction: Interaction): Promise<string> {
  await host.interaction.accept(interaction.interactionId, call);
  const found: Interaction | null = await host.interaction.getByInteractionId("1");
  const all: Interaction[] = await host.interaction.getInteractions();
  // @ts-expect-error there may be none with this id
  found.caseId.trim();
  return (found ?? all[0])?.caseId ?? "none";
}

/** Every namespace and every method: one that is missing here, or too many, does not compile. */
export const calls: Every = {
  auth: { getJwtToken: async () => (await host.auth.getJwtToken(call)).jwtToken.length },
  agent: {
    get: async () => (await host.agent.get()).firstname.trim(),
    getStateList: async () => (await host.agent.getStateList()).map((state) => state.operationName),
    getState: async () => (await host.agent.getState()).type === "READY",
    setState: () => host.agent.setState("NotReady", call),
  },
  interaction: {
    getInteractions: async () => (await host.interaction.getInteractions(call)).map(taken),
    getByInteractionId: () => host.interaction.getByInteractionId("1", call),
    setUserData: () => host.interaction.setUserData("1", { Reason: "billing", Priority: 8 }, call),
    deleteUserData: () => host.interaction.deleteUserData("1", "Reason", call),
    selectCaseByCaseId: () => host.interaction.selectCaseByCaseId("c-1", call),
    markdone: () => host.interaction.markdone("1", call),
    blockMarkdone: () => host.interaction.blockMarkdone("1", "Save the form first", call),
    unblockMarkdone: () => host.interaction.unblockMarkdone("1", call),
    accept: () => host.interaction.accept("1", call),
    reject: () => host.interaction.reject("1"),
    singleStepTransfer: () => host.interaction.singleStepTransfer("1", "5002", null, null, call),
    singleStepConference: () => host.interaction.singleStepConference("1", { type: "SKILL", destination: "French" }, {}, {}, call),
    consult: async () => {
      const target = { target: "AGENT", destination: "JCarter", media: "voice" } as const;
      const made: string | undefined = await host.interaction.consult("1", target, { Reason: "billing" }, null, call);
      // @ts-expect-error the type of the target is missing
      await host.interaction.consult("1", { destination: "JCarter" });
      return made;
    },
    completeTransfer: () => host.interaction.completeTransfer("2", call),
    completeConference: () => host.interaction.completeConference("2", call),
  },
  voice: {
    dial: () => host.voice.dial("5001", { Reason: "billing" }, call),
    dialEx: () => host.voice.dialEx("5001", null, { BUSINESS_CALL: 1 }, call),
    answer: () => host.voice.answer("1", call),
    hold: () => host.voice.hold("1", call),
    resume: () => host.voice.resume("1", call),
    hangUp: () => host.voice.hangUp("1", call),
    startCallRecording: () => host.voice.startCallRecording("1", call),
    stopCallRecording: () => host.voice.stopCallRecording("1", call),
    pauseCallRecording: () => host.voice.pauseCallRecording("1", call),
    resumeCallRecording: () => host.voice.resumeCallRecording("1", call),
  },
  sipEndpoint: {
    muteMicrophone: () => host.sipEndpoint.muteMicrophone(call),
    unmuteMicrophone: () => host.sipEndpoint.unmuteMicrophone(call),
    muteSpeaker: () => host.sipEndpoint.muteSpeaker(call),
    unmuteSpeaker: () => host.sipEndpoint.unmuteSpeaker(call),
    isMicrophoneMute: async () => { const yes: boolean = await host.sipEndpoint.isMicrophoneMute(); return yes; },
    isSpeakerMute: () => host.sipEndpoint.isSpeakerMute(call),
  },
  email: { create: () => host.email.create("ada@example.com", { Subject: "Hello" }, call) },
  outbound: {
    getCampaigns: () => host.outbound.getCampaigns(call),
    getPreviewRecord: () => host.outbound.getPreviewRecord("Spring Offer", call),
    callPreviewRecord: () => host.outbound.callPreviewRecord("1", 7, call),
    rejectPreviewRecord: () => host.outbound.rejectPreviewRecord("1", call),
    cancelPreviewRecord: () => host.outbound.cancelPreviewRecord("1", call),
    getChainedRecords: () => host.outbound.getChainedRecords("1", call),
    getRecordFields: () => host.outbound.getRecordFields("1", call),
    updateRecordFields: () => host.outbound.updateRecordFields("1", { GSW_FROM: "08:30" }, call),
    startDirectPushPreview: () => host.outbound.startDirectPushPreview(call),
    stopDirectPushPreview: () => host.outbound.stopDirectPushPreview(call),
    rescheduleRecord: () => host.outbound.rescheduleRecord("1", 7, "1/2/2026 9:5", "CAMPAIGN", call),
    cancelReschedule: () => host.outbound.cancelReschedule("1", call),
    getListOfCallResults: () => host.outbound.getListOfCallResults(call),
    setCallResult: () => host.outbound.setCallResult("1", 6, call),
    getCallResult: () => host.outbound.getCallResult("1", call),
    setDoNotCall: () => host.outbound.setDoNotCall("1", call),
    removeDoNotCall: () => host.outbound.removeDoNotCall("1", call),
  },
  media: {
    getMediaList: async () => (await host.media.getMediaList()).map((medium) => medium.state.displayName),
    getMediaByName: async () => (await host.media.getMediaByName("voice", call)).media,
    setState: () => host.media.setState("voice", "NotReady", call),
  },
  system: {
    getAllowedServices: () => host.system.getAllowedServices(call),
    triggerActivity: () => host.system.triggerActivity(call),
    popupToast: () => host.system.popupToast({ title: "Hello", buttons: ["OK"], width: 300 }, call),
    updateToast: () => host.system.updateToast("toast-0", { message: "Still here" }, call),
    closeToast: () => host.system.closeToast("toast-0", call),
    openDialog: () => host.system.openDialog("https://app.example/?id=$Dialog.Id$", { width: "430px" }, call),
    closeDialog: () => host.system.closeDialog("dialog-1", call),
    updateViewInApplicationMenuBar: () => host.system.updateViewInApplicationMenuBar({ name: "orders", label: "Orders" }, call),
    closeViewInApplicationMenuBar: () => host.system.closeViewInApplicationMenuBar("orders", call),
    amIVisible: () => host.system.amIVisible(call),
    isFrameLeading: () => host.system.isFrameLeading(call),
    isFrameFollowing: () => host.system.isFrameFollowing(call),
    isFrameNegotiating: () => host.system.isFrameNegotiating(call),
    isFrameLeadingOrNegotiating: () => host.system.isFrameLeadingOrNegotiating(call),
    isLastActiveFrame: () => host.system.isLastActiveFrame(call),
  },
  messenger: { broadcastMessage: () => host.messenger.broadcastMessage("orders", { order: 12 }, call) },
  configuration: { getOption: async () => (await host.configuration.getOption(["a.b", "Section/option"], call)).length },
};

export async function listen(): Promise<void> {
  const events: EventStream<"interaction"> = host.events("interaction", { ...call, buffer: 50 });
  await events.ready;
  for await (const { event, data } of events) {
    const name: "interaction" = event;
    if (data.eventType === "ESTABLISHED" && data.interaction?.previousState !== "HELD") console.log(name, data.interaction);
    if (data.eventType === "REMOVED") break;
  }
  for await (const { data } of host.events("markdone")) console.log(data.warningMessage ?? data.interactionId);
  for await (const heard of host.events(["outbound", "agent"])) {
    if (heard.event === "outbound") console.log(heard.data.campaign, heard.data.mode);
    else console.log(heard.data.type);
  }
  for await (const heard of host.events("messenger:orders")) {
    // @ts-expect-error what a sender passes is unknown until it is looked at
    heard.data.toString();
  }
  const other: EventStream = host.events("a-name-of-the-host");
  const { value, done } = await other.next();
  if (!done) (({ event }: EventEnvelope) => console.log(event))(value);
  await other.return();
  // @ts-expect-error events have a name
  host.events();
}

export async function failing(): Promise<string> {
  try {
    const answer: Response = await host.request("site.special", [1, { two: 3 }], call);
    return String(answer.data);
  } catch (error) {
    if (error instanceof ScapiFailure) return `${error.method}: ${error.errorMessage} (${error.response.userAgent})`;
    if (error instanceof ScapiTimeout) return `${error.timeoutMs} ms`;
    if (error instanceof ScapiClosed || error instanceof ScapiOverflow) return error.message;
    if (error instanceof ScapiError) return error.referenceId ?? "";
    throw error;
  } finally {
    if (!host.closed) host.close();
  }
}

// @ts-expect-error there is no such method: `hangUp` has a capital U
void host.voice.hangup("1");
// @ts-expect-error a callback is not what it takes
void host.agent.get(() => {});
// @ts-expect-error the parts of a connection do not change
host.agent = host.agent;
