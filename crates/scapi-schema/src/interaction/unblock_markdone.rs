//! `interaction.unblockMarkdone`: mark done need not wait any more.
//! Clauses `interaction.unblockMarkdone/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Lifts the block of an interaction. Answered without a result.
    UnblockMarkdone = "interaction.unblockMarkdone" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.unblockMarkdone/3";
    }
}
