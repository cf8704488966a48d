//! Keeps files out that the library would follow too far: it goes into arrays and dictionaries by
//! recursion, without a limit, and a stack that overflows ends the program.

use memchr::memmem;

/// The largest file that is looked at.
const LARGEST: usize = 256 * 1024 * 1024;
/// How many brackets a file may open, in all. Where they stand cannot be relied on: a stranger may hide
/// them in what looks like a stream or a text. Those of this program open some thousands.
const BRACKETS: usize = 20_000;
/// For so many bytes one more bracket may be open: compressed pictures hold some by chance.
const BYTES: usize = 100;
/// The stack on which files are looked at: room for every bracket that may be open.
pub(super) const STACK: usize = 512 * 1024 * 1024;

/// Returns whether a file can be looked at without danger.
pub(super) fn allow(bytes: &[u8]) -> bool {
    // What is in compressed objects cannot be counted; this program writes none, and tables in the plain.
    let hidden = memmem::find(bytes, b"/ObjStm").is_some() || !has_plain_table(bytes);
    bytes.len() <= LARGEST && !hidden && brackets(bytes) <= BRACKETS + bytes.len() / BYTES
}

/// Returns how many arrays and dictionaries could be opened.
fn brackets(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'[', bytes).count() + memmem::find_iter(bytes, b"<<").count()
}

/// Returns whether the file ends as it should: with the place of a table that is written in the plain.
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
