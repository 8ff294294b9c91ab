//! What the manifest and the root module of a crate must say.

use super::Finding;
use super::tree::{Member, Tree};

/// Lints of the workspace, `unsafe_code = "forbid"` among them, and the oldest compiler that builds it.
pub(super) fn have_lints_and_version(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for member in &tree.members {
        let manifest = format!("{}/Cargo.toml", member.folder);
        if !has_lints(tree, member) {
            let fix = "add:  [lints]  workspace = true";
            findings.push(Finding::new(&manifest, "the lints of the workspace do not hold here", fix));
        }
        if !member.has_rust_version {
            let fix = "add to [package]:  rust-version.workspace = true";
            findings.push(Finding::new(&manifest, "the oldest compiler that builds it is not said", fix));
        }
    }
    findings
}

fn has_lints(tree: &Tree, member: &Member) -> bool {
    let manifest = tree.file(&format!("{}/Cargo.toml", member.folder)).map_or("", |file| &file.text);
    let mut section = manifest.lines().skip_while(|line| line.trim() != "[lints]").skip(1);
    section.find(|line| !line.trim().is_empty()).is_some_and(|line| line.replace(' ', "") == "workspace=true")
}

/// The reference cannot do what it must not: files, clocks and threads need `std`.
pub(super) fn reference_is_no_std(tree: &Tree) -> Vec<Finding> {
    let root = "crates/scapi-reference/src/lib.rs";
    let says_so = |text: &str| text.lines().any(|line| line.trim() == "#![no_std]");
    match tree.file(root) {
        Some(file) if !says_so(&file.text) => {
            vec![Finding::new(root, "the reference is built with std", "add:  #![no_std]")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::with_file;
    use super::*;

    fn tree(manifest: &str) -> Tree {
        let member =
            Member { name: "a".into(), folder: "crates/a".into(), has_rust_version: true, edges: Vec::new() };
        Tree { members: vec![member], ..with_file("crates/a/Cargo.toml", manifest) }
    }

    #[test]
    fn a_crate_with_the_lints_of_the_workspace_is_fine() {
        assert_eq!(have_lints_and_version(&tree("[package]\n\n[lints]\nworkspace = true\n")), []);
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let elsewhere = "[dependencies]\n[lints]\n[other]\nworkspace = true\n";
        for manifest in ["[package]\nname = \"a\"\n", elsewhere] {
            assert_eq!(have_lints_and_version(&tree(manifest)).len(), 1, "{manifest}");
        }
    }

    #[test]
    fn a_crate_without_a_rust_version_is_found() {
        let mut tree = tree("[lints]\nworkspace = true\n");
        tree.members[0].has_rust_version = false;
        assert_eq!(have_lints_and_version(&tree)[0].fix, "add to [package]:  rust-version.workspace = true");
    }

    #[test]
    fn a_reference_with_std_is_found() {
        let root = "crates/scapi-reference/src/lib.rs";
        assert_eq!(reference_is_no_std(&with_file(root, "//! Doc.\n\n#![no_std]\n")), []);
        assert_eq!(reference_is_no_std(&with_file(root, "//! Doc, not #![no_std].\n")).len(), 1);
    }
}
