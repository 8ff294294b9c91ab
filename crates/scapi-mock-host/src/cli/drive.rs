//! `drive`: a conformance target on standard input and output, in the driver protocol.
//! One answer line for each request line; a line that is not understood is answered with what is wrong.

use std::{
    collections::BTreeSet,
    io::{self, BufRead, Write},
};

use scapi_reference::{FrameId, Origin, profile::patched};
use scapi_schema::{
    driver::{DriverAnswer, DriverOutput, DriverRequest, Op},
    profile::HostProfile,
};
use serde_json::Value;

use crate::session::{ClockKind, Delivery, Session, SessionConfig};

/// What this target can do: everything that a case can ask for, in the order of the suite's README.
const ABILITIES: &[&str] = &[
    "inbound-voice",
    "internal-voice",
    "outbound-voice",
    "call-control",
    "recording",
    "voice-methods",
    "consultation",
    "hand-over",
    "conference",
    "routing",
    "chat",
    "email",
    "workitem",
    "preview",
    "case-view",
    "block-markdone",
    "messenger",
    "canned",
    "clock",
    "profile",
    "origins",
    "raw-text",
    "raw-messages",
];

pub(super) fn run(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut driver = Driver::new(0, HostProfile::default());
    for line in input.split(b'\n') {
        let answer = driver.answer(&line?);
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}

struct Driver {
    session: Session,
    frames: BTreeSet<String>,
}

impl Driver {
    fn new(seed: u64, profile: HostProfile) -> Self {
        let config = SessionConfig { seed, clock: ClockKind::Virtual, profile, ..SessionConfig::default() };
        Self { session: Session::new(config), frames: BTreeSet::new() }
    }

    fn answer(&mut self, line: &[u8]) -> DriverAnswer {
        let request: Value = match serde_json::from_slice(line) {
            Ok(request) => request,
            Err(fault) => return refused(None, &format!("not JSON: {fault}")),
        };
        let id = request.get("id").and_then(Value::as_u64);
        match serde_json::from_value(request) {
            Ok(DriverRequest { id, op }) => DriverAnswer { id: Some(id), ..self.perform(op) },
            Err(fault) => refused(id, &scapi_schema::suggest::with_nearest(&fault.to_string())),
        }
    }

    fn perform(&mut self, op: Op) -> DriverAnswer {
        match op {
            Op::Hello => hello(),
            Op::Reset { seed, profile } => self.reset(seed, profile.into_iter().collect()),
            Op::Stimulus { stimulus } => match self.session.handle_stimulus(stimulus) {
                Ok(caused) => {
                    DriverAnswer { interaction: Some(caused.interaction), ..outputs(caused.deliveries) }
                }
                Err(fault) => {
                    let late = outputs(self.session.take_late());
                    DriverAnswer { error: Some(fault.to_string()), ..late }
                }
            },
            Op::Message { frame, origin, message, text } => self.message(frame, origin, message, text),
            Op::Advance { ms } => match self.session.advance(ms) {
                Ok(deliveries) => outputs(deliveries),
                Err(fault) => refused(None, &fault.to_string()),
            },
        }
    }

    fn reset(&mut self, seed: u64, patch: serde_json::Map<String, Value>) -> DriverAnswer {
        match patched(&HostProfile::default(), &Value::Object(patch)) {
            Ok(profile) => {
                *self = Self::new(seed, profile);
                DriverAnswer::default()
            }
            Err(fault) => refused(None, &fault.to_string()),
        }
    }

    fn message(
        &mut self,
        name: String,
        origin: Option<String>,
        message: Option<Value>,
        text: Option<String>,
    ) -> DriverAnswer {
        if message.is_some() == text.is_some() {
            return refused(None, "a message op has either message or text");
        }
        let frame = FrameId::from(name.as_str());
        let mut deliveries = Vec::new();
        if self.frames.insert(name) {
            deliveries = self.session.open_frame(&frame, origin.map_or(Origin::None, Origin::Web));
        }
        if let Some(message) = message {
            deliveries.extend(self.session.handle_message(&frame, message));
        }
        if let Some(text) = text {
            deliveries.extend(self.session.handle_text(&frame, &text));
        }
        outputs(deliveries)
    }
}

fn hello() -> DriverAnswer {
    DriverAnswer {
        name: Some(env!("CARGO_PKG_NAME").into()),
        version: Some(env!("CARGO_PKG_VERSION").into()),
        abilities: Some(ABILITIES.iter().map(|ability| (*ability).into()).collect()),
        ..DriverAnswer::default()
    }
}

fn outputs(deliveries: Vec<Delivery>) -> DriverAnswer {
    let output =
        |delivery: Delivery| DriverOutput { frame: delivery.frame.to_string(), message: delivery.message };
    DriverAnswer { outputs: deliveries.into_iter().map(output).collect(), ..DriverAnswer::default() }
}

fn refused(id: Option<u64>, error: &str) -> DriverAnswer {
    DriverAnswer { id, error: Some(error.into()), ..DriverAnswer::default() }
}
