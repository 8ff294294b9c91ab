//! `interaction.getByInteractionId`: one interaction, or null.
//! Clauses `interaction.getByInteractionId/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Answered with the interaction, or with `null` if there is none with this id: that is success.
    GetByInteractionId = "interaction.getByInteractionId" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.getByInteractionId/5";
    }
}
