//! The report as a page in Chromium: what its script narrows, where the keyboard leads, and that no value is run.
//! `SCAPI_CHROMIUM` and `SCAPI_CHROMEDRIVER` say where the browser is.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use scapi_conformance::report::{Html, RunReport};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::report::{poison, three};

/// A browser with the page of a report, for as long as this value lives.
struct Page {
    client: Client,
    _driver: Child,
    folder: PathBuf,
}

impl Page {
    async fn of(report: &RunReport, name: &str) -> Self {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder of its own");
        let file = folder.join("report.html");
        std::fs::write(&file, Html::new(report).to_string()).expect("a file");
        let (driver, port) = driver().await;
        let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
        let more = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        let arguments: Vec<&str> = arguments.into_iter().chain(more).chain([profile.as_str()]).collect();
        let mut options = json!({ "args": arguments });
        if let Ok(chromium) = env::var("SCAPI_CHROMIUM") {
            options["binary"] = chromium.into();
        }
        let capabilities = json!({ "goog:chromeOptions": options });
        let Value::Object(capabilities) = capabilities else { panic!("an object") };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let url = format!("http://127.0.0.1:{port}");
        let client = builder.capabilities(capabilities).connect(&url).await.expect("a browser");
        client.goto(&format!("file://{}", file.display())).await.expect("the page");
        Self { client, _driver: driver, folder }
    }

    async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("a script")
    }

    async fn press(&self, keys: &str) {
        let focused = self.client.active_element().await.expect("an element");
        focused.send_keys(keys).await.expect("a keyboard");
    }

    async fn close(self) {
        self.client.close().await.expect("a browser that ends");
        // a browser that is slow to end may still write
        let _ = std::fs::remove_dir_all(self.folder);
    }
}

/// A driver on a port that it chooses. The port may be taken in the other address family; then it is started again.
async fn driver() -> (Child, u16) {
    let program = env::var("SCAPI_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    loop {
        let mut driver = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver");
        let mut said = BufReader::new(driver.stdout.take().expect("its output")).lines();
        while let Ok(Some(line)) = said.next_line().await {
            let port = line.split_once(" started successfully on port ").map(|(_, port)| port);
            if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse().ok()) {
                // what else it says is read by nobody, and must not stop it
                tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
                return (driver, port);
            }
        }
    }
}

/// Ids of the evidence that is shown.
const SHOWN: &str = "return [...document.querySelectorAll('details:not([hidden])')].map((item) => item.id)";
const FOCUSED: &str = "return document.activeElement.closest('details')?.id";

#[tokio::test]
async fn the_page_is_narrowed_by_words_by_verdict_and_by_level() {
    let page = Page::of(&three().await, "narrowed").await;
    let all = page.run(SHOWN).await.as_array().expect("ids").len();
    page.press("/").await;
    page.press("held established").await;
    assert_eq!(
        page.run("return document.activeElement.name").await,
        "words",
        "the slash leads to the search"
    );
    let few = page.run(SHOWN).await.as_array().expect("ids").len();
    assert!(few < all, "{few} of {all}");
    page.press("\u{e00c}").await;
    assert_eq!(page.run(SHOWN).await.as_array().expect("ids").len(), all, "escape shows all again");
    let choose = |name: &'static str, value: &'static str| {
        format!(
            "const field = document.querySelector('[name={name}]'); field.value = '{value}';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        )
    };
    page.run(&choose("tone", "bad")).await;
    let failing = "return [...document.querySelectorAll('details:not([hidden])')].every((item) => item.dataset.tone === 'bad')";
    assert_eq!(page.run(failing).await, true);
    page.run(&choose("level", "MAY")).await;
    assert_eq!(page.run(SHOWN).await, json!([]), "no failure is of this level");
    let sums = "return document.querySelector('output').value";
    assert_eq!(page.run(sums).await.as_str().map(|sums| sums.starts_with("0 of ")), Some(true));
    page.close().await;
}

#[tokio::test]
async fn the_keyboard_leads_from_failure_to_failure_and_a_link_to_its_evidence() {
    let page = Page::of(&three().await, "keyboard").await;
    page.press("n").await;
    let first = page.run(FOCUSED).await;
    page.press("n").await;
    let second = page.run(FOCUSED).await;
    assert!(first.is_string() && second.is_string() && first != second, "{first} {second}");
    page.press("p").await;
    assert_eq!(page.run(FOCUSED).await, first);
    page.run("document.querySelector('td.mark.good a').focus()").await;
    page.press("\u{e007}").await;
    let is_open = "return document.getElementById(decodeURIComponent(location.hash.slice(1))).open";
    assert_eq!(page.run(is_open).await, true, "a clause that is kept leads to the case that shows it");
    page.close().await;
}

#[tokio::test]
async fn no_value_is_run() {
    let mut report = serde_json::to_value(three().await).expect("JSON");
    poison(
        &mut report,
        "</pre></code><img src=x onerror=document.title='run'><script>document.title='run'</script>",
    );
    let page = Page::of(&serde_json::from_value(report).expect("a report"), "hostile").await;
    let seen = page.run("return [document.title, document.images.length, document.scripts.length]").await;
    assert_eq!(seen, json!(["Conformance report", 0, 1]));
    let is_alive = "return !document.getElementById('bar').hidden";
    assert_eq!(page.run(is_alive).await, true, "the script of the page was run: its digest is right");
    page.close().await;
}
