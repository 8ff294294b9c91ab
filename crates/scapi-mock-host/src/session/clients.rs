//! Which page is in a frame, as far as the reference ids of its clients tell (`frame/2`): a page that is loaded again is another
//! page, and nobody says so.

use std::collections::{BTreeMap, BTreeSet};

use scapi_reference::FrameId;

/// What the clients of each frame have shown of themselves.
#[derive(Debug, Default)]
pub(super) struct Clients {
    /// Frames whose client has sent its first reference id: seeing it again means a new page.
    counting: BTreeSet<FrameId>,
    /// What the promise layer calls the page of a frame.
    pages: BTreeMap<FrameId, String>,
}

impl Clients {
    /// Looks at a reference id; says why it is of another page than those before, if it is.
    pub(super) fn is_of_another_page(&mut self, frame: &FrameId, id: &str) -> Option<&'static str> {
        if id == "0" {
            let is_first = self.counting.insert(frame.clone());
            return (!is_first).then_some("its reference ids start again at \"0\"");
        }
        let page = page_of(id)?;
        let before = self.pages.insert(frame.clone(), page.into())?;
        (before != page).then_some("its reference ids are those of another page")
    }

    /// The frame has another page in it, or none.
    pub(super) fn forget(&mut self, frame: &FrameId) {
        self.counting.remove(frame);
        self.pages.remove(frame);
    }

    pub(super) fn forget_all(&mut self) {
        *self = Self::default();
    }
}

/// The part of `scapi-<page>-<connection>-<count>` that stays the same until the page is loaded again.
fn page_of(id: &str) -> Option<&str> {
    let mut parts = id.strip_prefix("scapi-")?.split('-');
    let page = parts.next().filter(|page| !page.is_empty())?;
    (parts.count() == 2).then_some(page)
}

#[cfg(test)]
mod tests {
    use scapi_reference::FrameId;

    use super::Clients;

    #[test]
    fn a_page_that_is_loaded_again_is_told_by_either_client_and_told_once() {
        let (mut clients, frame) = (Clients::default(), FrameId::from("f1"));
        let mut is_new = |id| {
            let why = clients.is_of_another_page(&frame, id);
            if why.is_some() {
                clients.forget(&frame);
                assert_eq!(clients.is_of_another_page(&frame, id), None, "{id}");
            }
            why.is_some()
        };
        for id in
            ["0", "scapi-a-x-0", "1", "scapi-a-y-0", "scapi-a-x-1", "scapi", "scapi-b", "scapi--x-0", ""]
        {
            assert!(!is_new(id), "{id:?} is of the first page");
        }
        assert!(is_new("0"));
        assert!(!is_new("scapi-b-x-0"));
        assert!(is_new("scapi-c-x-0"));
        assert!(!is_new("0"));
    }
}
