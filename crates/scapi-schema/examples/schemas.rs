//! Writes the contract for other languages to `schemas/`, or checks that it is current.
//! `cargo xtask schemas [--check]` runs it.

use std::{env, fs, path::Path, process::ExitCode};

use scapi_schema::generate::{File, files};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let check = env::args().any(|argument| argument == "--check");
    let stale: Vec<File> = files().into_iter().filter(|file| is_stale(&folder, file)).collect();
    for file in &stale {
        let path = folder.join(&file.name);
        if check {
            eprintln!("schemas/{} is not what the types say", file.name);
        } else if let Err(error) = fs::write(&path, &file.text) {
            eprintln!("failed to write {}: {error}", path.display());
            return ExitCode::FAILURE;
        } else {
            println!("wrote schemas/{}", file.name);
        }
    }
    if check && !stale.is_empty() {
        eprintln!("run: cargo xtask schemas");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn is_stale(folder: &Path, file: &File) -> bool {
    fs::read_to_string(folder.join(&file.name)).ok().as_ref() != Some(&file.text)
}
