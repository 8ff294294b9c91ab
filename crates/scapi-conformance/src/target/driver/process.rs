//! A running program and its two pipes: one line there, one line back.
//! It is killed when it is dropped, so that one which was given up half-way is not spoken to again.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::target::TargetError;

/// A program that dies closes its output a moment before its end can be seen.
const ENDS_WITHIN: Duration = Duration::from_secs(1);

/// A program that answers lines.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a program with its arguments.
    pub(crate) fn start(command: &[String]) -> Result<Self, TargetError> {
        let unreachable =
            |error: std::io::Error| TargetError::Unreachable(format!("`{}`: {error}", command.join(" ")));
        let (program, arguments) =
            command.split_first().ok_or_else(|| TargetError::Unreachable("no program".to_owned()))?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(unreachable)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(TargetError::Unreachable("its standard input and output are not pipes".to_owned()));
        };
        Ok(Self { child, input, output: BufReader::new(output).lines() })
    }

    /// Writes a line and reads one.
    pub(crate) async fn ask(&mut self, line: &str) -> Result<String, TargetError> {
        let written = match self.input.write_all(format!("{line}\n").as_bytes()).await {
            Ok(()) => self.input.flush().await,
            Err(error) => Err(error),
        };
        match (written, self.output.next_line().await) {
            (Ok(()), Ok(Some(answer))) => Ok(answer),
            (Err(error), _) | (_, Err(error)) => {
                Err(TargetError::Ended(format!("{error}; {}", self.state().await)))
            }
            (Ok(()), Ok(None)) => Err(TargetError::Ended(self.state().await)),
        }
    }

    /// Closes its standard input and waits for its end.
    pub(crate) async fn end(mut self) -> std::io::Result<ExitStatus> {
        drop(self.input);
        self.child.wait().await
    }

    /// How it has ended. One that goes on without an output is not waited for.
    async fn state(&mut self) -> String {
        match timeout(ENDS_WITHIN, self.child.wait()).await {
            Ok(Ok(status)) => status.to_string(),
            _ => "its standard output was closed".to_owned(),
        }
    }
}
