//! `interaction.singleStepTransfer`: somebody else gets the interaction, at once.
//! Clauses `interaction.singleStepTransfer/1` and after.

use alloc::string::String;

use crate::{UserData, interaction::TargetQuery, parameter::method};

method! {
    /// Hands an interaction to a target without a consultation. What `data` holds is the profile's `createdInteractionResult`.
    SingleStepTransfer = "interaction.singleStepTransfer" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.singleStepTransfer/11";
        /// To whom: a destination, or a target with its type.
        1: target_query: TargetQuery = "targetQuery", "interaction.singleStepTransfer/12";
        /// User data to attach.
        2: user_data: Option<UserData> = "userData", "interaction.singleStepTransfer/13";
        /// Extensions for the telephony server; no effect on chat.
        3: extensions: Option<UserData> = "extensions", "interaction.singleStepTransfer/13";
    }
}
