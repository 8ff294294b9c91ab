//! The rows of the table of methods, by namespace.
//! Names and parameters were read off the loaded official client; shapes are those of the clauses `canned/…` and `interaction.…`.

use super::{Answer, DIALOG_OPTIONS, JWT_TOKEN, MEDIA, MethodInfo, ParameterInfo, STATE, Shape, TOAST, VIEW};
use crate::parameter::Presence;

use Answer::{Created, Data, Void};
use Shape::{Any, Document, Flag, KeyValues, List, Number, OneOrMore, OrNull, Text, Values};

const fn method(
    name: &'static str,
    parameters: &'static [ParameterInfo],
    answer: Answer,
    about: &'static str,
) -> MethodInfo {
    MethodInfo { name, parameters, answer, about }
}

const fn required(name: &'static str, shape: Shape) -> ParameterInfo {
    ParameterInfo { name, presence: Presence::Required, shape }
}

const fn optional(name: &'static str, shape: Shape) -> ParameterInfo {
    ParameterInfo { name, presence: Presence::Optional, shape }
}

const NONE: &[ParameterInfo] = &[];
const INTERACTION_ID: ParameterInfo = required("interactionId", Text);
const ID: &[ParameterInfo] = &[INTERACTION_ID];
const CONSULT_ID: &[ParameterInfo] = &[required("consultInteractionId", Text)];
const USER_DATA: ParameterInfo = optional("userData", KeyValues);
const EXTENSIONS: ParameterInfo = optional("extensions", KeyValues);
const TARGET: &[ParameterInfo] =
    &[INTERACTION_ID, required("targetQuery", Document("target-query")), USER_DATA, EXTENSIONS];
const CONSULT_TARGET: &[ParameterInfo] =
    &[INTERACTION_ID, required("targetQuery", Document("consult-target-query")), USER_DATA, EXTENSIONS];
const DESTINATION: ParameterInfo = required("destination", Text);
const STATE_NAME: ParameterInfo = required("stateOperationName", Text);
const TOAST_PARAMETERS: ParameterInfo = required("parameters", Shape::Record(&TOAST));
const UNKNOWN: Answer = Data(Any);
const STATE_SHAPE: Shape = Shape::Record(&STATE);
const MEDIA_SHAPE: Shape = Shape::Record(&MEDIA);
const INTERACTION: Shape = Document("interaction");

/// Every method, by namespace.
#[rustfmt::skip] // One line a method: it is a table.
pub const METHODS: &[MethodInfo] = &[
    method("auth.getJwtToken", NONE, Data(Shape::Record(&JWT_TOKEN)), "A token of the agent. The host must name this request for the app's origin; \"everything\" does not include it."),

    method("agent.get", NONE, Data(Document("agent")), "The person at the desktop."),
    method("agent.getStateList", NONE, Data(List(&STATE_SHAPE)), "The states that the agent can choose."),
    method("agent.getState", NONE, Data(STATE_SHAPE), "The agent's present state."),
    method("agent.setState", &[STATE_NAME], Void, "Takes an `operationName` of `getStateList`, for example `NotReady`."),

    method("interaction.completeConference", CONSULT_ID, Void, "Makes a conference of a consultation. Takes the id of the consultation, not of its parent."),
    method("interaction.completeTransfer", CONSULT_ID, Void, "Hands the parent to the one consulted. Takes the id of the consultation, not of its parent."),
    method("interaction.consult", CONSULT_TARGET, Created, "Asks somebody about an interaction. Extensions do not apply to chat."),
    method("interaction.deleteUserData", &[INTERACTION_ID, required("key", Text)], Void, "Deletes one key of the user data."),
    method("interaction.getByInteractionId", ID, Data(OrNull(&INTERACTION)), "One interaction; `data` is `null` if there is none with this id."),
    method("interaction.getInteractions", NONE, Data(List(&INTERACTION)), "All interactions of the agent, also those that have ended and are not marked done."),
    method("interaction.selectCaseByCaseId", &[required("caseId", Text)], Void, "Selects a case in the desktop."),
    method("interaction.setUserData", &[INTERACTION_ID, required("keyValues", KeyValues)], Void, "Live interactions only. Overwrites the keys given, keeps the others."),
    method("interaction.markdone", ID, Void, "Closes an interaction that has ended."),
    method("interaction.blockMarkdone", &[INTERACTION_ID, required("warningMessage", Text)], Void, "Holds the agent's mark done back for a while. Subscribe to `markdone` to learn of each attempt."),
    method("interaction.singleStepConference", TARGET, Created, "Adds somebody at once. Extensions do not apply to chat."),
    method("interaction.singleStepTransfer", TARGET, Created, "Hands the interaction over at once. A string is the phone number of a custom contact."),
    method("interaction.unblockMarkdone", ID, Void, "Lifts the block of mark done."),
    method("interaction.accept", ID, Void, "Accepts what is ringing."),
    method("interaction.reject", ID, Void, "Rejects what is ringing."),

    method("voice.dial", &[DESTINATION, USER_DATA], UNKNOWN, "Calls a number."),
    method("voice.dialEx", &[DESTINATION, USER_DATA, EXTENSIONS], UNKNOWN, "Calls a number. Unlike in `dial`, the callbacks cannot take the place of the user data."),
    method("voice.answer", ID, Void, "Answers a call."),
    method("voice.hold", ID, Void, "Puts a call on hold."),
    method("voice.resume", ID, Void, "Takes a call off hold."),
    method("voice.hangUp", ID, Void, "Ends a call. Mind the capital U."),
    method("voice.startCallRecording", ID, Void, "Starts to record a call; see `recordingState` of the interaction."),
    method("voice.stopCallRecording", ID, Void, "Stops recording a call."),
    method("voice.pauseCallRecording", ID, Void, "Pauses recording a call."),
    method("voice.resumeCallRecording", ID, Void, "Goes on recording a call."),

    method("sipEndpoint.muteMicrophone", NONE, Void, "Mutes the microphone of the SIP endpoint."),
    method("sipEndpoint.unmuteMicrophone", NONE, Void, "Unmutes the microphone of the SIP endpoint."),
    method("sipEndpoint.muteSpeaker", NONE, Void, "Mutes the speaker of the SIP endpoint."),
    method("sipEndpoint.unmuteSpeaker", NONE, Void, "Unmutes the speaker of the SIP endpoint."),
    method("sipEndpoint.isMicrophoneMute", NONE, Data(Flag), "Whether the microphone is mute."),
    method("sipEndpoint.isSpeakerMute", NONE, Data(Flag), "Whether the speaker is mute."),

    method("email.create", &[DESTINATION, USER_DATA], UNKNOWN, "Starts an e-mail to an address."),

    method("outbound.getCampaigns", NONE, UNKNOWN, "The agent's campaigns, loaded or active."),
    method("outbound.getPreviewRecord", &[required("campaignName", Text)], UNKNOWN, "Asks for the next record of a pull preview."),
    method("outbound.callPreviewRecord", &[INTERACTION_ID, optional("recordHandle", Number)], UNKNOWN, "Calls the customer of a preview. The record handle chooses a record of the chain."),
    method("outbound.rejectPreviewRecord", ID, Void, "Gives the record back."),
    method("outbound.cancelPreviewRecord", ID, Void, "Takes the record off the campaign."),
    method("outbound.getChainedRecords", ID, UNKNOWN, "The records of the customer."),
    method("outbound.getRecordFields", ID, UNKNOWN, "The fields of the record."),
    method("outbound.updateRecordFields", &[INTERACTION_ID, required("fields", KeyValues)], Void, "Changes fields of the record."),
    method("outbound.startDirectPushPreview", NONE, Void, "Asks for records of direct push preview."),
    method("outbound.stopDirectPushPreview", NONE, Void, "Asks for no more records of direct push preview."),
    method("outbound.rescheduleRecord", &[INTERACTION_ID, required("recordHandle", Number), required("date", Text), required("callbackType", Values(&["CAMPAIGN", "PERSONAL"]))], Void, "Plans a call back. The date is local time as `M/D/YYYY H:M`."),
    method("outbound.cancelReschedule", ID, Void, "Drops the call back."),
    method("outbound.getListOfCallResults", NONE, UNKNOWN, "The call results that can be set."),
    method("outbound.setCallResult", &[INTERACTION_ID, required("callResult", Number)], Void, "Sets the call result."),
    method("outbound.getCallResult", ID, UNKNOWN, "The call result."),
    method("outbound.setDoNotCall", ID, Void, "Asks that the customer is called no more."),
    method("outbound.removeDoNotCall", ID, Void, "Takes that back."),

    method("media.getMediaList", NONE, Data(List(&MEDIA_SHAPE)), "The agent's media."),
    method("media.getMediaByName", &[required("mediaName", Text)], Data(MEDIA_SHAPE), "One medium, for example `voice`."),
    method("media.setState", &[required("mediaName", Text), STATE_NAME], Void, "Sets the state of a medium, for example `NotReady`."),

    method("system.getAllowedServices", NONE, UNKNOWN, "The services that the app's origin may use."),
    method("system.triggerActivity", NONE, Void, "Counts as activity of the agent."),
    method("system.popupToast", &[TOAST_PARAMETERS], UNKNOWN, "Shows a toast."),
    method("system.updateToast", &[required("toastId", Text), TOAST_PARAMETERS], Void, "Changes a toast."),
    method("system.closeToast", &[required("toastId", Text)], Void, "Closes a toast."),
    method("system.openDialog", &[required("url", Text), optional("options", Shape::Record(&DIALOG_OPTIONS))], UNKNOWN, "Opens a page in a dialog. `$Dialog.Id$` in the address is replaced by the id of the dialog."),
    method("system.closeDialog", &[required("dialogId", Text)], Void, "Closes a dialog."),
    method("system.updateViewInApplicationMenuBar", &[required("parameters", Shape::Record(&VIEW))], Void, "Creates the view of that name, or updates it."),
    method("system.closeViewInApplicationMenuBar", &[required("name", Text)], Void, "Closes a view."),
    method("system.amIVisible", NONE, Data(Flag), "Whether the frame that asks is visible."),
    method("system.isFrameLeading", NONE, Data(Flag), "Whether the frame is in the leading tab of the desktop."),
    method("system.isFrameFollowing", NONE, Data(Flag), "Whether the frame is in a tab that follows."),
    method("system.isFrameNegotiating", NONE, Data(Flag), "Whether the frame's tab is still finding out which tab leads."),
    method("system.isFrameLeadingOrNegotiating", NONE, Data(Flag), "Whether the frame's tab leads, or may come to lead."),
    method("system.isLastActiveFrame", NONE, Data(Flag), "Whether the frame is in the tab that was active last."),

    method("messenger.broadcastMessage", &[required("channel", Text), required("message", Any)], Void, "Reaches the other apps that subscribe to `messenger:<channel>`."),

    method("configuration.getOption", &[required("options", OneOrMore(&Text))], Data(List(&Any)), "Takes `option`, `Section/option`, or a prefix that ends with `*`; one or several."),
];
