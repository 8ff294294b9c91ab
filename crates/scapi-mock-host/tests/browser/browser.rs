//! One browser with one page open. It is looked at the way a person would: again and again until what is wanted is there,
//! or until the patience of a test is over.

use std::{
    fs,
    panic::{AssertUnwindSafe, resume_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    error::CmdError,
    wd::{TimeoutConfiguration, WindowHandle},
};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::{driver::Driver, patience};

/// What the screenshots show.
pub(crate) const VIEWPORT: (u32, u32) = (1280, 720);

/// A script judges a whole page in less, on a machine that has much else to do.
const SCRIPT_PATIENCE: Duration = Duration::from_secs(90);

/// Runs a test in a browser of its own, and closes it however the test ends.
pub(crate) async fn in_browser(test: impl AsyncFnOnce(&Browser)) {
    let browser = Browser::start().await;
    let outcome = AssertUnwindSafe(test(&browser)).catch_unwind().await;
    if outcome.is_err() {
        let name = std::thread::current().name().unwrap_or("a test").replace("::", "-");
        browser.page().try_snap(&format!("failed-{name}")).await;
    }
    browser.close().await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// A browser window.
pub(crate) struct Browser {
    client: Client,
    window: WindowHandle,
    driver: Arc<Driver>,
    profile: ProfileFolder,
}

impl Browser {
    async fn start() -> Self {
        let driver = Driver::shared();
        let profile = ProfileFolder::create();
        let capabilities = json!({ "goog:chromeOptions": {
            "binary": driver.chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // Without a graphics card, what moves keeps a whole core busy.
                "--force-prefers-reduced-motion",
                format!("--user-data-dir={}", profile.0.display()),
            ],
        }, "goog:loggingPrefs": { "browser": "SEVERE" } });
        let Value::Object(capabilities) = capabilities else { unreachable!("it is written as an object") };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&driver.url).await.expect("a browser starts");
        let window = client.window().await.expect("a browser has a window");
        let browser = Self { client, window, driver, profile };
        let script = TimeoutConfiguration::new(Some(SCRIPT_PATIENCE), None, None);
        browser.client.update_timeouts(script).await.expect("time-outs can be set");
        browser.resize(VIEWPORT).await;
        browser
    }

    async fn close(self) {
        // A browser that has crashed cannot be closed, and the test has failed then.
        let _ = self.client.close().await;
        drop(self.profile);
    }

    /// Opens an address in the window; gives the page in it.
    pub(crate) async fn open(&self, url: &str) -> View<'_> {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
        self.page()
    }

    /// What the window shows.
    pub(crate) const fn page(&self) -> View<'_> {
        View { browser: self, shown: Shown::Page, outer: None, frame: None }
    }

    /// The app in the frame that the host calls so (`f1`).
    pub(crate) const fn app<'a>(&'a self, frame: &'a str) -> View<'a> {
        self.page().app(frame)
    }

    /// What the one window shows that was opened by the page.
    pub(crate) const fn popup(&self) -> View<'_> {
        View { browser: self, shown: Shown::Popup, outer: None, frame: None }
    }

    /// What a frame of the page shows, by the frame's selector: the workspace page, when a test runner embeds it.
    pub(crate) const fn within<'a>(&'a self, outer: &'a str) -> View<'a> {
        View { browser: self, shown: Shown::Page, outer: Some(outer), frame: None }
    }

    /// Sets the size of what the window shows, in CSS pixels.
    pub(crate) async fn resize(&self, (width, height): (u32, u32)) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// What the system's setting for light or dark says.
    pub(crate) async fn prefer(&self, theme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        self.command("Emulation.setEmulatedMedia", features).await;
    }

    /// A command of the developer tools.
    pub(crate) async fn command(&self, name: &str, parameters: Value) {
        self.ask(name, parameters).await;
    }

    /// What the developer tools answer to a command.
    pub(crate) async fn ask(&self, name: &str, parameters: Value) -> Value {
        self.extension("goog/cdp/execute", json!({ "cmd": name, "params": parameters })).await
    }

    /// The errors on the console since they were last asked for: exceptions, refusals of the content security policy,
    /// files that are missing.
    pub(crate) async fn faults(&self) -> Vec<String> {
        let log = self.extension("se/log", json!({ "type": "browser" })).await;
        let entries = log.as_array().expect("a list of entries");
        entries.iter().filter_map(|entry| entry["message"].as_str()).map(str::to_owned).collect()
    }

    /// A command of chromedriver's own.
    async fn extension(&self, path: &str, body: Value) -> Value {
        let session = self.client.session_id().await.ok().flatten().expect("a session");
        let url = format!("{}/session/{session}/{path}", self.driver.url);
        let answer = reqwest::Client::new().post(url).json(&body).send().await.expect("chromedriver answers");
        let mut answer: Value = answer.json().await.expect("chromedriver answers in JSON");
        let value = answer["value"].take();
        assert!(value["error"].is_null(), "{path}: {value}");
        value
    }
}

/// The page, or an app in it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    browser: &'a Browser,
    shown: Shown,
    outer: Option<&'a str>,
    frame: Option<&'a str>,
}

/// Which window is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Page,
    Popup,
}

impl<'a> View<'a> {
    /// The browser that shows it.
    pub(crate) const fn browser(self) -> &'a Browser {
        self.browser
    }

    /// The app in a frame of this page.
    pub(crate) const fn app(self, frame: &'a str) -> Self {
        Self { frame: Some(frame), ..self }
    }

    /// Whether there is such a window.
    pub(crate) async fn is_there(self) -> bool {
        self.enter().await.is_ok()
    }

    /// Waits until something visible matches a CSS selector.
    pub(crate) async fn see(self, selector: &str) -> Element {
        self.until(&format!("{selector} is to be seen"), async || self.visible(selector).await).await
    }

    /// Waits until nothing visible matches a CSS selector.
    pub(crate) async fn see_no(self, selector: &str) {
        let gone = async || Ok(self.visible(selector).await?.is_none().then_some(()));
        self.until(&format!("{selector} is to be gone"), gone).await;
    }

    /// Waits until something visible that matches the selector has this in its text.
    pub(crate) async fn see_text(self, selector: &str, text: &str) {
        let look = async || {
            self.enter().await?;
            for element in self.browser.client.find_all(Locator::Css(selector)).await? {
                if element.text().await?.contains(text) {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        };
        self.until(&format!("{selector} is to say {text:?}"), look).await;
    }

    /// Clicks as a person would: what is covered by something else cannot be clicked.
    pub(crate) async fn click(self, selector: &str) {
        let click = async || match self.visible(selector).await? {
            Some(element) => element.click().await.map(Some),
            None => Ok(None),
        };
        self.until(&format!("{selector} is to be clicked"), click).await;
    }

    /// Replaces what a field holds.
    pub(crate) async fn fill(self, selector: &str, text: &str) {
        let field = self.see(selector).await;
        field.clear().await.expect("the field can be cleared");
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Chooses a file, as a person does in the dialog that a hidden field opens.
    pub(crate) async fn choose_file(self, selector: &str, file: &Path) {
        self.enter().await.expect("the page is there");
        let field = self.browser.client.find(Locator::Css(selector)).await.expect("the field is there");
        field.send_keys(&file.to_string_lossy()).await.expect("the field takes a file");
    }

    /// Presses a key, for whatever has the focus.
    pub(crate) async fn press(self, key: impl Into<char>) {
        self.enter().await.expect("the app is there");
        let value = key.into();
        let keys =
            KeyActions::new("keyboard".into()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.browser.client.perform_actions(keys).await.expect("keys can be pressed");
    }

    /// The text of what is seen.
    pub(crate) async fn text(self, selector: &str) -> String {
        self.see(selector).await.text().await.expect("it has a text")
    }

    /// Runs a script and gives what it returns.
    pub(crate) async fn run(self, script: &str) -> Value {
        self.enter().await.expect("the app is there");
        let outcome = self.browser.client.execute(script, Vec::new()).await;
        outcome.unwrap_or_else(|error| panic!("{script}\nfailed: {error}"))
    }

    /// Runs a script that calls its last argument with what it gives.
    pub(crate) async fn run_async(self, script: &str) -> Value {
        self.enter().await.expect("the app is there");
        let outcome = self.browser.client.execute_async(script, Vec::new()).await;
        outcome.unwrap_or_else(|error| panic!("{script}\nfailed: {error}"))
    }

    /// Waits until a JavaScript expression has a value that is true.
    pub(crate) async fn holds(self, expression: &str) {
        let script = format!("return Boolean({expression})");
        let check = async || {
            self.enter().await?;
            let value = self.browser.client.execute(&script, Vec::new()).await?;
            Ok((value == Value::Bool(true)).then_some(()))
        };
        self.until(&format!("{expression} is to hold"), check).await;
    }

    /// Saves what the window shows now as `target/screenshots/<name>.png`.
    pub(crate) async fn snap(self, name: &str) {
        assert!(self.try_snap(name).await, "the window can be photographed");
    }

    async fn try_snap(self, name: &str) -> bool {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        // A failure is photographed whatever is there.
        let _ = self.enter().await;
        let Ok(image) = self.browser.client.screenshot().await else { return false };
        fs::create_dir_all(&folder).is_ok() && fs::write(folder.join(format!("{name}.png")), image).is_ok()
    }

    async fn visible(self, selector: &str) -> Result<Option<Element>, CmdError> {
        self.enter().await?;
        for element in self.browser.client.find_all(Locator::Css(selector)).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Turns to the page or to the app, afresh each time: an app may have been loaded again.
    async fn enter(self) -> Result<(), CmdError> {
        let client = &self.browser.client;
        client.switch_to_window(self.window().await?).await?;
        if let Some(outer) = self.outer {
            client.find(Locator::Css(outer)).await?.enter_frame().await?;
        }
        if let Some(frame) = self.frame {
            let selector = format!("iframe[data-frame=\"{frame}\"]");
            client.find(Locator::Css(&selector)).await?.enter_frame().await?;
        }
        Ok(())
    }

    async fn window(self) -> Result<WindowHandle, CmdError> {
        let own = &self.browser.window;
        if self.shown == Shown::Page {
            return Ok(own.clone());
        }
        let all = self.browser.client.windows().await?;
        let other = all.into_iter().find(|window| window != own);
        other.ok_or_else(|| CmdError::NotW3C(json!("there is one window only")))
    }

    async fn until<T>(self, what: &str, attempt: impl AsyncFn() -> Result<Option<T>, CmdError>) -> T {
        match patience::until(attempt).await {
            Ok(result) => result,
            Err(fault) => panic!("{what} in {}: {fault}\n{}", self.name(), self.content().await),
        }
    }

    fn name(self) -> String {
        match (self.frame, self.shown) {
            (Some(frame), _) => format!("the app in {frame}"),
            (None, Shown::Page) => "the page".into(),
            (None, Shown::Popup) => "the other window".into(),
        }
    }

    /// What there is to read, for the text of a failure.
    async fn content(self) -> String {
        if let Err(error) = self.enter().await {
            return error.to_string();
        }
        let text = self.browser.client.execute("return document.body.innerText", Vec::new()).await;
        text.map_or_else(|error| error.to_string(), |text| text.as_str().unwrap_or_default().to_owned())
    }
}

/// A fresh folder for what a browser remembers, removed with the browser.
struct ProfileFolder(PathBuf);

impl ProfileFolder {
    fn create() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("browser-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        Self(folder)
    }
}

impl Drop for ProfileFolder {
    fn drop(&mut self) {
        // A browser that is slow to end may still write; what is left lies among the temporary files of the build.
        let _ = fs::remove_dir_all(&self.0);
    }
}
