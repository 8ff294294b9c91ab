//! `/openapi.json` and `/docs`: the contract of the control API; and what holds for every route of it, attack by attack.

use reqwest::Method;
use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::{
    control::{Control, send},
    program::outcome,
    raw,
};

/// What is the same for everybody.
const PUBLIC: [&str; 12] = [
    "/",
    "/healthz",
    "/openapi.json",
    "/docs",
    "/asyncapi.json",
    "/schemas/{file}",
    "/tables",
    "/page/{version}/{file}",
    "/wwe-service-client-api.js",
    "/wwe-service-client-api.d.ts",
    "/scapi-client.js",
    "/scapi-client.d.ts",
];

/// Every method and path of the document, with names in place of the parameters.
async fn routes(host: &MockHost) -> Vec<(Method, String)> {
    let document = Control::of(host).get("/openapi.json").await.body;
    let paths = document["paths"].as_object().expect("paths").clone();
    let routes = paths.into_iter().flat_map(|(path, item)| {
        let methods: Vec<String> = item.as_object().expect("methods").keys().cloned().collect();
        methods.into_iter().map(move |method| {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            (method, path.clone())
        })
    });
    let routes: Vec<_> = routes.collect();
    assert!(routes.len() > 40, "only {} routes", routes.len());
    routes
}

/// A path with something that exists in place of each parameter.
fn filled(path: &str) -> String {
    let path = path.replace("{session}", "default").replace("{method}", "voice.dial").replace("{id}", "1");
    let file = if path.starts_with("/schemas/") { "interaction.schema.json" } else { "main.js" };
    path.replace("{file}", file)
}

/// What stands in the journal, and which sessions there are: an attack changes neither.
async fn state(host: &MockHost) -> (usize, Value) {
    let mut sessions = Control::of(host).get("/sessions").await.body;
    for session in sessions["sessions"].as_array_mut().expect("sessions") {
        session["ageMs"] = json!(0);
        session["idleMs"] = json!(0);
    }
    (host.journal_after(0).await.expect("a journal").len(), sessions)
}

#[tokio::test]
async fn the_document_is_served_to_anybody_and_printed() {
    let host = MockHost::start().await;
    let served = Control::of(&host).get("/openapi.json").await;
    assert_eq!((served.status, &served.body["openapi"]), (200, &json!("3.1.0")));
    assert_eq!(served.headers["access-control-allow-origin"], "*");
    let (code, printed, _) = outcome(&["openapi"]).await;
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!((code, &printed), (Some(0), &served.body));
}

#[tokio::test]
async fn the_document_is_shown_to_people_with_files_of_this_host_alone() {
    let host = MockHost::start().await;
    let page = raw::get(host.address(), "/docs", "localhost").await;
    assert_eq!(raw::status(&page), 200);
    assert!(page.to_lowercase().contains("content-security-policy: default-src 'self'"), "{page}");
    let links = page.split(['"', '\'']).filter(|text| text.starts_with("/page/"));
    let links: Vec<&str> = links.collect();
    assert!(links.iter().any(|link| link.ends_with("/docs.js")), "{links:?}");
    for link in links {
        assert_eq!(raw::status(&raw::get(host.address(), link, "localhost").await), 200, "{link}");
    }
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http"), "{page}");
}

#[tokio::test]
async fn every_operation_is_there() {
    let host = MockHost::start().await;
    for (method, path) in routes(&host).await {
        // Deleting is done last, elsewhere.
        if method == Method::DELETE {
            continue;
        }
        let request = format!(
            "{method} {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
            filled(&path)
        );
        if path.ends_with("/stream") {
            continue;
        }
        let answer = raw::exchange(host.address(), &request).await;
        let is_missing = match raw::status(&answer) {
            404 => answer.contains("#no-such-path"),
            status => status == 405,
        };
        assert!(!is_missing, "{method} {path}: {answer}");
    }
}

#[tokio::test]
async fn a_rebound_name_reaches_no_route() {
    let host = MockHost::start().await;
    let before = state(&host).await;
    for (method, path) in routes(&host).await {
        for name in ["evil.example", "localhost.evil.example", "10.0.0.1"] {
            let request = format!(
                "{method} {} HTTP/1.1\r\nhost: {name}\r\nconnection: close\r\ncontent-type: application/json\r\n\
                 content-length: 2\r\n\r\n{{}}",
                filled(&path)
            );
            let answer = raw::exchange(host.address(), &request).await;
            assert_eq!(raw::status(&answer), 403, "{method} {path}: {answer}");
            assert!(answer.contains("#host-not-allowed"), "{answer}");
        }
    }
    assert_eq!(state(&host).await, before);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing_by_any_route_and_reads_only_what_is_public() {
    const SHARED: [&str; 8] = [
        "/openapi.json",
        "/asyncapi.json",
        "/schemas/{file}",
        "/tables",
        "/wwe-service-client-api.js",
        "/wwe-service-client-api.d.ts",
        "/scapi-client.js",
        "/scapi-client.d.ts",
    ];
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let before = state(&host).await;
    for (method, path) in routes(&host).await {
        if path.ends_with("/stream") {
            continue;
        }
        for origin in ["https://evil.example", "null"] {
            let request = control.request(method.clone(), &filled(&path)).header("origin", origin);
            let answer = send(request.header("content-type", "application/json").body("{}")).await;
            if method != Method::GET {
                assert!(answer.problem(403).contains("may not control this host"), "{method} {path}");
            }
            let lets_in = answer.headers.contains_key("access-control-allow-origin");
            assert_eq!(lets_in, SHARED.contains(&path.as_str()), "{method} {path}");
        }
    }
    assert_eq!(state(&host).await, before);
}

#[tokio::test]
async fn a_form_of_another_site_is_taken_by_no_route() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let before = state(&host).await;
    // A browser names no origin for some requests; a form has one of these types.
    for (method, path) in routes(&host).await.into_iter().filter(|(method, _)| *method == Method::POST) {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            let request =
                control.request(method.clone(), &filled(&path)).header("content-type", kind).body("{}");
            send(request).await.problem(415);
        }
    }
    assert_eq!(state(&host).await, before);
}

/// What a page of another origin can send without naming it: images, scripts, forms that say they are JSON, links.
#[tokio::test]
async fn a_page_of_another_site_that_names_no_origin_is_known_by_what_its_browser_says() {
    let host = MockHost::start().await;
    let before = state(&host).await;
    for (method, path) in routes(&host).await {
        for (site, mode) in [
            ("cross-site", "no-cors"),
            ("same-site", "no-cors"),
            ("cross-site", "cors"),
            ("cross-site", "navigate"),
        ] {
            let is_let_in = method == Method::GET && (mode == "navigate" || PUBLIC.contains(&path.as_str()));
            // A stream that is let in does not end.
            if is_let_in && path.ends_with("/stream") {
                continue;
            }
            let request = format!(
                "{method} {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nsec-fetch-site: {site}\r\n\
                 sec-fetch-mode: {mode}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}",
                filled(&path)
            );
            let answer = raw::exchange(host.address(), &request).await;
            let is_refused = raw::status(&answer) == 403 && answer.contains("#origin-not-allowed");
            assert_eq!(is_refused, !is_let_in, "{site} {mode} {method} {path}: {answer}");
        }
    }
    assert_eq!(state(&host).await, before);
}

/// Ways out of a folder, for those who take a parameter for a path.
const WAYS_OUT: [&str; 12] = [
    "..%2f..%2fCargo.toml",
    "%2e%2e%2fCargo.toml",
    "..%5c..%5cCargo.toml",
    "..%252fCargo.toml",
    "%2fetc%2fpasswd",
    "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%00",
    "main.js%00.json",
    "C:%5cwindows%5cwin.ini",
    "file:%2f%2f%2fetc%2fpasswd",
    "....%2f%2fCargo.toml",
    "README.md",
];

#[tokio::test]
async fn no_parameter_of_any_route_leads_out_of_what_is_served() {
    let host = MockHost::start().await;
    let before = state(&host).await;
    let mut attempts = 0;
    for (method, path) in routes(&host).await.into_iter().filter(|(_, path)| path.contains('{')) {
        let parameters = path.split(['{', '}']).skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        for (parameter, way) in parameters.iter().flat_map(|name| WAYS_OUT.map(|way| (name, way))) {
            let target = filled(&path.replace(&format!("{{{parameter}}}"), way));
            let request = format!(
                "{method} {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n\
                 content-length: 2\r\n\r\n{{}}"
            );
            let answer = raw::exchange(host.address(), &request).await;
            assert!(matches!(raw::status(&answer), 400..=499), "{method} {target}: {answer}");
            for secret in ["[package]", "root:", "[workspace]"] {
                assert!(!answer.contains(secret), "{method} {target}: {answer}");
            }
            attempts += 1;
        }
    }
    assert!(attempts > 300, "only {attempts} attempts");
    for plain in [
        "/page/../Cargo.toml",
        "/schemas/../../Cargo.toml",
        "/../../../etc/passwd",
        "/page//etc/passwd",
        "//etc/passwd",
    ] {
        let answer = raw::get(host.address(), plain, "localhost").await;
        assert_eq!(raw::status(&answer), 404, "{plain}: {answer}");
    }
    assert_eq!(state(&host).await, before);
}

#[tokio::test]
async fn every_route_that_is_not_public_asks_for_the_token() {
    let open = MockHost::start().await;
    let host = MockHost::builder().control_token("a-token-of-this-test").start().await.expect("a host");
    for (method, path) in routes(&open).await {
        let request = format!(
            "{method} {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
            filled(&path)
        );
        let answer = raw::exchange(host.address(), &request).await;
        assert_eq!(raw::status(&answer) != 401, PUBLIC.contains(&path.as_str()), "{method} {path}: {answer}");
    }
}

#[tokio::test]
async fn the_answers_have_the_form_that_the_document_gives_them() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let document = control.get("/openapi.json").await.body;
    let has = |name: &str, answer: &Value| {
        let schema = &document["components"]["schemas"][name];
        let known = schema["properties"].as_object().unwrap_or_else(|| panic!("{name} has no properties"));
        for key in answer.as_object().expect("an object").keys() {
            assert!(known.contains_key(key), "{name} has no {key}");
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            assert!(answer.get(key.as_str().expect("a name")).is_some(), "{name} lacks {key}");
        }
    };
    has("Links", &control.session(&json!({})).await);
    has("Caused", &control.stimulus(&json!({ "type": "inbound-call" })).await);
    has("ClockState", &control.get("/s/default/control/clock").await.body);
    has("CannedTable", &control.get("/s/default/control/canned").await.body);
    let posted = control.post("/s/default/control/events", &json!({ "name": "agent", "data": {} })).await;
    has("Posted", &posted.body);
    let fault = json!({ "on": { "method": "agent.get" }, "do": { "type": "drop" }, "times": 1 });
    has("FaultState", &control.post("/s/default/control/faults", &fault).await.body);
    let faults = control.get("/s/default/control/faults").await.body;
    has("FaultList", &faults);
    has("FaultState", &faults["faults"][0]);
    assert_eq!(
        document["components"]["schemas"]["FaultState"]["properties"]["fault"]["$ref"],
        "#/components/schemas/Fault"
    );
    has("Verdict", &control.get("/s/default/control/verdict").await.body);
    has("Problem", &control.post("/sessions", &json!({ "clok": 1 })).await.body);
    has("Fresh", &control.post("/s/default/control/reset", &json!({})).await.body);
}
