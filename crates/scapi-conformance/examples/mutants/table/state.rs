//! Mutants that show a state as another one: each of the 30.
//! Clauses `type.interaction/40` and after.

use super::{Mutant, mutant};
use crate::defect::Defect::Shown;

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const MUTANTS: &[Mutant] = &[
    mutant("unknown-as-error", "UNKNOWN is shown as ERROR", "type.interaction/40", Shown("UNKNOWN", "ERROR")),
    mutant("idle-as-completed", "IDLE is shown as COMPLETED", "type.interaction/41", Shown("IDLE", "COMPLETED")),
    mutant("ringing-as-dialing", "RINGING is shown as DIALING", "type.interaction/42", Shown("RINGING", "DIALING")),
    mutant("dialing-as-ringing", "DIALING is shown as RINGING", "type.interaction/43", Shown("DIALING", "RINGING")),
    mutant("talking-as-held", "TALKING is shown as HELD", "type.interaction/44", Shown("TALKING", "HELD")),
    mutant("held-as-talking", "HELD is shown as TALKING", "type.interaction/45", Shown("HELD", "TALKING")),
    mutant("preview-as-ready", "PREVIEW is shown as READY", "type.interaction/46", Shown("PREVIEW", "READY")),
    mutant("invited-as-ringing", "INVITED is shown as RINGING", "type.interaction/47", Shown("INVITED", "RINGING")),
    mutant("accepted-as-talking", "ACCEPTED is shown as TALKING", "type.interaction/48", Shown("ACCEPTED", "TALKING")),
    mutant("created-as-saved", "CREATED is shown as SAVED", "type.interaction/49", Shown("CREATED", "SAVED")),
    mutant("pulled-as-accepted", "PULLED is shown as ACCEPTED", "type.interaction/50", Shown("PULLED", "ACCEPTED")),
    mutant("revoked-as-rejected", "REVOKED is shown as REJECTED", "type.interaction/51", Shown("REVOKED", "REJECTED")),
    mutant("completed-as-idle", "COMPLETED is shown as IDLE", "type.interaction/52", Shown("COMPLETED", "IDLE")),
    mutant("error-as-unknown", "ERROR is shown as UNKNOWN", "type.interaction/53", Shown("ERROR", "UNKNOWN")),
    mutant("saved-as-created", "SAVED is shown as CREATED", "type.interaction/54", Shown("SAVED", "CREATED")),
    mutant("transferring-as-transfer-completed", "TRANSFERRING is shown as TRANSFER_COMPLETED", "type.interaction/55", Shown("TRANSFERRING", "TRANSFER_COMPLETED")),
    mutant("transfer-completed-as-transferring", "TRANSFER_COMPLETED is shown as TRANSFERRING", "type.interaction/56", Shown("TRANSFER_COMPLETED", "TRANSFERRING")),
    mutant("invited-conference-as-invited", "INVITED_CONFERENCE is shown as INVITED", "type.interaction/57", Shown("INVITED_CONFERENCE", "INVITED")),
    mutant("left-conference-as-idle", "LEFT_CONFERENCE is shown as IDLE", "type.interaction/58", Shown("LEFT_CONFERENCE", "IDLE")),
    mutant("user-data-attached-as-user-data-updated", "USER_DATA_ATTACHED is shown as USER_DATA_UPDATED", "type.interaction/59", Shown("USER_DATA_ATTACHED", "USER_DATA_UPDATED")),
    mutant("user-data-updated-as-user-data-attached", "USER_DATA_UPDATED is shown as USER_DATA_ATTACHED", "type.interaction/60", Shown("USER_DATA_UPDATED", "USER_DATA_ATTACHED")),
    mutant("join-pending-as-join-failed", "JOIN_PENDING is shown as JOIN_FAILED", "type.interaction/61", Shown("JOIN_PENDING", "JOIN_FAILED")),
    mutant("join-failed-as-join-pending", "JOIN_FAILED is shown as JOIN_PENDING", "type.interaction/62", Shown("JOIN_FAILED", "JOIN_PENDING")),
    mutant("history-in-progress-as-history-done", "HISTORY_IN_PROGRESS is shown as HISTORY_DONE", "type.interaction/63", Shown("HISTORY_IN_PROGRESS", "HISTORY_DONE")),
    mutant("history-done-as-history-in-progress", "HISTORY_DONE is shown as HISTORY_IN_PROGRESS", "type.interaction/64", Shown("HISTORY_DONE", "HISTORY_IN_PROGRESS")),
    mutant("cancelled-as-canceled", "CANCELLED is shown as CANCELED", "type.interaction/65", Shown("CANCELLED", "CANCELED")),
    mutant("sent-as-completed", "SENT is shown as COMPLETED", "type.interaction/66", Shown("SENT", "COMPLETED")),
    mutant("ready-as-preview", "READY is shown as PREVIEW", "type.interaction/67", Shown("READY", "PREVIEW")),
    mutant("canceled-as-cancelled", "CANCELED is shown as CANCELLED", "type.interaction/68", Shown("CANCELED", "CANCELLED")),
    mutant("rejected-as-revoked", "REJECTED is shown as REVOKED", "type.interaction/69", Shown("REJECTED", "REVOKED")),
];
