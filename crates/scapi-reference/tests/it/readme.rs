//! The README against the code: what it says is there is there, and nothing is left out.
//! Its examples are run as doc tests.

use scapi_reference::channel::Table;
use scapi_schema::{interaction::State, method::METHODS, stimulus::Stimulus};

const README: &str = include_str!("../../README.md");

fn names(name: &str) -> bool {
    README.contains(&format!("`{name}`"))
}

#[test]
fn the_readme_names_every_stimulus_every_state_and_every_method_of_the_namespace() {
    let states = State::KNOWN.iter().map(State::as_str);
    let methods = METHODS.iter().filter_map(|method| method.name.strip_prefix("interaction."));
    let all = Stimulus::NAMES.iter().copied().chain(states).chain(methods);
    let left_out: Vec<_> = all.filter(|name| !names(name)).collect();
    assert_eq!(left_out, [""; 0]);
}

#[test]
fn the_readme_links_to_the_page_of_every_table() {
    for page in ["voice", "open-media", "preview", "overlay", "recording"] {
        assert!(README.contains(&format!("(docs/{page}.md)")), "{page}");
    }
    assert_eq!(Table::ALL.len(), 5);
}
