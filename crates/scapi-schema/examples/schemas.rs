//! Writes the JSON Schemas of the contract to `schemas/`, or checks that they are current.
//! `cargo xtask schemas [--check]` runs it.

use std::{env, fs, path::Path, process::ExitCode};

use scapi_schema::generate::{Document, documents};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let check = env::args().any(|argument| argument == "--check");
    let stale: Vec<Document> =
        documents().into_iter().filter(|document| is_stale(&folder, document)).collect();
    for document in &stale {
        let path = folder.join(&document.file);
        if check {
            eprintln!("schemas/{} is not what the types say", document.file);
        } else if let Err(error) = fs::write(&path, text(document)) {
            eprintln!("failed to write {}: {error}", path.display());
            return ExitCode::FAILURE;
        } else {
            println!("wrote schemas/{}", document.file);
        }
    }
    if check && !stale.is_empty() {
        eprintln!("run: cargo xtask schemas");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn text(document: &Document) -> String {
    format!("{:#}\n", document.schema)
}

fn is_stale(folder: &Path, document: &Document) -> bool {
    fs::read_to_string(folder.join(&document.file)).ok().as_deref() != Some(text(document).as_str())
}
