//! The rows of the table of previews (`preview/1` and after), in each of the modes.
//! Interaction 1 is the preview, 2 the call that is placed from it.

use scapi_reference::channel::Table;

use super::{Row, hold, rows};

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const ROWS: &[Row] = rows! {
    PREVIEW Accept: "preview-record push", "interaction.accept 1" => "reply, READY 1 PREVIEW>READY";
    PREVIEW Reject: "preview-record direct-push", "interaction.reject 1" => "reply, REJECTED 1 PREVIEW>REJECTED";
    PREVIEW Cancel: "preview-record push", "agent-cancels-preview 1" => "CANCELED 1 PREVIEW>CANCELED";
    READY Reject: "preview-record pull", "agent-rejects-preview 1" => "REJECTED 1 READY>REJECTED";
    READY Call: "preview-record pull", "agent-calls-preview 1" => "ADDED 2 DIALING, DIALING 2 DIALING";
    READY Cancel: "preview-record pull", "agent-cancels-preview 1" => "CANCELED 1 READY>CANCELED";
    READY MarkDone: "preview-record pull", "interaction.markdone 1"
        => "note interaction.markdone/8, reply, MARK_DONE 1 PREVIEW>READY, REMOVED 1 PREVIEW>READY";
    CANCELED MarkDone: "preview-record direct-push, agent-cancels-preview 1", "interaction.markdone 1"
        => "note interaction.markdone/10, reply, MARK_DONE 1 PREVIEW>CANCELED, REMOVED 1 PREVIEW>CANCELED";
    REJECTED MarkDone: "preview-record push, agent-rejects-preview 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 PREVIEW>REJECTED, REMOVED 1 PREVIEW>REJECTED";
};

/// `preview/1` to `preview/8`, `interaction.markdone/8` to `interaction.markdone/10`.
#[test]
fn every_row_of_the_table_of_previews_is_reached_and_says_what_it_must() {
    hold(Table::Preview, ROWS);
}
