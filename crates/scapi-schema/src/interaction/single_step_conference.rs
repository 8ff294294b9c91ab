//! `interaction.singleStepConference`: somebody joins the interaction, at once.
//! Clauses `interaction.singleStepConference/1` and after.

use alloc::string::String;

use crate::{UserData, interaction::TargetQuery, parameter::method};

method! {
    /// Brings a target into an interaction without a consultation. What `data` holds is the profile's `createdInteractionResult`.
    SingleStepConference = "interaction.singleStepConference" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.singleStepConference/11";
        /// To whom: a destination, or a target with its type.
        1: target_query: TargetQuery = "targetQuery", "interaction.singleStepConference/12";
        /// User data to attach.
        2: user_data: Option<UserData> = "userData", "interaction.singleStepConference/13";
        /// Extensions for the telephony server; no effect on chat.
        3: extensions: Option<UserData> = "extensions", "interaction.singleStepConference/13";
    }
}
