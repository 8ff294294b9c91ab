//! The contract of this server for other languages: an OpenAPI document of every route, made from the types that the handlers read
//! and write, and from the JSON Schemas of the messages. A test holds it against the router.

mod apps;
mod control;
mod desktop;
mod faults;
mod journal;
mod operation;
mod schemas;
mod server;
mod session;
mod verification;

use std::{collections::BTreeMap, sync::OnceLock};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use utoipa::openapi::{
    ComponentsBuilder, Contact, InfoBuilder, License, OpenApiBuilder, PathsBuilder, SecurityRequirement,
    Server,
    example::ExampleBuilder,
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    tag::TagBuilder,
};

use super::{Kind, page, problem::Document};
use operation::{Operation, Tag};
use schemas::Schemas;

/// The document, as text.
pub(crate) fn document() -> &'static str {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    DOCUMENT.get_or_init(|| format!("{:#}\n", made()))
}

pub(super) async fn serve() -> Response {
    let mut response = document().into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    page::anywhere(response)
}

/// Every operation, in the order of the document.
fn operations() -> Vec<Operation> {
    [
        session::operations(),
        control::operations(),
        apps::operations(),
        journal::operations(),
        verification::operations(),
        faults::operations(),
        server::operations(),
    ]
    .concat()
}

fn made() -> Value {
    let operations = operations();
    let mut schemas = Schemas::default();
    schemas.add_type::<Document>();
    let paths = operations.iter().fold(PathsBuilder::new(), |paths, operation| {
        paths.path(operation.path, operation.item(&mut schemas))
    });
    let mut components = ComponentsBuilder::new();
    for (name, scheme) in security_schemes() {
        components = components.security_scheme(name, scheme);
    }
    for kind in Kind::ALL {
        let example = ExampleBuilder::new().summary(kind.title()).value(Some(example(*kind)));
        components = components.example(kind.slug(), example.build());
    }
    let (types, contract) = schemas.finish();
    for (name, schema) in types {
        components = components.schema(name, schema);
    }
    let document = OpenApiBuilder::new()
        .info(info().build())
        .servers(Some([Server::new("/")]))
        .tags(Some(
            Tag::ALL.map(|tag| TagBuilder::new().name(tag.name()).description(Some(tag.about())).build()),
        ))
        .security(Some(securities()))
        .paths(paths.build())
        .components(Some(components.build()))
        .build();
    // A document always is JSON.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    for (name, schema) in contract {
        document["components"]["schemas"][name] = schema;
    }
    document
}

fn info() -> InfoBuilder {
    let description = "A mock agent desktop that speaks the Service Client API to the apps in it. This is what drives it from outside: \
                       sessions, the world around them, their time, and what they have done.\n\n\
                       What is refused is answered with a problem document (RFC 9457), whose `type` is one address for each kind of problem. \
                       A path that is not there is answered with `no such path`, another method than those here with `no such method`.";
    InfoBuilder::new()
        .title("scapi-mock-host")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(description))
        .license(Some(License::new(env!("CARGO_PKG_LICENSE"))))
        .contact(Some(repository()))
}

fn repository() -> Contact {
    let mut contact = Contact::new();
    contact.url = Some(env!("CARGO_PKG_REPOSITORY").into());
    contact
}

/// A host on loopback has no token, so that nothing is needed there.
fn securities() -> [SecurityRequirement; 3] {
    let none: [&str; 0] = [];
    [
        SecurityRequirement::default(),
        SecurityRequirement::new("bearer", none),
        SecurityRequirement::new("query", none),
    ]
}

fn security_schemes() -> BTreeMap<&'static str, SecurityScheme> {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The control token of a host that has one (`--control-token`, `--allow-remote`)."))
        .build();
    let query =
        ApiKeyValue::with_description("token", "The control token, where a header cannot be set, in a GET.");
    BTreeMap::from([
        ("bearer", SecurityScheme::Http(bearer)),
        ("query", SecurityScheme::ApiKey(ApiKey::Query(query))),
    ])
}

/// A problem of this kind, with what it means in place of what happened.
fn example(kind: Kind) -> Value {
    json!({
        "type": kind.uri(), "title": kind.title(), "status": kind.status().as_u16(), "detail": kind.explanation(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{Kind, document};

    fn parsed() -> Value {
        serde_json::from_str(document()).expect("JSON")
    }

    /// The methods and paths of the document.
    fn described() -> BTreeSet<String> {
        let document = parsed();
        let paths = document["paths"].as_object().expect("paths");
        let methods = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().expect("a path").keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        });
        methods.collect()
    }

    #[test]
    fn every_route_is_described_and_nothing_else_is() {
        let (_, listed) = crate::http::routes().finish();
        let served: BTreeSet<String> =
            listed.iter().map(|(method, path)| format!("{method} {path}")).collect();
        let described = described();
        let missing: Vec<_> = served.difference(&described).collect();
        let invented: Vec<_> = described.difference(&served).collect();
        assert!(missing.is_empty() && invented.is_empty(), "missing: {missing:?}, invented: {invented:?}");
    }

    #[test]
    fn every_problem_is_described_where_it_can_come() {
        let text = document();
        for kind in Kind::ALL {
            // These two are of no route, and named in the introduction.
            if !matches!(kind, Kind::NoSuchPath | Kind::NoSuchMethod) {
                let reference = format!("\"#/components/examples/{}\"", kind.slug());
                assert!(text.contains(&reference), "no operation has {}", kind.title());
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = parsed();
        let text = super::document();
        let references = text.split("\"$ref\": \"#").skip(1).filter_map(|rest| rest.split('"').next());
        let references: BTreeSet<&str> = references.collect();
        assert!(references.len() > 40, "only {} references", references.len());
        for reference in references {
            assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_an_example_of_what_it_takes_and_gives() {
        let document = parsed();
        let mut names = BTreeSet::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("a path") {
                let name = operation["operationId"].as_str().expect("a name");
                assert!(names.insert(name.to_owned()), "{name} is the name of two operations");
                assert!(
                    operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                    "{method} {path}"
                );
                let answers = operation["responses"].as_object().expect("answers").values();
                let bodies = std::iter::once(&operation["requestBody"]).chain(answers);
                for (media, content) in bodies.filter_map(|body| body["content"].as_object()).flatten() {
                    let has_example = content.get("example").is_some() || content.get("examples").is_some();
                    assert!(
                        has_example || !media.contains("json"),
                        "{method} {path}: {media} has no example"
                    );
                }
            }
        }
    }
}
