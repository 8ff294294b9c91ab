//! A conformance case: what is done to a host, and what is expected of it, by hand and as data.
//! The format is described for people in `README.md` and for machines in `schemas/case.schema.json`.

pub mod ability;
mod needs;
mod step;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use step::{
    AdvanceStep, Answer, EventsStep, GreetingsStep, Order, RequestStep, SendStep, SilenceStep, Step,
    StimulusStep, SubscribeStep, UnsubscribeStep,
};

/// The frame that a step means when it names none. Every case has it.
pub const DEFAULT_FRAME: &str = "app";

/// What a case file holds: one case, or several that belong together.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged, title = "Conformance case file")]
#[expect(clippy::large_enum_variant, reason = "read once a file, never kept in bulk")]
pub enum CaseFile {
    /// Several cases; their ids begin with the path of the file.
    Many(CaseGroup),
    /// One case; its id is the path of the file.
    One(Case),
}

/// Several cases in one file.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseGroup {
    /// The JSON Schema of this format, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The cases, in the order in which they are read best.
    pub cases: Vec<Case>,
}

/// One conformance case.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The JSON Schema of this format, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Kebab-case path: that of the file without `.json`, and in a file of several cases one part more.
    pub id: String,
    /// One sentence that says what a conforming host does.
    pub title: String,
    /// Ids of the clauses that the case puts to the test. A step may name its own.
    #[schemars(length(min = 1))]
    pub clauses: Vec<String>,
    /// Abilities that the target must declare, beyond those that the steps imply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Host profile of the case: a merge patch onto the defaults.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub profile: Map<String, Value>,
    /// The frames of the case by name. `app` exists always, without an origin unless it is listed here.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub frames: IndexMap<String, FrameSpec>,
    /// Rows by name: the case is run once a row, with the row's values in the place of `$name` and `${name}`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rows: IndexMap<String, Map<String, Value>>,
    /// What happens, in order.
    #[schemars(length(min = 1))]
    pub steps: Vec<Step>,
}

/// A frame of a case: one window with an app in it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameSpec {
    /// Origin of the app in the frame. Without one the target is not told of any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether the host can be asked, by a fence, if it has finished talking to this frame.
    #[serde(default, skip_serializing_if = "Hearing::is_answered")]
    pub hearing: Hearing,
}

/// How it is told that the host has finished talking to a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hearing {
    /// The host answers: silence is proved by a fence, a round trip on this frame.
    #[default]
    Answered,
    /// No fence is sent on this frame, because the host counts requests, or stops to answer them, or begins to.
    Unfenced,
    /// The host is expected never to answer this frame, so that no fence can be sent on it.
    Ignored,
}

impl Hearing {
    /// Whether the frame can carry a fence.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        *self == Self::Answered
    }
}

impl Case {
    /// Abilities that a target must have for this case: those named, and those the case implies.
    #[must_use]
    pub fn abilities(&self) -> Vec<String> {
        needs::of(self)
    }

    /// Clauses that the case puts to the test: its own, and those that its steps name. Each once.
    #[must_use]
    pub fn tested_clauses(&self) -> Vec<&str> {
        let mut tested = Vec::new();
        for id in self.clauses.iter().map(String::as_str).chain(self.steps.iter().filter_map(Step::clause)) {
            if !tested.contains(&id) {
                tested.push(id);
            }
        }
        tested
    }

    /// Frames of the case, `app` first unless the case lists it elsewhere.
    #[must_use]
    pub fn all_frames(&self) -> IndexMap<String, FrameSpec> {
        let mut frames = self.frames.clone();
        if !frames.contains_key(DEFAULT_FRAME) {
            frames.shift_insert(0, DEFAULT_FRAME.to_owned(), FrameSpec::default());
        }
        frames
    }
}
