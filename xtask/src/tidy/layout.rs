//! Names, lengths and openings of source files.

use super::Finding;
use super::tree::Tree;

/// A file that may be called this could hold anything.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];
const SOURCES: &[&str] = &[".rs", ".js", ".mjs", ".ts", ".css", ".html"];
/// Longer ones are split before they are this long.
const MOST_LINES: usize = 500;
/// The line by which a generated source says so: it is as long as what it is made from.
const GENERATED: &str = "\n * Made from the contract by `cargo xtask schemas`: an edit here is lost.\n";

/// No `mod.rs`, and no name that says nothing.
pub(super) fn names_say_something(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(SOURCES) {
        if let Some(folder) = file.path.strip_suffix("/mod.rs") {
            let fix = format!("move it to {folder}.rs, beside the folder");
            findings.push(Finding::new(&file.path, "a module in a file called mod.rs", fix));
        }
        if let Some(name) = empty_name(&file.path) {
            let fault = format!("the name {name} does not say what the file holds");
            findings.push(Finding::new(
                &file.path,
                fault,
                "name it after what it holds, or move the parts there",
            ));
        }
    }
    findings
}

fn empty_name(path: &str) -> Option<&str> {
    let mut names = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    names.find(|name| EMPTY_NAMES.contains(name))
}

/// At most 500 lines, so that a file is one idea.
pub(super) fn sources_are_short(tree: &Tree) -> Vec<Finding> {
    let written = tree.ending(SOURCES).filter(|file| !file.text.contains(GENERATED));
    let counted = written.map(|file| (file, file.text.lines().count()));
    counted
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(file, lines)| {
            let fault = format!("{lines} lines, where {MOST_LINES} are the most");
            Finding::new(&file.path, fault, "split it by what its parts are about")
        })
        .collect()
}

/// A module opens with `//!`: what it holds, and where the spec says so.
pub(super) fn modules_open_with_docs(tree: &Tree) -> Vec<Finding> {
    let silent = tree.ending(&[".rs"]).filter(|file| !file.text.starts_with("//!"));
    silent
        .map(|file| {
            let fix = "open it with two lines of //! that say what it holds and where the spec says so";
            Finding::new(file.at(1), "the module does not say what it holds", fix)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::with_file;
    use super::*;

    #[test]
    fn a_mod_rs_is_told_where_to_go() {
        let findings = names_say_something(&with_file("crates/a/src/voice/mod.rs", ""));
        assert_eq!(findings[0].fix, "move it to crates/a/src/voice.rs, beside the folder");
    }

    #[test]
    fn a_name_that_says_nothing_is_found_in_files_and_folders() {
        for path in ["crates/a/src/utils.rs", "crates/a/page/common/dom.js", "x/helpers.test.mjs"] {
            assert_eq!(names_say_something(&with_file(path, "")).len(), 1, "{path}");
        }
        assert_eq!(names_say_something(&with_file("crates/a/src/commons.rs", "")), []);
    }

    #[test]
    fn a_generated_source_may_be_long() {
        let text = format!("/**{GENERATED} */\n{}", "//\n".repeat(MOST_LINES));
        assert_eq!(sources_are_short(&with_file("schemas/a.d.ts", &text)), []);
    }

    #[test]
    fn the_501st_line_is_one_too_many() {
        let lines = |count| with_file("page/main.js", &"x\n".repeat(count));
        assert_eq!(sources_are_short(&lines(500)), []);
        assert_eq!(sources_are_short(&lines(501))[0].fault, "501 lines, where 500 are the most");
    }

    #[test]
    fn data_may_be_long() {
        assert_eq!(sources_are_short(&with_file("schemas/clauses.json", &"x\n".repeat(900))), []);
    }

    #[test]
    fn a_module_without_an_opening_is_found() {
        assert_eq!(modules_open_with_docs(&with_file("a.rs", "//! Holds a.\n")), []);
        assert_eq!(modules_open_with_docs(&with_file("a.rs", "use b;\n//! Late.\n"))[0].place, "a.rs:1");
    }
}
