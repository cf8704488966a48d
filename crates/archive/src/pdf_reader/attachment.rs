//! The files that a PDF carries.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream, String as PdfString};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::PdfDocument;

/// The maximum size of a decompressed attachment, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// The maximum depth of the name tree, which holds hundreds of thousands of files.
const DEPTH: usize = 16;

/// A file that a PDF carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl PdfDocument {
    /// Returns the attached files, in the order of the name tree. Those that cannot be read, or are
    /// larger than any that this program attaches, are left out.
    pub fn attachments(&self) -> Vec<Attachment> {
        super::on_a_large_stack(|| self.collected())
    }

    fn collected(&self) -> Vec<Attachment> {
        let mut found = Vec::new();
        let names = self.catalog().and_then(|catalog| catalog.get::<Dict<'_>>("Names"));
        if let Some(tree) = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles")) {
            collect(&tree, DEPTH, &mut found);
        }
        found
    }
}

/// Collects the files of a name tree.
fn collect(tree: &Dict<'_>, depth: usize, found: &mut Vec<Attachment>) {
    if let Some(kids) = tree.get::<Array<'_>>("Kids").filter(|_| depth > 0) {
        for kid in dictionaries(&kids) {
            collect(&kid, depth - 1, found);
        }
    }
    // The array alternates names and files, of which only files are dictionaries.
    if let Some(pairs) = tree.get::<Array<'_>>("Names") {
        found.extend(dictionaries(&pairs).filter_map(|file| attachment(&file)));
    }
}

fn dictionaries<'a>(array: &Array<'a>) -> impl Iterator<Item = Dict<'a>> {
    array.iter::<Object<'a>>().filter_map(Object::into_dict)
}

fn attachment(file: &Dict<'_>) -> Option<Attachment> {
    let name = file.get::<PdfString<'_>>("UF").or_else(|| file.get("F"))?;
    let stream = file.get::<Dict<'_>>("EF")?;
    let stream = stream.get::<Stream<'_>>("F").or_else(|| stream.get("UF"))?;
    Some(Attachment { name: text(name.as_bytes()), bytes: unfolded(&stream)? })
}

/// Returns the bytes of a stream that is plain or deflated once, as this program writes them: a small
/// file must not decompress to more than memory holds.
fn unfolded(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let raw = stream.raw_data();
    match stream.filters().as_slice() {
        [] => Some(raw.into_owned()).filter(|bytes| bytes.len() <= LARGEST),
        [Filter::FlateDecode] => decompress_to_vec_zlib_with_limit(&raw, LARGEST).ok(),
        _ => None,
    }
}

/// Decodes a string: UTF-16 or UTF-8 with a byte-order mark, or ASCII.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<_> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn names_are_read_in_every_spelling() {
        assert_eq!(text(b"176.toml"), "176.toml");
        assert_eq!(text(&[0xfe, 0xff, 0x64, 0x2c, 0x8f, 0xc1]), "搬迁");
        assert_eq!(text("\u{feff}搬迁.png".as_bytes()), "搬迁.png");
    }
}
