//! Feeds a fresh session with what came into a recorded one, at the times at which it came.
//! Its clock is virtual whatever the other's was: it shows the time of the entry that is fed.

use scapi_reference::{FrameId, Origin, Timestamp};
use scapi_schema::journal::{Change, JournalEntry, Kind, LegalityVerdict, MessageDirection};
use url::Url;

use super::ReplayFault;
use crate::{
    recording::Line,
    session::{ClockKind, Delivery, EmbeddedApp, Session, SessionConfig, StimulusFault, answer_from_json},
};

#[derive(Debug)]
pub(super) struct Feed {
    session: Session,
}

/// What an input came to.
#[derive(Debug, Default)]
pub(super) struct Fed {
    pub(super) deliveries: Vec<Delivery>,
    /// Of a stimulus: whether it happened, and why not.
    pub(super) verdict: Option<(LegalityVerdict, Option<String>)>,
}

impl Feed {
    /// A session that starts as the recorded one did.
    pub(super) fn start(line: &Line) -> Result<Self, ReplayFault> {
        let Some(Change::SessionStarted { seed, profile, apps, .. }) = &line.entry.change else {
            return Err(ReplayFault::NoStart { line: line.number, seq: line.entry.seq });
        };
        let app = |url: &String| {
            Url::parse(url).map(EmbeddedApp::from).map_err(|fault| cannot(line, format!("{url}: {fault}")))
        };
        let apps = apps.iter().map(app).collect::<Result<_, _>>()?;
        let config = SessionConfig {
            seed: *seed,
            clock: ClockKind::Virtual,
            profile: (**profile).clone(),
            apps,
            ..SessionConfig::default()
        };
        Ok(Self { session: Session::new(config) })
    }

    /// Feeds an entry that has no cause. None if it is no input: a remark, which changes nothing.
    pub(super) fn feed(&mut self, line: &Line) -> Result<Option<Fed>, ReplayFault> {
        let entry = &line.entry;
        self.session.set_time(Timestamp::from_millis(entry.at));
        match &entry.kind {
            Kind::Message => self.message(line).map(Some),
            Kind::Stimulus => self.stimulus(line).map(Some),
            Kind::Change => self.change(line).map(Some),
            Kind::Note | Kind::Verdict => Ok(None),
            Kind::Fault => Err(cannot(line, "a fault was injected by nothing that this version knows")),
            Kind::Other(kind) => Err(cannot(line, format!("\"{kind}\" is nothing that this version knows"))),
        }
    }

    fn message(&mut self, line: &Line) -> Result<Fed, ReplayFault> {
        let entry = &line.entry;
        if entry.direction != Some(MessageDirection::AppToHost) {
            return Err(cannot(line, "the host says something without a cause"));
        }
        let frame = frame(line)?;
        let deliveries = match (&entry.message, &entry.text) {
            (Some(message), _) => self.session.handle_message(&frame, message.clone()),
            (None, Some(text)) => self.session.handle_unreadable(&frame, text, why(entry)),
            (None, None) => return Err(cannot(line, "a message with nothing in it")),
        };
        Ok(Fed { deliveries, verdict: None })
    }

    fn stimulus(&mut self, line: &Line) -> Result<Fed, ReplayFault> {
        let missing = || cannot(line, "a stimulus with nothing in it");
        let stimulus = line.entry.stimulus.as_ref().ok_or_else(missing)?;
        // It was read from JSON, and is JSON again.
        let stimulus = serde_json::to_value(stimulus).unwrap_or_default();
        match self.session.handle_stimulus(stimulus) {
            Ok(caused) => {
                Ok(Fed { deliveries: caused.deliveries, verdict: Some((LegalityVerdict::Allowed, None)) })
            }
            Err(StimulusFault::Refused(refusal)) => {
                let verdict = (LegalityVerdict::Refused, Some(refusal.to_string()));
                Ok(Fed { deliveries: self.session.take_late(), verdict: Some(verdict) })
            }
            Err(fault) => Err(cannot(line, fault.to_string())),
        }
    }

    fn change(&mut self, line: &Line) -> Result<Fed, ReplayFault> {
        let entry = &line.entry;
        let change = entry.change.as_ref().ok_or_else(|| cannot(line, "a change with nothing in it"))?;
        let session = &mut self.session;
        let deliveries = match change {
            Change::SessionStarted { .. } => return Err(cannot(line, "the session has started already")),
            Change::SessionReset => {
                session.reset();
                Vec::new()
            }
            Change::AppEmbedded { url } => {
                session.accept_embedded(&frame(line)?, entry.origin.as_deref().unwrap_or_default(), url);
                Vec::new()
            }
            Change::FrameOpened => session.open_frame(&frame(line)?, origin(entry)),
            Change::FrameReloaded => session.reload_frame(&frame(line)?, "it was reloaded"),
            Change::FrameClosed => session.close_frame(&frame(line)?),
            Change::ClockAdvanced { ms } => {
                session.advance(*ms).map_err(|fault| cannot(line, fault.to_string()))?
            }
            Change::TimePassed => session.time_passed(),
            // In a replay the clock stands all the time, and the journal is not looked at.
            Change::ClockFrozen | Change::ClockReleased | Change::JournalCleared => Vec::new(),
            Change::CannedAnswerChanged { method, answer } => {
                let answer = answer.clone().map(answer_from_json).transpose();
                session.set_canned(method, answer.map_err(|fault| cannot(line, fault.to_string()))?);
                Vec::new()
            }
            Change::EventPosted { name, data } => session.post_event(name, data.clone()),
            Change::PoliciesChanged { policies } => {
                session.set_policies(policies.clone());
                Vec::new()
            }
            Change::SnapshotRestored { snapshot, from } => {
                // The entry has the time that was gone to.
                if let Some(from) = from {
                    session.set_time(Timestamp::from_millis(*from));
                }
                let snapshot = serde_json::from_value(snapshot.clone());
                let snapshot = snapshot.map_err(|fault| cannot(line, fault.to_string()))?;
                session.restore(snapshot).map_err(|fault| cannot(line, fault.to_string()))?;
                Vec::new()
            }
            Change::FaultAdded { fault, .. } => {
                let added = session.add_fault((**fault).clone());
                added.map_err(|refusal| cannot(line, refusal.to_string()))?.1
            }
            Change::FaultRemoved { id } => session.remove_fault(*id).unwrap_or_default(),
            Change::FaultsCleared => session.clear_faults(),
            Change::HeldBackReleased { held } => session.release(held),
            Change::ProfileChanged { patch } => {
                session.patch_profile(patch).map_err(|refusal| cannot(line, refusal.to_string()))?;
                Vec::new()
            }
        };
        Ok(Fed { deliveries, verdict: None })
    }
}

fn frame(line: &Line) -> Result<FrameId, ReplayFault> {
    let missing = || cannot(line, "the entry names no frame");
    line.entry.frame.as_deref().map(FrameId::from).ok_or_else(missing)
}

fn origin(entry: &JournalEntry) -> Origin {
    entry.origin.clone().map_or(Origin::None, Origin::Web)
}

fn why(entry: &JournalEntry) -> &str {
    entry.legality.as_ref().and_then(|legality| legality.why.as_deref()).unwrap_or("not JSON")
}

fn cannot(line: &Line, why: impl Into<String>) -> ReplayFault {
    ReplayFault::CannotHappen { line: line.number, why: why.into() }
}
