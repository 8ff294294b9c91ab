//! What every target does, whatever it is reached by: greet, start afresh, carry messages both ways, stir the host,
//! move its time, refuse. The checks are those of `README.md`, “Write a target”.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::Smoke;
use crate::case::ability;
use crate::target::{self, Identity, Output, Payload, Target, TargetError};

/// What has to be done where a check fails.
pub(super) struct Remedies {
    hello: &'static str,
    reset: &'static str,
    message: &'static str,
    subscribe: &'static str,
    stimulus: &'static str,
    event: &'static str,
    refusal: &'static str,
    advance: &'static str,
    profile: &'static str,
    close: &'static str,
}

pub(super) const OF_DRIVERS: Remedies = Remedies {
    hello: "answer {\"id\":1,\"op\":\"hello\"} by one line {\"id\":1,\"name\":\"…\",\"version\":\"…\",\"abilities\":[…],\"outputs\":[]}; abilities are listed in the README, [] is none",
    reset: "answer `reset` by {\"id\":…,\"outputs\":[]}, and forget all frames, interactions and subscriptions",
    message: "put the host's answer into `outputs` of the answer line: {\"frame\":\"app\",\"message\":{…}}, the frame being the one that asked, the message having its referenceId",
    subscribe: "answer a message with {\"event\":\"subscribe\",\"data\":\"interaction\"} by one with a `subscriptionId` at its top level",
    stimulus: "let `inbound-call` make an interaction, and give it as `interaction`: {\"interactionId\":\"…\", …}; if it cannot, take `inbound-voice` off the abilities",
    event: "put the events that a stimulus causes into `outputs` of its answer line, once for each frame that has subscribed",
    refusal: "answer what cannot be done by {\"id\":…,\"error\":\"why\",\"outputs\":[]}, and go on",
    advance: "take {\"op\":\"advance\",\"ms\":1} if `clock` is declared; refuse it by `error` if it is not",
    profile: "take `profile` of `reset` as a merge patch, and refuse a key that it does not have; or take `profile` off the abilities",
    close: "end when the standard input ends",
};

pub(super) const OF_URLS: Remedies = Remedies {
    hello: "make a session for POST /sessions {\"clock\":\"virtual\",\"seed\":0,\"profile\":{}}, answering {\"session\":…,\"ws\":\"ws://…\",\"control\":\"http://…\"}, and end it for DELETE /sessions/{session}",
    reset: "make a session for POST /sessions, and take a WebSocket at its `ws`",
    message: "answer a request that comes through the socket through the same socket, one envelope a text message",
    subscribe: "answer a message with {\"event\":\"subscribe\",\"data\":\"interaction\"} by one with a `subscriptionId` at its top level",
    stimulus: "take {\"type\":\"inbound-call\"} at POST {control}/stimuli, answering {\"interaction\":{\"interactionId\":\"…\", …}}",
    event: "post the events that a stimulus causes through every socket that has subscribed, before the answer to the next request of that socket",
    refusal: "answer a stimulus that is not known by a status of 400 or more, with a problem document that says why",
    advance: "take {\"ms\":1} at POST {control}/clock/advance in a session with a virtual clock",
    profile: "take `profile` of POST /sessions as a merge patch, and refuse a key that it does not have",
    close: "end a session for DELETE /sessions/{session}",
};

const FRAME: &str = "app";

/// Looks at a target.
pub(super) async fn test(target: impl Target, remedies: &Remedies, limit: Duration) -> Smoke {
    let mut look = Look { target, limit, asked: 0 };
    let mut smoke = Smoke::default();
    let identity = look.hello().await;
    let Some(identity) = smoke.note("hello: it says who it is and what it can do", identity, remedies.hello)
    else {
        return smoke;
    };
    let talks = look.conversation(&mut smoke, remedies, &identity).await;
    look.refusals(&mut smoke, remedies, &identity).await;
    let what = "reset: nothing is left of what was before";
    if talks == Talks::Yes {
        let forgets = look.forgets().await;
        smoke.note(what, forgets, remedies.reset);
    } else {
        smoke.skip(what, "requests are not answered");
    }
    let closes = within(limit, look.target.close()).await;
    smoke.note("it lets go", closes, remedies.close);
    smoke
}

/// Whether requests are answered, so that more can be asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Talks {
    Yes,
    No,
}

struct Look<T> {
    target: T,
    limit: Duration,
    asked: u32,
}

impl<T: Target> Look<T> {
    async fn hello(&mut self) -> Result<Identity, String> {
        let identity = within(self.limit, self.target.hello()).await?;
        match identity.abilities.iter().find(|name| !ability::is_known(name)) {
            None => Ok(identity),
            Some(name) => {
                let nearest = ability::nearest(name).map(|near| format!("; did you mean `{near}`?"));
                Err(format!("it declares `{name}`, which is no ability{}", nearest.unwrap_or_default()))
            }
        }
    }

    /// A request, a subscription, a call, and its events.
    async fn conversation(&mut self, smoke: &mut Smoke, remedies: &Remedies, identity: &Identity) -> Talks {
        let fresh = self.fresh(&Map::new()).await;
        let what = "reset: it starts afresh, and a frame can be opened";
        let Some(()) = smoke.note(what, fresh, remedies.reset) else { return Talks::No };
        let answered = self.fence().await.map(drop);
        let what = "message: a request is answered, to the frame that asked";
        let Some(()) = smoke.note(what, answered, remedies.message) else { return Talks::No };
        let subscribed = self.subscribe().await;
        let what = "message: a subscription is answered";
        smoke.note(what, subscribed, remedies.subscribe);
        let what = "stimulus: a call arrives, and its interaction is given";
        if !identity.abilities.iter().any(|name| name == "inbound-voice") {
            smoke.skip(what, "`inbound-voice` is not declared");
            return Talks::Yes;
        }
        let called = self.call().await;
        if let Some(outputs) = smoke.note(what, called, remedies.stimulus) {
            let heard = self.hears(outputs).await;
            smoke.note("outputs: the frame that has subscribed hears of the call", heard, remedies.event);
        }
        Talks::Yes
    }

    /// What the target has to refuse, and time, which it may.
    async fn refusals(&mut self, smoke: &mut Smoke, remedies: &Remedies, identity: &Identity) {
        let has = |ability: &str| identity.abilities.iter().any(|name| name == ability);
        let unknown = Map::from_iter([("type".to_owned(), json!("no-such-stimulus"))]);
        let limit = self.limit;
        let refused = refused(target::within(limit, self.target.stimulus(&unknown)).await);
        smoke.note("stimulus: one that nobody knows is refused", refused, remedies.refusal);
        let advanced = target::within(limit, self.target.advance(1)).await;
        if has("clock") {
            let advanced = advanced.map(drop).map_err(|error| error.to_string());
            smoke.note("advance: time goes on", advanced, remedies.advance);
        } else {
            smoke.note("advance: refused without `clock`", self::refused(advanced), remedies.advance);
        }
        let what = "profile: a key that nobody knows is refused, and one that is known is taken";
        if has("profile") {
            let taken = self.profile().await;
            smoke.note(what, taken, remedies.profile);
        } else {
            smoke.skip(what, "`profile` is not declared");
        }
    }

    async fn fresh(&mut self, profile: &Map<String, Value>) -> Result<(), String> {
        within(self.limit, self.target.reset(1, profile)).await?;
        within(self.limit, self.target.open(FRAME, None)).await
    }

    /// What the host has said until it has answered a request.
    async fn fence(&mut self) -> Result<(Value, Vec<Output>), String> {
        self.asked += 1;
        let id = json!(format!("smoke-{}", self.asked));
        let request = json!({ "request": "interaction.getInteractions", "referenceId": id,
            "userAgent": "WWE Client", "protocolVersion": 2 });
        let outputs = within(self.limit, self.target.fence(FRAME, &request)).await?;
        let answer = answer(&outputs, &id)?;
        Ok((answer, outputs))
    }

    async fn subscribe(&mut self) -> Result<(), String> {
        let id = json!("smoke-subscribe");
        let message = json!({ "event": "subscribe", "data": "interaction", "referenceId": id,
            "userAgent": "WWE Client", "protocolVersion": 2 });
        let mut outputs = within(self.limit, self.target.message(FRAME, Payload::Message(&message))).await?;
        outputs.extend(self.fence().await?.1);
        match answer(&outputs, &id)?.get("subscriptionId") {
            Some(_) => Ok(()),
            None => Err(format!("the answer has no `subscriptionId`: {}", said(&outputs))),
        }
    }

    async fn call(&mut self) -> Result<Vec<Output>, String> {
        let call = Map::from_iter([("type".to_owned(), json!("inbound-call"))]);
        let stimulated = within(self.limit, self.target.stimulus(&call)).await?;
        let interaction = stimulated.interaction.ok_or("it gave no interaction")?;
        match interaction.get("interactionId").and_then(Value::as_str) {
            Some(id) if !id.is_empty() => Ok(stimulated.outputs),
            _ => Err(format!("the interaction has no `interactionId` that is a string: {interaction}")),
        }
    }

    async fn hears(&mut self, mut outputs: Vec<Output>) -> Result<(), String> {
        outputs.extend(self.fence().await?.1);
        let is_event = |output: &&Output| {
            output.frame == FRAME && output.message.get("event") == Some(&json!("interaction"))
        };
        let heard = outputs.iter().any(|output| is_event(&output));
        if heard {
            Ok(())
        } else {
            Err(format!("no event `interaction` came to it; {} came", said(&outputs)))
        }
    }

    async fn profile(&mut self) -> Result<(), String> {
        let unknown = Map::from_iter([("noSuchKey".to_owned(), json!(1))]);
        refused(target::within(self.limit, self.target.reset(1, &unknown)).await)?;
        let known = Map::from_iter([("voidResult".to_owned(), json!("null"))]);
        within(self.limit, self.target.reset(1, &known)).await
    }

    async fn forgets(&mut self) -> Result<(), String> {
        self.fresh(&Map::new()).await?;
        let (answer, outputs) = self.fence().await?;
        match answer.get("data") {
            Some(Value::Array(items)) if items.is_empty() => Ok(()),
            _ => Err(format!("after reset there are interactions: {} came", said(&outputs))),
        }
    }
}

/// The answer to a request of the frame.
fn answer(outputs: &[Output], id: &Value) -> Result<Value, String> {
    let is_answer = |output: &&Output| output.frame == FRAME && output.message.get("referenceId") == Some(id);
    let found = outputs.iter().find(is_answer);
    let missing =
        || format!("no answer with the referenceId {id} came to frame {FRAME}; {} came", said(outputs));
    found.map(|answer| answer.message.clone()).ok_or_else(missing)
}

fn said(outputs: &[Output]) -> String {
    if outputs.is_empty() {
        return "nothing".to_owned();
    }
    let each: Vec<_> = outputs.iter().map(|it| format!("{} to frame {}", it.message, it.frame)).collect();
    each.join(", ")
}

/// Whether the target has refused, as it has to.
fn refused<T>(done: Result<T, TargetError>) -> Result<(), String> {
    match done {
        Err(TargetError::Refused { reason, .. }) if !reason.trim().is_empty() => Ok(()),
        Err(TargetError::Refused { .. }) => Err("it was refused without a reason".to_owned()),
        Err(error) => Err(error.to_string()),
        Ok(_) => Err("it was not refused".to_owned()),
    }
}

async fn within<T>(limit: Duration, done: impl Future<Output = Result<T, TargetError>>) -> Result<T, String> {
    target::within(limit, done).await.map_err(|error| error.to_string())
}
