//! `cargo xtask ci no-std`: the reference, and all that it depends on, build where there is no standard library.
//!
//! A crate with a panic handler of its own cannot be compiled beside `std`, whichever dependency brings that in. So such a crate
//! is made under the target folder, depends on the reference, and is checked.

use std::fs;
use std::path::Path;

use crate::cargo;
use crate::error::Error;
use crate::workspace::Workspace;

const MANIFEST: &str = r#"# Made by `cargo xtask ci no-std`.
[package]
name = "bare"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
scapi-reference = { path = '{reference}' }

[workspace]
"#;

const SOURCE: &str = r"#![no_std]
use scapi_reference as _;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
";

pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let folder = workspace.target().join("no-std");
    let reference = workspace.root().join("crates/scapi-reference");
    let manifest = MANIFEST.replace("{reference}", &reference.to_string_lossy());
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/lib.rs"), SOURCE)?;
    // The versions of the workspace; those of crates that are not needed here are dropped.
    write(&folder.join("Cargo.lock"), &read(&workspace.root().join("Cargo.lock"))?)?;
    let manifest = folder.join("Cargo.toml");
    let target = folder.join("target");
    let named = ["--manifest-path", &*manifest.to_string_lossy(), "--target-dir", &*target.to_string_lossy()];
    cargo::run(workspace, ["check", "--quiet"].into_iter().chain(named))
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::File { path: path.into(), source })
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|source| Error::File { path: path.into(), source })
}
