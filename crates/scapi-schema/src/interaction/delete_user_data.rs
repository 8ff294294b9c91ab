//! `interaction.deleteUserData`: detaches one key.
//! Clauses `interaction.deleteUserData/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Deletes one key of the user data of an interaction. Answered without a result.
    DeleteUserData = "interaction.deleteUserData" {
        /// Which interaction.
        0: interaction_id: String = "interactionId", "interaction.deleteUserData/6";
        /// Which key.
        1: key: String = "key", "interaction.deleteUserData/5";
    }
}
