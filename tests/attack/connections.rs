//! Somebody who takes up as many connections as there are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use briefing_support::office::{Office, skip};

use crate::house::office;

/// How many connections the service has.
const ALL: usize = 40;
/// How many of them one address may have.
const QUARTER: usize = ALL / 4;

/// The service at every address of this machine, killed when it is dropped.
struct Exposed {
    port: u16,
    child: Child,
    _office: Office,
}

impl Exposed {
    #[track_caller]
    fn new(words: &[&str]) -> Self {
        let (office, connections) = (office(), ALL.to_string());
        let bind = if addresses().iter().any(IpAddr::is_ipv6) { "[::]:0" } else { "0.0.0.0:0" };
        let serve = ["serve", "--bind", bind, "--connections", &connections, "--log", "off"];
        let mut command = office.command(&[&serve[..], words].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let child = command.spawn().expect("the program starts");
        let mut service = Self { port: 0, child, _office: office };
        let mut line = String::new();
        let out = service.child.stdout.take().expect("standard output is a pipe");
        BufReader::new(out).read_line(&mut line).expect("it says where it listens");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap_or_default();
        service.port = port.parse().expect("a port");
        service
    }

    /// Opens a connection to one of the machine's addresses, and so from the same; returns it if the service answers.
    fn connect(&self, address: IpAddr) -> Option<TcpStream> {
        let mut stream = TcpStream::connect((address, self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").ok()?;
        let mut said = [0; 12];
        stream.read_exact(&mut said).ok()?;
        (said == *b"HTTP/1.1 200").then_some(stream)
    }

    /// Opens connections and holds them; returns those that were not refused.
    fn hold(&self, address: IpAddr, count: usize) -> Vec<TcpStream> {
        (0..count).filter_map(|_| self.connect(address)).collect()
    }
}

impl Drop for Exposed {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the addresses by which other machines know this one.
fn addresses() -> Vec<IpAddr> {
    let run = Command::new("hostname").arg("-I").output().map(|run| run.stdout).unwrap_or_default();
    let words = String::from_utf8_lossy(&run).into_owned();
    words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn one_address_has_a_quarter_of_the_connections_and_others_are_served() {
    let addresses = addresses();
    let [address, others @ ..] = &addresses[..] else {
        return skip("this machine has no address but its own (`hostname -I`)");
    };
    let service = Exposed::new(&[]);
    let held = service.hold(*address, 3 * ALL);
    println!(
        "{} connections from {address}: {} of {ALL} held, the others refused",
        3 * ALL,
        held.len()
    );
    assert_eq!(held.len(), QUARTER);
    // Of this machine nobody knows who stands behind it: it is not counted.
    let here = [127, 0, 0, 1].into();
    // Half an address of the new kind is one customer, with all that is behind it.
    let others = others.iter().filter(|other| address.is_ipv4() || other.is_ipv4());
    for other in others.chain([&here]) {
        let start = Instant::now();
        assert!(service.connect(*other).is_some(), "{other} is refused");
        println!("meanwhile {other} is answered in {:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }
    assert!(service.connect(*address).is_none(), "still too many");
    // Whoever lets go is served again.
    drop(held);
    let start = Instant::now();
    while service.connect(*address).is_none() {
        assert!(start.elapsed() < Duration::from_secs(10), "{address} is still refused");
        std::thread::sleep(Duration::from_millis(10));
    }
    println!("{address} is answered again {:?} after it has let go", start.elapsed());
}

#[test]
fn a_proxy_that_is_trusted_has_as_many_connections_as_there_are() {
    let Some(proxy) = addresses().into_iter().next() else {
        return skip("this machine has no address but its own (`hostname -I`)");
    };
    let service = Exposed::new(&["--trusted-proxies", &proxy.to_string()]);
    let held = service.hold(proxy, 3 * QUARTER);
    println!("{} connections from {proxy}, a proxy: {} held", 3 * QUARTER, held.len());
    assert_eq!(held.len(), 3 * QUARTER);
}
