//! A running program and its two pipes: one line there, one line back.
//! It is killed when it is dropped, so that one which was given up half-way is not spoken to again.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::target::TargetError;

/// A program that dies closes its output a moment before its end can be seen.
const ENDS_WITHIN: Duration = Duration::from_secs(1);

/// More than any answer takes. A program that writes on and on must not fill the memory.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// A program that answers lines.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
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
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Writes a line and reads one.
    pub(crate) async fn ask(&mut self, line: &str) -> Result<String, TargetError> {
        let written = match self.input.write_all(format!("{line}\n").as_bytes()).await {
            Ok(()) => self.input.flush().await,
            Err(error) => Err(error),
        };
        match (written, self.line().await) {
            (Ok(()), Ok(line)) if line.is_empty() => Err(TargetError::Ended(self.state().await)),
            (Ok(()), Ok(line)) => text(line),
            (Err(error), _) | (_, Err(error)) => {
                Err(TargetError::Ended(format!("{error}; {}", self.state().await)))
            }
        }
    }

    /// The next line with its end; nothing when there is none any more.
    async fn line(&mut self) -> std::io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.output).take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
        Ok(line)
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

/// A line as text, without its end.
fn text(line: Vec<u8>) -> Result<String, TargetError> {
    if line.len() as u64 == LONGEST_LINE {
        return Err(TargetError::garbled(&line, format!("a line of more than {LONGEST_LINE} bytes")));
    }
    let text = String::from_utf8(line);
    let text = text.map_err(|error| TargetError::garbled(error.as_bytes(), "it is not UTF-8".to_owned()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: Vec<u8>) -> String {
        text(line).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_line_loses_its_end() {
        assert_eq!(told(b"{}\r\n".to_vec()), "{}");
        assert_eq!(told(b"{}".to_vec()), "{}");
    }

    #[test]
    fn what_is_no_text_or_has_no_end_is_told_by_its_beginning() {
        let begins = |line, with: &str| told(line).starts_with(&format!("the target said {with}"));
        assert!(begins(b"\xff{}\n".to_vec(), "what is not in the protocol (it is not UTF-8): \u{fffd}{}"));
        let endless = vec![b'x'; usize::try_from(LONGEST_LINE).expect("a length")];
        assert!(begins(
            endless.clone(),
            "what is not in the protocol (a line of more than 16777216 bytes): xxx"
        ));
        assert!(told(endless).ends_with("xxx…"));
    }
}
