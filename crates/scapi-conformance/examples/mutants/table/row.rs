//! Mutants with a row of the transition tables replaced: an input does what another one does.
//! Clauses of the channels, and of the requests that are inputs.

use super::{Mutant, mutant};
use crate::defect::Defect::Row;

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const MUTANTS: &[Mutant] = &[
    mutant("accept-rejects", "accept has the row of reject", "interaction.accept/1", Row("interaction.accept", "interaction.reject")),
    mutant("reject-accepts", "reject has the row of accept", "interaction.reject/1", Row("interaction.reject", "interaction.accept")),
    mutant("answer-rejects", "voice.answer has the row of reject", "voice.answer/1", Row("voice.answer", "interaction.reject")),
    mutant("hold-hangs-up", "voice.hold has the row of voice.hangUp", "voice.hold/1", Row("voice.hold", "voice.hangUp")),
    mutant("resume-hangs-up", "voice.resume has the row of voice.hangUp", "voice.resume/1", Row("voice.resume", "voice.hangUp")),
    mutant("hang-up-holds", "voice.hangUp has the row of voice.hold", "voice.hangUp/1", Row("voice.hangUp", "voice.hold")),
    mutant("pause-stops", "pausing a recording has the row of stopping it", "voice.pauseCallRecording/1", Row("voice.pauseCallRecording", "voice.stopCallRecording")),
    mutant("resume-stops", "resuming a recording has the row of stopping it", "voice.resumeCallRecording/1", Row("voice.resumeCallRecording", "voice.stopCallRecording")),
    mutant("stop-pauses", "stopping a recording has the row of pausing it", "voice.stopCallRecording/1", Row("voice.stopCallRecording", "voice.pauseCallRecording")),
    mutant("transfer-conferences", "completeTransfer has the row of completeConference", "interaction.completeTransfer/1", Row("interaction.completeTransfer", "interaction.completeConference")),
    mutant("conference-transfers", "completeConference has the row of completeTransfer", "interaction.completeConference/1", Row("interaction.completeConference", "interaction.completeTransfer")),
    mutant("one-step-transfer-conferences", "singleStepTransfer has the row of singleStepConference", "interaction.singleStepTransfer/1", Row("interaction.singleStepTransfer", "interaction.singleStepConference")),
    mutant("one-step-conference-transfers", "singleStepConference has the row of singleStepTransfer", "interaction.singleStepConference/1", Row("interaction.singleStepConference", "interaction.singleStepTransfer")),
    mutant("agent-hold-hangs-up", "a call that the agent holds has the row of one hung up", "voice/10", Row("agent-holds", "agent-hangs-up")),
    mutant("agent-retrieve-hangs-up", "a call that the agent retrieves has the row of one hung up", "voice/11", Row("agent-retrieves", "agent-hangs-up")),
    mutant("answer-is-busy", "a far end that answers has the row of one that is busy", "voice/12", Row("far-end-answers", "far-end-busy")),
    mutant("refusal-answers", "a far end that refuses has the row of one that answers", "voice/13", Row("far-end-refuses", "far-end-answers")),
    mutant("revoke-accepts", "an offer that is taken back has the row of one that is accepted", "openmedia/5", Row("route-revoked", "agent-accepts")),
    mutant("error-is-unknown", "an error has the row of a state that is lost", "openmedia/8", Row("media-error", "state-unknown")),
    mutant("leaving-ends-chat", "leaving a conference has the row of the end of a chat", "openmedia/9", Row("agent-leaves-conference", "far-end-hangs-up")),
    mutant("failed-join-loads", "a join that fails has the row of a transcript that loads", "chat/1", Row("chat-join-fails", "chat-history-loading")),
    mutant("transcript-ends-chat", "a transcript that was loaded has the row of the end of a chat", "chat/2", Row("chat-history-loaded", "far-end-hangs-up")),
    mutant("save-sends", "saving an e-mail has the row of sending it", "email/2", Row("agent-saves", "agent-sends")),
    mutant("send-cancels", "sending an e-mail has the row of giving it up", "email/3", Row("agent-sends", "agent-cancels")),
    mutant("cancel-sends", "giving an e-mail up has the row of sending it", "email/4", Row("agent-cancels", "agent-sends")),
    mutant("preview-cancel-rejects", "giving a preview up has the row of turning it down", "preview/2", Row("agent-cancels-preview", "agent-rejects-preview")),
    mutant("preview-reject-cancels", "turning a preview down has the row of giving it up", "preview/3", Row("agent-rejects-preview", "agent-cancels-preview")),
    mutant("select-expands", "a case that the agent selects has the row of one that is expanded", "case/3", Row("agent-selects-case", "agent-expands-case")),
];
