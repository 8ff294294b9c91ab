//! `interaction.consult`: the agent asks somebody about an interaction.
//! Clauses `interaction.consult/1` and after.

use alloc::string::String;

use crate::{UserData, interaction::ConsultTargetQuery, parameter::method};

method! {
    /// Makes a consultation with a target. What `data` holds is the profile's `createdInteractionResult`.
    Consult = "interaction.consult" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.consult/13";
        /// To whom: a destination, or a target with its type.
        1: target_query: ConsultTargetQuery = "targetQuery", "interaction.consult/14";
        /// User data to attach.
        2: user_data: Option<UserData> = "userData", "interaction.consult/15";
        /// Extensions for the telephony server; no effect on chat.
        3: extensions: Option<UserData> = "extensions", "interaction.consult/15";
    }
}
