//! The contract for other languages, as a host serves it: the files of `schemas/`, to anybody.

use scapi_mock_host::MockHost;
use serde_json::Value;

use crate::{control::Control, raw};

#[tokio::test]
async fn the_asyncapi_document_of_the_message_channel_is_served() {
    let document = json(&Control::of(&MockHost::start().await), "/asyncapi.json").await;
    assert_eq!(document["asyncapi"], "3.0.0");
    assert_eq!(document["operations"]["interaction.accept"]["action"], "receive");
}

#[tokio::test]
async fn every_schema_and_the_clauses_are_served_as_they_are_on_disk() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/contract")).expect("the contract");
    let files = folder.map(|entry| entry.expect("a file"));
    let mut count = 0;
    for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "json")) {
        let name = file.file_name().into_string().expect("a name");
        let on_disk: Value =
            serde_json::from_slice(&std::fs::read(file.path()).expect("a file")).expect("JSON");
        assert_eq!(json(&control, &format!("/schemas/{name}")).await, on_disk, "{name}");
        count += 1;
    }
    assert!(count > 50, "only {count} files");
}

#[tokio::test]
async fn the_declarations_are_those_of_the_contract() {
    let host = MockHost::start().await;
    for (name, generated) in [
        ("wwe-service-client-api.d.ts", include_str!("../../contract/wwe-service-client-api.d.ts")),
        ("scapi-client.d.ts", include_str!("../../contract/scapi-client.d.ts")),
    ] {
        let served = raw::get(host.address(), &format!("/{name}"), "localhost").await;
        assert!(served.ends_with(generated), "client/{name} is not the generated one");
    }
}

#[tokio::test]
async fn nothing_else_of_the_folder_is_served() {
    let host = MockHost::start().await;
    for name in ["README.md", "no-such.schema.json", "..%2fCargo.toml", "%2e%2e%2fCargo.toml"] {
        let answer = raw::get(host.address(), &format!("/schemas/{name}"), "localhost").await;
        assert_eq!(raw::status(&answer), 404, "{answer}");
    }
}

async fn json(control: &Control, target: &str) -> Value {
    let answer = control.get(target).await;
    assert_eq!(answer.status, 200, "{target}");
    assert_eq!(answer.headers["content-type"], "application/json", "{target}");
    assert_eq!(answer.headers["access-control-allow-origin"], "*", "{target}");
    answer.body
}
