//! The origin (网址): where browsers find the service, and whether a header names it.

use std::str::FromStr;

use url::{Host, Url};

/// Where browsers find the service: `https://jianbao.example.gov.cn`, or below a path
/// `https://oa.example.gov.cn/briefing`. Hosts are kept as the network writes them, in lower case and without a script
/// of their own (`xn--…`), and without the port that the scheme has anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// Returns whether the connection is encrypted.
    pub(crate) fn is_tls(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns the path that the service is below, or nothing.
    pub(crate) fn path(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// Returns whether a `Host` header names this host and port.
    pub(crate) fn is_at(&self, host: &str) -> bool {
        site(self.0.scheme(), host)
            .is_some_and(|other| (other.host(), other.port()) == (self.0.host(), self.0.port()))
    }
}

/// Returns whether a `Host` header names what no other site can point at this machine: its own name for itself, or a
/// numeric address.
pub(crate) fn is_fixed(host: &str) -> bool {
    site("http", host).is_some_and(|site| match site.host() {
        Some(Host::Domain(name)) => name == "localhost",
        numeric => numeric.is_some(),
    })
}

/// Reads what a `Host` header may hold: a host, and a port if need be.
fn site(scheme: &str, host: &str) -> Option<Url> {
    let plain = !host.contains(['/', '\\', '?', '#', '@']) && !host.contains(char::is_whitespace);
    let url = Url::parse(&format!("{scheme}://{host}")).ok().filter(|_| plain)?;
    rooted(url)
}

/// Takes the dot from the end of a host: `a.example.` is `a.example`.
fn rooted(mut url: Url) -> Option<Url> {
    let name = url.domain().and_then(|name| name.strip_suffix('.')).map(str::to_owned);
    if let Some(name) = name {
        url.set_host(Some(&name)).ok()?;
    }
    Some(url)
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~');
        let fits = |url: &Url| {
            matches!(url.scheme(), "http" | "https")
                && url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
                && url.path().chars().all(plain)
                && !url.path().contains("//")
        };
        let url = Url::parse(words).ok().filter(fits).and_then(rooted);
        url.map(Self).ok_or_else(|| {
            "a URL such as https://jianbao.example.gov.cn, or below a path https://oa.example.gov.cn/briefing"
                .into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, is_fixed};

    fn origin(words: &str) -> Origin {
        words.parse().unwrap_or_else(|refusal| panic!("{words}: {refusal}"))
    }

    #[test]
    fn one_host_is_known_however_it_is_written() {
        for (own, hosts) in [
            (
                "https://host.example:443",
                &["host.example", "HOST.example:443", "host.example."][..],
            ),
            ("https://host.example", &["host.example:443", "host.example.:443"]),
            ("http://host.example/a", &["host.example", "host.example:80"]),
            ("https://host.example:8443/", &["host.example:8443"]),
            ("https://简报.example.cn", &["xn--4ru366c.example.cn", "XN--4RU366C.example.cn:443"]),
            ("https://xn--4ru366c.example.cn", &["简报.example.cn"]),
            ("https://[2001:DB8::1]", &["[2001:db8::1]", "[2001:db8:0::1]:443"]),
            ("https://[2001:db8::1]:8443", &["[2001:db8::1]:8443"]),
        ] {
            for host in hosts {
                assert!(origin(own).is_at(host), "{own}: {host}");
            }
        }
        let own = origin("https://host.example");
        for other in [
            "",
            "other.example",
            "host.example:80",
            "host.example:8443",
            "host.example.evil",
            "evil@host.example",
            "host.example/",
            "host.example\\.evil",
            "host.example, evil",
            "host.example:port",
        ] {
            assert!(!own.is_at(other), "{other}");
        }
        assert!(!origin("https://[2001:db8::1]:8443").is_at("[2001:db8::1]"));
    }

    #[test]
    fn an_origin_has_a_host_and_at_most_a_path() {
        assert_eq!(origin("https://Host.example:443/").0.as_str(), "https://host.example/");
        assert_eq!(origin("https://简报.example.cn").0.as_str(), "https://xn--4ru366c.example.cn/");
        assert_eq!(origin("https://host.example").path(), "");
        assert_eq!(origin("https://host.example/briefing/").path(), "/briefing");
        assert_eq!(origin("https://host.example/oa/briefing").path(), "/oa/briefing");
        for other in [
            "host.example",
            "ftp://host.example",
            "https://",
            "https://a b",
            "https://user@host.example",
            "https://host.example/?a=1",
            "https://host.example/#a",
            "https://host.example/简报",
            "https://host.example//a",
            "null",
        ] {
            assert!(other.parse::<Origin>().is_err(), "{other}");
        }
    }

    #[test]
    fn no_other_site_can_point_at_a_number_or_at_localhost() {
        for own in ["localhost", "LOCALHOST:8176", "127.0.0.1", "127.0.0.1:8176", "[::1]:8176"] {
            assert!(is_fixed(own), "{own}");
        }
        for other in
            ["", "evil.example", "localhost.evil.example", "evil.example:8176", "a@127.0.0.1"]
        {
            assert!(!is_fixed(other), "{other}");
        }
    }
}
