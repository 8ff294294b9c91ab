//! `interaction.reject`: the agent declines what is offered.
//! Clauses `interaction.reject/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Rejects an interaction that rings or is offered. Answered without a result (profile `voidResult`).
    Reject = "interaction.reject" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.reject/6";
    }
}
