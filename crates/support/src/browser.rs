//! A browser: Chromium, driven over the `WebDriver` protocol.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Request;
use crate::office::skip;

/// How long to wait for something to appear on a page.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one window, closed when it is dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Opens a browser, or reports why there is none.
    pub fn open() -> Option<Self> {
        let Some(driver) = Self::driver() else {
            skip("chromedriver is not installed (Debian: chromium, chromium-driver)");
            return None;
        };
        let mut driver = driver;
        let out = BufReader::new(driver.stdout.take().expect("standard output is a pipe"));
        let port = out.lines().map_while(Result::ok).find_map(|line| {
            line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok()
        });
        let mut browser =
            Self { driver, port: port.expect("it says its port"), session: String::new() };
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--lang=en", "--hide-scrollbars", "--force-device-scale-factor=1",
            ] },
        } } });
        let opened = browser.ask("POST", "/session", &wanted);
        opened["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        Some(browser)
    }

    fn driver() -> Option<Child> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()
    }

    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_ask(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        let request = Request::new(method, path).with("content-type", "application/json");
        let request = if method == "GET" { request } else { request.body(body.to_string()) };
        let answer = request.send(self.port);
        let value = answer.json()["value"].clone();
        if answer.status == 200 { Ok(value) } else { Err(value) }
    }

    fn path(&self, path: &str) -> String {
        format!("/session/{}{path}", self.session)
    }

    /// Goes to an address.
    #[track_caller]
    pub fn go(&self, address: &str) {
        self.ask("POST", &self.path("/url"), &json!({ "url": address }));
    }

    /// Returns the address of the page.
    pub fn address(&self) -> String {
        let address = self.ask("GET", &self.path("/url"), &Value::Null);
        address.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page, and returns what it returns.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.ask("POST", &self.path("/execute/sync"), &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that passes its result to `done`, and returns that.
    #[track_caller]
    pub fn run_until_done(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        self.ask("POST", &self.path("/execute/async"), &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns something other than `null` or `false`, and returns it.
    #[track_caller]
    pub fn wait(&self, script: &str) -> Value {
        let start = Instant::now();
        loop {
            let value = self.run(script);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "never: {script}\n{}",
                self.run("return document.body.innerText")
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    fn find(&self, selector: &str) -> String {
        let start = Instant::now();
        let wanted = json!({ "using": "css selector", "value": selector });
        loop {
            match self.try_ask("POST", &self.path("/element"), &wanted) {
                Ok(found) => {
                    let id = found.as_object().and_then(|it| it.values().next());
                    return id.and_then(Value::as_str).expect("an element").to_owned();
                }
                Err(error) => assert!(start.elapsed() < PATIENCE, "{selector}: {error}"),
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks an element.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.run(&format!(
            "document.querySelector({}).scrollIntoView({{ block: 'center' }})",
            json!(selector)
        ));
        self.ask("POST", &self.path(&format!("/element/{element}/click")), &json!({}));
    }

    /// Types words as a person does, after what is there.
    #[track_caller]
    pub fn type_into(&self, selector: &str, words: &str) {
        let element = self.find(selector);
        let keys = json!({ "text": words });
        self.ask("POST", &self.path(&format!("/element/{element}/value")), &keys);
    }

    /// Clears a field, and types words.
    #[track_caller]
    pub fn write(&self, selector: &str, words: &str) {
        let element = self.find(selector);
        self.ask("POST", &self.path(&format!("/element/{element}/clear")), &json!({}));
        self.type_into(selector, words);
    }

    /// Sets the size of the window, in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        } });
        self.ask("POST", &self.path("/goog/cdp/execute"), &size);
    }

    /// Saves a screenshot of the whole page, if `BRIEFING_SCREENSHOTS` names a folder.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("BRIEFING_SCREENSHOTS") else { return };
        let wanted =
            json!({ "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true } });
        let taken = self.ask("POST", &self.path("/goog/cdp/execute"), &wanted);
        let bytes = base64(taken["data"].as_str().unwrap_or_default());
        let path = Path::new(&folder).join(format!("{name}.png"));
        std::fs::create_dir_all(&folder).expect("the folder of pictures can be made");
        std::fs::write(path, bytes).expect("the picture can be written");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self.try_ask("DELETE", &self.path(""), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Decodes base64.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit))
            << (6 * (4 - four.len()));
        bytes.extend(bits.to_be_bytes()[1..].iter().take(four.len() - 1));
    }
    bytes
}
