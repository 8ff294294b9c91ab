//! Mutants: our host with one small defect each, by which the suite shows that it can fail. `README.md` says how to add one.
//! `mutants judge -- HOST` puts them all to the test, `mutants NAME -- HOST` is one of them, a target like any other.

mod catch;
mod defect;
mod edit;
mod proxy;
mod table;

use std::env;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: mutants judge [--report FILE] -- HOST ARGUMENTS…
       mutants NAME -- HOST ARGUMENTS…";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(split) = arguments.iter().position(|argument| argument == "--") else {
        return wrong(USAGE);
    };
    let (own, host) = (&arguments[..split], &arguments[split + 1..]);
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    match own[..] {
        ["judge"] => judge(host, None),
        ["judge", "--report", file] => judge(host, Some(Path::new(file))),
        [name] => match table::find(name) {
            Ok(defect) => proxy::run(defect, host).map_or_else(|error| wrong(&error), |()| ExitCode::SUCCESS),
            Err(error) => wrong(&error),
        },
        _ => wrong(USAGE),
    }
}

fn judge(host: &[String], report: Option<&Path>) -> ExitCode {
    match catch::all(host, report) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => wrong(&error),
    }
}

fn wrong(what: &str) -> ExitCode {
    eprintln!("{what}");
    ExitCode::from(2)
}
