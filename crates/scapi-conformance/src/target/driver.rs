//! A target behind the driver protocol: JSON lines, one answer line for each request line, same id.
//! The protocol is specified in `README.md`; its types are `scapi_schema::driver`.

mod answer;
mod process;

use std::collections::BTreeMap;

use scapi_schema::driver::{DriverAnswer, DriverRequest, Op};
use serde_json::{Map, Value};

use super::{Copies, Identity, Output, Payload, Stimulated, Target, TargetError};
use crate::case::ability::RAW_MESSAGES;
use answer::Answered;
pub(crate) use process::Process;

/// A program that is started, and started again when it has died.
#[derive(Debug)]
pub struct DriverTarget {
    command: Vec<String>,
    process: Option<Process>,
    origins: BTreeMap<String, String>,
    next_id: u64,
}

impl DriverTarget {
    /// A target that runs this program with these arguments.
    #[must_use]
    pub fn new(command: Vec<String>) -> Self {
        Self { command, process: None, origins: BTreeMap::new(), next_id: 1 }
    }

    /// One line there, one line back. The process is put back only after a whole exchange, so that one that
    /// was given up half-way is not spoken to again.
    async fn exchange(&mut self, op: Op) -> Result<Answered, TargetError> {
        let mut process = match self.process.take() {
            Some(process) => process,
            None => Process::start(&self.command)?,
        };
        let id = self.next_id;
        self.next_id += 1;
        let operation = name(&op);
        let line = serde_json::to_string(&DriverRequest { id, op })
            .map_err(|error| TargetError::Garbled { said: String::new(), reason: error.to_string() })?;
        let line = process.ask(&line).await?;
        let answered = answer::read(&line, id)?;
        self.process = Some(process);
        match &answered.answer.error {
            Some(reason) => Err(TargetError::Refused { operation, reason: reason.clone() }),
            None => Ok(answered),
        }
    }
}

fn name(op: &Op) -> String {
    match op {
        Op::Hello => "hello".to_owned(),
        Op::Reset { .. } => "reset".to_owned(),
        Op::Stimulus { stimulus } => {
            format!("the stimulus {}", stimulus.get("type").and_then(Value::as_str).unwrap_or("without type"))
        }
        Op::Message { frame, .. } => format!("a message of frame {frame}"),
        Op::Advance { ms } => format!("to advance by {ms} ms"),
    }
}

impl Target for DriverTarget {
    async fn hello(&mut self) -> Result<Identity, TargetError> {
        let DriverAnswer { name, version, abilities, .. } = self.exchange(Op::Hello).await?.answer;
        let missing = |key: &str| TargetError::Garbled {
            said: "the answer to hello".to_owned(),
            reason: format!("it has no `{key}`"),
        };
        let name = name.ok_or_else(|| missing("name"))?;
        let mut abilities = abilities.ok_or_else(|| missing("abilities"))?;
        // the protocol carries any message, so nobody has to declare it
        if !abilities.iter().any(|ability| ability == RAW_MESSAGES) {
            abilities.push(RAW_MESSAGES.to_owned());
        }
        Ok(Identity { name, version, abilities, copies: Copies::Many })
    }

    async fn reset(&mut self, seed: u64, profile: &Map<String, Value>) -> Result<(), TargetError> {
        self.origins.clear();
        let profile = profile.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        self.exchange(Op::Reset { seed, profile }).await.map(drop)
    }

    async fn open(&mut self, frame: &str, origin: Option<&str>) -> Result<(), TargetError> {
        self.origins.extend(origin.map(|origin| (frame.to_owned(), origin.to_owned())));
        Ok(())
    }

    async fn stimulus(&mut self, stimulus: &Map<String, Value>) -> Result<Stimulated, TargetError> {
        let op = Op::Stimulus { stimulus: Value::Object(stimulus.clone()) };
        let Answered { interaction, answer } = self.exchange(op).await?;
        Ok(Stimulated { interaction, outputs: answer.outputs })
    }

    async fn message(&mut self, frame: &str, payload: Payload<'_>) -> Result<Vec<Output>, TargetError> {
        let (message, text) = match payload {
            Payload::Message(message) => (Some(message.clone()), None),
            Payload::Text(text) => (None, Some(text.to_owned())),
        };
        let origin = self.origins.get(frame).cloned();
        let op = Op::Message { frame: frame.to_owned(), origin, message, text };
        Ok(self.exchange(op).await?.answer.outputs)
    }

    async fn fence(&mut self, frame: &str, message: &Value) -> Result<Vec<Output>, TargetError> {
        self.message(frame, Payload::Message(message)).await
    }

    async fn settle(&mut self, _frame: &str) -> Result<Vec<Output>, TargetError> {
        // the answer line of an operation has all that it caused
        Ok(Vec::new())
    }

    async fn advance(&mut self, ms: u64) -> Result<Vec<Output>, TargetError> {
        Ok(self.exchange(Op::Advance { ms }).await?.answer.outputs)
    }

    async fn close(&mut self) -> Result<(), TargetError> {
        // the program ends with its standard input
        self.process = None;
        Ok(())
    }
}
