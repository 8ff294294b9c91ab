// An app that calls every method, hears every event, and reads what comes back. It is compiled, not run:
// what must not compile says so with `@ts-expect-error`.

const { wwe } = genesys;
const { service } = wwe;

type Every = { [N in keyof genesys.wwe.Namespaces]: { [M in keyof genesys.wwe.Namespaces[N]]: () => void } };

const failed: genesys.wwe.Failed = (failure) => {
  const text: string | null = typeof failure === "string" ? failure : failure.errorMessage;
  console.error(text);
};
const done: genesys.wwe.Done = (response) => {
  console.log(response.data, response.userAgent.toUpperCase());
};
const made: genesys.wwe.Created = ({ data }) => {
  const id: string | undefined = data;
  console.log(id);
};
const something: genesys.wwe.Succeeded = ({ data }) => {
  // @ts-expect-error what no documentation shows is unknown until it is looked at
  data.toString();
};
const flag: genesys.wwe.Succeeded<boolean> = ({ data }) => {
  const yes: true | false = data;
  console.log(yes);
};

function card(interaction: genesys.wwe.Interaction): string {
  // A switch over the states is checked: each name is one of the thirty.
  switch (interaction.state) {
    case "RINGING":
      return `${interaction.ani ?? interaction.contact?.displayName ?? "unknown"} is calling`;
    case "CANCELED":
    case "CANCELLED":
      return "gone";
    // @ts-expect-error there is no such state
    case "BREWING":
      return "never";
    default:
      return interaction.parties.map((party) => party.name).join(", ");
  }
}

/** Every namespace and every method: one that is missing here, or too many, does not compile. */
export const calls: Every = {
  auth: { getJwtToken: () => service.auth.getJwtToken(({ data }) => console.log(data.jwtToken.length, data.expiration), failed) },
  agent: {
    get: () => service.agent.get(({ data }) => console.log(data.firstname.trim(), data.employeeId), failed),
    getStateList: () => service.agent.getStateList(({ data }) => data.map((state) => state.operationName), failed),
    getState: () => service.agent.getState(({ data }) => console.log(data.type === "READY"), failed),
    setState: () => service.agent.setState("NotReady", done, failed),
  },
  interaction: {
    getInteractions: () => service.interaction.getInteractions(({ data }) => data.map(card), failed),
    getByInteractionId: () => service.interaction.getByInteractionId("1", ({ data }) => {
      // @ts-expect-error there may be none with this id
      card(data);
      if (data) card(data);
    }, failed),
    setUserData: () => service.interaction.setUserData("1", { Reason: "billing", Priority: 8 }, done, failed),
    deleteUserData: () => service.interaction.deleteUserData("1", "Reason", done, failed),
    selectCaseByCaseId: () => service.interaction.selectCaseByCaseId("c-1", done, failed),
    markdone: () => service.interaction.markdone("1", done, failed),
    blockMarkdone: () => service.interaction.blockMarkdone("1", "Save the form first", done, failed),
    unblockMarkdone: () => service.interaction.unblockMarkdone("1", done, failed),
    accept: () => service.interaction.accept("1", done, failed),
    reject: () => service.interaction.reject("1"),
    singleStepTransfer: () => service.interaction.singleStepTransfer("1", "5002", null, null, made, failed),
    singleStepConference: () =>
      service.interaction.singleStepConference("1", { type: "SKILL", destination: "French" }, {}, {}, made, failed),
    consult: () => {
      const target = { target: "AGENT", destination: "JCarter", media: "voice" } as const;
      service.interaction.consult("1", target, { Reason: "billing" }, null, made, failed);
      service.interaction.consult("1", { type: "AGENT", destination: "JCarter" });
      // @ts-expect-error the type of the target is missing
      service.interaction.consult("1", { destination: "JCarter" });
    },
    completeTransfer: () => service.interaction.completeTransfer("2", done, failed),
    completeConference: () => service.interaction.completeConference("2", done, failed),
  },
  voice: {
    dial: () => {
      service.voice.dial("5001", { Reason: "billing" }, something, failed);
      service.voice.dial("5001", something, failed);
    },
    dialEx: () => {
      service.voice.dialEx("5001", null, { BUSINESS_CALL: 1 }, something, failed);
      // @ts-expect-error the callbacks cannot take the place of the user data
      service.voice.dialEx("5001", something, failed);
    },
    answer: () => service.voice.answer("1", done, failed),
    hold: () => service.voice.hold("1", done, failed),
    resume: () => service.voice.resume("1", done, failed),
    hangUp: () => service.voice.hangUp("1", done, failed),
    startCallRecording: () => service.voice.startCallRecording("1", done, failed),
    stopCallRecording: () => service.voice.stopCallRecording("1", done, failed),
    pauseCallRecording: () => service.voice.pauseCallRecording("1", done, failed),
    resumeCallRecording: () => service.voice.resumeCallRecording("1", done, failed),
  },
  sipEndpoint: {
    muteMicrophone: () => service.sipEndpoint.muteMicrophone(done, failed),
    unmuteMicrophone: () => service.sipEndpoint.unmuteMicrophone(done, failed),
    muteSpeaker: () => service.sipEndpoint.muteSpeaker(done, failed),
    unmuteSpeaker: () => service.sipEndpoint.unmuteSpeaker(done, failed),
    isMicrophoneMute: () => service.sipEndpoint.isMicrophoneMute(flag, failed),
    isSpeakerMute: () => service.sipEndpoint.isSpeakerMute(flag, failed),
  },
  email: {
    create: () => {
      service.email.create("ada@example.com", { Subject: "Hello" }, something, failed);
      service.email.create("ada@example.com", something, failed);
    },
  },
  outbound: {
    getCampaigns: () => service.outbound.getCampaigns(something, failed),
    getPreviewRecord: () => service.outbound.getPreviewRecord("Spring Offer", something, failed),
    callPreviewRecord: () => service.outbound.callPreviewRecord("1", 7, something, failed),
    rejectPreviewRecord: () => service.outbound.rejectPreviewRecord("1", done, failed),
    cancelPreviewRecord: () => service.outbound.cancelPreviewRecord("1", done, failed),
    getChainedRecords: () => service.outbound.getChainedRecords("1", something, failed),
    getRecordFields: () => service.outbound.getRecordFields("1", something, failed),
    updateRecordFields: () => service.outbound.updateRecordFields("1", { GSW_FROM: "08:30" }, done, failed),
    startDirectPushPreview: () => service.outbound.startDirectPushPreview(done, failed),
    stopDirectPushPreview: () => service.outbound.stopDirectPushPreview(done, failed),
    rescheduleRecord: () => service.outbound.rescheduleRecord("1", 7, "1/2/2026 9:5", "CAMPAIGN", done, failed),
    cancelReschedule: () => service.outbound.cancelReschedule("1", done, failed),
    getListOfCallResults: () => service.outbound.getListOfCallResults(something, failed),
    setCallResult: () => service.outbound.setCallResult("1", 6, done, failed),
    getCallResult: () => service.outbound.getCallResult("1", something, failed),
    setDoNotCall: () => service.outbound.setDoNotCall("1", done, failed),
    removeDoNotCall: () => service.outbound.removeDoNotCall("1", done, failed),
  },
  media: {
    getMediaList: () => service.media.getMediaList(({ data }) => data.map((medium) => medium.state.displayName), failed),
    getMediaByName: () => service.media.getMediaByName("voice", ({ data }) => console.log(data.media), failed),
    setState: () => service.media.setState("voice", "NotReady", done, failed),
  },
  system: {
    getAllowedServices: () => service.system.getAllowedServices(something, failed),
    triggerActivity: () => service.system.triggerActivity(done, failed),
    popupToast: () => service.system.popupToast({ title: "Hello", buttons: ["OK"], width: 300 }, something, failed),
    updateToast: () => service.system.updateToast("toast-0", { message: "Still here" }, done, failed),
    closeToast: () => service.system.closeToast("toast-0", done, failed),
    openDialog: () => {
      service.system.openDialog("https://app.example/?id=$Dialog.Id$", { width: "430px" }, something, failed);
      // @ts-expect-error the width of a dialog is a CSS length
      service.system.openDialog("https://app.example/", { width: 430 });
    },
    closeDialog: () => service.system.closeDialog("dialog-1", done, failed),
    updateViewInApplicationMenuBar: () =>
      service.system.updateViewInApplicationMenuBar({ name: "orders", label: "Orders" }, done, failed),
    closeViewInApplicationMenuBar: () => service.system.closeViewInApplicationMenuBar("orders", done, failed),
    amIVisible: () => service.system.amIVisible(flag, failed),
    isFrameLeading: () => service.system.isFrameLeading(flag, failed),
    isFrameFollowing: () => service.system.isFrameFollowing(flag, failed),
    isFrameNegotiating: () => service.system.isFrameNegotiating(flag, failed),
    isFrameLeadingOrNegotiating: () => service.system.isFrameLeadingOrNegotiating(flag, failed),
    isLastActiveFrame: () => service.system.isLastActiveFrame(flag, failed),
  },
  messenger: { broadcastMessage: () => service.messenger.broadcastMessage("orders", { order: 12 }, done, failed) },
  configuration: {
    getOption: () => service.configuration.getOption(["a.b", "Section/option"], ({ data }) => console.log(data.length), failed),
  },
};

service.subscribe("interaction", ({ event, data }) => {
  const name: "interaction" = event;
  if (data.eventType === "ESTABLISHED" && data.interaction?.previousState !== "HELD") console.log(name, data.interaction);
  if (data.eventType === "A_NAME_OF_THE_HOST") console.log(data.selectedCaseId);
});
service.subscribe("markdone", ({ data }) => console.log(data.warningMessage ?? data.interactionId));
service.subscribe("agent", ({ data }) => console.log(data.type));
service.subscribe("outbound", ({ data }) => console.log(data.campaign, data.mode));
service.subscribe(["media", "system"], ({ event, data }) => console.log(event, data), {});
service.subscribe("messenger:orders", ({ data }) => console.log(data));
// @ts-expect-error a handler is not optional
service.subscribe("interaction");

const handler = (event: genesys.wwe.EventEnvelope) => console.log(event.event);
service.subscribe(["a", "b"], handler).unsubscribe(handler);
const reference: string = service.sendMessage({ request: "agent.get" }, something, failed);
const number: number = service.sendMessage({ request: "agent.get", referenceId: 5 });
console.log(reference, number);
service.targetWWEWindow(window.opener as Window);
service.onMessage = (message) => console.log(message);
service.debug = true;
service.unload();

// @ts-expect-error there is no such method: `hangUp` has a capital U
service.voice.hangup("1");
// @ts-expect-error there is no such property
void (({}) as genesys.wwe.Interaction).interactionID;
