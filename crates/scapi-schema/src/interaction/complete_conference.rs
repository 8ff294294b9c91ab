//! `interaction.completeConference`: the consulted party joins the interaction.
//! Clauses `interaction.completeConference/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Joins the consulted party to the parent of a consultation. Answered without a result.
    CompleteConference = "interaction.completeConference" {
        /// Which consultation; not its parent.
        0: consult_interaction_id: String = "consultInteractionId", "interaction.completeConference/6";
    }
}
