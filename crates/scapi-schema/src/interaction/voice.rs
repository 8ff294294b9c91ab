//! What only calls have: direction, type, recording, and how an unanswered one went away.
//! Values are upper case on this wire.

use crate::wire::open_enum;

open_enum! {
    /// Which way a call goes.
    closed enum Direction {
        /// To the agent.
        In = "IN",
        /// From the agent.
        Out = "OUT",
        /// The host does not know.
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// What kind of call it is.
    closed enum CallType {
        /// Between agents.
        Internal = "INTERNAL",
        /// From a customer.
        Inbound = "INBOUND",
        /// To a customer.
        Outbound = "OUTBOUND",
        /// A consultation about another call.
        Consult = "CONSULT",
        /// The host does not know.
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// Whether a call is being recorded.
    closed enum RecordingState {
        /// No recording.
        Stopped = "STOPPED",
        /// Recording.
        Recording = "RECORDING",
        /// Recording, but not now.
        Paused = "PAUSED",
    }
}

open_enum! {
    /// Why an inbound call that the agent did not answer (RONA) went away.
    closed enum RonaCallState {
        /// It was routed to someone else.
        Redirected = "REDIRECTED",
        /// Nobody answered.
        NoAnswer = "NO_ANSWER",
    }
}
