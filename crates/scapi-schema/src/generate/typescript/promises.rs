//! TypeScript declarations of the promise layer, an ES module: the types and methods of the drop-in client, with promises for
//! callbacks. What the layer has of its own stands beside this module as it is.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{Document, namespaces, schema, text::Text};

const HEAD: &str = "\
/**
 * Types of `scapi-client.js`, the Service Client API as promises, for apps that are made of ES modules.
 *
 * A method resolves with the `data` of the answer. Those that resolve with `void` have no result; those that make an
 * interaction resolve with its id where the host tells it, and with `undefined` where it leaves that to the event. A
 * type says `unknown` where no documentation shows the shape. Check such a value before you use it.
 *
 * Made from the contract by `cargo xtask schemas`: an edit here is lost.
 */
";

/// The whole file.
pub(in super::super) fn declarations(documents: &[Document]) -> String {
    let sections = [
        include_str!("promises.d.ts").to_string(),
        namespaces::events(),
        schema::types(documents),
        namespaces::records(),
        namespaces::methods(&namespaces::PROMISES),
    ];
    let mut body = Text::default();
    for section in sections {
        body.gap();
        body.exported(&section);
    }
    format!("{HEAD}\n{body}")
}
