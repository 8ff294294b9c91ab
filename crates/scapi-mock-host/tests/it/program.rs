//! The program as a child process.

use std::process::{Output, Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::patience::within;

/// Runs to its end.
pub(crate) async fn run(arguments: &[&str]) -> Output {
    let mut command = command(arguments);
    within("end of the program", command.stdin(Stdio::null()).output()).await.expect("the program runs")
}

/// Exit code, standard output, standard error.
pub(crate) async fn outcome(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = run(arguments).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Exit code and standard error where nobody reads its standard output.
pub(crate) async fn unread(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = command(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = within("end of the program", child.wait_with_output()).await.expect("an end");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn command(arguments: &[&str]) -> Command {
    command_of(env!("CARGO_BIN_EXE_scapi-mock-host"), arguments)
}

fn command_of(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).kill_on_drop(true);
    command
}

/// A program that is running; it is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl Program {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::run_as(env!("CARGO_BIN_EXE_scapi-mock-host"), arguments)
    }

    /// Another program, which becomes this one.
    pub(crate) fn run_as(program: &str, arguments: &[&str]) -> Self {
        Self::spawn(command_of(program, arguments), Stdio::inherit())
    }

    fn spawn(mut command: Command, errors: Stdio) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().expect("the program runs");
        let output = child.stdout.take().expect("its output");
        Self { input: child.stdin.take(), output: BufReader::new(output).lines(), child }
    }

    /// The program serving on a free port, and the links that it prints when it is ready.
    pub(crate) async fn serving(arguments: &[&str]) -> (Self, Value) {
        let mut program = Self::start(&[&["--json", "--port", "0"], arguments].concat());
        let line = program.line().await.expect("a line");
        (program, serde_json::from_str(&line).expect("JSON"))
    }

    /// The same, with something done about what it writes to standard error.
    pub(crate) async fn serving_with(arguments: &[&str], errors: Stdio) -> (Self, Value) {
        let arguments = [&["--json", "--port", "0"], arguments].concat();
        let mut program = Self::spawn(command(&arguments), errors);
        let line = program.line().await.expect("a line");
        (program, serde_json::from_str(&line).expect("JSON"))
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id().expect("it is running")
    }

    /// Waits for its end; gives the exit code.
    pub(crate) async fn ended(mut self) -> Option<i32> {
        within("end of the program", self.child.wait()).await.expect("an end").code()
    }

    /// Waits for its end; gives the exit code, and what it has written to standard error, which has to be piped.
    pub(crate) async fn ended_with_errors(mut self) -> (Option<i32>, String) {
        let mut text = String::new();
        let errors = self.child.stderr.as_mut().expect("its errors are piped");
        within("end of its errors", errors.read_to_string(&mut text)).await.expect("text");
        (self.ended().await, text)
    }

    /// Kills it; gives what it has written to standard error, which has to be piped.
    pub(crate) async fn killed_with_errors(mut self) -> String {
        self.child.start_kill().expect("it is running");
        let mut text = String::new();
        let errors = self.child.stderr.as_mut().expect("its errors are piped");
        within("end of its errors", errors.read_to_string(&mut text)).await.expect("text");
        text
    }

    /// The next line that it prints; None at the end.
    pub(crate) async fn line(&mut self) -> Option<String> {
        within("line of the program", self.output.next_line()).await.expect("text")
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("its input is open");
        input.write_all(bytes).await.expect("the program reads");
        input.flush().await.expect("the program reads");
    }

    /// Kills it, so that it can do nothing more, and waits for its end.
    pub(crate) async fn kill(mut self) {
        within("end of the program", self.child.kill()).await.expect("it is killed");
    }

    /// Closes its input and waits for its end; gives the exit code.
    pub(crate) async fn finish(mut self) -> Option<i32> {
        drop(self.input.take());
        within("end of the program", self.child.wait()).await.expect("an end").code()
    }
}
