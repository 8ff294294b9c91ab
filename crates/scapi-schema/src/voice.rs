//! The Voice namespace: the parameters of its ten methods (`voice.dial/1` and after).
//! Its documentation page is not available; names and parameters were read off the official client.

use alloc::string::String;

use crate::{UserData, parameter::method};

method! {
    /// Calls a number.
    Dial = "voice.dial" {
        /// The number.
        0: destination: String = "destination", "voice.dial/1";
        /// User data to attach.
        1: user_data: Option<UserData> = "userData", "voice.dial/1";
    }
}

method! {
    /// Calls a number, with extensions.
    DialEx = "voice.dialEx" {
        /// The number.
        0: destination: String = "destination", "voice.dialEx/1";
        /// User data to attach.
        1: user_data: Option<UserData> = "userData", "voice.dialEx/1";
        /// Extensions for the telephony server.
        2: extensions: Option<UserData> = "extensions", "voice.dialEx/1";
    }
}

/// Declares the methods that take the id of a call and nothing else.
macro_rules! on_call {
    ($($(#[$meta:meta])* $name:ident = $wire:literal, $clause:literal;)+) => {
        $(method! {
            $(#[$meta])*
            $name = $wire {
                /// Which call.
                0: interaction_id: String = "interactionId", $clause;
            }
        })+
    };
}

on_call! {
    /// Answers a call.
    Answer = "voice.answer", "voice.answer/1";
    /// Puts a call on hold.
    Hold = "voice.hold", "voice.hold/1";
    /// Takes a call off hold.
    Resume = "voice.resume", "voice.resume/1";
    /// Ends a call.
    HangUp = "voice.hangUp", "voice.hangUp/1";
    /// Starts to record a call.
    StartCallRecording = "voice.startCallRecording", "voice.startCallRecording/1";
    /// Stops recording a call.
    StopCallRecording = "voice.stopCallRecording", "voice.stopCallRecording/1";
    /// Pauses recording a call.
    PauseCallRecording = "voice.pauseCallRecording", "voice.pauseCallRecording/1";
    /// Goes on recording a call.
    ResumeCallRecording = "voice.resumeCallRecording", "voice.resumeCallRecording/1";
}
