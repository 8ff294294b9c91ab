//! A target that starts another one and passes the lines of the driver protocol on, with one defect.
//! The suite's fences pass untouched: they are how it looks, not what it looks at.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::defect::Defect;

/// Is a target with this defect until the standard input ends.
///
/// # Errors
/// When the host cannot be started, or does not speak the protocol.
pub(crate) fn run(defect: Defect, command: &[String]) -> Result<(), String> {
    let mut host = Host::start(command).map_err(|error| format!("`{}`: {error}", command.join(" ")))?;
    let mut proxy = Proxy { defect, late: Vec::new() };
    let mut output = io::stdout();
    for line in io::stdin().lock().lines() {
        let answer = line.and_then(|line| proxy.pass(&mut host, &serde_json::from_str(&line)?));
        let written = answer.and_then(|answer| writeln!(output, "{answer}").and_then(|()| output.flush()));
        written.map_err(|error| error.to_string())?;
    }
    host.end().map_err(|error| error.to_string())
}

struct Proxy {
    defect: Defect,
    /// Outputs that are kept back.
    late: Vec<Value>,
}

impl Proxy {
    fn pass(&mut self, host: &mut Host, line: &Value) -> io::Result<Value> {
        if is_fence(&line["message"]) {
            return host.ask(line);
        }
        if line["op"] == "reset" {
            self.late.clear();
        }
        if let Some(before) = self.defect.before(line) {
            host.ask(&before)?;
        }
        let mut answer = host.ask(&self.defect.told(line))?;
        if let Some(after) = self.defect.after(line) {
            host.ask(&after)?;
        }
        let mut outputs = std::mem::take(&mut self.late);
        if let Some(own) = answer["outputs"].as_array_mut() {
            self.defect.posted(own, line);
            let (late, now): (Vec<_>, Vec<_>) =
                std::mem::take(own).into_iter().partition(|output| self.defect.is_late(&output["message"]));
            outputs.extend(now);
            self.late = late;
        }
        answer["outputs"] = outputs.into();
        Ok(answer)
    }
}

fn is_fence(message: &Value) -> bool {
    message["referenceId"].as_str().is_some_and(|id| id.starts_with("fence-"))
}

/// The whole host behind the proxy.
struct Host {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Host {
    fn start(command: &[String]) -> io::Result<Self> {
        let no_pipe = || io::Error::other("its standard input and output are not pipes");
        let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("no program"))?;
        let mut child =
            Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (input, output) = (input.ok_or_else(no_pipe)?, BufReader::new(output.ok_or_else(no_pipe)?));
        Ok(Self { child, input, output })
    }

    fn ask(&mut self, line: &Value) -> io::Result<Value> {
        let mut line = line.clone();
        if line.get("id").is_none() {
            // a line of the proxy's own; nobody looks at the answer
            line["id"] = json!(0);
        }
        writeln!(self.input, "{line}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        Ok(serde_json::from_str(&answer)?)
    }

    fn end(mut self) -> io::Result<()> {
        drop(self.input);
        self.child.wait().map(drop)
    }
}
