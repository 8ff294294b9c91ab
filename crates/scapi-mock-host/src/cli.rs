//! The command line: `serve` (the default), `drive` for conformance runners, `run` for scenarios, `validate`
//! and `replay`.
//! Every error is one line with the remedy, and a non-zero exit.

pub(crate) mod assets;

mod arguments;
mod config;
mod demo;
mod drive;
mod logs;
mod replay;
mod run;
mod serve;
mod snippet;
mod stdout;
mod validate;

use std::process::ExitCode;

use crate::http::openapi_document;
use arguments::Command;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = config::arguments(std::env::args_os()).unwrap_or_else(|fault| fault.exit());
    let outcome = match arguments.command {
        Some(Command::Validate(arguments)) => return validate::run(&arguments),
        Some(Command::Replay(arguments)) => return replay::run(&arguments),
        Some(Command::Run(arguments)) => return run::run(&arguments),
        Some(Command::Openapi) => {
            stdout::write(format_args!("{}", openapi_document()));
            Ok(())
        }
        Some(Command::Drive) => {
            drive::run(std::io::stdin().lock(), std::io::stdout().lock()).map_err(|e| e.to_string())
        }
        Some(Command::Serve(serve)) => serve::run(&serve),
        None => serve::run(&arguments.serve),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
