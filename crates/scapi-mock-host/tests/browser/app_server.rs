//! The origin of an app: its files, unmodified, a client script beside them, and its back end.
//! Every request is recorded.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

/// Our drop-in client.
pub(crate) const OUR_CLIENT: &str = "client/wwe-service-client-api.js";

/// A server that is the origin of an app.
pub(crate) struct AppServer {
    server: MockServer,
    /// The folder that the app lies in, with both slashes.
    folder: String,
}

impl AppServer {
    /// The demo app, with our client and its customer records.
    pub(crate) async fn callbar() -> Self {
        Self::callbar_with(OUR_CLIENT).await
    }

    /// The demo app with a client script from a path in this crate.
    pub(crate) async fn callbar_with(client: &str) -> Self {
        let mut site = Site::in_folder("callbar");
        for file in ["index.html", "callbar.js", "callbar.css"] {
            site.add(file, &format!("apps/callbar/{file}"));
        }
        site.add("wwe-service-client-api.js", client);
        let records: Vec<Value> = serde_json::from_slice(&read("apps/callbar/records.json")).expect("JSON");
        for record in records {
            site.add_record(&record);
        }
        Self::serve(site).await
    }

    /// An app that does nothing by itself and keeps what it hears (`apps/probe.html`), with our client.
    pub(crate) async fn probe() -> Self {
        Self::serve(Site::probe()).await
    }

    /// The probe, served with a header.
    pub(crate) async fn probe_with(header: &'static str, value: &str) -> Self {
        let mut site = Site::probe();
        site.headers.push((header, value.into()));
        Self::serve(site).await
    }

    /// The probe without a client: it is shown, and says nothing.
    pub(crate) async fn mute() -> Self {
        let mut site = Site::in_folder("mute");
        site.add("index.html", "tests/browser/apps/mute.html");
        Self::serve(site).await
    }

    /// A page that embeds what its fragment names, as a test runner does (`apps/runner.html`).
    pub(crate) async fn runner() -> Self {
        let mut site = Site::in_folder("runner");
        site.add("index.html", "tests/browser/apps/runner.html");
        Self::serve(site).await
    }

    /// An app on the promise layer, with the drop-in client beside it (`apps/promises.html`).
    pub(crate) async fn promises() -> Self {
        let mut site = Site::in_folder("promises");
        site.add("index.html", "tests/browser/apps/promises.html");
        site.add("scapi-client.js", "client/scapi-client.js");
        site.add("wwe-service-client-api.js", OUR_CLIENT);
        Self::serve(site).await
    }

    /// The probe in a sandbox, where it has no origin of its own (`"null"`).
    pub(crate) async fn sandboxed_probe() -> Self {
        Self::probe_with("content-security-policy", "sandbox allow-scripts").await
    }

    async fn serve(site: Site) -> Self {
        let server = MockServer::start().await;
        let folder = site.folder.clone();
        Mock::given(any()).respond_with(site).mount(&server).await;
        Self { server, folder }
    }

    /// The app's address.
    pub(crate) fn url(&self) -> String {
        format!("{}{}", self.server.uri(), self.folder)
    }

    /// The app's web origin.
    pub(crate) fn origin(&self) -> String {
        self.server.uri()
    }

    /// The numbers that the app has looked up at its back end, as they stand in the address, in order.
    pub(crate) async fn looked_up(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.expect("requests are recorded");
        let records = format!("{}records/", self.folder);
        let number = |request: &Request| request.url.path().strip_prefix(&records).map(str::to_owned);
        requests.iter().filter_map(number).collect()
    }

    /// How often the app was loaded.
    pub(crate) async fn loads(&self) -> usize {
        let requests = self.server.received_requests().await.expect("requests are recorded");
        requests.iter().filter(|request| request.url.path() == self.folder).count()
    }
}

/// What is at which path, with its content type.
struct Site {
    folder: String,
    files: BTreeMap<String, (&'static str, Vec<u8>)>,
    headers: Vec<(&'static str, String)>,
}

impl Site {
    fn in_folder(name: &str) -> Self {
        Self { folder: format!("/{name}/"), files: BTreeMap::new(), headers: Vec::new() }
    }

    fn probe() -> Self {
        let mut site = Self::in_folder("probe");
        site.add("index.html", "tests/browser/apps/probe.html");
        site.add("wwe-service-client-api.js", OUR_CLIENT);
        site
    }

    fn add(&mut self, name: &str, source: &str) {
        let content_type = match Path::new(source).extension().and_then(|suffix| suffix.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        let name = if name == "index.html" { "" } else { name };
        self.files.insert(format!("{}{name}", self.folder), (content_type, read(source)));
    }

    fn add_record(&mut self, record: &Value) {
        let number = record["number"].as_str().expect("a record has a number").replace('+', "%2B");
        let path = format!("{}records/{number}", self.folder);
        self.files.insert(path, ("application/json", record.to_string().into_bytes()));
    }
}

impl Respond for Site {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        match self.files.get(request.url.path()) {
            Some((content_type, body)) => ResponseTemplate::new(200)
                .insert_header("cache-control", "no-store")
                .append_headers(self.headers.iter().map(|(name, value)| (*name, value.as_str())))
                .set_body_raw(body.clone(), content_type),
            None => ResponseTemplate::new(404),
        }
    }
}

fn read(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
