//! `interaction.completeTransfer`: the consulted party gets the interaction.
//! Clauses `interaction.completeTransfer/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Hands the parent of a consultation to the consulted party. Answered without a result.
    CompleteTransfer = "interaction.completeTransfer" {
        /// Which consultation; not its parent.
        0: consult_interaction_id: String = "consultInteractionId", "interaction.completeTransfer/6";
    }
}
