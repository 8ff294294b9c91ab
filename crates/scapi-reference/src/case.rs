//! Cases: which one is selected and which are expanded (`case/1` and after).
//! A case exists as long as an interaction belongs to it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};

use scapi_schema::profile::NewInteractionSelectsCase;
use serde::{Deserialize, Serialize};

use crate::record::{InteractionId, Role};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cases {
    members: BTreeMap<String, Members>,
    selected: Option<String>,
    expanded: BTreeSet<String>,
}

/// The interactions of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    main: BTreeSet<InteractionId>,
    consultations: BTreeSet<InteractionId>,
}

impl Members {
    fn of(&mut self, role: Role) -> &mut BTreeSet<InteractionId> {
        match role {
            Role::Main => &mut self.main,
            Role::Consultation => &mut self.consultations,
        }
    }
}

impl Cases {
    /// An interaction joins a case (`case/1`); gives another case that the selection leaves for it.
    pub(crate) fn join(
        &mut self,
        case_id: &str,
        (id, role): (InteractionId, Role),
        selects: NewInteractionSelectsCase,
    ) -> Option<String> {
        self.members.entry(case_id.into()).or_default().of(role).insert(id);
        let selects = match selects {
            NewInteractionSelectsCase::Always => !self.is_selected(case_id),
            NewInteractionSelectsCase::WhenNoneSelected => self.selected.is_none(),
            NewInteractionSelectsCase::Never => false,
        };
        if selects { self.select(case_id) } else { None }
    }

    /// An interaction leaves its case; the last one takes the case with it.
    pub(crate) fn leave(&mut self, case_id: &str, (id, role): (InteractionId, Role)) {
        let Some(members) = self.members.get_mut(case_id) else { return };
        members.of(role).remove(&id);
        if members.main.is_empty() && members.consultations.is_empty() {
            self.members.remove(case_id);
            self.expanded.remove(case_id);
            self.selected.take_if(|selected| selected == case_id);
        }
    }

    /// Of the interactions of a case the oldest is the main one, consultations aside (`case/4`, `consultation/7`).
    pub(crate) fn is_main(&self, case_id: &str, id: InteractionId) -> bool {
        self.members.get(case_id).and_then(|members| members.main.first()) == Some(&id)
    }

    /// The main interaction of a case, or its oldest consultation; none if there is no such case.
    pub(crate) fn first(&self, case_id: &str) -> Option<InteractionId> {
        let members = self.members.get(case_id)?;
        members.main.first().or_else(|| members.consultations.first()).copied()
    }

    pub(crate) fn is_selected(&self, case_id: &str) -> bool {
        self.selected.as_deref() == Some(case_id)
    }

    pub(crate) fn selected(&self) -> Option<&str> {
        self.selected.as_deref()
    }

    pub(crate) fn is_expanded(&self, case_id: &str) -> bool {
        self.expanded.contains(case_id)
    }

    /// Selects and expands a case; gives the one that was selected, which is collapsed.
    pub(crate) fn select(&mut self, case_id: &str) -> Option<String> {
        let was = self.selected.replace(case_id.into());
        if let Some(was) = &was {
            self.expanded.remove(was);
        }
        self.expanded.insert(case_id.into());
        was
    }

    pub(crate) fn expand(&mut self, case_id: &str) {
        self.expanded.insert(case_id.into());
    }

    pub(crate) fn collapse(&mut self, case_id: &str) {
        self.expanded.remove(case_id);
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }
}
