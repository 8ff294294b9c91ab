//! Lays a timeline out: rounds one after the other, so that what is left is a list of steps. The list is bounded.

use scapi_schema::{journal::ClockSource, scenario::Step, suggest};
use serde_json::{Map, Value};

use super::{
    action::Action,
    fault::{Found, TOLD_AT_MOST},
    fill::{Filler, Known},
    node::Node,
    template::Call,
};
use crate::http::escaped;

/// More steps would be a load test.
pub(super) const STEPS_AT_MOST: usize = 10_000;
/// Rounds within rounds, so deep and no deeper.
const DEPTH_AT_MOST: usize = 4;

/// Whoever has made more is not helped by all of them. They are sorted before the first are told.
const FAULTS_AT_MOST: usize = 5 * TOLD_AT_MOST;

/// A step that is ready to be taken, but for what interactions will be.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// Where it stands in the file.
    pub(super) pointer: String,
    pub(super) kind: &'static str,
    pub(super) content: Node,
    /// What the interaction is called.
    pub(super) name: Option<String>,
    /// The round of each repetition that it is in, the outermost first.
    pub(super) rounds: Vec<u64>,
}

impl Planned {
    pub(super) fn content_pointer(&self) -> String {
        format!("{}/{}", self.pointer, self.kind)
    }
}

/// The layout of a timeline.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) filler: &'a mut Filler,
    pub(super) clock: Option<ClockSource>,
    pub(super) planned: Vec<Planned>,
    turns: usize,
}

impl<'a> Layout<'a> {
    pub(super) const fn new(filler: &'a mut Filler, clock: Option<ClockSource>) -> Self {
        Self { filler, clock, planned: Vec::new(), turns: 0 }
    }

    /// Lays out a list of steps that stands at a pointer. Gives up where there is no sense in going on.
    pub(super) fn steps(&mut self, steps: &Value, at: &str, rounds: &[u64]) -> Option<()> {
        let Some(steps) = steps.as_array().filter(|steps| !steps.is_empty()) else {
            return self.filler.wrong(Found::at(at, "steps are a list with at least one step in it"));
        };
        for (index, step) in steps.iter().enumerate() {
            let pointer = format!("{at}/{index}");
            match Step::kind(step) {
                Ok("repeat") => self.repeat(&step["repeat"], &format!("{pointer}/repeat"), rounds)?,
                Ok("each") => self.each(&step["each"], &format!("{pointer}/each"), rounds)?,
                Ok(kind) => self.step(kind, step, pointer, rounds)?,
                Err(fault) => {
                    let found = match &fault.key {
                        Some(key) => {
                            Found::at(format!("{pointer}/{}", escaped(key)), fault.to_string()).of_key()
                        }
                        None => Found::at(pointer, fault.to_string()),
                    };
                    self.filler.wrong::<()>(found.meaning(fault.suggestion));
                }
            }
        }
        Some(())
    }

    fn step(&mut self, kind: &'static str, step: &Value, pointer: String, rounds: &[u64]) -> Option<()> {
        self.turn(&pointer)?;
        let content = self.filler.node(&step[kind], &format!("{pointer}/{kind}"));
        let name = step.get("as").map(|name| self.name_of_interaction(name, &format!("{pointer}/as")));
        let (Some(content), Some(name)) = (content, name.map_or(Some(None), |name| name.map(Some))) else {
            return Some(());
        };
        let planned = Planned { pointer, kind, content, name, rounds: rounds.to_vec() };
        self.check(&planned);
        self.planned.push(planned);
        Some(())
    }

    /// Whether it can be read with any interaction in it.
    fn check(&mut self, planned: &Planned) {
        let sample =
            |call: &Call| Ok(if call.name == super::fill::CURSOR { 0.into() } else { Value::from("1") });
        let content = planned.content.fill(&sample).unwrap_or_default();
        let pointer = planned.content_pointer();
        match Action::read(planned.kind, content, &pointer) {
            Err(found) => {
                self.filler.wrong::<()>(found);
            }
            Ok(Action::Advance(_)) if self.clock == Some(ClockSource::Real) => {
                let text = "a real clock runs and cannot be advanced; say \"clock\": \"virtual\", or {\"wait\": {\"ms\": …}}";
                self.filler.wrong::<()>(Found::at(pointer, text));
            }
            Ok(_) => {}
        }
    }

    fn name_of_interaction(&mut self, name: &Value, pointer: &str) -> Option<String> {
        let name = self.name(name, pointer)?;
        if self.filler.is_known(&name) && !self.filler.is_interaction(&name) {
            return self.filler.wrong(Found::at(pointer, format!("${{{name}}} is something else already")));
        }
        self.filler.know(&name, Known::Interaction);
        Some(name)
    }

    fn name(&mut self, name: &Value, pointer: &str) -> Option<String> {
        let Some(name) = name.as_str() else {
            return self.filler.wrong(Found::at(pointer, "a name is a text"));
        };
        self.filler.check_name(name, pointer)?;
        Some(name.to_owned())
    }

    fn repeat(&mut self, repeat: &Value, at: &str, rounds: &[u64]) -> Option<()> {
        let fields = self.fields(repeat, at, &["times", "as", "steps"], &["times", "steps"])?;
        let times_at = format!("{at}/times");
        let times = self.filler.value(&fields["times"], &times_at)?;
        let Some(times) = times.as_u64() else {
            return self.filler.wrong(Found::at(times_at, "times is how often, a number such as 3"));
        };
        let name = match fields.get("as") {
            Some(name) => Some(self.name_of_round(name, &format!("{at}/as"))?),
            None => None,
        };
        let values = (1..=times).map(Value::from);
        self.rounds(name.as_deref(), values, &fields["steps"], at, rounds)
    }

    fn each(&mut self, each: &Value, at: &str, rounds: &[u64]) -> Option<()> {
        let fields = self.fields(each, at, &["in", "as", "steps"], &["in", "as", "steps"])?;
        let in_at = format!("{at}/in");
        let values = self.filler.value(&fields["in"], &in_at)?;
        let Value::Array(values) = values else {
            return self.filler.wrong(Found::at(in_at, "in is a list of values, or a template for one"));
        };
        let name = self.name_of_round(&fields["as"], &format!("{at}/as"))?;
        self.rounds(Some(&name), values.into_iter(), &fields["steps"], at, rounds)
    }

    fn name_of_round(&mut self, name: &Value, pointer: &str) -> Option<String> {
        let name = self.name(name, pointer)?;
        if self.filler.is_known(&name) {
            return self.filler.wrong(Found::at(pointer, format!("${{{name}}} is something else already")));
        }
        Some(name)
    }

    fn rounds(
        &mut self,
        name: Option<&str>,
        values: impl Iterator<Item = Value>,
        steps: &Value,
        at: &str,
        rounds: &[u64],
    ) -> Option<()> {
        if rounds.len() >= DEPTH_AT_MOST {
            let text = format!("repetitions are within each other {DEPTH_AT_MOST} deep and no deeper");
            return self.filler.wrong(Found::at(at, text));
        }
        for (round, value) in (1..).zip(values) {
            self.turn(at)?;
            if let Some(name) = name {
                self.filler.know(name, Known::Value(value));
            }
            let laid = self.steps(steps, &format!("{at}/steps"), &[rounds, &[round]].concat());
            if let Some(name) = name {
                self.filler.forget(name);
            }
            laid?;
            // The other rounds have the same faults.
            if !self.filler.faults.is_empty() {
                return Some(());
            }
        }
        Some(())
    }

    /// Steps and rounds are counted, so that rounds without steps end, too.
    fn turn(&mut self, pointer: &str) -> Option<()> {
        self.turns += 1;
        if self.filler.faults.len() >= FAULTS_AT_MOST {
            return None;
        }
        if self.turns <= 2 * STEPS_AT_MOST && self.planned.len() < STEPS_AT_MOST {
            return Some(());
        }
        let text = format!("with its repetitions, the timeline has more than {STEPS_AT_MOST} steps here");
        self.filler.wrong(Found::at(pointer, text))
    }

    fn fields<'v>(
        &mut self,
        value: &'v Value,
        at: &str,
        known: &[&str],
        needed: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Some(fields) = value.as_object() else {
            return self.filler.wrong(Found::at(at, format!("an object with {}", needed.join(", "))));
        };
        if let Some(key) = fields.keys().find(|key| !known.contains(&key.as_str())) {
            let meant = suggest::nearest(key, known.iter().copied());
            let hint = match meant {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => format!("there are {}", known.join(", ")),
            };
            let found =
                Found::at(format!("{at}/{}", escaped(key)), format!("there is no \"{key}\" here; {hint}"));
            return self.filler.wrong(found.of_key().meaning(meant));
        }
        if let Some(missing) = needed.iter().find(|needed| !fields.contains_key(**needed)) {
            return self.filler.wrong(Found::at(at, format!("\"{missing}\" is missing")));
        }
        Some(fields)
    }
}
