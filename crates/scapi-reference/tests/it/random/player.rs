//! Does steps to a workspace and collects what comes of each.
//! The same steps are played twice: nothing but the steps may decide what is said.

use scapi_reference::{FrameId, Timestamp, Workspace};
use scapi_schema::stimulus::Stimulus;
use serde_json::{Value, json};

use super::step::{EMBEDDED, Step, WINDOWS, Window};
use crate::desk::{Entry, entry, subscribe};

/// A workspace and its clock.
#[derive(Clone)]
pub(crate) struct Player {
    pub(crate) workspace: Workspace,
    now: u64,
}

/// What came of a step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) entries: Vec<Entry>,
    /// Why the stimulus was refused, if it was one and was.
    pub(crate) refused: Option<String>,
}

impl Said {
    /// To the byte: the order of keys included.
    pub(crate) fn bytes(&self) -> String {
        serde_json::to_string(&(&self.entries, &self.refused)).expect("JSON")
    }
}

impl Player {
    /// All windows are open, and the watcher listens.
    pub(crate) fn new() -> Self {
        let mut workspace = Workspace::new(1);
        workspace.set_embedded_origins(vec![EMBEDDED.into()]);
        let mut player = Self { workspace, now: 0 };
        player.open(Window::Watcher);
        let watch = subscribe(json!("interaction"));
        player.take(&Step::Says { after: 0, window: Window::Watcher, message: watch });
        WINDOWS.into_iter().for_each(|window| player.open(window));
        player.drain();
        player
    }

    pub(crate) fn take(&mut self, step: &Step) -> Said {
        let mut refused = None;
        match step {
            Step::Says { after, window, message } => {
                self.now += after;
                self.workspace.handle_message(self.time(), &FrameId::from(window.name()), message.clone());
            }
            Step::Happens { after, stimulus } => {
                self.now += after;
                refused = self.happen(stimulus);
            }
            Step::Passes { millis } => {
                self.now += millis;
                self.workspace.handle_timeout(self.time());
            }
            Step::Opens(window) => self.open(*window),
            Step::Closes(window) => self.workspace.close_frame(self.time(), &FrameId::from(window.name())),
            Step::Reloads(window) => self.workspace.reload_frame(self.time(), &FrameId::from(window.name())),
            Step::Switches(patch) => self.switch(patch),
            Step::Policies(policies) => self.workspace.set_policies(read(policies)),
            Step::Posts { name, data } => self.workspace.post_event(self.time(), name, data.clone()),
            Step::Restarts => {
                self.workspace.restart();
                self.now = 0;
            }
            Step::Rests => self.rest(),
        }
        Said { entries: self.drain(), refused }
    }

    fn happen(&mut self, stimulus: &Value) -> Option<String> {
        let stimulus = Stimulus::from_value(stimulus.clone()).expect("a stimulus");
        self.workspace.handle_stimulus(self.time(), stimulus).err().map(|refusal| refusal.to_string())
    }

    fn open(&mut self, window: Window) {
        self.workspace.open_frame(self.time(), &FrameId::from(window.name()), window.origin());
    }

    fn switch(&mut self, patch: &Value) {
        let patched = self.workspace.profile().patched(patch).expect("a patch of the host profile");
        self.workspace.set_profile(patched);
    }

    /// The desktop of the text of a snapshot has the same snapshot.
    fn rest(&mut self) {
        let text = serde_json::to_string(&self.workspace.snapshot()).expect("JSON");
        let snapshot = serde_json::from_str(&text).expect("the text of a snapshot");
        self.workspace = Workspace::restore(snapshot).expect("a snapshot of this version");
        let again = serde_json::to_string(&self.workspace.snapshot()).expect("JSON");
        assert!(text == again, "what is restored is another desktop: {text} and {again}");
    }

    /// The latest time that the workspace was told.
    pub(crate) const fn time(&self) -> Timestamp {
        Timestamp::from_millis(self.now)
    }

    fn drain(&mut self) -> Vec<Entry> {
        let at = self.workspace.now().as_millis();
        std::iter::from_fn(|| self.workspace.poll_output()).map(|output| entry(at, output)).collect()
    }
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("a value of the contract")
}
