//! What a case needs of a target: what it names itself, and what follows from its steps.
//! So no case is put to a target that cannot be told to do it, and none is left out that could.

use serde_json::Value;

use super::ability::{self, RAW_MESSAGES};
use super::{Answer, Case, Step, SubscribeStep, UnsubscribeStep};

/// The abilities, those that the case names first, each once.
pub(super) fn of(case: &Case) -> Vec<String> {
    let mut needs = Needs { abilities: case.needs.clone(), subscriptions: Vec::new() };
    if !case.profile.is_empty() {
        needs.add("profile");
    }
    if case.frames.values().any(|frame| frame.origin.is_some()) {
        needs.add("origins");
    }
    // a client has no way to tell when a message that is not answered has been dealt with
    if !case.frames.values().all(|frame| frame.hearing.is_answered()) {
        needs.add(RAW_MESSAGES);
    }
    case.steps.iter().for_each(|step| needs.step(step));
    needs.abilities
}

/// Abilities so far, and the subscriptions that a client would know: frame and variable.
struct Needs<'a> {
    abilities: Vec<String>,
    subscriptions: Vec<(&'a str, &'a str)>,
}

impl<'a> Needs<'a> {
    fn add(&mut self, ability: &str) {
        if !self.abilities.iter().any(|known| known == ability) {
            self.abilities.push(ability.to_owned());
        }
    }

    fn step(&mut self, step: &'a Step) {
        match step {
            Step::Stimulus(step) => {
                let kind = step.stimulus.get("type").and_then(Value::as_str).unwrap_or_default();
                let has_target = step.stimulus.contains_key("target");
                ability::of_stimulus(kind, has_target).into_iter().for_each(|ability| self.add(ability));
            }
            Step::Request(step) => {
                let is_refused = !matches!(step.answer, Answer::Success | Answer::Data(_));
                let ability = if is_refused {
                    ability::to_refuse(&step.method)
                } else {
                    ability::of_method(&step.method)
                };
                ability.into_iter().for_each(|ability| self.add(ability));
                // a client counts its reference ids itself
                if step.reference_id.is_some() {
                    self.add(RAW_MESSAGES);
                }
            }
            Step::Subscribe(step) => self.subscribe(step),
            Step::Unsubscribe(step) => self.unsubscribe(step),
            Step::Send(step) => self.add(if step.text.is_some() { "raw-text" } else { RAW_MESSAGES }),
            Step::Advance(_) => self.add("clock"),
            Step::Events(_) | Step::Greetings(_) | Step::Silence(_) => {}
        }
    }

    fn subscribe(&mut self, step: &'a SubscribeStep) {
        if step.reference_id.is_some() || !is_names(&step.to) {
            self.add(RAW_MESSAGES);
        }
        self.subscriptions.extend(step.bind.iter().map(|name| (step.frame.as_str(), name.as_str())));
    }

    /// A client can give up what it has subscribed itself, and that once.
    fn unsubscribe(&mut self, step: &UnsubscribeStep) {
        let variable = step.id.as_str().and_then(|id| id.strip_prefix('$')).unwrap_or_default();
        let own = self.subscriptions.iter().position(|known| *known == (step.frame.as_str(), variable));
        match own {
            Some(index) => drop(self.subscriptions.remove(index)),
            None => self.add(RAW_MESSAGES),
        }
    }
}

/// One name or a list of them.
fn is_names(to: &Value) -> bool {
    to.is_string() || to.as_array().is_some_and(|names| names.iter().all(Value::is_string))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What a case of these steps needs.
    fn needs(steps: &Value) -> Vec<String> {
        let case =
            json!({ "id": "a", "title": "t", "clauses": ["voice/1"], "needs": ["canned"], "steps": steps });
        of(&serde_json::from_value(case).expect("a case"))
    }

    #[test]
    fn what_a_case_names_comes_first_and_nothing_twice() {
        let steps = json!([
            { "request": { "method": "agent.get", "answer": "success" } },
            { "stimulus": { "do": { "type": "inbound-call" } } },
            { "advance": { "ms": 1 } }, { "advance": { "ms": 1 } },
        ]);
        assert_eq!(needs(&steps), ["canned", "inbound-voice", "clock"]);
    }

    #[test]
    fn to_refuse_a_method_takes_no_ability_unless_it_is_of_another_namespace() {
        let consult =
            |answer: Value| json!([{ "request": { "method": "interaction.consult", "answer": answer } }]);
        assert_eq!(needs(&consult(json!("success"))), ["canned", "consultation"]);
        assert_eq!(needs(&consult(json!({ "failure": "$string" }))), ["canned"]);
        let hold =
            |method: &str| json!([{ "request": { "method": method, "answer": { "failure": "$string" } } }]);
        assert_eq!(needs(&hold("voice.hold")), ["canned", "voice-methods"]);
        assert_eq!(needs(&hold("voice.pauseRecording")), ["canned"], "there is no such method");
    }

    #[test]
    fn what_a_client_cannot_post_is_raw() {
        let chosen =
            json!([{ "request": { "method": "x", "referenceId": 7, "answer": { "failure": "$string" } } }]);
        assert_eq!(needs(&chosen), ["canned", "raw-messages"]);
        assert_eq!(
            needs(&json!([{ "send": { "message": 5, "answer": "silence" } }])),
            ["canned", "raw-messages"]
        );
        assert_eq!(needs(&json!([{ "send": { "text": "x", "answer": "silence" } }])), ["canned", "raw-text"]);
        assert_eq!(needs(&json!([{ "subscribe": { "to": ["a", 5] } }])), ["canned", "raw-messages"]);
        assert_eq!(needs(&json!([{ "subscribe": { "to": ["a", "b"] } }])), ["canned"]);
    }

    #[test]
    fn a_client_gives_up_once_what_it_has_subscribed_itself() {
        let own = json!([
            { "subscribe": { "to": "agent", "as": "one" } },
            { "unsubscribe": { "id": "$one" } },
        ]);
        assert_eq!(needs(&own), ["canned"]);
        let twice = json!([
            { "subscribe": { "to": "agent", "as": "one" } },
            { "unsubscribe": { "id": "$one" } },
            { "unsubscribe": { "id": "$one" } },
        ]);
        assert_eq!(needs(&twice), ["canned", "raw-messages"]);
        let of_another = json!([
            { "subscribe": { "to": "agent", "as": "one" } },
            { "unsubscribe": { "frame": "other", "id": "$one" } },
        ]);
        assert_eq!(needs(&of_another), ["canned", "raw-messages"]);
        assert_eq!(needs(&json!([{ "unsubscribe": { "id": "made-up" } }])), ["canned", "raw-messages"]);
    }
}
