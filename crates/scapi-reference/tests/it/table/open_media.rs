//! The rows of the table of open media (`openmedia/1` and after, `chat/3`, `email/1` and after, `consultation/14`).
//! Interaction 1 is what came first, 2 the consultation about it, or the reply.

use scapi_reference::channel::Table;

use super::{Row, hold, rows};
use crate::desk::{APP, Desk};

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const ROWS: &[Row] = rows! {
    INVITED Accept: "inbound-chat", "interaction.accept 1" => "reply, ACCEPTED 1 INVITED>ACCEPTED";
    INVITED Reject: "inbound-workitem", "interaction.reject 1" => "reply, COMPLETED 1 INVITED>COMPLETED";
    INVITED Revoke: "inbound-email", "route-revoked 1" => "REVOKED 1 INVITED>REVOKED";
    INVITED_CONFERENCE Accept: "conference-invite", "interaction.accept 1" => "reply, ACCEPTED 1 INVITED_CONFERENCE>ACCEPTED";
    INVITED_CONFERENCE Reject: "conference-invite", "interaction.reject 1" => "reply, COMPLETED 1 INVITED_CONFERENCE>COMPLETED";
    INVITED_CONFERENCE Revoke: "conference-invite", "route-revoked 1" => "REVOKED 1 INVITED_CONFERENCE>REVOKED";

    ACCEPTED Transfer: "inbound-workitem, agent-accepts 1", "interaction.singleStepTransfer 1"
        => "reply, TRANSFERRING 1 ACCEPTED>TRANSFERRING";
    ACCEPTED TransferCompleted: "inbound-chat, agent-accepts 1, agent-consults 1, far-end-answers 2", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 ACCEPTED>IDLE, REMOVED 2 ACCEPTED>IDLE, TRANSFERRING 1 ACCEPTED>TRANSFERRING, TRANSFER_COMPLETED 1 TRANSFERRING>TRANSFER_COMPLETED";
    ACCEPTED MarkDone: "inbound-email, agent-accepts 1", "interaction.markdone 1"
        => "reply, COMPLETED 1 ACCEPTED>COMPLETED, MARK_DONE 1 ACCEPTED>COMPLETED, REMOVED 1 ACCEPTED>COMPLETED";
    ACCEPTED HangUp: "inbound-chat, agent-accepts 1", "agent-hangs-up 1" => "RELEASED 1 ACCEPTED>IDLE";
    ACCEPTED FarEndHangsUp: "inbound-chat, agent-accepts 1", "far-end-hangs-up 1" => "RELEASED 1 ACCEPTED>IDLE";
    ACCEPTED LeaveConference: "conference-invite, agent-accepts 1", "agent-leaves-conference 1" => "LEFT_CONFERENCE 1 ACCEPTED>LEFT_CONFERENCE";
    ACCEPTED Complete: "inbound-chat, agent-accepts 1, agent-consults 1, far-end-answers 2", "interaction.completeConference 2"
        => "reply, RELEASED 2 ACCEPTED>IDLE, REMOVED 2 ACCEPTED>IDLE, PARTY_ADDED 1 INVITED>ACCEPTED";
    ACCEPTED ConferenceCompleted: "inbound-chat, agent-accepts 1, agent-consults 1", "interaction.completeConference 2"
        => "reply, RELEASED 2 CREATED>IDLE, REMOVED 2 CREATED>IDLE, PARTY_ADDED 1 INVITED>ACCEPTED";
    ACCEPTED Conference: "inbound-chat, agent-accepts 1", "interaction.singleStepConference 1" => "reply, PARTY_ADDED 1 INVITED>ACCEPTED";
    ACCEPTED PartyJoins: "inbound-chat, agent-accepts 1", "party-joins 1" => "PARTY_ADDED 1 INVITED>ACCEPTED";
    ACCEPTED PartyLeaves: "inbound-chat, agent-accepts 1, party-joins 1", "party-leaves 1" => "PARTY_REMOVED 1 INVITED>ACCEPTED";
    ACCEPTED ChatLine: "inbound-chat, agent-accepts 1", "chat-line 1" => "";
    ACCEPTED Consult: "inbound-chat, agent-accepts 1", "interaction.consult 1" => "reply, ADDED 2 CREATED, CREATED 2 CREATED";
    ACCEPTED Reply: "inbound-email, agent-accepts 1", "agent-replies 1" => "ADDED 2 CREATED, CREATED 2 CREATED";

    PULLED Transfer: "agent-pulls", "interaction.singleStepTransfer 1" => "reply, TRANSFERRING 1 PULLED>TRANSFERRING";
    PULLED TransferCompleted: "agent-pulls chat, agent-consults 1, far-end-answers 2", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 ACCEPTED>IDLE, REMOVED 2 ACCEPTED>IDLE, TRANSFERRING 1 PULLED>TRANSFERRING, TRANSFER_COMPLETED 1 TRANSFERRING>TRANSFER_COMPLETED";
    PULLED MarkDone: "agent-pulls", "interaction.markdone 1"
        => "reply, COMPLETED 1 PULLED>COMPLETED, MARK_DONE 1 PULLED>COMPLETED, REMOVED 1 PULLED>COMPLETED";
    PULLED HangUp: "agent-pulls chat", "agent-hangs-up 1" => "RELEASED 1 PULLED>IDLE";
    PULLED FarEndHangsUp: "agent-pulls chat", "far-end-hangs-up 1" => "RELEASED 1 PULLED>IDLE";
    PULLED Consult: "agent-pulls", "interaction.consult 1 voice" => "reply, ADDED 2 DIALING, DIALING 2 DIALING";
    PULLED Reply: "agent-pulls email", "agent-replies 1" => "ADDED 2 CREATED, CREATED 2 CREATED";

    CREATED Save: "agent-creates-email", "agent-saves 1" => "SAVED 1 CREATED>SAVED";
    CREATED Send: "agent-creates-email", "agent-sends 1" => "SENT 1 CREATED>SENT";
    CREATED Cancel: "agent-creates-email", "agent-cancels 1" => "CANCELLED 1 CREATED>CANCELLED";
    CREATED FarEndAnswers: "inbound-chat, agent-accepts 1, agent-consults 1", "far-end-answers 2" => "ACCEPTED 2 CREATED>ACCEPTED";
    CREATED FarEndDeclines: "inbound-chat, agent-accepts 1, agent-consults 1", "far-end-refuses 2"
        => "RELEASED 2 CREATED>IDLE, REMOVED 2 CREATED>IDLE";
    CREATED FarEndHangsUp: "inbound-chat, agent-accepts 1, agent-consults 1", "far-end-hangs-up 2"
        => "RELEASED 2 CREATED>IDLE, REMOVED 2 CREATED>IDLE";
    CREATED HangUp: "inbound-chat, agent-accepts 1, agent-consults 1", "agent-hangs-up 2"
        => "RELEASED 2 CREATED>IDLE, REMOVED 2 CREATED>IDLE";
    CREATED Complete: "inbound-chat, agent-accepts 1, agent-consults 1", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 CREATED>IDLE, REMOVED 2 CREATED>IDLE, TRANSFERRING 1 ACCEPTED>TRANSFERRING, TRANSFER_COMPLETED 1 TRANSFERRING>TRANSFER_COMPLETED";
    SAVED Send: "agent-creates-email, agent-saves 1", "agent-sends 1" => "SENT 1 SAVED>SENT";
    SAVED Cancel: "agent-creates-email, agent-saves 1", "agent-cancels 1" => "CANCELLED 1 SAVED>CANCELLED";

    TRANSFERRING FarEndAnswers: "inbound-workitem, agent-accepts 1, agent-transfers 1 5002", "far-end-answers 1"
        => "TRANSFER_COMPLETED 1 TRANSFERRING>TRANSFER_COMPLETED";
    TRANSFERRING FarEndDeclines: "inbound-workitem, agent-accepts 1, agent-transfers 1 5002", "far-end-no-answer 1"
        => "ACCEPTED 1 TRANSFERRING>ACCEPTED";

    TRANSFER_COMPLETED MarkDone: "agent-pulls, agent-transfers 1 5002, far-end-answers 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 TRANSFERRING>TRANSFER_COMPLETED, REMOVED 1 TRANSFERRING>TRANSFER_COMPLETED";
    LEFT_CONFERENCE MarkDone: "conference-invite, agent-accepts 1, agent-leaves-conference 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 ACCEPTED>LEFT_CONFERENCE, REMOVED 1 ACCEPTED>LEFT_CONFERENCE";
    REVOKED MarkDone: "inbound-chat, route-revoked 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 INVITED>REVOKED, REMOVED 1 INVITED>REVOKED";
    SENT MarkDone: "agent-creates-email, agent-sends 1", "interaction.markdone 1" => "reply, MARK_DONE 1 CREATED>SENT, REMOVED 1 CREATED>SENT";
    CANCELLED MarkDone: "agent-creates-email, agent-cancels 1", "agent-marks-done 1"
        => "MARK_DONE 1 CREATED>CANCELLED, REMOVED 1 CREATED>CANCELLED";
    IDLE MarkDone: "inbound-chat, agent-accepts 1, agent-hangs-up 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 ACCEPTED>IDLE, REMOVED 1 ACCEPTED>IDLE";
    COMPLETED MarkDone: "inbound-workitem, agent-rejects 1", "interaction.markdone 1"
        => "reply, MARK_DONE 1 INVITED>COMPLETED, REMOVED 1 INVITED>COMPLETED";
};

/// `openmedia/1` to `openmedia/12`, `chat/3`, `email/1` to `email/5`, `consultation/8`, `consultation/10`, `consultation/14`.
#[test]
fn every_row_of_the_table_of_open_media_is_reached_and_says_what_it_must() {
    hold(Table::OpenMedia, ROWS);
}

/// `openmedia/11`: what a consulted agent can do in `CREATED`, nobody can to an e-mail that is still being written.
#[test]
fn an_email_that_is_being_written_has_no_far_end() {
    let mut desk = Desk::hearing();
    super::words::perform(&mut desk, "agent-creates-email").expect("it can be begun");
    desk.heard(APP);
    for name in ["far-end-answers", "far-end-refuses", "far-end-busy", "far-end-no-answer"] {
        let refusal = desk.refused(name, "1");
        assert!(refusal.contains("is in state CREATED, it must be TRANSFERRING"), "{refusal}");
    }
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read("1")["state"], "CREATED");
}
