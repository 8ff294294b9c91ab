//! `interaction.setUserData`: attaches key/value pairs.
//! Clauses `interaction.setUserData/1` and after.

use alloc::string::String;

use crate::{UserData, parameter::method};

method! {
    /// Sets key/value pairs on a live interaction; existing keys are overwritten, others kept. Answered without a result.
    SetUserData = "interaction.setUserData" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.setUserData/10";
        /// What to set.
        1: key_values: UserData = "keyValues", "interaction.setUserData/11";
    }
}
