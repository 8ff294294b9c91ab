//! A desktop reduced to what decides what can happen next: without ids, times, identifiers and words.
//! It is read off the snapshot, which has the life that an overlay hides, and what waits for its time.

use scapi_reference::{
    Workspace,
    channel::{Life, Overlay, Recording},
};
use serde_json::{Map, Value};

/// The interactions, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Outline {
    pub(super) kin: Vec<Kin>,
}

/// One interaction. Others are named by their place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Kin {
    pub(super) media: String,
    pub(super) life: Life,
    pub(super) overlay: Overlay,
    /// Whether a change of user data hides the state, and whether that was the first.
    data_overlay: Option<String>,
    /// How many keys there are: the first change adds one, the second changes it.
    keys: usize,
    pub(super) recording: Option<Recording>,
    pub(super) parties: usize,
    /// Whether the agent came by an invitation, so that there is a conference to be left.
    is_invited: bool,
    pub(super) is_consultation: bool,
    pub(super) parent: Relation,
    pub(super) child: Relation,
    pub(super) block: Option<Block>,
    /// What waits for its time. All timers of a world take equally long, so that their order is that of these names.
    timers: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Relation {
    None,
    At(usize),
    /// There was one.
    Gone,
}

/// What keeps from being marked done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Block {
    Alone,
    /// An attempt waits for its end.
    WithAttempt,
}

impl Outline {
    pub(super) fn of(workspace: &Workspace) -> Self {
        let snapshot = serde_json::to_value(workspace.snapshot()).expect("JSON");
        let records = snapshot["desktop"]["records"].as_object().expect("the interactions by id");
        let ids: Vec<u64> = records.keys().map(|id| id.parse().expect("a number")).collect();
        Self { kin: records.values().map(|record| Kin::of(record, &ids)).collect() }
    }
}

impl Kin {
    fn of(record: &Value, ids: &[u64]) -> Self {
        let call = record["content"].get("call");
        let open_media = record["content"].get("openMedia");
        let media = open_media.and_then(|content| content["media"].as_str());
        Self {
            media: media.unwrap_or(if call.is_some() { "voice" } else { "outboundpreview" }).to_owned(),
            life: read(&record["life"]),
            overlay: read(&record["overlay"]),
            data_overlay: record["dataOverlay"].as_str().map(Into::into),
            keys: record["userData"].as_object().map_or(0, Map::len),
            recording: call.map(|call| read(&call["recording"])),
            parties: record["parties"].as_array().map_or(0, Vec::len),
            is_invited: open_media.is_some_and(|content| content["invited"] == true),
            is_consultation: record["role"] == "consultation",
            parent: relation(&record["parent"], ids),
            child: relation(&record["child"], ids),
            block: block(&record["block"]),
            timers: timers(record),
        }
    }

    /// The state of the life cycle, as the wire calls it.
    pub(super) fn state(&self) -> String {
        self.life.wire().to_string()
    }

    pub(super) fn rings_until_time_is_over(&self) -> bool {
        self.timers.iter().any(|timer| timer == "ring")
    }

    /// The state that is shown, but for that of user data.
    pub(super) fn shown(&self) -> String {
        self.overlay.wire().map_or_else(|| self.state(), |state| state.to_string())
    }

    /// An input as the table of this channel calls it. Where several take part one hangs up and the others stay; and with the
    /// last one the far end is gone. A far end that does not take open media is not asked why.
    pub(super) fn input(&self, name: &'static str) -> &'static str {
        let is_conference =
            ["TALKING", "HELD", "ACCEPTED"].contains(&self.state().as_str()) && self.parties > 1;
        match (name, self.life) {
            ("FarEndHangsUp", _) if is_conference => "PartyLeaves",
            ("PartyLeaves", _) if !is_conference => "FarEndHangsUp",
            ("FarEndRefuses" | "FarEndBusy" | "FarEndNoAnswer", Life::OpenMedia(_)) => "FarEndDeclines",
            _ => name,
        }
    }
}

impl Relation {
    pub(super) const fn place(self) -> Option<usize> {
        match self {
            Self::At(place) => Some(place),
            Self::None | Self::Gone => None,
        }
    }
}

fn relation(id: &Value, ids: &[u64]) -> Relation {
    match id.as_u64() {
        None => Relation::None,
        Some(id) => ids.iter().position(|present| *present == id).map_or(Relation::Gone, Relation::At),
    }
}

fn block(block: &Value) -> Option<Block> {
    match block.get("held").and_then(Value::as_bool) {
        None => None,
        Some(false) => Some(Block::Alone),
        Some(true) => Some(Block::WithAttempt),
    }
}

fn timers(record: &Value) -> Vec<String> {
    let due = record["due"].as_object().into_iter().flatten();
    let due = due.filter(|(_, at)| !at.is_null()).map(|(timer, _)| timer.clone());
    let block = record["block"].get("until").is_some_and(|until| !until.is_null());
    due.chain(block.then(|| "block".to_owned())).collect()
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("what the snapshot writes can be read")
}
