//! Cases: which is selected, which are expanded, and the three events of it (`case/1` and after).
//! `selectedCaseId` of the first two is up to the host profile (`event.interaction/49`).

use alloc::string::String;

use scapi_schema::{event::EventType, profile::CaseEventId};

use super::Workspace;
use crate::{record::InteractionId, refusal::Reason};

/// There is no such case.
#[derive(Debug)]
pub(super) struct NoCase;

impl Workspace {
    /// Selects a case; one that is selected already changes nothing (`interaction.selectCaseByCaseId/5`).
    pub(super) fn select_case(&mut self, case_id: &str) -> Result<InteractionId, NoCase> {
        let first = self.cases.first(case_id).ok_or(NoCase)?;
        if self.cases.is_selected(case_id) {
            return Ok(first);
        }
        let was = self.cases.select(case_id);
        self.report_selection(was, case_id);
        Ok(first)
    }

    /// Tells that the selection has come to a case (`event.interaction/48`).
    pub(super) fn report_selection(&mut self, was: Option<String>, is: &str) {
        let (collapsed, expanded) = self.ids_for_event(was, is);
        if let Some(collapsed) = collapsed {
            self.report_case(EventType::CaseCollapsed, &collapsed);
        }
        self.report_case(EventType::CaseExpanded, &expanded);
        self.report_case(EventType::CaseSelected, is);
    }

    /// What `CASE_COLLAPSED` and `CASE_EXPANDED` name when the selection goes from one case to another. Where none was selected,
    /// none is collapsed.
    fn ids_for_event(&self, was: Option<String>, is: &str) -> (Option<String>, String) {
        match self.profile.case_event_id {
            CaseEventId::SelectedAtSend => (was.clone(), was.unwrap_or_else(|| is.into())),
            CaseEventId::CaseConcerned => (was, is.into()),
        }
    }

    /// The agent expands a case (`case/5`).
    pub(super) fn expand_case(&mut self, case_id: &str) -> Result<(InteractionId, Option<Reason>), NoCase> {
        let first = self.cases.first(case_id).ok_or(NoCase)?;
        if self.cases.is_expanded(case_id) {
            return Ok((first, Some(Reason::CaseExpanded)));
        }
        self.cases.expand(case_id);
        self.report_case(EventType::CaseExpanded, &self.id_for_event(case_id));
        Ok((first, None))
    }

    /// The agent collapses a case (`case/5`).
    pub(super) fn collapse_case(&mut self, case_id: &str) -> Result<(InteractionId, Option<Reason>), NoCase> {
        let first = self.cases.first(case_id).ok_or(NoCase)?;
        if !self.cases.is_expanded(case_id) {
            return Ok((first, Some(Reason::CaseCollapsed)));
        }
        self.cases.collapse(case_id);
        self.report_case(EventType::CaseCollapsed, &self.id_for_event(case_id));
        Ok((first, None))
    }

    fn id_for_event(&self, concerned: &str) -> String {
        match self.profile.case_event_id {
            CaseEventId::SelectedAtSend => self.cases.selected().unwrap_or(concerned).into(),
            CaseEventId::CaseConcerned => concerned.into(),
        }
    }
}
