//! `cargo xtask tidy`: rules of the source tree that no compiler knows. A finding names its fix.
//!
//! A check is a function from the tree to findings; [`CHECKS`] lists them all.

mod clauses;
mod code;
mod dependencies;
mod layout;
mod manifests;
mod text;
mod tree;

use std::fmt;

use crate::error::Error;
use crate::workspace::Workspace;

use self::tree::Tree;

type Check = fn(&Tree) -> Vec<Finding>;

/// Every check, with what it says of the tree when it finds nothing.
const CHECKS: &[(&str, Check)] = &[
    ("crates depend on each other as the design draws it", dependencies::follow_the_design),
    ("every crate has the lints of the workspace and a rust-version", manifests::have_lints_and_version),
    ("the reference is no_std", manifests::reference_is_no_std),
    ("files have names that say what they hold", layout::names_say_something),
    ("no source is over 500 lines", layout::sources_are_short),
    ("every module opens with what it holds", layout::modules_open_with_docs),
    ("nothing is left for later", code::is_whole),
    ("tests do not wait for real time", code::tests_do_not_sleep),
    ("clause ids are unique", clauses::are_unique),
    ("every clause that is cited exists", clauses::cited_exist),
    ("every JSON file can be read", text::json_parses),
    ("no line ends in a blank", text::lines_end_clean),
    ("no path of one machine", text::no_machine_paths),
];

/// One place where a rule is not kept, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// `path` or `path:line`, from the root.
    place: String,
    fault: String,
    fix: String,
}

impl Finding {
    fn new(place: impl Into<String>, fault: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { place: place.into(), fault: fault.into(), fix: fix.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    {}", self.place, self.fault, self.fix)
    }
}

pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let tree = Tree::read(workspace)?;
    let mut count = 0;
    for (rule, check) in CHECKS {
        let findings = check(&tree);
        eprintln!("{} {rule}", if findings.is_empty() { "ok    " } else { "FAILED" });
        findings.iter().for_each(|finding| eprintln!("  {finding}"));
        count += findings.len();
    }
    if count == 0 { Ok(()) } else { Err(Error::Untidy { count }) }
}
