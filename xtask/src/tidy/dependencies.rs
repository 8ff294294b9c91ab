//! The direction of dependencies between the crates.
//!
//! ```text
//! scapi-schema ◄── scapi-reference ◄── scapi-mock-host
//!      ▲                                     ┊ dev-dependency only
//!      └────────── scapi-conformance ┄┄┄┄┄┄┄┄┘
//! ```

use super::Finding;
use super::tree::{Edge, EdgeKind, Tree};

/// What a crate may depend on, along the arrows. A kind allows what is needed less: a test may use what
/// the crate uses.
const ALLOWED: &[(&str, &str, EdgeKind)] = &[
    ("scapi-reference", "scapi-schema", EdgeKind::Normal),
    ("scapi-mock-host", "scapi-reference", EdgeKind::Normal),
    ("scapi-mock-host", "scapi-schema", EdgeKind::Normal),
    ("scapi-conformance", "scapi-schema", EdgeKind::Normal),
    ("scapi-conformance", "scapi-mock-host", EdgeKind::Dev),
];

/// An edge that is not drawn is forbidden.
pub(super) fn follow_the_design(tree: &Tree) -> Vec<Finding> {
    let edges = tree.members.iter().flat_map(|member| member.edges.iter().map(move |edge| (member, edge)));
    edges
        .filter(|(member, edge)| !is_allowed(&member.name, edge))
        .map(|(member, edge)| {
            let place = format!("{}/Cargo.toml", member.folder);
            Finding::new(place, fault(&member.name, edge), fix(&member.name))
        })
        .collect()
}

fn is_allowed(from: &str, edge: &Edge) -> bool {
    let mut rules = ALLOWED.iter().filter(|(a, b, _)| *a == from && *b == edge.to);
    rules.any(|(_, _, kind)| edge.kind == EdgeKind::Dev || *kind == EdgeKind::Normal)
}

fn fault(from: &str, edge: &Edge) -> String {
    let needed = match edge.kind {
        EdgeKind::Normal => "depends on",
        EdgeKind::Dev => "has the dev-dependency",
    };
    format!("{from} {needed} {}", edge.to)
}

fn fix(from: &str) -> String {
    let allowed: Vec<_> = ALLOWED.iter().filter(|(a, _, _)| *a == from).map(allowed_text).collect();
    if allowed.is_empty() {
        format!("remove it: {from} depends on no crate of the workspace")
    } else {
        format!("remove it: {from} may depend on {}", allowed.join(" and "))
    }
}

fn allowed_text((_, to, kind): &(&str, &str, EdgeKind)) -> String {
    match kind {
        EdgeKind::Normal => (*to).to_owned(),
        EdgeKind::Dev => format!("{to} (in tests only)"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Member;
    use super::*;

    fn tree(from: &str, to: &str, kind: EdgeKind) -> Tree {
        let edges = vec![Edge { to: to.to_owned(), kind }];
        let folder = format!("crates/{from}");
        let member = Member { name: from.to_owned(), folder, has_rust_version: true, edges };
        Tree { members: vec![member], ..Tree::default() }
    }

    #[test]
    fn an_arrow_of_the_design_is_allowed_in_the_build_and_in_tests() {
        for kind in [EdgeKind::Normal, EdgeKind::Dev] {
            assert_eq!(follow_the_design(&tree("scapi-reference", "scapi-schema", kind)), []);
        }
    }

    #[test]
    fn the_suite_may_use_the_mock_host_in_tests_only() {
        assert_eq!(follow_the_design(&tree("scapi-conformance", "scapi-mock-host", EdgeKind::Dev)), []);
        let findings = follow_the_design(&tree("scapi-conformance", "scapi-mock-host", EdgeKind::Normal));
        assert_eq!(
            findings,
            [Finding::new(
                "crates/scapi-conformance/Cargo.toml",
                "scapi-conformance depends on scapi-mock-host",
                "remove it: scapi-conformance may depend on scapi-schema and scapi-mock-host (in tests only)",
            )]
        );
    }

    #[test]
    fn the_suite_never_judges_by_the_reference() {
        let findings = follow_the_design(&tree("scapi-conformance", "scapi-reference", EdgeKind::Dev));
        assert_eq!(findings[0].fault, "scapi-conformance has the dev-dependency scapi-reference");
    }

    #[test]
    fn the_tasks_depend_on_no_crate_of_the_workspace() {
        let findings = follow_the_design(&tree("xtask", "scapi-schema", EdgeKind::Normal));
        assert_eq!(findings[0].fix, "remove it: xtask depends on no crate of the workspace");
    }
}
