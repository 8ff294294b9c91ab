//! What drives a session: stimuli, the host profile, time, canned answers and events.

use axum::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::http::{
    canned::{CannedAnswerDocument, CannedTable, Posted, PostedEvent},
    clock::{Advance, Advanced, ClockState, Ran, RunUntilQuiet},
    control::{Caused, Fresh, Reset},
};

pub(super) fn operations() -> Vec<Operation> {
    [world(), super::desktop::operations(), clock(), canned()].concat()
}

fn rings() -> Value {
    let interaction = json!({
        "interactionId": "1", "caseId": "9d8e…", "state": "RINGING", "media": "voice", "direction": "IN", "ani": "+33298000000",
    });
    let event = json!({
        "event": "interaction", "data": { "eventType": "RINGING", "interaction": interaction },
        "userAgent": "WWE Server", "protocolVersion": 2,
    });
    json!({ "interaction": interaction, "outputs": [{ "frame": "s1", "message": event }], "cursor": 17 })
}

/// The parameters of a wait.
fn waits(operation: Operation) -> Operation {
    operation
        .query("wait", Type::String, "`quiet`: answer when nothing is due and every frame has got what was said to it. `message`: answer \
                                      when an app sends a message that meets the conditions.")
        .query("within", Type::Integer, "How long to wait at most, in milliseconds of real time: 1 to 60000, 5000 if it is left out.")
        .query("method", Type::String, "With `message`: the method that it calls.")
        .query("frame", Type::String, "With `message`: the frame that it comes from.")
        .query("interaction", Type::String, "With `message`: the interaction that it is about.")
        .problems([Kind::DeadlinePassed, Kind::UnknownMethod])
}

fn world() -> Vec<Operation> {
    let call = json!({ "type": "inbound-call", "ani": "+33298000000", "userData": { "Segment": "Gold" } });
    let profile = json!({ "ringTimeoutMs": 20_000, "voidResult": "absent" });
    let stimuli = Operation::new(Method::POST, "/s/{session}/control/stimuli", Tag::World, "stimulate", "Makes something happen")
        .says("The answer has what it caused. With `wait` it comes when the app has reacted, and has that too; if it has not in time, \
               the problem has what was caused. `interaction=caused` means the interaction of the answer.")
        .takes(Content::json(Shape::Contract("stimulus"), call))
        .answers(200, "What it caused.", Content::json(Shape::of::<Caused>(), rings()))
        .problems([Kind::NotAStimulus, Kind::NoSuchInteraction, Kind::NoSuchCase, Kind::NotNow, Kind::TooManyInteractions]);
    vec![
        waits(stimuli),
        Operation::new(Method::POST, "/s/{session}/control/reset", Tag::World, "reset", "Starts the session afresh")
            .says("Frames and their subscriptions stay, so that embedded apps are not deaf. What else stays is said by `keep`.")
            .takes(Content::json(Shape::of::<Reset>(), json!({ "keep": "nothing" })))
            .answers(200, "The number of the last journal entry.", Content::json(Shape::of::<Fresh>(), json!({ "cursor": 18 })))
            .problems([Kind::NotWanted]),
        Operation::new(Method::GET, "/s/{session}/control/profile", Tag::World, "readProfile", "How the host behaves")
            .answers(200, "The host profile.", Content::json(Shape::Contract("host-profile"), profile.clone())),
        Operation::new(Method::PATCH, "/s/{session}/control/profile", Tag::World, "changeProfile", "Changes how the host behaves")
            .says("A JSON merge patch; null restores a default.")
            .takes(Content::json(Shape::Object, json!({ "voidResult": "null", "ringTimeoutMs": null })))
            .answers(200, "The host profile as it is now.", Content::json(Shape::Contract("host-profile"), profile))
            .problems([Kind::NotAProfile]),
    ]
}

fn clock() -> Vec<Operation> {
    let state = json!({ "at": 4500, "clock": "virtual", "stands": true, "nextDue": 20_000, "cursor": 17 });
    let clock = || Content::json(Shape::of::<ClockState>(), state.clone());
    let nothing = || Content::json(Shape::Object, json!({}));
    let advanced = json!({ "at": 20_000, "outputs": [], "cursor": 19 });
    let ran = json!({ "at": 20_000, "outputs": [], "cursor": 19, "quiet": true });
    vec![
        Operation::new(Method::GET, "/s/{session}/control/clock", Tag::Clock, "readClock", "The time of the session")
            .answers(200, "The clock.", clock()),
        Operation::new(Method::POST, "/s/{session}/control/clock/freeze", Tag::Clock, "freezeClock", "Makes a real clock stand")
            .takes(nothing())
            .answers(200, "The clock, which stands.", clock())
            .problems([Kind::NotWanted]),
        Operation::new(Method::POST, "/s/{session}/control/clock/unfreeze", Tag::Clock, "unfreezeClock", "Lets a real clock go on")
            .takes(nothing())
            .answers(200, "The clock, which runs on from where it stood.", clock())
            .problems([Kind::NotWanted, Kind::ClockIsVirtual]),
        Operation::new(Method::POST, "/s/{session}/control/clock/advance", Tag::Clock, "advanceClock", "Moves a clock that stands")
            .says("Everything that falls due on the way happens, each at its own time, in order.")
            .takes(Content::json(Shape::of::<Advance>(), json!({ "ms": 20_000 })))
            .answers(200, "What happened.", Content::json(Shape::of::<Advanced>(), advanced))
            .problems([Kind::NotWanted, Kind::ClockIsReal]),
        Operation::new(
            Method::POST,
            "/s/{session}/control/clock/run-until-quiet",
            Tag::Clock,
            "runUntilQuiet",
            "Moves a clock that stands until nothing is due any more",
        )
        .says("It goes no further than `atMostMs`, an hour if that is left out; `quiet` says whether something is left.")
        .takes(Content::json(Shape::of::<RunUntilQuiet>(), json!({ "atMostMs": 60_000 })))
        .answers(200, "What happened.", Content::json(Shape::of::<Ran>(), ran))
        .problems([Kind::NotWanted, Kind::ClockIsReal]),
    ]
}

fn canned() -> Vec<Operation> {
    let answer = || {
        Content::json(Shape::of::<CannedAnswerDocument>(), json!({ "errorMessage": "the far end is busy" }))
    };
    let table = json!({ "answers": { "system.amIVisible": { "data": true }, "system.closeToast": {} } });
    let event = json!({ "name": "messenger:orders", "data": { "order": 7 } });
    let posted = json!({ "outputs": [{ "frame": "s1", "message": { "event": "messenger:orders", "data": { "order": 7 } } }], "cursor": 21 });
    let post = Operation::new(Method::POST, "/s/{session}/control/events", Tag::Canned, "postEvent", "Posts an event to its subscribers")
        .says("For events that the host does not send by itself. With `wait` the answer comes when the app has reacted.")
        .takes(Content::json(Shape::of::<PostedEvent>(), event))
        .answers(200, "Who heard it.", Content::json(Shape::of::<Posted>(), posted))
        .problems([Kind::NotWanted, Kind::UnknownEvent]);
    vec![
        Operation::new(
            Method::GET,
            "/s/{session}/control/canned",
            Tag::Canned,
            "listCannedAnswers",
            "The table of canned answers",
        )
        .answers(200, "All of them, by method.", Content::json(Shape::of::<CannedTable>(), table)),
        Operation::new(
            Method::GET,
            "/s/{session}/control/canned/{method}",
            Tag::Canned,
            "readCannedAnswer",
            "What a method answers",
        )
        .answers(200, "The answer.", answer())
        .problems([Kind::UnknownMethod, Kind::NoCannedAnswer]),
        Operation::new(
            Method::PUT,
            "/s/{session}/control/canned/{method}",
            Tag::Canned,
            "changeCannedAnswer",
            "Changes what a method answers",
        )
        .says("It holds for every app of the session, and goes before what the host would do.")
        .takes(answer())
        .answers(200, "The answer as it is now.", answer())
        .problems([Kind::UnknownMethod, Kind::NotAnAnswer]),
        Operation::new(
            Method::DELETE,
            "/s/{session}/control/canned/{method}",
            Tag::Canned,
            "restoreCannedAnswer",
            "Back to the default",
        )
        .answers_nothing(204, "It answers as it does by default.")
        .problems([Kind::UnknownMethod]),
        waits(post),
    ]
}
