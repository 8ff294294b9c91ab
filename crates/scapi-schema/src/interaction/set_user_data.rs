//! `interaction.setUserData`: attaches key/value pairs.
//! Clauses `interaction.setUserData/…`.

use alloc::string::String;

use crate::UserData;
use crate::parameter::method;

method! {
    /// Sets key/value pairs on a live interaction; existing keys are overwritten, others kept. Answered without a result.
    SetUserData = "interaction.setUserData" {
        /// Which interaction.
        0: interaction_id: String = "interactionId",
        /// What to set.
        1: key_values: UserData = "keyValues",
    }
}
