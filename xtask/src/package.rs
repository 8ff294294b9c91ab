//! `cargo xtask ci package`: each crate is whole in the package that is published of it.
//!
//! A path that leads out of the crate builds here and fails for everybody else. So the packages are unpacked, and checked
//! beside each other, as their users would have them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use cargo_metadata::Package;

use crate::cargo::{self, cargo};
use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    for package in workspace.published() {
        let listed = listed(workspace, package)?;
        let lacking = lacking(package, &listed)?;
        if !lacking.is_empty() {
            return Err(Error::NotPackaged { package: package.name.to_string(), files: lacking });
        }
        eprintln!("{}: {} files", package.name, listed.len());
    }
    // Changes that are not committed are packaged too: this is a check, nothing is published. Cargo's own verification
    // builds each package alone, and with it those that it depends on, again and again.
    let package = ["package", "--quiet", "--locked", "--workspace", "--exclude", "xtask", "--allow-dirty"];
    cargo::run(workspace, package.into_iter().chain(["--no-verify"]))?;
    let unpacked = unpack(workspace)?;
    let manifest = unpacked.join("Cargo.toml");
    let target = workspace.target();
    let named = ["--manifest-path", &*manifest.to_string_lossy(), "--target-dir", &*target.to_string_lossy()];
    cargo::run(workspace, ["check", "--quiet", "--offline", "--workspace"].into_iter().chain(named))
}

/// A workspace of the packages, in which they find each other instead of what a registry has; gives its folder.
fn unpack(workspace: &Workspace) -> Result<PathBuf, Error> {
    let packages = workspace.target().join("package");
    let folder = packages.join("unpacked");
    let error = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { path, source }
    };
    if folder.is_dir() {
        fs::remove_dir_all(&folder).map_err(error(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(error(&folder))?;
    for package in workspace.published() {
        let archive = packages.join(format!("{}-{}.crate", package.name, package.version));
        command::run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&folder))?;
    }
    let manifest = folder.join("Cargo.toml");
    let named: Vec<_> = workspace.published().map(|it| (it.name.as_str(), it.version.to_string())).collect();
    fs::write(&manifest, together(&named)).map_err(error(&manifest))?;
    // The versions of the workspace; those of crates that are not needed here are dropped.
    let (lock, copy) = (workspace.root().join("Cargo.lock"), folder.join("Cargo.lock"));
    fs::copy(&lock, copy).map_err(error(&lock))?;
    Ok(folder)
}

fn together(packages: &[(&str, String)]) -> String {
    let folders: Vec<_> = packages.iter().map(|(name, version)| format!("\"{name}-{version}\"")).collect();
    let patches =
        packages.iter().map(|(name, version)| format!("{name} = {{ path = \"{name}-{version}\" }}\n"));
    let members = folders.join(", ");
    format!(
        "# Made by `cargo xtask ci package`.\n[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[patch.crates-io]\n{}",
        patches.collect::<String>()
    )
}

fn listed(workspace: &Workspace, package: &Package) -> Result<BTreeSet<PathBuf>, Error> {
    let mut list =
        cargo(workspace, ["package", "--quiet", "--list", "--allow-dirty", "--package", &package.name]);
    Ok(command::read(&mut list)?.lines().map(PathBuf::from).collect())
}

/// The embedded files and folders, from the crate's root, that the package has nothing of.
fn lacking(package: &Package, listed: &BTreeSet<PathBuf>) -> Result<Vec<String>, Error> {
    let root = package.manifest_path.parent().expect("a manifest lies in a folder").as_std_path();
    let mut lacking = Vec::new();
    for source in listed.iter().filter(|file| file.extension().is_some_and(|it| it == "rs")) {
        let path = root.join(source);
        let text = std::fs::read_to_string(&path).map_err(|error| Error::File { path, source: error })?;
        let missing = embedded(source, &text).into_iter().filter(|path| !holds(listed, path));
        lacking.extend(missing.map(|path| format!("{} (embedded in {})", path.display(), source.display())));
    }
    Ok(lacking)
}

/// A file is held when listed, a folder when a file in it is.
fn holds(listed: &BTreeSet<PathBuf>, path: &Path) -> bool {
    listed.iter().any(|file| file.starts_with(path))
}

/// The macros and attributes that embed, without blanks, each with the folder that its path starts from.
const EMBEDDING: &[(&str, From)] = &[
    ("include_str!(\"", From::Source),
    ("include_bytes!(\"", From::Source),
    ("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"),\"/", From::Crate),
    ("include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"),\"/", From::Crate),
    ("folder=\"", From::Crate),
];

#[derive(Clone, Copy)]
enum From {
    Source,
    Crate,
}

/// What a source embeds, as paths from the root of its crate. Only what is compiled for users counts:
/// a package needs nothing of what tests read.
fn embedded(source: &Path, text: &str) -> Vec<PathBuf> {
    if source.starts_with("tests") {
        return Vec::new();
    }
    let shipped = text.split("#[cfg(test)]").next().unwrap_or(text);
    let code = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
    let dense: String = code.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    let folder = source.parent().unwrap_or(Path::new(""));
    EMBEDDING.iter().flat_map(|(before, from)| embedded_by(&dense, before, folder, *from)).collect()
}

fn embedded_by(dense: &str, before: &str, folder: &Path, from: From) -> Vec<PathBuf> {
    let paths = dense.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    paths
        .map(|path| match from {
            From::Source => normal(&folder.join(path)),
            From::Crate => normal(Path::new(path.strip_prefix("$CARGO_MANIFEST_DIR/").unwrap_or(path))),
        })
        .collect()
}

/// Without `.` and `..`, as far as they can be resolved inside the crate.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut so_far, component| {
        match component {
            Component::ParentDir if so_far.file_name().is_some() => {
                so_far.pop();
            }
            Component::CurDir => {}
            Component::ParentDir | Component::Normal(_) | Component::RootDir | Component::Prefix(_) => {
                so_far.push(component);
            }
        }
        so_far
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(files: &[&str]) -> BTreeSet<PathBuf> {
        files.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn packages_find_each_other() {
        let text = together(&[("a", "0.1.0".to_owned()), ("b", "2.0.0".to_owned())]);
        assert!(text.contains(r#"members = ["a-0.1.0", "b-2.0.0"]"#), "{text}");
        assert!(
            text.ends_with("[patch.crates-io]\na = { path = \"a-0.1.0\" }\nb = { path = \"b-2.0.0\" }\n"),
            "{text}"
        );
    }

    #[test]
    fn a_path_in_a_source_starts_from_its_folder() {
        let text = "const A: &str = include_str!(\"../../page/index.html\");";
        assert_eq!(embedded(Path::new("src/page/files.rs"), text), [PathBuf::from("page/index.html")]);
    }

    #[test]
    fn a_folder_starts_from_the_crate() {
        let text = "#[folder = \"page/\"]\n#[folder = \"$CARGO_MANIFEST_DIR/cases\"]";
        assert_eq!(embedded(Path::new("src/a.rs"), text), [PathBuf::from("page"), PathBuf::from("cases")]);
    }

    #[test]
    fn a_path_on_a_line_of_its_own_is_seen() {
        let text = "include_bytes!(concat!(\n    env!(\"CARGO_MANIFEST_DIR\"),\n    \"/client/a.js\"\n))";
        assert_eq!(embedded(Path::new("src/a.rs"), text), [PathBuf::from("client/a.js")]);
    }

    #[test]
    fn a_path_out_of_the_crate_is_never_held() {
        let text = "include_bytes!(\"../../../schemas/clauses.json\")";
        let [path] = &embedded(Path::new("src/a.rs"), text)[..] else { panic!("one path") };
        assert_eq!(path, Path::new("../../schemas/clauses.json"));
        assert!(!holds(&list(&["src/a.rs", "schemas/clauses.json"]), path));
    }

    #[test]
    fn a_folder_is_held_by_a_file_in_it() {
        let listed = list(&["page/main.js"]);
        assert!(holds(&listed, Path::new("page")));
        assert!(!holds(&listed, Path::new("pag")));
    }

    #[test]
    fn what_only_tests_read_does_not_count() {
        let text = "#[cfg(test)]\nmod tests { const A: &str = include_str!(\"../../x.json\"); }";
        assert!(embedded(Path::new("src/a.rs"), text).is_empty());
        assert!(embedded(Path::new("tests/it/main.rs"), "include_str!(\"../../x.json\")").is_empty());
    }
}
