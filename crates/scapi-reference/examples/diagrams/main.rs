//! Draws the transition tables into `docs/`, or checks that what is drawn there is current.
//! `cargo xtask diagrams [--check]` runs it.

mod beginning;
mod mermaid;
mod page;

use std::{env, fs, path::Path, process::ExitCode};

use scapi_reference::channel::Table;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let check = env::args().any(|argument| argument == "--check");
    let pages = Table::ALL.map(|table| (page::name(table), page::page(table)));
    let stale = pages.iter().filter(|(name, text)| is_stale(&folder.join(name), text));
    let mut failed = false;
    for (name, text) in stale {
        let written =
            if check { Err("not what the machine says".to_owned()) } else { write(&folder, name, text) };
        match written {
            Ok(()) => println!("wrote crates/scapi-reference/docs/{name}"),
            Err(fault) => {
                eprintln!("crates/scapi-reference/docs/{name}: {fault}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn is_stale(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).ok().as_deref() != Some(text)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    fs::write(folder.join(name), text).map_err(|error| error.to_string())
}
