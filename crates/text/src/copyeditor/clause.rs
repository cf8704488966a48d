//! The context of a position in its paragraph: its clause, whether it is in speech or in a title.

/// Marks that end a clause.
const MARKS: [char; 9] = ['，', '。', '；', '：', '！', '？', '（', '）', '\n'];
/// Marks between which text is quoted or named, each pair with its opening mark first.
const PAIRS: [[char; 2]; 3] = [['“', '”'], ['‘', '’'], ['《', '》']];
/// How much of a clause is read on either side of a position, in bytes. Nobody writes a longer one, and what is
/// no prose must not be read over and over.
const NEAR: usize = 384;

/// A paragraph with the places of its marks, so that any number of positions can be asked for.
pub(super) struct Context<'a> {
    text: &'a str,
    /// Where the marks that end a clause begin and end.
    ends: Vec<(usize, usize)>,
    /// Where the marks of each pair begin, with whether they open.
    pairs: [Vec<(usize, bool)>; 3],
}

impl<'a> Context<'a> {
    /// Reads the marks of a paragraph.
    pub(super) fn of(text: &'a str) -> Self {
        let mut ends = Vec::new();
        let mut pairs = PAIRS.map(|_| Vec::new());
        for (at, c) in text.char_indices() {
            if MARKS.contains(&c) {
                ends.push((at, at + c.len_utf8()));
            }
            for (pair, places) in PAIRS.iter().zip(&mut pairs) {
                if pair.contains(&c) {
                    places.push((at, c == pair[0]));
                }
            }
        }
        Self { text, ends, pairs }
    }

    /// Returns the words of the clause before a byte.
    pub(super) fn head(&self, at: usize) -> &'a str {
        let before = self.ends.partition_point(|(_, end)| *end <= at);
        let start = before.checked_sub(1).map_or(0, |last| self.ends[last].1);
        &self.text[self.text.ceil_char_boundary(start.max(at.saturating_sub(NEAR)))..at]
    }

    /// Returns the words of the clause from a byte on.
    pub(super) fn tail(&self, at: usize) -> &'a str {
        let next = self.ends.partition_point(|(start, _)| *start < at);
        let end = self.ends.get(next).map_or(self.text.len(), |(start, _)| *start);
        &self.text[at..self.text.floor_char_boundary(end.min(at + NEAR))]
    }

    /// Returns whether a byte is between “ and ”, or between ‘ and ’.
    pub(super) fn in_quotes(&self, at: usize) -> bool {
        self.open(0, at).or_else(|| self.open(1, at)).is_some()
    }

    /// Returns whether a byte is between 《 and 》.
    pub(super) fn in_title(&self, at: usize) -> bool {
        self.open(2, at).is_some()
    }

    /// Returns whether a byte is in direct speech: after ：“ that is still open.
    pub(super) fn in_speech(&self, at: usize) -> bool {
        let open = self.open(0, at);
        open.is_some_and(|open| self.text[..open].ends_with(['：', '道', '说', '，']))
    }

    /// Returns where the mark of a pair that is open at a byte stands.
    fn open(&self, pair: usize, at: usize) -> Option<usize> {
        let before = self.pairs[pair].partition_point(|(place, _)| *place < at);
        let last = self.pairs[pair].get(before.checked_sub(1)?)?;
        last.1.then_some(last.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Context;

    #[test]
    fn a_position_knows_its_clause_and_what_is_open_there() {
        let text = "据统计，他说：“今年《规划》全部完成。”其后，一切照旧";
        let context = Context::of(text);
        let at = |word: &str| text.find(word).expect("it is there");
        assert_eq!(
            (context.head(at("规划")), context.tail(at("规划"))),
            ("“今年《", "规划》全部完成")
        );
        assert_eq!((context.head(0), context.tail(text.len())), ("", ""));
        assert!(context.in_quotes(at("规划")) && context.in_title(at("规划")));
        assert!(context.in_speech(at("完成")) && !context.in_title(at("完成")));
        assert!(!context.in_quotes(at("其后")) && !context.in_speech(at("一切")));
    }

    #[test]
    fn of_a_clause_without_end_only_what_is_near_is_read() {
        let text = "甲".repeat(1_000_000);
        let context = Context::of(&text);
        assert_eq!((context.head(1_500_000).len(), context.tail(1_500_000).len()), (384, 384));
    }
}
