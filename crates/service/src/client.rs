//! Where a request comes from: the other end of its connection, or what a proxy that is trusted says of it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::Extensions;
use axum::http::header::HeaderMap;
use ipnet::IpNet;

/// The header by which proxies name the clients before them, the nearest last.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The proxies that are believed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proxies(pub(crate) Vec<IpNet>);

impl Proxies {
    /// Returns whether an address is that of a proxy, or may be: nobody knows who stands behind this machine.
    pub(crate) fn is_one(&self, address: IpAddr) -> bool {
        self.are(address) || address.to_canonical().is_loopback()
    }

    fn are(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address.to_canonical()))
    }

    /// Returns whether a request comes from a proxy that is configured. That it comes from this machine is not
    /// enough.
    pub(crate) fn brought(&self, extensions: &Extensions) -> bool {
        extensions.get::<Peer>().is_some_and(|Peer(peer)| self.are(*peer))
    }

    /// Returns the address of a client, if it is known. Without a trusted proxy, whatever comes from this machine
    /// may come from anywhere.
    pub(crate) fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let Peer(peer) = *extensions.get::<Peer>()?;
        let known = |address: IpAddr| Some(address).filter(|it| !it.to_canonical().is_loopback());
        if !self.are(peer) {
            return known(peer);
        }
        // Whatever stands before the first stranger may be the stranger's invention.
        let lines = headers.get_all(FORWARDED).iter();
        // A byte that is no letter must not hide the address beside it.
        let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
        let named: Vec<_> =
            lines.flat_map(|line| line.split(',').map(address).collect::<Vec<_>>()).collect();
        let client = named.iter().rev().find(|it| it.is_none_or(|it| !self.are(it)));
        // Clients may stand in the same network as their proxy.
        client.or(named.first()).copied().flatten().or_else(|| known(peer))
    }
}

/// Reads an address, with or without a port.
fn address(words: &str) -> Option<IpAddr> {
    let words = words.trim();
    let alone = words.parse::<IpAddr>();
    alone.or_else(|_| words.parse::<std::net::SocketAddr>().map(|it| it.ip())).ok()
}

/// Returns what of an address tells one customer of the network from another: of IPv6, a customer has the whole
/// lower half.
pub(crate) fn customer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address @ IpAddr::V4(_) => address,
    }
}

/// How many connections each customer has open.
#[derive(Default)]
pub(crate) struct Peers(Mutex<BTreeMap<IpAddr, usize>>);

impl Peers {
    /// Counts a connection, if the address has fewer than `most`.
    pub(crate) fn admit(&self, peer: IpAddr, most: usize) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(customer(peer)).or_default();
        let admitted = *count < most;
        *count += usize::from(admitted);
        admitted
    }

    /// Notes that a connection has closed.
    pub(crate) fn dismiss(&self, peer: IpAddr) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&customer(peer)) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&customer(peer));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extensions, HeaderMap, IpAddr, Peer, Peers, Proxies};

    fn client(trusted: &[&str], peer: &str, forwarded: &[&str]) -> Option<String> {
        let proxies = Proxies(trusted.iter().map(|net| net.parse().expect("a network")).collect());
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().expect("an address")));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().expect("a value"));
        }
        proxies.client(&extensions, &headers).map(|it| it.to_string())
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_from_the_right() {
        let own = ["127.0.0.0/8", "10.0.0.0/24"];
        let client = |peer, forwarded: &[&str]| client(&own, peer, forwarded);
        assert_eq!(client("127.0.0.1", &["198.51.100.7"]).as_deref(), Some("198.51.100.7"));
        let invented = ["1.2.3.4, 198.51.100.7", "10.0.0.9"];
        assert_eq!(client("127.0.0.1", &invented).as_deref(), Some("198.51.100.7"));
        assert_eq!(client("203.0.113.5", &["198.51.100.7"]).as_deref(), Some("203.0.113.5"));
        assert_eq!(client("127.0.0.1", &["198.51.100.7:4711"]).as_deref(), Some("198.51.100.7"));
        assert_eq!(client("::ffff:127.0.0.1", &["2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        // What is no address hides nobody behind it.
        assert_eq!(client("10.0.0.1", &["198.51.100.7, unknown"]).as_deref(), Some("10.0.0.1"));
        assert_eq!(client("127.0.0.1", &[]), None);
        assert_eq!(client("10.0.0.1", &["10.0.0.77, 10.0.0.2"]).as_deref(), Some("10.0.0.77"));
        // Nor does a byte that is no letter hide the address that the proxy has added.
        let mut headers = HeaderMap::new();
        let line = [b"\xff\xfe, ".as_slice(), b"198.51.100.7"].concat();
        headers.insert("x-forwarded-for", line.try_into().expect("a value"));
        let mut extensions = Extensions::new();
        extensions.insert(Peer(IpAddr::from([127, 0, 0, 1])));
        let proxies = Proxies(vec!["127.0.0.1/32".parse().expect("a network")]);
        assert_eq!(proxies.client(&extensions, &headers), Some([198, 51, 100, 7].into()));
    }

    #[test]
    fn without_a_proxy_this_machine_is_nobody() {
        assert_eq!(client(&[], "127.0.0.1", &["198.51.100.7"]), None);
        assert_eq!(client(&[], "198.51.100.7", &["1.2.3.4"]).as_deref(), Some("198.51.100.7"));
    }

    #[test]
    fn who_signs_others_on_is_configured_and_not_merely_near() {
        let brought = |trusted: &[&str], peer: Option<IpAddr>| {
            let nets = trusted.iter().map(|net| net.parse().expect("a network"));
            let mut extensions = Extensions::new();
            if let Some(peer) = peer {
                extensions.insert(Peer(peer));
            }
            Proxies(nets.collect()).brought(&extensions)
        };
        let here = Some([127, 0, 0, 1].into());
        assert!(brought(&["127.0.0.1/32"], here) && !brought(&["127.0.0.2/32"], here));
        assert!(!brought(&[], here) && !brought(&["0.0.0.0/0"], None));
        assert!(brought(&["10.0.0.0/24"], Some("::ffff:10.0.0.7".parse().expect("an address"))));
    }

    #[test]
    fn an_address_has_only_so_many_connections() {
        let (peers, peer) = (Peers::default(), IpAddr::from([198, 51, 100, 7]));
        assert!(peers.admit(peer, 2) && peers.admit(peer, 2) && !peers.admit(peer, 2));
        assert!(peers.admit([198, 51, 100, 8].into(), 2));
        peers.dismiss(peer);
        assert!(peers.admit(peer, 2));
    }
}
