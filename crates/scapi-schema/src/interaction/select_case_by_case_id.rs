//! `interaction.selectCaseByCaseId`: a case comes to the front.
//! Clauses `interaction.selectCaseByCaseId/1` and after.

use alloc::string::String;

use crate::parameter::method;

method! {
    /// Selects a case in the desktop; three events tell of it. Answered without a result.
    SelectCaseByCaseId = "interaction.selectCaseByCaseId" {
        /// Which case.
        0: case_id: String = "caseId", "interaction.selectCaseByCaseId/6";
    }
}
