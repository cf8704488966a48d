//! A text in which keyboard slips have been put right so that it can be parsed, and which still knows where
//! everything was.

use std::ops::Range;

/// A text, after some of its bytes have been replaced.
#[derive(Debug, Clone, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// What was replaced, in order.
    edits: Vec<Edit>,
}

/// The bytes of the original that were replaced, and the bytes of the text that replaced them.
#[derive(Debug, Clone)]
struct Edit {
    from: Range<usize>,
    to: Range<usize>,
}

impl Mended {
    /// Returns the text with each range replaced. The ranges are in order; if they overlap, the first
    /// counts.
    pub(super) fn new<'a>(
        original: &str,
        edits: impl IntoIterator<Item = (Range<usize>, &'a str)>,
    ) -> Self {
        let mut mended = Self::default();
        let mut done = 0;
        for (range, text) in edits {
            if range.start < done {
                continue;
            }
            mended.text.push_str(&original[done..range.start]);
            let start = mended.text.len();
            mended.text.push_str(text);
            done = range.end;
            mended.edits.push(Edit { from: range, to: start..mended.text.len() });
        }
        mended.text.push_str(&original[done..]);
        mended
    }

    /// Returns where a range of the text was in the original.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.trace(range.start).start;
        let end = if range.is_empty() { start } else { self.trace(range.end - 1).end };
        start..end.max(start)
    }

    /// Returns where one byte came from: itself, or all that its edit replaced.
    fn trace(&self, at: usize) -> Range<usize> {
        let next = self.edits.partition_point(|edit| edit.to.start <= at);
        let Some(edit) = next.checked_sub(1).and_then(|last| self.edits.get(last)) else {
            return at..at + 1;
        };
        if at < edit.to.end {
            return edit.from.clone();
        }
        let at = edit.from.end + (at - edit.to.end);
        at..at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Mended;

    #[test]
    fn every_byte_knows_where_it_stood() {
        // `＝` has three bytes, and so has `“`.
        let original = "a ＝ “甲”";
        let mended = Mended::new(original, [(2..5, "="), (6..9, "\""), (12..15, "\"")]);
        assert_eq!(mended.text, "a = \"甲\"");
        assert_eq!(mended.origin(0..1), 0..1);
        assert_eq!(mended.origin(2..3), 2..5);
        assert_eq!(mended.origin(4..9), 6..15);
        assert_eq!(mended.origin(5..8), 9..12);
        assert_eq!(mended.origin(9..9), 15..15);
    }

    #[test]
    fn growth_is_traced_too() {
        let mended = Mended::new("d = 2018-4-7\ne", [(4..12, "2018-04-07")]);
        assert_eq!(mended.text, "d = 2018-04-07\ne");
        assert_eq!(mended.origin(4..14), 4..12);
        assert_eq!(mended.origin(15..16), 13..14);
    }
}
