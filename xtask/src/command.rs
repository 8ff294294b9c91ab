//! Running other programs: each is printed before it runs, so that a reader can run it by hand.

use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Output};

use crate::error::Error;

/// Prints the heading of a step on standard error, where the programs that follow print as well.
pub(crate) fn heading(text: &str) {
    if std::io::stderr().is_terminal() {
        eprintln!("\n\x1b[1m== {text}\x1b[0m");
    } else {
        eprintln!("\n== {text}");
    }
}

/// Runs a command with its output shown.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    eprintln!("$ {}", text(command));
    let status = command.status().map_err(|source| Error::NotStarted { command: text(command), source })?;
    if status.success() { Ok(()) } else { Err(Error::CommandFailed { command: text(command), status }) }
}

/// Runs a command silently and returns its standard output; standard error is shown.
pub(crate) fn read(command: &mut Command) -> Result<String, Error> {
    command.stderr(std::process::Stdio::inherit());
    let Output { status, stdout, .. } =
        command.output().map_err(|source| Error::NotStarted { command: text(command), source })?;
    if !status.success() {
        return Err(Error::CommandFailed { command: text(command), status });
    }
    Ok(String::from_utf8_lossy(&stdout).into_owned())
}

/// The command as one would type it: the program by its name, arguments quoted where needed.
pub(crate) fn text(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| quoted(&argument.to_string_lossy()));
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["nextest", "run", "-E", "test(rona) & !test(page)"]);
        assert_eq!(text(&command), "cargo nextest run -E 'test(rona) & !test(page)'");
    }

    #[test]
    fn a_quote_inside_an_argument_survives_the_shell() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).expect_err("it is not there");
        assert!(error.to_string().starts_with("`no-such-program-here` did not start: "), "{error}");
    }
}
