//! What the journal of a host says, in the words of these tests.

use scapi_mock_host::MockHost;
use scapi_schema::journal::{JournalEntry, Kind, MessageDirection};
use serde_json::Value;

use crate::patience;

/// The journal as it was at a moment.
#[derive(Debug)]
pub(crate) struct Journal(pub(crate) Vec<JournalEntry>);

impl Journal {
    pub(crate) async fn of(host: &MockHost) -> Self {
        Self(host.journal_after(0).await.expect("the session lives"))
    }

    /// The journal once it is as wanted.
    pub(crate) async fn when(host: &MockHost, what: &str, is_so: impl Fn(&Self) -> bool) -> Self {
        let look = async || Ok::<_, String>(Some(Self::of(host).await).filter(&is_so));
        match patience::until(look).await {
            Ok(journal) => journal,
            Err(_) => panic!("{what} is to be in the journal: {:#?}", Self::of(host).await.0),
        }
    }

    /// The requests of this name, and the frames that made them.
    pub(crate) fn requests(&self, name: &str) -> Vec<(&str, &Value)> {
        self.messages(MessageDirection::AppToHost).filter(|(_, message)| message["request"] == name).collect()
    }

    /// The frames that asked to be subscribed, in order.
    pub(crate) fn subscribers(&self) -> Vec<&str> {
        let subscribes = self.messages(MessageDirection::AppToHost);
        subscribes.filter(|(_, message)| message["event"] == "subscribe").map(|(frame, _)| frame).collect()
    }

    /// The types of the events about interactions that went to a frame, in order; those about cases are left out.
    pub(crate) fn events(&self, frame: &str) -> Vec<&str> {
        let types =
            self.sent_to(frame).into_iter().filter_map(|message| message["data"]["eventType"].as_str());
        types.filter(|name| !name.starts_with("CASE_")).collect()
    }

    /// Everything that went to a frame.
    pub(crate) fn sent_to(&self, frame: &str) -> Vec<&Value> {
        let to_frame = self.messages(MessageDirection::HostToApp).filter(|(to, _)| *to == frame);
        to_frame.map(|(_, message)| message).collect()
    }

    /// The notes that cite a clause.
    pub(crate) fn notes(&self, clause: &str) -> Vec<&str> {
        let notes = self.0.iter().filter(|entry| entry.clause.as_deref() == Some(clause));
        notes.filter_map(|entry| entry.note.as_deref()).collect()
    }

    /// The names of the stimuli, in order.
    pub(crate) fn stimuli(&self) -> Vec<&'static str> {
        let stimuli = self.0.iter().filter(|entry| entry.kind == Kind::Stimulus);
        stimuli.filter_map(|entry| entry.stimulus.as_ref()).map(|stimulus| stimulus.name()).collect()
    }

    fn messages(&self, direction: MessageDirection) -> impl Iterator<Item = (&str, &Value)> {
        let messages = self.0.iter().filter(move |entry| entry.direction == Some(direction.clone()));
        messages.filter_map(|entry| Some((entry.frame.as_deref()?, entry.message.as_ref()?)))
    }
}
