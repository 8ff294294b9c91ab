//! TypeScript declarations of the client, `genesys.wwe.service`: what an embedded app calls, and what it hears.
//! Types come from the JSON Schemas, methods and events from their tables; the envelopes as the client hands them
//! out, and the client's own functions, stand beside this module as they are.

mod namespaces;
mod promises;
mod schema;
mod text;

use alloc::{
    format,
    string::{String, ToString},
};

use super::Document;
use text::Text;

pub(super) use promises::declarations as of_promises;

const HEAD: &str = "\
/**
 * Types of `genesys.wwe.service`, the Service Client API as an embedded web app sees it.
 *
 * Global declarations, because the client is a classic script: put this file in the `include` of your tsconfig, or
 * refer to it with `/// <reference path=\"…/wwe-service-client-api.d.ts\" />`.
 *
 * A type says `unknown` where no documentation shows the shape. Check such a value before you use it.
 *
 * Made from the contract by `cargo xtask schemas`: an edit here is lost.
 */
";

const GLOBALS: &str = "\
/** @deprecated A left-over of the client. Use `genesys.wwe.service`, and have no global of this name yourself. */
declare var service: genesys.wwe.Service;
/** @deprecated A left-over of the client. Have no global of this name yourself. */
declare var ServiceClientAPI: unknown;
";

/// The whole file.
pub(super) fn declarations(documents: &[Document]) -> String {
    let sections = [
        include_str!("typescript/envelopes.d.ts").to_string(),
        namespaces::events(),
        namespaces::HANDLER.to_string(),
        schema::types(documents),
        namespaces::records(),
        namespaces::methods(&namespaces::CALLBACKS),
        include_str!("typescript/client.d.ts").to_string(),
    ];
    let mut body = Text::default();
    for section in sections {
        body.gap();
        body.indented(&section);
    }
    format!("{HEAD}\ndeclare namespace genesys.wwe {{\n{body}}}\n\n{GLOBALS}")
}
