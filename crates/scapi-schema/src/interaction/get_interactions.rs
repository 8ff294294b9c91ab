//! `interaction.getInteractions`: all interactions of the agent.
//! Clauses `interaction.getInteractions/1` and after.

use crate::parameter::method;

method! {
    /// Answered with an array of all interactions of the agent.
    GetInteractions = "interaction.getInteractions" {
    }
}
