//! Whether a fault can strike: its values can be, and go with each other.
//! The names of methods and events are checked by who knows them.

use alloc::format;

use super::{Disturbance, Fault, FaultError, FaultMatcher, Stage};
/// Longer would be a test that has forgotten what it waits for.
const DAY_MS: u64 = 86_400_000;
/// More would be an attack, and no fault.
const COPIES_AT_MOST: u64 = 100;

type Checked = Result<(), FaultError>;

impl Fault {
    /// Whether it can strike.
    ///
    /// # Errors
    /// What cannot be, where, and what would be right.
    pub fn check(&self) -> Checked {
        self.check_numbers()?;
        self.disturbance.check()?;
        match &self.on {
            Some(on) => self.check_matcher(on),
            None => self.check_at_once(),
        }
    }

    fn check_numbers(&self) -> Checked {
        if self.times == Some(0) {
            return Err(FaultError::value(
                "/times",
                "times is 1 or more; a fault that never strikes is none",
            ));
        }
        match self.probability {
            Some(chance) if !(chance > 0.0 && chance <= 1.0) => {
                let text = format!("a probability is more than 0 and at most 1, got {chance}");
                Err(FaultError::value("/probability", text))
            }
            _ => Ok(()),
        }
    }

    /// What is about no message happens when the fault is made.
    fn check_at_once(&self) -> Checked {
        let counts = self.after > 0 || self.times.is_some() || self.probability.is_some();
        if self.disturbance.stage() != Stage::Connection || !counts {
            return Ok(());
        }
        let text = format!(
            "{} without \"on\" happens at once, and once: there is nothing to count; say on which message it happens, such as \
             {{\"method\":\"interaction.accept\"}}",
            self.disturbance.name()
        );
        Err(FaultError::value("/on", text))
    }

    fn check_matcher(&self, on: &FaultMatcher) -> Checked {
        let (name, stage) = (self.disturbance.name(), self.disturbance.stage());
        if on.is_of_events() {
            return check_of_events(on, name, stage, &self.disturbance);
        }
        if on.outcome.is_some() && stage == Stage::Arrival {
            let text = format!(
                "{name} strikes before the host has looked at the message, so that there is no outcome yet"
            );
            return Err(FaultError::value("/on/outcome", text));
        }
        if on.method.is_some() && on.subscribes.is_some() {
            let text = "a message calls a method or subscribes, and never both";
            return Err(FaultError::value("/on", text));
        }
        match self.disturbance {
            Disturbance::EventBeforeAnswer(_) if on.method.is_some() => {
                let text =
                    "event-before-answer is about subscriptions; say \"subscribes\" instead of \"method\"";
                Err(FaultError::value("/on/method", text))
            }
            Disturbance::ServiceRefused(_) if on.subscribes.is_some() => {
                let text = "every accepted origin may subscribe (gate.service/6); service-refused is about requests: say \"method\"";
                Err(FaultError::value("/on/subscribes", text))
            }
            _ => Ok(()),
        }
    }
}

fn check_of_events(on: &FaultMatcher, name: &str, stage: Stage, disturbance: &Disturbance) -> Checked {
    let of_messages =
        on.method.is_some() || on.subscribes.is_some() || on.parameters.is_some() || on.outcome.is_some();
    if of_messages {
        let text = "a fault strikes messages of apps (method, subscribes, parameters, outcome) or events of the host (event, \
                    eventType), and not both; make two";
        return Err(FaultError::value("/on", text));
    }
    let of_answers =
        matches!(disturbance, Disturbance::MalformedEnvelope(malformed) if malformed.kind.is_of_answers());
    if matches!(stage, Stage::Arrival | Stage::Answer) || of_answers {
        let text =
            format!("{name} as it is here is about messages of apps and their answers, and not about events");
        return Err(FaultError::value("/on", text));
    }
    Ok(())
}

impl Disturbance {
    fn check(&self) -> Checked {
        match self {
            Self::Delay(delay) => check_ms(delay.ms),
            Self::AnswerTooLate(late) => check_ms(late.ms),
            Self::Duplicate(duplicate) if !(1..=COPIES_AT_MOST).contains(&duplicate.copies) => {
                let text = format!("copies is 1 to {COPIES_AT_MOST}, got {}", duplicate.copies);
                Err(FaultError::value("/do/copies", text))
            }
            Self::Failure(failure) if failure.error_message.is_empty() => {
                let text = "an errorMessage is a text that is not empty (envelope/6)";
                Err(FaultError::value("/do/errorMessage", text))
            }
            Self::WrongOrigin(wrong) if !is_origin(&wrong.origin) => {
                let text = format!(
                    "an origin is a scheme and a host, such as \"https://elsewhere.example\", or \"null\"; got \"{}\"",
                    wrong.origin
                );
                Err(FaultError::value("/do/origin", text))
            }
            _ => Ok(()),
        }
    }
}

fn check_ms(ms: u64) -> Checked {
    if (1..=DAY_MS).contains(&ms) {
        return Ok(());
    }
    Err(FaultError::value("/do/ms", format!("ms is 1 to {DAY_MS}, a day, got {ms}")))
}

/// What a browser may say of where a message comes from.
fn is_origin(text: &str) -> bool {
    let host = text.split_once("://").map(|(_, host)| host);
    text == "null" || host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', ' ']))
}
