//! `interaction.accept`: the agent takes what is offered.
//! Clauses `interaction.accept/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Accepts an interaction that rings or is offered. Answered without a result (profile `voidResult`).
    Accept = "interaction.accept" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.accept/6";
    }
}
