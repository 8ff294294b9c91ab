//! Rules that hold after whatever sequence, judged by what was said and by what can be read, without a model.
//! Those about single interactions are in `watch`, those about what is let in at all in `gate`.

use std::collections::{BTreeMap, BTreeSet};

use scapi_reference::{FrameId, Workspace};
use scapi_schema::{
    interaction::Interaction,
    profile::{CaseEventId, HostProfile, MarkdoneEventCarries, UserDataKeyPatterns, VoidResult},
};
use serde_json::{Map, Value, json};

use super::{
    gate::{self, Gates, Outcome},
    player::{Player, Said},
    step::{Step, WINDOWS, Window},
};
use crate::{
    desk::{APP, Entry, Kind},
    watch::{Fault, Watch, demand, event_type, is_about_a_case, text, without_flags},
};

const OUTCOME: &str = "envelope/11, envelope/13, envelope/29: a request has exactly one outcome, an answer or a silence that the profile wants";
const ORDER: &str = "envelope/28: the answer comes before the events of a request";
const FAILURES: &str = "envelope/30: what fails or is refused tells of nothing";
const DELIVERY: &str = "subscription/6, subscription/7, event.messenger/4: an event goes once to each window that has subscribed, and to no other";
const FORM: &str = "envelope/1 to envelope/8, envelope/37: messages have the form of the contract";
const HIDDEN: &str = "gate.userData/1, gate.userData/2: what may not be read never leaves";
const CASES: &str = "case/2, case/4, case/5, event.interaction/48: the flags of a case are the same for all in it, and its events tell of them";
const BLOCKED: &str = "interaction.blockMarkdone/1, markdone/1, event.markdone/2: what is blocked is not marked done, and who is held back is told";
const DUE: &str = "voice/7, interaction.blockMarkdone/3: nothing that is due waits";
const VOICE: &str = "type.interaction/13 to type.interaction/26: what calls alone have, calls alone show";

/// Only of calls (`type.interaction/13` to `type.interaction/26`).
const OF_CALLS: [&str; 6] = ["callUuid", "direction", "callType", "ani", "dnis", "recordingState"];

/// What was before a step.
pub(crate) struct Before {
    workspace: Workspace,
    /// Whether something falls due as the step comes, so that what is said is not of the step alone.
    is_due: bool,
}

/// An app that only listens, and looks at everything that others are told.
pub(crate) struct Witness {
    watch: Watch,
    gates: Gates,
}

impl Before {
    pub(crate) fn of(player: &Player, step: &Step) -> Self {
        let after = match step {
            Step::Says { after, .. } | Step::Happens { after, .. } => *after,
            Step::Passes { millis } => *millis,
            _ => 0,
        };
        let now = player.time().after_millis(after);
        let is_due = player.workspace.poll_timeout().is_some_and(|due| due <= now);
        Self { workspace: player.workspace.clone(), is_due }
    }

    fn profile(&self) -> &HostProfile {
        self.workspace.profile()
    }
}

impl Witness {
    pub(crate) fn new() -> Self {
        Self { watch: Watch::default(), gates: Gates::default() }
    }

    pub(crate) fn see(
        &mut self,
        step: &Step,
        said: &Said,
        before: &Before,
        player: &Player,
    ) -> Result<(), Fault> {
        let (entries, after) = (said.entries.as_slice(), &player.workspace);
        let read = read(after);
        match step {
            Step::Switches(_) => return self.reworded(said, &read),
            Step::Restarts => {
                self.gates.restart();
                self.watch = Watch::default();
                return demand(FAILURES, read.is_empty() && entries.is_empty(), || format!("{said:?}"));
            }
            Step::Says { window, message, .. } => {
                self.has_one_outcome(*window, message, said, before, player)?;
            }
            Step::Happens { .. } if said.refused.is_some() && !before.is_due => {
                demand(FAILURES, entries.iter().all(|entry| entry.kind == Kind::Note), || {
                    format!("{said:?}")
                })?;
            }
            _ => {}
        }
        for entry in entries.iter().filter(|entry| entry.kind != Kind::Note) {
            has_its_form(entry)?;
            hides_what_may_not_be_read(&entry.body, before.profile())?;
        }
        deliveries_are_right(step, entries, before, after)?;
        blocks_hold(step, said, before, after)?;
        self.events_tell(entries, before, &read)?;
        cases_agree(entries, before, &read)?;
        let due = after.poll_timeout().is_none_or(|due| due >= after.now());
        demand(DUE, due, || format!("{:?} at {:?}", after.poll_timeout(), after.now()))
    }

    /// The same in other words; turning a switch is no event.
    fn reworded(&mut self, said: &Said, read: &BTreeMap<String, Value>) -> Result<(), Fault> {
        demand(FAILURES, said.entries.is_empty(), || format!("a change of the profile says {said:?}"))?;
        self.watch.reword(&stripped(read))
    }

    fn events_tell(
        &mut self,
        entries: &[Entry],
        before: &Before,
        read: &BTreeMap<String, Value>,
    ) -> Result<(), Fault> {
        let profile = before.profile();
        for event in heard_by(APP, "interaction", entries).filter(|event| !is_about_a_case(event, profile)) {
            self.watch.hear(event, profile)?;
            has_what_its_medium_has(&event[profile.event_interaction_key.as_str()])?;
        }
        self.watch.agree(&stripped(read), profile)
    }

    /// `envelope/11`, `envelope/13`, `envelope/28`, `envelope/30`.
    fn has_one_outcome(
        &mut self,
        window: Window,
        message: &Value,
        said: &Said,
        before: &Before,
        player: &Player,
    ) -> Result<(), Fault> {
        let is_open = before.workspace.origin(&FrameId::from(window.name())).is_some();
        let expected = if is_open {
            self.gates.judge(window, message, before.profile(), player.time().as_millis())
        } else {
            Outcome::Silence("envelope/13")
        };
        let of = |kind| said.entries.iter().filter(move |entry| entry.kind == kind);
        let notes: Vec<&str> = of(Kind::Note)
            .filter(|note| note.frame.is_some())
            .map(|note| text(&note.body, "clause"))
            .collect();
        let replies: Vec<&Entry> = of(Kind::Reply).collect();
        let failed = replies.first().is_some_and(|reply| reply.body.get("errorMessage").is_some());
        let is_right = match (expected, replies.as_slice()) {
            (Outcome::Silence(clause), []) => notes == [clause],
            (Outcome::Failure, [_]) => failed,
            (Outcome::Either, [_]) => true,
            _ => false,
        };
        demand(OUTCOME, is_right, || format!("{message} has to come to {expected:?}: {said:?}"))?;
        let Some(reply) = replies.first() else { return Ok(()) };
        demand(OUTCOME, reply.frame.as_deref() == Some(window.name()), || {
            format!("{reply:?} to {window:?}")
        })?;
        let same = reply.body.get("referenceId") == message.get("referenceId");
        demand(OUTCOME, same, || format!("{reply:?} is no answer to {message}"))?;
        comes_first(said, before, failed)?;
        answers_what_was_asked(message, &reply.body, before, player)
    }
}

/// `envelope/28`, `envelope/30`: what a request causes is told after its answer, and a failure causes nothing. What fell due
/// before the request is told before.
fn comes_first(said: &Said, before: &Before, failed: bool) -> Result<(), Fault> {
    let reply = said.entries.iter().position(|entry| entry.kind == Kind::Reply).unwrap_or(0);
    let is_event = |entry: &Entry| entry.kind == Kind::Event;
    let early = said.entries[..reply].iter().any(is_event);
    demand(ORDER, before.is_due || !early, || format!("{said:?}"))?;
    demand(FAILURES, !failed || !said.entries[reply..].iter().any(is_event), || format!("{said:?}"))
}

/// `interaction.getInteractions/1`, `interaction.getByInteractionId/1` to `interaction.getByInteractionId/4`, `envelope/31`.
fn answers_what_was_asked(
    message: &Value,
    reply: &Value,
    before: &Before,
    player: &Player,
) -> Result<(), Fault> {
    let Some(method) = message["request"].as_str().filter(|_| reply.get("errorMessage").is_none()) else {
        return Ok(());
    };
    let data = reply.get("data");
    let read = || read(&player.workspace);
    let is_right = match method {
        "interaction.getInteractions" => data == Some(&in_order(read())),
        "interaction.getByInteractionId" => {
            let id = message["parameters"][0].as_str().unwrap_or_default();
            data == Some(read().get(id).unwrap_or(&Value::Null))
        }
        "interaction.consult" | "interaction.singleStepTransfer" | "interaction.singleStepConference" => {
            data.is_none_or(Value::is_string)
        }
        name if name.starts_with("interaction.")
            || name.starts_with("voice.")
            || name.starts_with("messenger.") =>
        {
            match before.profile().void_result {
                VoidResult::Absent => data.is_none(),
                VoidResult::Null => data == Some(&Value::Null),
                VoidResult::True => data == Some(&json!(true)),
            }
        }
        _ => true,
    };
    demand(FORM, is_right, || format!("{message} is answered by {reply}"))
}

fn in_order(read: BTreeMap<String, Value>) -> Value {
    let mut all: Vec<(u64, Value)> =
        read.into_iter().map(|(id, one)| (id.parse().unwrap_or(0), one)).collect();
    all.sort_by_key(|(id, _)| *id);
    all.into_iter().map(|(_, one)| one).collect()
}

/// `envelope/1` to `envelope/8`, `envelope/37`, `subscription/1`.
fn has_its_form(entry: &Entry) -> Result<(), Fault> {
    let body = &entry.body;
    let keys: BTreeSet<&str> = body.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
    let common = body["userAgent"] == "WWE Server" && body["protocolVersion"] == 2;
    let only = |allowed: &[&str]| keys.iter().all(|key| allowed.contains(key));
    let is_right = match entry.kind {
        Kind::Event => keys == BTreeSet::from(["event", "data", "userAgent", "protocolVersion"]),
        Kind::Reply if keys.contains("errorMessage") => {
            !text(body, "errorMessage").is_empty()
                && only(&["errorMessage", "referenceId", "userAgent", "protocolVersion"])
        }
        Kind::Reply => only(&["data", "subscriptionId", "referenceId", "userAgent", "protocolVersion"]),
        Kind::Greeting => {
            keys == BTreeSet::from(["frameId", "userAgent", "protocolVersion"]) && !body["frameId"].is_null()
        }
        _ => true,
    };
    demand(FORM, common && is_right, || format!("{entry:?}"))
}

/// `gate.userData/1`, `gate.userData/2`: at whatever depth of whatever message.
fn hides_what_may_not_be_read(message: &Value, profile: &HostProfile) -> Result<(), Fault> {
    match message {
        Value::Object(fields) => {
            let user_data = fields.get("userData").and_then(Value::as_object);
            let hides =
                user_data.is_none_or(|user_data| user_data.keys().all(|key| is_readable(key, profile)));
            demand(HIDDEN, hides, || {
                format!("{user_data:?} though only {:?} may be read", profile.user_data_read_allowed)
            })?;
            fields.values().try_for_each(|value| hides_what_may_not_be_read(value, profile))
        }
        Value::Array(items) => items.iter().try_for_each(|item| hides_what_may_not_be_read(item, profile)),
        _ => Ok(()),
    }
}

/// `gate.userData/1`, `gate.userData/5`.
fn is_readable(key: &str, profile: &HostProfile) -> bool {
    let prefixes = profile.user_data_key_patterns == UserDataKeyPatterns::Prefix;
    let by_prefix = |entry: &String| prefixes && entry == "Open*" && key.starts_with("Open");
    profile.user_data_read_allowed.iter().any(|entry| entry == "*" || entry == key || by_prefix(entry))
}

/// `type.interaction/13` to `type.interaction/34`, `voice/6`, `voice/21`.
fn has_what_its_medium_has(interaction: &Value) -> Result<(), Fault> {
    let is_call = interaction.get("callUuid").is_some_and(Value::is_string);
    let has = |key: &&str| interaction.get(*key).is_some_and(|value| !value.is_null());
    let shows = if is_call { OF_CALLS.iter().all(&has) } else { !OF_CALLS.iter().any(&has) };
    let media = interaction.get("media").is_none_or(|media| (media == "voice") == is_call);
    let state = text(interaction, "state");
    let over = state == "IDLE" || state == "UNKNOWN";
    let rona = !has(&"ronaCallState") || is_call && over;
    let uuid = !is_call || interaction["interactionUUID"] == interaction["callUuid"];
    let recorded = state != "IDLE" || !is_call || interaction["recordingState"] == "STOPPED";
    demand(VOICE, shows && media && rona && uuid && recorded, || interaction.to_string())
}

/// `subscription/6`, `subscription/7`, `event.messenger/2` to `event.messenger/4`.
fn deliveries_are_right(
    step: &Step,
    entries: &[Entry],
    before: &Before,
    after: &Workspace,
) -> Result<(), Fault> {
    let names: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Event)
        .map(|event| text(&event.body, "event"))
        .collect();
    let sender = match step {
        Step::Says { window, .. } => Some(*window),
        _ => None,
    };
    for name in names {
        let all: Vec<Window> = WINDOWS.into_iter().chain([Window::Watcher]).collect();
        let not_to_itself = |window: &Window| !(name.starts_with("messenger:") && sender == Some(*window));
        // Where something fell due first, the step may have changed who hears it.
        let desk = if before.is_due { &before.workspace } else { after };
        let hears = |window: &Window| {
            let subscribed = desk.subscriptions(&FrameId::from(window.name())).any(|to| to == name);
            subscribed && gate::accepts(*window, before.profile()) && not_to_itself(window)
        };
        let told = |window: &Window| heard_by(window.name(), name, entries).collect::<Vec<_>>();
        let first = all.iter().find(|window| hears(window)).map(told).unwrap_or_default();
        for window in &all {
            let expected = if hears(window) { first.clone() } else { Vec::new() };
            demand(DELIVERY, told(window) == expected, || format!("{name} to {window:?}: {entries:?}"))?;
        }
        let twice = (1..first.len()).find(|at| first[..*at].contains(&first[*at]));
        demand(DELIVERY, twice.is_none(), || format!("twice: {:?}", twice.map(|at| first[at])))?;
    }
    Ok(())
}

/// `interaction.blockMarkdone/1`, `markdone/1`, `event.markdone/2` to `event.markdone/5`.
fn blocks_hold(step: &Step, said: &Said, before: &Before, after: &Workspace) -> Result<(), Fault> {
    let (profile, key) = (before.profile(), before.profile().event_interaction_key.as_str());
    let id_of = |event: &Value| text(&event[key], "interactionId").to_owned();
    let lifted =
        matches!(step, Step::Says { message, .. } if message["request"] == "interaction.unblockMarkdone");
    for event in
        heard_by(APP, "interaction", &said.entries).filter(|event| event_type(event, profile) == "MARK_DONE")
    {
        let blocked = before.workspace.markdone_warning(&id_of(event)).is_some();
        demand(BLOCKED, lifted || before.is_due || !blocked, || format!("{event} by {step:?}"))?;
    }
    let Step::Happens { stimulus, .. } = step else { return Ok(()) };
    let id = text(stimulus, "interactionId");
    let clicked = text(stimulus, "type") == "agent-marks-done" && said.refused.is_none();
    let Some(warning) = before.workspace.markdone_warning(id).filter(|_| clicked && !before.is_due) else {
        return Ok(());
    };
    demand(BLOCKED, after.markdone_warning(id) == Some(warning), || format!("{id} is blocked no more"))?;
    for (window, event) in said.entries.iter().filter_map(|entry| Some((entry.frame.as_ref()?, entry))) {
        let data = &event.body["data"];
        let names = match profile.markdone_event_carries {
            MarkdoneEventCarries::Interaction => id_of(data),
            MarkdoneEventCarries::InteractionId => text(data, "interactionId").to_owned(),
        };
        let is_right = event.body["event"] == "markdone"
            && data["eventType"] == profile.markdone_event_type.as_str()
            && data["warningMessage"] == warning
            && names == id;
        demand(BLOCKED, is_right, || format!("{window} is told {data}"))?;
    }
    Ok(())
}

/// `case/2`, `case/4`, `case/5`, `event.interaction/44` to `event.interaction/49`, `type.interaction/30`, `type.interaction/32`.
fn cases_agree(entries: &[Entry], before: &Before, read: &BTreeMap<String, Value>) -> Result<(), Fault> {
    let mut cases: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for one in read.values() {
        cases.entry(text(one, "caseId")).or_default().push(one);
    }
    let flag = |one: &Value, key: &str| one[key] == json!(true);
    for (case, members) in &cases {
        for key in ["isCaseSelected", "isCaseExpanded"] {
            let same = members.iter().all(|one| one[key] == members[0][key]);
            demand(CASES, same, || format!("{key} differs in {case}: {members:?}"))?;
        }
        let own = members.iter().filter(|one| !flag(one, "isConsultation")).count();
        let main: Vec<&&Value> = members.iter().filter(|one| flag(one, "isMainCaseInteraction")).collect();
        let is_right = main.len() == own.min(1) && main.iter().all(|one| !flag(one, "isConsultation"));
        demand(CASES, is_right, || format!("the main interaction of {case} is {main:?}"))?;
    }
    let selected: Vec<&str> =
        cases.iter().filter(|(_, one)| flag(one[0], "isCaseSelected")).map(|(case, _)| *case).collect();
    demand(CASES, selected.len() <= 1, || format!("{selected:?} are selected"))?;
    let was = before.workspace.interactions().find(|one| one.is_case_selected).map(|one| one.case_id);
    let events: Vec<&Value> = heard_by(APP, "interaction", entries)
        .filter(|event| is_about_a_case(event, before.profile()))
        .collect();
    case_events_are_right(&events, was.as_deref(), selected.first().copied(), before)
}

/// Three events in their order where the selection goes from one case to another; two where it comes to a first one.
fn case_events_are_right(
    events: &[&Value],
    was: Option<&str>,
    is: Option<&str>,
    before: &Before,
) -> Result<(), Fault> {
    let profile = before.profile();
    let plain = |event: &&Value| {
        event.as_object().is_some_and(|fields| fields.len() == 2 && fields.contains_key("selectedCaseId"))
    };
    demand(CASES, events.iter().all(plain), || format!("{events:?}"))?;
    let told: Vec<(String, &str)> =
        events.iter().map(|event| (event_type(event, profile), text(event, "selectedCaseId"))).collect();
    let told: Vec<(&str, &str)> =
        told.iter().map(|(event_type, case)| (event_type.as_str(), *case)).collect();
    let of_both = profile.case_event_id == CaseEventId::SelectedAtSend;
    let is_right = match (told.as_slice(), was, is) {
        ([], _, _) => true,
        ([("CASE_COLLAPSED" | "CASE_EXPANDED", case)], was, _) => {
            !of_both || was.is_none_or(|was| was == *case)
        }
        ([("CASE_EXPANDED", first), ("CASE_SELECTED", second)], None, Some(is)) => {
            *first == is && *second == is
        }
        (
            [("CASE_COLLAPSED", left), ("CASE_EXPANDED", come), ("CASE_SELECTED", case)],
            Some(was),
            Some(is),
        ) => *left == was && *come == (if of_both { was } else { is }) && *case == is,
        _ => false,
    };
    demand(CASES, is_right || before.is_due, || format!("from {was:?} to {is:?}: {told:?}"))
}

/// The payloads of the events of a name that a window got.
fn heard_by<'a>(window: &'a str, name: &'a str, entries: &'a [Entry]) -> impl Iterator<Item = &'a Value> {
    let mine = move |entry: &&Entry| entry.kind == Kind::Event && entry.frame.as_deref() == Some(window);
    entries
        .iter()
        .filter(mine)
        .filter(move |entry| entry.body["event"] == name)
        .map(|entry| &entry.body["data"])
}

/// What an app reads: what the desktop shows, but for what it may not read.
fn read(workspace: &Workspace) -> BTreeMap<String, Value> {
    let shown = |interaction: Interaction| {
        let id = interaction.interaction_id.clone();
        let mut shown = Value::from(interaction);
        if let Some(user_data) = shown["userData"].as_object_mut() {
            user_data.retain(|key, _| is_readable(key, workspace.profile()));
        }
        (id, shown)
    };
    workspace.interactions().map(shown).collect()
}

fn stripped(read: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    read.iter().map(|(id, one)| (id.clone(), without_flags(one))).collect()
}
