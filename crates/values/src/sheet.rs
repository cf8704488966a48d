//! A sheet: one text file, with the name and the encoding that its writer gave it.

use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Fault, Place, Problem, Result, codes};

/// A text file, as its writer left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file name, as the user gave it.
    pub name: Arc<str>,
    /// Its text, without a byte-order mark.
    pub text: Arc<str>,
    /// How its bytes encode the text.
    pub encoding: Encoding,
    /// The bytes, if they differ from those of the text.
    raw: Option<Arc<[u8]>>,
}

/// How the bytes of a file encode its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, as it should be.
    #[default]
    Utf8,
    /// UTF-8 with a byte-order mark, as Windows writes it.
    Utf8WithMark,
    /// UTF-16, which Windows calls “Unicode”.
    Utf16,
    /// GB 18030, or GBK or GB 2312, which it contains.
    Gb18030,
}

impl Sheet {
    /// Returns the sheet of a text.
    pub fn of(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into(), encoding: Encoding::Utf8, raw: None }
    }

    /// Decodes bytes in any of the encodings that Chinese offices use.
    ///
    /// # Errors
    /// [`Problem::NotText`] if none of them fits; if nearly all bytes are UTF-8, a fault at the first that
    /// is not.
    pub fn new(name: &str, bytes: &[u8]) -> Result<Self> {
        let Some((text, encoding)) = decode(bytes) else {
            return Err(refusal(name, bytes).into());
        };
        let raw = (encoding != Encoding::Utf8).then(|| bytes.into());
        Ok(Self { name: name.into(), text: text.into(), encoding, raw })
    }

    /// Returns the bytes of the file, as they were read.
    pub fn bytes(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Returns what is unusual about the file, though it can be read.
    pub fn remarks(&self) -> Vec<Fault> {
        let words = |encoding: &str| vec![("encoding", encoding.to_owned())];
        let encoding = match self.encoding {
            Encoding::Utf8 => None,
            Encoding::Utf8WithMark => Some((codes::data::BOM, Vec::new())),
            Encoding::Utf16 => Some((codes::data::ENCODING, words("UTF-16"))),
            Encoding::Gb18030 => Some((codes::data::ENCODING, words("GB18030"))),
        };
        let line_ends = self.text.contains("\r\n").then(|| (codes::data::CRLF, Vec::new()));
        let place = || Place::new(self.name.clone(), self.text.clone(), 0..0);
        let remark = |(code, words)| Fault::at(Problem::Noted { code, words }, place());
        encoding.into_iter().chain(line_ends).map(remark).collect()
    }
}

/// Returns the sort key of a Chinese name: its bytes in GB 18030, which orders the common characters
/// (level 1 of GB/T 2312) by pinyin, and all others after them.
pub fn collation(name: &str) -> Vec<u8> {
    GB18030.encode(name).0.into_owned()
}

fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let whole = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        (!text.contains('\0')).then(|| text.into_owned())
    };
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => {
            return Some((whole(UTF_8, &bytes[mark..])?, Encoding::Utf8WithMark));
        }
        Some((encoding, mark)) => return Some((whole(encoding, &bytes[mark..])?, Encoding::Utf16)),
        None => {}
    }
    if let Some(text) = str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) {
        return Some((text.to_owned(), Encoding::Utf8));
    }
    // UTF-16 without a mark is recognised by the zero byte of its first character, which in TOML is ASCII.
    match bytes {
        [1..=255, 0, ..] => return Some((whole(UTF_16LE, bytes)?, Encoding::Utf16)),
        [0, 1..=255, ..] => return Some((whole(UTF_16BE, bytes)?, Encoding::Utf16)),
        _ if bytes.contains(&0) => return None,
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let chinese = guess == GBK || guess == GB18030;
    // A UTF-8 file with one broken character must not turn into a page of wrong ones.
    (chinese && !mostly_utf8(bytes))
        .then(|| whole(GB18030, bytes).map(|text| (text, Encoding::Gb18030)))
        .flatten()
}

/// Returns whether nearly all of the non-ASCII bytes are UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// Returns the fault of a file that is not text; if most of it is, at the first offending byte.
fn refusal(name: &str, bytes: &[u8]) -> Fault {
    let text = String::from_utf8_lossy(bytes);
    let first = text.find(['\u{fffd}', '\0']).filter(|_| mostly_text(bytes));
    let Some(at) = first else { return Problem::NotText { path: name.into() }.into() };
    let words = vec![("path", name.to_owned()), ("case", "broken".to_owned())];
    let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
    let place = Place::new(name.into(), text.as_ref().into(), at..end);
    Fault::at(Problem::Noted { code: codes::data::NOT_TEXT, words }, place)
}

/// Returns whether all but a few of the bytes are UTF-8 text.
fn mostly_text(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| **byte < b' ' && !matches!(**byte, b'\t' | b'\n' | b'\r');
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    16 * (bad + bytes.iter().filter(control).count()) < bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Sheet};
    use encoding_rs::GB18030;

    const TEXT: &str = "title = \"上思县：脱贫有方\"\n# 𠮷\n";

    #[track_caller]
    fn reads(bytes: &[u8], wanted: Encoding) {
        let sheet = Sheet::new("a.toml", bytes).expect("the bytes are text");
        assert_eq!((&*sheet.text, sheet.encoding), (TEXT, wanted));
        assert_eq!(sheet.bytes(), bytes);
    }

    #[test]
    fn every_encoding_of_an_office_is_read() {
        reads(TEXT.as_bytes(), Encoding::Utf8);
        reads(format!("\u{feff}{TEXT}").as_bytes(), Encoding::Utf8WithMark);
        reads(&GB18030.encode(TEXT).0, Encoding::Gb18030);
        let halves = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            reads(&halves(&format!("\u{feff}{TEXT}"), bytes), Encoding::Utf16);
            reads(&halves(TEXT, bytes), Encoding::Utf16);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"PK\x03\x04\x14\0\x06\0\x08",
            b"a\0b\0\0",
            b"\xff",
        ] {
            assert!(Sheet::new("a.toml", bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_broken_character_is_pointed_at() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.remove(10);
        let error = Sheet::new("a.toml", &bytes).expect_err("the character is broken");
        assert_eq!(
            error.faults[0].place.as_ref().map(ToString::to_string).as_deref(),
            Some("a.toml:1:10")
        );
    }
}
