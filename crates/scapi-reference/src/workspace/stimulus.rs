//! Stimuli: what the world, the far end and the agent do.
//! One that cannot happen now is refused with the reason and what could; nothing changes then.

mod words;

use alloc::string::{String, ToString};

use scapi_schema::{
    interaction::{CallType, Direction, Interaction, State},
    profile::ConsultTargetKey,
    stimulus::{AgentConsults, AgentHandsOver, OnInteraction, PreviewMode, Stimulus},
};

use super::{Workspace, hand_over::Completion};
use crate::{
    action::Action,
    record::InteractionId,
    refusal::{Blocked, Reason, StimulusRefusal},
    target,
    time::Timestamp,
    view::Viewer,
};
use words::{bad_target, known, open_media, whom};

/// More would hide what matters in an error text.
const IDS_SHOWN: usize = 10;

type Outcome = Result<InteractionId, StimulusRefusal>;

impl Workspace {
    /// Something happens from outside of the API. Gives the interaction that it made, or that it was about: as it is then, or
    /// as it was when it left. A stimulus about a case gives the main interaction of that.
    ///
    /// # Errors
    /// There is no such interaction or case, or it cannot happen now; nothing changes then.
    pub fn handle_stimulus(
        &mut self,
        now: Timestamp,
        stimulus: Stimulus,
    ) -> Result<Interaction, StimulusRefusal> {
        self.advance(now);
        let touched = self.stimulate(stimulus).map(|id| self.now_or_last(id));
        self.flush_events();
        touched
    }

    fn stimulate(&mut self, stimulus: Stimulus) -> Outcome {
        let name = stimulus.name();
        words::say_something(&stimulus)?;
        match stimulus {
            Stimulus::InboundCall(call) => {
                known(
                    name,
                    "direction",
                    call.direction.is_known(),
                    call.direction.as_str(),
                    Direction::KNOWN,
                )?;
                known(name, "callType", call.call_type.is_known(), call.call_type.as_str(), CallType::KNOWN)?;
                Ok(self.inbound_call(*call))
            }
            Stimulus::InternalCall(call) => Ok(self.internal_call(*call)),
            Stimulus::InboundChat(chat) => Ok(self.inbound_chat(*chat)),
            Stimulus::InboundEmail(email) => Ok(self.inbound_email(*email)),
            Stimulus::InboundWorkitem(item) => {
                open_media(name, &item.media)?;
                Ok(self.inbound_workitem(*item))
            }
            Stimulus::PreviewRecord(record) => {
                known(name, "mode", record.mode.is_known(), record.mode.as_str(), PreviewMode::KNOWN)?;
                Ok(self.preview_record(*record))
            }
            Stimulus::ConferenceInvite(invite) => {
                open_media(name, &invite.media)?;
                Ok(self.conference_invite(*invite))
            }
            Stimulus::PartyJoins(on) => self.on(name, &on.interaction_id, |desk, id| {
                desk.act(id, Action::PartyJoins)?;
                desk.join_party(id, on.name.clone());
                Ok(id)
            }),
            Stimulus::PartyLeaves(on) => self.on(name, &on.interaction_id, |desk, id| {
                desk.party_leaves(id, &on.name)?;
                Ok(id)
            }),
            Stimulus::ChatLine(line) => self.on(name, &line.interaction_id, |desk, id| {
                desk.chat_line(id, line.from.clone(), line.text.clone())?;
                Ok(id)
            }),
            Stimulus::UserDataChanged(change) => self.on(name, &change.interaction_id, |desk, id| {
                desk.change_user_data(id, change.set.clone(), &change.delete);
                Ok(id)
            }),
            Stimulus::AgentDials(dials) => Ok(self.dial(dials.destination, dials.user_data, None)),
            Stimulus::AgentCreatesEmail(email) => Ok(self.create_email(email.destination, email.user_data)),
            Stimulus::AgentPulls(pulls) => {
                open_media(name, &pulls.media)?;
                Ok(self.pull(pulls))
            }
            Stimulus::AgentConsults(consults) => {
                let AgentConsults { interaction_id, target, user_data } = *consults;
                let target = target::of_consultation(target, ConsultTargetKey::Both);
                let (whom, media) = target.map_err(|fault| bad_target(name, fault))?;
                self.on(name, &interaction_id, |desk, id| {
                    let made = desk.consult(id, whom, media.as_deref(), user_data)?;
                    Ok(made.unwrap_or(id))
                })
            }
            Stimulus::AgentTransfers(to) => self.hand_over(name, *to, Completion::Transfer),
            Stimulus::AgentConferences(with) => self.hand_over(name, *with, Completion::Conference),
            Stimulus::AgentCallsPreview(calls) => self.on(name, &calls.interaction_id, |desk, id| {
                let call = desk.call_preview(id, calls.record_handle)?;
                Ok(call.unwrap_or(id))
            }),
            Stimulus::AgentReplies(on) => self.on(name, &on.interaction_id, |desk, id| {
                desk.act(id, Action::Reply)?;
                Ok(desk.reply_to(id))
            }),
            Stimulus::AgentMarksDone(on) => self.on(name, &on.interaction_id, |desk, id| {
                desk.agent_marks_done(id)?;
                Ok(id)
            }),
            Stimulus::AgentSelectsCase(on) => {
                let selected = self.select_case(&on.case_id);
                selected.map_err(|_| self.no_case(name, on.case_id))
            }
            Stimulus::AgentExpandsCase(on) => {
                let expanded = self.expand_case(&on.case_id);
                self.fold(name, expanded.map_err(|_| on.case_id))
            }
            Stimulus::AgentCollapsesCase(on) => {
                let collapsed = self.collapse_case(&on.case_id);
                self.fold(name, collapsed.map_err(|_| on.case_id))
            }
            Stimulus::FarEndAnswers(on) => self.simple(name, &on, Action::FarEndAnswers),
            Stimulus::FarEndRefuses(on) => self.simple(name, &on, Action::FarEndRefuses),
            Stimulus::FarEndBusy(on) => self.simple(name, &on, Action::FarEndBusy),
            Stimulus::FarEndNoAnswer(on) => self.simple(name, &on, Action::FarEndNoAnswer),
            Stimulus::FarEndHangsUp(on) => self.simple(name, &on, Action::FarEndHangsUp),
            Stimulus::ChatJoinPending(on) => self.simple(name, &on, Action::JoinPending),
            Stimulus::ChatJoinFails(on) => self.simple(name, &on, Action::JoinFails),
            Stimulus::ChatHistoryLoading(on) => self.simple(name, &on, Action::HistoryLoading),
            Stimulus::ChatHistoryLoaded(on) => self.simple(name, &on, Action::HistoryLoaded),
            Stimulus::RouteRevoked(on) => self.simple(name, &on, Action::Revoke),
            Stimulus::CallRedirected(on) => self.simple(name, &on, Action::Redirect),
            Stimulus::MediaError(on) => self.simple(name, &on, Action::MediaError),
            Stimulus::StateUnknown(on) => self.simple(name, &on, Action::StateUnknown),
            Stimulus::StateRecovered(on) => self.simple(name, &on, Action::StateRecovered),
            Stimulus::AgentAccepts(on) => self.simple(name, &on, Action::Accept),
            Stimulus::AgentRejects(on) => self.simple(name, &on, Action::Reject),
            Stimulus::AgentHolds(on) => self.simple(name, &on, Action::Hold),
            Stimulus::AgentRetrieves(on) => self.simple(name, &on, Action::Retrieve),
            Stimulus::AgentHangsUp(on) => self.simple(name, &on, Action::HangUp),
            Stimulus::AgentLeavesConference(on) => self.simple(name, &on, Action::LeaveConference),
            Stimulus::AgentStartsRecording(on) => self.simple(name, &on, Action::StartRecording),
            Stimulus::AgentPausesRecording(on) => self.simple(name, &on, Action::PauseRecording),
            Stimulus::AgentResumesRecording(on) => self.simple(name, &on, Action::ResumeRecording),
            Stimulus::AgentStopsRecording(on) => self.simple(name, &on, Action::StopRecording),
            Stimulus::AgentSaves(on) => self.simple(name, &on, Action::Save),
            Stimulus::AgentSends(on) => self.simple(name, &on, Action::Send),
            Stimulus::AgentCancels(on) => self.simple(name, &on, Action::Cancel),
            Stimulus::AgentRejectsPreview(on) => self.simple(name, &on, Action::RejectPreview),
            Stimulus::AgentCancelsPreview(on) => self.simple(name, &on, Action::CancelPreview),
        }
    }

    fn simple(&mut self, name: &'static str, on: &OnInteraction, action: Action) -> Outcome {
        self.on(name, &on.interaction_id, |desk, id| {
            desk.act(id, action)?;
            Ok(id)
        })
    }

    /// Does something with an interaction that there has to be; gives the one to be shown.
    fn on(
        &mut self,
        stimulus: &'static str,
        id: &str,
        does: impl FnOnce(&mut Self, InteractionId) -> Result<InteractionId, Blocked>,
    ) -> Outcome {
        let Some(live) = self.find(id).map(|record| record.id) else {
            let known = self.known_ids(IDS_SHOWN);
            return Err(StimulusRefusal::NoInteraction { stimulus, id: id.into(), known });
        };
        does(self, live).map_err(|blocked| self.not_now(stimulus, live, blocked))
    }

    fn not_now(&self, stimulus: &'static str, id: InteractionId, blocked: Blocked) -> StimulusRefusal {
        let id = id.wire();
        StimulusRefusal::NotNow { stimulus, legal: self.legal_stimuli(&id), id, blocked }
    }

    /// In one step to a target; without one, to the party that was consulted.
    fn hand_over(&mut self, name: &'static str, over: AgentHandsOver, completion: Completion) -> Outcome {
        let AgentHandsOver { interaction_id, target, user_data } = over;
        if target.is_none() {
            words::no_user_data(name, &user_data)?;
        }
        let whom = target.map(|target| whom(name, target)).transpose()?;
        self.on(name, &interaction_id, |desk, id| {
            match (whom, completion) {
                (None, _) => desk.complete(desk.consultation_of(id, completion)?, completion)?,
                (Some(_), Completion::Transfer) => desk.single_step_transfer(id, user_data)?,
                (Some(whom), Completion::Conference) => desk.single_step_conference(id, whom, user_data)?,
            }
            Ok(id)
        })
    }

    fn fold(
        &self,
        stimulus: &'static str,
        folded: Result<(InteractionId, Option<Reason>), String>,
    ) -> Outcome {
        match folded {
            Ok((id, None)) => Ok(id),
            Ok((id, Some(reason))) => Err(self.not_now(stimulus, id, Blocked::new(reason, "case/5"))),
            Err(case_id) => Err(self.no_case(stimulus, case_id)),
        }
    }

    fn no_case(&self, stimulus: &'static str, id: String) -> StimulusRefusal {
        let known = self.cases.ids().take(IDS_SHOWN).map(ToString::to_string).collect();
        StimulusRefusal::NoCase { stimulus, id, known }
    }

    /// The interaction as the desktop shows it, or as it was when it left.
    fn now_or_last(&self, id: InteractionId) -> Interaction {
        let present = self.records.get(&id).map(|record| self.view().interaction(record, Viewer::Desktop));
        let shown = present.or_else(|| self.departed.clone());
        shown.unwrap_or_else(|| Interaction::new(id.wire(), "", State::Unknown))
    }
}
