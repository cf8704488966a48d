//! Apache with `mod_auth_openidc` before the service, set up by `deploy/apache-openidc.conf`, and a provider.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::{Office, project, skip};
use briefing_support::server::{Server, signal};

use crate::visitor::Visitor;

/// Where Debian keeps the parts of Apache.
const MODULES: &str = "/usr/lib/apache2/modules";
/// The parts that the setting needs; `ssl` is left out, as everything is on this machine.
const LOADED: [&str; 8] = [
    "mpm_event",
    "authn_core",
    "authz_core",
    "authz_user",
    "headers",
    "proxy",
    "proxy_http",
    "auth_openidc",
];
/// From where Apache asks the service. It is the proxy that is trusted, and the tests are none.
pub(crate) const PROXY: &str = "127.0.0.2";

/// A house that is reached by Apache, which signs people on.
pub(crate) struct Apache {
    /// Its address, without a slash at the end.
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) server: Server,
    provider: String,
    _programs: [Program; 2],
}

/// A program that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // Apache gives back what it shares with its parts only if it is asked to end.
        signal("TERM", self.0.id());
        let asked = Instant::now();
        while matches!(self.0.try_wait(), Ok(None)) && asked.elapsed().as_secs() < 5 {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Apache {
    /// Puts Apache before the service of an office; `people` are the claims of those whom the provider knows.
    #[track_caller]
    pub(crate) fn before(office: Office, people: &[serde_json::Value]) -> Option<Self> {
        if !Path::new(MODULES).join("mod_auth_openidc.so").exists() {
            skip("Apache is not here (Debian: apache2-bin, libapache2-mod-auth-openidc)");
            return None;
        }
        let Some((provider, issuer)) = provider(people) else {
            skip("oidc-provider-mock is not here (PyPI)");
            return None;
        };
        let free = TcpListener::bind("127.0.0.1:0").expect("there is a port");
        let port = free.local_addr().expect("it has an address").port();
        drop(free);
        let address = format!("http://127.0.0.1:{port}");
        let sample = std::fs::read_to_string(project("deploy/apache-openidc.conf"));
        let sample = at_home(&sample.expect("a file"), &address);
        office.write("serve.toml", settings(&sample));
        let server = Server::with(office, &[]);
        let setting = setting(&sample, &server, &issuer, port);
        server.office.write("apache.conf", setting);
        let child = Command::new("/usr/sbin/apache2")
            .args(["-X", "-f"])
            .arg(server.office.path("apache.conf"))
            .stderr(Stdio::null())
            .spawn();
        let mut apache = Program(child.expect("Apache starts"));
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = apache.0.try_wait().expect("it can be asked").is_some();
            let log = || String::from_utf8_lossy(&server.office.read("error.log")).into_owned();
            assert!(!ended && start.elapsed().as_secs() < 30, "{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Self { address, port, server, provider: issuer, _programs: [provider, apache] })
    }

    /// Returns somebody who has asked for a page, and has said at the provider to be `name`; and what there was to
    /// see then.
    #[track_caller]
    pub(crate) fn signed_on(&self, name: &str) -> (Visitor, Answer) {
        let mut visitor = Visitor::default();
        let (form, _) = visitor.follow(&self.page("/drafts"), Request::get("/"));
        assert!(self.is_providers(&form), "{form}");
        let (end, answer) = visitor.follow(&form, Request::form("/", &[("sub", name)]));
        assert_eq!(end, self.page("/drafts"));
        (visitor, answer)
    }

    /// Returns the address of a page.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Returns whether an address is one of the provider.
    pub(crate) fn is_providers(&self, address: &str) -> bool {
        address.starts_with(&format!("{}/oauth2/", self.provider))
    }
}

/// Starts a provider, and returns its address.
fn provider(people: &[serde_json::Value]) -> Option<(Program, String)> {
    let mut command = Command::new("oidc-provider-mock");
    for person in people {
        command.arg("--user-claims").arg(person.to_string());
    }
    command.args(["--port", "0"]).stdin(Stdio::null()).stdout(Stdio::null());
    let mut provider = Program(command.stderr(Stdio::piped()).spawn().ok()?);
    let mut said = BufReader::new(provider.0.stderr.take().expect("it is a pipe")).lines();
    let line = said.by_ref().map_while(Result::ok).find(|line| line.contains("running on http"));
    let line = line.expect("it says where it listens");
    let address = line.split("running on ").nth(1).and_then(|rest| rest.split(' ').next());
    let address = address.expect("an address").to_owned();
    // A pipe that nobody reads would stop it.
    std::thread::spawn(move || said.for_each(drop));
    Some((provider, address))
}

/// Returns the sample with the address of a test, also where it stands within another.
fn at_home(sample: &str, address: &str) -> String {
    let within = |address: &str| address.replace(':', "%3A").replace('/', "%2F");
    let example = "https://jianbao.example.gov.cn";
    sample.replace(example, address).replace(&within(example), &within(address))
}

/// Returns the settings of the service that the head of the sample shows.
fn settings(sample: &str) -> String {
    let head = sample.lines().take_while(|line| line.starts_with('#'));
    let head = head.skip_while(|line| !line.contains("serve.toml"));
    let lines: Vec<_> = head.filter_map(|line| line.strip_prefix("#   ")).collect();
    lines.join("\n").replace("\"127.0.0.1\"", &format!("\"{PROXY}\""))
}

/// Returns the sample with the addresses of a test, without TLS, and with what Debian's own setting of Apache says.
fn setting(sample: &str, server: &Server, issuer: &str, port: u16) -> String {
    let folder = server.office.path("").display().to_string();
    let loaded = LOADED.map(|name| format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n"));
    let mut setting = format!(
        "ServerRoot \"{folder}\"\nDefaultRuntimeDir \"{folder}\"\nPidFile apache.pid\n\
         ErrorLog error.log\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\n\
         ProxySourceAddress {PROXY}\n{}",
        loaded.concat()
    );
    for line in sample.lines().filter(|line| !line.trim_start().starts_with("SSL")) {
        let line = line.replace("*:443", &format!("127.0.0.1:{port}"));
        let line = line.replace("https://sso.example.gov.cn", issuer);
        setting += &line.replace("127.0.0.1:8176", &format!("127.0.0.1:{}", server.port));
        setting += "\n";
    }
    setting
}
