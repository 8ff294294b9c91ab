//! `interaction.getInteractions`: all interactions of the agent.
//! Clauses `interaction.getInteractions/…`.

use crate::parameter::method;

method! {
    /// Answered with an array of all interactions of the agent.
    GetInteractions = "interaction.getInteractions" {
    }
}
