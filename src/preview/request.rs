//! A request of a browser: as much of HTTP as a preview needs.

use std::io::{BufRead, BufReader, Read};

/// The longest head of a request that is read, in bytes; browsers send less than a tenth of it.
const LONGEST: u64 = 16 * 1024;

/// A request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// What is asked for, as it stands in the first line: `/page/1.svg?v=1f`.
    pub(super) target: String,
    /// Whether the request is a plain question: `GET`.
    pub(super) asks: bool,
    /// The host that the browser believes to talk to, in small letters.
    pub(super) host: String,
}

impl Request {
    /// Reads a request, or returns `None` for what is none, or not whole.
    pub(super) fn read(source: impl Read) -> Option<Self> {
        let mut lines = BufReader::new(source.take(LONGEST));
        let first = line(&mut lines)?;
        let mut words = first.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if !version.starts_with("HTTP/1.") {
            return None;
        }
        let mut hosts = Vec::new();
        loop {
            let field = line(&mut lines)?;
            if field.is_empty() {
                break;
            }
            let (name, value) = field.split_once(':')?;
            if name.eq_ignore_ascii_case("host") {
                hosts.push(value.trim().to_ascii_lowercase());
            }
        }
        let [host] = hosts.try_into().ok()?;
        Some(Self { target: target.into(), asks: method == "GET", host })
    }

    /// Returns whether the browser knows that it talks to this machine.
    ///
    /// A page of the web may have its own name lead here, and would then be allowed to read the
    /// answer; but the browser still names that page's host.
    pub(super) fn is_for(&self, port: u16) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|own| self.host == format!("{own}:{port}"))
    }
}

/// Reads a line that has come to its end.
fn line(lines: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    let line = line.strip_suffix('\n')?;
    Some(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn read(text: &str) -> Option<Request> {
        Request::read(text.as_bytes())
    }

    #[test]
    fn target_and_host_are_read() {
        let request = read("GET /a?b HTTP/1.1\r\nAccept: */*\r\nHOST: LocalHost:3000\r\n\r\n");
        let request = request.expect("it is well formed");
        assert_eq!((&*request.target, request.asks), ("/a?b", true));
        assert!(request.is_for(3000) && !request.is_for(3001));
    }

    #[test]
    fn a_host_elsewhere_is_not_ours() {
        for host in ["evil.example:3000", "127.0.0.1.evil.example:3000", "localhost", ""] {
            let request = read(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            assert!(!request.expect("it is well formed").is_for(3000), "{host}");
        }
    }

    #[test]
    fn what_is_no_request_is_none() {
        let long = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(20_000));
        for text in [
            "",
            "GET / HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nnonsense\r\n\r\n",
            "GET /\r\nHost: a\r\n\r\n",
            &long,
        ] {
            assert_eq!(read(text), None, "{text:.40}");
        }
        assert_eq!(Request::read(b"\x16\x03\x01\xff\n".as_slice()), None);
    }
}
