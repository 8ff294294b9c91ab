//! `interaction.markdone`: the agent is finished with an interaction.
//! Clauses `interaction.markdone/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Marks an interaction done that is not active any more; it leaves the list. Answered without a result.
    Markdone = "interaction.markdone" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.markdone/7";
    }
}
