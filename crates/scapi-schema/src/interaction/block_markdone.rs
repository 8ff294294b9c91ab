//! `interaction.blockMarkdone`: mark done has to wait.
//! Clauses `interaction.blockMarkdone/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Keeps an interaction from being marked done for a time; the agent who tries sees the message. Answered without a result.
    BlockMarkdone = "interaction.blockMarkdone" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.blockMarkdone/7";
        /// What the agent is shown.
        1: warning_message: String = "warningMessage", "interaction.blockMarkdone/8";
    }
}
