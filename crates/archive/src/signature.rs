//! Signatures (签名) in the format of minisign (Ed25519), which that tool can check as well.

use std::fmt;
use std::io::Cursor;

use ct_codecs::{Base64, Decoder};
use minisign::{PublicKeyBox, SecretKeyBox, SignatureBox};

use briefing_values::error::{Problem, Result, codes};

/// The first line of a signature. It is not signed, so no other is accepted.
const UNTRUSTED: &str = "signature of an entry in the log of an archive of briefing";
/// The length of a signature's last line, and its end: 64 bytes in base64, not one more.
const GLOBAL: usize = 88;
const END: &str = "==";

/// How many bytes a secret key has.
const SECRET: usize = 158;

/// A key that checks signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(minisign::PublicKey);

impl PublicKey {
    /// Reads the text of a `.pub` file, or its last line alone.
    ///
    /// # Errors
    /// Text that holds no key.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let text = text.trim();
        let key = match text.lines().count() {
            1 => minisign::PublicKey::from_base64(text),
            _ => PublicKeyBox::from_string(text).and_then(PublicKeyBox::into_public_key),
        };
        Ok(Self(key.map_err(|_| no_key(name))?))
    }

    /// Returns whether a signature of this key is valid for a message. Every byte of its text counts:
    /// there is only one way to write a signature.
    pub fn confirms(&self, message: &[u8], signature: &str) -> bool {
        let whole = signature.lines().nth(3);
        let whole = whole.is_some_and(|line| line.len() == GLOBAL && line.ends_with(END));
        let Some(read) = SignatureBox::from_string(signature).ok().filter(|_| whole) else {
            return false;
        };
        let own = read.untrusted_comment().is_ok_and(|comment| comment == UNTRUSTED);
        let readable = read.trusted_comment().is_ok();
        own && readable
            && read.to_string() == signature
            && minisign::verify(&self.0, &read, Cursor::new(message), true, false, false).is_ok()
    }
}

impl fmt::Display for PublicKey {
    /// Writes the line that `minisign -P` takes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_base64())
    }
}

/// A key that signs.
pub struct SecretKey {
    secret: minisign::SecretKey,
    public: PublicKey,
}

impl SecretKey {
    /// Returns whether the key in a file is protected by a password.
    pub fn asks_for_password(text: &str) -> bool {
        bytes(text).is_some_and(|bytes| is_closed(&bytes))
    }

    /// Reads the text of a key's file.
    ///
    /// # Errors
    /// Text that holds no key, or a wrong password.
    pub fn read(name: &str, text: &str, password: Option<String>) -> Result<Self> {
        let bytes = bytes(text).ok_or_else(|| no_key(name))?;
        let closed = || Problem::Noted {
            code: codes::archive::KEY_PASSWORD,
            words: vec![("path", name.to_owned())],
        };
        let secret = if is_closed(&bytes) {
            // Without a password, the library itself would ask for one at the terminal.
            let password = password.ok_or_else(closed)?;
            let boxed = SecretKeyBox::from_string(text).map_err(|_| no_key(name))?;
            boxed.into_secret_key(Some(password)).map_err(|_| closed())?
        } else {
            // The minisign tool writes no checksum into an unprotected key, so the library would refuse
            // it; damage shows when it signs.
            minisign::SecretKey::from_bytes(&bytes).map_err(|_| no_key(name))?
        };
        let public = minisign::PublicKey::from_secret_key(&secret).map_err(|_| no_key(name))?;
        Ok(Self { secret, public: PublicKey(public) })
    }

    /// Returns the key that checks what this one signs.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs a message, and a comment with it; returns the text of the signature's file.
    ///
    /// # Errors
    /// A system without random numbers.
    pub fn sign(&self, message: &[u8], comment: &str) -> Result<String> {
        let public = Some(&self.public.0);
        let signed = minisign::sign(public, &self.secret, message, Some(comment), Some(UNTRUSTED));
        let refusal = |error: minisign::PError| Problem::Access {
            action: "sign",
            path: "the log".into(),
            reason: error.to_string(),
        };
        Ok(signed.map_err(refusal)?.into_string())
    }
}

/// Decodes a key's file: its second line.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let line = text.lines().nth(1)?.trim();
    let bytes = Base64::decode_to_vec(line, None).ok()?;
    (bytes.len() == SECRET && bytes.starts_with(b"Ed")).then_some(bytes)
}

/// Returns whether a key is encrypted: then it names its key derivation.
fn is_closed(bytes: &[u8]) -> bool {
    bytes.get(2..4) != Some(&[0, 0])
}

fn no_key(name: &str) -> Problem {
    Problem::Noted { code: codes::archive::NO_KEY, words: vec![("path", name.to_owned())] }
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, SecretKey};
    use minisign::KeyPair;

    const MESSAGE: &[u8] = b"seq = 1\n";

    fn key() -> SecretKey {
        let pair = KeyPair::generate_unencrypted_keypair().unwrap();
        let text = pair.sk.to_box(None).unwrap().into_string();
        SecretKey::read("office.key", &text, None).unwrap()
    }

    #[test]
    fn what_it_signs_its_public_half_confirms() {
        let key = key();
        let signature = key.sign(MESSAGE, "log/000001.toml").unwrap();
        let public = PublicKey::read("office.pub", &key.public().to_string()).unwrap();
        assert!(public.confirms(MESSAGE, &signature));
        assert!(!public.confirms(b"seq = 2\n", &signature));
        assert!(!self::key().public().confirms(MESSAGE, &signature));
    }

    #[test]
    fn every_bit_of_a_signature_counts() {
        let key = key();
        let signature = key.sign(MESSAGE, "log/000001.toml").unwrap();
        for byte in 0..signature.len() {
            for bit in 0..8 {
                let mut bytes = signature.clone().into_bytes();
                bytes[byte] ^= 1 << bit;
                let Ok(other) = String::from_utf8(bytes) else { continue };
                assert!(!key.public().confirms(MESSAGE, &other), "byte {byte}, bit {bit}");
            }
        }
        for end in 0..signature.len() {
            assert!(!key.public().confirms(MESSAGE, &signature[..end]), "{end}");
        }
        for longer in ["AA\n", "A=\n"] {
            let other = signature.trim_end().trim_end_matches('=').to_owned() + longer;
            assert!(!key.public().confirms(MESSAGE, &other), "{longer}");
        }
        assert!(!key.public().confirms(MESSAGE, &(signature + "\n")));
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in ["", "RWQ", "untrusted comment: x\n", "a\nb\nc"] {
            assert!(PublicKey::read("x.pub", text).is_err(), "{text}");
            assert!(SecretKey::read("x.key", text, None).is_err(), "{text}");
        }
    }
}
