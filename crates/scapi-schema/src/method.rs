//! The table of all methods that the official client offers: 74 in 11 namespaces.
//! It drives dispatch, canned answers, did-you-mean and documentation.

/// One method of the Service Client API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodInfo {
    /// Namespace and method, as in `request`.
    pub name: &'static str,
    /// The documented names of the positional parameters, in order.
    pub parameters: &'static [&'static str],
}

impl MethodInfo {
    /// The namespace, such as `interaction`.
    #[must_use]
    pub fn namespace(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(namespace, _)| namespace)
    }
}

/// The row of a method.
///
/// ```
/// use scapi_schema::method::find;
///
/// assert_eq!(find("interaction.accept").unwrap().parameters, ["interactionId"]);
/// assert!(find("Interaction.Accept").is_none());
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static MethodInfo> {
    METHODS.iter().find(|method| method.name == name)
}

const fn method(name: &'static str, parameters: &'static [&'static str]) -> MethodInfo {
    MethodInfo { name, parameters }
}

const ID: &[&str] = &["interactionId"];
const TARGET: &[&str] = &["interactionId", "targetQuery", "userData", "extensions"];
const CONSULT_ID: &[&str] = &["consultInteractionId"];

/// Every method, by namespace.
pub const METHODS: &[MethodInfo] = &[
    method("auth.getJwtToken", &[]),
    method("agent.get", &[]),
    method("agent.getStateList", &[]),
    method("agent.getState", &[]),
    method("agent.setState", &["stateOperationName"]),
    method("interaction.completeConference", CONSULT_ID),
    method("interaction.completeTransfer", CONSULT_ID),
    method("interaction.consult", TARGET),
    method("interaction.deleteUserData", &["interactionId", "key"]),
    method("interaction.getByInteractionId", ID),
    method("interaction.getInteractions", &[]),
    method("interaction.selectCaseByCaseId", &["caseId"]),
    method("interaction.setUserData", &["interactionId", "keyValues"]),
    method("interaction.markdone", ID),
    method("interaction.blockMarkdone", &["interactionId", "warningMessage"]),
    method("interaction.singleStepConference", TARGET),
    method("interaction.singleStepTransfer", TARGET),
    method("interaction.unblockMarkdone", ID),
    method("interaction.accept", ID),
    method("interaction.reject", ID),
    method("voice.dial", &["destination", "userData"]),
    method("voice.dialEx", &["destination", "userData", "extensions"]),
    method("voice.answer", ID),
    method("voice.hold", ID),
    method("voice.resume", ID),
    method("voice.hangUp", ID),
    method("voice.startCallRecording", ID),
    method("voice.stopCallRecording", ID),
    method("voice.pauseCallRecording", ID),
    method("voice.resumeCallRecording", ID),
    method("sipEndpoint.muteMicrophone", &[]),
    method("sipEndpoint.unmuteMicrophone", &[]),
    method("sipEndpoint.muteSpeaker", &[]),
    method("sipEndpoint.unmuteSpeaker", &[]),
    method("sipEndpoint.isMicrophoneMute", &[]),
    method("sipEndpoint.isSpeakerMute", &[]),
    method("email.create", &["destination", "userData"]),
    method("outbound.getCampaigns", &[]),
    method("outbound.getPreviewRecord", &["campaignName"]),
    method("outbound.callPreviewRecord", &["interactionId", "recordHandle"]),
    method("outbound.rejectPreviewRecord", ID),
    method("outbound.cancelPreviewRecord", ID),
    method("outbound.getChainedRecords", ID),
    method("outbound.getRecordFields", ID),
    method("outbound.updateRecordFields", &["interactionId", "fields"]),
    method("outbound.startDirectPushPreview", &[]),
    method("outbound.stopDirectPushPreview", &[]),
    method("outbound.rescheduleRecord", &["interactionId", "recordHandle", "date", "callbackType"]),
    method("outbound.cancelReschedule", ID),
    method("outbound.getListOfCallResults", &[]),
    method("outbound.setCallResult", &["interactionId", "callResult"]),
    method("outbound.getCallResult", ID),
    method("outbound.setDoNotCall", ID),
    method("outbound.removeDoNotCall", ID),
    method("media.getMediaList", &[]),
    method("media.getMediaByName", &["mediaName"]),
    method("media.setState", &["mediaName", "stateOperationName"]),
    method("system.getAllowedServices", &[]),
    method("system.triggerActivity", &[]),
    method("system.popupToast", &["parameters"]),
    method("system.updateToast", &["toastId", "parameters"]),
    method("system.closeToast", &["toastId"]),
    method("system.openDialog", &["url", "options"]),
    method("system.closeDialog", &["dialogId"]),
    method("system.updateViewInApplicationMenuBar", &["parameters"]),
    method("system.closeViewInApplicationMenuBar", &["name"]),
    method("system.amIVisible", &[]),
    method("system.isFrameLeading", &[]),
    method("system.isFrameFollowing", &[]),
    method("system.isFrameNegotiating", &[]),
    method("system.isFrameLeadingOrNegotiating", &[]),
    method("system.isLastActiveFrame", &[]),
    method("messenger.broadcastMessage", &["channel", "message"]),
    method("configuration.getOption", &["options"]),
];

#[cfg(test)]
mod tests {
    use super::METHODS;

    /// The counts by namespace were read off the loaded official client.
    #[test]
    fn the_table_has_74_methods_in_11_namespaces() {
        let count = |namespace| METHODS.iter().filter(|method| method.namespace() == namespace).count();
        let expected = [
            ("auth", 1),
            ("agent", 4),
            ("interaction", 15),
            ("voice", 10),
            ("sipEndpoint", 6),
            ("email", 1),
            ("outbound", 17),
            ("media", 3),
            ("system", 15),
            ("messenger", 1),
            ("configuration", 1),
        ];
        for (namespace, methods) in expected {
            assert_eq!(count(namespace), methods, "{namespace}");
        }
        assert_eq!(METHODS.len(), 74);
    }
}
