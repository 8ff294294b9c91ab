//! Actions: everything that app, agent, far end and routing can do with an interaction that is there.
//! One table: who does it, under which names, and which input of each channel it is.

#![warn(clippy::wildcard_enum_match_arm)]

use serde::{Deserialize, Serialize};

use crate::channel::{Input, OpenMediaInput, OverlayInput, PreviewInput, RecordingInput, VoiceInput};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// An app, by request.
    App,
    /// The agent, at the desktop.
    Agent,
    /// The customer, the consulted agent, the chat server.
    FarEnd,
    /// Routing, and other agents.
    Routing,
}

/// The kinds of media that differ in what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Medium {
    /// Calls.
    Voice,
    /// Chats.
    Chat,
    /// E-mails.
    Email,
    /// Work items and the media that a site defines.
    Workitem,
    /// Previews of outbound calls.
    Preview,
}

impl Medium {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Voice, Self::Chat, Self::Email, Self::Workitem, Self::Preview];
}

/// Declares the actions: variant, the stimulus, the method.
macro_rules! actions {
    ($($(#[$meta:meta])* $variant:ident = $actor:ident, $stimulus:expr, $methods:expr;)+) => {
        /// Something that can be done with an interaction.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$meta])* $variant,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Who does it, when no app does.
            #[must_use]
            pub const fn actor(self) -> Actor {
                match self {
                    $(Self::$variant => Actor::$actor,)+
                }
            }

            /// The stimulus that brings it about, if one does.
            #[must_use]
            pub const fn stimulus(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => $stimulus,)+
                }
            }

            /// The methods by which an app asks for it.
            #[must_use]
            pub const fn methods(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => $methods,)+
                }
            }
        }
    };
}

actions! {
    /// Take what is offered.
    Accept = Agent, Some("agent-accepts"), &["interaction.accept", "voice.answer"];
    /// Decline what is offered.
    Reject = Agent, Some("agent-rejects"), &["interaction.reject"];
    /// Put the call on hold.
    Hold = Agent, Some("agent-holds"), &["voice.hold"];
    /// Take the call off hold.
    Retrieve = Agent, Some("agent-retrieves"), &["voice.resume"];
    /// End the call or the chat.
    HangUp = Agent, Some("agent-hangs-up"), &["voice.hangUp"];
    /// Ask somebody about it by telephone.
    Consult = Agent, Some("agent-consults"), &["interaction.consult"];
    /// Ask somebody about it by chat.
    ConsultByChat = Agent, Some("agent-consults"), &["interaction.consult"];
    /// Hand it to a target in one step.
    Transfer = Agent, Some("agent-transfers"), &["interaction.singleStepTransfer"];
    /// Bring a target in, in one step.
    Conference = Agent, Some("agent-conferences"), &["interaction.singleStepConference"];
    /// Hand what the consultation is about to the consulted party.
    CompleteTransfer = Agent, Some("agent-transfers"), &["interaction.completeTransfer"];
    /// Bring the consulted party into what the consultation is about.
    CompleteConference = Agent, Some("agent-conferences"), &["interaction.completeConference"];
    /// Leave the conference.
    LeaveConference = Agent, Some("agent-leaves-conference"), &[];
    /// Start to record the call.
    StartRecording = Agent, Some("agent-starts-recording"), &["voice.startCallRecording"];
    /// Pause the recording.
    PauseRecording = Agent, Some("agent-pauses-recording"), &["voice.pauseCallRecording"];
    /// Go on recording.
    ResumeRecording = Agent, Some("agent-resumes-recording"), &["voice.resumeCallRecording"];
    /// Stop the recording.
    StopRecording = Agent, Some("agent-stops-recording"), &["voice.stopCallRecording"];
    /// Begin a reply to the e-mail.
    Reply = Agent, Some("agent-replies"), &[];
    /// Put the e-mail aside.
    Save = Agent, Some("agent-saves"), &[];
    /// Send the e-mail.
    Send = Agent, Some("agent-sends"), &[];
    /// Give the e-mail up.
    Cancel = Agent, Some("agent-cancels"), &[];
    /// Place the call of the preview.
    CallPreview = Agent, Some("agent-calls-preview"), &[];
    /// Turn the preview down.
    RejectPreview = Agent, Some("agent-rejects-preview"), &[];
    /// Give the preview up.
    CancelPreview = Agent, Some("agent-cancels-preview"), &[];
    /// Mark it done.
    MarkDone = Agent, Some("agent-marks-done"), &["interaction.markdone"];
    /// Keep it from being marked done.
    BlockMarkdone = App, None, &["interaction.blockMarkdone"];
    /// Let it be marked done again.
    UnblockMarkdone = App, None, &["interaction.unblockMarkdone"];
    /// Set or delete user data.
    WriteUserData = App, None, &["interaction.setUserData", "interaction.deleteUserData"];
    /// The far end answers.
    FarEndAnswers = FarEnd, Some("far-end-answers"), &[];
    /// The far end refuses.
    FarEndRefuses = FarEnd, Some("far-end-refuses"), &[];
    /// The far end is busy.
    FarEndBusy = FarEnd, Some("far-end-busy"), &[];
    /// The far end does not answer.
    FarEndNoAnswer = FarEnd, Some("far-end-no-answer"), &[];
    /// The far end hangs up.
    FarEndHangsUp = FarEnd, Some("far-end-hangs-up"), &[];
    /// Somebody joins.
    PartyJoins = FarEnd, Some("party-joins"), &[];
    /// Somebody leaves.
    PartyLeaves = FarEnd, Some("party-leaves"), &[];
    /// Somebody writes a line.
    ChatLine = FarEnd, Some("chat-line"), &[];
    /// The chat session is being joined.
    JoinPending = FarEnd, Some("chat-join-pending"), &[];
    /// The chat session cannot be joined.
    JoinFails = FarEnd, Some("chat-join-fails"), &[];
    /// The transcript is being loaded.
    HistoryLoading = FarEnd, Some("chat-history-loading"), &[];
    /// The transcript has been loaded.
    HistoryLoaded = FarEnd, Some("chat-history-loaded"), &[];
    /// The offer is taken back.
    Revoke = Routing, Some("route-revoked"), &[];
    /// The ringing call goes to somebody else.
    Redirect = Routing, Some("call-redirected"), &[];
    /// User data change without an app.
    ChangeUserData = Routing, Some("user-data-changed"), &[];
    /// Something goes wrong with open media.
    MediaError = Routing, Some("media-error"), &[];
    /// The host loses track.
    StateUnknown = Routing, Some("state-unknown"), &[];
    /// The host knows the state again.
    StateRecovered = Routing, Some("state-recovered"), &[];
}

/// Which part of the machine an action is an input of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The channel's table.
    Channel(Input),
    /// The overlays' table.
    Overlay(OverlayInput),
    /// The channel's table, and then that of recordings.
    Recording(VoiceInput, RecordingInput),
    /// No table: allowed as long as the interaction is there.
    Anytime,
    /// No table: allowed while user data may be written.
    UserData,
    /// The medium has no such thing.
    Elsewhere,
}

impl Action {
    /// What the action is for a medium.
    pub(crate) const fn part(self, medium: Medium) -> Part {
        match self {
            Self::BlockMarkdone | Self::UnblockMarkdone | Self::ChangeUserData => Part::Anytime,
            Self::WriteUserData => Part::UserData,
            Self::StateUnknown => Part::Overlay(OverlayInput::Lost),
            Self::StateRecovered => Part::Overlay(OverlayInput::Recovered),
            Self::StartRecording => recording(medium, RecordingInput::Start),
            Self::PauseRecording => recording(medium, RecordingInput::Pause),
            Self::ResumeRecording => recording(medium, RecordingInput::Resume),
            Self::StopRecording => recording(medium, RecordingInput::Stop),
            Self::JoinPending => of_chat(medium, OverlayInput::JoinPending),
            Self::JoinFails => of_chat(medium, OverlayInput::JoinFails),
            Self::HistoryLoading => of_chat(medium, OverlayInput::HistoryLoading),
            Self::HistoryLoaded => of_chat(medium, OverlayInput::HistoryLoaded),
            Self::MediaError => match medium {
                Medium::Chat | Medium::Email | Medium::Workitem => Part::Overlay(OverlayInput::Fails),
                Medium::Voice | Medium::Preview => Part::Elsewhere,
            },
            Self::Accept
            | Self::Reject
            | Self::Hold
            | Self::Retrieve
            | Self::HangUp
            | Self::Consult
            | Self::ConsultByChat
            | Self::Transfer
            | Self::Conference
            | Self::CompleteTransfer
            | Self::CompleteConference
            | Self::LeaveConference
            | Self::Reply
            | Self::Save
            | Self::Send
            | Self::Cancel
            | Self::CallPreview
            | Self::RejectPreview
            | Self::CancelPreview
            | Self::MarkDone
            | Self::FarEndAnswers
            | Self::FarEndRefuses
            | Self::FarEndBusy
            | Self::FarEndNoAnswer
            | Self::FarEndHangsUp
            | Self::PartyJoins
            | Self::PartyLeaves
            | Self::ChatLine
            | Self::Revoke
            | Self::Redirect => match self.input(medium) {
                Some(input) => Part::Channel(input),
                None => Part::Elsewhere,
            },
        }
    }

    /// The input of the channel's table that the action is.
    const fn input(self, medium: Medium) -> Option<Input> {
        match medium {
            Medium::Voice => match self.voice() {
                Some(input) => Some(Input::Voice(input)),
                None => None,
            },
            Medium::Preview => match self.preview() {
                Some(input) => Some(Input::Preview(input)),
                None => None,
            },
            Medium::Chat | Medium::Email | Medium::Workitem => match self.open_media() {
                Some(input) if has(medium, input) => Some(Input::OpenMedia(input)),
                Some(_) | None => None,
            },
        }
    }

    const fn voice(self) -> Option<VoiceInput> {
        Some(match self {
            Self::Accept => VoiceInput::Accept,
            Self::Reject => VoiceInput::Reject,
            Self::Hold => VoiceInput::Hold,
            Self::Retrieve => VoiceInput::Retrieve,
            Self::HangUp => VoiceInput::HangUp,
            Self::Consult => VoiceInput::Consult,
            Self::ConsultByChat => VoiceInput::ConsultElsewhere,
            Self::Transfer => VoiceInput::Transfer,
            Self::Conference => VoiceInput::Conference,
            Self::CompleteTransfer | Self::CompleteConference => VoiceInput::Complete,
            Self::LeaveConference => VoiceInput::LeaveConference,
            Self::MarkDone => VoiceInput::MarkDone,
            Self::FarEndAnswers => VoiceInput::FarEndAnswers,
            Self::FarEndRefuses => VoiceInput::FarEndRefuses,
            Self::FarEndBusy => VoiceInput::FarEndBusy,
            Self::FarEndNoAnswer => VoiceInput::FarEndNoAnswer,
            Self::FarEndHangsUp => VoiceInput::FarEndHangsUp,
            Self::PartyJoins => VoiceInput::PartyJoins,
            Self::PartyLeaves => VoiceInput::PartyLeaves,
            Self::Redirect => VoiceInput::Redirect,
            Self::StartRecording | Self::PauseRecording | Self::ResumeRecording | Self::StopRecording => {
                VoiceInput::Record
            }
            Self::Reply
            | Self::Save
            | Self::Send
            | Self::Cancel
            | Self::CallPreview
            | Self::RejectPreview
            | Self::CancelPreview
            | Self::BlockMarkdone
            | Self::UnblockMarkdone
            | Self::WriteUserData
            | Self::ChatLine
            | Self::JoinPending
            | Self::JoinFails
            | Self::HistoryLoading
            | Self::HistoryLoaded
            | Self::Revoke
            | Self::ChangeUserData
            | Self::MediaError
            | Self::StateUnknown
            | Self::StateRecovered => return None,
        })
    }

    const fn open_media(self) -> Option<OpenMediaInput> {
        Some(match self {
            Self::Accept => OpenMediaInput::Accept,
            Self::Reject => OpenMediaInput::Reject,
            Self::HangUp => OpenMediaInput::HangUp,
            Self::Consult | Self::ConsultByChat => OpenMediaInput::Consult,
            Self::Transfer => OpenMediaInput::Transfer,
            Self::Conference => OpenMediaInput::Conference,
            Self::CompleteTransfer | Self::CompleteConference => OpenMediaInput::Complete,
            Self::LeaveConference => OpenMediaInput::LeaveConference,
            Self::Reply => OpenMediaInput::Reply,
            Self::Save => OpenMediaInput::Save,
            Self::Send => OpenMediaInput::Send,
            Self::Cancel => OpenMediaInput::Cancel,
            Self::MarkDone => OpenMediaInput::MarkDone,
            Self::FarEndAnswers => OpenMediaInput::FarEndAnswers,
            Self::FarEndRefuses | Self::FarEndBusy | Self::FarEndNoAnswer => OpenMediaInput::FarEndDeclines,
            Self::FarEndHangsUp => OpenMediaInput::FarEndHangsUp,
            Self::PartyJoins => OpenMediaInput::PartyJoins,
            Self::PartyLeaves => OpenMediaInput::PartyLeaves,
            Self::ChatLine => OpenMediaInput::ChatLine,
            Self::Revoke => OpenMediaInput::Revoke,
            Self::Hold
            | Self::Retrieve
            | Self::StartRecording
            | Self::PauseRecording
            | Self::ResumeRecording
            | Self::StopRecording
            | Self::CallPreview
            | Self::RejectPreview
            | Self::CancelPreview
            | Self::BlockMarkdone
            | Self::UnblockMarkdone
            | Self::WriteUserData
            | Self::JoinPending
            | Self::JoinFails
            | Self::HistoryLoading
            | Self::HistoryLoaded
            | Self::Redirect
            | Self::ChangeUserData
            | Self::MediaError
            | Self::StateUnknown
            | Self::StateRecovered => return None,
        })
    }

    const fn preview(self) -> Option<PreviewInput> {
        Some(match self {
            Self::Accept => PreviewInput::Accept,
            Self::Reject | Self::RejectPreview => PreviewInput::Reject,
            Self::CallPreview => PreviewInput::Call,
            Self::CancelPreview => PreviewInput::Cancel,
            Self::MarkDone => PreviewInput::MarkDone,
            Self::Hold
            | Self::Retrieve
            | Self::HangUp
            | Self::Consult
            | Self::ConsultByChat
            | Self::Transfer
            | Self::Conference
            | Self::CompleteTransfer
            | Self::CompleteConference
            | Self::LeaveConference
            | Self::StartRecording
            | Self::PauseRecording
            | Self::ResumeRecording
            | Self::StopRecording
            | Self::Reply
            | Self::Save
            | Self::Send
            | Self::Cancel
            | Self::BlockMarkdone
            | Self::UnblockMarkdone
            | Self::WriteUserData
            | Self::FarEndAnswers
            | Self::FarEndRefuses
            | Self::FarEndBusy
            | Self::FarEndNoAnswer
            | Self::FarEndHangsUp
            | Self::PartyJoins
            | Self::PartyLeaves
            | Self::ChatLine
            | Self::JoinPending
            | Self::JoinFails
            | Self::HistoryLoading
            | Self::HistoryLoaded
            | Self::Revoke
            | Self::Redirect
            | Self::ChangeUserData
            | Self::MediaError
            | Self::StateUnknown
            | Self::StateRecovered => return None,
        })
    }
}

/// Whether a medium of open media has what an input stands for (`openmedia/10`).
const fn has(medium: Medium, input: OpenMediaInput) -> bool {
    match input {
        OpenMediaInput::Accept
        | OpenMediaInput::Reject
        | OpenMediaInput::Revoke
        | OpenMediaInput::FarEndAnswers
        | OpenMediaInput::FarEndDeclines
        | OpenMediaInput::Consult
        | OpenMediaInput::Transfer
        | OpenMediaInput::TransferCompleted
        | OpenMediaInput::LeaveConference
        | OpenMediaInput::MarkDone => true,
        OpenMediaInput::FarEndHangsUp
        | OpenMediaInput::PartyJoins
        | OpenMediaInput::PartyLeaves
        | OpenMediaInput::ChatLine
        | OpenMediaInput::HangUp
        | OpenMediaInput::Conference
        | OpenMediaInput::Complete
        | OpenMediaInput::ConferenceCompleted => matches!(medium, Medium::Chat),
        OpenMediaInput::Reply | OpenMediaInput::Save | OpenMediaInput::Send | OpenMediaInput::Cancel => {
            matches!(medium, Medium::Email)
        }
    }
}

const fn recording(medium: Medium, input: RecordingInput) -> Part {
    match medium {
        Medium::Voice => Part::Recording(VoiceInput::Record, input),
        Medium::Chat | Medium::Email | Medium::Workitem | Medium::Preview => Part::Elsewhere,
    }
}

const fn of_chat(medium: Medium, input: OverlayInput) -> Part {
    match medium {
        Medium::Chat => Part::Overlay(input),
        Medium::Voice | Medium::Email | Medium::Workitem | Medium::Preview => Part::Elsewhere,
    }
}
