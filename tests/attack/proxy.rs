//! The service behind a real nginx, as docs/service.md sets it up.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, project, skip};
use briefing_support::server::{Server, value_of};

use crate::house::{PASSWORD, key, office};

/// The name by which browsers come, as the document has it.
const HOST: &str = "jianbao.example.gov.cn";
/// The address from which clients come to the proxy.
const CLIENT: &str = "127.0.0.2";
/// The address that a client invents.
const FORGED: &str = "203.0.113.9";

/// nginx, killed when it is dropped.
struct Proxy {
    /// The port by which clients come.
    port: u16,
    child: Child,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a port that nobody listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    listener.local_addr().expect("it has an address").port()
}

/// Returns the block of the document, listening here instead of at 443, for a service below a path.
fn documented(prefix: &str, port: u16, service: u16) -> String {
    let guide = fs::read_to_string(project("docs/service.md")).expect("the document is there");
    let block = guide.split("```nginx\n").nth(1).and_then(|it| it.split("```").next());
    let block = block.expect("it shows a block for nginx");
    let lines = block.lines().filter(|line| !line.trim_start().starts_with("ssl_"));
    let block: String = lines.map(|line| format!("{line}\n")).collect();
    let block = block.replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port};"));
    let block = block.replace("http://127.0.0.1:8176;", &format!("http://127.0.0.1:{service};"));
    let block = block.replace("location / {", &format!("location {prefix}/ {{"));
    for part in
        ["listen 127.0.0.1", &format!("127.0.0.1:{service};"), &format!("location {prefix}/ {{")]
    {
        assert!(block.contains(part), "{part}: {block}");
    }
    block
}

/// Starts nginx before a service; `None` if this machine has none.
///
/// Clients come by a second server, which stands for the network: it has another address than the proxy, and passes on
/// whatever they have written into their headers.
fn nginx(server: &Server, prefix: &str) -> Option<Proxy> {
    let folder = server.office.path("nginx");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let (port, network) = (free_port(), free_port());
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = |kind| format!("{kind}_temp_path {}/{kind};\n", folder.display());
    let config = format!(
        "daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\nhttp {{\n\
         access_log off;\n{}{}\nserver {{\n  listen 127.0.0.1:{network};\n  client_max_body_size 0;\n  \
         location / {{\n    proxy_pass http://127.0.0.1:{port};\n    proxy_bind {CLIENT};\n    \
         proxy_set_header Host $http_host;\n  }}\n}}\n}}\n",
        kinds.map(temporary).concat(),
        documented(prefix, port, server.port),
        folder = folder.display(),
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, config).expect("it is written");
    // Debian keeps it where only the administrator looks.
    let paths = [std::env::var("PATH").unwrap_or_default(), "/usr/sbin".into()].join(":");
    let mut command = std::process::Command::new("nginx");
    command.arg("-e").arg(folder.join("log")).arg("-c").arg(&file).env("PATH", paths);
    let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let proxy = Proxy { port: network, child };
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(start.elapsed() < Duration::from_secs(30), "nginx does not listen: {log}");
        std::thread::sleep(Duration::from_millis(20));
    }
    Some(proxy)
}

/// A service behind the proxy, as its clients see it.
struct Behind {
    proxy: Proxy,
    prefix: &'static str,
}

impl Behind {
    #[track_caller]
    fn send(&self, request: Request) -> Answer {
        let target = format!("{}{}", self.prefix, request.target);
        let request = Request { target, ..request }.with("host", HOST);
        request.with("x-forwarded-for", FORGED).send(self.proxy.port)
    }

    /// Sends a form of one of our pages, as a browser does.
    #[track_caller]
    fn form(&self, request: Request, cookie: &str) -> Answer {
        let request = request.with("origin", &format!("https://{HOST}")).with("cookie", cookie);
        self.send(request.with("sec-fetch-site", "same-origin"))
    }

    /// Returns where an answer leads, as the browser would ask for it there.
    #[track_caller]
    fn led(&self, answer: &Answer) -> String {
        let there = answer.is(303).header("location");
        let inside = there.strip_prefix(self.prefix).filter(|it| it.starts_with('/'));
        inside.unwrap_or_else(|| panic!("{there} is outside")).to_owned()
    }
}

/// Does what an office does all day, through the proxy.
fn a_day_behind_the_proxy(prefix: &'static str) {
    let office = office();
    let robot = key(&office, "reader");
    let origin = format!("https://{HOST}{prefix}");
    let words = ["--origin", &*origin, "--trusted-proxies", "127.0.0.1"];
    let server = Server::with(office, &words);
    let Some(proxy) = nginx(&server, prefix) else {
        return skip("nginx is not here (Debian: nginx)");
    };
    let behind = Behind { proxy, prefix };
    let fields = [("name", "editor"), ("password", PASSWORD), ("next", "/drafts")];
    let entered = behind.form(Request::form("/login", &fields), "");
    assert_eq!(behind.led(&entered), "/drafts");
    let cookie = entered.header("set-cookie");
    let path = if prefix.is_empty() { "/" } else { prefix };
    assert!(cookie.contains(&format!("; Path={path};")) && cookie.contains("; Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();

    let page = behind.send(Request::get("/drafts").with("cookie", &cookie));
    let form_key = value_of(&page.is(200).text(), "form_key");
    let draft = behind.form(Request::form("/drafts", &[("form_key", &form_key)]), &cookie);
    let draft = behind.led(&draft);
    let fields = [("form_key", &*form_key), ("version", "1"), ("tab", "toml"), ("toml", ISSUE)];
    behind.led(&behind.form(Request::form(&draft, &fields), &cookie));
    let saved = behind.send(Request::get(&format!("{draft}/toml")).with("cookie", &cookie));
    assert_eq!(saved.is(200).text(), ISSUE);

    // More than nginx lets through by itself.
    let picture = vec![b'x'; 3_000_000];
    let before = format!(
        "--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{form_key}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
    );
    let body = [before.as_bytes(), &picture, b"\r\n--b--\r\n"].concat();
    let upload = Request::new("POST", &format!("{draft}/pictures")).body(body);
    let upload = upload.with("content-type", "multipart/form-data; boundary=b");
    behind.led(&behind.form(upload, &cookie));
    let page = behind.send(Request::get(&draft).with("cookie", &cookie)).is(200).text();
    assert!(page.contains("value=\"a.png\""), "{page}");

    let start = Instant::now();
    let set = behind.send(Request::post("/v1/render", ISSUE).with("authorization", &robot));
    assert!(set.is(200).body.starts_with(b"%PDF-"));
    println!("below {path}: a PDF of {} bytes after {:?}", set.body.len(), start.elapsed());

    let fields = [("name", "publisher"), ("password", "wrong")];
    behind.form(Request::form("/login", &fields), "").is(401);
    server.has_said("login failed");
    let said = server.said();
    assert!(said.contains(&format!("\"login failed\",\"address\":\"{CLIENT}\"")), "{said}");
    assert!(!said.contains(FORGED), "a header of a client is believed: {said}");
    // Another site in the same browser, and another name for the same machine.
    let evil = Request::form("/login", &fields).with("origin", "https://evil.example");
    behind.send(evil).is(403);
    let evil = Request::get(&format!("{prefix}/")).with("host", "evil.example");
    evil.send(server.port).is(421);
}

#[test]
fn an_office_works_behind_nginx() {
    a_day_behind_the_proxy("");
}

#[test]
fn an_office_works_behind_nginx_below_a_path() {
    a_day_behind_the_proxy("/briefing");
}
