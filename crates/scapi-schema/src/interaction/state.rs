//! The 30 states of an interaction, over all media (`type.interaction/6`, `type.interaction/40` and after).
//! `CANCELLED` (e-mail) and `CANCELED` (call preview) are two states.

use crate::wire::open_enum;

open_enum! {
    /// Where an interaction is in its life.
    ///
    /// ```
    /// use scapi_schema::interaction::State;
    ///
    /// assert_eq!(State::KNOWN.len(), 30);
    /// assert_ne!(State::from("CANCELLED"), State::from("CANCELED"));
    /// assert_eq!(State::from("BREWING").as_str(), "BREWING");
    /// ```
    closed enum State {
        /// The host does not know.
        Unknown = "UNKNOWN",
        /// Not active any more; could be marked done.
        Idle = "IDLE",
        /// An inbound call alerts.
        Ringing = "RINGING",
        /// An outbound call alerts the far end.
        Dialing = "DIALING",
        /// The call is established.
        Talking = "TALKING",
        /// The call is on hold.
        Held = "HELD",
        /// A call preview.
        Preview = "PREVIEW",
        /// Open media offered to the agent.
        Invited = "INVITED",
        /// Open media accepted by the agent.
        Accepted = "ACCEPTED",
        /// Open media made by the agent.
        Created = "CREATED",
        /// Open media taken out of a workbin.
        Pulled = "PULLED",
        /// The offer of open media was taken back.
        Revoked = "REVOKED",
        /// Open media finished.
        Completed = "COMPLETED",
        /// Open media has an error.
        Error = "ERROR",
        /// Open media saved.
        Saved = "SAVED",
        /// Open media on its way to someone else.
        Transferring = "TRANSFERRING",
        /// Open media has gone to someone else.
        TransferCompleted = "TRANSFER_COMPLETED",
        /// Open media: an invitation to a conference.
        InvitedConference = "INVITED_CONFERENCE",
        /// Open media: the agent has left the conference.
        LeftConference = "LEFT_CONFERENCE",
        /// User data was attached.
        UserDataAttached = "USER_DATA_ATTACHED",
        /// Attached user data changed.
        UserDataUpdated = "USER_DATA_UPDATED",
        /// Chat: joining.
        JoinPending = "JOIN_PENDING",
        /// Chat: the chat server cannot be reached.
        JoinFailed = "JOIN_FAILED",
        /// Chat: the transcript is being loaded.
        HistoryInProgress = "HISTORY_IN_PROGRESS",
        /// Chat: the transcript has been loaded.
        HistoryDone = "HISTORY_DONE",
        /// Outbound e-mail thrown away (two L).
        Cancelled = "CANCELLED",
        /// Outbound e-mail sent.
        Sent = "SENT",
        /// The call preview is ready.
        Ready = "READY",
        /// The call preview was cancelled (one L).
        Canceled = "CANCELED",
        /// The call preview was rejected.
        Rejected = "REJECTED",
    }
}
