//! What can be wrong with a host: lines of the driver protocol rewritten on their way in or out.
//! The host itself is whole, so that each mutant differs from it by one defect.

use serde_json::{Value, json};

use crate::edit::{each_interaction, is_answer, is_asked, is_event, is_failure, replace};

/// One defect. A line is a request of the driver protocol as the suite wrote it, an output is a frame and a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Defect {
    /// None: a whole host behind the same rewriting, by which it is seen that the rewriting itself breaks nothing.
    None,
    /// Each message of the host is changed.
    Said(fn(&mut Value, &Value)),
    /// The outputs of one answer line are changed.
    Posted(fn(&mut Vec<Value>, &Value)),
    /// Such messages come with the answer to a later line.
    Late(fn(&Value) -> bool),
    /// Each line to the host is changed.
    Told(fn(&mut Value)),
    /// Ahead of such a line the host is told another one, and nobody hears what it says to that.
    Before(fn(&Value) -> Option<Value>),
    /// The same, after such a line.
    After(fn(&Value) -> Option<Value>),
    /// A row of the transition tables stands for another one: this input, a request or a stimulus, does what the other
    /// one does.
    Row(&'static str, &'static str),
    /// This request is answered with a success, and not carried out.
    Undone(&'static str),
    /// This request is answered with a success where it fails.
    Obliging(&'static str),
    /// Failures of this request have this text.
    Vague(&'static str, &'static str),
    /// Events of this type are not sent.
    Missing(&'static str),
    /// Events of this type are sent twice.
    Doubled(&'static str),
    /// Events of this type come ahead of the one before them.
    Early(&'static str),
    /// Events of this type have another one.
    Misnamed(&'static str, &'static str),
    /// A state is shown as another one.
    Shown(&'static str, &'static str),
    /// A property of every Interaction has this value, where it is there.
    Property(&'static str, fn(&Value) -> Value),
    /// A property of every Interaction is missing.
    Without(&'static str),
    /// This key of the profile is ignored.
    Unswitched(&'static str),
    /// This key of the profile has this value, whatever it was set to.
    Switched(&'static str, fn() -> Value),
}

impl Defect {
    /// The line that the host is told in the place of this one.
    pub(crate) fn told(self, line: &Value) -> Value {
        let mut line = line.clone();
        match self {
            Self::Told(change) => change(&mut line),
            Self::Row(input, other) => {
                ["/message/request", "/stimulus/type"].into_iter().for_each(|place| {
                    replace(&mut line, place, |it| if it == input { json!(other) } else { it.clone() });
                });
            }
            Self::Undone(name) if is_asked(&line, name) => undo(&mut line),
            Self::Unswitched(key) => {
                if let Some(profile) = line.get_mut("profile").and_then(Value::as_object_mut) {
                    profile.shift_remove(key);
                }
            }
            Self::Switched(key, value) if line["op"] == "reset" => line["profile"][key] = value(),
            _ => {}
        }
        line
    }

    /// The line that the host is told ahead of this one.
    pub(crate) fn before(self, line: &Value) -> Option<Value> {
        if let Self::Before(other) = self { other(line) } else { None }
    }

    /// The line that the host is told after this one.
    pub(crate) fn after(self, line: &Value) -> Option<Value> {
        if let Self::After(other) = self { other(line) } else { None }
    }

    /// Whether a message is kept back until a later line.
    pub(crate) fn is_late(self, message: &Value) -> bool {
        matches!(self, Self::Late(is_late) if is_late(message))
    }

    /// What is posted in the place of these outputs.
    pub(crate) fn posted(self, outputs: &mut Vec<Value>, line: &Value) {
        match self {
            Self::Posted(change) => change(outputs, line),
            Self::Missing(kind) => outputs.retain(|output| !is_event(&output["message"], kind)),
            Self::Doubled(kind) => double(outputs, kind),
            Self::Early(kind) => {
                let late = (1..outputs.len()).filter(|&index| is_event(&outputs[index]["message"], kind));
                late.collect::<Vec<_>>().into_iter().for_each(|index| outputs.swap(index - 1, index));
            }
            _ => outputs.iter_mut().for_each(|output| self.said(&mut output["message"], line)),
        }
    }

    fn said(self, message: &mut Value, line: &Value) {
        match self {
            Self::Said(change) => change(message, line),
            Self::Undone(name) if is_asked(line, name) && is_answer(message) => drop_key(message, "data"),
            Self::Obliging(name) if is_asked(line, name) && is_failure(message) => {
                drop_key(message, "errorMessage");
            }
            Self::Vague(name, text) if is_asked(line, name) && is_failure(message) => {
                message["errorMessage"] = json!(text);
            }
            Self::Misnamed(kind, other) if is_event(message, kind) => {
                message["data"]["eventType"] = json!(other);
            }
            Self::Shown(state, other) => each_interaction(message, |interaction| {
                if interaction["state"] == state {
                    interaction["state"] = json!(other);
                }
            }),
            Self::Property(key, value) => each_interaction(message, |interaction| {
                if let Some(old) = interaction.get_mut(key) {
                    *old = value(old);
                }
            }),
            Self::Without(key) => each_interaction(message, |interaction| drop_key(interaction, key)),
            _ => {}
        }
    }
}

/// Asks for something that changes nothing, under the same reference id.
fn undo(line: &mut Value) {
    let message = &mut line["message"];
    drop_key(message, "event");
    drop_key(message, "data");
    message["request"] = json!("interaction.getInteractions");
    message["parameters"] = json!([]);
}

fn double(outputs: &mut Vec<Value>, kind: &str) {
    let twice = |output: Value| {
        let copies = if is_event(&output["message"], kind) { 2 } else { 1 };
        std::iter::repeat_n(output, copies)
    };
    *outputs = std::mem::take(outputs).into_iter().flat_map(twice).collect();
}

fn drop_key(object: &mut Value, key: &str) {
    if let Some(fields) = object.as_object_mut() {
        fields.shift_remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str) -> Value {
        json!({ "frame": "app", "message": { "event": "interaction",
            "data": { "eventType": kind, "interaction": { "interactionId": "1", "state": kind } } } })
    }

    fn kinds(defect: Defect, said: &[&str]) -> Vec<String> {
        let mut outputs: Vec<Value> = said.iter().map(|kind| event(kind)).collect();
        defect.posted(&mut outputs, &Value::Null);
        let kind = |output: &Value| output["message"]["data"]["eventType"].as_str().map(str::to_owned);
        outputs.iter().filter_map(kind).collect()
    }

    #[test]
    fn events_are_dropped_doubled_moved_and_renamed() {
        let said = ["ADDED", "RINGING"];
        assert_eq!(kinds(Defect::None, &said), said);
        assert_eq!(kinds(Defect::Missing("ADDED"), &said), ["RINGING"]);
        assert_eq!(kinds(Defect::Doubled("ADDED"), &said), ["ADDED", "ADDED", "RINGING"]);
        assert_eq!(kinds(Defect::Early("RINGING"), &said), ["RINGING", "ADDED"]);
        assert_eq!(kinds(Defect::Misnamed("ADDED", "NEW"), &said), ["NEW", "RINGING"]);
    }

    #[test]
    fn a_state_is_shown_as_another_one_wherever_an_interaction_stands() {
        let held = json!({ "interactionId": "1", "state": "HELD" });
        for data in [held.clone(), json!([held]), json!({ "eventType": "HELD", "interaction": held })] {
            let mut outputs = vec![json!({ "frame": "app", "message": { "data": data } })];
            Defect::Shown("HELD", "TALKING").posted(&mut outputs, &Value::Null);
            assert!(outputs[0].to_string().contains(r#""state":"TALKING""#), "{outputs:?}");
        }
    }

    #[test]
    fn an_input_has_the_row_of_another_one_whether_it_is_asked_or_happens() {
        let asked = json!({ "op": "message", "message": { "request": "voice.hold", "parameters": ["1"] } });
        let happens =
            json!({ "op": "stimulus", "stimulus": { "type": "agent-holds", "interactionId": "1" } });
        assert_eq!(
            Defect::Row("voice.hold", "voice.hangUp").told(&asked)["message"]["request"],
            "voice.hangUp"
        );
        let held = Defect::Row("agent-holds", "agent-hangs-up");
        assert_eq!(held.told(&happens)["stimulus"]["type"], "agent-hangs-up");
        assert_eq!(held.told(&asked), asked);
    }

    #[test]
    fn what_is_not_to_be_done_is_answered_all_the_same() {
        let line =
            json!({ "op": "message", "message": { "request": "interaction.accept", "referenceId": "7" } });
        let told = Defect::Undone("interaction.accept").told(&line);
        assert_eq!(told["message"]["request"], "interaction.getInteractions");
        assert_eq!(told["message"]["referenceId"], "7");
        assert_eq!(Defect::Undone("interaction.reject").told(&line), line);
    }

    #[test]
    fn a_switch_is_ignored_or_has_a_value_of_its_own() {
        let line = json!({ "op": "reset", "profile": { "voidResult": "null", "rateLimit": 3 } });
        let ignored = Defect::Unswitched("voidResult").told(&line);
        assert_eq!(ignored["profile"], json!({ "rateLimit": 3 }));
        let own = Defect::Switched("rateLimit", || json!(0)).told(&line);
        assert_eq!(own["profile"], json!({ "voidResult": "null", "rateLimit": 0 }));
    }
}
