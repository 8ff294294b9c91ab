//! Cases: which one is selected and which are expanded (`case/1` and after).
//! A case exists as long as an interaction belongs to it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};

use scapi_schema::profile::NewInteractionSelectsCase;

use crate::record::InteractionId;

#[derive(Clone, Debug, Default)]
pub(crate) struct Cases {
    /// The interactions of each case.
    members: BTreeMap<String, BTreeSet<InteractionId>>,
    selected: Option<String>,
    expanded: BTreeSet<String>,
}

impl Cases {
    /// An interaction joins a case (`case/1`).
    pub(crate) fn join(&mut self, case_id: &str, id: InteractionId, selects: NewInteractionSelectsCase) {
        self.members.entry(case_id.into()).or_default().insert(id);
        match selects {
            NewInteractionSelectsCase::Always => self.select(case_id),
            NewInteractionSelectsCase::WhenNoneSelected if self.selected.is_none() => self.select(case_id),
            NewInteractionSelectsCase::WhenNoneSelected | NewInteractionSelectsCase::Never => {}
        }
    }

    /// An interaction leaves its case; the last one takes the case with it.
    pub(crate) fn leave(&mut self, case_id: &str, id: InteractionId) {
        let Some(members) = self.members.get_mut(case_id) else { return };
        members.remove(&id);
        if members.is_empty() {
            self.members.remove(case_id);
            self.expanded.remove(case_id);
            self.selected.take_if(|selected| selected == case_id);
        }
    }

    /// Of the interactions of a case the oldest is the main one (`case/4`).
    pub(crate) fn is_main(&self, case_id: &str, id: InteractionId) -> bool {
        self.members.get(case_id).and_then(BTreeSet::first) == Some(&id)
    }

    pub(crate) fn is_selected(&self, case_id: &str) -> bool {
        self.selected.as_deref() == Some(case_id)
    }

    pub(crate) fn is_expanded(&self, case_id: &str) -> bool {
        self.expanded.contains(case_id)
    }

    fn select(&mut self, case_id: &str) {
        self.selected = Some(case_id.into());
        self.expanded.insert(case_id.into());
    }
}
