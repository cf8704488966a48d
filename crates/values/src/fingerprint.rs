//! The fingerprint (指纹) of some bytes: their SHA-256, as `sha256sum` prints it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

/// The error for text that is not a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFingerprint;

impl Fingerprint {
    /// Returns the fingerprint of some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes.as_ref()).into())
    }
}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    /// Parses 64 lower-case hexadecimal digits; no other spelling is accepted.
    fn from_str(word: &str) -> Result<Self, NoFingerprint> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(NoFingerprint),
        };
        let word: &[u8; 64] = word.as_bytes().try_into().map_err(|_| NoFingerprint)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(word.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NoFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a SHA-256 has 64 lower-case hexadecimal digits")
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, NoFingerprint};

    /// What `sha256sum` prints for the letters abc (FIPS 180-4, example).
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn it_is_written_as_sha256sum_writes_it() {
        assert_eq!(Fingerprint::of("abc").to_string(), ABC);
        assert_eq!(ABC.parse(), Ok(Fingerprint::of("abc")));
    }

    #[test]
    fn there_is_one_way_to_write_it() {
        for word in ["", "ba78", &ABC.to_uppercase(), &format!("{ABC}0"), &ABC.replace('b', "g")] {
            assert_eq!(word.parse::<Fingerprint>(), Err(NoFingerprint), "{word}");
        }
    }

    #[test]
    fn what_is_none_says_what_one_is() {
        assert!(NoFingerprint.to_string().contains("64"));
        assert_eq!(format!("{:?}", Fingerprint::of("abc")), ABC);
    }
}
