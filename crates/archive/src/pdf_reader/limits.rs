//! Rejects files into which the library would recurse too deeply: it descends into arrays and
//! dictionaries without a limit, and a stack overflow aborts the program.

use memchr::memmem;

/// The largest file that is opened, in bytes.
const LARGEST: usize = 256 * 1024 * 1024;
/// How many brackets a file may open in all. Their positions cannot be trusted: a stranger may hide them
/// in what looks like a stream or a string. Files of this program have a few thousand.
const BRACKETS: usize = 20_000;
/// The number of bytes for which one more bracket is allowed: compressed pictures contain some by
/// chance.
const BYTES: usize = 100;
/// The size of the stack on which files are read: enough for every bracket that may be open.
pub(super) const STACK: usize = 512 * 1024 * 1024;

/// Returns whether a file can be opened safely.
pub(super) fn allow(bytes: &[u8]) -> bool {
    // Brackets in compressed objects cannot be counted; this program writes neither those nor compressed
    // tables.
    let hidden = memmem::find(bytes, b"/ObjStm").is_some() || !has_plain_table(bytes);
    bytes.len() <= LARGEST && !hidden && brackets(bytes) <= BRACKETS + bytes.len() / BYTES
}

/// Returns how many arrays and dictionaries could be opened.
fn brackets(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'[', bytes).count() + memmem::find_iter(bytes, b"<<").count()
}

/// Returns whether the file ends as it should: with the offset of a table that is not compressed.
fn has_plain_table(bytes: &[u8]) -> bool {
    let place = || {
        let at = memmem::rfind(bytes, b"startxref")? + b"startxref".len();
        let text = str::from_utf8(bytes.get(at..)?).ok()?;
        text.split_whitespace().next()?.parse::<usize>().ok()
    };
    place().and_then(|at| bytes.get(at..)).is_some_and(|table| table.starts_with(b"xref"))
}

#[cfg(test)]
mod tests {
    use super::allow;

    fn file(body: &str) -> Vec<u8> {
        format!("{body}\nxref\n0 0\ntrailer <<>>\nstartxref\n{}\n%%EOF", body.len() + 1).into()
    }

    #[test]
    fn a_plain_file_is_let_in() {
        assert!(allow(&file("%PDF-1.7\n1 0 obj\n<< /Kids [] >>\nendobj")));
    }

    #[test]
    fn a_file_that_could_go_too_deep_is_kept_out() {
        assert!(!allow(&file(&"[".repeat(1_000_000))));
        // Where the brackets seem to be does not matter.
        assert!(!allow(&file(&format!("<</X(stream)/Y {} (endstream)>>", "[(])".repeat(100_000)))));
        assert!(!allow(&file("<< /Type /ObjStm >>")));
        assert!(!allow(b"%PDF-1.7\nstartxref\n0\n%%EOF"));
    }
}
