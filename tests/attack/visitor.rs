//! A visitor with a browser, as far as signing on takes one: it keeps cookies, and goes where it is sent.

use std::collections::BTreeMap;

use briefing_support::client::{Answer, Request};

/// A visitor; without cookies at first.
#[derive(Default)]
pub(crate) struct Visitor {
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// Sends a request to a port of this machine, with the cookies, and keeps those of the answer.
    #[track_caller]
    pub(crate) fn send(&mut self, port: u16, request: Request) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(key, it)| format!("{key}={it}")).collect();
        let answer = request.with("cookie", &cookies.join("; ")).send(port);
        for (_, set) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = set.split(';').next().and_then(|pair| pair.split_once('='));
            let (key, value) = pair.expect("a cookie is a name and a value");
            if value.is_empty() || set.contains("1970") {
                self.cookies.remove(key);
            } else {
                self.cookies.insert(key.into(), value.into());
            }
        }
        answer
    }

    /// Sends a request, and follows wherever the answer leads; returns the address at which it ends, too.
    #[track_caller]
    pub(crate) fn follow(&mut self, address: &str, request: Request) -> (String, Answer) {
        let (mut address, mut request) = (address.to_owned(), request);
        for _ in 0..10 {
            let (port, target) = parts(&address);
            request.target = target.into();
            let answer =
                self.send(port, request.with("accept", "text/html").with("accept-language", "en"));
            let next = answer.header("location");
            address = match next {
                "" => return (address, answer),
                next if next.starts_with('/') => format!("http://127.0.0.1:{port}{next}"),
                next => next.to_owned(),
            };
            request = Request::get("/");
        }
        panic!("it goes round in circles: {address}");
    }
}

/// Returns port, and path with query, of an address on this machine.
#[track_caller]
fn parts(address: &str) -> (u16, &str) {
    let rest = address.strip_prefix("http://127.0.0.1:");
    let rest = rest.unwrap_or_else(|| panic!("not on this machine: {address}"));
    let end = rest.find('/').unwrap_or(rest.len());
    (rest[..end].parse().expect("a port"), &rest[end..])
}
