//! Prints for every file of a folder of fixtures whether it is what its folder's schema says, as JSON lines.
//! Other languages' validators are compared with it: `cargo run -p scapi-schema --features validate --example judge -- fixtures/messages`.

use std::{env, error::Error, fs, path::Path};

use scapi_schema::validate::check;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: judge FOLDER, which has valid/ and invalid/")?;
    for kind in ["valid", "invalid"] {
        for schema in entries(&Path::new(&folder).join(kind))? {
            for file in entries(&schema)? {
                judge(kind, &schema, &file)?;
            }
        }
    }
    Ok(())
}

fn judge(kind: &str, schema: &Path, file: &Path) -> Result<(), Box<dyn Error>> {
    let document = schema.file_name().unwrap_or_default().to_string_lossy();
    let mut value: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let message = if kind == "invalid" { value["message"].take() } else { value };
    let violations = check(&document, &message);
    println!("{}", json!({ "file": file, "valid": violations.is_empty(), "violations": violations }));
    Ok(())
}

/// The entries of a folder, in the order of their names.
fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, Box<dyn Error>> {
    let mut entries: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "json"));
    entries.sort();
    Ok(entries)
}
